//! Tickets as they came to be, for looking at their mail once more.
//! In: since when. Out: numbers, histories, and mails as they are packed, a few at a time.
//! Never unpacks here: that is done beside each other, by whoever reads the mail.

use super::error::Doing;
use super::{Result, Tx, View, packing};
use crate::ticket::Entry;
use crate::time::Timestamp;
use rusqlite::OptionalExtension;

/// A stored mail, still packed.
#[derive(Clone, Debug)]
pub struct PackedMail {
    pub id: i64,
    bytes: Vec<u8>,
    size: usize,
    pub is_cut: bool,
    pub arrived_at: Timestamp,
}

impl PackedMail {
    pub const fn packed_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes as they arrived.
    pub fn unpack(&self) -> Result<Vec<u8>> {
        packing::unpack(self.id, &self.bytes, self.size)
    }
}

impl View<'_> {
    /// Numbers of the tickets opened since then, ascending.
    pub fn tickets_since(&self, since: Timestamp) -> Result<Vec<i64>> {
        let sql = "SELECT number FROM ticket WHERE opened_at >= ?1 ORDER BY number";
        Tx { conn: self.conn }.ask_all(sql, [since], "looking for tickets")
    }

    /// What happened to one ticket, in order.
    pub fn history(&self, ticket: i64) -> Result<Vec<Entry>> {
        let doing = "reading a ticket's history";
        let sql = "SELECT entry FROM history WHERE ticket = ?1 ORDER BY step";
        let entries: Vec<String> = Tx { conn: self.conn }.ask_all(sql, [ticket], doing)?;
        entries.iter().map(|entry| serde_json::from_str(entry)).collect::<serde_json::Result<_>>().doing(doing)
    }

    /// A mail as it lies in the database; none when its bytes are gone.
    pub fn packed(&self, mail: i64) -> Result<Option<PackedMail>> {
        let sql = "SELECT r.bytes, m.size, m.is_cut, m.arrived_at FROM mail m JOIN mail_raw r ON r.mail = m.id
                   WHERE m.id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            let size: u32 = row.get(1)?;
            let (bytes, is_cut, arrived_at) = (row.get(0)?, row.get(2)?, row.get(3)?);
            Ok(PackedMail { id: mail, bytes, size: size as usize, is_cut, arrived_at })
        };
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([mail], read).optional())
            .doing("reading a mail")
    }
}
