//! core: Staff ordered something, or answered from a mail client: what follows?
//! In: the order and who gave it, or the mail found in the Sent folder. Out: history and a person's letter.
//! Never holds a person's letter back: gates are for automatic ones.

use super::draft::Draft;
use super::wish::{Wish, extra};
use super::{Facts, Order, Status, Ticket, What, merge};
use crate::letter::{self, LetterKind};
use crate::mail::{Address, Kind, Mail};
use crate::policy::Policy;
use crate::rules::GENERAL;
use crate::sla::Traits;
use crate::time::Timestamp;
use std::collections::BTreeMap;

pub(super) fn plan(ticket: &Ticket, by: &str, order: &Order, policy: &Policy, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    match order {
        Order::Reply { text, waits } => reply(&mut draft, (by, text, *waits), ticket, policy, now),
        Order::Close if ticket.status == Status::Closed => draft.because("it is closed already"),
        Order::Close => {
            draft.because(&format!("closed by {by}"));
            draft.note(What::Closed { by: by.to_owned() }, format!("closed by {by}"));
        }
        Order::Reopen if ticket.status == Status::Open => draft.because("it is open already"),
        Order::Reopen => {
            draft.because(&format!("reopened by {by}, was {}", ticket.status.name()));
            draft.note(What::Reopened { by: by.to_owned() }, format!("reopened by {by}"));
        }
        Order::Move { category } => relabel(&mut draft, ticket, (by, category), policy),
        Order::Spam if ticket.is_spam => draft.because("it is closed as spam already"),
        Order::Spam => {
            draft.because(&format!("closed as spam by {by}: what its sender writes here changes nothing"));
            draft.note(What::Spam { by: by.to_owned() }, format!("closed as spam by {by}"));
        }
        Order::Accept { address } => accept(&mut draft, ticket, (by, address)),
        Order::Merge { into } => return merge::into(ticket, (by, *into), policy, now),
        Order::Absorb { other } => return merge::absorb(ticket, (by, other), policy, now),
    }
    draft
}

/// A second address of the customer, or somebody who speaks for him. Letters still go to the customer alone.
fn accept(draft: &mut Draft, ticket: &Ticket, (by, address): (&str, &Address)) {
    if ticket.participants.iter().any(|known| known.same_as(address)) {
        return draft.because(&format!("{address} takes part already"));
    }
    let has_written = ticket.outsiders.iter().any(|one| one.address.same_as(address));
    let yet = if has_written { "" } else { ", who has not written here yet" };
    let why = format!("{by} accepts {address}{yet}");
    draft.because(&why);
    draft.note(What::Accepted { by: by.to_owned(), address: address.clone() }, why);
}

/// The letter first, then the answer in the history: no clock stops for a letter that could not be written.
fn reply(draft: &mut Draft, (by, text, waits): (&str, &str, bool), ticket: &Ticket, policy: &Policy, now: Timestamp) {
    if ticket.status == Status::Closed {
        draft.note(What::Reopened { by: by.to_owned() }, format!("{by} replies"));
    }
    let step = draft.step().saturating_add(1);
    let message_id =
        letter::message_id(&policy.keys, Some(ticket.number), step, LetterKind::Reply, 1, letter::domain(policy));
    let mut wish = Wish::new(LetterKind::Reply, vec![ticket.customer.clone()], step, format!("{by} replies"));
    wish.extra = extra(ticket, policy, now);
    wish.extra.reply = text.to_owned();
    wish.after.push(What::Replied { by: by.to_owned(), waits, message_id: Some(message_id) });
    draft.wishes.push(wish);
}

/// The promise is chosen anew; starts and pauses stay, and the old deadline is kept in the history.
fn relabel(draft: &mut Draft, ticket: &Ticket, (by, category): (&str, &str), policy: &Policy) {
    if ticket.category == category {
        return draft.because(&format!("it is {category} already"));
    }
    let also: Vec<String> = ticket.also.iter().filter(|label| *label != category).cloned().collect();
    let was = match policy.slas.due(ticket) {
        Some((kind, at)) => format!("{} was due {}", kind.words(), at.rfc3339()),
        None => "nothing was due".to_owned(),
    };
    let why = format!("moved from {} to {category} by {by}; {was}", ticket.category);
    draft.because(&why);
    let raise = ticket.raise.as_ref();
    let team = raise.and_then(|raise| raise.team.clone());
    let team = team.or_else(|| policy.rules.categories.get(category).and_then(|found| found.team.clone()));
    let sla = policy.slas.raised(policy.slas.chosen(&policy.rules, (category, &also), &Traits::of(ticket)), raise);
    draft.note(What::Labelled { category: category.to_owned(), also, team, sla, by: Some(by.to_owned()) }, why);
}

/// A mail in the Sent folder: only a login to the mailbox can write there, so its place proves it is staff's.
pub(super) fn sent(ticket: &Ticket, mail: &Mail, facts: &Facts, policy: &Policy, now: Timestamp) -> Draft {
    let nothing = |why: &str| Draft::nothing(Some(ticket), why, now);
    // Some providers put what we post through their relay into Sent: those letters are in the history already.
    let is_ours = mail.message_id.as_deref().is_some_and(|id| letter::ours(&policy.keys, id).is_some());
    if is_ours || mail.kind == Kind::Own {
        return nothing("a letter of ours seen in the Sent folder");
    }
    if mail.kind != Kind::Human {
        return nothing("a robot wrote it: no answer of a person");
    }
    let recipients = || mail.to.iter().chain(&mail.cc);
    if !recipients().any(|to| ticket.participants.iter().any(|who| who.same_as(&to.address))) {
        return nothing("sent to somebody else: no answer to the customer");
    }
    let by = mail.sender().map(|from| &from.address);
    let by = by.map_or_else(|| "staff".to_owned(), |from| policy.person(from).unwrap_or(from.as_str()).to_owned());
    let why = format!("{by} answered from a mail client");
    let mut draft = Draft::of(Some(ticket), now);
    draft.because(&why);
    if ticket.status == Status::Closed {
        draft.note(What::Reopened { by: by.clone() }, why.as_str());
    }
    let words = What::Mail {
        mail_id: facts.mail_id,
        message_id: mail.message_id.clone(),
        language: ticket.language,
        counts: false,
        is_thanks: false,
        is_stranger: false,
        outsider: None,
        is_cut: facts.is_oversize,
        notes: Vec::new(),
        offset: None,
        files: Vec::new(),
        fields: BTreeMap::new(),
        arrived_at: facts.arrived_at,
    };
    draft.note(words, why.as_str());
    let at = facts.arrived_at.min(now);
    draft.note_at(What::Replied { by, waits: true, message_id: mail.message_id.clone() }, why.as_str(), at);
    draft
}

/// No rule has spoken: the general pile, or a robot's mail.
pub(super) fn is_unjudged(category: &str) -> bool {
    [GENERAL, super::MACHINE, super::INTERNAL].contains(&category)
}
