//! What staff order at the command line.

use super::{Desk, Error, Happening, commit};
use crate::policy::Policy;
use crate::store::{self, Tx};
use crate::ticket::wish::is_ours;
use crate::ticket::{Event, Facts, Order, Ticket, obstacle, step};
use crate::time::Timestamp;

/// What became of an order, or why it cannot be carried out.
type Ordered = Result<Vec<Happening>, String>;

impl Desk {
    /// Carries out an order; a merge happens to two tickets. Error: there is no such ticket, or no such category.
    pub fn order(&mut self, number: i64, by: &str, order: &Order, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, .. } = self;
        let ordered = store.write(|tx| {
            let Some(ticket) = tx.ticket(number)? else { return Ok(Err(missing(number, policy))) };
            if let Some(why) = refusal(&ticket, order, policy) {
                return Ok(Err(why));
            }
            match order {
                Order::Merge { into } => merge(tx, (&ticket, *into), by, policy, now),
                order => Ok(Ok(vec![carry_out(tx, &ticket, (by, order), policy, now)?])),
            }
        })?;
        ordered.map_err(Error::Cannot)
    }
}

fn missing(number: i64, policy: &Policy) -> String {
    format!("there is no ticket {}", policy.number(number))
}

/// Why this order is not for this ticket.
fn refusal(ticket: &Ticket, order: &Order, policy: &Policy) -> Option<String> {
    if let (Some(into), false) = (ticket.merged_into, matches!(order, Order::Reopen)) {
        let (number, into) = (policy.number(ticket.number), policy.number(into));
        return Some(format!(
            "{number} is merged into {into}: order it there, or take them apart: frontdesk reopen {number}"
        ));
    }
    match order {
        Order::Move { category }
            if !policy.rules.categories.contains_key(category) && category != crate::rules::GENERAL =>
        {
            let known: Vec<&str> = policy.rules.categories.keys().map(String::as_str).collect();
            Some(format!("there is no category {category}; there are: {}", known.join(", ")))
        }
        Order::Accept { address } if address.local().is_empty() || !address.domain().contains('.') => {
            Some(format!("{address:?} is no mail address: write for example ann@example.org"))
        }
        Order::Accept { address } if is_ours(address, policy) || policy.person(address).is_some() => {
            Some(format!("{address} is one of ours, no customer's"))
        }
        _ => None,
    }
}

/// Into the ticket that is named, or the one it was merged into itself; so no circle can come about.
fn merge(
    tx: &mut Tx<'_>,
    (ticket, into): (&Ticket, i64),
    by: &str,
    policy: &Policy,
    now: Timestamp,
) -> Result<Ordered, store::Error> {
    let Some(survivor) = tx.ticket(tx.survivor(into)?)? else { return Ok(Err(missing(into, policy))) };
    if let Some(why) = obstacle(ticket, &survivor, policy) {
        return Ok(Err(why));
    }
    let absorb = Order::Absorb { other: Box::new(ticket.clone()) };
    let gone = carry_out(tx, ticket, (by, &Order::Merge { into: survivor.number }), policy, now)?;
    Ok(Ok(vec![gone, carry_out(tx, &survivor, (by, &absorb), policy, now)?]))
}

fn carry_out(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    (by, order): (&str, &Order),
    policy: &Policy,
    now: Timestamp,
) -> Result<Happening, store::Error> {
    let facts = Facts { staff_was_seen: true, ..commit::facts(tx, ticket, now)? };
    let decision = step::decide(Some(ticket), &Event::Ordered { by, order }, &facts, policy, now);
    let letters = commit::commit(tx, policy, &decision, None, now)?;
    Ok(commit::tell("staff", by, policy, (&decision, letters), now))
}
