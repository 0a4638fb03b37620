//! The one door: gather → decide → commit, in one transaction. The only module that joins core and store.
//! In: mails in hand, due timers, orders of staff, outcomes of the post. Out: what happened, already committed.
//! Never sends anything itself: letters leave from outbox rows only.

mod alert;
mod arrival;
mod away;
mod clock;
mod commit;
mod digest;
mod downtime;
pub mod enclosed;
mod orders;
mod outbox;
mod papers;
mod ramp;
mod report;
mod rules;
#[cfg(test)]
mod tests;
mod unreachable;
mod watch;

use crate::journal;
use crate::mailbox::Arrived;
use crate::policy::Policy;
use crate::reader::{Read, words_of};
use crate::store::{self, InHand, Packed, Store, Tx};
use crate::time::Timestamp;
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use alert::{Alert, QUARANTINE};
pub use commit::Planned;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A letter could not be written, a ticket is not there: the words say what to do.
    #[error("{0}")]
    Cannot(String),
}

/// One event and what followed. The shape of `rehearse --json`.
#[derive(Clone, Debug, Serialize)]
pub struct Happening {
    /// RFC 3339.
    pub at: String,
    /// mail | timer | staff | post | desk
    pub event: &'static str,
    /// The mail's file or UID, the timer's name, the person.
    pub source: String,
    /// `OK-10001`; none when no ticket is concerned.
    pub ticket: Option<String>,
    pub opened: bool,
    pub why: String,
    pub letters: Vec<Planned>,
    /// What is armed now: `first_response 2026-11-22T09:00:00Z`.
    pub timers: Vec<String>,
}

pub struct Desk {
    store: Store,
    policy: Policy,
    catch_up: Option<downtime::CatchUp>,
    /// When this process last noted that it runs.
    beat_at: Option<Timestamp>,
    watch: watch::Watch,
    /// What happened at a dot, until the letters of its batch are settled.
    told: Vec<Happening>,
    /// When no identity papers were due.
    papers_seen_at: Option<Timestamp>,
}

impl Desk {
    pub const fn new(store: Store, policy: Policy) -> Self {
        Self {
            store,
            policy,
            catch_up: None,
            beat_at: None,
            watch: watch::Watch::NEW,
            told: Vec::new(),
            papers_seen_at: None,
        }
    }

    pub const fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Nothing is to do: gives back what many mails left in memory.
    pub fn rest(&mut self) {
        let rules = &self.policy.rules;
        if rules.engine.had_backlog() {
            rules.engine.forget();
            rules.templates.forget();
            self.store.rest();
        }
    }

    /// TX 1: the mails are safe from here. What was not known yet is handled by `handle`.
    pub fn keep(&mut self, batch: Vec<Arrived>, now: Timestamp) -> Result<Vec<InHand>, Error> {
        Ok(self.store.keep_and_take(batch, now)?)
    }

    /// The same for mails packed before, outside any lock.
    pub fn keep_packed(&mut self, batch: Packed, now: Timestamp) -> Result<Vec<InHand>, Error> {
        Ok(self.store.keep_packed_and_take(batch, now)?)
    }

    /// Mail that was kept earlier and not handled: after a crash, a full disk, a retry from quarantine.
    pub fn backlog(&mut self, limit: usize, now: Timestamp) -> Result<Vec<InHand>, Error> {
        Ok(self.store.take(limit, now)?)
    }

    /// TX 2: commits ticket, history, timers and letters of a batch that was read and judged outside any transaction.
    /// Lightly: the mails are on the disk since TX 1, and no letter leaves before its claim is, with all before it.
    pub fn handle(&mut self, read: &[Read], now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, .. } = self;
        let outcome = match store.write_lightly(|tx| arrival::together(tx, policy, read, now)) {
            Err(error) if !error.is_disk() && !error.is_busy() => {
                store.write_lightly(|tx| arrival::one_by_one(tx, policy, read, now))
            }
            outcome => outcome,
        };
        match outcome {
            Ok((mut happened, broken)) => {
                for (hand, why) in broken {
                    happened.extend(self.strike(hand, &why, now)?);
                }
                Ok(happened)
            }
            Err(error) => self.lost(read, error, now),
        }
    }

    /// The batch as a whole could not be committed.
    fn lost(&mut self, read: &[Read], error: store::Error, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let ids: Vec<i64> = read.iter().map(|r| r.hand.mail).collect();
        if error.is_disk() || error.is_busy() {
            // The fault is not the mails': nobody is struck.
            let _ = self.store.release(&ids);
            return Err(error.into());
        }
        match read {
            [alone] => Ok(self.strike(&alone.hand, &error.to_string(), now)?.into_iter().collect()),
            _ => {
                self.store.suspect(&ids)?;
                Ok(Vec::new())
            }
        }
    }

    /// This mail could not be handled. The second time it is set aside, and the owner hears of it.
    fn strike(&mut self, hand: &InHand, why: &str, now: Timestamp) -> Result<Option<Happening>, Error> {
        let Self { store, policy, .. } = self;
        let letters = store.write(|tx| {
            let is_aside = tx.strike(hand.mail, why, now)?;
            is_aside.then(|| alert::owner(tx, policy, alert::QUARANTINE, now)).transpose()
        })?;
        let Some(letters) = letters else {
            journal::mail_broke(hand.mail, why);
            return Ok(None);
        };
        journal::mail_quarantined(hand.mail, why);
        Ok(Some(Happening {
            at: now.rfc3339(),
            event: "mail",
            source: hand.place.key.clone(),
            ticket: None,
            opened: false,
            why: format!("set aside in quarantine as mail #{}: {why}", hand.mail),
            letters,
            timers: Vec::new(),
        }))
    }

    /// A word to the owner about the desk itself; at most one of a kind an hour.
    pub fn alert(&mut self, alert: Alert<'_>, now: Timestamp) -> Result<Happening, Error> {
        let Self { store, policy, .. } = self;
        let letters = store.write(|tx| alert::owner(tx, policy, alert, now))?;
        Ok(alert::told(alert.what, letters, now))
    }
}

/// Does one thing under a savepoint: when it fails or panics, nothing of it stays, and the rest goes on. The outer error
/// is the disk's.
fn guarded<T>(tx: &mut Tx<'_>, work: impl FnOnce(&mut Tx<'_>) -> store::Result<T>) -> store::Result<Result<T, String>> {
    Ok(tx.savepoint(|tx| caught(|| work(tx)))?.map_err(|error| error.to_string()))
}

/// A panic is an error like others; what it left half done is the caller's to undo.
fn caught<T>(work: impl FnOnce() -> store::Result<T>) -> store::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(store::Error::refused(words_of(&*panic))))
}
