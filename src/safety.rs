//! core: May an automatic letter leave? The last gate; no rule passes it.
//! In: a mail, facts, what the operator decided. Out: send, or silent, or drop, with the row that decided and its reason.
//! Never answers a robot, a list, ourselves or a forged sender (RFC 3834). The whole gate is `table::ROWS`, its limits
//! are `caps::CAPS`; both are read from the top. What leaves in spite of all is counted by `breaker`, in the last transaction.
//! Invariant: `a_mail_with_any_robot_sign_is_never_answered`.

mod auth;
mod breaker;
mod caps;
mod meaning;
mod route;
mod rows;
mod signs;
mod table;
mod tally;
mod trust;

use crate::letter::{self, LetterKind};
use crate::mail::{Address, Mail};
use crate::policy::{Keys, Policy, Trust};
use crate::rules::Guard;
use crate::rules::guards::Act;
use crate::ticket::{Facts, Ticket};
use crate::time::{Span, Timestamp};
use caps::Standing;
use rows::Case;
use tally::Tally;

pub use breaker::{Breaker, Departures, HELD, Own, Room, State, passed, usual as usual_hour};
pub use caps::{CAPS, Cap, Scope};
pub use meaning::{meaning, unasked};
pub use table::{Needs, ROWS, Row};

pub use auth::Stamp;
pub use auth::field as authentication_results;
pub use signs::may_repeat;

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

/// The rows that look at the mail – also for `explain`, with what was skipped for want of a config.
pub fn mail_gate(mail: &Mail, facts: &Facts, policy: Option<&Policy>, now: Timestamp) -> Gate {
    let terms = policy.map(|policy| Terms::of(mail, policy));
    judge(&Case { mail, facts, terms: terms.as_ref(), now })
}

/// L03 alone: a letter of ours, whatever else its mail is and however late it comes.
pub fn own(mail: &Mail, policy: &Policy, now: Timestamp) -> Option<String> {
    let (facts, terms) = (Facts::default(), Terms::of(mail, policy));
    rows::is_own(&Case { mail, facts: &facts, terms: Some(&terms), now })
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

fn judge(case: &Case<'_>) -> Gate {
    match table::of_mail(case) {
        None => Gate::Send,
        Some((row, why)) if row.id == "L03" => Gate::Drop { row: row.id, why },
        Some((row, why)) if row.id == "L01" => silent(row.id, why),
        Some((row, why)) => silent(row.id, format!("{why} ({})", row.basis)),
    }
}

/// The rows that count, for a letter that answers this mail.
pub fn letter_gate(
    kind: LetterKind,
    mail: &Mail,
    ticket: &Ticket,
    (facts, policy): (&Facts, &Policy),
    now: Timestamp,
) -> Gate {
    let standing = Standing::of(mail, &policy.trust);
    let tally = Tally { kind, mail, ticket, facts, policy, standing, now };
    table::of_letter(&tally).map_or(Gate::Send, |(row, why)| silent(row.id, why))
}

/// A letter of the clock to the customer, by its own count and the caps all senders share.
pub fn clock_gate(ticket: &Ticket, facts: &Facts, policy: &Policy) -> Gate {
    caps::clock(ticket, facts, &policy.caps)
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

/// Why a mail would be answered, for programs: which rows could not be asked.
pub fn why_send(facts: Option<&Facts>, policy: Option<&Policy>) -> String {
    let lacking = |needs: Needs| {
        let mut ids: Vec<&str> = ROWS.iter().filter(|row| row.needs == needs).map(|row| row.id).collect();
        ids.dedup();
        ids.join(", ")
    };
    let mut skipped: Vec<String> = Vec::new();
    if policy.is_none() {
        skipped.push(format!("{} for want of a config", lacking(Needs::Config)));
    }
    if facts.is_none() {
        skipped.push(format!("{} for want of the database", lacking(Needs::Database)));
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
