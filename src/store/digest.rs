//! Letters to staff that one digest stands for.
//! In: a ticket whose clock fired late. Out: what was gathered, once.
//! Never unplans a letter without a trace: its row stays, cancelled, and says where it was told.

use super::error::Doing;
use super::{Result, Tx, View};
use crate::mail::Address;
use crate::time::Timestamp;
use rusqlite::params;

/// Kinds of letters a digest stands for.
pub const GATHERED: [&str; 2] = ["warning", "breach"];

const TOLD: &str = "told in a digest";
/// When the letters over staff's hourly limit are told.
const DIGEST_AT: &str = "digest_at";

/// Why a letter to staff was not sent by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spared {
    WhileDown,
    OverLimit,
}

impl Spared {
    /// As it stands in the letter's row.
    const fn words(self) -> &'static str {
        match self {
            Self::WhileDown => "waits for the digest",
            Self::OverLimit => "over staff_hour: waits for the digest",
        }
    }
}

impl View<'_> {
    pub fn digest_at(&self) -> Result<Option<Timestamp>> {
        Ok(self.meta(DIGEST_AT)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs))
    }
}

impl Tx<'_> {
    /// What was planned for staff about this ticket just now goes into the next digest; held letters stay held.
    pub fn gather(&self, ticket: i64, now: Timestamp) -> Result<()> {
        let [one, other] = GATHERED;
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?2, answer = ?3
                   WHERE ticket = ?1 AND planned_at = ?2 AND state = 'planned' AND kind IN (?4, ?5)";
        let row = params![ticket, now, Spared::WhileDown.words(), one, other];
        self.run(sql, row, "gathering letters to staff").map(drop)
    }

    /// This letter, planned just now, goes into the digest of those over the hourly limit.
    pub fn spare(&self, message_id: &str, now: Timestamp) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?2, answer = ?3
                   WHERE message_id = ?1 AND state = 'planned'";
        self.run(sql, params![message_id, now, Spared::OverLimit.words()], "sparing a letter to staff").map(drop)
    }

    pub fn set_digest_at(&self, at: Option<Timestamp>) -> Result<()> {
        match at {
            Some(at) => self.set_meta(DIGEST_AT, &at.secs().to_string()),
            None => self.run("DELETE FROM meta WHERE key = ?1", [DIGEST_AT], "taking the digest's time away").map(drop),
        }
    }

    /// Recipient and subject of what was gathered, oldest first; it is told from now on.
    pub fn gathered(&self, why: Spared, now: Timestamp) -> Result<Vec<(Address, String)>> {
        let doing = "telling of gathered letters";
        let sql = "SELECT recipient, subject FROM outbox WHERE state = 'cancelled' AND answer = ?1 ORDER BY id";
        let rows = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement.query_map([why.words()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .doing(doing)?;
        let sql = "UPDATE outbox SET answer = ?2, settled_at = ?3 WHERE state = 'cancelled' AND answer = ?1";
        self.run(sql, params![why.words(), TOLD, now], doing)?;
        Ok(rows)
    }
}
