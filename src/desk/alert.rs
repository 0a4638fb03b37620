//! A word to the owner about the desk itself.

use super::{Happening, Planned, commit, guarded};
use crate::letter;
use crate::mail::Address;
use crate::policy::Policy;
use crate::store::{self, Tx};
use crate::ticket::wish::{add, named};
use crate::time::{Span, Timestamp};

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
pub const CAP: Alert<'static> =
    Alert { kind: "cap", what: "an automatic letter was cancelled by a limit of [caps]: the ticket says which" };
pub const STAFF: Alert<'static> =
    Alert { kind: "staff", what: "more warnings than [caps] staff_hour allows were due: see frontdesk list" };
pub const TIMER: Alert<'static> =
    Alert { kind: "timer", what: "a timer could not fire and is set aside: see frontdesk status and the journal" };

/// The page on mail safety, table of caps.
const QUIET: Span = Span::hours(1);

/// Letters to the owner; none while the last alert of this kind is fresh. An alert that cannot be written must not undo
/// what it tells of.
pub(super) fn owner(tx: &mut Tx<'_>, policy: &Policy, alert: Alert<'_>, now: Timestamp) -> store::Result<Vec<Planned>> {
    let key = format!("alerted.{}", alert.kind);
    let last = tx.meta(&key)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
    if last.is_some_and(|last| now - last < QUIET && last <= now) {
        return Ok(Vec::new());
    }
    tx.set_meta(&key, &now.secs().to_string())?;
    write(tx, policy, &owners(policy), (alert.what, ""), now)
}

/// One letter to each of them: a line that stands in the subject too, and what there is to say beyond it.
pub(super) fn write(
    tx: &mut Tx<'_>,
    policy: &Policy,
    to: &[Address],
    words: (&str, &str),
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

/// The team `owner`, else the lead, else everybody; never the mailbox itself.
pub(super) fn owners(policy: &Policy) -> Vec<Address> {
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
