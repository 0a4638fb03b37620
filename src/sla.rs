//! core: What have we promised, and until when?
//! In: the ticket (its folded history), the book of promises, now. Out: deadlines, and the timers a ticket should have.
//! Never remembers anything of its own: timer rows are a cache of `derive`, and what has fired stands in the history.

mod account;
mod derive;
pub mod diff;
pub mod kept;
pub mod load;
mod measure;
pub mod outlook;
mod season;
mod table;
mod urgency;

pub use account::Account;
pub(crate) use derive::{deliver, instance, later};
pub use load::Source;
pub use measure::{Measure, Pause, insert};
pub use season::{Peak, Quiet};
pub use urgency::{Override, Traits, Urgency, Words as UrgentWords};

use crate::calendar::Calendar;
use crate::rules::{GENERAL, Raise, RuleSet, Words};
use crate::ticket::{Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use jiff::tz::TimeZone;
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
    /// Those with hours, by name.
    pub calendars: BTreeMap<String, Calendar>,
    pub slas: BTreeMap<String, Sla>,
    pub waiting: Waiting,
    pub solved: Solved,
    pub notice: Option<Notice>,
    pub peaks: Vec<Peak>,
    /// No automatic letter to a customer then, but those that answer his mail.
    pub quiet: Option<Quiet>,
    /// In the order of the file; the first that holds chooses the promise.
    pub overrides: Vec<Override>,
    pub raise: Option<UrgentWords>,
    /// The brand's zone, for what names none.
    pub home: Option<TimeZone>,
}

/// A sentence every letter carries until it ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: Words,
    pub until: Option<Timestamp>,
}

/// One named promise. Lengths are open time of its calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sla {
    pub name: String,
    pub calendar: Calendar,
    pub first_response: Option<Target>,
    pub next_response: Option<Target>,
    pub resolution: Option<Target>,
    pub update: Option<Target>,
    /// Before the deadline.
    pub warn: Vec<Warning>,
    /// After the deadline, ascending.
    pub escalate: Vec<Escalation>,
}

/// How long a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Open time.
    Open(Span),
    /// The same time of day on the Nth open day after.
    WorkingDays(u32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub when: Warn,
    /// The letter waits until it is open there; none: it leaves at once.
    pub deliver: Option<Calendar>,
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
    /// As of a warning.
    pub deliver: Option<Calendar>,
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

impl Target {
    /// How long that is on average: what makes promises comparable.
    pub fn usual(self, calendar: &Calendar) -> Span {
        match self {
            Self::Open(span) => calendar.usual(span),
            Self::WorkingDays(days) => calendar.usual_days(days),
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(span) => f.write_str(&span.short()),
            Self::WorkingDays(1) => f.write_str("1 working day"),
            Self::WorkingDays(days) => write!(f, "{days} working days"),
        }
    }
}

impl Sla {
    /// How long the first answer usually takes by this promise.
    fn usual_first(&self) -> Option<Span> {
        self.first_response.map(|target| target.usual(&self.calendar))
    }

    /// Does it promise the first answer sooner?
    fn is_sooner_than(&self, other: Option<&Self>) -> bool {
        match (self.usual_first(), other.and_then(Self::usual_first)) {
            (Some(own), Some(other)) => own < other,
            (own, None) => own.is_some(),
            (None, _) => false,
        }
    }

    /// The length promised for a kind of timer.
    pub fn target(&self, kind: TimerKind) -> Option<Target> {
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
        self.slas.values().filter(|sla| sla.first_response.is_some()).min_by_key(|sla| sla.usual_first())
    }

    /// The promise of this ticket.
    pub fn of(&self, ticket: &Ticket) -> Option<&Sla> {
        self.slas.get(ticket.sla.as_deref()?)
    }

    /// Until when a promise holds; for the first response and the resolution also after they were kept, for tables.
    /// Kept iff the stop is not later.
    pub fn deadline(&self, ticket: &Ticket, kind: TimerKind) -> Option<Timestamp> {
        let (measure, target) = self.measure(ticket, kind)?;
        Some(measure.at(target))
    }

    /// How a promise is counted: from when, by which calendar, without which pauses; and what was promised.
    pub fn measure<'a>(&'a self, ticket: &'a Ticket, kind: TimerKind) -> Option<(Measure<'a>, Target)> {
        let sla = self.of(ticket)?;
        let target = sla.target(kind);
        let none: &[Pause] = &[];
        let (start, target, pauses) = match kind {
            TimerKind::FirstResponse => (ticket.started_at?, target?, none),
            TimerKind::Resolution => (ticket.started_at?, target?, ticket.pauses.as_slice()),
            // Solved without a person's answer, then the customer came back: the first promise of a person starts there.
            TimerKind::NextResponse if ticket.first_replied_at.is_none() => {
                (ticket.unanswered_at?, target.or(sla.first_response)?, none)
            }
            TimerKind::NextResponse => (ticket.unanswered_at?, target?, none),
            TimerKind::Update => (ticket.update_from?, target?, ticket.pauses.as_slice()),
            _ => return None,
        };
        Some((Measure { calendar: &sla.calendar, start, pauses, slower: self.slower(sla, start) }, target))
    }

    /// The same promise, made now.
    pub fn once_more(&self, ticket: &Ticket, kind: TimerKind, now: Timestamp) -> Option<Timestamp> {
        let sla = self.of(ticket)?;
        let target = sla.target(kind).or(sla.first_response)?;
        Some(Measure { calendar: &sla.calendar, start: now, pauses: &[], slower: self.slower(sla, now) }.at(target))
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
pub(crate) mod tests;
