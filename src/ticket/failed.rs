//! core: A letter of this ticket failed for good: what follows?
//! In: the letter's kind, to whom, what the post said. Out: history, and a word to staff if a person's reply is lost.
//! Never answers the address that failed.

use super::draft::Draft;
use super::wish::{Wish, alarm, extra, staff};
use super::{Failed, Ticket, What};
use crate::letter::LetterKind;
use crate::policy::Policy;
use crate::time::Timestamp;

pub(super) fn plan(ticket: &Ticket, letter: Failed<'_>, why: &str, policy: &Policy, now: Timestamp) -> Draft {
    let Failed { kind, to, message_id } = letter;
    let mut draft = Draft::of(Some(ticket), now);
    draft.because(&format!("the {} to {to} failed: {why}", kind.name()));
    draft.note(What::LetterFailed { kind, to: to.to_owned(), message_id: message_id.to_owned() }, why);
    if kind != LetterKind::Reply || ticket.replied_at.is_none() {
        return draft;
    }
    let number = policy.number(ticket.number);
    let told = if ticket.replied_id.as_deref().is_none_or(|newest| newest == message_id) {
        draft.note(What::ReplyVoided, format!("the reply never reached {to}: its clocks run on from their old start"));
        format!("{number}: the reply to {to} did not arrive, the customer has no answer: {why}")
    } else {
        draft.because("an older reply; the newest one stands");
        format!("{number}: an older reply to {to} did not arrive, the newest one stands: {why}")
    };
    let Some(reopened) = draft.ticket.clone() else { return draft };
    let mut wish = Wish::new(LetterKind::OwnerAlert, staff(ticket, policy), draft.step(), "staff are told");
    wish.extra = extra(&reopened, policy, now);
    wish.extra.alarm = alarm(told, policy.slas.due(&reopened).map(|(_, at)| at), 0);
    draft.wishes.push(wish);
    draft
}
