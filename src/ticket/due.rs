//! core: A timer's row fell due: what follows?
//! In: the ticket and the row. Out: letters of the clock, or the reason why the row means nothing any more.
//! Never trusts the row: it fires only if the timer still derives from the history and is due.
//! Of several levels of one promise due at once only the highest fires; the rest are recorded as skipped.

use super::draft::Draft;
use super::wish::{self, Wish, alarm, extra, staff};
use super::{Facts, Status, Ticket, Timer, TimerKind, What};
use crate::letter::{Closing, LetterKind};
use crate::mail::Address;
use crate::policy::Policy;
use crate::sla::{DEADLINE, PROMISES, Sla, is_running, later};
use crate::time::{Span, Timestamp};

/// A reminder later than this is noise: skipped, and the next step keeps its distance from now (fault F89).
const GRACE: Span = Span::hours(12);

/// The row that fell due: timer, instance, level.
pub(super) type Row = (TimerKind, u32, u8);

pub(super) fn plan(ticket: &Ticket, row: Row, facts: &Facts, policy: &Policy, now: Timestamp) -> Draft {
    let (kind, instance, level) = row;
    let name = format!("{} {instance}.{level}", kind.name());
    let derived = policy.slas.derive(ticket, now);
    let is_row = |timer: &&Timer| (timer.kind, timer.instance, timer.level) == row;
    let timer = match derived.iter().find(is_row) {
        Some(timer) if timer.due_at > now => {
            return Draft::nothing(Some(ticket), format!("{name} is due only {}", timer.due_at.rfc3339()), now);
        }
        Some(timer) => timer,
        None if ticket.fired.contains(&row) => {
            return Draft::nothing(Some(ticket), format!("{name} has fired already"), now);
        }
        None => return moved(ticket, row, &name, now),
    };
    let mut draft = Draft::of(Some(ticket), now);
    draft.because(&format!("{name} was due {}", timer.due_at.rfc3339()));
    if PROMISES.contains(&kind) {
        let due: Vec<u8> = derived
            .iter()
            .filter(|timer| (timer.kind, timer.instance) == (kind, instance) && timer.due_at <= now)
            .map(|timer| timer.level)
            .collect();
        Promise { ticket, kind, instance, facts, policy, now }.fire(&mut draft, &due);
    } else {
        customers(&mut draft, ticket, timer, policy, now);
    }
    draft
}

/// Promises may only be paused and come back with the same instance; steps of a ladder are over for good.
fn moved(ticket: &Ticket, (timer, instance, level): Row, name: &str, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    draft.because(&format!("{name}: the case moved"));
    if !PROMISES.contains(&timer) && ticket.status != Status::Closed {
        draft.note(What::Skipped { timer, instance, level }, "the case moved");
    }
    draft
}

struct Promise<'a> {
    ticket: &'a Ticket,
    kind: TimerKind,
    instance: u32,
    facts: &'a Facts,
    policy: &'a Policy,
    now: Timestamp,
}

impl Promise<'_> {
    /// `due`: all levels of this promise due now.
    fn fire(&self, draft: &mut Draft, due: &[u8]) {
        let (timer, instance) = (self.kind, self.instance);
        let Some(highest) = due.iter().copied().max() else { return };
        for level in due.iter().copied().filter(|level| *level < highest) {
            draft.note(What::Skipped { timer, instance, level }, "a higher level fires");
        }
        let at = self.policy.slas.deadline(self.ticket, timer);
        let until = at.map(Timestamp::rfc3339).unwrap_or_default();
        draft.note(What::Fired { timer, instance, level: highest }, format!("{} by {until}", timer.name()));
        let is_broken = highest >= DEADLINE;
        let (letter, to) = match is_broken {
            true => (LetterKind::Breach, self.told(due, highest)),
            false => (LetterKind::Warning, staff(self.ticket, self.policy)),
        };
        let mut wish = Wish::new(letter, to, draft.step(), format!("{} by {until}", timer.name()));
        wish.extra = extra(self.ticket, self.policy, self.now);
        wish.extra.alarm = alarm(timer.name(), at, highest);
        draft.wishes.push(wish);
        if is_broken && due.contains(&DEADLINE) {
            self.own_up(draft);
        }
    }

    /// The team and who is named for the deadline itself; above it whom the level names. Who missed the deadline's
    /// letter because a higher level is due as well, gets this one.
    fn told(&self, due: &[u8], highest: u8) -> Vec<Address> {
        let mut to: Vec<Address> = Vec::new();
        let mut tell = |people: Vec<Address>| people.iter().for_each(|who| wish::add(&mut to, who, self.policy));
        let Some(sla) = self.policy.slas.of(self.ticket) else { return staff(self.ticket, self.policy) };
        if due.contains(&DEADLINE) {
            tell(staff(self.ticket, self.policy));
            let at_once = sla.escalate.iter().filter(|escalation| escalation.after <= Span::ZERO);
            at_once.for_each(|escalation| tell(wish::named(&escalation.to, self.policy)));
        }
        if let Some(who) = escalated_to(sla, highest) {
            tell(wish::named(who, self.policy));
        }
        if to.is_empty() { staff(self.ticket, self.policy) } else { to }
    }

    /// The letter to the customer: we are late. Only where the desk has seen staff answer at all, and of several
    /// promises broken at one time only for the first.
    fn own_up(&self, draft: &mut Draft) {
        if !self.facts.staff_was_seen || self.ticket.is_silent {
            draft.because("no word to the customer: no answer of staff was ever seen, or the ticket is silent");
            return;
        }
        let is_broken = |kind: &TimerKind| {
            is_running(self.ticket, *kind)
                && self.policy.slas.deadline(self.ticket, *kind).is_some_and(|at| at <= self.now)
        };
        let first = PROMISES.into_iter().find(is_broken);
        if first.is_some_and(|kind| kind != self.kind) {
            draft.because("the customer hears of it once");
            return;
        }
        let to = vec![self.ticket.customer.clone()];
        let mut wish = Wish::new(LetterKind::Overdue, to, draft.step(), format!("{} was broken", self.kind.name()));
        wish.extra = extra(self.ticket, self.policy, self.now);
        let target = self.policy.slas.of(self.ticket).and_then(|sla| sla.target(self.kind).or(sla.first_response));
        wish.extra.first_response_by = self.policy.slas.deadline(self.ticket, self.kind);
        wish.extra.next_update_by = target.map(|target| self.now + target);
        draft.wishes.push(wish);
    }
}

fn escalated_to(sla: &Sla, level: u8) -> Option<&str> {
    let place = usize::from(level.checked_sub(DEADLINE.saturating_add(1))?);
    later(sla).nth(place).map(|escalation| escalation.to.as_str())
}

/// Reminders, questions and closings.
fn customers(draft: &mut Draft, ticket: &Ticket, timer: &Timer, policy: &Policy, now: Timestamp) {
    let Timer { kind, instance, level, due_at } = *timer;
    let letter = match kind {
        TimerKind::AskAgain => LetterKind::AskAgain,
        TimerKind::Remind => LetterKind::Remind,
        TimerKind::SolvedCheck => LetterKind::SolvedCheck,
        _ => LetterKind::Closing,
    };
    if letter != LetterKind::Closing && now - due_at > GRACE {
        draft.because("skipped: too late to be of use");
        draft.note(What::Skipped { timer: kind, instance, level }, "more than twelve hours late");
        return;
    }
    draft.note(What::Fired { timer: kind, instance, level }, format!("due {}", due_at.rfc3339()));
    let step = draft.step();
    if letter == LetterKind::Closing && never_closes(ticket, policy) {
        let why = "this category is never closed by the clock: a person decides";
        let mut note = Wish::new(LetterKind::Warning, staff(ticket, policy), step, why);
        note.extra = extra(ticket, policy, now);
        note.extra.alarm = alarm(why, Some(due_at), level);
        draft.wishes.push(note);
        return;
    }
    let mut wish = Wish::new(letter, vec![ticket.customer.clone()], step, format!("{} fell due", kind.name()));
    wish.extra = extra(ticket, policy, now);
    match letter {
        LetterKind::Remind => wish.extra.remind_level = level,
        LetterKind::AskAgain => wish.after.push(What::Asked { fields: ticket.asked.clone(), again: true }),
        LetterKind::Closing => {
            let answered = if kind == TimerKind::SolvedClose { Closing::Solved } else { Closing::NoAnswer };
            wish.extra.closing = Some(answered);
            // None closes without its letter: a closing the gate refuses closes nothing.
            wish.after.push(What::Closed { by: "desk".to_owned() });
        }
        _ => {}
    }
    draft.wishes.push(wish);
}

fn never_closes(ticket: &Ticket, policy: &Policy) -> bool {
    let labels = std::iter::once(&ticket.category).chain(&ticket.also);
    labels.filter_map(|label| policy.rules.categories.get(label)).any(|category| category.never_auto_close)
}
