//! core: What have we promised, and until when?
//! In: the ticket (its folded history), the book of promises, now. Out: deadlines, and the timers a ticket should have.
//! Never remembers anything of its own: timer rows are a cache of `derive`, and what has fired stands in the history.

mod derive;
pub mod diff;
pub mod kept;
mod load;
mod table;

pub(crate) use derive::{instance, later};

use crate::rules::{GENERAL, Raise, RuleSet, Words};
use crate::ticket::{Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// The level of a deadline among the levels of a promise: warnings lie below it, escalations above.
pub const DEADLINE: u8 = 100;

/// Mails no rule has judged still get a promise, if the book has one of this name: nobody is forgotten.
const FOR_GENERAL: &str = "standard";

/// The promises a customer can hold us to; which of several broken ones he is told of goes by this order.
pub const PROMISES: [TimerKind; 4] =
    [TimerKind::FirstResponse, TimerKind::NextResponse, TimerKind::Update, TimerKind::Resolution];

/// `config/sla.toml`, checked.
#[derive(Clone, Debug, Default)]
pub struct SlaBook {
    pub slas: BTreeMap<String, Sla>,
    pub waiting: Waiting,
    pub solved: Solved,
    pub notice: Option<Notice>,
}

/// A sentence every letter carries until it ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: Words,
    pub until: Option<Timestamp>,
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

impl Sla {
    /// Does it promise the first answer sooner?
    fn is_sooner_than(&self, other: Option<&Self>) -> bool {
        match (self.first_response, other.and_then(|sla| sla.first_response)) {
            (Some(own), Some(other)) => own < other,
            (own, None) => own.is_some(),
            (None, _) => false,
        }
    }

    /// The length promised for a kind of timer.
    pub fn target(&self, kind: TimerKind) -> Option<Span> {
        match kind {
            TimerKind::FirstResponse => self.first_response,
            TimerKind::NextResponse => self.next_response,
            TimerKind::Update => self.update,
            TimerKind::Resolution => self.resolution,
            _ => None,
        }
    }
}

impl SlaBook {
    /// The promise that counts: the category's, unless another label's has a shorter first response; that one then
    /// counts whole.
    pub fn choose(&self, rules: &RuleSet, category: &str, also: &[String]) -> Option<String> {
        let named = |label: &str| -> Option<&Sla> {
            let name = match rules.categories.get(label) {
                Some(category) => category.sla.as_deref()?,
                None if label == GENERAL => FOR_GENERAL,
                None => return None,
            };
            self.slas.get(name)
        };
        let mut chosen = named(category);
        for other in also.iter().filter_map(|label| named(label)) {
            if other.is_sooner_than(chosen) {
                chosen = Some(other);
            }
        }
        chosen.map(|sla| sla.name.clone())
    }

    /// The promise a guard raises to, where it answers sooner than the one chosen.
    pub fn raised(&self, chosen: Option<String>, raise: Option<&Raise>) -> Option<String> {
        let ours = chosen.as_deref().and_then(|name| self.slas.get(name));
        let better =
            raise.and_then(|raise| self.slas.get(raise.sla.as_deref()?)).filter(|sla| sla.is_sooner_than(ours));
        better.map(|sla| sla.name.clone()).or(chosen)
    }

    /// The promise that answers first.
    pub fn soonest(&self) -> Option<&Sla> {
        self.slas.values().filter(|sla| sla.first_response.is_some()).min_by_key(|sla| sla.first_response)
    }

    /// The promise of this ticket.
    pub fn of(&self, ticket: &Ticket) -> Option<&Sla> {
        self.slas.get(ticket.sla.as_deref()?)
    }

    /// Until when a promise holds; for the first response and the resolution also after they were kept, for tables.
    /// Kept iff the stop is not later.
    pub fn deadline(&self, ticket: &Ticket, kind: TimerKind) -> Option<Timestamp> {
        let sla = self.of(ticket)?;
        let target = sla.target(kind);
        match kind {
            TimerKind::FirstResponse => Some(ticket.started_at? + target?),
            TimerKind::Resolution => Some(ticket.started_at? + target? + ticket.paused),
            // Solved without a person's answer, then the customer came back: the first promise of a person starts there.
            TimerKind::NextResponse if ticket.first_replied_at.is_none() => {
                Some(ticket.unanswered_at? + target.or(sla.first_response)?)
            }
            TimerKind::NextResponse => Some(ticket.unanswered_at? + target?),
            TimerKind::Update => Some(ticket.update_from? + target?),
            _ => None,
        }
    }

    /// The next thing we owe this ticket's customer, and until when.
    pub fn due(&self, ticket: &Ticket) -> Option<(TimerKind, Timestamp)> {
        let open = PROMISES.into_iter().filter(|kind| is_running(ticket, *kind));
        open.filter_map(|kind| Some((kind, self.deadline(ticket, kind)?))).min_by_key(|(_, at)| *at)
    }

    /// The sentence for every letter, while it holds.
    pub fn notice(&self, now: Timestamp) -> Option<&Words> {
        let notice = self.notice.as_ref()?;
        notice.until.is_none_or(|until| now < until).then_some(&notice.text)
    }
}

/// Does the clock of this promise run? (The table of timers: starts, stops, pauses.)
pub fn is_running(ticket: &Ticket, kind: TimerKind) -> bool {
    use crate::ticket::Status::{Open, Waiting};
    let first_is_over = ticket.runs.contains_key(&TimerKind::FirstResponse);
    match kind {
        TimerKind::FirstResponse => !first_is_over && matches!(ticket.status, Open | Waiting),
        TimerKind::NextResponse => first_is_over && ticket.unanswered_at.is_some() && ticket.status == Open,
        TimerKind::Update => ticket.update_from.is_some() && ticket.status == Open,
        TimerKind::Resolution => ticket.status == Open,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
