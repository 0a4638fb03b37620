//! core: Which promises did we keep, which broke, and how late were we?
//! In: what the clock counted as late, answers in time, tickets. Out: counts by promise, every broken one with its ticket.
//! Never un-breaks a promise: what the clock has counted stays. A kept one counts when it was kept, a broken one when it
//! fell due.

use super::{Terms, rfc3339, rfc3339_or_none};
use crate::sla::{DEADLINE, PROMISES, instance, is_running};
use crate::ticket::{Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    pub kinds: Vec<PromiseRow>,
    /// The latest first.
    pub broken: Vec<Broken>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PromiseRow {
    pub promise: TimerKind,
    /// None: of promised news only the clock's word is known.
    pub kept: Option<usize>,
    pub broken: usize,
    /// Nothing is late yet.
    pub open: usize,
}

impl PromiseRow {
    /// In percent of those that are over.
    pub fn share(&self) -> Option<usize> {
        let kept = self.kept?;
        (kept * 100).checked_div(kept + self.broken)
    }
}

/// A promise the clock counted as late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub ticket: i64,
    pub category: String,
    pub kind: TimerKind,
    pub due_at: Timestamp,
    /// None: it is still owed.
    pub met_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub ticket: String,
    pub category: String,
    pub promise: TimerKind,
    #[serde(serialize_with = "rfc3339")]
    pub due_at: Timestamp,
    #[serde(serialize_with = "rfc3339_or_none")]
    pub met_at: Option<Timestamp>,
    /// Until it was met, or until now.
    #[serde(rename = "late_secs")]
    pub late: Span,
}

#[derive(Default)]
pub(super) struct Counts {
    kinds: BTreeMap<TimerKind, (usize, usize)>,
    broken: Vec<Broken>,
    answers: BTreeMap<i64, u32>,
}

impl Counts {
    pub(super) fn new(terms: &Terms<'_>, breaches: Vec<Breach>, answers: BTreeMap<i64, u32>) -> Self {
        let broken = breaches.into_iter().map(|breach| breach.told(terms)).collect();
        Self { broken, answers, ..Self::default() }
    }

    pub(super) fn add(&mut self, ticket: &Ticket, terms: &Terms<'_>) {
        for kind in PROMISES {
            let own = instance(ticket, kind);
            let is_counted =
                |(fired, of, level): &(TimerKind, u32, u8)| (*fired, *of) == (kind, own) && *level >= DEADLINE;
            // The clock's own word stands in the breaches.
            if !ticket.fired.iter().any(is_counted) {
                self.judge(ticket, kind, terms);
            }
        }
        let answers = self.answers.get(&ticket.number).copied().unwrap_or(0);
        if terms.slas.of(ticket).is_some_and(|sla| sla.next_response.is_some()) {
            self.kinds.entry(TimerKind::NextResponse).or_default().0 += answers as usize;
        }
    }

    /// What the clock has not counted: in time, open, or late without the clock.
    fn judge(&mut self, ticket: &Ticket, kind: TimerKind, terms: &Terms<'_>) {
        let Some(due_at) = terms.slas.deadline(ticket, kind) else { return };
        let met_at = match kind {
            TimerKind::FirstResponse => ticket.first_replied_at,
            TimerKind::Resolution => ticket.solved_at.or(ticket.closed_at),
            _ => None,
        };
        let is_late = met_at.unwrap_or(terms.now) > due_at;
        let is_owed = met_at.is_some() || is_running(ticket, kind);
        if is_late && is_owed && terms.holds(due_at) {
            let (ticket, category) = (ticket.number, ticket.category.clone());
            self.broken.push(Breach { ticket, category, kind, due_at, met_at }.told(terms));
        } else if met_at.is_some_and(|at| !is_late && terms.holds(at)) {
            self.kinds.entry(kind).or_default().0 += 1;
        } else if met_at.is_none() && !is_late && is_running(ticket, kind) {
            self.kinds.entry(kind).or_default().1 += 1;
        }
    }

    pub(super) fn finish(mut self) -> Promises {
        self.broken.sort_by_key(|broken| std::cmp::Reverse(broken.late));
        let row = |promise| {
            let (kept, open) = self.kinds.get(&promise).copied().unwrap_or_default();
            let kept = (promise != TimerKind::Update).then_some(kept);
            let broken = self.broken.iter().filter(|broken| broken.promise == promise).count();
            PromiseRow { promise, kept, broken, open }
        };
        let rows = PROMISES.into_iter().map(row);
        let kinds = rows.filter(|row| row.kept.unwrap_or(0) + row.broken + row.open > 0).collect();
        Promises { kinds, broken: self.broken }
    }
}

impl Breach {
    fn told(self, terms: &Terms<'_>) -> Broken {
        Broken {
            ticket: terms.name(self.ticket),
            category: self.category,
            promise: self.kind,
            due_at: self.due_at,
            met_at: self.met_at,
            late: self.met_at.unwrap_or(terms.now) - self.due_at,
        }
    }
}
