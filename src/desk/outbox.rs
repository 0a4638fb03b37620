//! Letters on their way: claimed, marked before the dot, settled by what the post said.

use super::{Desk, Error, Happening, commit};
use crate::post::{Outcome, Outgoing};
use crate::retry;
use crate::store::LetterState;
use crate::ticket::{Event, step};
use crate::time::Timestamp;

/// One durable claim for this many letters (design section 5).
const CLAIM: usize = 50;

impl Desk {
    /// Letters due now, marked `sending`.
    pub fn claim(&mut self, now: Timestamp) -> Result<Vec<Outgoing>, Error> {
        Ok(self.store.claim(now, CLAIM)?)
    }

    /// Right before the final dot. False: this letter must not leave any more.
    pub fn dot(&mut self, letter: i64, now: Timestamp) -> Result<bool, Error> {
        Ok(self.store.dot(letter, now)?)
    }

    /// As `dot`, and what the post said of the letters before it. Failed letters are for `settle`: they are events.
    pub fn dot_after(&mut self, outcomes: &[(i64, Outcome)], letter: i64, now: Timestamp) -> Result<bool, Error> {
        let again = |kind, attempts, planned_at| retry::next_attempt(kind, attempts, planned_at, now);
        Ok(self.store.dot_after(outcomes, letter, now, again)?)
    }

    /// What the post said; a letter that failed for good becomes an event of its ticket.
    pub fn settle(&mut self, outcomes: &[(i64, Outcome)], now: Timestamp) -> Result<Vec<Happening>, Error> {
        let settled = self
            .store
            .settle(outcomes, now, |kind, attempts, planned_at| retry::next_attempt(kind, attempts, planned_at, now))?;
        let mut happened = Vec::new();
        let Self { store, policy } = self;
        for failed in settled.iter().filter(|s| s.state == LetterState::Failed) {
            let Some(number) = failed.ticket else { continue };
            let happening = store.write(|tx| {
                let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
                let facts = commit::facts(tx, &ticket, now)?;
                let event = Event::LetterFailed { kind: failed.kind, to: failed.to.as_str(), why: &failed.why };
                let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
                let letters = commit::commit(tx, policy, &decision, None, now)?;
                Ok(Some(commit::tell("post", failed.to.as_str(), policy, (&decision, letters), now)))
            })?;
            happened.extend(happening);
        }
        Ok(happened)
    }
}
