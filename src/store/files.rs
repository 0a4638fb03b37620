//! Customers' files: which letters to staff take them along, and which are sensitive.
//! In: places in mails. Out: bytes, read from the stored mail when they are wanted.
//! Never a second copy: the raw mail is the only one.

use super::{Result, Tx, View};
use crate::letter::Enclosed;
use crate::mail::attachment_bytes;
use crate::ticket::File;
use crate::time::Timestamp;
use rusqlite::{Row, params};

impl Tx<'_> {
    pub(super) fn enclose(&self, letter: i64, enclosed: &[Enclosed]) -> Result<()> {
        let sql = "INSERT INTO enclosed (letter, nth, mail, place, name) VALUES (?1, ?2, ?3, ?4, ?5)";
        for (nth, one) in (1i64..).zip(enclosed) {
            self.run(sql, params![letter, nth, one.mail, one.place, one.name], "enclosing a file")?;
        }
        Ok(())
    }

    /// What the letter takes along; nothing that was found to be sensitive since.
    pub(super) fn enclosed(&self, letter: i64) -> Result<Vec<Enclosed>> {
        self.view().enclosed(letter)
    }

    /// Identity papers of a mail; noted once.
    pub fn note_sensitive(&self, files: &[File], now: Timestamp) -> Result<()> {
        let sql = "INSERT INTO sensitive (mail, place, sha256, size, found_at) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (mail, place) DO NOTHING";
        for file in files {
            let row = params![file.mail_id, file.place, file.sha256, file.bytes as i64, now];
            self.run(sql, row, "noting a sensitive file")?;
        }
        Ok(())
    }
}

impl View<'_> {
    pub fn enclosed(&self, letter: i64) -> Result<Vec<Enclosed>> {
        let sql = "SELECT e.mail, e.place, e.name FROM enclosed e WHERE e.letter = ?1
                       AND NOT EXISTS (SELECT 1 FROM sensitive s WHERE s.mail = e.mail AND s.place = e.place)
                   ORDER BY e.nth";
        let read = |row: &Row<'_>| Ok(Enclosed { mail: row.get(0)?, place: row.get(1)?, name: row.get(2)? });
        self.rows(sql, [letter], read)
    }

    /// The bytes of a file; none when they are no longer kept.
    pub fn file(&self, one: &Enclosed) -> Result<Option<Vec<u8>>> {
        let raw = self.raw(one.mail)?;
        let bytes = raw.and_then(|raw| attachment_bytes(&raw, usize::try_from(one.place).ok()?));
        Ok(bytes.filter(|bytes| !bytes.is_empty()))
    }
}
