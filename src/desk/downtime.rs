//! After a long downtime: mail first, then the clock, a few timers a minute, and one digest to each of the staff (page on
//! mail safety, 3.4).
//! In: when the desk was last known to run. Out: how much of the clock may fire now; at the end the digests.
//! Never loses an alarm: each is a row of the outbox until a digest in the same database has told of it.

use super::{Desk, Error, Happening, alert, digest};
use crate::letter::dates;
use crate::policy::Policy;
use crate::store::{Spared, Store};
use crate::time::{Span, Timestamp};

/// A shorter break is none.
const LONG: Span = Span::minutes(30);
/// The customer may have answered meanwhile: mail is read first.
const QUIET: Span = Span::minutes(5);
const MINUTE: Span = Span::minutes(1);
const A_MINUTE: usize = 10;
/// How exactly we know when we last ran.
const BEAT: Span = Span::minutes(5);
const ALIVE: &str = "alive_at";

/// What fell due while nobody looked is being worked off.
pub(super) struct CatchUp {
    away: Span,
    next_at: Timestamp,
    /// Timers that may fire before the next minute.
    left: usize,
}

impl Desk {
    /// At the start: how long nobody looked, if that was long. The clock then stays quiet for five minutes.
    pub fn wake(&mut self, now: Timestamp) -> Result<Option<Span>, Error> {
        let last = self.store.meta(ALIVE)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
        Ok(last.and_then(|last| self.wake_after(now - last, now)))
    }

    pub(crate) fn wake_after(&mut self, away: Span, now: Timestamp) -> Option<Span> {
        let is_long = away > LONG;
        self.catch_up = is_long.then(|| CatchUp { away, next_at: now + QUIET, left: A_MINUTE });
        is_long.then_some(away)
    }

    /// For a run that ends when nothing is due: the mail was read, and nobody waits for the minutes to pass.
    pub const fn hurry(&mut self, now: Timestamp) {
        if let Some(catch_up) = &mut self.catch_up {
            catch_up.next_at = now;
            catch_up.left = usize::MAX;
        }
    }

    /// Notes now and then that the desk runs; not before the downtime before it is worked off.
    pub fn beat(&mut self, now: Timestamp) -> Result<(), Error> {
        let is_fresh = self.beat_at.is_some_and(|last| now - last < BEAT && last <= now);
        if !is_fresh && self.catch_up.is_none() {
            self.store.set_meta(ALIVE, &now.secs().to_string())?;
            self.beat_at = Some(now);
        }
        Ok(())
    }

    /// When the clock should be looked at again; in the past when something is due.
    pub fn next_timer_at(&self) -> Result<Option<Timestamp>, Error> {
        match &self.catch_up {
            Some(catch_up) => Ok(Some(catch_up.next_at)),
            None => {
                let timer = self.store.due(Timestamp::from_secs(i64::MIN), 1)?.next_at;
                Ok(timer.into_iter().chain(self.store.view().digest_at()?).min())
            }
        }
    }

    pub(super) const fn is_catching_up(&self) -> bool {
        self.catch_up.is_some()
    }

    /// How many timers may fire now.
    pub(super) fn share(&self, limit: usize, now: Timestamp) -> usize {
        if !self.watch.is_safe() {
            return 0;
        }
        match &self.catch_up {
            Some(catch_up) if now < catch_up.next_at => 0,
            Some(catch_up) => limit.min(catch_up.left),
            None => limit,
        }
    }

    /// After so many timers. When none is left the digests go out.
    pub(super) fn caught_up(&mut self, fired: usize, is_all: bool, now: Timestamp) -> Result<Option<Happening>, Error> {
        let Self { store, policy, catch_up, .. } = self;
        let Some(under_way) = catch_up else { return Ok(None) };
        under_way.left = under_way.left.saturating_sub(fired);
        if !is_all {
            if under_way.left == 0 {
                (under_way.next_at, under_way.left) = (now + MINUTE, A_MINUTE);
            }
            return Ok(None);
        }
        let told = digests(store, policy, under_way.away, now)?;
        *catch_up = None;
        Ok(told)
    }
}

/// In place of a letter a ticket.
fn digests(store: &mut Store, policy: &Policy, away: Span, now: Timestamp) -> Result<Option<Happening>, Error> {
    let away = dates::length(away);
    let said = |count| format!("{count} due while frontdesk did not run for {away}");
    let letters = store.write(|tx| digest::write(tx, policy, Spared::WhileDown, said, now))?;
    let what = format!("the clock has caught up after {away} of downtime");
    Ok((!letters.is_empty()).then(|| alert::told(&what, letters, now)))
}
