//! Where to read on after SELECT: from the cursor, from the beginning, or all anew?
//! In: the cursor of last time, what SELECT said, the policy for the first start. Out: a plan, pure.
//! Never lets mail that lay there before us, or that a rebuilt server shows again, count as new.

use super::{Listed, Selected};
use crate::mailbox::{Cursor, FirstStart};
use crate::time::Timestamp;

pub const OLD_START: &str = "older than the first start";
pub const OLD_RESYNC: &str = "the server renumbered its mail (resync)";

/// What one pass over a folder does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// To be stored before the first mail of this pass is committed.
    pub cursor: Cursor,
    /// The cursor differs from the stored one in more than `low`.
    pub is_new: bool,
    /// Validity changed or numbers went back: every mail is listed again and none of them answered.
    pub is_resync: bool,
    /// SELECT named no UIDNEXT: `settle` the baseline by a listing before anything is stored.
    pub needs_listing: bool,
    first: FirstStart,
}

/// Decides. Without a cursor this is the first start.
pub fn plan(cursor: Option<Cursor>, selected: &Selected, first: FirstStart, now: Timestamp) -> Plan {
    let Some(known) = cursor else { return anew(selected, first, now) };
    let went_back = selected.next_uid.is_some_and(|next| next < known.low);
    if known.validity == selected.validity && !went_back {
        return Plan { cursor: known, is_new: false, is_resync: false, needs_listing: false, first };
    }
    let baseline = selected.next_uid.unwrap_or(1);
    let cursor = Cursor { validity: selected.validity, baseline, low: 1, started_at: known.started_at };
    let needs_listing = selected.next_uid.is_none();
    // Whatever the first start did: now everything is read, because mail may have come unseen before the change.
    Plan { cursor, is_new: true, is_resync: true, needs_listing, first: FirstStart::Import }
}

fn anew(selected: &Selected, first: FirstStart, now: Timestamp) -> Plan {
    let next = selected.next_uid.unwrap_or(1);
    let (baseline, low) = bounds(first, next);
    let cursor = Cursor { validity: selected.validity, baseline, low, started_at: now };
    let needs_listing = selected.next_uid.is_none() && first != FirstStart::Handle;
    Plan { cursor, is_new: true, is_resync: false, needs_listing, first }
}

fn bounds(first: FirstStart, next: u32) -> (u32, u32) {
    match first {
        FirstStart::Ignore => (next, next),
        FirstStart::Import => (next, 1),
        FirstStart::Handle => (1, 1),
    }
}

impl Plan {
    /// Sets the baseline behind the last mail of a whole listing (from UID 1), when SELECT named no UIDNEXT.
    pub fn settle(mut self, listed: &[Listed]) -> Self {
        if self.needs_listing {
            let next = listed.iter().map(|mail| mail.uid).max().map_or(1, |last| last.saturating_add(1));
            (self.cursor.baseline, self.cursor.low) = bounds(self.first, next);
            self.needs_listing = false;
        }
        self
    }

    /// Where the listing begins.
    pub fn list_from(&self) -> u32 {
        if self.needs_listing { 1 } else { self.cursor.low }
    }

    /// Why a mail is never answered; none when it is new.
    pub fn age(&self, uid: u32) -> Option<&'static str> {
        match uid < self.cursor.baseline {
            true if self.is_resync => Some(OLD_RESYNC),
            true => Some(OLD_START),
            false => None,
        }
    }
}

/// What is listed at a time: of a long folder first a little, so that the first mails are fetched while the server still
/// looks up the sizes of the last, then twice as much each time. The last slice has no end. Out: (first, last).
pub fn slices(low: u32, next_uid: Option<u32>) -> impl Iterator<Item = (u32, Option<u32>)> {
    let (mut at, mut width) = (Some(low), FIRST_SLICE);
    std::iter::from_fn(move || {
        let first = at.take()?;
        let last = first.saturating_add(width - 1);
        width = width.saturating_mul(2);
        let is_last = next_uid.is_none_or(|next| last.saturating_add(1) >= next);
        at = (!is_last).then(|| last.saturating_add(1));
        Some((first, (!is_last).then_some(last)))
    })
}

const FIRST_SLICE: u32 = 300;

/// The cursor's new `low`: behind all that is committed, but never past a mail that is still pending.
/// `committed` and `pending` are UIDs of this pass, in any order.
pub fn advance(low: u32, committed: &[u32], pending: &[u32]) -> u32 {
    let behind = committed.iter().max().map_or(low, |last| last.saturating_add(1)).max(low);
    pending.iter().min().map_or(behind, |first| behind.min(*first))
}

#[cfg(test)]
mod tests;
