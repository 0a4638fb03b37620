//! core: Promises to timers, as a function of the ticket's history.
use crate::ticket::{Ticket, Timer};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// `config/sla.toml`, checked.
#[derive(Clone, Debug, Default)]
pub struct SlaBook {
    pub slas: BTreeMap<String, Sla>,
    pub waiting: Waiting,
    pub solved: Solved,
}

/// One named promise. Lengths are open time of the calendar; only `always` is built in now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sla {
    pub name: String,
    pub first_response: Option<Span>,
    pub next_response: Option<Span>,
    pub resolution: Option<Span>,
    pub update: Option<Span>,
    /// Before the deadline.
    pub warn: Vec<Warn>,
    /// After the deadline, ascending.
    pub escalate: Vec<Escalation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warn {
    /// Of the target.
    Percent(i64),
    /// Before the deadline.
    Before(Span),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    pub after: Span,
    /// A team or a person.
    pub to: String,
}

#[derive(Clone, Debug)]
pub struct Waiting {
    pub remind: Vec<Span>,
    pub close: Option<Span>,
    pub ask_again: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct Solved {
    pub ask_after: Option<Span>,
    pub close_after: Option<Span>,
    pub reopen_within: Span,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { remind: vec![Span::days(3), Span::days(7)], close: Some(Span::days(14)), ask_again: Some(Span::days(2)) }
    }
}

impl Default for Solved {
    fn default() -> Self {
        Self { ask_after: Some(Span::days(1)), close_after: Some(Span::days(5)), reopen_within: Span::days(30) }
    }
}

impl SlaBook {
    /// The timers a ticket should have now: those not fired yet, due in the past or the future.
    pub fn derive(&self, _ticket: &Ticket, _now: Timestamp) -> Vec<Timer> {
        unimplemented!()
    }
}
