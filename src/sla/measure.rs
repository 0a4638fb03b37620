//! core: When is a promise due that was made then?
//! In: the start, the calendar, the pauses. Out: the least instant with as much open time outside pauses as was promised.
//! Never counts a pause twice: they are kept apart from one another (`insert`).

use super::Target;
use crate::calendar::Calendar;
use crate::time::{Span, Timestamp};

/// From, and until: half-open.
pub type Pause = (Timestamp, Timestamp);

#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    pub calendar: &'a Calendar,
    pub start: Timestamp,
    /// Ascending, apart from one another.
    pub pauses: &'a [Pause],
    /// Percent of the target: a peak.
    pub slower: i64,
}

impl Measure<'_> {
    /// The deadline.
    pub fn at(&self, target: Target) -> Timestamp {
        let end = match self.stretched(target) {
            Target::Open(span) => self.calendar.after(self.start, span),
            Target::WorkingDays(days) => self.calendar.working_days(self.start, days),
        };
        self.without_pauses(self.start, end)
    }

    /// What is promised in a peak.
    pub fn stretched(&self, target: Target) -> Target {
        match target {
            Target::Open(span) => Target::Open(span.percent(self.slower)),
            Target::WorkingDays(days) => {
                let days = (i64::from(days) * self.slower + 99) / 100;
                Target::WorkingDays(u32::try_from(days).unwrap_or(u32::MAX))
            }
        }
    }

    /// After so much open time.
    pub fn at_open(&self, open: Span) -> Timestamp {
        self.without_pauses(self.start, self.calendar.after(self.start, open))
    }

    /// So much open time past the deadline.
    pub fn past(&self, deadline: Timestamp, open: Span) -> Timestamp {
        self.without_pauses(deadline, self.calendar.after(deadline, open))
    }

    /// The promise as open time.
    pub fn open(&self, target: Target) -> Span {
        match self.stretched(target) {
            Target::Open(span) => span,
            Target::WorkingDays(days) => {
                self.calendar.between(self.start, self.calendar.working_days(self.start, days))
            }
        }
    }

    /// Open time from the start until then, and how much of it lay in pauses.
    pub fn counted(&self, until: Timestamp) -> (Span, Span) {
        let paused = self.pauses.iter().map(|(from, to)| {
            let (from, to) = ((*from).max(self.start), (*to).min(until));
            if from < to { self.calendar.between(from, to) } else { Span::ZERO }
        });
        (self.calendar.between(self.start, until), paused.fold(Span::ZERO, |sum, one| sum + one))
    }

    /// What a pause took of the time up to the end is added behind it.
    fn without_pauses(&self, start: Timestamp, end: Timestamp) -> Timestamp {
        let mut end = end;
        for (from, until) in self.pauses.iter().filter(|(_, until)| *until > start) {
            let from = (*from).max(start);
            if from >= end {
                break;
            }
            end = self.calendar.after(end, self.calendar.between(from, *until));
        }
        end
    }
}

/// One more pause; those it touches become one with it.
pub fn insert(pauses: &mut Vec<Pause>, (from, until): Pause) {
    if from >= until {
        return;
    }
    let (mut from, mut until) = (from, until);
    pauses.retain(|(other_from, other_until)| {
        let touches = *other_from <= until && from <= *other_until;
        if touches {
            from = from.min(*other_from);
            until = until.max(*other_until);
        }
        !touches
    });
    pauses.push((from, until));
    pauses.sort_unstable();
}
