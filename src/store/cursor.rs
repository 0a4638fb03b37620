//! How far each folder is read, and which mails still lack their mark on the server.
//! In: positions of the mailbox. Out: where to go on.
//! Never ahead of what is kept: the desk sets a cursor after the mails before it are on the disk.

use super::error::Doing;
use super::{Result, Store, Tx};
use crate::mailbox::Folder;
use rusqlite::{OptionalExtension, params};

pub use crate::mailbox::Cursor;

impl Store {
    pub fn cursor(&self, mailbox: &str, folder: Folder) -> Result<Option<Cursor>> {
        let sql = "SELECT validity, baseline, low, started_at FROM cursor WHERE mailbox = ?1 AND folder = ?2";
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let read = |row: &rusqlite::Row<'_>| {
                    let (validity, baseline) = (row.get(0)?, row.get(1)?);
                    Ok(Cursor { validity, baseline, low: row.get(2)?, started_at: row.get(3)? })
                };
                statement.query_row(params![mailbox, folder], read).optional()
            })
            .doing("reading how far a folder is read")
    }

    pub fn set_cursor(&mut self, mailbox: &str, folder: Folder, cursor: Cursor) -> Result<()> {
        self.write(|tx| tx.set_cursor(mailbox, folder, cursor))
    }

    /// As `set_cursor`, without waiting for the disk: behind a power cut the folder is only listed from further back.
    pub fn advance_cursor(&mut self, mailbox: &str, folder: Folder, cursor: Cursor) -> Result<()> {
        self.write_lightly(|tx| tx.set_cursor(mailbox, folder, cursor))
    }

    /// Keys of mails the desk is done with and the server does not know it yet.
    pub fn unmarked(&self, mailbox: &str, folder: Folder, validity: u32, limit: usize) -> Result<Vec<String>> {
        let sql = "SELECT p.key FROM place p JOIN mail m ON m.id = p.mail
                   WHERE p.mailbox = ?1 AND p.folder = ?2 AND p.validity = ?3 AND p.is_marked = 0
                     AND m.state IN ('processed', 'dropped', 'quarantined') ORDER BY p.id LIMIT ?4";
        let row = params![mailbox, folder, validity, limit as i64];
        Tx { conn: &self.conn }.ask_all(sql, row, "looking for mails to mark")
    }

    pub fn marked(&mut self, mailbox: &str, folder: Folder, validity: u32, keys: &[String]) -> Result<()> {
        self.write_lightly(|tx| {
            let sql = "UPDATE place SET is_marked = 1
                       WHERE mailbox = ?1 AND folder = ?2 AND validity = ?3 AND key = ?4";
            keys.iter().try_for_each(|key| {
                tx.run(sql, params![mailbox, folder, validity, key], "noting that a mail is marked").map(drop)
            })
        })
    }
}

impl Tx<'_> {
    fn set_cursor(&self, mailbox: &str, folder: Folder, cursor: Cursor) -> Result<()> {
        let Cursor { validity, baseline, low, started_at } = cursor;
        let sql = "INSERT INTO cursor (mailbox, folder, validity, baseline, low, started_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (mailbox, folder) DO UPDATE SET validity = excluded.validity,
                       baseline = excluded.baseline, low = excluded.low, started_at = excluded.started_at";
        let row = params![mailbox, folder, validity, baseline, low, started_at];
        self.run(sql, row, "noting how far a folder is read").map(drop)
    }
}
