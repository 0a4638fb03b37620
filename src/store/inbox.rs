//! The way in: mails kept, taken in hand, handled, or set aside.
//! In: mails as fetched. Out: mails to read, each by its id.
//! Never holds a mail only in memory: a mail is on the disk before anybody reads it (design section 4).

use super::error::Doing;
use super::packing::{Packed, Parcel};
use super::{MailState, Result, Slip, Store, Tx};
use crate::mail::{Address, Digest, Kind};
use crate::mailbox::{Arrived, Place};
use crate::rules::Verdict;
use crate::time::Timestamp;
use rusqlite::blob::ZeroBlob;
use rusqlite::{named_params, params};
use std::fmt;

/// What became of an arrived mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    pub mail: i64,
    /// False: its place or its bytes were known; nothing is left to do.
    pub is_new: bool,
}

/// A mail to be read now.
#[derive(Clone, Debug)]
pub struct InHand {
    pub mail: i64,
    pub place: Place,
    pub raw: Vec<u8>,
    pub arrived_at: Timestamp,
    pub is_cut: bool,
    pub is_old: Option<&'static str>,
    pub digest: Digest,
}

/// What the desk learnt of a mail, and what it did.
#[derive(Clone, Debug)]
pub struct Handled<'a> {
    pub ticket: Option<i64>,
    /// `Processed` or `Dropped`.
    pub state: MailState,
    pub why: &'a str,
    pub message_id: Option<&'a str>,
    pub from: Option<&'a Address>,
    pub canonical: Digest,
    /// `thread::Keys::content`.
    pub content_key: &'a str,
    pub kind: Kind,
    pub subject: &'a str,
    pub verdict: Option<&'a Verdict>,
    /// Row of the gate and its reason.
    pub gate: Option<(&'a str, &'a str)>,
}

/// What a start found left over from the last run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Mails in hand that now go one by one.
    pub singly: usize,
    /// Mails that were alone in hand.
    pub strikes: usize,
    pub quarantined: usize,
    /// Letters claimed and certainly not sent.
    pub planned_again: usize,
    /// Letters the relay had taken.
    pub accepted: usize,
    /// Letters that may have left and are not sent again.
    pub uncertain: usize,
    /// Letters that may have left and go once more.
    pub deferred: usize,
    /// Letters in doubt for the second time: a person decides.
    pub held: usize,
}

impl fmt::Display for Recovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { singly, strikes, quarantined, planned_again, accepted, uncertain, deferred, held } = self;
        write!(
            f,
            "mails_singly={singly} strikes={strikes} quarantined={quarantined} letters_planned_again={planned_again} "
        )?;
        write!(
            f,
            "letters_accepted={accepted} letters_uncertain={uncertain} letters_deferred={deferred} letters_held={held}"
        )
    }
}

/// So many bytes of mail are taken in hand at once, or one mail.
const BATCH_BYTES: i64 = 4 << 20;
/// Two strikes and a mail is set aside.
const STRIKES: i64 = 2;

impl Store {
    /// TX 1: the mails are on the disk when this returns. Known places and known bytes are not kept twice.
    pub fn keep(&mut self, batch: &[Arrived], now: Timestamp) -> Result<Vec<Kept>> {
        let parcels = self.packer.pack(batch)?;
        self.write(|tx| tx.keep(batch, &parcels, MailState::Received, now))
    }

    /// `keep` and `take` in one commit, the bytes handed through. When older mails wait, those come first.
    pub fn keep_and_take(&mut self, batch: Vec<Arrived>, now: Timestamp) -> Result<Vec<InHand>> {
        let parcels = self.packer.pack(&batch)?;
        self.keep_packed_and_take(Packed { batch, parcels }, now)
    }

    /// The same for mails packed before.
    pub fn keep_packed_and_take(&mut self, packed: Packed, now: Timestamp) -> Result<Vec<InHand>> {
        let Packed { batch, parcels } = packed;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let (is_first, kept) = self.write(|tx| {
            let is_first = !tx.has_mail_waiting()?;
            let state = if is_first { MailState::InHand } else { MailState::Received };
            Ok((is_first, tx.keep(&batch, &parcels, state, now)?))
        })?;
        if !is_first {
            return self.take(batch.len(), now);
        }
        let new = batch.into_iter().zip(parcels).zip(kept).filter(|(_, kept)| kept.is_new);
        Ok(new.map(|((arrived, parcel), kept)| in_hand(kept.mail, arrived, parcel.digest)).collect())
    }

    /// The oldest mails that wait, marked before anybody reads them. Mails under suspicion come alone.
    pub fn take(&mut self, limit: usize, _now: Timestamp) -> Result<Vec<InHand>> {
        let rows = self.write_lightly(|tx| tx.take(limit))?;
        rows.into_iter().map(|row| self.unpack_taken(row)).collect()
    }

    fn unpack_taken(&mut self, row: Taken) -> Result<InHand> {
        let raw = self.packer.unpack(row.mail, &row.bytes, row.size as usize)?;
        let is_old = row.is_old.map(|words| self.old_word(&words));
        let arrived = Arrived { place: row.place, raw, arrived_at: row.arrived_at, is_cut: row.is_cut, is_old };
        Ok(in_hand(row.mail, arrived, row.digest))
    }

    /// The reasons are constants of this program, so their number is small and they may live as long as it does.
    fn old_word(&mut self, words: &str) -> &'static str {
        if let Some(known) = self.old_words.iter().find(|known| **known == words) {
            return known;
        }
        let kept: &'static str = Box::leak(words.to_owned().into_boxed_str());
        self.old_words.push(kept);
        kept
    }

    /// Puts back what the last writer left in hand. Once, before anything else.
    pub fn recover(&mut self, boot_id: &str, slip: &Slip, now: Timestamp) -> Result<Recovered> {
        self.write(|tx| {
            let mut found = Recovered::default();
            tx.recover_mails(now, &mut found)?;
            tx.recover_letters(slip.noted(boot_id), now, &mut found)?;
            Ok(found)
        })
    }

    /// A batch dropped through no fault of its mails: the disk failed, or we stop.
    pub fn release(&mut self, mails: &[i64]) -> Result<()> {
        self.write_lightly(|tx| {
            let sql = "UPDATE mail SET state = 'received' WHERE id = ?1 AND state = 'in_hand'";
            mails.iter().try_for_each(|mail| tx.run(sql, [mail], "putting a mail back").map(drop))
        })
    }

    /// Something with one of these mails failed, and nobody knows with which: they go one by one.
    pub fn suspect(&mut self, mails: &[i64]) -> Result<()> {
        self.write(|tx| {
            let sql = "UPDATE mail SET state = 'received', goes_singly = 1 WHERE id = ?1 AND state = 'in_hand'";
            mails.iter().try_for_each(|mail| tx.run(sql, [mail], "putting a mail under suspicion").map(drop))
        })
    }

    /// Reading this mail failed. True: for the second time, it is set aside now.
    pub fn strike(&mut self, mail: i64, why: &str, now: Timestamp) -> Result<bool> {
        self.write(|tx| tx.strike(mail, why, now))
    }

    /// Takes a mail out of the quarantine for one more try. False: it is not there.
    pub fn retry(&mut self, mail: i64) -> Result<bool> {
        self.write(|tx| {
            let sql = "UPDATE mail SET state = 'received', strikes = 1, goes_singly = 1
                       WHERE id = ?1 AND state = 'quarantined'";
            Ok(tx.run(sql, [mail], "taking a mail out of quarantine")? == 1)
        })
    }

    /// Those whose place is not known, in one look: mails seen before need not be fetched again.
    pub fn unknown<T>(&self, listed: Vec<(T, Place)>) -> Result<Vec<T>> {
        let look = self.conn.unchecked_transaction().doing("looking for mails' places")?;
        let tx = Tx { conn: &look };
        let mut new = Vec::with_capacity(listed.len());
        for (mail, place) in listed {
            if tx.mail_at(&place)?.is_none() {
                new.push(mail);
            }
        }
        Ok(new)
    }
}

fn in_hand(mail: i64, arrived: Arrived, digest: Digest) -> InHand {
    let Arrived { place, raw, arrived_at, is_cut, is_old } = arrived;
    InHand { mail, place, raw, arrived_at, is_cut, is_old, digest }
}

struct Taken {
    mail: i64,
    place: Place,
    bytes: Vec<u8>,
    size: u32,
    arrived_at: Timestamp,
    is_cut: bool,
    is_old: Option<String>,
    digest: Digest,
}

impl Tx<'_> {
    fn mail_at(&self, place: &Place) -> Result<Option<i64>> {
        let sql = "SELECT mail FROM place WHERE mailbox = ?1 AND folder = ?2 AND validity = ?3 AND key = ?4";
        self.ask(sql, params![place.mailbox, place.folder, place.validity, place.key], "looking for a mail's place")
    }

    fn has_mail_waiting(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM mail WHERE state = 'received' LIMIT 1";
        Ok(self.ask::<i64>(sql, [], "looking for mails that wait")?.is_some())
    }

    fn keep(&self, batch: &[Arrived], parcels: &[Parcel], state: MailState, now: Timestamp) -> Result<Vec<Kept>> {
        let one = |(arrived, parcel)| self.keep_one(arrived, parcel, state, now);
        batch.iter().zip(parcels).map(one).collect()
    }

    /// Mail identity K0, then K1.
    fn keep_one(&self, arrived: &Arrived, parcel: &Parcel, state: MailState, now: Timestamp) -> Result<Kept> {
        let doing = "keeping a mail";
        if let Some(mail) = self.mail_at(&arrived.place)? {
            return Ok(Kept { mail, is_new: false });
        }
        let known: Option<i64> = self.ask("SELECT id FROM mail WHERE sha256 = ?1", [parcel.digest], doing)?;
        let mail = match known {
            Some(mail) => mail,
            None => {
                let sql = "INSERT INTO mail (sha256, size, state, arrived_at, kept_at, is_cut, is_old)
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
                let size = arrived.raw.len() as i64;
                let row = params![parcel.digest, size, state, arrived.arrived_at, now, arrived.is_cut, arrived.is_old];
                self.run(sql, row, doing)?;
                let mail = self.conn.last_insert_rowid();
                self.keep_bytes(mail, &parcel.bytes)?;
                mail
            }
        };
        let Place { mailbox, folder, validity, key } = &arrived.place;
        let sql = "INSERT INTO place (mailbox, folder, validity, key, mail) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![mailbox, folder, validity, key, mail], doing)?;
        Ok(Kept { mail, is_new: known.is_none() })
    }

    /// SQLite copies what is bound to a statement, and once more into the row: a large mail is written in place.
    fn keep_bytes(&self, mail: i64, bytes: &[u8]) -> Result<()> {
        const LARGE: usize = 1 << 20;
        let doing = "keeping a mail's bytes";
        let sql = "INSERT INTO mail_raw (mail, bytes) VALUES (?1, ?2)";
        if bytes.len() < LARGE {
            return self.run(sql, params![mail, bytes], doing).map(drop);
        }
        self.run(sql, params![mail, ZeroBlob(bytes.len() as u64)], doing)?;
        let mut row = self.conn.blob_open("main", "mail_raw", "bytes", mail, false).doing(doing)?;
        row.write_at(bytes, 0).doing(doing)
    }

    fn take(&self, limit: usize) -> Result<Vec<Taken>> {
        let doing = "taking mails in hand";
        let singly = "SELECT id FROM mail WHERE goes_singly = 1 AND state = 'received' ORDER BY id LIMIT 1";
        let mails = match self.ask::<i64>(singly, [], doing)? {
            Some(mail) => {
                // A suspect must be alone in hand, or a crash would not tell who it was.
                let others = "SELECT 1 FROM mail WHERE state = 'in_hand' LIMIT 1";
                if self.ask::<i64>(others, [], doing)?.is_some() { Vec::new() } else { vec![mail] }
            }
            None => {
                // The sum of the ones before: one is taken whatever its size.
                let oldest = "SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM
                              (SELECT id, size FROM mail WHERE state = 'received' ORDER BY id LIMIT ?1))
                              WHERE before < ?2 ORDER BY id";
                self.ask_all(oldest, [limit as i64, BATCH_BYTES], doing)?
            }
        };
        mails.into_iter().map(|mail| self.take_one(mail)).collect()
    }

    fn take_one(&self, mail: i64) -> Result<Taken> {
        let doing = "taking a mail in hand";
        self.run("UPDATE mail SET state = 'in_hand' WHERE id = ?1", [mail], doing)?;
        let sql = "SELECT m.size, m.arrived_at, m.is_cut, m.is_old, m.sha256, r.bytes,
                          p.mailbox, p.folder, p.validity, p.key
                   FROM mail m JOIN mail_raw r ON r.mail = m.id JOIN place p ON p.mail = m.id
                   WHERE m.id = ?1 ORDER BY p.id LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            let place = Place { mailbox: row.get(6)?, folder: row.get(7)?, validity: row.get(8)?, key: row.get(9)? };
            let (size, is_cut, is_old) = (row.get(0)?, row.get(2)?, row.get(3)?);
            Ok(Taken {
                mail,
                place,
                bytes: row.get(5)?,
                size,
                arrived_at: row.get(1)?,
                is_cut,
                is_old,
                digest: row.get(4)?,
            })
        };
        self.conn.prepare_cached(sql).and_then(|mut statement| statement.query_row([mail], read)).doing(doing)
    }

    fn recover_mails(&self, now: Timestamp, found: &mut Recovered) -> Result<()> {
        let doing = "putting mails back after a crash";
        let left: Vec<i64> = self.ask_all("SELECT id FROM mail WHERE state = 'in_hand'", [], doing)?;
        if let [alone] = left.as_slice() {
            found.strikes = 1;
            found.quarantined = usize::from(self.strike(*alone, "the program ended while it read this mail", now)?);
            return Ok(());
        }
        let sql = "UPDATE mail SET state = 'received', goes_singly = 1 WHERE state = 'in_hand'";
        found.singly = self.run(sql, [], doing)?;
        Ok(())
    }

    /// See `Store::strike`.
    pub fn strike(&self, mail: i64, why: &str, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE mail SET strikes = strikes + 1, goes_singly = 1, why = :why,
                       state = CASE WHEN strikes + 1 >= :most THEN 'quarantined' ELSE 'received' END,
                       handled_at = CASE WHEN strikes + 1 >= :most THEN :now END
                   WHERE id = :mail AND state IN ('received', 'in_hand') RETURNING state";
        let row = named_params! { ":mail": mail, ":why": why, ":now": now, ":most": STRIKES };
        let state: Option<MailState> = self.ask(sql, row, "noting a strike")?;
        Ok(state == Some(MailState::Quarantined))
    }

    /// What the desk did with a mail: the last word on it.
    pub fn handled(&self, mail: i64, what: &Handled<'_>, now: Timestamp) -> Result<()> {
        let verdict = what.verdict.map(serde_json::to_string).transpose().doing("writing a verdict as JSON")?;
        let (gate_row, gate_why) = what.gate.unzip();
        let sql = "UPDATE mail SET state = :state, handled_at = :now, goes_singly = 0, ticket = :ticket, why = :why,
                       message_id = :message_id, from_address = :from, canonical = :canonical, content = :content,
                       kind = :kind, subject = :subject, gate_row = :gate_row, gate_why = :gate_why,
                       verdict = :verdict
                   WHERE id = :mail";
        let row = named_params! {
            ":mail": mail, ":state": what.state, ":now": now, ":ticket": what.ticket, ":why": what.why,
            ":message_id": what.message_id, ":from": what.from.map(folded), ":canonical": what.canonical,
            ":content": what.content_key, ":kind": what.kind.name(), ":subject": what.subject,
            ":gate_row": gate_row, ":gate_why": gate_why, ":verdict": verdict,
        };
        self.run(sql, row, "noting that a mail is handled").map(drop)
    }

    /// Sets a mail aside at once: a person looks, the next goes on.
    pub fn quarantine(&self, mail: i64, why: &str, now: Timestamp) -> Result<()> {
        let sql = "UPDATE mail SET state = 'quarantined', handled_at = ?3, goes_singly = 0, why = ?2 WHERE id = ?1";
        self.run(sql, params![mail, why, now], "setting a mail aside").map(drop)
    }
}

/// Addresses are compared without case (`Address::same_as`).
pub(super) fn folded(address: &Address) -> String {
    address.as_str().to_ascii_lowercase()
}
