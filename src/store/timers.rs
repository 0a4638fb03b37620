//! The clock's rows: what is armed, what has fired.
//! In: the timers a ticket should have. Out: what is due, and when to look again.
//! Never fires twice: fired and skipped rows are a ledger and stay (the page on the clock).

use super::error::Doing;
use super::{Result, Store, Tx};
use crate::ticket::{Timer, TimerKind};
use crate::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Ticket and timer, the longest overdue first.
    pub timers: Vec<(i64, Timer)>,
    /// When the next one not among them falls due; in the past when the limit cut the list.
    pub next_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Fired,
    /// A higher level fired instead, or the case moved.
    Skipped,
}

impl Store {
    /// Work that is due, or the time until there is some. Its cost does not grow with sleeping timers.
    pub fn due(&self, now: Timestamp, limit: usize) -> Result<Due> {
        let doing = "looking for due timers";
        let tx = Tx { conn: &self.conn };
        let sql = "SELECT kind, instance, level, due_at, ticket FROM timer
                   WHERE state = 'armed' AND due_at <= ?1 ORDER BY due_at LIMIT ?2";
        let timers: Vec<(i64, Timer)> = tx
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement.query_map(params![now, limit as i64], |row| Ok((row.get(4)?, timer(row)?)))?.collect()
            })
            .doing(doing)?;
        // The index gives the first row after those at once.
        let sql = "SELECT due_at FROM timer WHERE state = 'armed' AND due_at >= ?1 ORDER BY due_at LIMIT 1 OFFSET ?2";
        let last = timers.last().map(|(_, timer)| timer.due_at);
        let from = if timers.len() < limit { now + crate::time::Span::secs(1) } else { last.unwrap_or(now) };
        let same = timers.iter().filter(|(_, timer)| timer.due_at >= from).count();
        let next_at = tx
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params![from, same as i64], |row| row.get(0)).optional())
            .doing(doing)?;
        Ok(Due { timers, next_at })
    }
}

fn timer(row: &Row<'_>) -> rusqlite::Result<Timer> {
    Ok(Timer { kind: row.get(0)?, instance: row.get(1)?, level: row.get(2)?, due_at: row.get(3)? })
}

impl Tx<'_> {
    /// Armed timers of one ticket that are due: those that fire together.
    pub fn due_of(&self, ticket: i64, now: Timestamp) -> Result<Vec<Timer>> {
        Ok(self.armed(ticket)?.into_iter().filter(|timer| timer.due_at <= now).collect())
    }

    /// All armed timers of one ticket, by due time.
    pub fn armed(&self, ticket: i64) -> Result<Vec<Timer>> {
        let sql = "SELECT kind, instance, level, due_at FROM timer
                   WHERE ticket = ?1 AND state = 'armed' ORDER BY due_at, kind, instance, level";
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map([ticket], timer)?.collect())
            .doing("reading a ticket's timers")
    }

    /// Brings the armed rows into line with what was derived. What has fired stays fired.
    pub fn set_timers(&self, ticket: i64, timers: &[Timer], now: Timestamp) -> Result<()> {
        let armed = self.armed(ticket)?;
        let key = |timer: &Timer| (timer.kind, timer.instance, timer.level);
        for gone in armed.iter().filter(|old| !timers.iter().any(|new| key(new) == key(old))) {
            let sql = "DELETE FROM timer WHERE ticket = ?1 AND kind = ?2 AND instance = ?3 AND level = ?4";
            self.run(sql, params![ticket, gone.kind, gone.instance, gone.level], "clearing a timer")?;
        }
        for new in timers.iter().filter(|new| !armed.contains(new)) {
            let sql = "INSERT INTO timer (ticket, kind, instance, level, due_at, state, set_at)
                       VALUES (?1, ?2, ?3, ?4, ?5, 'armed', ?6)
                       ON CONFLICT (ticket, kind, instance, level) DO UPDATE
                       SET due_at = excluded.due_at, set_at = excluded.set_at WHERE state = 'armed'";
            let row = params![ticket, new.kind, new.instance, new.level, new.due_at, now];
            self.run(sql, row, "setting a timer")?;
        }
        Ok(())
    }

    /// Notes that a timer fired or was skipped; false: it had before.
    pub fn fired(
        &self,
        ticket: i64,
        kind: TimerKind,
        instance: u32,
        level: u8,
        how: How,
        now: Timestamp,
    ) -> Result<bool> {
        let state = match how {
            How::Fired => "fired",
            How::Skipped => "skipped",
        };
        let sql = "INSERT INTO timer (ticket, kind, instance, level, due_at, state, set_at)
                   VALUES (?1, ?2, ?3, ?4, ?6, ?5, ?6)
                   ON CONFLICT (ticket, kind, instance, level) DO UPDATE
                   SET state = excluded.state, set_at = excluded.set_at WHERE state = 'armed'";
        let row = params![ticket, kind, instance, level, state, now];
        Ok(self.run(sql, row, "noting that a timer fired")? == 1)
    }
}
