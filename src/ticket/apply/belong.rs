//! core: Who speaks in a ticket, and what belongs to it?
//! In: entries about people, other tickets, spam. Out: the ticket with its participants, its outsiders, what it took over.
//! Never a participant by himself: staff accept who is none.

use super::{close, earlier, owe, refer, resume};
use crate::mail::Address;
use crate::ticket::{Outsider, Status, Ticket, What, files, hints};
use crate::time::Timestamp;

/// Who speaks here, and what belongs together.
pub(super) fn belong(ticket: &mut Ticket, what: &What, at: Timestamp) {
    match what {
        What::Spam { .. } => {
            close(ticket, at);
            ticket.is_spam = true;
        }
        What::Merged { into, .. } => {
            close(ticket, at);
            ticket.merged_into = Some(*into);
        }
        What::Absorbed { .. } => absorb(ticket, what, at),
        What::Accepted { address, .. } => accept(ticket, address, at),
        What::Related { ticket: other } => hints::see_also(ticket, *other),
        What::Several { accounts } => accounts.iter().for_each(|account| add(&mut ticket.accounts, account)),
        _ => {}
    }
}

/// Somebody who does not take part wrote; the newest are remembered.
pub(super) fn knock(ticket: &mut Ticket, address: &Address, wrote_at: Timestamp) {
    const MOST: usize = 20;
    ticket.outsiders.retain(|known| !known.address.same_as(address));
    ticket.outsiders.push(Outsider { address: address.clone(), wrote_at });
    let surplus = ticket.outsiders.len().saturating_sub(MOST);
    ticket.outsiders.drain(..surplus);
}

/// What he wrote since our last reply is owed an answer, from now on: until now nobody knew that it counts.
fn accept(ticket: &mut Ticket, address: &Address, at: Timestamp) {
    let wrote_at = ticket.outsiders.iter().find(|one| one.address.same_as(address)).map(|one| one.wrote_at);
    ticket.outsiders.retain(|one| !one.address.same_as(address));
    add(&mut ticket.participants, address);
    let is_owed = wrote_at.is_some_and(|wrote_at| ticket.replied_at.is_none_or(|replied| wrote_at > replied));
    if is_owed && matches!(ticket.status, Status::Open | Status::Waiting) {
        if ticket.status == Status::Waiting {
            resume(ticket, at);
        }
        ticket.started_at.get_or_insert(at);
        owe(ticket, at);
    }
}

/// What the other ticket knew and owed is this one's now. Its own newer words stand.
fn absorb(ticket: &mut Ticket, what: &What, at: Timestamp) {
    let What::Absorbed { other, is_open, unanswered_at, participants, fields, references, files, .. } = what else {
        return;
    };
    ticket.maybe_related.retain(|related| related != other);
    participants.iter().for_each(|one| add(&mut ticket.participants, one));
    ticket.outsiders.retain(|one| !participants.iter().any(|known| known.same_as(&one.address)));
    for (field, found) in fields {
        ticket.fields.entry(field.clone()).or_insert_with(|| found.clone());
    }
    ticket.asked.retain(|field| !ticket.fields.contains_key(field));
    references.iter().for_each(|id| refer(ticket, id));
    files::add(ticket, files);
    if *is_open && ticket.status != Status::Open {
        resume(ticket, at);
    }
    if let Some(since) = unanswered_at {
        ticket.started_at.get_or_insert(*since);
        owe(ticket, *since);
        ticket.unanswered_at = earlier(ticket.unanswered_at, Some(*since));
    }
}

fn add(list: &mut Vec<Address>, address: &Address) {
    const MOST: usize = 20;
    if list.len() < MOST && !list.iter().any(|known| known.same_as(address)) {
        list.push(address.clone());
    }
}
