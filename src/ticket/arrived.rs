//! core: A mail came in: a new ticket, or more of an old one?
//! In: the mail, its verdict, which ticket it joined. Out: history, and wishes for the receipt and the page.
//! Never lets a robot, a stranger or a mail that only thanks start, stop, reopen or cancel anything.

use super::away;
use super::draft::Draft;
use super::files::Sorting;
use super::labels;
use super::thanks::is_thanks;
use super::wish::{Wish, extra};
use super::{Facts, INTERNAL, MACHINE, Status, Ticket, What, hints};
use crate::letter::LetterKind;
use crate::mail::{Address, Kind, Mail, ReturnPath, notes, subject};
use crate::policy::{Mode, Policy};
use crate::rules::{GENERAL, Guard, Raise, Verdict};
use crate::safety;
use crate::sla::{Traits, Urgency};
use crate::thread::{self, Joined};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// More questions in one letter are not answered (rules page, 2.2).
const MOST_QUESTIONS: usize = 3;
/// The table of threading: same sender, same words within ten minutes.
const ROW_DUPLICATE: u8 = 5;
/// The ticket's own address.
const ROW_PLUS: u8 = 3;

pub(super) struct Arrival<'a> {
    pub mail: &'a Mail,
    pub verdict: &'a Verdict,
    pub joined: &'a Joined,
    pub facts: &'a Facts,
    pub policy: &'a Policy,
    /// The site's own word about this mail.
    pub guard: Option<&'a Guard>,
    /// Its words cannot wait.
    pub urgency: Option<&'a Urgency>,
    pub now: Timestamp,
}

impl Arrival<'_> {
    pub fn plan(&self, ticket: Option<&Ticket>) -> Draft {
        if self.mail.kind == Kind::Own {
            return Draft::nothing(ticket, format!("our own mail: {}", self.mail.kind_why), self.now);
        }
        match ticket {
            Some(ticket) if self.is_too_late_for(ticket) => self.open(Some(ticket.number)),
            Some(ticket) => self.append(ticket),
            None if self.mail.kind != Kind::Human => self.open_machine(),
            None => match self.silencer() {
                _ if self.is_staffs() => self.open_internal(),
                Some(guard) => self.open_quietly(&self.verdict.category, &format!("kept silently: {}", guard.told())),
                None => self.open(self.facts.continues),
            },
        }
    }

    fn open(&self, continues: Option<i64>) -> Draft {
        let mut draft = Draft::new_ticket(self.now);
        let link = match continues {
            Some(old) => format!("continues {}, closed too long ago to be reopened", self.policy.number(old)),
            None if !self.joined.maybe_related.is_empty() => self.joined.why.clone(),
            None => String::new(),
        };
        draft.because(&format!("new ticket: {}", because(self.verdict, &self.verdict.category)));
        if !link.is_empty() {
            draft.because(&link);
        }
        if let Some((who, raise)) = self.raiser() {
            let what = [raise.sla.as_deref(), raise.team.as_deref()].into_iter().flatten().collect::<Vec<_>>();
            draft.because(&format!("{who} raises it: {}", what.join(", ")));
        }
        let why = draft.why.clone();
        draft.note(self.opened(&self.verdict.category, continues), why);
        if let Some(urgency) = self.urgency {
            self.prioritise(&mut draft, urgency);
        }
        draft.note(
            self.words(None, self.counts(), false),
            format!("kind {}: {}", self.mail.kind.name(), self.mail.kind_why),
        );
        self.hint(&mut draft);
        let is_flood = self.contain(&mut draft);
        let Some(opened) = draft.ticket.clone() else { return draft };
        if !is_flood {
            draft.wishes.push(self.receipt(&opened));
        }
        if self.facts.is_old.is_none() && self.labels().any(|label| self.pages(label)) {
            draft.wishes.push(self.page(&opened, draft.step()));
        }
        if let Some(urgency) = self.urgency {
            self.tell_of(urgency, &mut draft, &opened);
        }
        draft
    }

    fn open_machine(&self) -> Draft {
        self.open_quietly(MACHINE, &format!("{} that joins nothing: {}", self.mail.kind.name(), self.mail.kind_why))
    }

    /// Our own people wrote to the mailbox: nobody is a customer. Open, so that it is seen; no clock, no letter (gate L14).
    fn open_internal(&self) -> Draft {
        let mut draft = Draft::new_ticket(self.now);
        let who = self.mail.sender().map_or("", |from| from.address.as_str());
        let why = format!("internal: {who} is one of our people");
        draft.because(&why);
        draft.note(self.opened(INTERNAL, self.facts.continues), why.as_str());
        draft.note(self.words(None, false, false), why);
        self.hint(&mut draft);
        self.contain(&mut draft);
        draft
    }

    /// Nobody is bothered: no clock, no letter; but it can be seen and found.
    fn open_quietly(&self, category: &str, why: &str) -> Draft {
        let mut draft = Draft::new_ticket(self.now);
        draft.because(why);
        draft.note(self.opened(category, None), why);
        draft.note(self.words(None, false, false), why);
        let whose = if category == MACHINE { "nobody wrote it" } else { "kept silently" };
        draft.note(What::Solved { by: "desk".to_owned() }, format!("{whose}, nobody waits for an answer"));
        self.contain(&mut draft);
        draft
    }

    /// The first mail too many of this sender: its ticket takes the next ones too, and nothing automatic leaves it.
    fn contain(&self, draft: &mut Draft) -> bool {
        let is_flood = self.joined.row == thread::FLOOD;
        if is_flood {
            draft.because(&self.joined.why);
            draft.note(What::Flooded, self.joined.why.as_str());
        }
        is_flood
    }

    fn append(&self, ticket: &Ticket) -> Draft {
        let mut draft = Draft::of(Some(ticket), self.now);
        draft.because(&self.joined.why);
        let thanks = self.speaks_for(ticket) && is_thanks(self.mail, self.verdict);
        let counts = self.speaks_for(ticket) && self.counts() && !thanks;
        draft.note(self.words(Some(ticket), counts, thanks), self.joined.why.as_str());
        self.hint(&mut draft);
        if !counts {
            if self.mail.bounce.is_none() {
                draft.because(&self.why_not(ticket, thanks));
            }
            self.thank_stranger(&mut draft, ticket);
            away::tell(&mut draft, self.mail, (ticket, self.joined), self.facts, self.policy);
            return draft;
        }
        // What a cap put here is answered by nothing automatic, whatever the ticket is else.
        if self.joined.row != thread::FLOOD {
            self.follow_up(&mut draft, ticket);
            self.confirm(&mut draft, ticket);
        }
        let is_over = matches!(ticket.status, Status::Solved | Status::Closed);
        if is_over && self.facts.counts.reopened_day >= self.policy.caps.reopen_day {
            draft.because("cap:reopen_day: reopened too often today, a person has to do it");
        } else if is_over {
            draft.because(&format!("reopened, was {}", ticket.status.name()));
            draft.note(
                What::Reopened { by: "customer".to_owned() },
                format!("a mail of the customer; it was {}", ticket.status.name()),
            );
        }
        if let Some(urgency) = self.urgency.filter(|urgency| urgency.priority > ticket.priority) {
            self.prioritise(&mut draft, urgency);
            let present = draft.ticket.clone();
            self.tell_of(urgency, &mut draft, present.as_ref().unwrap_or(ticket));
        }
        let present = draft.ticket.clone();
        self.widen(&mut draft, present.as_ref().unwrap_or(ticket));
        draft
    }

    /// Somebody else answered a letter of ours: told once that his mail is here, if the provider vouches for him.
    fn thank_stranger(&self, draft: &mut Draft, ticket: &Ticket) {
        let is_heard = self.joined.is_stranger && self.silencer().is_none();
        let Some(from) = self.mail.sender().filter(|_| is_heard) else { return };
        let is_told = ticket.strangers.iter().any(|told| told.same_as(&from.address));
        let is_due = self.mail.kind == Kind::Human && self.counts() && !is_told;
        if is_due && safety::is_authenticated(self.mail, self.policy) {
            let to = vec![from.address.clone()];
            let mut wish = Wish::new(LetterKind::StrangerReceipt, to, draft.step(), "a word that the mail is here");
            wish.extra.answers.clone_from(&self.mail.message_id);
            wish.extra.language = Some(self.mail.language);
            draft.wishes.push(wish);
        }
    }

    /// A mail of the customer, by a person, that is not the same once more.
    fn speaks_for(&self, ticket: &Ticket) -> bool {
        let is_customer = self.mail.sender().is_some_and(|from| from.address.same_as(&ticket.customer));
        let is_staff = self.is_staffs() && (!is_customer || ticket.category == INTERNAL);
        let is_heard = self.joined.row != ROW_DUPLICATE && self.silencer().is_none();
        self.mail.kind == Kind::Human && !self.joined.is_stranger && is_heard && !is_staff && !ticket.is_spam
    }

    fn is_staffs(&self) -> bool {
        self.mail.sender().is_some_and(|from| self.policy.person(&from.address).is_some())
    }

    /// What staff must know of this mail beyond where it belongs.
    fn hint(&self, draft: &mut Draft) {
        hints::note(draft, (self.mail, self.joined), self.facts, self.policy);
        if self.joined.row == ROW_PLUS && self.joined.is_stranger && hints::is_verification(self.mail) {
            draft.because("looks like another service's verification mail: never pass it on");
        }
    }

    /// The guard that wants no answer, no clock, no page.
    fn silencer(&self) -> Option<&Guard> {
        self.guard.filter(|guard| guard.act.silences())
    }

    /// Older than the baseline, imported, seen again after a resync: kept, but no clock hears of it.
    fn counts(&self) -> bool {
        self.facts.is_old.is_none()
    }

    fn why_not(&self, ticket: &Ticket, thanks: bool) -> String {
        let why = if let Some(guard) = self.silencer() {
            return format!("{}: starts and stops nothing", guard.told());
        } else if thanks {
            "it only thanks: reopens, starts and stops nothing"
        } else if self.mail.kind != Kind::Human {
            "a robot wrote it: starts and stops nothing"
        } else if ticket.is_spam {
            "closed as spam: starts and stops nothing (L25)"
        } else if self.joined.is_stranger {
            "starts and stops nothing"
        } else if self.joined.row == ROW_DUPLICATE {
            "the same once more: no second receipt, the clock is not restarted"
        } else if self.facts.is_old.is_some() {
            "old mail: starts and stops nothing"
        } else {
            "written by staff: not a mail of the customer"
        };
        why.to_owned()
    }

    fn is_too_late_for(&self, ticket: &Ticket) -> bool {
        let Some(closed_at) = ticket.closed_at.filter(|_| ticket.status == Status::Closed) else { return false };
        let is_over = self.facts.arrived_at > closed_at + self.policy.slas.solved.reopen_within;
        is_over && self.speaks_for(ticket) && self.counts() && !is_thanks(self.mail, self.verdict)
    }

    fn widen(&self, draft: &mut Draft, ticket: &Ticket) {
        let rules = &self.policy.rules;
        let Some(widened) = labels::widened((&ticket.category, &ticket.also), self.news(), rules) else { return };
        let labels::Widened { labels: labels::Labels { category, also }, fresh, leads } = widened;
        let raise = ticket.raise.as_ref();
        let slas = &self.policy.slas;
        let sla = slas.raised(slas.chosen(rules, (&category, &also), &Traits::of(ticket)), raise);
        let team = if leads { self.team(&category, raise) } else { ticket.team.clone() };
        let why: Vec<String> = fresh.iter().map(|label| because(self.verdict, label)).collect();
        let why = format!("{} {}", if leads { "now" } else { "also" }, why.join(", "));
        draft.because(&why);
        draft.note(What::Labelled { category, also, team, sla, by: None }, why);
        if let Some(present) = draft.ticket.clone().filter(|_| fresh.iter().any(|label| self.pages(label))) {
            draft.wishes.push(self.page(&present, draft.step()));
        }
    }

    /// Receipt, questions and the answer of the category in one letter.
    fn receipt(&self, ticket: &Ticket) -> Wish {
        // A victim of theft is not made to fill in a form about the rest.
        let leader = self.rule(&ticket.category).filter(|rule| rule.overrides);
        let is_asked = |field: &&String| leader.is_none_or(|rule| rule.need.contains(field));
        let missing: Vec<String> = self.verdict.missing.iter().filter(is_asked).take(MOST_QUESTIONS).cloned().collect();
        let mut wish = Wish::new(LetterKind::Ack, vec![ticket.customer.clone()], ticket.steps, "receipt");
        wish.extra = extra(ticket, self.policy, self.now);
        wish.extra.answer = true;
        wish.extra.missing.clone_from(&missing);
        if !missing.is_empty() {
            wish.after.push(What::Asked { fields: missing, again: false });
        } else if !ticket.is_silent && self.labels().all(|label| self.rule(label).is_some_and(|rule| rule.auto_answer))
        {
            // A held answer solves nothing: nobody read it.
            wish.after.push(What::Solved { by: "desk".to_owned() });
        }
        wish
    }

    fn opened(&self, category: &str, continues: Option<i64>) -> What {
        let (customer, customer_name) = self.customer();
        let also = if [MACHINE, INTERNAL].contains(&category) { Vec::new() } else { self.verdict.also.clone() };
        let is_human = self.mail.kind == Kind::Human && self.silencer().is_none() && category != INTERNAL;
        let raise = self.raiser().filter(|_| is_human).map(|(_, raise)| raise);
        let slas = &self.policy.slas;
        let traits = Traits {
            priority: self.urgency.map(|urgency| urgency.priority).unwrap_or_default(),
            mailbox: &self.facts.mailbox,
            sender: &customer,
            language: self.mail.language,
        };
        let sla = slas.raised(slas.chosen(&self.policy.rules, (category, &also), &traits), raise.as_ref());
        What::Opened {
            number: self.facts.next_number,
            mailbox: self.facts.mailbox.clone(),
            subject: self.mail.subject.clone(),
            is_silent: !is_human || self.facts.is_old.is_some() || self.holds_letters_to(&customer),
            customer,
            customer_name,
            language: self.mail.language,
            category: category.to_owned(),
            team: self.team(category, raise.as_ref()),
            sla,
            also,
            raise,
            started_at: Some(self.facts.arrived_at).filter(|_| is_human && self.counts()),
            maybe_related: continues.or(self.joined.maybe_related.first().copied()),
        }
    }

    /// Born in shadow: letters to this customer are held, so the clock must not write either once the desk goes live.
    fn holds_letters_to(&self, customer: &Address) -> bool {
        let sending = &self.policy.sending;
        sending.mode != Mode::Live && !sending.try_addresses.iter().any(|tried| tried.same_as(customer))
    }

    /// A mail with several From addresses gets no letter (gate row L17); the first is shown to staff.
    fn customer(&self) -> (Address, String) {
        match (self.mail.from.first(), &self.mail.return_path) {
            (Some(from), _) => (from.address.clone(), from.name.clone()),
            (None, ReturnPath::Path(address)) => (address.clone(), String::new()),
            (None, _) => (Address::new(""), String::new()),
        }
    }

    fn words(&self, ticket: Option<&Ticket>, counts: bool, is_thanks: bool) -> What {
        let sorting = Sorting::new((self.mail, self.facts.mail_id), ticket, self.labels(), self.policy);
        let number = self.policy.number(ticket.map_or(self.facts.next_number, |ticket| ticket.number));
        let learns = counts && self.mail.kind == Kind::Human;
        let learns =
            learns || (self.facts.is_old.is_some() && self.mail.kind == Kind::Human && !self.joined.is_stranger);
        What::Mail {
            mail_id: self.facts.mail_id,
            message_id: self.mail.message_id.clone(),
            language: self.mail.language,
            counts: counts && self.mail.kind == Kind::Human,
            is_thanks,
            is_stranger: self.joined.is_stranger,
            outsider: self.outsider(),
            is_cut: self.facts.is_oversize,
            notes: notes::for_staff(self.mail, |one| sorting.told(one, &number)),
            files: sorting.files(),
            offset: self.mail.offset,
            fields: if learns { self.verdict.fields.clone() } else { BTreeMap::new() },
            arrived_at: self.facts.arrived_at.min(self.now),
        }
    }

    /// A person who does not take part.
    fn outsider(&self) -> Option<Address> {
        let is_person = self.joined.is_stranger && self.mail.kind == Kind::Human && !self.is_staffs();
        self.mail.sender().filter(|_| is_person).map(|from| from.address.clone())
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        self.verdict.labels()
    }

    pub(super) fn news(&self) -> impl Iterator<Item = &str> {
        let has_old_subject = matches!(self.joined.row, 1..=3) || subject::is_answer(&self.mail.subject);
        labels::news(self.verdict, has_old_subject, self.policy.rules.engine.scoring.threshold)
    }

    fn team(&self, category: &str, raise: Option<&Raise>) -> Option<String> {
        let raised = raise.and_then(|raise| raise.team.clone());
        raised.or_else(|| self.rule(category).and_then(|rule| rule.team.clone()))
    }

    fn rule(&self, label: &str) -> Option<&crate::rules::Category> {
        self.policy.rules.categories.get(label)
    }

    fn pages(&self, label: &str) -> bool {
        self.rule(label).is_some_and(|rule| rule.page)
    }
}

/// The category and the words that decided it, with their file and line: `refund: "want a refund" (refund.toml:15)`.
pub(super) fn because(verdict: &Verdict, label: &str) -> String {
    let counted = verdict.hits.iter().filter(|hit| hit.category == label && hit.ignored_by.is_none());
    let strongest = counted.max_by(|a, b| a.points.total_cmp(&b.points));
    match strongest {
        Some(hit) => format!("{label}: \"{}\" ({})", hit.text, hit.rule.rsplit('/').next().unwrap_or(&hit.rule)),
        None if label == GENERAL => format!("{label}: no rule reached the threshold"),
        None => label.to_owned(),
    }
}
