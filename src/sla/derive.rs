//! core: Which timers should a ticket have now?
//! In: the folded history, the book of promises, now. Out: every timer not fired yet, due in the past or the future.
//! Never gives a closed ticket a timer, nor a silent one a letter of the clock to its customer.
//! Steps of one ladder (reminder, reminder, closing) keep their distance: a step that is late moves the next ones.

use super::{DEADLINE, Measure, PROMISES, Sla, SlaBook, Target, Warn, Warning, is_running};
use crate::calendar::Calendar;
use crate::ticket::{Status, Ticket, Timer, TimerKind};
use crate::time::{Span, Timestamp};

impl SlaBook {
    /// The timers a ticket should have now: those not fired yet, due in the past or the future, by due time.
    pub fn derive(&self, ticket: &Ticket, now: Timestamp) -> Vec<Timer> {
        if ticket.status == Status::Closed || ticket.started_at.is_none() {
            return Vec::new();
        }
        let mut timers: Vec<Timer> = PROMISES.into_iter().flat_map(|kind| self.promise(ticket, kind)).collect();
        if !ticket.is_silent {
            timers.extend(self.ask_again(ticket));
            timers.extend(self.waiting(ticket, now));
            timers.extend(self.solved(ticket, now));
        }
        timers.sort_by_key(|timer| (timer.due_at, timer.kind, timer.level));
        timers
    }

    fn promise(&self, ticket: &Ticket, kind: TimerKind) -> Vec<Timer> {
        let measured = self.of(ticket).zip(self.measure(ticket, kind)).filter(|_| is_running(ticket, kind));
        let Some((sla, measured)) = measured else { return Vec::new() };
        let instance = instance(ticket, kind);
        let highest = ticket.fired.iter().filter(|(k, i, _)| (*k, *i) == (kind, instance)).map(|(_, _, level)| *level);
        let highest = highest.max();
        let levels = levels(sla, measured).into_iter().filter(|(level, _)| highest.is_none_or(|fired| *level > fired));
        levels.map(|(level, due_at)| Timer { kind, instance, level, due_at }).collect()
    }

    /// Our own question once more, if nothing came and nobody has replied.
    fn ask_again(&self, ticket: &Ticket) -> Option<Timer> {
        let asked_at = ticket.asked_at.filter(|_| !ticket.asked.is_empty() && !ticket.is_asked_again)?;
        let is_ours = ticket.status == Status::Open && !ticket.runs.contains_key(&TimerKind::FirstResponse);
        let due_at = self.polite(ticket, asked_at + self.waiting.ask_again.filter(|_| is_ours)?);
        let timer = Timer { kind: TimerKind::AskAgain, instance: 1, level: 0, due_at };
        (!has_fired(ticket, &timer)).then_some(timer)
    }

    fn waiting(&self, ticket: &Ticket, now: Timestamp) -> Vec<Timer> {
        let Some(since) = ticket.waiting_at else { return Vec::new() };
        let instance = instance(ticket, TimerKind::Remind);
        let mut ladder: Vec<Rung> =
            (1u8..).zip(&self.waiting.remind).map(|(n, s)| (TimerKind::Remind, n, *s)).collect();
        ladder.extend(self.waiting.close.map(|span| (TimerKind::Close, 0, span)));
        self.climb(ticket, &ladder, (since, instance), now)
    }

    fn solved(&self, ticket: &Ticket, now: Timestamp) -> Vec<Timer> {
        let Some(since) = ticket.solved_at else { return Vec::new() };
        let instance = instance(ticket, TimerKind::SolvedCheck);
        let mut ladder: Vec<Rung> = Vec::new();
        ladder.extend(self.solved.ask_after.map(|span| (TimerKind::SolvedCheck, 0, span)));
        ladder.extend(self.solved.close_after.map(|span| (TimerKind::SolvedClose, 0, span)));
        self.climb(ticket, &ladder, (since, instance), now)
    }

    /// Each step is due at its place after the start, and not sooner after the one before than the book says: after our
    /// downtime nobody is reminded and closed in one breath. None falls into the customer's night.
    fn climb(
        &self,
        ticket: &Ticket,
        ladder: &[Rung],
        (since, instance): (Timestamp, u32),
        now: Timestamp,
    ) -> Vec<Timer> {
        let mut timers = Vec::new();
        let mut before: Option<(Span, Timestamp)> = None;
        for &(kind, level, after) in ladder {
            let kept = before.map(|(earlier, at)| at + less(after, earlier));
            let due_at = self.polite(ticket, kept.map_or(since + after, |kept| kept.max(since + after)));
            let timer = Timer { kind, instance, level, due_at };
            if has_fired(ticket, &timer) {
                before = Some((after, ticket.nudged_at.unwrap_or(timer.due_at)));
                continue;
            }
            // A night is no distance to keep.
            before = Some((after, if due_at < now { now } else { kept.unwrap_or(since + after) }));
            timers.push(timer);
        }
        timers
    }
}

/// A step of a ladder: which timer, its level, how long after the start.
type Rung = (TimerKind, u8, Span);

/// The levels of a promise and when each is due, ascending.
fn levels(sla: &Sla, measured: (Measure<'_>, Target)) -> Vec<(u8, Timestamp)> {
    let (measure, target) = measured;
    let deadline = measure.at(target);
    let mut levels: Vec<(u8, Timestamp)> = warns(sla, measured).into_iter().map(|(level, at, _)| (level, at)).collect();
    levels.push((DEADLINE, deadline));
    let escalations = later(sla).map(|escalation| measure.past(deadline, escalation.after));
    levels.extend(((DEADLINE + 1)..).zip(escalations));
    levels
}

/// The warnings, ascending.
fn warns<'a>(sla: &'a Sla, (measure, target): (Measure<'_>, Target)) -> Vec<(u8, Timestamp, &'a Warning)> {
    let whole = measure.open(target);
    let mut warns: Vec<(Timestamp, &'a Warning)> =
        sla.warn.iter().map(|warn| (measure.at_open(before(warn.when, whole)), warn)).collect();
    warns.sort_by_key(|(at, _)| *at);
    let lowest = DEADLINE.saturating_sub(u8::try_from(warns.len()).unwrap_or(DEADLINE));
    (lowest..DEADLINE).zip(warns).map(|(level, (at, warn))| (level, at, warn)).collect()
}

/// Where it must be open before a level's letter leaves.
pub(crate) fn deliver<'a>(
    book: &'a SlaBook,
    ticket: &'a Ticket,
    (kind, level): (TimerKind, u8),
) -> Option<&'a Calendar> {
    let (sla, measured) = book.of(ticket).zip(book.measure(ticket, kind))?;
    match level.checked_sub(DEADLINE + 1) {
        Some(place) => later(sla).nth(usize::from(place))?.deliver.as_ref(),
        None => warns(sla, measured).into_iter().find(|(of, ..)| *of == level)?.2.deliver.as_ref(),
    }
}

/// So much open time after the start.
fn before(warn: Warn, whole: Span) -> Span {
    match warn {
        Warn::Percent(percent) => whole.percent(percent),
        // Longer than the promise itself: at its start.
        Warn::Before(before) => less(whole, before).max(Span::ZERO),
    }
}

fn less(span: Span, other: Span) -> Span {
    Span::secs(span.as_secs().saturating_sub(other.as_secs()))
}

/// Escalations at the deadline itself belong to its level; these come later.
pub(crate) fn later(sla: &Sla) -> impl Iterator<Item = &super::Escalation> {
    sla.escalate.iter().filter(|escalation| escalation.after > Span::ZERO)
}

pub(crate) fn instance(ticket: &Ticket, kind: TimerKind) -> u32 {
    match kind {
        // One a ticket: what has fired is never un-fired, not even by a voided reply or a reopening.
        TimerKind::FirstResponse | TimerKind::Resolution => 1,
        _ => ticket.runs.get(&kind).copied().unwrap_or(1),
    }
}

pub(crate) fn has_fired(ticket: &Ticket, timer: &Timer) -> bool {
    ticket.fired.contains(&(timer.kind, timer.instance, timer.level))
}
