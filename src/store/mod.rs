//! SQLite: the one file that holds everything. SQL lives only below this folder.
//! In and out: core values; every time is handed in. Knows no rule.
//! Never leaves a half: everything that belongs together commits together, on the disk before the call returns, or,
//! where it says "lightly", before anything leaves by it.
//! `Store` is the one writer, `Reader` looks from outside; `View` holds the questions both may ask.

mod addresses;
mod breaker;
mod caps;
mod cursor;
mod delivery;
mod digest;
mod error;
mod files;
mod floods;
mod identity;
mod inbox;
mod memory;
mod meta;
mod open;
mod outbox;
mod packing;
mod papers;
mod queries;
mod replay;
mod report;
mod rows;
mod rules;
mod slip;
mod tickets;
mod timers;
mod values;

#[cfg(test)]
mod tests;

pub use breaker::Opened;
pub use caps::sender_key;
pub use cursor::Cursor;
pub use delivery::{Claimed, Settled};
pub use digest::{GATHERED, Spared};
pub use error::{Error, Result};
pub use identity::SameMail;
pub use inbox::{Handled, InHand, Kept, Recovered};
pub use outbox::Planned;
pub use packing::{Packed, pack};
pub use papers::{Erased, SensitiveRow};
pub use replay::PackedMail;
pub use rows::{
    GateRow, LetterRow, ListFilter, MailRow, OutboxFilter, PlaceRow, Shown, StatusRow, TicketRow, TimerRow,
    UnreachableRow,
};
pub use rules::{ActivatedBy, Activation, RejectedRules, WaitingRules};
pub use slip::Slip;
pub use timers::{Due, How};
pub use values::{LetterState, MailState};

use error::Doing;
use rusqlite::types::FromSql;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params};

/// The writer. One a process, one process a file.
pub struct Store {
    conn: Connection,
    packer: packing::Packer,
    /// Why mails are old: words of this program, kept once for its life.
    old_words: Vec<&'static str>,
}

/// A second connection that can only look.
pub struct Reader {
    conn: Connection,
}

/// The questions of the command line; each answer is one consistent look.
pub struct View<'c> {
    conn: &'c Connection,
}

/// A write transaction under way.
pub struct Tx<'c> {
    conn: &'c Connection,
}

impl Store {
    /// Everything `work` writes commits at once, or, when it fails or panics, nothing does.
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let tx = Tx { conn: &self.conn };
        tx.run("BEGIN IMMEDIATE", [], "beginning a transaction")?;
        let _undone = Unfinished(&self.conn);
        let done = work(&mut Tx { conn: &self.conn })?;
        tx.run("COMMIT", [], "committing to the database")?;
        Ok(done)
    }

    /// As `write`, without waiting for the disk: a killed process loses nothing, a power cut may lose the newest.
    /// The next `write` takes everything before it to the disk too.
    pub fn write_lightly<T>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.conn.execute_batch("PRAGMA synchronous = NORMAL").doing("preparing a light commit")?;
        let done = self.write(work);
        self.conn.execute_batch("PRAGMA synchronous = FULL").doing("returning to durable commits")?;
        done
    }

    /// Gives back the statements that are remembered.
    pub fn forget(&self) {
        self.conn.flush_prepared_statement_cache();
    }

    /// Gives back the pages that are remembered.
    pub fn rest(&self) {
        self.conn.execute_batch("PRAGMA shrink_memory").ok();
    }

    pub fn view(&self) -> View<'_> {
        View { conn: &self.conn }
    }

    /// Changes when another connection has committed: the command line's orders are noticed by it.
    pub fn data_version(&self) -> Result<i64> {
        self.conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .doing("looking for changes by others")
    }
}

impl Reader {
    pub fn view(&self) -> View<'_> {
        View { conn: &self.conn }
    }
}

impl Tx<'_> {
    /// What `work` writes stays or goes as one, while the transaction around it goes on. The inner error is of `work`;
    /// the outer one means that the whole transaction is lost (the disk failed, or SQLite rolled it back).
    pub fn savepoint<T>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<Result<T>> {
        self.run("SAVEPOINT one", [], "setting a savepoint")?;
        let mut guard = Savepoint { conn: self.conn, is_kept: false };
        match work(&mut Tx { conn: self.conn }) {
            Ok(done) => {
                guard.is_kept = true;
                self.run("RELEASE one", [], "keeping a savepoint")?;
                Ok(Ok(done))
            }
            Err(error) if error.is_disk() || self.conn.is_autocommit() => Err(error),
            Err(error) => Ok(Err(error)),
        }
    }

    pub fn view(&self) -> View<'_> {
        View { conn: self.conn }
    }

    /// One statement, prepared once for the life of the connection.
    pub(super) fn run(&self, sql: &str, params: impl Params, doing: &'static str) -> Result<usize> {
        self.conn.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).doing(doing)
    }

    pub(super) fn prepare(&self, sql: &str, doing: &'static str) -> Result<CachedStatement<'_>> {
        self.conn.prepare_cached(sql).doing(doing)
    }

    /// The first column of the first row, if there is one.
    pub(super) fn ask<T: FromSql>(&self, sql: &str, params: impl Params, doing: &'static str) -> Result<Option<T>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params, |row| row.get(0)).optional())
            .doing(doing)
    }

    /// The first column of every row.
    pub(super) fn ask_all<T: FromSql>(&self, sql: &str, params: impl Params, doing: &'static str) -> Result<Vec<T>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map(params, |row| row.get(0))?.collect())
            .doing(doing)
    }
}

/// Undoes on drop what was not committed, after an error or a panic.
struct Unfinished<'c>(&'c Connection);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // When even this fails, so does the next BEGIN.
            self.0.execute_batch("ROLLBACK").ok();
        }
    }
}

/// Undoes on drop, so that a panic inside a savepoint leaves no half behind.
struct Savepoint<'c> {
    conn: &'c Connection,
    is_kept: bool,
}

impl Drop for Savepoint<'_> {
    fn drop(&mut self) {
        if !self.is_kept && !self.conn.is_autocommit() {
            // A failure here leaves the transaction unusable, and its commit will say so.
            self.conn.execute_batch("ROLLBACK TO one; RELEASE one").ok();
        }
    }
}
