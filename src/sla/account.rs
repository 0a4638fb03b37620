//! core: What is owed to a ticket's customer, and how was it counted?
//! In: the ticket, the book, now. Out: each running promise with its deadline, the open seconds counted so far, the pauses.
//! Never another count than that of the timers: both ask `Measure`.

use super::{PROMISES, SlaBook, Target, is_running};
use crate::ticket::{Status, Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use serde::{Serialize, Serializer};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    pub timer: TimerKind,
    pub sla: String,
    pub calendar: String,
    /// With what a peak adds.
    #[serde(serialize_with = "shown")]
    pub target: Target,
    pub peak: Option<String>,
    #[serde(serialize_with = "dated")]
    pub start: Timestamp,
    #[serde(serialize_with = "dated")]
    pub due: Timestamp,
    /// Open time since the start, without the pauses.
    #[serde(rename = "counted_seconds")]
    pub counted: Span,
    #[serde(rename = "paused_seconds")]
    pub paused: Span,
    /// It stands still now: the customer owes us.
    pub is_paused: bool,
}

fn shown<S: Serializer>(target: &Target, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&target.to_string())
}

fn dated<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.rfc3339())
}

impl SlaBook {
    /// Of one promise, running or at rest.
    pub fn account(&self, ticket: &Ticket, timer: TimerKind, now: Timestamp) -> Option<Account> {
        let sla = self.of(ticket)?;
        let (measure, target) = self.measure(ticket, timer)?;
        let is_paused = ticket.status == Status::Waiting;
        let until = ticket.paused_since.filter(|_| is_paused).unwrap_or(now);
        let (open, paused) = measure.counted(until);
        Some(Account {
            timer,
            sla: sla.name.clone(),
            calendar: sla.calendar.name().to_owned(),
            target: measure.stretched(target),
            peak: self.peak(sla, measure.start).map(|peak| peak.name.en.clone()),
            start: measure.start,
            due: measure.at(target),
            counted: open - paused,
            paused,
            is_paused,
        })
    }

    /// Of all that run, and of those that only stand still.
    pub fn accounts(&self, ticket: &Ticket, now: Timestamp) -> Vec<Account> {
        let rests = |kind: &TimerKind| {
            ticket.status == Status::Waiting && matches!(kind, TimerKind::Resolution | TimerKind::Update)
        };
        let open = PROMISES.into_iter().filter(|kind| is_running(ticket, *kind) || rests(kind));
        open.filter_map(|kind| self.account(ticket, kind, now)).collect()
    }
}
