//! core: One event, one decision.
//! In: the ticket, an event, the facts the desk gathered, the policy, now. Out: what follows, and why.
//! Never sends, stores or asks a clock. Every automatic letter to a customer passes its gate here, last of all.
//! Invariant: every decision has a reason (`every_decision_has_a_reason`).

use super::draft::Draft;
use super::event::Counts;
use super::wish::{Door, Wish, is_ours};
use super::{Decision, Event, Facts, Ticket, What, files};
use crate::letter::{Letter, compose};
use crate::policy::Policy;
use crate::safety::{self, Gate, alarm_gate, guarded, letter_gate, mail_gate};
use crate::time::{Span, Timestamp};

pub use super::apply::apply;

/// Stands in the row's place: letters to this address came back lately, about whatever ticket.
pub const BOUNCED: &str = "bounced";

/// What follows from an event. `ticket` is the joined one; none for a mail that opens one.
pub fn decide(ticket: Option<&Ticket>, event: &Event<'_>, facts: &Facts, policy: &Policy, now: Timestamp) -> Decision {
    let gate = match event {
        Event::Arrived { mail, .. } => {
            guarded(mail_gate(mail, facts, Some(policy), now), policy.rules.guards.find(mail))
        }
        _ => Gate::Send,
    };
    // What a guard drops is kept, silently, where it belongs to a ticket.
    let is_kept = ticket.is_some() && !matches!(gate, Gate::Drop { row: "L03", .. });
    if let (Gate::Drop { row, why }, false) = (&gate, is_kept) {
        return close(Draft::nothing(ticket, format!("{row}: {why}"), now), Vec::new(), policy, now);
    }
    let mut draft = plan(ticket, event, facts, policy, now);
    if matches!(gate, Gate::Silent { row: "L24", .. }) {
        freeze(&mut draft, now);
    }
    // Too late to reopen: the counts gathered are the old ticket's.
    let old = ticket.map(|old| old.number);
    let fresh = Facts { counts: of_no_ticket(facts.counts), continues: facts.continues.or(old), ..facts.clone() };
    let facts = if draft.is_new { &fresh } else { facts };
    settle(draft, |ticket, wish| pass(ticket, wish, (event, &gate), (facts, policy), now), policy, now)
}

/// Letters and mails chase one another: a day of silence ends it (mail safety, L24).
fn freeze(draft: &mut Draft, now: Timestamp) {
    const PAUSE: Span = Span::hours(24);
    if !draft.is_new && draft.ticket.as_ref().is_some_and(|ticket| !ticket.is_still(now)) {
        let why = "mails came within minutes after our letters: nothing automatic leaves for 24 hours";
        draft.because(why);
        draft.note(What::Frozen { until: Some(now + PAUSE) }, why);
    }
}

/// Asks the gate of every wish and has the letters written that may leave.
pub fn settle(mut draft: Draft, ask: impl Fn(&Ticket, &Wish) -> Gate, policy: &Policy, now: Timestamp) -> Decision {
    let mut letters = Vec::new();
    for wish in std::mem::take(&mut draft.wishes) {
        let Some(ticket) = &draft.ticket else { break };
        let gate = ask(ticket, &wish);
        letters.extend(write(&mut draft, &wish, gate, policy, now));
    }
    close(draft, letters, policy, now)
}

fn of_no_ticket(counts: Counts) -> Counts {
    let counts = Counts { ticket_day: 0, ticket_total: 0, ticket_acks: 0, status_day: 0, ..counts };
    Counts { alarms_half_hour: 0, alarms_day: 0, breaches_half_hour: 0, breaches_day: 0, ..counts }
}

/// What the event adds to the history and which letters it wishes for, before any gate.
pub fn plan(ticket: Option<&Ticket>, event: &Event<'_>, facts: &Facts, policy: &Policy, now: Timestamp) -> Draft {
    match (event, ticket) {
        (Event::Arrived { mail, verdict, joined }, _) => {
            let guard = policy.rules.guards.find(mail);
            let urgency = super::urgency::of(mail, facts, policy);
            super::arrived::Arrival { mail, verdict, joined, facts, policy, guard, urgency, now }.plan(ticket)
        }
        (_, None) => Draft::nothing(None, "there is no such ticket", now),
        (Event::Related { ticket: other, why }, Some(ticket)) => super::hints::related(ticket, *other, why, now),
        (Event::SentByStaff { mail }, Some(ticket)) => super::order::sent(ticket, mail, facts, policy, now),
        (Event::Due { kind, instance, level }, Some(ticket)) => {
            super::due::plan(ticket, (*kind, *instance, *level), facts, policy, now)
        }
        (Event::Ordered { by, order }, Some(ticket)) => super::order::plan(ticket, by, order, policy, now),
        (Event::Rebooked { before }, Some(ticket)) => super::rebooked::plan(ticket, before, policy, now),
        (Event::LetterFailed { letter, why }, Some(ticket)) => {
            super::failed::plan(ticket, (*letter, why), facts, policy, now)
        }
        (Event::LetterReported { letter, is_late, why }, Some(ticket)) => {
            super::failed::reported(ticket, (*letter, why), *is_late, policy, now)
        }
    }
}

/// The gate of a wish. Mode and holding are the desk's business, not the step's.
fn pass(
    ticket: &Ticket,
    wish: &Wish,
    (event, of_mail): (&Event<'_>, &Gate),
    (facts, policy): (&Facts, &Policy),
    now: Timestamp,
) -> Gate {
    let back = facts.unreachable.as_ref().filter(|(address, _)| wish.to.iter().any(|to| to.same_as(address)));
    if let (Door::Mail | Door::Clock, Some((_, why))) = (wish.door, back) {
        return Gate::Silent { row: BOUNCED, why: format!("letters to this address come back: {why}") };
    }
    match wish.door {
        Door::Open => Gate::Send,
        Door::Clock => match clock_gate(ticket, policy, now) {
            Gate::Send => safety::clock_gate(ticket, facts, policy),
            gate => gate,
        },
        Door::Staff => alarm_gate(wish.kind, facts, policy),
        Door::Mail => match (of_mail, event) {
            (Gate::Send, Event::Arrived { mail, .. }) => letter_gate(wish.kind, mail, ticket, (facts, policy), now),
            (refused, _) => refused.clone(),
        },
    }
}

/// Most letters of the clock follow a receipt or a person's answer and are counted by their own ledger; what silences a ticket silences them as well.
fn clock_gate(ticket: &Ticket, policy: &Policy, now: Timestamp) -> Gate {
    let refused = |row, why: &str| Gate::Silent { row, why: why.to_owned() };
    if ticket.is_silent {
        refused("L01", "the ticket was born silent, or its receipt was refused for what the sender is")
    } else if ticket.is_still(now) {
        refused("L25", "automation of this ticket is frozen")
    } else if ticket.is_spam || ticket.merged_into.is_some() {
        refused("L25", "closed as spam, or merged into another ticket")
    } else if ticket.is_unreachable {
        refused("L07", "a letter to this address came back")
    } else if is_ours(&ticket.customer, policy) {
        refused("L14", "the customer's address is one of ours")
    } else {
        Gate::Send
    }
}

fn write(draft: &mut Draft, wish: &Wish, gate: Gate, policy: &Policy, now: Timestamp) -> Vec<Letter> {
    let (row, why) = match gate {
        Gate::Send => return written(draft, wish, policy, now),
        Gate::Silent { row, why } | Gate::Drop { row, why } => (row, why),
    };
    silent(draft, wish, row, &why);
    let is_spent = row == "L30" && draft.ticket.as_ref().is_some_and(|ticket| !ticket.is_frozen);
    if is_spent && wish.door == Door::Mail && why.contains("ticket_total") {
        draft.note(What::Frozen { until: None }, "the ticket has had all its automatic letters");
    }
    Vec::new()
}

fn written(draft: &mut Draft, wish: &Wish, policy: &Policy, now: Timestamp) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (nth, to) in (0u32..).zip(&wish.to) {
        let not_before = wish.later.iter().find(|(who, _)| who.same_as(to)).map(|(_, at)| *at);
        let mut extra = crate::letter::Extra { nth, not_before, ..wish.extra.clone() };
        let Some(ticket) = &draft.ticket else { break };
        let enclosed = files::enclosed(ticket, wish.kind, to, policy);
        if let Some(told) = files::told(ticket, wish.kind, &enclosed, (to, policy)) {
            extra.explain.push_str(&format!("\n{told}"));
        }
        match compose(wish.kind, ticket, policy, &extra, wish.step, to, now) {
            Ok(letter) => {
                let message_id = letter.message_id.clone();
                // A letter that the ramp keeps back has brought nobody anything.
                let taken = if files::leaves(to, policy) { enclosed.clone() } else { Vec::new() };
                draft.note(What::Letter { kind: wish.kind, to: to.clone(), message_id, enclosed: taken }, &*wish.why);
                letters.push(Letter { enclosed, ..letter });
            }
            Err(why) => silent(draft, wish, "unwritten", &why),
        }
    }
    if letters.is_empty() {
        draft.because(&format!("no {}: nobody to write to", wish.kind.name()));
    } else {
        draft.because(&wish.why);
        wish.after.iter().for_each(|what| draft.note(what.clone(), wish.why.as_str()));
    }
    letters
}

fn silent(draft: &mut Draft, wish: &Wish, row: &str, why: &str) {
    draft.because(&format!("no {}: {row}, {why}", wish.kind.name()));
    draft.note(What::Silent { kind: wish.kind, row: row.to_owned() }, why);
}

fn close(draft: Draft, letters: Vec<Letter>, policy: &Policy, now: Timestamp) -> Decision {
    let timers = draft.ticket.as_ref().map(|ticket| policy.slas.derive(ticket, now)).unwrap_or_default();
    let why = if draft.why.is_empty() { "nothing follows".to_owned() } else { draft.why };
    Decision { why, ticket: draft.ticket, is_new: draft.is_new, entries: draft.entries, letters, timers }
}
