//! core: What lies on the desk, how fast were we, which promises did we keep?
//! In: tickets one by one, the promises the clock saw break, what was not answered; the book of promises. Out: figures.
//! Never keeps a ticket: each leaves its figures and is forgotten.
//! What counts is when a thing happened: an answer belongs to the time it was given in, whenever its ticket was opened.

mod asked;
mod open;
mod pace;
mod promises;
mod spread;

#[cfg(test)]
mod tests;

pub use asked::{General, Newest, Silence};
pub use open::{Heap, Lane, Oldest, Open};
pub use pace::{Pace, PaceRow, WeekRow};
pub use promises::{Breach, Broken, PromiseRow, Promises};
pub use spread::Spread;

use crate::sla::SlaBook;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The figures; programs read them in this shape.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    #[serde(serialize_with = "rfc3339")]
    pub since: Timestamp,
    #[serde(serialize_with = "rfc3339")]
    pub until: Timestamp,
    pub open: Open,
    pub pace: Pace,
    pub promises: Promises,
    pub silent: Vec<Silence>,
    pub general: General,
}

/// What the figures are counted by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub slas: &'a SlaBook,
    /// In which weeks begin.
    pub zone: &'a jiff::tz::TimeZone,
    /// `OK-`
    pub prefix: &'a str,
    pub since: Timestamp,
    pub now: Timestamp,
}

impl Terms<'_> {
    fn holds(&self, at: Timestamp) -> bool {
        self.since <= at && at <= self.now
    }

    fn name(&self, number: i64) -> String {
        format!("{}{number}", self.prefix)
    }
}

/// Figures in the making.
pub struct Tally<'a> {
    terms: Terms<'a>,
    open: open::Counts,
    pace: pace::Counts,
    promises: promises::Counts,
    general: General,
}

impl<'a> Tally<'a> {
    /// `breaches`: what the clock counted as late in this time. `answers`: by ticket, later questions that were answered
    /// in time.
    pub fn new(terms: Terms<'a>, breaches: Vec<Breach>, answers: BTreeMap<i64, u32>) -> Self {
        Self {
            open: open::Counts::default(),
            pace: pace::Counts::default(),
            promises: promises::Counts::new(&terms, breaches, answers),
            general: General::default(),
            terms,
        }
    }

    /// A ticket of a person. What robots and our own people write has no clock, spam and merged tickets tell nothing.
    pub fn add(&mut self, ticket: &Ticket) {
        let Some(started_at) = ticket.started_at else { return };
        if ticket.is_spam || ticket.merged_into.is_some() {
            return;
        }
        self.open.add(ticket, &self.terms);
        self.pace.add(ticket, started_at, &self.terms);
        self.promises.add(ticket, &self.terms);
        self.general.add(ticket, &self.terms);
    }

    pub fn finish(self, silent: Vec<Silence>) -> Report {
        let Terms { since, now, .. } = self.terms;
        Report {
            since,
            until: now,
            open: self.open.finish(),
            pace: self.pace.finish(),
            promises: self.promises.finish(),
            silent,
            general: self.general,
        }
    }
}

fn rfc3339<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.rfc3339())
}

fn rfc3339_or_none<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(Timestamp::rfc3339).serialize(serializer)
}
