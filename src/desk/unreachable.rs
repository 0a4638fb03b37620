//! Addresses whose letters come back: noted for all tickets, told once, believed again when their owner writes.

use crate::letter::LetterKind;
use crate::mail::{Address, Kind, Mail};
use crate::policy::Policy;
use crate::safety;
use crate::store::{self, LetterRow, Settled, Tx, UnreachableRow};
use crate::time::{Span, Timestamp};

/// Receipts come back by the dozen when somebody writes under forged names: one word an hour is enough.
const QUIET: Span = Span::hours(1);

/// Why nothing automatic is written there, whatever the ticket.
pub(super) fn of(
    tx: &Tx<'_>,
    policy: &Policy,
    address: &Address,
    now: Timestamp,
) -> store::Result<Option<(Address, String)>> {
    let why = tx.unreachable(address, now - policy.sending.silence_after_bounce)?;
    Ok(why.map(|why| (address.clone(), why)))
}

/// A letter came back for good. Out: staff should hear of this address now; of a person's reply they hear anyhow.
pub(super) fn failed(
    tx: &mut Tx<'_>,
    policy: &Policy,
    (row, why): (&LetterRow, &str),
    now: Timestamp,
) -> store::Result<bool> {
    let known = UnreachableRow { address: row.to.clone(), ticket: row.ticket, failed_at: now, why: why.to_owned() };
    note(tx, policy, row.kind, &known)
}

/// The relay refused the letter. Only a bad address (RFC 3463, class 5.1) says something about the next letter.
pub(super) fn refused(tx: &mut Tx<'_>, policy: &Policy, failed: &Settled, now: Timestamp) -> store::Result<bool> {
    if !failed.why.contains("5.1.") {
        return Ok(false);
    }
    let (address, why) = (failed.to.clone(), failed.why.clone());
    note(tx, policy, failed.kind, &UnreachableRow { address, ticket: failed.ticket, failed_at: now, why })
}

fn note(tx: &mut Tx<'_>, policy: &Policy, kind: LetterKind, failed: &UnreachableRow) -> store::Result<bool> {
    const TOLD: &str = "told.unreachable";
    let now = failed.failed_at;
    let is_new = kind.is_to_customer() && tx.note_unreachable(failed, now - policy.sending.silence_after_bounce)?;
    if !is_new || kind == LetterKind::Reply {
        return Ok(false);
    }
    let last = tx.meta(TOLD)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
    if last.is_some_and(|last| now - last < QUIET && last <= now) {
        return Ok(false);
    }
    tx.set_meta(TOLD, &now.secs().to_string())?;
    Ok(true)
}

/// The owner of the address writes, and our provider vouches for him: it is alive.
pub(super) fn believe(tx: &mut Tx<'_>, policy: &Policy, mail: &Mail) -> store::Result<()> {
    let Some(sender) = mail.sender().filter(|_| mail.kind == Kind::Human) else { return Ok(()) };
    // Few addresses fail: only for these the results of the provider are read.
    if tx.unreachable(&sender.address, Timestamp::default())?.is_some() && safety::is_authenticated(mail, policy) {
        tx.reachable(&sender.address)?;
    }
    Ok(())
}
