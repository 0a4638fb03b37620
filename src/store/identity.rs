//! Have we seen this mail, and which tickets might it belong to?
//! In: what was read in a mail. Out: facts for the core to decide on.
//! Never decides: who may join is said by `thread::join`.

use super::error::Doing;
use super::inbox::folded;
use super::{Result, Tx};
use crate::mail::{Address, Digest};
use crate::thread::{Candidate, Keys};
use crate::time::{Span, Timestamp};
use rusqlite::{OptionalExtension, params};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Mail identity K2 (mail-safety 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameMail {
    New,
    /// The same mail by another route: the earlier one's id.
    Same(i64),
    /// The same Message-ID on other content: a different mail.
    Collision(i64),
}

/// Longest distance between two copies of a mail without Message-ID.
const COPY_WITHIN: Span = Span::minutes(2);
/// Row 5: the same words again.
const AGAIN_WITHIN: Span = Span::minutes(10);
/// Longest list of Message-IDs looked up for one mail.
const MOST_IDS: usize = 200;

impl Tx<'_> {
    /// `from` is the mail's sender, `canonical` its hash. Mails not yet handled are not looked at.
    pub fn same_mail(
        &self,
        mail: i64,
        message_id: Option<&str>,
        from: Option<&Address>,
        canonical: &Digest,
        arrived_at: Timestamp,
    ) -> Result<SameMail> {
        let doing = "looking for the same mail";
        let from = from.map(folded);
        let Some(message_id) = message_id else {
            let sql = "SELECT id FROM mail
                       WHERE message_id IS NULL AND canonical IS NOT NULL AND canonical = ?1 AND id <> ?2
                         AND from_address IS ?3 AND arrived_at BETWEEN ?4 AND ?5 ORDER BY id LIMIT 1";
            let (first, last) = (arrived_at - COPY_WITHIN, arrived_at + COPY_WITHIN);
            let same = self.ask(sql, params![canonical, mail, from, first, last], doing)?;
            return Ok(same.map_or(SameMail::New, SameMail::Same));
        };
        let sql = "SELECT id, canonical = ?3 AND from_address IS ?4 AS is_same FROM mail
                   WHERE message_id = ?1 AND id <> ?2 ORDER BY is_same DESC, id LIMIT 1";
        let found = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let row = params![message_id, mail, canonical, from];
                statement.query_row(row, |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .doing(doing)?;
        Ok(match found {
            Some((other, true)) => SameMail::Same(other),
            Some((other, false)) => SameMail::Collision(other),
            None => SameMail::New,
        })
    }

    /// Every ticket the keys name and that exists; by row, the newest ticket first.
    pub fn candidates(&self, keys: &Keys, sender: Option<&Address>, arrived_at: Timestamp) -> Result<Vec<Candidate>> {
        let mut rows: Vec<(u8, i64)> = Vec::new();
        rows.extend(keys.ours.iter().take(MOST_IDS).map(|ticket| (1, *ticket)));
        for id in keys.message_ids.iter().take(MOST_IDS) {
            let sql = "SELECT ticket FROM thread WHERE message_id = ?1";
            rows.extend(self.ask_all(sql, [id], "looking for a thread")?.into_iter().map(|ticket| (2, ticket)));
        }
        rows.extend(keys.plus.iter().take(MOST_IDS).map(|ticket| (3, *ticket)));
        rows.extend(keys.numbers.iter().take(MOST_IDS).map(|ticket| (4, *ticket)));
        if let (Some(sender), false) = (sender, keys.content.is_empty()) {
            let sql = "SELECT ticket FROM mail WHERE ticket IS NOT NULL AND from_address = ?1 AND content = ?2
                       AND arrived_at BETWEEN ?3 AND ?4";
            let (first, last) = (arrived_at - AGAIN_WITHIN, arrived_at + AGAIN_WITHIN);
            let row = params![folded(sender), keys.content, first, last];
            rows.extend(self.ask_all(sql, row, "looking for the same words")?.into_iter().map(|ticket| (5, ticket)));
        }
        rows.sort_by_key(|(row, ticket)| (*row, std::cmp::Reverse(*ticket)));
        rows.dedup();
        self.with_sender(rows, sender)
    }

    fn with_sender(&self, rows: Vec<(u8, i64)>, sender: Option<&Address>) -> Result<Vec<Candidate>> {
        let mut known: BTreeMap<i64, Option<(i64, bool)>> = BTreeMap::new();
        let mut candidates = Vec::with_capacity(rows.len());
        for (row, named) in rows {
            let found = match known.get(&named) {
                Some(found) => *found,
                None => *known.entry(named).or_insert(self.takes_part(named, sender)?),
            };
            candidates.extend(found.map(|(ticket, sender_is_participant)| Candidate {
                named,
                ticket,
                sender_is_participant,
                row,
            }));
        }
        Ok(candidates)
    }

    /// Where mail for this ticket goes, and whether the sender takes part there. None: there is no such ticket.
    fn takes_part(&self, named: i64, sender: Option<&Address>) -> Result<Option<(i64, bool)>> {
        #[derive(Deserialize)]
        struct Parties {
            participants: Vec<Address>,
        }
        let doing = "reading a ticket's participants";
        let ticket = self.survivor(named)?;
        let sql = "SELECT state FROM ticket WHERE number = ?1";
        let Some(state) = self.ask::<String>(sql, [ticket], doing)? else {
            return Ok(None);
        };
        let parties: Parties = serde_json::from_str(&state).doing(doing)?;
        Ok(Some((ticket, sender.is_some_and(|sender| parties.participants.iter().any(|one| one.same_as(sender))))))
    }

    /// The ticket this one was merged into, that one into, and so on to the end; itself when it was not. A merge never
    /// makes a circle, but a chain is followed no longer than this.
    pub fn survivor(&self, ticket: i64) -> Result<i64> {
        const LONGEST: usize = 100;
        let sql = "SELECT json_extract(state, '$.merged_into') FROM ticket WHERE number = ?1";
        let mut last = ticket;
        for _ in 0..LONGEST {
            match self.ask::<Option<i64>>(sql, [last], "looking where a ticket was merged into")?.flatten() {
                Some(next) => last = next,
                None => break,
            }
        }
        Ok(last)
    }

    /// The newest tickets about the same matter, by the value of `MATTER` that names it; merged ones are left out.
    pub fn tickets_about(&self, matter: &str) -> Result<Vec<i64>> {
        let sql = "SELECT number FROM ticket
                   WHERE lower(json_extract(state, '$.fields.transaction_id.value')) = lower(?1)
                     AND json_extract(state, '$.merged_into') IS NULL
                   ORDER BY number DESC LIMIT 5";
        self.ask_all(sql, [matter], "looking for tickets about the same matter")
    }

    /// The newest ticket that owns one of these Message-IDs: whom a letter in the Sent folder answers.
    pub fn ticket_of_message(&self, message_ids: &[String]) -> Result<Option<i64>> {
        let mut newest = None;
        for id in message_ids.iter().take(MOST_IDS) {
            let sql = "SELECT max(ticket) FROM thread WHERE message_id = ?1";
            newest = newest.max(self.ask::<Option<i64>>(sql, [id], "looking for a thread")?.flatten());
        }
        Ok(newest)
    }

    /// From now on a mail that names this Message-ID may belong to the ticket.
    pub fn thread(&self, ticket: i64, message_id: &str) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO thread (message_id, ticket) VALUES (?1, ?2)";
        self.run(sql, params![message_id, ticket], "noting a Message-ID").map(drop)
    }
}
