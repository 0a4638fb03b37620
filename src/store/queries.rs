//! Questions of the command line: list, show, status, outbox, quarantine.
//! In: a filter or a number. Out: rows that serialize.
//! Never writes.

use super::error::Doing;
use super::rows::{LETTER, LetterRow, ListFilter, MAIL, MailRow, OutboxFilter, PlaceRow, Shown, StatusRow};
use super::rows::{TicketRow, TimerRow};
use super::{Result, Tx, View, packing};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use rusqlite::{Params, Row, named_params};
use std::collections::BTreeMap;

impl View<'_> {
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map(params, read)?.collect())
            .doing("reading the database")
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str, params: impl Params) -> Result<Option<T>> {
        Tx { conn: self.conn }.ask(sql, params, "reading the database")
    }

    /// Tickets, the newest change first.
    pub fn list(&self, filter: &ListFilter) -> Result<Vec<TicketRow>> {
        let sql = "SELECT k.state, k.changed_at, t.kind, t.due_at FROM ticket k
                   LEFT JOIN timer t ON (t.kind, t.instance, t.level) =
                       (SELECT n.kind, n.instance, n.level FROM timer n
                        WHERE n.ticket = k.number AND n.state = 'armed' ORDER BY n.due_at LIMIT 1)
                       AND t.ticket = k.number
                   WHERE (:status IS NULL OR k.status = :status) AND (:category IS NULL OR k.category = :category)
                   ORDER BY k.changed_at DESC, k.number DESC LIMIT :limit";
        let row = named_params! {
            ":status": filter.status, ":category": filter.category, ":limit": limit(filter.limit),
        };
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let rows = self.rows(sql, row, read)?;
        rows.into_iter()
            .map(|(state, changed_at, next_timer, due_at)| {
                let ticket: Ticket = serde_json::from_str(&state).doing("reading a ticket")?;
                Ok(TicketRow { ticket, changed_at, next_timer, due_at })
            })
            .collect()
    }

    pub fn show(&self, number: i64) -> Result<Option<Shown>> {
        let Some(ticket) = (Tx { conn: self.conn }).ticket(number)? else {
            return Ok(None);
        };
        let sql = "SELECT entry FROM history WHERE ticket = ?1 ORDER BY step";
        let entries: Vec<String> = self.rows(sql, [number], |row| row.get(0))?;
        let history = entries.iter().map(|entry| serde_json::from_str(entry)).collect::<serde_json::Result<_>>();
        let mails =
            self.mails(&format!("SELECT {MAIL} FROM mail WHERE ticket = ?1 ORDER BY arrived_at, id"), number)?;
        let letters = self.outbox(&OutboxFilter { ticket: Some(number), ..OutboxFilter::default() })?;
        let history = history.doing("reading a ticket's history")?;
        Ok(Some(Shown {
            ticket,
            history,
            mails,
            letters,
            timers: self.timers(number)?,
            sensitive: self.papers(number)?,
        }))
    }

    fn mails(&self, sql: &str, param: i64) -> Result<Vec<MailRow>> {
        let mut mails = self.rows(sql, [param], MailRow::read)?;
        for mail in &mut mails {
            let sql = "SELECT mailbox, folder, validity, key FROM place WHERE mail = ?1 ORDER BY id";
            mail.places = self.rows(sql, [mail.id], |row| {
                Ok(PlaceRow { mailbox: row.get(0)?, folder: row.get(1)?, validity: row.get(2)?, key: row.get(3)? })
            })?;
        }
        Ok(mails)
    }

    fn timers(&self, number: i64) -> Result<Vec<TimerRow>> {
        let sql = "SELECT kind, instance, level, due_at, state, set_at FROM timer WHERE ticket = ?1
                   ORDER BY due_at, kind, instance, level";
        self.rows(sql, [number], |row| {
            let (kind, instance, level, due_at) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(TimerRow { kind, instance, level, due_at, state: row.get(4)?, set_at: row.get(5)? })
        })
    }

    /// One mail, with its places.
    pub fn mail(&self, mail: i64) -> Result<Option<MailRow>> {
        Ok(self.mails(&format!("SELECT {MAIL} FROM mail WHERE id = ?1"), mail)?.pop())
    }

    /// The bytes of a mail as they arrived.
    pub fn raw(&self, mail: i64) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT r.bytes, m.size FROM mail_raw r JOIN mail m ON m.id = r.mail WHERE m.id = ?1";
        let row: Option<(Vec<u8>, u32)> = self.rows(sql, [mail], |row| Ok((row.get(0)?, row.get(1)?)))?.pop();
        row.map(|(bytes, size)| packing::unpack(mail, &bytes, size as usize)).transpose()
    }

    /// Ids of the mails that arrived since then, in the order they were kept.
    pub fn mails_since(&self, since: Timestamp) -> Result<Vec<i64>> {
        self.rows("SELECT id FROM mail WHERE arrived_at >= ?1 ORDER BY id", [since], |row| row.get(0))
    }

    /// Mails set aside, the newest first.
    pub fn quarantine(&self) -> Result<Vec<MailRow>> {
        self.mails(&format!("SELECT {MAIL} FROM mail WHERE state = 'quarantined' ORDER BY id DESC LIMIT ?1"), limit(0))
    }

    /// Letters, the oldest first.
    pub fn outbox(&self, filter: &OutboxFilter) -> Result<Vec<LetterRow>> {
        let sql = format!(
            "SELECT {LETTER} FROM outbox WHERE (:state IS NULL OR state = :state)
             AND (:ticket IS NULL OR ticket = :ticket) ORDER BY id LIMIT :limit"
        );
        let row = named_params! {
            ":state": filter.state, ":ticket": filter.ticket, ":limit": limit(filter.limit),
        };
        self.rows(&sql, row, LetterRow::read)
    }

    pub fn letter(&self, letter: i64) -> Result<Option<LetterRow>> {
        let sql = format!("SELECT {LETTER} FROM outbox WHERE id = ?1");
        Ok(self.rows(&sql, [letter], LetterRow::read)?.pop())
    }

    /// The bytes of a letter as they leave.
    pub fn letter_bytes(&self, letter: i64) -> Result<Option<Vec<u8>>> {
        self.one("SELECT bytes FROM outbox_raw WHERE letter = ?1", [letter])
    }

    /// Mails nothing automatic answered, by the row of the gate.
    pub fn silent_since(&self, since: Timestamp) -> Result<BTreeMap<String, u32>> {
        let sql = "SELECT gate_row, count(*) FROM mail WHERE kept_at >= ?1 AND gate_row IS NOT NULL GROUP BY gate_row";
        Ok(self.rows(sql, [since], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }

    pub fn status(&self, now: Timestamp) -> Result<StatusRow> {
        let (mails, letters) = (self.by_state("mail", "state")?, self.by_state("outbox", "state")?);
        let of = |counts: &BTreeMap<String, u32>, state: &str| counts.get(state).copied().unwrap_or(0);
        let armed = "SELECT count(*) FROM timer WHERE state = 'armed'";
        let oldest = "SELECT min(due_at) FROM timer WHERE state = 'armed' AND due_at <= ?1";
        let (sensitive_kept, sensitive_erased) = self.papers_counted()?;
        let next = "SELECT min(due_at) FROM timer WHERE state = 'armed' AND due_at > ?1";
        Ok(StatusRow {
            sensitive_kept,
            sensitive_erased,
            held: of(&letters, "held"),
            uncertain: of(&letters, "uncertain"),
            failed: of(&letters, "failed"),
            quarantined: of(&mails, "quarantined"),
            tickets: self.by_state("ticket", "status")?,
            mails,
            letters,
            timers_armed: self.one(armed, [])?.unwrap_or(0),
            oldest_due_at: self.one::<Option<Timestamp>>(oldest, [now])?.flatten(),
            next_due_at: self.one::<Option<Timestamp>>(next, [now])?.flatten(),
            next_letter_at: self.newest("SELECT min(next_at) FROM outbox WHERE next_at IS NOT NULL AND rank >= 0")?,
            last_kept_at: self.newest("SELECT kept_at FROM mail ORDER BY id DESC LIMIT 1")?,
            last_accepted_at: self.newest("SELECT max(settled_at) FROM outbox WHERE state = 'accepted'")?,
        })
    }

    fn newest(&self, sql: &str) -> Result<Option<Timestamp>> {
        Ok(self.one::<Option<Timestamp>>(sql, [])?.flatten())
    }

    /// `table` and `column` are names of the schema, never of a mail.
    fn by_state(&self, table: &'static str, column: &'static str) -> Result<BTreeMap<String, u32>> {
        let sql = format!("SELECT {column}, count(*) FROM {table} GROUP BY {column}");
        Ok(self.rows(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }
}

/// SQLite's word for no limit is a negative one.
fn limit(rows: usize) -> i64 {
    if rows == 0 { -1 } else { rows as i64 }
}
