//! A decision into rows: history, ticket, timers, letters; all in the caller's transaction.

use super::{Alert, Happening, alert, digest};
use crate::letter::{self, Letter, LetterKind, Origin, plus};
use crate::policy::{Mode, Policy};
use crate::post::mime::{self, Sender};
use crate::store::{self, Tx};
use crate::ticket::{Decision, Entry, Facts, Ticket, What};
use crate::time::{Span, Timestamp};
use serde::Serialize;

/// A letter as `rehearse` tells of it.
#[derive(Clone, Debug, Serialize)]
pub struct Planned {
    pub kind: &'static str,
    pub to: String,
    pub subject: String,
    /// Names of the customer's files it takes along.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Written, and kept back by the ramp.
    #[serde(skip)]
    pub is_held: bool,
    /// It waits for the end of somebody's night, or for open hours.
    #[serde(skip)]
    pub not_before: Option<Timestamp>,
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
            note_sensitive(tx, ticket, entry, policy, now)?;
        }
        tx.set_timers(ticket.number, &decision.timers, now)?;
    }
    let (wanted, spared) = spare_staff(tx, policy, &decision.letters, now)?;
    let mut planned = letters(tx, policy, &wanted, cause, now)?;
    spare(tx, policy, &spared, now)?;
    for (kind, what) in alert::of(decision, policy) {
        planned.extend(alert::owner(tx, policy, Alert { kind, what: &what }, now)?);
    }
    Ok(planned)
}

/// Identity papers have a retention of their own. A ticket that turns out to be about them makes all its files such.
fn note_sensitive(
    tx: &Tx<'_>,
    ticket: &Ticket,
    entry: &Entry,
    policy: &Policy,
    now: Timestamp,
) -> Result<(), store::Error> {
    let files = match &entry.what {
        What::Labelled { .. } | What::Absorbed { .. } if ticket.is_about(policy) => ticket.files.clone(),
        What::Mail { files, .. } => files.iter().filter(|file| file.is_sensitive).cloned().collect(),
        _ => return Ok(()),
    };
    tx.note_sensitive(&files, now)
}

/// Over their hourly limit staff get no more warnings and breaches by themselves (table of caps); a page of a security
/// report always goes. Out: the letters to write, and those for the digest.
fn spare_staff(
    tx: &Tx<'_>,
    policy: &Policy,
    letters: &[Letter],
    now: Timestamp,
) -> Result<(Vec<Letter>, Vec<Letter>), store::Error> {
    let (mut wanted, mut spared) = (Vec::with_capacity(letters.len()), Vec::new());
    for letter in letters {
        let is_limited = matches!(letter.kind, LetterKind::Warning | LetterKind::Breach);
        if !is_limited || tx.letters_to(&letter.to, now - digest::HOUR)? < policy.caps.staff_hour {
            wanted.push(letter.clone());
        } else {
            spared.push(letter.clone());
        }
    }
    Ok((wanted, spared))
}

/// Written and not sent: a digest an hour after the first of them tells of all.
fn spare(tx: &mut Tx<'_>, policy: &Policy, spared: &[Letter], now: Timestamp) -> Result<(), store::Error> {
    for letter in spared {
        plan(tx, policy, letter, None, now)?;
        tx.spare(&letter.message_id, now)?;
    }
    if !spared.is_empty() && tx.view().digest_at()?.is_none() {
        tx.set_digest_at(Some(now + digest::HOUR))?;
    }
    Ok(())
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
                files: letter.enclosed.iter().map(|one| one.name.clone()).collect(),
                is_held: is_held(letter, policy),
                not_before: letter.not_before,
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
    let bytes = mime::bytes(letter, &sender(policy, letter), now)
        .map_err(|error| store::Error::refused(format!("writing letter {}: {error}", letter.message_id)))?;
    let from = letter.not_before.unwrap_or(now);
    let not_after = match letter.kind {
        kind if kind.origin() == Origin::AutoReplied => Some(from + ACK_LIFE),
        kind if kind.is_at_most_once() => Some(from + CLOCK_LIFE),
        _ => None,
    };
    tx.plan(letter, &bytes, is_held(letter, policy), cause, not_after, now)
}

fn sender(policy: &Policy, letter: &Letter) -> Sender {
    let is_answered = letter.kind.is_to_customer() && letter.kind != LetterKind::StrangerReceipt;
    let ticket = letter.ticket.filter(|_| is_answered && policy.sending.plus_address);
    Sender {
        reply_to: ticket.map(|number| plus::address(&policy.keys, number, &policy.brand.mail)),
        name: policy.brand.name.clone(),
        address: policy.brand.mail.clone(),
        loop_mark: letter::loop_mark(&policy.keys, &letter.message_id),
        has_precedence: policy.sending.precedence_bulk,
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
