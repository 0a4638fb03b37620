//! Tickets and their history.
//! In: a ticket after its decision, and the entries that brought it there. Out: the ticket as it stands.
//! Never changes an entry of the history: a step is written once.

use super::error::Doing;
use super::{Result, Tx, sender_key};
use crate::ticket::{Entry, Ticket, What};
use crate::time::Timestamp;
use rusqlite::{named_params, params};

impl Tx<'_> {
    pub fn ticket(&self, number: i64) -> Result<Option<Ticket>> {
        let doing = "reading a ticket";
        let state: Option<String> = self.ask("SELECT state FROM ticket WHERE number = ?1", [number], doing)?;
        state.map(|state| serde_json::from_str(&state)).transpose().doing(doing)
    }

    /// Numbers of the tickets that may have timers.
    pub fn unclosed_tickets(&self) -> Result<Vec<i64>> {
        let sql = "SELECT number FROM ticket WHERE status IN ('open', 'waiting', 'solved') ORDER BY number";
        self.ask_all(sql, [], "looking for open tickets")
    }

    /// 10001 for the first ticket.
    pub fn next_number(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(number), 10000) + 1 FROM ticket";
        Ok(self.ask(sql, [], "choosing a ticket's number")?.unwrap_or(10_001))
    }

    /// A number no letter without a ticket has had: the SEQ of its Message-ID.
    pub fn next_sequence(&self) -> Result<i64> {
        let sql = "INSERT INTO meta (key, value) VALUES ('sequence', '1')
                   ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1
                   RETURNING CAST(value AS INTEGER)";
        Ok(self.ask(sql, [], "choosing a letter's number")?.unwrap_or(1))
    }

    /// Has any person ever answered a customer?
    pub fn staff_was_seen(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM history WHERE kind = 'replied' LIMIT 1";
        Ok(self.ask::<i64>(sql, [], "looking for a person's reply")?.is_some())
    }

    /// The ticket as it stands now, and what is new in its history. Save before `plan`: a letter remembers the
    /// newest step of its ticket.
    pub fn save(&self, ticket: &Ticket, entries: &[Entry], now: Timestamp) -> Result<()> {
        let sql = "INSERT INTO ticket (number, status, category, customer, customer_key, subject, opened_at,
                       changed_at, steps, is_flood, state)
                   VALUES (:number, :status, :category, :customer, :customer_key, :subject, :opened_at, :now,
                       :steps, :is_flood, :state)
                   ON CONFLICT (number) DO UPDATE SET status = excluded.status, category = excluded.category,
                       customer = excluded.customer, customer_key = excluded.customer_key,
                       subject = excluded.subject, changed_at = excluded.changed_at, steps = excluded.steps,
                       is_flood = excluded.is_flood, state = excluded.state";
        let row = named_params! {
            ":number": ticket.number, ":status": ticket.status, ":category": ticket.category,
            ":customer": ticket.customer, ":customer_key": sender_key(&ticket.customer),
            ":subject": ticket.subject, ":opened_at": ticket.opened_at, ":now": now, ":steps": ticket.steps,
            ":is_flood": ticket.is_flood,
            ":state": serde_json::to_string(ticket).doing("writing a ticket as JSON")?,
        };
        self.run(sql, row, "saving a ticket")?;
        entries.iter().try_for_each(|entry| self.append(ticket.number, entry))
    }

    fn append(&self, ticket: i64, entry: &Entry) -> Result<()> {
        let json = serde_json::to_string(entry).doing("writing a history entry as JSON")?;
        let sql = "INSERT INTO history (ticket, step, happened_at, kind, entry) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![ticket, entry.step, entry.at, kind(&entry.what), json];
        self.run(sql, row, "adding to a ticket's history").map(drop)
    }
}

/// The entry's kind in a column of its own, for what is looked up: replies, and what makes a letter stale.
fn kind(what: &What) -> &'static str {
    match what {
        What::Opened { .. } => "opened",
        What::Mail { counts: true, .. } => "mail",
        What::Mail { counts: false, .. } => "machine_mail",
        What::Labelled { .. } => "labelled",
        What::Asked { .. } => "asked",
        What::Replied { .. } => "replied",
        What::ReplyVoided => "reply_voided",
        What::Waiting { .. } => "waiting",
        What::Solved { .. } => "solved",
        What::Closed { .. } => "closed",
        What::Reopened { .. } => "reopened",
        What::Letter { .. } => "letter",
        What::Silent { .. } => "silent",
        What::LetterFailed { .. } => "letter_failed",
        What::LetterReported { .. } => "letter_reported",
        What::Away { .. } => "away",
        What::Fired { .. } => "fired",
        What::Skipped { .. } => "skipped",
        What::Frozen { .. } => "frozen",
        What::Flooded => "flooded",
        What::Raised => "raised",
        What::Prioritised { .. } => "prioritised",
        What::Related { .. } => "related",
        What::Several { .. } => "several",
        What::Accepted { .. } => "accepted",
        What::Merged { .. } => "merged",
        What::Absorbed { .. } => "absorbed",
        What::Spam { .. } => "spam",
    }
}
