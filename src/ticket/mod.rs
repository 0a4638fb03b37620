//! core: A ticket: a customer's matter, folded from its history.
//! In: entries of the history. Out: the ticket's present state; `step::decide` says what an event adds.
//! Invariant: folded = replayed (`a_replayed_history_gives_the_same_ticket`).

pub mod apply;
mod arrived;
mod away;
pub mod decision;
mod draft;
mod due;
pub mod event;
mod failed;
pub mod files;
#[cfg(test)]
pub(crate) mod fixture;
mod hints;
pub mod labels;
mod merge;
mod order;
pub mod priority;
mod progress;
pub mod rebooked;
pub mod step;
pub mod thanks;
mod urgency;
pub mod wish;

use crate::mail::{Address, Language};
use crate::rules::{Found, Raise};
use crate::sla::Pause;
use crate::time::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use decision::{Decision, Entry, What};
pub use event::{Event, Facts, Failed, Order};
pub use files::File;
pub use hints::MATTER;
pub use merge::obstacle;
pub use priority::Priority;

/// Category of what no person wrote and nothing joined: visible, solved at once, nobody is bothered.
pub const MACHINE: &str = "machine";

/// Category of what our own people write to the mailbox: visible and open, with no clock and no letter.
pub const INTERNAL: &str = "internal";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// We owe the customer.
    Open,
    /// A person asked; the customer owes us.
    Waiting,
    Solved,
    Closed,
}

impl Status {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }
}

/// The folded history. Stored as JSON in the ticket's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// 10001 for OK-10001.
    pub number: i64,
    /// Number of the newest history entry; the first is 1.
    pub steps: u32,
    pub status: Status,
    pub mailbox: String,
    pub subject: String,
    pub customer: Address,
    pub customer_name: String,
    /// Who may join by number or Message-ID; the customer is one.
    pub participants: Vec<Address>,
    pub language: Language,
    pub category: String,
    pub also: Vec<String>,
    pub team: Option<String>,
    /// Name of the SLA that counts; none = no timers.
    pub sla: Option<String>,
    pub fields: BTreeMap<String, Found>,
    /// Fields we asked for and have not got.
    pub asked: Vec<String>,
    pub asked_at: Option<Timestamp>,
    pub is_asked_again: bool,
    /// Born in shadow, imported or older than the baseline: no clock letters to the customer.
    pub is_silent: bool,
    pub opened_at: Timestamp,
    /// First response's start: the first human mail; none = no timers.
    pub started_at: Option<Timestamp>,
    pub first_replied_at: Option<Timestamp>,
    pub replied_at: Option<Timestamp>,
    /// The oldest customer mail unanswered since the last reply.
    pub unanswered_at: Option<Timestamp>,
    /// What the last reply answered: `unanswered_at` before it. A voided reply gives it back.
    pub answered_from: Option<Timestamp>,
    /// Start of the promise of news: the last reply. Time spent waiting for the customer is a pause.
    pub update_from: Option<Timestamp>,
    /// Counts runs of next_response, update, waiting (remind), solved (solved_check): the instance of their timers.
    /// `FirstResponse` in it: the first response is over (replied, solved or closed).
    pub runs: BTreeMap<TimerKind, u32>,
    pub waiting_at: Option<Timestamp>,
    pub solved_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// In which resolution and news stood still, apart from one another; and the one that lasts.
    #[serde(default)]
    pub pauses: Vec<Pause>,
    pub paused_since: Option<Timestamp>,
    /// Seconds east of Greenwich by the customer's newest mail that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    /// When the last reminder or solved-check fired or was skipped: the next step keeps its distance.
    pub nudged_at: Option<Timestamp>,
    /// What has fired or was skipped: (timer, instance, level).
    pub fired: Vec<(TimerKind, u32, u8)>,
    /// Message-ID of the newest mail of the customer: letters answer it.
    pub last_message_id: Option<String>,
    /// Newest Message-IDs of the thread, at most 20, for References.
    pub references: Vec<String>,
    pub maybe_related: Vec<i64>,
    /// A guard of the site hurries people for this customer.
    #[serde(default)]
    pub raise: Option<Raise>,
    /// How urgent it is; promises may be chosen by it.
    #[serde(default)]
    pub priority: Priority,
    /// The customer asked again after the promised time.
    pub is_raised: bool,
    /// A letter to the customer failed for good: the clock does not write there until somebody writes again.
    #[serde(default)]
    pub is_unreachable: bool,
    /// Automation is off after the ticket's cap, until a person answers.
    pub is_frozen: bool,
    /// Automation is off until then: mails and letters chased one another.
    #[serde(default)]
    pub frozen_until: Option<Timestamp>,
    /// It holds the mails of a sender who opened too many tickets.
    #[serde(default)]
    pub is_flood: bool,
    /// A cap cut a letter to staff: the next one says all that is late.
    #[serde(default)]
    pub is_alarm_cut: bool,
    /// Of one of its mails only the headers and the beginning were read.
    #[serde(default)]
    pub is_cut: bool,
    /// What staff must know of its mails: an answer address elsewhere, what is attached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Of its mails, what staff may get by mail, and what is sensitive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// Message-ID of the newest reply that counts as sent.
    #[serde(default)]
    pub replied_id: Option<String>,
    /// Not participants, who were told once that their mail is here.
    #[serde(default)]
    pub strangers: Vec<Address>,
    /// People who wrote here and do not take part, with the time of their newest mail.
    #[serde(default)]
    pub outsiders: Vec<Outsider>,
    /// A mail of it named several accounts: these.
    #[serde(default)]
    pub accounts: Vec<Address>,
    /// It goes on in this ticket.
    #[serde(default)]
    pub merged_into: Option<i64>,
    /// Staff closed it as spam.
    #[serde(default)]
    pub is_spam: bool,
}

/// Somebody who wrote into a ticket that is not his.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outsider {
    pub address: Address,
    pub wrote_at: Timestamp,
}

impl Ticket {
    /// Where the customer's clock stands; the brand's zone where it shows the same, or he does not say.
    pub fn zone(&self, brand: &TimeZone, at: Timestamp) -> TimeZone {
        let offset = self.offset.and_then(|secs| jiff::tz::Offset::from_seconds(secs).ok());
        match offset.filter(|offset| *offset != at.in_zone(brand).offset()) {
            Some(offset) => TimeZone::fixed(offset),
            None => brand.clone(),
        }
    }

    /// No automatic letter may leave this ticket now.
    pub fn is_still(&self, now: Timestamp) -> bool {
        self.is_frozen || self.frozen_until.is_some_and(|until| now < until)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    FirstResponse,
    NextResponse,
    Update,
    Resolution,
    AskAgain,
    Remind,
    Close,
    SolvedCheck,
    SolvedClose,
}

impl TimerKind {
    pub const ALL: [Self; 9] = [
        Self::FirstResponse,
        Self::NextResponse,
        Self::Update,
        Self::Resolution,
        Self::AskAgain,
        Self::Remind,
        Self::Close,
        Self::SolvedCheck,
        Self::SolvedClose,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::NextResponse => "next_response",
            Self::Update => "update",
            Self::Resolution => "resolution",
            Self::AskAgain => "ask_again",
            Self::Remind => "remind",
            Self::Close => "close",
            Self::SolvedCheck => "solved_check",
            Self::SolvedClose => "solved_close",
        }
    }

    /// As people say it, in reasons and in letters to staff.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FirstResponse => "first response",
            Self::NextResponse => "next response",
            Self::Update => "news",
            Self::Resolution => "resolution",
            Self::AskAgain => "our question once more",
            Self::Remind => "reminder",
            Self::Close | Self::SolvedClose => "closing",
            Self::SolvedCheck => "is it solved?",
        }
    }

    /// The timer of that name; none when there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A durable row: fires once per (ticket, kind, instance, level).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timer {
    pub kind: TimerKind,
    pub instance: u32,
    /// For promises: warnings below `sla::DEADLINE`, the deadline, escalations above it, ascending in time, so that a
    /// level keeps its number when the book gets another warning. For remind: 1, 2. Else 0.
    pub level: u8,
    pub due_at: Timestamp,
}

#[cfg(test)]
mod tests;
