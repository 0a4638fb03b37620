//! How many tickets were opened lately, and where a sender's flood is kept.
//! In: a mail that opened a ticket. Out: sums within windows that slide with the largest time of arrival seen.
//! Never counts what lay in the mailbox before the first start: the desk does not note it here.

use super::{Result, Tx, sender_key};
use crate::mail::Address;
use crate::ticket::Status;
use crate::ticket::event::Counts;
use crate::time::{Span, Timestamp};
use rusqlite::params;

impl Tx<'_> {
    /// Adds what this sender and this mailbox opened before a mail that arrived then.
    pub fn count_openings(
        &self,
        mailbox: &str,
        sender: Option<&Address>,
        arrived_at: Timestamp,
        counts: &mut Counts,
    ) -> Result<()> {
        counts.new_tickets_ten_minutes = self.openings(&of_mailbox(mailbox), Span::minutes(10), arrived_at)?;
        if let Some(sender) = sender {
            counts.new_tickets_sender_hour = self.openings(&of_sender(sender), Span::hours(1), arrived_at)?;
        }
        Ok(())
    }

    fn openings(&self, whose: &str, window: Span, arrived_at: Timestamp) -> Result<u32> {
        let sql = "SELECT coalesce(sum(mails), 0) FROM new_tickets_a_minute WHERE whose = ?1 AND minute >
                   max(?2, coalesce((SELECT max(minute) FROM new_tickets_a_minute WHERE whose = ?1), ?2)) - ?3";
        let row = params![whose, minute(arrived_at), window.as_secs() / 60];
        Ok(self.ask(sql, row, "counting new tickets")?.unwrap_or(0))
    }

    /// A mail opened a ticket in this mailbox, or joined a flood of this sender.
    pub fn note_opening(&self, mailbox: Option<&str>, sender: Option<&Address>, arrived_at: Timestamp) -> Result<()> {
        let sql = "INSERT INTO new_tickets_a_minute (whose, minute, mails) VALUES (?1, ?2, 1)
                   ON CONFLICT (whose, minute) DO UPDATE SET mails = mails + 1";
        let one = |whose: String| self.run(sql, params![whose, minute(arrived_at)], "noting a new ticket").map(drop);
        let mut whose = mailbox.map(of_mailbox).into_iter().chain(sender.map(of_sender));
        whose.try_for_each(one)
    }

    /// The ticket that keeps this sender's flood: the one it began in, or the one that was merged into. Closed as spam it
    /// still does, for a day; closed otherwise, the next mail too many is news again.
    pub fn flood_of(&self, sender: &Address, arrived_at: Timestamp) -> Result<Option<i64>> {
        let sql = "SELECT number FROM ticket WHERE customer_key = ?1 AND is_flood = 1
                   AND (status <> 'closed' OR (changed_at > ?2 AND (json_extract(state, '$.is_spam')
                        OR json_extract(state, '$.merged_into') IS NOT NULL)))
                   ORDER BY number DESC LIMIT 1";
        let row = params![sender_key(sender), arrived_at - Span::days(1)];
        let Some(began) = self.ask(sql, row, "looking for a flood")? else { return Ok(None) };
        let number = self.survivor(began)?;
        let keeps = self.ticket(number)?.is_some_and(|ticket| ticket.status != Status::Closed || ticket.is_spam);
        Ok(keeps.then_some(number))
    }
}

fn of_sender(sender: &Address) -> String {
    format!("from {}", sender_key(sender))
}

fn of_mailbox(mailbox: &str) -> String {
    format!("to {mailbox}")
}

fn minute(at: Timestamp) -> i64 {
    at.secs().div_euclid(60)
}
