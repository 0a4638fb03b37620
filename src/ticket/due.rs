//! core: A timer's row fell due: what follows?
//! In: the ticket and the row. Out: letters of the clock, or the reason why the row means nothing any more.
//! Never trusts the row: it fires only if the timer still derives from the history and is due.
//! Of several levels of one promise due at once only the highest fires; the rest are recorded as skipped. Several
//! promises due at once make one letter.

use super::draft::Draft;
use super::wish::{self, Wish, alarm, extra, promised, staff};
use super::{Facts, Status, Ticket, Timer, TimerKind, What};
use crate::calendar::Calendar;
use crate::letter::{Closing, LetterKind, Tongue, dates};
use crate::mail::Address;
use crate::policy::Policy;
use crate::sla::{DEADLINE, PROMISES, Sla, deliver, instance, is_running, later};
use crate::time::{Span, Timestamp};

/// A reminder later than this is noise: skipped, and the next step keeps its distance from now (fault F89).
const GRACE: Span = Span::hours(12);

/// The row that fell due: timer, instance, level.
pub(super) type Row = (TimerKind, u32, u8);

pub(super) fn plan(ticket: &Ticket, row: Row, facts: &Facts, policy: &Policy, now: Timestamp) -> Draft {
    let name = said(row);
    let derived = policy.slas.derive(ticket, now);
    let is_row = |timer: &&Timer| (timer.kind, timer.instance, timer.level) == row;
    let timer = match derived.iter().find(is_row) {
        Some(timer) if timer.due_at > now => {
            return Draft::nothing(Some(ticket), format!("{name}: due only {}", timer.due_at.rfc3339()), now);
        }
        Some(timer) => timer,
        None if ticket.fired.contains(&row) => {
            return Draft::nothing(Some(ticket), format!("{name}: has fired already"), now);
        }
        None => return moved(ticket, row, &name, now),
    };
    let mut draft = Draft::of(Some(ticket), now);
    if PROMISES.contains(&timer.kind) {
        let is_due = |timer: &&Timer| PROMISES.contains(&timer.kind) && timer.due_at <= now;
        let due: Vec<&Timer> = derived.iter().filter(is_due).collect();
        Promises { ticket, facts, policy, now }.fire(&mut draft, &due);
    } else {
        customers(&mut draft, ticket, timer, policy, now);
    }
    draft
}

/// The row as people say it: `reminder 2`.
fn said((kind, _, level): Row) -> String {
    match kind {
        TimerKind::Remind => format!("{} {level}", kind.words()),
        _ => kind.words().to_owned(),
    }
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

struct Promises<'a> {
    ticket: &'a Ticket,
    facts: &'a Facts,
    policy: &'a Policy,
    now: Timestamp,
}

/// One promise of which levels are due.
struct Alarmed {
    kind: TimerKind,
    levels: Vec<u8>,
    /// Fired before; a cap cut the letter.
    unsaid: Vec<u8>,
    highest: u8,
    deadline: Option<Timestamp>,
}

impl Alarmed {
    fn is_broken(&self) -> bool {
        self.highest >= DEADLINE
    }

    /// 0 before the deadline, 1 at it, 2 at the second escalation …
    fn grade(&self) -> u8 {
        (self.highest + 1).saturating_sub(DEADLINE)
    }

    fn sentence(&self) -> String {
        let (kind, at) = (self.kind.words(), self.deadline.map(Timestamp::rfc3339).unwrap_or_default());
        match self.grade() {
            0 => format!("{kind} is due {at}"),
            1 => format!("OVERDUE: {kind} was due {at}"),
            2 => format!("OVERDUE, second escalation: {kind} was due {at}"),
            grade => format!("OVERDUE, escalation {grade}: {kind} was due {at}"),
        }
    }
}

impl Promises<'_> {
    /// `due`: all levels of all promises due now. However many they are, staff get one letter.
    fn fire(&self, draft: &mut Draft, due: &[&Timer]) {
        let mut alarmed: Vec<Alarmed> = Vec::new();
        for timer in PROMISES {
            let of_kind = || due.iter().filter(|row| row.kind == timer);
            let Some(highest) = of_kind().max_by_key(|row| row.level) else { continue };
            for row in of_kind().filter(|row| row.level < highest.level) {
                let what = What::Skipped { timer, instance: row.instance, level: row.level };
                draft.note(what, "a higher level fires");
            }
            let levels = of_kind().map(|row| row.level).collect();
            let deadline = self.policy.slas.deadline(self.ticket, timer);
            let one = Alarmed { kind: timer, levels, unsaid: Vec::new(), highest: highest.level, deadline };
            let what = What::Fired { timer, instance: highest.instance, level: highest.level };
            draft.note(what, one.sentence());
            alarmed.push(one);
        }
        self.catch_up(&mut alarmed);
        alarmed.sort_by_key(|one| std::cmp::Reverse(one.grade()));
        self.alarm(draft, &alarmed);
        if alarmed.iter().any(|one| one.levels.contains(&DEADLINE)) {
            self.own_up(draft, &alarmed);
        }
    }

    /// After a cap cut a letter the next one says all that is late, at its highest level.
    fn catch_up(&self, alarmed: &mut Vec<Alarmed>) {
        let late = PROMISES.into_iter().filter(|kind| self.ticket.is_alarm_cut && is_running(self.ticket, *kind));
        for kind in late {
            let is_its = |row: &&Row| row.0 == kind && row.1 == instance(self.ticket, kind);
            let unsaid: Vec<u8> = self.ticket.fired.iter().filter(is_its).map(|row| row.2).collect();
            match (alarmed.iter_mut().find(|one| one.kind == kind), unsaid.iter().max().copied()) {
                (Some(one), _) => one.unsaid = unsaid,
                (None, Some(highest)) => {
                    let deadline = self.policy.slas.deadline(self.ticket, kind);
                    alarmed.push(Alarmed { kind, levels: Vec::new(), unsaid, highest, deadline });
                }
                (None, None) => {}
            }
        }
    }

    /// The worst first; it gives the letter its name.
    fn alarm(&self, draft: &mut Draft, alarmed: &[Alarmed]) {
        let Some(worst) = alarmed.first() else { return };
        let (mut to, mut later): (Vec<Address>, Vec<(Address, Timestamp)>) = (Vec::new(), Vec::new());
        for one in alarmed {
            for (who, at) in self.told(one) {
                // Who is to hear of one thing at once hears of all.
                later.retain(|(known, known_at)| !known.same_as(&who) || at.is_some_and(|at| at >= *known_at));
                let is_new = !to.iter().any(|known| known.same_as(&who));
                later.extend(at.filter(|_| is_new).map(|at| (who.clone(), at)));
                wish::add(&mut to, &who, self.policy);
            }
        }
        let why = alarmed.iter().map(Alarmed::sentence).collect::<Vec<_>>().join(", ");
        draft.because(&why);
        let kind = if worst.is_broken() { LetterKind::Breach } else { LetterKind::Warning };
        let mut wish = Wish { later, ..Wish::new(kind, to, draft.step(), why) };
        let date = |at| dates::instant(at, &self.policy.brand.zone, Tongue::Internal);
        let other = |one: &Alarmed| format!("; {} {}", promised(one.kind), one.deadline.map(date).unwrap_or_default());
        let others: String = alarmed.iter().skip(1).map(other).collect();
        wish.extra = extra(self.ticket, self.policy, self.now);
        wish.extra.alarm = alarm(format!("{}{others}", promised(worst.kind)), worst.deadline, worst.grade());
        draft.wishes.push(wish);
    }

    /// The team and who is named for the deadline itself; above it whom the level names. Who missed the deadline's
    /// letter because a higher level is due as well, gets this one. With each until when his letter waits.
    fn told(&self, alarmed: &Alarmed) -> Vec<(Address, Option<Timestamp>)> {
        let slas = &self.policy.slas;
        let opening = |calendar: Option<&Calendar>| {
            calendar.map(|calendar| calendar.next_open(self.now)).filter(|at| *at > self.now)
        };
        let team = |at: Option<Timestamp>| staff(self.ticket, self.policy).into_iter().map(move |who| (who, at));
        let Some(sla) = slas.of(self.ticket) else { return team(None).collect() };
        let mut to: Vec<(Address, Option<Timestamp>)> = Vec::new();
        if alarmed.levels.iter().chain(&alarmed.unsaid).any(|level| *level == DEADLINE) {
            to.extend(team(None));
            for row in sla.escalate.iter().filter(|escalation| escalation.after <= Span::ZERO) {
                let at = opening(row.deliver.as_ref());
                to.extend(wish::named(&row.to, self.policy).into_iter().map(|who| (who, at)));
            }
        }
        let at = opening(deliver(slas, self.ticket, (alarmed.kind, alarmed.highest)));
        if let Some(who) = escalated_to(sla, alarmed.highest) {
            to.extend(wish::named(who, self.policy).into_iter().map(|who| (who, at)));
        }
        if to.is_empty() { team(at).collect() } else { to }
    }

    /// The letter to the customer: we are late. Only where the desk has seen staff answer at all, and of several
    /// promises broken since the last answer only for the first.
    fn own_up(&self, draft: &mut Draft, alarmed: &[Alarmed]) {
        if !self.facts.staff_was_seen {
            return draft.because("no word to the customer: no person was ever seen to answer");
        }
        if self.ticket.is_silent {
            return draft.because("no word to the customer: the ticket is silent");
        }
        let broken = PROMISES.into_iter().filter(|kind| is_running(self.ticket, *kind)).filter_map(|kind| {
            let at = self.policy.slas.deadline(self.ticket, kind)?;
            (at <= self.now && self.ticket.replied_at.is_none_or(|replied| at > replied)).then_some((kind, at))
        });
        let first = broken.min_by_key(|(_, at)| *at);
        let is_told = |one: &&Alarmed| one.levels.contains(&DEADLINE) && first.is_none_or(|(kind, _)| kind == one.kind);
        let Some(one) = alarmed.iter().find(is_told) else {
            return draft.because("the customer was told already");
        };
        let mut wish =
            Wish::new(LetterKind::Overdue, vec![self.ticket.customer.clone()], draft.step(), "the customer is told");
        wish.extra = extra(self.ticket, self.policy, self.now);
        wish.extra.first_response_by = one.deadline;
        wish.extra.next_update_by = self.policy.slas.once_more(self.ticket, one.kind, self.now);
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
        let why = format!("{} skipped: too late to be of use", said((kind, instance, level)));
        draft.because(&why);
        draft.note(What::Skipped { timer: kind, instance, level }, why);
        return;
    }
    let why = said((kind, instance, level));
    draft.note(What::Fired { timer: kind, instance, level }, format!("{why}, due {}", due_at.rfc3339()));
    let step = draft.step();
    if letter == LetterKind::Closing && never_closes(ticket, policy) {
        let why = "this category is never closed by the clock: a person decides";
        let mut note = Wish::new(LetterKind::OwnerAlert, staff(ticket, policy), step, why);
        note.extra = extra(ticket, policy, now);
        let what = format!("{}: no answer for long, and only a person may close it", policy.number(ticket.number));
        note.extra.alarm = alarm(what, Some(due_at), 0);
        draft.wishes.push(note);
        return;
    }
    let mut wish = Wish::new(letter, vec![ticket.customer.clone()], step, why);
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
