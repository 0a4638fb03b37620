//! core: One event, one decision.
use crate::policy::Policy;
use crate::ticket::{Decision, Entry, Event, Facts, Ticket};
use crate::time::Timestamp;

/// What follows from an event. `ticket` is the joined one; none for a mail that opens one.
pub fn decide(
    _ticket: Option<&Ticket>,
    _event: &Event<'_>,
    _facts: &Facts,
    _policy: &Policy,
    _now: Timestamp,
) -> Decision {
    unimplemented!()
}

/// Folds one entry into the ticket; `None` before the first (`Opened`).
pub fn apply(_ticket: Option<Ticket>, _entry: &Entry) -> Option<Ticket> {
    unimplemented!()
}
