//! core: What does one entry of the history change in the ticket?
//! In: the ticket so far and the next entry. Out: the ticket afterwards; the first entry is `Opened`.
//! Never looks at rules, promises or a clock: what an entry means is fixed when it is written.

mod belong;

use super::step::BOUNCED;
use super::{Entry, Priority, Status, Ticket, TimerKind, What, files};
use crate::letter::LetterKind;
use crate::mail::Address;
use crate::rules::Found;
use crate::sla;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Letters answer the newest mails of the thread; RFC 5322 section 3.6.4 sets no limit, lines of 998 octets do.
const REFERENCES: usize = 20;

/// Folds one entry into the ticket. `None` stays `None` until `Opened`.
pub fn apply(ticket: Option<Ticket>, entry: &Entry) -> Option<Ticket> {
    let mut ticket = match ticket {
        None => return opened(entry),
        Some(ticket) => ticket,
    };
    ticket.steps = entry.step;
    match &entry.what {
        What::Mail { .. } => mail(&mut ticket, &entry.what),
        What::Labelled { category, also, team, sla, .. } => {
            ticket.category.clone_from(category);
            ticket.also.clone_from(also);
            ticket.team.clone_from(team);
            ticket.sla.clone_from(sla);
        }
        What::Asked { fields, again } => {
            ticket.asked.clone_from(fields);
            ticket.asked_at.get_or_insert(entry.at);
            ticket.is_asked_again |= *again;
        }
        What::Replied { waits, message_id, .. } => replied(&mut ticket, entry.at, *waits, message_id.as_ref()),
        What::ReplyVoided => voided(&mut ticket, entry.at),
        What::Waiting { .. } => wait(&mut ticket, entry.at),
        What::Solved { .. } => {
            settle(&mut ticket, Status::Solved, entry.at);
            ticket.solved_at = Some(entry.at);
            count(&mut ticket, TimerKind::SolvedCheck);
        }
        What::Closed { .. } => close(&mut ticket, entry.at),
        What::Reopened { .. } => reopen(&mut ticket, entry.at),
        // The customer's mail program must never hear of letters to staff.
        What::Letter { kind: LetterKind::StrangerReceipt, to, .. } => ticket.strangers.push(to.clone()),
        What::Letter { kind, message_id, .. } if kind.is_to_customer() => refer(&mut ticket, message_id),
        What::Letter { kind, to, enclosed, .. } => {
            ticket.is_alarm_cut &= !matches!(kind, LetterKind::Warning | LetterKind::Breach);
            files::sent(&mut ticket, enclosed, to);
        }
        What::Silent { kind: LetterKind::Warning | LetterKind::Breach, .. } => ticket.is_alarm_cut = true,
        What::Silent { .. } if silences_for_good(&entry.what) => ticket.is_silent = true,
        What::LetterFailed { kind, to, .. } if kind.is_to_customer() && ticket.customer.same_as(&Address::new(to)) => {
            ticket.is_unreachable = true;
        }
        What::LetterFailed { to, .. } => files::unsent(&mut ticket, &Address::new(to)),
        What::Silent { .. } | What::LetterReported { .. } | What::Away { .. } => {}
        What::Fired { timer, instance, level } | What::Skipped { timer, instance, level } => {
            ticket.fired.push((*timer, *instance, *level));
            if matches!(timer, TimerKind::Remind | TimerKind::SolvedCheck) {
                ticket.nudged_at = Some(entry.at);
            }
        }
        What::Raised => {
            ticket.is_raised = true;
            ticket.priority = ticket.priority.max(Priority::High);
        }
        What::Prioritised { priority } => ticket.priority = ticket.priority.max(*priority),
        What::Frozen { until: None } => ticket.is_frozen = true,
        What::Frozen { until } => ticket.frozen_until = ticket.frozen_until.max(*until),
        What::Flooded => {
            ticket.is_flood = true;
            ticket.is_frozen = true;
        }
        what => belong::belong(&mut ticket, what, entry.at),
    }
    Some(ticket)
}

fn opened(entry: &Entry) -> Option<Ticket> {
    let What::Opened { number, mailbox, subject, customer, customer_name, language, category, also, .. } = &entry.what
    else {
        return None;
    };
    let What::Opened { team, sla, is_silent, started_at, maybe_related, raise, .. } = &entry.what else { return None };
    Some(Ticket {
        number: *number,
        steps: entry.step,
        status: Status::Open,
        mailbox: mailbox.clone(),
        subject: subject.clone(),
        customer: customer.clone(),
        customer_name: customer_name.clone(),
        participants: vec![customer.clone()],
        language: *language,
        category: category.clone(),
        also: also.clone(),
        team: team.clone(),
        sla: sla.clone(),
        fields: BTreeMap::new(),
        asked: Vec::new(),
        asked_at: None,
        is_asked_again: false,
        is_silent: *is_silent,
        opened_at: entry.at,
        started_at: *started_at,
        first_replied_at: None,
        replied_at: None,
        unanswered_at: None,
        answered_from: None,
        update_from: None,
        runs: BTreeMap::new(),
        waiting_at: None,
        solved_at: None,
        closed_at: None,
        pauses: Vec::new(),
        offset: None,
        paused_since: None,
        nudged_at: None,
        fired: Vec::new(),
        last_message_id: None,
        references: Vec::new(),
        maybe_related: maybe_related.iter().copied().collect(),
        raise: raise.clone(),
        priority: Priority::Normal,
        is_raised: false,
        is_unreachable: false,
        is_frozen: false,
        frozen_until: None,
        is_flood: false,
        is_alarm_cut: false,
        is_cut: false,
        notes: Vec::new(),
        files: Vec::new(),
        replied_id: None,
        strangers: Vec::new(),
        outsiders: Vec::new(),
        accounts: Vec::new(),
        merged_into: None,
        is_spam: false,
    })
}

/// The newest ones, each once.
fn add_notes(ticket: &mut Ticket, notes: &[String]) {
    const MOST: usize = 20;
    for note in notes {
        ticket.notes.retain(|known| known != note);
        ticket.notes.push(note.clone());
    }
    let surplus = ticket.notes.len().saturating_sub(MOST);
    ticket.notes.drain(..surplus);
}

fn mail(ticket: &mut Ticket, what: &What) {
    let What::Mail { message_id, language, counts, is_thanks, is_stranger, is_cut, notes, fields, arrived_at, .. } =
        what
    else {
        return;
    };
    if let Some(id) = message_id {
        refer(ticket, id);
        let is_customers = *counts || *is_thanks || (ticket.last_message_id.is_none() && !is_stranger);
        if is_customers {
            ticket.last_message_id = Some(id.clone());
        }
    }
    ticket.is_cut |= *is_cut;
    if let What::Mail { outsider: Some(address), .. } = what {
        belong::knock(ticket, address, *arrived_at);
    }
    add_notes(ticket, notes);
    if let What::Mail { files, .. } = what {
        files::add(ticket, files);
    }
    learn(ticket, fields);
    if !*counts {
        return;
    }
    ticket.language = *language;
    if let What::Mail { offset: Some(offset), .. } = what {
        ticket.offset = Some(*offset);
    }
    ticket.is_unreachable = false;
    ticket.started_at.get_or_insert(*arrived_at);
    // Something came after our question: it is not repeated, even if a field is still open.
    ticket.asked_at = None;
    if ticket.status == Status::Waiting {
        resume(ticket, *arrived_at);
    }
    owe(ticket, *arrived_at);
}

/// Somebody waits for our answer since then.
fn owe(ticket: &mut Ticket, since: Timestamp) {
    if ticket.unanswered_at.is_none() {
        ticket.unanswered_at = Some(since);
        if ticket.runs.contains_key(&TimerKind::FirstResponse) {
            count(ticket, TimerKind::NextResponse);
        }
    }
}

/// By staff or by a mail: whatever closed it holds no longer.
fn reopen(ticket: &mut Ticket, at: Timestamp) {
    resume(ticket, at);
    ticket.merged_into = None;
    ticket.is_spam = false;
}

fn close(ticket: &mut Ticket, at: Timestamp) {
    settle(ticket, Status::Closed, at);
    ticket.closed_at = Some(at);
}

/// What the customer wrote last counts; a value only inferred (the sender's address) never replaces written words.
fn learn(ticket: &mut Ticket, fields: &BTreeMap<String, Found>) {
    for (field, found) in fields {
        if !found.text.is_empty() || !ticket.fields.contains_key(field) {
            ticket.fields.insert(field.clone(), found.clone());
        }
    }
    ticket.asked.retain(|field| !ticket.fields.contains_key(field));
}

fn replied(ticket: &mut Ticket, at: Timestamp, waits: bool, message_id: Option<&String>) {
    if let Some(id) = message_id {
        refer(ticket, id);
    }
    ticket.replied_id = message_id.cloned();
    resume(ticket, at);
    // The caps count anew after a person's answer (mail safety, table of caps); a flood stays one.
    ticket.is_frozen = ticket.is_flood;
    ticket.frozen_until = None;
    ticket.runs.insert(TimerKind::FirstResponse, 1);
    ticket.first_replied_at.get_or_insert(at);
    ticket.replied_at = Some(at);
    ticket.is_unreachable = false;
    ticket.answered_from = ticket.unanswered_at;
    // A reply found late in the Sent folder does not answer what came after it.
    ticket.unanswered_at = ticket.unanswered_at.filter(|since| *since > at);
    ticket.update_from = Some(at);
    ticket.is_raised = false;
    count(ticket, TimerKind::Update);
    if waits && ticket.unanswered_at.is_none() {
        wait(ticket, at);
    }
}

fn voided(ticket: &mut Ticket, at: Timestamp) {
    if ticket.first_replied_at == ticket.replied_at {
        ticket.first_replied_at = None;
        ticket.runs.remove(&TimerKind::FirstResponse);
    }
    ticket.replied_at = ticket.first_replied_at;
    ticket.replied_id = None;
    ticket.update_from = None;
    ticket.unanswered_at = earlier(ticket.unanswered_at, ticket.answered_from.take());
    if ticket.status == Status::Waiting {
        // We owed all the time: nothing of it was a pause.
        ticket.paused_since = None;
    }
    if ticket.status != Status::Closed {
        resume(ticket, at);
    }
}

fn wait(ticket: &mut Ticket, at: Timestamp) {
    if ticket.status == Status::Waiting {
        return;
    }
    resume(ticket, at);
    ticket.status = Status::Waiting;
    ticket.waiting_at = Some(at);
    ticket.paused_since = Some(at);
    count(ticket, TimerKind::Remind);
}

/// Solved or closed: everything is answered, nothing is owed.
fn settle(ticket: &mut Ticket, status: Status, at: Timestamp) {
    let paused_since = ticket.paused_since.unwrap_or(at);
    resume(ticket, paused_since);
    ticket.status = status;
    ticket.paused_since = Some(paused_since);
    ticket.unanswered_at = None;
    ticket.update_from = None;
    ticket.asked_at = None;
    ticket.is_raised = false;
    ticket.runs.entry(TimerKind::FirstResponse).or_insert(1);
}

/// Back to open, from whatever it was: the pause ends.
fn resume(ticket: &mut Ticket, at: Timestamp) {
    if let Some(since) = ticket.paused_since.take() {
        sla::insert(&mut ticket.pauses, (since, at));
    }
    ticket.status = Status::Open;
    ticket.waiting_at = None;
    ticket.solved_at = None;
    ticket.closed_at = None;
    ticket.nudged_at = None;
}

/// The gate refused the receipt for what the sender is, not for when or how often: the clock must not write either.
fn silences_for_good(what: &What) -> bool {
    let What::Silent { kind: LetterKind::Ack, row } = what else { return false };
    !["L01", "L02", "L23", "L24", "L25", "L28", "L29", "L30", BOUNCED].iter().any(|passing| row.starts_with(passing))
}

fn refer(ticket: &mut Ticket, message_id: &str) {
    ticket.references.retain(|known| known != message_id);
    ticket.references.push(message_id.to_owned());
    let surplus = ticket.references.len().saturating_sub(REFERENCES);
    ticket.references.drain(..surplus);
}

fn count(ticket: &mut Ticket, run: TimerKind) {
    let runs = ticket.runs.entry(run).or_insert(0);
    *runs = runs.saturating_add(1);
}

fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}
