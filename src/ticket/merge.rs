//! core: Two tickets are one matter: what follows in each?
//! In: the ticket and the one it goes into, or the one it takes in. Out: history in both.
//! Never writes to the customer: he asked once, and it goes on (gate L25).

use super::draft::Draft;
use super::{Status, Ticket, What};
use crate::policy::Policy;
use crate::time::Timestamp;

pub(super) fn into(ticket: &Ticket, (by, into): (&str, i64), policy: &Policy, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    let why = format!("merged into {} by {by}: its mail goes there", policy.number(into));
    draft.because(&why);
    draft.note(What::Merged { by: by.to_owned(), into }, why);
    draft
}

pub(super) fn absorb(ticket: &Ticket, (by, other): (&str, &Ticket), policy: &Policy, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    let is_open = other.status == Status::Open;
    let mut why = format!("takes in {} by {by}", policy.number(other.number));
    if is_open && ticket.status != Status::Open {
        why.push_str(&format!("; open again, was {}", ticket.status.name()));
    }
    draft.because(&why);
    let what = What::Absorbed {
        by: by.to_owned(),
        other: other.number,
        is_open,
        unanswered_at: other.unanswered_at,
        participants: other.participants.clone(),
        fields: other.fields.clone(),
        references: other.last_message_id.iter().cloned().collect(),
        files: other.files.clone(),
    };
    draft.note(what, why);
    draft
}

/// Why these two are not merged; none when they may be.
pub fn obstacle(ticket: &Ticket, into: &Ticket, policy: &Policy) -> Option<String> {
    let (number, survivor) = (policy.number(ticket.number), policy.number(into.number));
    if ticket.number == into.number {
        return Some(format!("{number} cannot be merged into itself, nor into one that was merged into it"));
    }
    let takes_part = into.participants.iter().any(|one| one.same_as(&ticket.customer));
    (!takes_part).then(|| {
        format!(
            "{number} is {}'s and {survivor} is {}'s: replies go to one customer only. If they are one person: \
             frontdesk accept {survivor} {}",
            ticket.customer, into.customer, ticket.customer
        )
    })
}
