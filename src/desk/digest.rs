//! One letter to a person of the staff in place of many: after a downtime, and above his hourly limit.
//! In: letters that were written and spared. Out: digests; the rows of the letters say where they were told.
//! Never loses an alarm: each is a row of the outbox until a digest in the same database has told of it.

use super::{Desk, Error, Happening, Planned, alert, commit};
use crate::letter;
use crate::mail::Address;
use crate::phrasebook;
use crate::policy::Policy;
use crate::store::{self, Spared, Tx};
use crate::ticket::wish::is_ours;
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// Longer digests are read by nobody.
const MOST_LINES: usize = 200;
/// The limit of staff letters is one of an hour.
pub(super) const HOUR: Span = Span::hours(1);

impl Desk {
    /// What went over staff's hourly limit, an hour after the first letter of it was spared.
    pub(super) fn hourly_digest(&mut self, now: Timestamp) -> Result<Option<Happening>, Error> {
        let Self { store, policy, .. } = self;
        if store.view().digest_at()?.is_none_or(|at| now < at) {
            return Ok(None);
        }
        let letters = store.write(|tx| {
            tx.set_digest_at(None)?;
            let said = |count| format!("{count} more alarms in an hour than staff_hour");
            write(tx, policy, Spared::OverLimit, said, now)
        })?;
        Ok((!letters.is_empty()).then(|| alert::told("what went over staff_hour comes in one letter", letters, now)))
    }
}

/// A digest to each person whose letters were spared for this reason; `said` is its subject, by their number.
pub(super) fn write(
    tx: &mut Tx<'_>,
    policy: &Policy,
    why: Spared,
    said: impl Fn(usize) -> String,
    now: Timestamp,
) -> store::Result<Vec<Planned>> {
    let mut lines: BTreeMap<Address, Vec<String>> = BTreeMap::new();
    for (to, subject) in tx.gathered(why, now)? {
        lines.entry(to).or_default().push(subject);
    }
    let mut planned = Vec::new();
    for (to, lines) in lines.iter().filter(|(to, _)| !is_ours(to, policy)) {
        let mut more = lines.iter().take(MOST_LINES).cloned().collect::<Vec<_>>().join("\n");
        if lines.len() > MOST_LINES {
            more.push_str(&format!("\n… {}: frontdesk list", lines.len() - MOST_LINES));
        }
        let sequence = u32::try_from(tx.next_sequence()?).unwrap_or(u32::MAX);
        let (what, below) = (phrasebook::said(&said(lines.len())), more.into());
        let letter = letter::owner_alert(policy, sequence, to, (&what, &below)).map_err(store::Error::refused)?;
        planned.extend(commit::letters(tx, policy, &[letter], None, now)?);
    }
    Ok(planned)
}
