//! Colleagues who are away: the others hear of it once a day.

use crate::mail::Address;
use crate::store::{self, Tx, sender_key};
use crate::ticket::{Decision, What};
use crate::time::{Span, Timestamp};

const QUIET: Span = Span::days(1);

pub(super) fn is_told(tx: &Tx<'_>, who: &Address, now: Timestamp) -> store::Result<bool> {
    let last = tx.meta(&key(who))?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
    Ok(last.is_some_and(|last| now - last < QUIET && last <= now))
}

/// Notes that the others were told.
pub(super) fn told(tx: &mut Tx<'_>, decision: &Decision, now: Timestamp) -> store::Result<()> {
    let away = decision.entries.iter().find_map(|entry| match &entry.what {
        What::Away { who } => Some(who),
        _ => None,
    });
    match away {
        Some(who) if !is_told(tx, who, now)? => tx.set_meta(&key(who), &now.secs().to_string()),
        _ => Ok(()),
    }
}

fn key(who: &Address) -> String {
    format!("away.{}", sender_key(who))
}
