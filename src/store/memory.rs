//! What the desk remembers of a sender and of a mailbox's server, for rows L06, L23 and L24 of the gate.
//! In: a mail that came. Out: our last words to its sender, how fast he answers, whether its server writes Return-Path.
//! Never looks back further than a week.

use super::{Result, Tx, sender_key};
use crate::mail::Address;
use crate::time::{Span, Timestamp};
use rusqlite::params;

/// A mail so soon after a letter may answer it without having been written by anybody.
const SOON: Span = Span::minutes(10);

impl Tx<'_> {
    /// The bytes of our last automatic letter to this person, whatever his address's form.
    pub fn last_letter_to(&self, sender: &Address, now: Timestamp) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT r.bytes FROM outbox o JOIN outbox_raw r ON r.letter = o.id
                   WHERE o.recipient_key = ?1 AND o.planned_at > ?2 AND o.is_counted = 1
                       AND o.state NOT IN ('failed', 'cancelled')
                   ORDER BY o.planned_at DESC, o.id DESC LIMIT 1";
        self.ask(sql, params![sender_key(sender), now - Span::days(7)], "looking for the last letter to a sender")
    }

    /// How many mails of this sender in this ticket, the one in hand too, came right after an automatic letter, within a
    /// day. None counts unless there were two letters: who sends three pictures after one receipt chases nobody.
    pub fn right_after_letters(&self, ticket: i64, sender: &Address, arrived_at: Timestamp) -> Result<u32> {
        let doing = "counting mails right after letters";
        let sql = "SELECT planned_at FROM outbox WHERE ticket = ?1 AND is_counted = 1 AND planned_at > ?2
                       AND state NOT IN ('failed', 'cancelled')";
        let letters: Vec<Timestamp> = self.ask_all(sql, params![ticket, arrived_at - Span::days(1)], doing)?;
        if letters.len() < 2 {
            return Ok(0);
        }
        let sql = "SELECT arrived_at FROM mail WHERE ticket = ?1 AND from_address = ?2 AND arrived_at > ?3";
        let mut mails: Vec<Timestamp> =
            self.ask_all(sql, params![ticket, sender, arrived_at - Span::days(1)], doing)?;
        mails.push(arrived_at);
        let is_soon = |mail: &Timestamp, letter: &Timestamp| letter <= mail && *mail - *letter <= SOON;
        let answered = letters.iter().filter(|letter| mails.iter().any(|mail| is_soon(mail, letter))).count();
        let soon = mails.iter().filter(|mail| letters.iter().any(|letter| is_soon(mail, letter))).count();
        Ok(if answered < 2 { 0 } else { u32::try_from(soon).unwrap_or(u32::MAX) })
    }

    /// Does nearly every mail of this mailbox carry a Return-Path?
    pub fn is_path_usual(&self, mailbox: &str) -> Result<bool> {
        let sql = "SELECT present >= 20 AND absent * 20 <= present FROM return_path WHERE mailbox = ?1";
        Ok(self.ask(sql, [mailbox], "looking whether a return path is usual")?.unwrap_or(false))
    }

    /// Halved at a hundred: a server that changes its ways is believed after a few mails.
    pub fn note_path(&self, mailbox: &str, is_present: bool) -> Result<()> {
        let sql = "INSERT INTO return_path (mailbox, present, absent) VALUES (?1, ?2, 1 - ?2)
                   ON CONFLICT (mailbox) DO UPDATE SET
                       present = (present + excluded.present) / (1 + (present + absent >= 100)),
                       absent = (absent + excluded.absent + (present + absent >= 100)) / (1 + (present + absent >= 100))";
        self.run(sql, params![mailbox, is_present], "noting a return path").map(drop)
    }
}
