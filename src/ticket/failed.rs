//! core: A letter of this ticket failed, or is said to be late: what follows?
//! In: the letter's kind, to whom, what the post said. Out: history, and a word to staff if a person's reply is lost.
//! Never answers the address that failed, and believes no report that proves nothing: it only has people look.

use super::draft::Draft;
use super::wish::{Wish, alarm, extra, staff};
use super::{Facts, Failed, Ticket, What};
use crate::letter::LetterKind;
use crate::policy::Policy;
use crate::time::Timestamp;

pub(super) fn plan(
    ticket: &Ticket,
    (letter, why): (Failed<'_>, &str),
    facts: &Facts,
    policy: &Policy,
    now: Timestamp,
) -> Draft {
    let Failed { kind, to, message_id } = letter;
    let mut draft = Draft::of(Some(ticket), now);
    draft.because(&format!("the {} to {to} failed: {why}", kind.name()));
    draft.note(What::LetterFailed { kind, to: to.to_owned(), message_id: message_id.to_owned() }, why);
    let number = policy.number(ticket.number);
    if kind != LetterKind::Reply || ticket.replied_at.is_none() {
        if kind.is_to_customer() && facts.is_news {
            let days = policy.sending.silence_after_bounce.as_secs() / 86_400;
            let told =
                format!("{number}: letters to {to} come back, nothing automatic goes there for {days} days: {why}");
            tell(&mut draft, ticket, told, policy, now);
        }
        return draft;
    }
    let told = if ticket.replied_id.as_deref().is_none_or(|newest| newest == message_id) {
        draft.note(What::ReplyVoided, format!("the reply never reached {to}: its clocks run on from their old start"));
        format!("{number}: the reply to {to} did not arrive, the customer has no answer: {why}")
    } else {
        draft.because("an older reply; the newest one stands");
        format!("{number}: an older reply to {to} did not arrive, the newest one stands: {why}")
    };
    tell(&mut draft, ticket, told, policy, now);
    draft
}

/// Late, or failed without a proof: nothing changes. Somebody may have made it up; a customer may be without an answer.
pub(super) fn reported(
    ticket: &Ticket,
    (letter, why): (Failed<'_>, &str),
    is_late: bool,
    policy: &Policy,
    now: Timestamp,
) -> Draft {
    let Failed { kind, to, message_id } = letter;
    let mut draft = Draft::of(Some(ticket), now);
    let what = if is_late { "is late" } else { "did not arrive, says a report that proves nothing" };
    draft.because(&format!("the {} to {to} {what}: {why}", kind.name()));
    let (to, message_id) = (to.to_owned(), message_id.to_owned());
    draft.note(What::LetterReported { kind, to: to.clone(), message_id, is_late }, why);
    if kind == LetterKind::Reply && !is_late {
        let number = policy.number(ticket.number);
        let told = format!("{number}: a report says without a proof that the reply to {to} did not arrive: {why}");
        tell(&mut draft, ticket, told, policy, now);
    }
    draft
}

fn tell(draft: &mut Draft, ticket: &Ticket, told: String, policy: &Policy, now: Timestamp) {
    let Some(present) = draft.ticket.clone() else { return };
    let mut wish = Wish::new(LetterKind::OwnerAlert, staff(ticket, policy), draft.step(), "staff are told");
    wish.extra = extra(&present, policy, now);
    wish.extra.alarm = alarm(told, policy.slas.due(&present).map(|(_, at)| at), 0);
    draft.wishes.push(wish);
}
