//! Letters decided: planned, held, released, cancelled.
//! In: a letter and its final bytes. Out: a row, or none when the same cause made it before.
//! Never changes a letter's bytes or Message-ID after this (design section 5).

use super::error::Doing;
use super::rows::{LETTER, LetterRow};
use super::{Error, LetterState, Result, Store, Tx, sender_key};
use crate::letter::{Letter, LetterKind, Origin};
use crate::time::Timestamp;
use rusqlite::{OptionalExtension, named_params, params};

/// A letter for the outbox, with what the letter itself does not say.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    pub letter: &'a Letter,
    pub bytes: &'a [u8],
    /// The ramp keeps it back.
    pub held: bool,
    pub cause_mail: Option<i64>,
    /// Too late to be of use after this.
    pub not_after: Option<Timestamp>,
}

/// People first, then staff's alerts, then what nobody waits for.
pub(super) const RANKS: [u8; 3] = [0, 1, AUTOMATIC];
/// Automatic letters to customers: what the breaker holds.
pub(super) const AUTOMATIC: u8 = 2;

fn rank(kind: LetterKind) -> u8 {
    match (kind.origin(), kind.is_to_customer()) {
        (Origin::Person, _) => 0,
        (_, false) => 1,
        (_, true) => AUTOMATIC,
    }
}

impl Tx<'_> {
    /// False: a letter with this Message-ID exists; one cause can never make two letters.
    pub fn plan(
        &self,
        letter: &Letter,
        bytes: &[u8],
        held: bool,
        cause_mail: Option<i64>,
        not_after: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool> {
        self.plan_one(Planned { letter, bytes, held, cause_mail, not_after }, now)
    }

    pub fn plan_one(&self, planned: Planned<'_>, now: Timestamp) -> Result<bool> {
        let doing = "planning a letter";
        let Planned { letter, bytes, held, cause_mail, not_after } = planned;
        if letter.kind.is_to_customer() && !letter.enclosed.is_empty() {
            return Err(Error::refused("a letter to a customer takes no file along"));
        }
        let not_after = match rank(letter.kind) {
            AUTOMATIC => self.held_until(now)?.into_iter().chain(not_after).min(),
            _ => not_after,
        };
        let sql = "INSERT INTO outbox (message_id, ticket, step, ticket_steps, kind, recipient, recipient_key, domain,
                       subject, cause_mail, is_counted, rank, state, planned_at, not_after_at, next_at)
                   VALUES (:message_id, :ticket, :step,
                       (SELECT coalesce(max(step), :step) FROM history WHERE ticket = :ticket),
                       :kind, :recipient, :recipient_key, :domain, :subject, :cause_mail, :is_counted, :rank,
                       :state, :now, :not_after, :next_at)
                   ON CONFLICT (message_id) DO NOTHING";
        let state = if held { LetterState::Held } else { LetterState::Planned };
        let row = named_params! {
            ":message_id": letter.message_id, ":ticket": letter.ticket, ":step": letter.step, ":kind": letter.kind,
            ":recipient": letter.to, ":recipient_key": sender_key(&letter.to), ":domain": letter.to.domain(),
            ":subject": letter.subject, ":cause_mail": cause_mail, ":is_counted": letter.kind.is_at_most_once(),
            ":rank": rank(letter.kind), ":state": state, ":now": now, ":not_after": not_after,
            ":next_at": if held { None } else { Some(letter.not_before.unwrap_or(now)) },
        };
        if self.run(sql, row, doing)? == 0 {
            return Ok(false);
        }
        let id = self.conn.last_insert_rowid();
        self.run("INSERT INTO outbox_raw (letter, bytes) VALUES (?1, ?2)", params![id, bytes], doing)?;
        self.enclose(id, &letter.enclosed)?;
        if let Some(ticket) = letter.ticket {
            self.thread(ticket, &letter.message_id)?;
        }
        Ok(true)
    }

    pub fn letter_by_message_id(&self, message_id: &str) -> Result<Option<LetterRow>> {
        let mut statement =
            self.prepare(&format!("SELECT {LETTER} FROM outbox WHERE message_id = ?1"), "looking for a letter")?;
        statement.query_row([message_id], LetterRow::read).optional().doing("looking for a letter")
    }

    /// A report says that the letter, accepted before, did not arrive. False: that was known.
    pub fn bounced(&self, letter: i64, why: &str, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET bounced_at = ?3, answer = ?2 WHERE id = ?1 AND bounced_at IS NULL";
        Ok(self.run(sql, params![letter, why, now], "noting a bounce")? == 1)
    }

    /// A copy of the letter was seen in the mailbox: whatever was in doubt, it did leave.
    pub fn proven(&self, letter: i64, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET state = 'accepted', next_at = NULL, settled_at = ?2,
                       answer = 'a copy was seen in the mailbox'
                   WHERE id = ?1 AND (state IN ('sending', 'uncertain')
                       OR (state IN ('deferred', 'held') AND doubts > 0))";
        Ok(self.run(sql, params![letter, now], "noting a proof that a letter left")? == 1)
    }
}

impl Tx<'_> {
    /// After a change of mode: automatic letters kept back until now are not sent late. Letters held because their
    /// sending was in doubt stay, and so do a person's words. Out: their kinds.
    pub fn cancel_held(&self, now: Timestamp) -> Result<Vec<LetterKind>> {
        let sql = "UPDATE outbox SET state = 'cancelled', settled_at = ?1, answer = 'the mode of sending changed'
                   WHERE state = 'held' AND doubts = 0 AND kind <> 'reply' RETURNING kind";
        self.ask_all(sql, [now], "cancelling held letters")
    }

    /// How many letters of this kind are held.
    pub fn held(&self, kind: LetterKind) -> Result<u32> {
        let sql = "SELECT count(*) FROM outbox WHERE state = 'held' AND kind = ?1";
        Ok(self.ask(sql, [kind], "counting held letters")?.unwrap_or(0))
    }
}

impl Store {
    /// Lets a held letter go. False: there is no such held letter.
    pub fn hold_release(&mut self, letter: i64, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET state = 'planned', next_at = ?2, not_after_at = NULL
                   WHERE id = ?1 AND state = 'held'";
        self.write(|tx| Ok(tx.run(sql, params![letter, now], "releasing a letter")? == 1))
    }

    /// A letter that has not left will not. False: it is on its way, gone, or settled.
    pub fn cancel(&mut self, letter: i64, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?2, answer = 'cancelled by hand'
                   WHERE id = ?1 AND state IN ('planned', 'deferred', 'held')";
        self.write(|tx| Ok(tx.run(sql, params![letter, now], "cancelling a letter")? == 1))
    }

    /// Brings a letter's turn forward, held or deferred. False: nothing to bring forward.
    pub fn send_now(&mut self, letter: i64, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET state = 'planned', next_at = ?2
                   WHERE id = ?1 AND state IN ('planned', 'deferred', 'held')";
        self.write(|tx| Ok(tx.run(sql, params![letter, now], "bringing a letter forward")? == 1))
    }
}
