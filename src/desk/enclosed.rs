//! A letter with its files, put together when it leaves.
//! In: a letter claimed from the outbox. Out: the same, whole. One letter at a time is whole, and of one file at a time
//! the mail is unpacked: what it takes is bounded by `forward_up_to` and the largest mail.

use crate::post::enclosure::{self, Enclosure};
use crate::post::{Outcome, Outgoing};
use crate::store::{self, View};
use std::borrow::Cow;

/// With its files, if it takes any along.
pub fn whole<'a>(view: &View<'_>, letter: &'a Outgoing) -> store::Result<Cow<'a, Outgoing>> {
    if letter.enclosed.is_empty() {
        return Ok(Cow::Borrowed(letter));
    }
    let mut whole = letter.clone();
    for one in &letter.enclosed {
        let content = view.file(one)?;
        enclosure::enclose(&mut whole.bytes, Enclosure { name: one.name.clone(), content });
    }
    Ok(Cow::Owned(whole))
}

/// The same without its files, where it was refused for good with them: too large perhaps, or a filter disliked one. Staff
/// must hear of the ticket all the same.
pub fn bare(letter: &Outgoing, outcome: &Outcome) -> Option<Outgoing> {
    if letter.enclosed.is_empty() || !matches!(outcome, Outcome::Never(_)) {
        return None;
    }
    let mut bare = Outgoing { enclosed: Vec::new(), ..letter.clone() };
    enclosure::leave_out(&mut bare.bytes);
    Some(bare)
}
