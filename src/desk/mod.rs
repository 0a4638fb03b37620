//! The one door: gather → decide → commit, in one transaction. The only module that joins core and store.
//! In: mails in hand, due timers, orders of staff, outcomes of the post. Out: what happened, already committed.
//! Never sends anything itself: letters leave from outbox rows only.

mod arrival;
mod clock;
mod commit;
mod orders;
mod outbox;

use crate::mailbox::Arrived;
use crate::policy::Policy;
use crate::reader::Read;
use crate::store::{self, InHand, Packed, Store};
use crate::time::Timestamp;
use serde::Serialize;

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
    /// mail | timer | staff | post
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
}

impl Desk {
    pub const fn new(store: Store, policy: Policy) -> Self {
        Self { store, policy }
    }

    pub const fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    pub const fn policy(&self) -> &Policy {
        &self.policy
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
    pub fn handle(&mut self, read: &[Read], now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy } = self;
        let outcome = store.write(|tx| arrival::batch(tx, policy, read, now));
        match outcome {
            Ok((happened, broken)) => {
                for (mail, why) in broken {
                    self.store.strike(mail, &why, now)?;
                }
                Ok(happened)
            }
            Err(error) => {
                // A failing disk drops the batch and strikes nobody.
                let ids: Vec<i64> = read.iter().map(|r| r.hand.mail).collect();
                let _ = self.store.release(&ids);
                Err(error.into())
            }
        }
    }
}
