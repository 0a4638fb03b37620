//! core: What did the desk not answer by itself, and what do the rules not know?
//! In: rows of the gate with their counts, tickets. Out: silences with their reason, what `general` holds.
//! Never a whole number of a card: who shows a subject covers it.

use super::{Terms, rfc3339};
use crate::rules::GENERAL;
use crate::safety;
use crate::ticket::{Status, Ticket};
use crate::time::Timestamp;
use serde::Serialize;

/// Mails nothing automatic answered, for this reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The row of the gate.
    pub row: String,
    pub reason: String,
    pub mails: u32,
}

impl Silence {
    /// Rows whose reason depends on the mail say what all their reasons are.
    pub fn of(row: String, mails: u32) -> Self {
        let mut reasons: Vec<&str> = Vec::new();
        for known in safety::ROWS.iter().filter(|known| row.starts_with(known.id)) {
            if !reasons.contains(&known.reason) {
                reasons.push(known.reason);
            }
        }
        let reason = if reasons.is_empty() { row.clone() } else { reasons.join("; ") };
        Self { row, reason, mails }
    }
}

/// Tickets no category knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct General {
    /// Opened in this time.
    pub tickets: usize,
    /// Of all that people opened in this time.
    pub of: usize,
    pub open: usize,
    pub newest: Vec<Newest>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newest {
    pub ticket: String,
    pub subject: String,
    #[serde(serialize_with = "rfc3339")]
    pub opened_at: Timestamp,
}

const MOST_NEWEST: usize = 10;

impl General {
    pub(super) fn add(&mut self, ticket: &Ticket, terms: &Terms<'_>) {
        let is_new = terms.holds(ticket.opened_at);
        self.of += usize::from(is_new);
        if ticket.category != GENERAL {
            return;
        }
        self.open += usize::from(matches!(ticket.status, Status::Open | Status::Waiting));
        if !is_new {
            return;
        }
        self.tickets += 1;
        let at = self.newest.partition_point(|known| known.opened_at > ticket.opened_at);
        if at < MOST_NEWEST {
            let (name, subject) = (terms.name(ticket.number), ticket.subject.clone());
            self.newest.insert(at, Newest { ticket: name, subject, opened_at: ticket.opened_at });
            self.newest.truncate(MOST_NEWEST);
        }
    }
}
