//! core: How long until a person answered, and until it was done?
//! In: tickets. Out: by category and by ISO week, in real time; by category also in the open time of its promise.
//! Never counts waiting for the customer as open time; in real time everything counts, as the customer feels it.

use super::{Spread, Terms};
use crate::sla::Measure;
use crate::ticket::{Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize)]
pub struct Pace {
    pub opened: usize,
    pub first_response: Spread,
    pub resolution: Spread,
    pub categories: Vec<PaceRow>,
    pub weeks: Vec<WeekRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaceRow {
    pub category: String,
    pub opened: usize,
    pub first_response: Spread,
    /// None where its promises count every hour.
    pub first_response_open: Option<Spread>,
    pub resolution: Spread,
    pub resolution_open: Option<Spread>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeekRow {
    /// `2026-W47`, in which the answer or the end came.
    pub week: String,
    pub opened: usize,
    pub first_response: Spread,
    pub resolution: Spread,
}

/// Lengths of one row.
#[derive(Clone, Default)]
struct Lengths {
    opened: usize,
    first: Vec<Span>,
    first_open: Vec<Span>,
    done: Vec<Span>,
    done_open: Vec<Span>,
}

#[derive(Default)]
pub(super) struct Counts {
    all: Lengths,
    categories: BTreeMap<String, Lengths>,
    weeks: BTreeMap<(i16, i8), Lengths>,
}

impl Counts {
    pub(super) fn add(&mut self, ticket: &Ticket, started_at: Timestamp, terms: &Terms<'_>) {
        if terms.holds(ticket.opened_at) {
            self.each(ticket, ticket.opened_at, terms, |row| row.opened += 1);
        }
        if let Some(at) = ticket.first_replied_at.filter(|at| terms.holds(*at)) {
            let open = open_time(ticket, TimerKind::FirstResponse, at, terms);
            self.each(ticket, at, terms, |row| {
                row.first.push(at - started_at);
                row.first_open.extend(open);
            });
        }
        // Closed after it was solved: what came between was only trial.
        if let Some(at) = ticket.solved_at.or(ticket.closed_at).filter(|at| terms.holds(*at)) {
            let open = open_time(ticket, TimerKind::Resolution, at, terms);
            self.each(ticket, at, terms, |row| {
                row.done.push(at - started_at);
                row.done_open.extend(open);
            });
        }
    }

    fn each(&mut self, ticket: &Ticket, at: Timestamp, terms: &Terms<'_>, change: impl Fn(&mut Lengths)) {
        let week = at.in_zone(terms.zone).date().iso_week_date();
        change(&mut self.all);
        change(self.categories.entry(ticket.category.clone()).or_default());
        change(self.weeks.entry((week.year(), week.week())).or_default());
    }

    pub(super) fn finish(self) -> Pace {
        let Lengths { opened, first, done, .. } = self.all;
        let mut categories: Vec<PaceRow> = self.categories.into_iter().map(row).collect();
        categories.sort_by_key(|row| std::cmp::Reverse((row.opened, row.first_response.count)));
        let week = |((year, week), row): ((i16, i8), Lengths)| WeekRow {
            week: format!("{year}-W{week:02}"),
            opened: row.opened,
            first_response: Spread::of(row.first),
            resolution: Spread::of(row.done),
        };
        let weeks = self.weeks.into_iter().map(week).collect();
        Pace { opened, first_response: Spread::of(first), resolution: Spread::of(done), categories, weeks }
    }
}

fn row((category, lengths): (String, Lengths)) -> PaceRow {
    let open = |lengths: Vec<Span>| (!lengths.is_empty()).then(|| Spread::of(lengths));
    PaceRow {
        category,
        opened: lengths.opened,
        first_response: Spread::of(lengths.first),
        first_response_open: open(lengths.first_open),
        resolution: Spread::of(lengths.done),
        resolution_open: open(lengths.done_open),
    }
}

/// By the calendar of the ticket's promise, where that ever closes.
fn open_time(ticket: &Ticket, kind: TimerKind, at: Timestamp, terms: &Terms<'_>) -> Option<Span> {
    let calendar = &terms.slas.of(ticket)?.calendar;
    let pauses = if kind == TimerKind::Resolution { ticket.pauses.as_slice() } else { &[] };
    let measure = Measure { calendar, start: ticket.started_at?, pauses, slower: 100 };
    let (open, paused) = measure.counted(at);
    calendar.ever_closes().then(|| Span::secs(open.as_secs() - paused.as_secs()))
}
