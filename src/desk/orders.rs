//! What staff order at the command line.

use super::{Desk, Error, Happening, commit};
use crate::ticket::{Event, Facts, Order, step};
use crate::time::Timestamp;

impl Desk {
    /// Carries out an order. Error: there is no such ticket, or no such category.
    pub fn order(&mut self, number: i64, by: &str, order: &Order, now: Timestamp) -> Result<Happening, Error> {
        if let Order::Move { category } = order
            && !self.policy.rules.categories.contains_key(category)
            && category != crate::rules::GENERAL
        {
            let known: Vec<&str> = self.policy.rules.categories.keys().map(String::as_str).collect();
            return Err(Error::Cannot(format!("there is no category {category}; there are: {}", known.join(", "))));
        }
        let Self { store, policy, .. } = self;
        let happening = store.write(|tx| {
            let Some(ticket) = tx.ticket(number)? else { return Ok(None) };
            let facts = Facts { staff_was_seen: true, ..commit::facts(tx, &ticket, now)? };
            let decision = step::decide(Some(&ticket), &Event::Ordered { by, order }, &facts, policy, now);
            let letters = commit::commit(tx, policy, &decision, None, now)?;
            Ok(Some(commit::tell("staff", by, policy, (&decision, letters), now)))
        })?;
        happening.ok_or_else(|| Error::Cannot(format!("there is no ticket {}", self.policy.number(number))))
    }
}
