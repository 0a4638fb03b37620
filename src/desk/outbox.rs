//! Letters on their way: claimed, called off, settled by what the post said.

use super::{Alert, Desk, Error, Happening, alert, commit, guarded, unreachable};
use crate::journal;
use crate::letter::plus;
use crate::policy::Policy;
use crate::post::{Outcome, Outgoing};
use crate::retry;
use crate::store::{self, LetterState, Opened, Settled, Tx};
use crate::ticket::{Event, Facts, Failed, step};
use crate::time::Timestamp;

/// One durable claim for this many letters (design section 5).
const CLAIM: usize = 50;

impl Desk {
    /// Letters due now, marked `sending`; of the automatic ones as many as breaker and caps let through.
    pub fn claim(&mut self, now: Timestamp) -> Result<Vec<Outgoing>, Error> {
        loop {
            if self.store.next_letter_at(now)?.is_none_or(|next_at| next_at > now) {
                return Ok(Vec::new());
            }
            let Self { store, policy, told, .. } = self;
            let claimed = store.write(|tx| {
                let claimed = tx.claim(&policy.caps, CLAIM, now)?;
                if let Some(opened) = &claimed.opened {
                    told.push(tell_owner(tx, policy, opened, now)?);
                }
                Ok(claimed)
            })?;
            let Some(opened) = claimed.opened else { return Ok(addressed(claimed.letters, policy)) };
            journal::breaker_opened(&opened.why);
            // Else the alert is in the next claim.
            if !claimed.letters.is_empty() {
                return Ok(addressed(claimed.letters, policy));
            }
        }
    }

    /// A person says that all is well: what the breaker holds leaves. False: it was closed.
    pub fn resume(&mut self, now: Timestamp) -> Result<bool, Error> {
        Ok(self.store.resume(now)?)
    }

    /// A letter claimed that no longer holds at its dot (`View::still_holds`) stays here.
    pub fn call_off(&mut self, letter: i64, now: Timestamp) -> Result<(), Error> {
        Ok(self.store.call_off(letter, now)?)
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

/// With a bounce address each, where plus addresses reach the mailbox.
fn addressed(mut letters: Vec<Outgoing>, policy: &Policy) -> Vec<Outgoing> {
    if policy.sending.plus_address {
        for letter in &mut letters {
            let key = (letter.id, letter.message_id.as_str());
            letter.bounce_to = Some(plus::bounce_address(&policy.keys, key, &policy.brand.mail));
        }
    }
    letters
}

/// To the owner; the subject shows the beginning.
const OPENED: &str = "letters to customers are held: status, resume";

fn tell_owner(tx: &mut Tx<'_>, policy: &Policy, opened: &Opened, now: Timestamp) -> store::Result<Happening> {
    let what = format!("{OPENED} ({})", opened.why);
    let alert = Alert { kind: "breaker", what: &what };
    let letters = if opened.is_news { alert::owner(tx, policy, alert, now)? } else { Vec::new() };
    Ok(alert::told(&what, letters, now))
}

const FAILED: Alert<'static> =
    Alert { kind: "failed letter", what: "a letter failed and its ticket could not be told: see frontdesk outbox" };

fn failure(tx: &mut Tx<'_>, policy: &Policy, failed: &Settled, now: Timestamp) -> store::Result<Option<Happening>> {
    let Some(number) = failed.ticket else { return Ok(None) };
    let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
    let is_news = unreachable::refused(tx, policy, failed, now)?;
    let facts = Facts { is_news, ..commit::facts(tx, &ticket, now)? };
    let letter = Failed { kind: failed.kind, to: failed.to.as_str(), message_id: &failed.message_id };
    let event = Event::LetterFailed { letter, why: &failed.why };
    let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
    let letters = commit::commit(tx, policy, &decision, None, now)?;
    Ok(Some(commit::tell("post", failed.to.as_str(), policy, (&decision, letters), now)))
}
