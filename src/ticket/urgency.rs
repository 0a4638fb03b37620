//! core: Who must hurry, and who hears of a mail at once?
//! In: the mail, the ticket, the book's words that cannot wait, guards. Out: history, the promise chosen anew, pages.
//! Never for a mail that no clock hears of, nor for one of a robot.

use super::arrived::{Arrival, because};
use super::draft::Draft;
use super::wish::{self, CUT, Wish, alarm, extra, named, staff};
use super::{Facts, Ticket, TimerKind, What};
use crate::letter::LetterKind;
use crate::mail::{Kind, Mail, robot};
use crate::policy::Policy;
use crate::rules::Raise;
use crate::safety;
use crate::sla::{Traits, Urgency};

/// Asked once a mail, and of none that no clock hears of.
pub(super) fn of<'a>(mail: &Mail, facts: &Facts, policy: &'a Policy) -> Option<&'a Urgency> {
    let is_heard = mail.kind == Kind::Human && facts.is_old.is_none();
    is_heard.then(|| policy.slas.urgency(mail))?
}

impl Arrival<'_> {
    pub(super) fn prioritise(&self, draft: &mut Draft, urgency: &Urgency) {
        let why = format!("{}: {}", urgency.priority.name(), urgency.phrase);
        draft.because(&why);
        draft.note(What::Prioritised { priority: urgency.priority }, why.as_str());
        let Some(ticket) = draft.ticket.clone() else { return };
        let (slas, labels) = (&self.policy.slas, (ticket.category.as_str(), ticket.also.as_slice()));
        let sla = slas.raised(slas.chosen(&self.policy.rules, labels, &Traits::of(&ticket)), ticket.raise.as_ref());
        if sla != ticket.sla {
            let Ticket { category, also, team, .. } = ticket;
            draft.note(What::Labelled { category, also, team, sla, by: None }, why);
        }
    }

    /// At once, whatever the hour; whom a page goes to already, hears of it there.
    pub(super) fn tell_of(&self, urgency: &Urgency, draft: &mut Draft, ticket: &Ticket) {
        let to = named(&urgency.to, self.policy);
        let to = if to.is_empty() { staff(ticket, self.policy) } else { to };
        let words = format!("{}: {}\n", urgency.priority.name(), urgency.phrase);
        let step = draft.step();
        if let Some(page) = draft.wishes.iter_mut().find(|wish| (wish.kind, wish.step) == (LetterKind::Page, step)) {
            to.iter().for_each(|who| wish::add(&mut page.to, who, self.policy));
            page.extra.explain.insert_str(0, &words);
            return;
        }
        let mut wish = Wish::new(LetterKind::Page, to, step, format!("{} is told", urgency.to));
        wish.extra = extra(ticket, self.policy, self.now);
        wish.extra.alarm = alarm("page", self.policy.slas.deadline(ticket, TimerKind::FirstResponse), 0);
        wish.extra.explain.insert_str(0, &words);
        draft.wishes.push(wish);
    }

    /// The guard that hurries people: where the provider vouches for senders, only for one it vouches for. And whoever
    /// answers for a whole site (gate L13): nothing automatic leaves, but people must see it soon.
    pub(super) fn raiser(&self) -> Option<(String, Raise)> {
        let is_proven = self.policy.trust.authserv_id.is_none() || safety::is_authenticated(self.mail, self.policy);
        let guard = self.guard.filter(|_| is_proven);
        guard.and_then(|guard| Some((guard.told(), guard.raise()?.clone()))).or_else(|| self.duty())
    }

    fn duty(&self) -> Option<(String, Raise)> {
        let sender = self.mail.sender().filter(|sender| robot::is_duty(&sender.address))?;
        let sla = self.policy.slas.soonest()?;
        Some((format!("{}@", robot::bare_local(&sender.address)), Raise { sla: Some(sla.name.clone()), team: None }))
    }

    pub(super) fn page(&self, ticket: &Ticket, step: u32) -> Wish {
        let on_call = named("oncall", self.policy);
        let to = if on_call.is_empty() { staff(ticket, self.policy) } else { on_call };
        let mut wish = Wish::new(LetterKind::Page, to, step, "people on call are told");
        wish.extra = extra(ticket, self.policy, self.now);
        wish.extra.alarm = alarm("page", self.policy.slas.deadline(ticket, TimerKind::FirstResponse), 0);
        wish.extra.explain = because(self.verdict, &ticket.category);
        ticket.notes.iter().for_each(|note| wish.extra.explain.push_str(&format!("\n{note}")));
        if self.facts.is_oversize {
            wish.extra.explain.push_str(&format!("\n{CUT}"));
        }
        wish
    }
}
