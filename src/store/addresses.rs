//! Addresses to which letters do not arrive, and what reports say of letters.
//! In: what a report or the relay said. Out: whether an automatic letter may be written to an address.
//! Never forgets by itself: how long a failure counts is asked anew each time, and a person can lift it.

use super::error::Doing;
use super::rows::{LETTER, LetterRow, UnreachableRow};
use super::{Result, Store, Tx, View, sender_key};
use crate::mail::Address;
use crate::time::Timestamp;
use rusqlite::{OptionalExtension, params};

impl Tx<'_> {
    /// A letter to this address failed for good. False: that was known since `since`; only the newest words are kept.
    pub fn note_unreachable(&self, failed: &UnreachableRow, since: Timestamp) -> Result<bool> {
        let is_known = self.unreachable(&failed.address, since)?.is_some();
        let sql = "INSERT INTO unreachable (address_key, address, ticket, failed_at, why) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (address_key) DO UPDATE SET ticket = excluded.ticket, failed_at = excluded.failed_at,
                       why = excluded.why";
        let row = params![sender_key(&failed.address), failed.address, failed.ticket, failed.failed_at, failed.why];
        self.run(sql, row, "noting an address that fails")?;
        Ok(!is_known)
    }

    /// The newest failure of this address after `since`: what the report said.
    pub fn unreachable(&self, address: &Address, since: Timestamp) -> Result<Option<String>> {
        let sql = "SELECT why FROM unreachable WHERE address_key = ?1 AND failed_at > ?2";
        self.ask(sql, params![sender_key(address), since], "asking for an address that fails")
    }

    /// Letters may be written there again. False: they might all the time.
    pub fn reachable(&self, address: &Address) -> Result<bool> {
        let sql = "DELETE FROM unreachable WHERE address_key = ?1";
        Ok(self.run(sql, [sender_key(address)], "forgetting a failure")? > 0)
    }

    /// The newest letter about this ticket that left for this address since then and has not come back.
    pub fn letter_to(&self, ticket: i64, to: &Address, since: Timestamp) -> Result<Option<LetterRow>> {
        let doing = "looking for a letter by its recipient";
        let sql = format!(
            "SELECT {LETTER} FROM outbox WHERE ticket = ?1 AND recipient_key = ?2 AND planned_at > ?3
             AND state IN ('accepted', 'uncertain') AND bounced_at IS NULL ORDER BY id DESC LIMIT 1"
        );
        let mut statement = self.prepare(&sql, doing)?;
        statement.query_row(params![ticket, sender_key(to), since], LetterRow::read).optional().doing(doing)
    }

    /// A report claims without proof that the letter failed. False: another did, or it is known for sure.
    pub fn reported(&self, letter: i64, words: &str, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET reported_at = ?3, answer = ?2
                   WHERE id = ?1 AND reported_at IS NULL AND bounced_at IS NULL";
        Ok(self.run(sql, params![letter, words, now], "noting a report")? == 1)
    }

    /// The relay still tries. False: it was told in the same words, or worse is known.
    pub fn late(&self, letter: i64, words: &str) -> Result<bool> {
        let sql = "UPDATE outbox SET answer = ?2 WHERE id = ?1 AND answer <> ?2 AND bounced_at IS NULL
                   AND reported_at IS NULL";
        Ok(self.run(sql, params![letter, words], "noting a delay")? == 1)
    }
}

impl Store {
    /// By hand. False: nothing was held back.
    pub fn lift(&mut self, address: &Address) -> Result<bool> {
        self.write(|tx| tx.reachable(address))
    }
}

impl View<'_> {
    /// Addresses that failed after `since`, the newest first.
    pub fn unreachable(&self, since: Timestamp) -> Result<Vec<UnreachableRow>> {
        let sql =
            "SELECT address, ticket, failed_at, why FROM unreachable WHERE failed_at > ?1 ORDER BY failed_at DESC";
        self.rows(sql, [since], |row| {
            Ok(UnreachableRow { address: row.get(0)?, ticket: row.get(1)?, failed_at: row.get(2)?, why: row.get(3)? })
        })
    }
}
