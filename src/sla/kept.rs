//! core: Did the customer get the first answer in time?
//! In: tickets, the book of promises, now. Out: for each category how many promises were kept, broken or are still open.
//! Never un-breaks a promise: what the clock has counted as late is late, whatever the book says now.
//! Weak spot: an edit of the book that came after an answer in time measures that answer by the new promise.

use super::{DEADLINE, SlaBook, instance, is_running};
use crate::ticket::{Ticket, TimerKind};
use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of one promise of a first answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Kept,
    Late,
    /// Nobody has answered yet, and there is time left.
    Open,
}

/// Promises of a first answer, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    pub kept: usize,
    pub late: usize,
    pub open: usize,
}

/// All of them, and those of each label: a ticket counts under every label it bears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub all: Kept,
    pub labels: BTreeMap<String, Kept>,
}

impl Kept {
    fn add(&mut self, first: First) {
        match first {
            First::Kept => self.kept += 1,
            First::Late => self.late += 1,
            First::Open => self.open += 1,
        }
    }

    /// Those that are over, of which `kept` were in time.
    pub const fn settled(self) -> usize {
        self.kept + self.late
    }
}

impl Record {
    pub fn add(&mut self, ticket: &Ticket, slas: &SlaBook, now: Timestamp) {
        let Some(first) = slas.first_answer(ticket, now) else { return };
        self.all.add(first);
        for label in std::iter::once(&ticket.category).chain(&ticket.also) {
            self.labels.entry(label.clone()).or_default().add(first);
        }
    }
}

impl SlaBook {
    /// None: nothing was promised, or the matter was settled in time without a person's answer.
    pub fn first_answer(&self, ticket: &Ticket, now: Timestamp) -> Option<First> {
        let kind = TimerKind::FirstResponse;
        let deadline = self.deadline(ticket, kind);
        let own = instance(ticket, kind);
        if ticket.fired.iter().any(|(fired, of, level)| (*fired, *of) == (kind, own) && *level >= DEADLINE) {
            return Some(First::Late);
        }
        match (ticket.first_replied_at, deadline?) {
            (Some(at), deadline) if at <= deadline => Some(First::Kept),
            (Some(_), _) => Some(First::Late),
            (None, _) if !is_running(ticket, kind) => None,
            (None, deadline) if now <= deadline => Some(First::Open),
            (None, _) => Some(First::Late),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::tests::{START, book, ticket};
    use crate::ticket::Status;
    use crate::time::Span;

    fn first(change: impl FnOnce(&mut Ticket), hours: i64) -> Option<First> {
        let mut ticket = ticket();
        change(&mut ticket);
        book().first_answer(&ticket, START + Span::hours(hours))
    }

    #[test]
    fn an_answer_at_the_deadline_is_in_time_and_a_second_later_it_is_late() {
        let at = |secs| move |ticket: &mut Ticket| ticket.first_replied_at = Some(START + Span::secs(secs));
        assert_eq!(first(at(24 * 3600), 48), Some(First::Kept));
        assert_eq!(first(at(24 * 3600 + 1), 48), Some(First::Late));
    }

    #[test]
    fn what_was_late_once_stays_late_and_what_nobody_owes_is_not_counted() {
        assert_eq!(first(|_| {}, 1), Some(First::Open));
        assert_eq!(first(|_| {}, 25), Some(First::Late));
        let fired = |ticket: &mut Ticket| {
            ticket.fired.push((TimerKind::FirstResponse, 1, DEADLINE));
            ticket.first_replied_at = Some(START + Span::hours(1));
        };
        assert_eq!(first(fired, 48), Some(First::Late));
        assert_eq!(first(|ticket| ticket.sla = None, 1), None);
        let solved = |ticket: &mut Ticket| ticket.status = Status::Solved;
        assert_eq!(first(solved, 48), None, "the answer of the category solved it");
    }

    #[test]
    fn a_ticket_counts_under_each_of_its_labels_and_once_in_all() {
        let mut both = ticket();
        both.also = vec!["fees".to_owned()];
        let mut record = Record::default();
        record.add(&both, &book(), START);
        assert_eq!(record.all, Kept { open: 1, ..Kept::default() });
        assert_eq!(record.labels.len(), 2);
    }
}
