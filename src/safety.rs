//! core: May an automatic letter leave? The last gate; no rule passes it.
//! In: a mail, facts, what the operator decided. Out: send, or silent, or drop, with the row that decided and its reason.
//! Never answers a robot, a list, ourselves or a forged sender (RFC 3834). The table of the mail is `rows::ROWS`, the
//! counts are `caps`; both are read from the top, the first row that holds decides.
//! Invariant: `a_mail_with_any_robot_sign_is_never_answered`.

mod auth;
mod caps;
mod route;
mod rows;
mod trust;

use crate::letter::{self, LetterKind};
use crate::mail::{Address, Mail};
use crate::policy::{Keys, Policy, Trust};
use crate::rules::Guard;
use crate::rules::guards::Act;
use crate::ticket::{Facts, Ticket};
use crate::time::{Span, Timestamp};
use caps::Standing;

pub use auth::Stamp;
pub use auth::field as authentication_results;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// L31: to this one recipient.
    Send,
    /// The mail is kept and ticketed; nothing automatic leaves.
    Silent { row: &'static str, why: String },
    /// Our own mail, or one a guard drops: recorded, no ticket.
    Drop { row: &'static str, why: String },
}

/// What the rows need of the policy.
struct Terms<'a> {
    own: &'a [Address],
    staff: Vec<&'a Address>,
    trust: &'a Trust,
    max_auto_age: Span,
    keys: &'a Keys,
    /// The Message-ID is ours and its MAC valid.
    is_own_letter: bool,
}

impl<'a> Terms<'a> {
    fn of(mail: &Mail, policy: &'a Policy) -> Self {
        let id = mail.message_id.as_deref();
        Self {
            own: &policy.own_addresses,
            staff: policy.people.values().map(|person| &person.address).collect(),
            trust: &policy.trust,
            max_auto_age: policy.max_auto_age,
            keys: &policy.keys,
            is_own_letter: id.is_some_and(|id| letter::ours(&policy.keys, id).is_some()),
        }
    }
}

/// The rows that only look at the mail (L02–L26) – also for `explain`, with what was skipped for want of a config.
pub fn mail_gate(mail: &Mail, facts: &Facts, policy: Option<&Policy>, now: Timestamp) -> Gate {
    let terms = policy.map(|policy| Terms::of(mail, policy));
    rows::judge(mail, facts, terms.as_ref(), now)
}

/// The word of the site's own guards, after the gate's: it may keep a mail from being answered, or from opening a ticket.
/// Invariant: it never opens what the gate has closed (`no_guard_opens_the_gate`).
pub fn guarded(gate: Gate, guard: Option<&Guard>) -> Gate {
    const ROW: &str = "guard";
    match (gate, guard.map(|guard| (&guard.act, guard.place()))) {
        (gate @ Gate::Drop { .. }, _) => gate,
        (_, Some((Act::Drop, why))) => Gate::Drop { row: ROW, why },
        (Gate::Send, Some((Act::StoreSilently, why))) => Gate::Silent { row: ROW, why },
        (gate, _) => gate,
    }
}

/// The rows that count: L01, L25, L28–L30. Without the mail at hand the sender counts as not authenticated.
pub fn count_gate(ticket: &Ticket, facts: &Facts, policy: &Policy) -> Gate {
    caps::judge(ticket, facts, &policy.caps, Standing::without_mail(&policy.trust))
}

/// As `count_gate`, for a letter that answers this mail: L29 (one receipt ever, one status a day), and the larger caps of
/// an authenticated sender (section 3.6).
pub fn letter_gate(kind: LetterKind, mail: &Mail, ticket: &Ticket, (facts, policy): (&Facts, &Policy)) -> Gate {
    let standing = Standing::of(mail, &policy.trust);
    match caps::judge(ticket, facts, &policy.caps, standing) {
        Gate::Send => caps::repeated(kind, facts).unwrap_or(Gate::Send),
        stop => stop,
    }
}

/// The letter that says we are late, by the caps all senders share.
pub fn apology_gate(ticket: &Ticket, facts: &Facts, policy: &Policy) -> Gate {
    caps::apology(ticket, facts, &policy.caps)
}

/// Letters to staff about one ticket: escalations and pages, by their own caps.
pub fn alarm_gate(kind: LetterKind, facts: &Facts, policy: &Policy) -> Gate {
    caps::alarm(kind, facts, &policy.caps)
}

/// Does the provider vouch for the sender (L18)? False when no `authserv_id` is trusted.
pub fn is_authenticated(mail: &Mail, policy: &Policy) -> bool {
    auth::is_authenticated(mail, &policy.trust)
}

/// What would have to be trusted for this sender to be proven, and whether he then is: for `check --online`.
pub fn stamp(mail: &Mail) -> Option<(Stamp, bool)> {
    let stamp = auth::stamp(mail)?;
    let trust = Trust { authserv_id: Some(stamp.id.clone()), authserv_is_below: stamp.is_below, ..Trust::default() };
    let is_proven = auth::is_authenticated(mail, &trust);
    Some((stamp, is_proven))
}

/// Why a mail would be answered, for `explain`: which rows could not be asked.
pub fn why_send(facts: Option<&Facts>, policy: Option<&Policy>) -> String {
    let mut skipped: Vec<String> = Vec::new();
    if policy.is_none() {
        let rows: Vec<&str> = rows::ROWS.iter().filter(|row| row.needs_policy).map(|row| row.id).collect();
        skipped.push(format!("{} for want of a config", rows.join(", ")));
    }
    if facts.is_none() {
        skipped.push("L01, L25, L28, L29, L30 for want of the database".to_owned());
    }
    if skipped.is_empty() {
        "L31: no row forbids it".to_owned()
    } else {
        format!("L31; skipped: {}", skipped.join("; "))
    }
}

fn silent(row: &'static str, why: impl Into<String>) -> Gate {
    Gate::Silent { row, why: why.into() }
}

#[cfg(test)]
mod tests;
