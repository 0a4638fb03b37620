//! Letters on their way: claimed, marked before the dot, settled by what the post said.

use super::{Alert, Desk, Error, Happening, alert, commit, guarded};
use crate::journal;
use crate::policy::Policy;
use crate::post::{Outcome, Outgoing};
use crate::retry;
use crate::store::{self, Dot, LetterState, Settled, Tx};
use crate::ticket::{Event, Failed, step};
use crate::time::Timestamp;

/// One durable claim for this many letters (design section 5).
const CLAIM: usize = 50;

impl Desk {
    /// Letters due now, marked `sending`.
    pub fn claim(&mut self, now: Timestamp) -> Result<Vec<Outgoing>, Error> {
        Ok(self.store.claim(now, CLAIM)?)
    }

    /// Right before the final dot. False: this letter must not leave now.
    pub fn dot(&mut self, letter: i64, now: Timestamp) -> Result<bool, Error> {
        self.dot_after(&[], letter, now)
    }

    /// As `dot`, and what the post said of the letters before it in the same commit: whenever the program is killed, at
    /// most the one letter in hand is in doubt. Failed letters are for `settle`: they are events.
    pub fn dot_after(&mut self, outcomes: &[(i64, Outcome)], letter: i64, now: Timestamp) -> Result<bool, Error> {
        let Self { store, policy, told, .. } = self;
        let again = |kind, attempts, planned_at| retry::next_attempt(kind, attempts, planned_at, now);
        let dot = store.write_lightly(|tx| {
            tx.settle_all(outcomes, now, again)?;
            let dot = tx.dot(letter, &policy.caps, now)?;
            if let Dot::Opened { why, is_news } = &dot {
                let what = format!("{OPENED} ({why})");
                let alert = Alert { kind: "breaker", what: &what };
                let letters = if *is_news { alert::owner(tx, policy, alert, now)? } else { Vec::new() };
                told.push(alert::told(&what, letters, now));
            }
            Ok(dot)
        })?;
        if let Dot::Opened { why, .. } = &dot {
            journal::breaker_opened(why);
        }
        Ok(dot == Dot::Leaves)
    }

    /// A person says that all is well: what the breaker holds leaves. False: it was closed.
    pub fn resume(&mut self, now: Timestamp) -> Result<bool, Error> {
        Ok(self.store.resume(now)?)
    }

    /// Letters claimed that will not be tried now, because the program stops: as if they had not been claimed.
    pub fn put_back(&mut self, letters: &[i64], now: Timestamp) -> Result<(), Error> {
        Ok(self.store.put_back(letters, now)?)
    }

    /// What the post said. A letter that failed for good becomes an event of its ticket, in the same commit.
    pub fn settle(&mut self, outcomes: &[(i64, Outcome)], now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, told, .. } = self;
        let again = |kind, attempts, planned_at| retry::next_attempt(kind, attempts, planned_at, now);
        let happened = store.write(|tx| {
            let mut happened = Vec::new();
            for failed in tx.settle_all(outcomes, now, again)?.iter().filter(|s| s.state == LetterState::Failed) {
                match guarded(tx, |tx| failure(tx, policy, failed, now))? {
                    Ok(happening) => happened.extend(happening),
                    Err(why) => {
                        let letters = alert::owner(tx, policy, FAILED, now)?;
                        happened.push(alert::told(&format!("{}: {why}", FAILED.what), letters, now));
                    }
                }
            }
            Ok(happened)
        })?;
        Ok(std::mem::take(told).into_iter().chain(happened).collect())
    }
}

/// To the owner; the subject shows the beginning.
const OPENED: &str = "letters to customers are held: status, resume / 自动邮件已暂停：frontdesk status，resume";

const FAILED: Alert<'static> =
    Alert { kind: "failed letter", what: "a letter failed and its ticket could not be told: see frontdesk outbox" };

fn failure(tx: &mut Tx<'_>, policy: &Policy, failed: &Settled, now: Timestamp) -> store::Result<Option<Happening>> {
    let Some(number) = failed.ticket else { return Ok(None) };
    let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
    let facts = commit::facts(tx, &ticket, now)?;
    let letter = Failed { kind: failed.kind, to: failed.to.as_str(), message_id: &failed.message_id };
    let event = Event::LetterFailed { letter, why: &failed.why };
    let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
    let letters = commit::commit(tx, policy, &decision, None, now)?;
    Ok(Some(commit::tell("post", failed.to.as_str(), policy, (&decision, letters), now)))
}
