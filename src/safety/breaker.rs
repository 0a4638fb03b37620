//! core: How many more automatic letters to customers may leave right now?
//! In: what left lately, whether the breaker is open, the caps. Out: how many, or that it opens. Asked in the transaction
//! that hands letters to the post, the last one before their dot, so that nothing decided long ago leaves unseen.
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

/// Automatic letters to customers that left, or may have left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Departures {
    pub hour: u32,
    pub day: u32,
    /// The 95th percentile of the hours in which anything left, over 28 days; none before there are so many.
    pub usual_hour: Option<u32>,
}

/// What was decided and sent for the recipient of one letter, the letter itself among what was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub domain_hour: u32,
    pub domain_day: u32,
    /// Answers that left to this address.
    pub sender_day: u32,
    pub sender_week: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    For(u32),
    /// None: the breaker opens, for this reason.
    Opens(String),
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

    /// For how many letters there is room, somebody waiting.
    pub fn room(&self, left: &Departures, limits: &Caps, now: Timestamp) -> Room {
        match self.state(now) {
            State::HalfOpen if self.next_at().is_none_or(|at| at <= now) => Room::For(1),
            State::Open | State::HalfOpen => Room::For(0),
            State::Closed => world(left, limits),
        }
    }
}

/// Caps of its own that were kept when the letter was decided: it was released by hand, or caps were made narrower.
pub fn passed(kind: LetterKind, domain: &str, (own, limits): (&Own, &Caps)) -> Option<String> {
    let is_answer = kind.answers_a_mail();
    let rows = [
        ("sender_day", own.sender_day + 1, Standing::most(limits.sender_day), is_answer),
        ("sender_week", own.sender_week + 1, Standing::most(limits.sender_week), is_answer),
        ("domain_hour", own.domain_hour, caps::domain_cap(domain, limits.domain_hour), true),
        ("domain_day", own.domain_day, caps::domain_cap(domain, limits.domain_day), true),
    ];
    let mut asked = rows.into_iter().filter(|row| row.3);
    let over = asked.find(|row| row.1 > row.2);
    over.map(|(name, count, most, _)| format!("cap:{name}: {count} of {most}, asked again before it left"))
}

/// What all the world shares.
fn world(left: &Departures, limits: &Caps) -> Room {
    let usual = left.usual_hour.map(|usual| usual.saturating_mul(3).max(limits.usual_hour_least));
    let rows = [
        ("global_hour", left.hour, limits.global_hour),
        ("global_day", left.day, limits.global_day),
        ("usual_hour", left.hour, usual.unwrap_or(u32::MAX)),
    ];
    match rows.iter().find(|row| row.1 >= row.2) {
        Some((name, count, most)) => Room::Opens(format!("cap:{name}: {count} of {most}")),
        None => Room::For(rows.iter().map(|row| row.2.saturating_sub(row.1)).min().unwrap_or(0)),
    }
}

/// The 95th percentile by nearest rank; none without figures.
pub fn usual(mut hours: Vec<u32>) -> Option<u32> {
    hours.sort_unstable();
    let rank = (hours.len() * 95).div_ceil(100);
    hours.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests;
