//! core: May one more automatic letter to a customer leave right now?
//! In: what left lately, whether the breaker is open, the caps. Out: now, later, or never. Asked in the transaction
//! before the final dot, so that nothing decided long ago leaves unseen.
//! Never cancels for what all the world shares: the breaker holds, two hours at most (mail safety, 3.6).

use super::caps::{self, Standing};
use crate::letter::LetterKind;
use crate::policy::Caps;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Longer than this no letter is held.
pub const HELD: Span = Span::hours(2);
/// Nothing leaves for so long, unless a person resumes.
const OPEN: Span = Span::minutes(60);
/// Then one letter a minute, to see whether the storm is over.
const HALF_OPEN: Span = Span::minutes(10);
const MINUTE: Span = Span::minutes(1);
/// Who was told hears no more of it for so long.
const TOLD: Span = Span::hours(24);

/// Closed unless it was opened. What it is now follows from the clock alone: a restart forgets nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    pub opened_at: Option<Timestamp>,
    /// The cap that opened it.
    pub why: String,
    /// The last letter it let go while half open.
    pub let_go_at: Option<Timestamp>,
    /// A person resumed: what left before does not count.
    pub counts_from: Option<Timestamp>,
    pub told_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Closed,
    Open,
    HalfOpen,
}

/// Automatic letters that left or may have left, but for the one in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Departures {
    /// To everybody.
    pub hour: u32,
    pub day: u32,
    /// The 95th percentile of the hours in which anything left, over 28 days; none before there are so many.
    pub usual_hour: Option<u32>,
    /// Decided for this domain.
    pub domain_hour: u32,
    pub domain_day: u32,
    /// Answers to this address.
    pub sender_day: u32,
    pub sender_week: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    Now,
    /// The breaker holds it.
    Later,
    /// The breaker opens at this letter, for this reason.
    Opens(String),
    /// A cap of its own is passed meanwhile.
    Never(String),
}

impl Breaker {
    /// When the next letter may leave; none while it is closed and was never opened.
    pub fn next_at(&self) -> Option<Timestamp> {
        let opened_at = self.opened_at?;
        let half_open_at = opened_at + OPEN;
        let paced = self.let_go_at.map_or(half_open_at, |at| half_open_at.max(at + MINUTE));
        Some(paced.min(half_open_at + HALF_OPEN))
    }

    pub fn state(&self, now: Timestamp) -> State {
        match self.opened_at {
            Some(at) if now < at + OPEN => State::Open,
            Some(at) if now < at + OPEN + HALF_OPEN => State::HalfOpen,
            _ => State::Closed,
        }
    }

    pub fn opens(&mut self, why: &str, now: Timestamp) {
        (self.opened_at, self.let_go_at) = (Some(now), None);
        why.clone_into(&mut self.why);
    }

    /// True once a day: the owner is to be told.
    pub fn is_news(&mut self, now: Timestamp) -> bool {
        let is_news = self.told_at.is_none_or(|at| now - at > TOLD);
        if is_news {
            self.told_at = Some(now);
        }
        is_news
    }

    /// A person says that all is well: counted anew from now. False: it was closed.
    pub fn resume(&mut self, now: Timestamp) -> bool {
        let was_open = self.state(now) != State::Closed;
        *self = Self { counts_from: Some(now), ..Self::default() };
        was_open
    }

    /// May this letter leave?
    pub fn ask(&self, kind: LetterKind, domain: &str, (left, limits): (&Departures, &Caps), now: Timestamp) -> Leave {
        if let Some(why) = passed(kind, domain, left, limits) {
            return Leave::Never(why);
        }
        match self.state(now) {
            State::Open => Leave::Later,
            State::HalfOpen if self.next_at().is_some_and(|at| now < at) => Leave::Later,
            State::HalfOpen => Leave::Now,
            State::Closed => world(left, limits).map_or(Leave::Now, Leave::Opens),
        }
    }
}

/// Caps of its own that were kept when it was decided: a letter released by hand, or caps made narrower.
fn passed(kind: LetterKind, domain: &str, left: &Departures, limits: &Caps) -> Option<String> {
    let is_answer = kind.answers_a_mail();
    let rows = [
        ("sender_day", left.sender_day + 1, Standing::most(limits.sender_day), is_answer),
        ("sender_week", left.sender_week + 1, Standing::most(limits.sender_week), is_answer),
        ("domain_hour", left.domain_hour, caps::domain_cap(domain, limits.domain_hour), true),
        ("domain_day", left.domain_day, caps::domain_cap(domain, limits.domain_day), true),
    ];
    let mut asked = rows.into_iter().filter(|row| row.3);
    asked
        .find(|row| row.1 > row.2)
        .map(|(name, count, most, _)| format!("cap:{name}: {count} of {most} before its dot"))
}

/// What all the world shares.
fn world(left: &Departures, limits: &Caps) -> Option<String> {
    let usual = left.usual_hour.map(|usual| usual.saturating_mul(3).max(limits.usual_hour_least));
    let rows = [
        ("global_hour", left.hour, limits.global_hour),
        ("global_day", left.day, limits.global_day),
        ("usual_hour", left.hour, usual.unwrap_or(u32::MAX)),
    ];
    rows.into_iter().find(|row| row.1 >= row.2).map(|(name, count, most)| format!("cap:{name}: {count} of {most}"))
}

/// The 95th percentile by nearest rank; none without figures.
pub fn usual(mut hours: Vec<u32>) -> Option<u32> {
    hours.sort_unstable();
    let rank = (hours.len() * 95).div_ceil(100);
    hours.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests;
