//! core: When to try again?
//! In: how often we tried, since when, what kind of letter. Out: the next instant, or the end of trying.
//! Never random by itself: jitter comes from a seed, so that the same failure gives the same wait in a test.

use crate::letter::LetterKind;
use crate::time::{Span, Timestamp};

/// Minutes after the first, second … refusal; the last repeats.
const WAITS: [i64; 6] = [1, 2, 5, 15, 30, 60];

/// A reconnect starts here and doubles up to the longest wait.
const FIRST_RECONNECT_SECS: i64 = 2;
const LONGEST_RECONNECT_SECS: i64 = 300;

/// How long a letter is worth trying (page on mail safety, 3.3): a late receipt is noise, a person's words are not.
pub const fn limit(kind: LetterKind) -> Span {
    match kind {
        LetterKind::Ack | LetterKind::FollowupStatus | LetterKind::StrangerReceipt => Span::hours(2),
        LetterKind::AskAgain
        | LetterKind::Overdue
        | LetterKind::Remind
        | LetterKind::Closing
        | LetterKind::SolvedCheck => Span::hours(12),
        LetterKind::Reply | LetterKind::Warning | LetterKind::Breach | LetterKind::Page | LetterKind::OwnerAlert => {
            Span::days(5)
        }
    }
}

/// When to try a letter again that was refused for now. `attempts` were made, the letter was decided at `since`; none:
/// it is not worth another.
pub fn next_attempt(kind: LetterKind, attempts: u32, since: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let minutes = WAITS.get(place).or(WAITS.last()).copied().unwrap_or(60);
    let next = now + Span::minutes(minutes);
    (next <= since + limit(kind)).then_some(next)
}

/// How long to wait before connecting again after `attempt` failures in a row (from 1): 2 s, doubled up to 5 min, of
/// which a part between one half and the whole is taken, so that many clients of one server do not come back at once.
pub const fn reconnect(attempt: u32, seed: u64) -> Span {
    let doublings = if attempt > 8 { 8 } else { attempt.saturating_sub(1) };
    let whole = FIRST_RECONNECT_SECS << doublings;
    let whole = if whole > LONGEST_RECONNECT_SECS { LONGEST_RECONNECT_SECS } else { whole };
    let half = whole / 2;
    let spread = scatter(seed ^ (attempt as u64)) % (whole - half + 1).unsigned_abs();
    Span::secs(half + spread.cast_signed())
}

/// SplitMix64's last step: neighbouring seeds give unrelated numbers.
const fn scatter(seed: u64) -> u64 {
    let mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_secs(1_795_000_000);

    /// The minutes between attempts until a kind of letter is given up, when every attempt is refused for now.
    fn waits(kind: LetterKind) -> Vec<i64> {
        let (mut now, mut waits) = (START, Vec::new());
        for attempts in 1.. {
            let Some(next) = next_attempt(kind, attempts, START, now) else { break };
            waits.push((next - now).as_secs() / 60);
            now = next;
        }
        waits
    }

    #[test]
    fn a_receipt_is_given_up_after_two_hours() {
        assert_eq!(waits(LetterKind::Ack), [1, 2, 5, 15, 30, 60]);
    }

    #[test]
    fn a_persons_words_are_tried_for_five_days() {
        let waits = waits(LetterKind::Reply);
        assert_eq!(waits.get(..7), Some([1, 2, 5, 15, 30, 60, 60].as_slice()));
        let total: i64 = waits.iter().sum();
        assert!((5 * 24 * 60 - 60..=5 * 24 * 60).contains(&total), "{total} minutes");
    }

    #[test]
    fn reconnecting_waits_longer_each_time_but_never_over_five_minutes() {
        for seed in 0..200 {
            let first = reconnect(1, seed).as_secs();
            assert!((1..=2).contains(&first), "{first}");
            let later = reconnect(20, seed).as_secs();
            assert!((150..=300).contains(&later), "{later}");
            assert_eq!(reconnect(5, seed), reconnect(5, seed));
        }
        let spread: std::collections::BTreeSet<i64> = (0..200).map(|seed| reconnect(20, seed).as_secs()).collect();
        assert!(spread.len() > 50, "clients come back together: {spread:?}");
    }
}
