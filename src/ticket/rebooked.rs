//! core: The promises were edited: what becomes of an open ticket?
//! In: the ticket, the timers it had under the old book, the policy with the new one. Out: history and timers.
//! Never back-dates: a deadline that the edit puts into the past breaks now and makes no letter of its own, and what has
//! fired stays fired.

use super::draft::Draft;
use super::{Ticket, Timer, TimerKind, What};
use crate::policy::Policy;
use crate::rules::{GENERAL, RuleSet};
use crate::sla::{DEADLINE, PROMISES, SlaBook, Traits};
use crate::time::Timestamp;

pub(super) fn plan(ticket: &Ticket, before: &[Timer], policy: &Policy, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    let sla = chosen(ticket, &policy.rules, &policy.slas);
    let renewed = Ticket { sla: sla.clone(), ..ticket.clone() };
    let owed = policy.slas.due(&renewed);
    if sla != ticket.sla || owed != owed_before(before) {
        let why = format!("the promises were edited: {}, was {}", told(owed), told(owed_before(before)));
        draft.because(&why);
        let (category, also, team) = (ticket.category.clone(), ticket.also.clone(), ticket.team.clone());
        draft.note(What::Labelled { category, also, team, sla, by: None }, why);
    }
    break_now(&mut draft, &renewed, before, policy, now);
    if draft.why.is_empty() {
        draft.because("the promises were edited: this ticket's stay");
    }
    draft
}

/// Its category's promise under the new book; the old one where the category has gone and the promise has not.
pub fn chosen(ticket: &Ticket, rules: &RuleSet, slas: &SlaBook) -> Option<String> {
    let is_known = ticket.category == GENERAL || rules.categories.contains_key(&ticket.category);
    let old = ticket.sla.clone().filter(|name| slas.slas.contains_key(name));
    match (is_known, old) {
        (false, Some(old)) => Some(old),
        (true, _) if ticket.sla.is_none() && [super::MACHINE, super::INTERNAL].contains(&ticket.category.as_str()) => {
            None
        }
        (true, _) => {
            let labels = (ticket.category.as_str(), ticket.also.as_slice());
            slas.raised(slas.chosen(rules, labels, &Traits::of(ticket)), ticket.raise.as_ref())
        }
        (false, None) => None,
    }
}

fn owed_before(before: &[Timer]) -> Option<(TimerKind, Timestamp)> {
    let deadlines = before.iter().filter(|timer| PROMISES.contains(&timer.kind) && timer.level == DEADLINE);
    deadlines.map(|timer| (timer.kind, timer.due_at)).min_by_key(|(_, at)| *at)
}

fn told(owed: Option<(TimerKind, Timestamp)>) -> String {
    owed.map_or_else(|| "nothing is owed".to_owned(), |(kind, at)| format!("{} by {}", kind.words(), at.rfc3339()))
}

/// Levels that are past now and were not before. Those that were due already fire as always.
fn break_now(draft: &mut Draft, ticket: &Ticket, before: &[Timer], policy: &Policy, now: Timestamp) {
    let was_due = |new: &Timer| {
        let key = |timer: &Timer| (timer.kind, timer.instance, timer.level);
        before.iter().any(|old| key(old) == key(new) && old.due_at <= now)
    };
    let timers = policy.slas.derive(ticket, now);
    for kind in PROMISES {
        let past: Vec<&Timer> =
            timers.iter().filter(|timer| timer.kind == kind && timer.due_at <= now && !was_due(timer)).collect();
        let Some(highest) = past.iter().map(|timer| timer.level).max() else { continue };
        for timer in past {
            let Timer { kind: timer, instance, level, due_at } = *timer;
            let why = format!("{}: due {} by the edited promises", timer.words(), due_at.rfc3339());
            if level == highest {
                draft.because(&why);
                draft.note(What::Fired { timer, instance, level }, why);
            } else {
                draft.note(What::Skipped { timer, instance, level }, "a higher level fires");
            }
        }
    }
}

/// Promises that the edit broke, for the digest.
pub fn broken(entries: &[super::Entry]) -> Option<&str> {
    let is_broken = |what: &What| matches!(what, What::Fired { timer, level, .. } if PROMISES.contains(timer) && *level >= DEADLINE);
    entries.iter().find(|entry| is_broken(&entry.what)).map(|entry| entry.why.as_str())
}
