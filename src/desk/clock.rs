//! Timers that fell due: each fires once, the case is looked at anew inside the transaction.

use super::{Desk, Error, Happening, alert, commit, guarded};
use crate::policy::Policy;
use crate::store::{self, How, Tx};
use crate::ticket::{Event, Facts, Timer, step};
use crate::time::Timestamp;

impl Desk {
    /// Fires at most `limit` due timers. Out: what happened; nothing means nothing was due.
    pub fn tick(&mut self, limit: usize, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let due = self.store.due(now, limit)?;
        let mut happened = Vec::new();
        for (number, timer) in due.timers {
            let Self { store, policy } = self;
            happened.extend(store.write(|tx| one(tx, policy, (number, &timer), now))?);
        }
        Ok(happened)
    }
}

/// A timer that cannot fire is set aside, or it would keep the clocks of all other tickets from ticking.
fn one(
    tx: &mut Tx<'_>,
    policy: &Policy,
    (number, timer): (i64, &Timer),
    now: Timestamp,
) -> store::Result<Option<Happening>> {
    if !tx.due_of(number, now)?.contains(timer) {
        return Ok(None); // an earlier timer of this ticket settled it
    }
    match guarded(tx, |tx| fire(tx, policy, (number, timer), now))? {
        Ok(happening) => Ok(happening),
        Err(why) => {
            tx.fired(number, timer.kind, timer.instance, timer.level, How::Skipped, now)?;
            let letters = alert::owner(tx, policy, alert::TIMER, now)?;
            let why = format!("{} could not be handled and is set aside: {why}", timer.kind.name());
            let told = alert::told(&why, letters, now);
            let source = timer.kind.name().to_owned();
            Ok(Some(Happening { event: "timer", source, ticket: Some(policy.number(number)), ..told }))
        }
    }
}

fn fire(
    tx: &mut Tx<'_>,
    policy: &Policy,
    (number, timer): (i64, &Timer),
    now: Timestamp,
) -> store::Result<Option<Happening>> {
    let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
    let facts = Facts {
        counts: tx.counts(0, Some(number), &ticket.customer, now)?,
        staff_was_seen: tx.staff_was_seen()?,
        ..commit::facts(tx, &ticket, now)?
    };
    let event = Event::Due { kind: timer.kind, instance: timer.instance, level: timer.level };
    let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
    let letters = commit::commit(tx, policy, &decision, None, now)?;
    Ok(Some(commit::tell("timer", timer.kind.name(), policy, (&decision, letters), now)))
}
