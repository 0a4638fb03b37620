//! A mail in hand: what is it, whose is it, what follows.

use super::{Happening, away, caught, commit, guarded, report, unreachable};
use crate::letter;
use crate::mail::{self, Kind, Mail, ReturnPath};
use crate::mailbox::Folder;
use crate::policy::Policy;
use crate::reader::Read;
use crate::rules::{Material, RuleSet, Verdict};
use crate::safety;
use crate::store::{self, Handled, InHand, MailState, SameMail, Tx};
use crate::thread::{self, Joined, Keys};
use crate::ticket::{Decision, Event, Facts, MATTER, What, step};
use crate::time::Timestamp;
use std::borrow::Cow;
use std::cell::OnceCell;

/// What happened, and the mails that broke something with the words of it.
type Batch<'a> = (Vec<Happening>, Vec<(&'a InHand, String)>);

/// All mails at once, without savepoints, which would copy every page each of them touches (a twentieth of a drain). The
/// first that fails ends it, and nothing of the batch stays: then `one_by_one` finds out which.
pub(super) fn together<'a>(
    tx: &mut Tx<'_>,
    policy: &Policy,
    batch: &'a [Read],
    now: Timestamp,
) -> Result<Batch<'a>, store::Error> {
    each(batch, |read, mail, verdict| caught(|| settle(tx, policy, (&read.hand, mail, verdict), now)).map(Ok))
}

/// Every mail under a savepoint of its own: one that fails takes nobody with it. Only a failing disk ends the batch.
pub(super) fn one_by_one<'a>(
    tx: &mut Tx<'_>,
    policy: &Policy,
    batch: &'a [Read],
    now: Timestamp,
) -> Result<Batch<'a>, store::Error> {
    each(batch, |read, mail, verdict| guarded(tx, |tx| settle(tx, policy, (&read.hand, mail, verdict), now)))
}

fn each<'a>(
    batch: &'a [Read],
    mut handle: impl FnMut(&Read, &Mail, &Verdict) -> Result<Result<Happening, String>, store::Error>,
) -> Result<Batch<'a>, store::Error> {
    let (mut happened, mut broken) = (Vec::new(), Vec::new());
    for read in batch {
        let settled = match &read.result {
            Ok(pair) => handle(read, &pair.0, &pair.1)?,
            Err(panic) => Err(panic.clone()),
        };
        match settled {
            Ok(happening) => happened.push(happening),
            Err(why) => broken.push((&read.hand, why)),
        }
    }
    Ok((happened, broken))
}

fn settle(
    tx: &mut Tx<'_>,
    policy: &Policy,
    (hand, mail, verdict): (&InHand, &Mail, &Verdict),
    now: Timestamp,
) -> Result<Happening, store::Error> {
    let verdict = in_force(mail, verdict, &policy.rules);
    InMail { hand, mail, verdict: &verdict, keys: OnceCell::new() }.settle(tx, policy, now)
}

/// One mail is judged, answered and promised to by one set: a verdict of the set before is not taken.
fn in_force<'v>(mail: &Mail, verdict: &'v Verdict, rules: &RuleSet) -> Cow<'v, Verdict> {
    if verdict.rules == rules.hash {
        return Cow::Borrowed(verdict);
    }
    let names: Vec<String> = mail.attachments.iter().map(|attachment| attachment.name.clone()).collect();
    Cow::Owned(rules.judge(&Material::of(mail, &names)))
}

struct InMail<'a> {
    hand: &'a InHand,
    mail: &'a Mail,
    verdict: &'a Verdict,
    keys: OnceCell<Keys>,
}

impl InMail<'_> {
    fn settle(&self, tx: &mut Tx<'_>, policy: &Policy, now: Timestamp) -> Result<Happening, store::Error> {
        if let Some(why) = safety::own(self.mail, policy, now) {
            self.prove(tx, policy, now)?;
            return self.drop(tx, policy, format!("L03: {why}"), now);
        }
        if self.hand.place.folder == Folder::Sent {
            return self.sent(tx, policy, now);
        }
        let mail = self.mail;
        let sender = mail.sender().map(|s| &s.address);
        let same =
            tx.same_mail(self.hand.mail, mail.message_id.as_deref(), sender, &mail.canonical, self.hand.arrived_at)?;
        if let SameMail::Same(earlier) = same {
            return self.drop(tx, policy, format!("the same mail as #{earlier}, by another route"), now);
        }
        unreachable::believe(tx, policy, mail)?;
        let (joined, news) = match report::of(tx, policy, mail, now)? {
            Some(report) => (report.joined, report.news),
            None => {
                let keys = self.keys(policy);
                let candidates = tx.candidates(keys, sender, self.hand.arrived_at)?;
                (thread::join(keys, &candidates), None)
            }
        };
        let mut facts = self.facts(tx, policy, joined.ticket, now)?;
        facts.same_matter = self.same_matter(tx)?;
        let joined = self.contain(tx, joined, &facts, policy)?;
        let event = Event::Arrived { mail, verdict: self.verdict, joined: &joined };
        let ticket = joined.ticket.map(|n| tx.ticket(n)).transpose()?.flatten();
        let mut decision = step::decide(ticket.as_ref(), &event, &facts, policy, now);
        let mut letters = commit::commit(tx, policy, &decision, Some(self.hand.mail), now)?;
        self.hint_back(tx, (&decision, &facts), policy, now)?;
        if self.hand.is_old.is_none() && (decision.is_new || joined.row == thread::FLOOD) {
            // Neither robots, who get no answer anyway, nor one sender alone can make a storm.
            let is_weather = mail.kind == Kind::Human && joined.row != thread::FLOOD;
            let mailbox = is_weather.then_some(self.hand.place.mailbox.as_str());
            tx.note_opening(mailbox, sender, facts.arrived_at)?;
        }
        away::told(tx, &decision, now)?;
        if let (Some(news), Some(ticket)) = (news, &decision.ticket) {
            facts.mail_id = self.hand.mail;
            facts.is_news = news.is_failure() && unreachable::failed(tx, policy, (&news.row, news.why()), now)?;
            let after = step::decide(Some(ticket), &news.event(), &facts, policy, now);
            letters.extend(commit::commit(tx, policy, &after, Some(self.hand.mail), now)?);
            decision = Decision { why: format!("{}; {}", decision.why, after.why), is_new: decision.is_new, ..after };
        }
        if let SameMail::Collision(other) = same {
            decision.why.push_str(&format!("; mail #{other} has the same Message-ID and says something else"));
        }
        tx.note_path(&self.hand.place.mailbox, mail.return_path != ReturnPath::Absent)?;
        // A guard of the site wants no ticket of it.
        let state = if decision.ticket.is_some() { MailState::Processed } else { MailState::Dropped };
        self.handled(tx, policy, &decision, state, now)?;
        Ok(commit::tell("mail", &self.hand.place.key, policy, (&decision, letters), now))
    }

    /// Tickets about the transaction a person names.
    fn same_matter(&self, tx: &Tx<'_>) -> Result<Vec<i64>, store::Error> {
        let named = self.verdict.fields.get(MATTER).filter(|_| self.mail.kind == Kind::Human);
        named.map_or_else(|| Ok(Vec::new()), |found| tx.tickets_about(&found.value))
    }

    /// The same transaction in two tickets is shown on both.
    fn hint_back(
        &self,
        tx: &mut Tx<'_>,
        (decision, facts): (&Decision, &Facts),
        policy: &Policy,
        now: Timestamp,
    ) -> Result<(), store::Error> {
        let Some(ticket) = &decision.ticket else { return Ok(()) };
        let is_news = |other: &&i64| **other != ticket.number && ticket.maybe_related.contains(other);
        for other in facts.same_matter.iter().filter(is_news) {
            let Some(other) = tx.ticket(*other)?.filter(|other| !other.maybe_related.contains(&ticket.number)) else {
                continue;
            };
            let why = format!("the same transaction as {}", policy.number(ticket.number));
            let event = Event::Related { ticket: ticket.number, why: &why };
            let hinted = step::decide(Some(&other), &event, &commit::facts(tx, &other, now)?, policy, now);
            commit::commit(tx, policy, &hinted, None, now)?;
        }
        Ok(())
    }

    /// One ticket for the flood of one sender; what is imported is no flood.
    fn contain(&self, tx: &Tx<'_>, joined: Joined, facts: &Facts, policy: &Policy) -> Result<Joined, store::Error> {
        let opened = (facts.counts.new_tickets_sender_hour, policy.caps.new_tickets_sender_hour);
        let sender = self.mail.sender().filter(|_| self.hand.is_old.is_none() && opened.0 >= opened.1);
        match sender {
            Some(sender) => Ok(thread::contain(joined, opened, tx.flood_of(&sender.address, self.hand.arrived_at)?)),
            None => Ok(joined),
        }
    }

    fn keys(&self, policy: &Policy) -> &Keys {
        self.keys.get_or_init(|| thread::keys(self.mail, policy))
    }

    /// A letter of ours came back: whatever was in doubt, it did leave.
    fn prove(&self, tx: &mut Tx<'_>, policy: &Policy, now: Timestamp) -> Result<(), store::Error> {
        let id = self.mail.message_id.as_deref().filter(|id| letter::ours(&policy.keys, id).is_some());
        let row = id.map(|id| tx.letter_by_message_id(id)).transpose()?.flatten();
        row.map(|row| tx.proven(row.id, now)).transpose().map(drop)
    }

    /// A person answered from a mail client: the mailbox's Sent folder says so.
    fn sent(&self, tx: &mut Tx<'_>, policy: &Policy, now: Timestamp) -> Result<Happening, store::Error> {
        let ids: Vec<String> = self.mail.in_reply_to.iter().chain(self.mail.references.iter().rev()).cloned().collect();
        let number = match ids.iter().find_map(|id| letter::ours(&policy.keys, id).flatten()) {
            Some(number) => Some(number),
            None => tx.ticket_of_message(&ids)?,
        };
        let number = number.map(|n| tx.survivor(n)).transpose()?;
        let ticket = number.map(|n| tx.ticket(n)).transpose()?.flatten();
        let Some(ticket) = ticket.filter(|_| self.hand.is_old.is_none()) else {
            return self.drop(tx, policy, "in the Sent folder, answers no ticket".into(), now);
        };
        let facts = self.facts(tx, policy, Some(ticket.number), now)?;
        let decision = step::decide(Some(&ticket), &Event::SentByStaff { mail: self.mail }, &facts, policy, now);
        let letters = commit::commit(tx, policy, &decision, None, now)?;
        self.handled(tx, policy, &decision, MailState::Processed, now)?;
        Ok(commit::tell("staff", &self.hand.place.key, policy, (&decision, letters), now))
    }

    fn facts(
        &self,
        tx: &mut Tx<'_>,
        policy: &Policy,
        ticket: Option<i64>,
        now: Timestamp,
    ) -> Result<Facts, store::Error> {
        let sender = self.mail.sender().map(|sender| &sender.address);
        let arrived_at = self.hand.arrived_at.min(now);
        let mut counts = match sender {
            Some(sender) => tx.counts(self.hand.mail, ticket, sender, now)?,
            None => crate::ticket::event::Counts::default(),
        };
        tx.count_openings(&self.hand.place.mailbox, sender, arrived_at, &mut counts)?;
        let is_written_to = counts.sender_week + counts.sender_clock_day > 0;
        let last = sender.filter(|_| is_written_to).map(|sender| tx.last_letter_to(sender, now)).transpose()?.flatten();
        let last = last.filter(|bytes| safety::may_repeat(self.mail, bytes.len()));
        let right_after_letters = match (ticket, sender) {
            (Some(ticket), Some(sender)) => tx.right_after_letters(ticket, sender, arrived_at)?,
            _ => 0,
        };
        Ok(Facts {
            mail_id: self.hand.mail,
            mailbox: self.hand.place.mailbox.clone(),
            next_number: tx.next_number()?,
            arrived_at,
            stamped_at: Some(self.hand.arrived_at),
            is_old: self.hand.is_old,
            is_oversize: self.hand.is_cut,
            counts,
            staff_was_seen: tx.staff_was_seen()?,
            continues: None,
            unreachable: sender.map(|from| unreachable::of(tx, policy, from, now)).transpose()?.flatten(),
            is_news: false,
            is_away_told: sender.map(|from| away::is_told(tx, from, now)).transpose()?.unwrap_or(false),
            same_matter: Vec::new(),
            is_path_usual: tx.is_path_usual(&self.hand.place.mailbox)?,
            last_letter: last.map(|bytes| mail::text_of(&bytes)),
            right_after_letters,
        })
    }

    fn drop(&self, tx: &mut Tx<'_>, policy: &Policy, why: String, now: Timestamp) -> Result<Happening, store::Error> {
        let decision =
            Decision { why, ticket: None, is_new: false, entries: Vec::new(), letters: Vec::new(), timers: Vec::new() };
        self.handled(tx, policy, &decision, MailState::Dropped, now)?;
        Ok(commit::tell("mail", &self.hand.place.key, policy, (&decision, Vec::new()), now))
    }

    fn handled(
        &self,
        tx: &mut Tx<'_>,
        policy: &Policy,
        decision: &Decision,
        state: MailState,
        now: Timestamp,
    ) -> Result<(), store::Error> {
        let mail = self.mail;
        tx.handled(
            self.hand.mail,
            &Handled {
                ticket: decision.ticket.as_ref().map(|t| t.number),
                state,
                why: &decision.why,
                message_id: mail.message_id.as_deref(),
                from: mail.sender().map(|s| &s.address),
                canonical: mail.canonical,
                content_key: &self.keys(policy).content,
                kind: mail.kind,
                subject: &mail.subject,
                verdict: Some(self.verdict),
                gate: gate(decision),
            },
            now,
        )
    }
}

/// The row of the gate that kept the answer back.
fn gate(decision: &Decision) -> Option<(&str, &str)> {
    decision.entries.iter().find_map(|entry| match &entry.what {
        What::Silent { kind, row } if kind.is_to_customer() => Some((row.as_str(), entry.why.as_str())),
        _ => None,
    })
}
