//! Timers that fell due: each fires once, the case is looked at anew inside the transaction.

use super::{Desk, Error, Happening, commit};
use crate::ticket::{Event, Facts, Timer, step};
use crate::time::Timestamp;

impl Desk {
    /// Fires at most `limit` due timers. Out: what happened; nothing means nothing was due.
    pub fn tick(&mut self, limit: usize, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let due = self.store.due(now, limit)?;
        let mut happened = Vec::new();
        for (number, timer) in due.timers {
            happened.extend(self.fire(number, &timer, now)?);
        }
        Ok(happened)
    }

    fn fire(&mut self, number: i64, timer: &Timer, now: Timestamp) -> Result<Option<Happening>, Error> {
        let Self { store, policy } = self;
        let happening = store.write(|tx| {
            if !tx.due_of(number, now)?.contains(timer) {
                return Ok(None); // an earlier timer of this ticket settled it
            }
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
        })?;
        Ok(happening)
    }
}
