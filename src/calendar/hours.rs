//! core: The hours of one day.
//! In: `09:00-18:00` as an admin writes it. Out: half-open shifts in minutes of the day; 24:00 is the day's end.
//! Never reaches over midnight: a night shift is two.

use crate::rules::Words;

/// Half-open, in minutes of the day: `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    pub from: u16,
    pub to: u16,
}

/// What replaces a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exception {
    /// None: closed.
    pub shifts: Vec<Shift>,
    pub name: Option<Words>,
}

/// A date's hours.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    pub shifts: &'a [Shift],
    /// When it is not its weekday's.
    pub exception: Option<&'a Exception>,
}

impl Shift {
    pub const MIDNIGHT: u16 = 24 * 60;

    /// Reads `09:00-18:00`; `22:00-06:00` goes over midnight, and what lies after it comes second.
    pub fn parse(text: &str) -> Option<(Self, Option<Self>)> {
        let (from, to) = text.split_once(['-', '–'])?;
        let (from, to) = (minute(from)?, minute(to)?);
        if from < to {
            return Some((Self { from, to }, None));
        }
        let next = (to > 0).then_some(Self { from: 0, to });
        (from < Self::MIDNIGHT && from != to).then_some((Self { from, to: Self::MIDNIGHT }, next))
    }

    pub fn secs(self) -> i64 {
        60 * i64::from(self.to.saturating_sub(self.from))
    }
}

impl std::fmt::Display for Shift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}–{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}

/// `9:00`, `09:30`, `24:00`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minute): (u16, u16) =
        (is_number(hour).then(|| hour.parse().ok())??, is_number(minute).then(|| minute.parse().ok())??);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= Shift::MIDNIGHT).then_some(minutes)
}

/// Ascending; shifts that touch are one. None: two of them overlap.
pub fn joined(mut shifts: Vec<Shift>) -> Option<Vec<Shift>> {
    shifts.sort_unstable();
    let mut joined: Vec<Shift> = Vec::with_capacity(shifts.len());
    for shift in shifts {
        match joined.last_mut() {
            Some(last) if shift.from < last.to => return None,
            Some(last) if shift.from == last.to => last.to = shift.to,
            _ => joined.push(shift),
        }
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_half_open_and_a_night_shift_is_two() {
        let read = |text| Shift::parse(text).map(|(one, next)| (one.to_string(), next.map(|next| next.to_string())));
        assert_eq!(read("09:00-18:00"), Some(("09:00–18:00".to_owned(), None)));
        assert_eq!(read("00:00-24:00"), Some(("00:00–24:00".to_owned(), None)));
        assert_eq!(read("22:00-06:00"), Some(("22:00–24:00".to_owned(), Some("00:00–06:00".to_owned()))));
        assert_eq!(read("22:00-00:00"), Some(("22:00–24:00".to_owned(), None)));
        for wrong in
            ["09:00", "9-18", "09:60-10:00", "24:30-25:00", "09:00-09:00", "24:00-06:00", "+9:00-10:00", "九点-十点"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shifts_that_touch_are_one_and_shifts_that_overlap_are_an_error() {
        let shift = |from, to| Shift { from, to };
        assert_eq!(joined(vec![shift(780, 1080), shift(540, 780)]), Some(vec![shift(540, 1080)]));
        assert_eq!(joined(vec![shift(780, 1080), shift(540, 720)]), Some(vec![shift(540, 720), shift(780, 1080)]));
        assert_eq!(joined(vec![shift(540, 790), shift(780, 1080)]), None);
    }
}
