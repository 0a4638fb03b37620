//! core: What lies on the desk, and who has the next word?
//! In: tickets. Out: the open ones by category and team, how many wait for us, for the customer, for a first look.
//! Never counts what is solved on trial: nobody owes anything there.

use super::{Terms, rfc3339};
use crate::ticket::{Status, Ticket};
use crate::time::{Span, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// All that is open, and in lanes: one for each category and team, the fullest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Open {
    #[serde(flatten)]
    pub all: Heap,
    pub lanes: Vec<Lane>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lane {
    pub category: String,
    pub team: Option<String>,
    #[serde(flatten)]
    pub heap: Heap,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heap {
    pub tickets: usize,
    /// No person has answered yet.
    pub unread: usize,
    /// A person has answered, the customer wrote again or was promised something.
    pub us: usize,
    pub customer: usize,
    pub oldest: Option<Oldest>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Oldest {
    pub ticket: String,
    #[serde(serialize_with = "rfc3339")]
    pub opened_at: Timestamp,
    #[serde(rename = "age_secs")]
    pub age: Span,
}

impl Heap {
    fn add(&mut self, ticket: &Ticket, terms: &Terms<'_>) {
        self.tickets += 1;
        match (ticket.status, ticket.first_replied_at) {
            (Status::Waiting, _) => self.customer += 1,
            (_, None) => self.unread += 1,
            (_, Some(_)) => self.us += 1,
        }
        if self.oldest.as_ref().is_none_or(|oldest| ticket.opened_at < oldest.opened_at) {
            let (opened_at, age) = (ticket.opened_at, terms.now - ticket.opened_at);
            self.oldest = Some(Oldest { ticket: terms.name(ticket.number), opened_at, age });
        }
    }
}

#[derive(Default)]
pub(super) struct Counts {
    all: Heap,
    lanes: BTreeMap<(String, Option<String>), Heap>,
}

impl Counts {
    pub(super) fn add(&mut self, ticket: &Ticket, terms: &Terms<'_>) {
        if matches!(ticket.status, Status::Open | Status::Waiting) {
            self.all.add(ticket, terms);
            self.lanes.entry((ticket.category.clone(), ticket.team.clone())).or_default().add(ticket, terms);
        }
    }

    pub(super) fn finish(self) -> Open {
        let lanes = self.lanes.into_iter().map(|((category, team), heap)| Lane { category, team, heap });
        let mut lanes: Vec<Lane> = lanes.collect();
        lanes.sort_by_key(|lane| std::cmp::Reverse(lane.heap.tickets));
        Open { all: self.all, lanes }
    }
}
