//! Timers that fell due: each fires once, the case is looked at anew inside the transaction.

use super::{Desk, Error, Happening, alert, commit, guarded, unreachable};
use crate::policy::Policy;
use crate::store::{self, GATHERED, How, Tx};
use crate::ticket::{Event, Facts, Timer, step};
use crate::time::Timestamp;

impl Desk {
    /// Fires at most `limit` due timers. Out: what happened; nothing means nothing was due, or nothing may fire yet.
    pub fn tick(&mut self, limit: usize, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let limit = self.share(limit, now);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let due = self.store.due(now, limit)?.timers;
        let is_late = self.catch_up.is_some();
        let mut happened = Vec::new();
        for (number, timer) in &due {
            let Self { store, policy, .. } = self;
            happened.extend(store.write(|tx| one(tx, policy, (*number, timer), is_late, now))?);
        }
        if !is_late {
            happened.extend(self.hourly_digest(now)?);
        }
        happened.extend(self.caught_up(due.len(), due.len() < limit, now)?);
        Ok(happened)
    }
}

/// A timer that cannot fire is set aside, or it would keep the clocks of all other tickets from ticking.
fn one(
    tx: &mut Tx<'_>,
    policy: &Policy,
    (number, timer): (i64, &Timer),
    is_late: bool,
    now: Timestamp,
) -> store::Result<Option<Happening>> {
    if !tx.due_of(number, now)?.contains(timer) {
        return Ok(None); // an earlier timer of this ticket settled it
    }
    match guarded(tx, |tx| fire(tx, policy, (number, timer), is_late, now))? {
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
    is_late: bool,
    now: Timestamp,
) -> store::Result<Option<Happening>> {
    let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
    let facts = Facts {
        counts: tx.counts(0, Some(number), &ticket.customer, now)?,
        staff_was_seen: tx.staff_was_seen()?,
        unreachable: unreachable::of(tx, policy, &ticket.customer, now)?,
        ..commit::facts(tx, &ticket, now)?
    };
    let event = Event::Due { kind: timer.kind, instance: timer.instance, level: timer.level };
    let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
    let mut letters = commit::commit(tx, policy, &decision, None, now)?;
    if is_late {
        tx.gather(number, now)?;
        letters.retain(|letter| letter.is_held || !GATHERED.contains(&letter.kind));
    }
    Ok(Some(commit::tell("timer", timer.kind.name(), policy, (&decision, letters), now)))
}
