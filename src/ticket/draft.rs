//! core: A decision in the making.
//! In: what an event adds, entry by entry. Out: the history so far, the ticket folded from it, the letters wished for.
//! Every entry is folded at once, so that a later step of the same event sees what an earlier one did.

use super::apply::apply;
use super::wish::Wish;
use super::{Entry, Ticket, What};
use crate::time::Timestamp;

/// What an event adds to a ticket, before any gate has been asked and any letter written.
#[derive(Clone, Debug)]
pub struct Draft {
    pub ticket: Option<Ticket>,
    pub entries: Vec<Entry>,
    pub wishes: Vec<Wish>,
    pub why: String,
    pub is_new: bool,
    now: Timestamp,
}

impl Draft {
    pub fn of(ticket: Option<&Ticket>, now: Timestamp) -> Self {
        let ticket = ticket.cloned();
        Self { ticket, entries: Vec::new(), wishes: Vec::new(), why: String::new(), is_new: false, now }
    }

    pub fn new_ticket(now: Timestamp) -> Self {
        Self { is_new: true, ..Self::of(None, now) }
    }

    /// Nothing follows, and why.
    pub fn nothing(ticket: Option<&Ticket>, why: impl Into<String>, now: Timestamp) -> Self {
        Self { why: why.into(), ..Self::of(ticket, now) }
    }

    /// Number of the newest entry; the cause of the letters wished for next.
    pub fn step(&self) -> u32 {
        self.ticket.as_ref().map_or(0, |ticket| ticket.steps)
    }

    pub fn note(&mut self, what: What, why: impl Into<String>) {
        self.note_at(what, why, self.now);
    }

    /// For what happened earlier than we saw it: a reply found in the Sent folder.
    pub fn note_at(&mut self, what: What, why: impl Into<String>, at: Timestamp) {
        let entry = Entry { step: self.step().saturating_add(1), at, what, why: why.into() };
        self.ticket = apply(self.ticket.take(), &entry);
        self.entries.push(entry);
    }

    /// Adds to the reason of the whole what it does not say yet.
    pub fn because(&mut self, why: &str) {
        if self.why.split("; ").any(|said| said == why) {
            return;
        }
        if !self.why.is_empty() {
            self.why.push_str("; ");
        }
        self.why.push_str(why);
    }
}
