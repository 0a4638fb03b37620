//! A decision into rows: history, ticket, timers, letters; all in the caller's transaction.

use super::{Alert, Happening, alert};
use crate::letter::{Letter, LetterKind, Origin, plus};
use crate::policy::{Mode, Policy};
use crate::post::mime::{self, Sender};
use crate::store::{self, Tx};
use crate::ticket::{Decision, Facts, Ticket, What};
use crate::time::{Span, Timestamp};
use serde::Serialize;

/// A letter as `rehearse` tells of it.
#[derive(Clone, Debug, Serialize)]
pub struct Planned {
    pub kind: &'static str,
    pub to: String,
    pub subject: String,
    /// Written, and kept back by the ramp.
    #[serde(skip)]
    pub is_held: bool,
}

/// A late receipt is noise (page on mail safety, 3.3).
const ACK_LIFE: Span = Span::hours(2);
/// A clock letter later than this is dropped: its case has moved.
const CLOCK_LIFE: Span = Span::hours(12);

/// Writes the rows. Out: the letters that were new.
pub(super) fn commit(
    tx: &mut Tx<'_>,
    policy: &Policy,
    decision: &Decision,
    cause: Option<i64>,
    now: Timestamp,
) -> Result<Vec<Planned>, store::Error> {
    if let Some(ticket) = &decision.ticket {
        tx.save(ticket, &decision.entries, now)?;
        for entry in &decision.entries {
            match &entry.what {
                What::Fired { timer, instance, level } => {
                    tx.fired(ticket.number, *timer, *instance, *level, store::How::Fired, now).map(drop)?
                }
                What::Skipped { timer, instance, level } => {
                    tx.fired(ticket.number, *timer, *instance, *level, store::How::Skipped, now).map(drop)?
                }
                What::Mail { message_id: Some(id), .. } | What::Replied { message_id: Some(id), .. } => {
                    tx.thread(ticket.number, id)?
                }
                _ => {}
            }
        }
        tx.set_timers(ticket.number, &decision.timers, now)?;
    }
    let (wanted, spared) = spare_staff(tx, policy, &decision.letters, now)?;
    let mut planned = letters(tx, policy, &wanted, cause, now)?;
    for (kind, what) in alert::of(decision, spared, policy) {
        planned.extend(alert::owner(tx, policy, Alert { kind, what: &what }, now)?);
    }
    Ok(planned)
}

/// Over their hourly limit staff get no more warnings and breaches, but one alert that says so (table of caps); a page
/// of a security report always goes. Out: the letters to write, and whether any was spared.
fn spare_staff(
    tx: &Tx<'_>,
    policy: &Policy,
    letters: &[Letter],
    now: Timestamp,
) -> Result<(Vec<Letter>, bool), store::Error> {
    let mut wanted = Vec::with_capacity(letters.len());
    for letter in letters {
        let is_limited = matches!(letter.kind, LetterKind::Warning | LetterKind::Breach);
        if !is_limited || tx.letters_to(&letter.to, now - Span::hours(1))? < policy.caps.staff_hour {
            wanted.push(letter.clone());
        }
    }
    let spared = wanted.len() < letters.len();
    Ok((wanted, spared))
}

/// Letters into the outbox. Out: those that were new.
pub(super) fn letters(
    tx: &mut Tx<'_>,
    policy: &Policy,
    letters: &[Letter],
    cause: Option<i64>,
    now: Timestamp,
) -> Result<Vec<Planned>, store::Error> {
    let mut planned = Vec::new();
    for letter in letters {
        if plan(tx, policy, letter, cause, now)? {
            planned.push(Planned {
                kind: letter.kind.name(),
                to: letter.to.to_string(),
                subject: letter.subject.clone(),
                is_held: is_held(letter, policy),
            });
        }
    }
    Ok(planned)
}

fn plan(
    tx: &mut Tx<'_>,
    policy: &Policy,
    letter: &Letter,
    cause: Option<i64>,
    now: Timestamp,
) -> Result<bool, store::Error> {
    let bytes = mime::bytes(letter, &sender(letter, policy), now)
        .map_err(|error| store::Error::refused(format!("writing letter {}: {error}", letter.message_id)))?;
    let not_after = match letter.kind {
        kind if kind.origin() == Origin::AutoReplied => Some(now + ACK_LIFE),
        kind if kind.is_at_most_once() => Some(now + CLOCK_LIFE),
        _ => None,
    };
    tx.plan(letter, &bytes, is_held(letter, policy), cause, not_after, now)
}

fn sender(letter: &Letter, policy: &Policy) -> Sender {
    let is_answered = letter.kind.is_to_customer() && letter.kind != LetterKind::StrangerReceipt;
    let ticket = letter.ticket.filter(|_| is_answered && policy.sending.plus_address);
    Sender {
        reply_to: ticket.map(|number| plus::address(&policy.keys, number, &policy.brand.mail)),
        name: policy.brand.name.clone(),
        address: policy.brand.mail.clone(),
        instance: policy.keys.instance.clone(),
    }
}

/// The ramp (design section 5).
fn is_held(letter: &Letter, policy: &Policy) -> bool {
    let is_tried = policy.sending.try_addresses.iter().any(|a| a.same_as(&letter.to));
    match policy.sending.mode {
        Mode::Live => false,
        Mode::Staff => letter.kind.is_to_customer() && !is_tried,
        Mode::Shadow => !is_tried,
    }
}

/// The facts of an event that is no mail.
pub(super) fn facts(tx: &Tx<'_>, ticket: &Ticket, now: Timestamp) -> Result<Facts, store::Error> {
    let mailbox = ticket.mailbox.clone();
    Ok(Facts { mailbox, next_number: tx.next_number()?, arrived_at: now, ..Facts::default() })
}

/// Tells what happened, for journal, `rehearse` and stories.
pub(super) fn tell(
    event: &'static str,
    source: &str,
    policy: &Policy,
    told: (&Decision, Vec<Planned>),
    now: Timestamp,
) -> Happening {
    let (decision, letters) = told;
    Happening {
        at: now.rfc3339(),
        event,
        source: source.to_owned(),
        ticket: decision.ticket.as_ref().map(|t| policy.number(t.number)),
        opened: decision.is_new,
        why: decision.why.clone(),
        letters,
        timers: decision.timers.iter().map(|t| format!("{} {}", t.kind.name(), t.due_at.rfc3339())).collect(),
    }
}
