//! Identity papers in stored mails: which are due to go, and how they go.
//! In: the moment before which a ticket was closed. Out: mails whose papers were erased, one a transaction.
//! Never touches a mail of a ticket that is open or waits: neither its own ticket nor the one it was merged into. Of
//! what is erased the hash stays, and so do all other bytes of the mail.

use super::error::Doing;
use super::{Result, Store, Tx, View, packing};
use crate::mail::attachment;
use crate::ticket::{Status, Ticket};
use crate::time::Timestamp;
use rusqlite::{Row, params};
use serde::Serialize;

/// An attachment that is an identity paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SensitiveRow {
    pub mail: i64,
    /// Of the mail's attachments, from 0.
    pub place: u32,
    pub sha256: String,
    pub bytes: u32,
    pub erased_at: Option<Timestamp>,
}

/// What went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    pub mail: i64,
    pub ticket: i64,
    pub files: usize,
}

impl Store {
    /// The papers of one mail, if there is one whose ticket was closed before. What is freed in the file is overwritten.
    pub fn erase_papers(&mut self, closed_before: Timestamp, now: Timestamp) -> Result<Option<Erased>> {
        // Nothing is written where nothing is due: the common case costs a look.
        if (Tx { conn: &self.conn }).papers_due(closed_before)?.is_none() {
            return Ok(None);
        }
        self.conn.execute_batch("PRAGMA secure_delete = ON").doing("preparing to erase for good")?;
        let done = self.write(|tx| match tx.papers_due(closed_before)? {
            Some((mail, ticket)) => Ok(Some(Erased { mail, ticket, files: tx.erase(mail, now)? })),
            None => Ok(None),
        });
        self.conn.execute_batch("PRAGMA secure_delete = OFF").doing("returning from erasing for good")?;
        done
    }
}

impl Tx<'_> {
    /// A mail with papers, and the ticket it belongs to now.
    fn papers_due(&self, closed_before: Timestamp) -> Result<Option<(i64, i64)>> {
        let sql = "SELECT DISTINCT s.mail, m.ticket FROM sensitive s JOIN mail m ON m.id = s.mail
                   JOIN ticket t ON t.number = m.ticket
                   WHERE s.erased_at IS NULL AND t.status IN ('solved', 'closed')
                       AND coalesce(json_extract(t.state, '$.closed_at'), json_extract(t.state, '$.solved_at')) <= ?1
                   ORDER BY s.mail";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        for (mail, own) in self.view().rows(sql, [closed_before], read)? {
            let number = self.survivor(own)?;
            if self.ticket(number)?.is_some_and(|ticket| is_over(&ticket, closed_before)) {
                return Ok(Some((mail, number)));
            }
        }
        Ok(None)
    }

    fn erase(&self, mail: i64, now: Timestamp) -> Result<usize> {
        let doing = "erasing identity papers";
        let sql = "SELECT place FROM sensitive WHERE mail = ?1 AND erased_at IS NULL";
        let places: Vec<u32> = self.ask_all(sql, [mail], doing)?;
        if let Some(raw) = self.view().raw(mail)? {
            let rest = attachment::without(&raw, &places);
            let bytes = packing::compress(&rest)?;
            self.run("UPDATE mail_raw SET bytes = ?2 WHERE mail = ?1", params![mail, bytes], doing)?;
            self.run("UPDATE mail SET size = ?2 WHERE id = ?1", params![mail, rest.len() as i64], doing)?;
        }
        let sql = "UPDATE sensitive SET erased_at = ?2 WHERE mail = ?1 AND erased_at IS NULL";
        self.run(sql, params![mail, now], doing)
    }
}

/// Robots' tickets are never closed; solved is all they get.
fn is_over(ticket: &Ticket, closed_before: Timestamp) -> bool {
    matches!(ticket.status, Status::Solved | Status::Closed)
        && ticket.closed_at.or(ticket.solved_at).is_some_and(|at| at <= closed_before)
}

impl View<'_> {
    /// The identity papers of a ticket's mails.
    pub fn papers(&self, ticket: i64) -> Result<Vec<SensitiveRow>> {
        let sql = "SELECT s.mail, s.place, s.sha256, s.size, s.erased_at FROM sensitive s
                   JOIN mail m ON m.id = s.mail WHERE m.ticket = ?1 ORDER BY s.mail, s.place";
        self.rows(sql, [ticket], |row| {
            let (mail, place, sha256) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(SensitiveRow { mail, place, sha256, bytes: row.get(3)?, erased_at: row.get(4)? })
        })
    }

    /// How many are kept, and how many were erased.
    pub(super) fn papers_counted(&self) -> Result<(u32, u32)> {
        let sql = "SELECT count(*) - count(erased_at), count(erased_at) FROM sensitive";
        Ok(self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.pop().unwrap_or_default())
    }
}
