//! Letters to staff that one digest stands for.
//! In: a ticket whose clock fired late. Out: what was gathered, once.
//! Never unplans a letter without a trace: its row stays, cancelled, and says where it was told.

use super::error::Doing;
use super::{Result, Tx};
use crate::mail::Address;
use crate::time::Timestamp;
use rusqlite::params;

/// Kinds of letters a digest stands for.
pub const GATHERED: [&str; 2] = ["warning", "breach"];

const WAITS: &str = "waits for the digest";
const TOLD: &str = "told in a digest";

impl Tx<'_> {
    /// What was planned for staff about this ticket just now goes into the next digest; held letters stay held.
    pub fn gather(&self, ticket: i64, now: Timestamp) -> Result<()> {
        let [one, other] = GATHERED;
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?2, answer = ?3
                   WHERE ticket = ?1 AND planned_at = ?2 AND state = 'planned' AND kind IN (?4, ?5)";
        self.run(sql, params![ticket, now, WAITS, one, other], "gathering letters to staff").map(drop)
    }

    /// Recipient and subject of what was gathered, oldest first; it is told from now on.
    pub fn gathered(&self, now: Timestamp) -> Result<Vec<(Address, String)>> {
        let doing = "telling of gathered letters";
        let sql = "SELECT recipient, subject FROM outbox WHERE state = 'cancelled' AND answer = ?1 ORDER BY id";
        let rows = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map([WAITS], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .doing(doing)?;
        let sql = "UPDATE outbox SET answer = ?2, settled_at = ?3 WHERE state = 'cancelled' AND answer = ?1";
        self.run(sql, params![WAITS, TOLD, now], doing)?;
        Ok(rows)
    }
}
