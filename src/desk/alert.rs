//! A word to the owner about the desk itself.

use super::{Happening, Planned, commit, guarded};
use crate::letter;
use crate::mail::Address;
use crate::phrasebook;
use crate::policy::Policy;
use crate::rules::diagnostic::Said;
use crate::store::{self, Tx};
use crate::ticket::wish::{add, named};
use crate::ticket::{Decision, MACHINE, What};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// What the owner should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert<'a> {
    /// One of a kind an hour is enough.
    pub kind: &'static str,
    /// One line; it stands in the subject too.
    pub what: &'a str,
}

pub const QUARANTINE: Alert<'static> =
    Alert { kind: "quarantine", what: "a mail could not be handled and is set aside: see frontdesk quarantine" };
pub const TIMER: Alert<'static> =
    Alert { kind: "timer", what: "a timer could not fire and is set aside: see frontdesk status and the journal" };

const CAP: &str = "an automatic letter was cancelled by a limit of [caps]: the ticket says which";
const STORM: &str = "a storm of mail: all of it is kept and ticketed, nothing answers it until it calms down";

/// What a decision cut, for the owner: kind and words, each once.
pub(super) fn of(decision: &Decision, policy: &Policy) -> BTreeMap<&'static str, String> {
    let mut alerts = BTreeMap::new();
    let number = || decision.ticket.as_ref().map(|ticket| policy.number(ticket.number)).unwrap_or_default();
    let is_machine = decision.ticket.as_ref().is_some_and(|ticket| ticket.category == MACHINE);
    for entry in &decision.entries {
        let (kind, what) = match &entry.what {
            What::Flooded if is_machine => continue,
            What::Flooded => {
                ("flood", format!("one sender writes and writes: their further mails are in {}", number()))
            }
            What::Silent { row, .. } if row != "L30" => continue,
            What::Silent { .. } if entry.why.starts_with("cap:storm") => ("storm", STORM.to_owned()),
            What::Silent { kind, .. } if !kind.is_to_customer() => (
                "escalation",
                format!(
                    "a limit of [caps] kept back a letter to staff about {}: see frontdesk show {}",
                    number(),
                    number()
                ),
            ),
            What::Silent { .. } => ("cap", CAP.to_owned()),
            _ => continue,
        };
        alerts.insert(kind, what);
    }
    alerts
}

/// The page on mail safety, table of caps.
const QUIET: Span = Span::hours(1);

/// Letters to the owner; none while the last alert of this kind is fresh, nor when he has had enough for a day. An alert that cannot be written must not undo
/// what it tells of.
pub(super) fn owner(tx: &mut Tx<'_>, policy: &Policy, alert: Alert<'_>, now: Timestamp) -> store::Result<Vec<Planned>> {
    let key = format!("alerted.{}", alert.kind);
    let last = tx.meta(&key)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
    if last.is_some_and(|last| now - last < QUIET && last <= now) {
        return Ok(Vec::new());
    }
    tx.set_meta(&key, &now.secs().to_string())?;
    let to = patient(tx, policy, now)?;
    write(tx, policy, &to, (&phrasebook::said(alert.what), &Said::default()), now)
}

/// One letter to each of them: a line that stands in the subject too, and what there is to say beyond it.
pub(super) fn write(
    tx: &mut Tx<'_>,
    policy: &Policy,
    to: &[Address],
    words: (&Said, &Said),
    now: Timestamp,
) -> store::Result<Vec<Planned>> {
    let written = guarded(tx, |tx| {
        let mut planned = Vec::new();
        for to in to {
            let sequence = u32::try_from(tx.next_sequence()?).unwrap_or(u32::MAX);
            let letter = letter::owner_alert(policy, sequence, to, words).map_err(store::Error::refused)?;
            planned.extend(commit::letters(tx, policy, &[letter], None, now)?);
        }
        Ok(planned)
    })?;
    Ok(written.unwrap_or_default())
}

/// The owners who have not had enough for a day.
pub(super) fn patient(tx: &Tx<'_>, policy: &Policy, now: Timestamp) -> store::Result<Vec<Address>> {
    let mut patient = Vec::new();
    for to in owners(policy) {
        if tx.alerts_to(&to, now - Span::days(1))? < policy.caps.owner_day {
            patient.push(to);
        }
    }
    Ok(patient)
}

/// The team `owner`, else the lead, else everybody; never the mailbox itself.
fn owners(policy: &Policy) -> Vec<Address> {
    let known = ["owner", "lead"].into_iter().map(|team| named(team, policy)).find(|people| !people.is_empty());
    known.unwrap_or_else(|| {
        let mut all = Vec::new();
        policy.people.values().for_each(|person| add(&mut all, &person.address, policy));
        all
    })
}

/// As it is told to the journal.
pub(super) fn told(what: &str, letters: Vec<Planned>, now: Timestamp) -> Happening {
    Happening {
        at: now.rfc3339(),
        event: "desk",
        source: "desk".to_owned(),
        ticket: None,
        opened: false,
        why: what.to_owned(),
        letters,
        timers: Vec::new(),
    }
}
