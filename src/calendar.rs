//! core: When is the desk open, and how much open time lies between two instants?
//! In: a zone, weekly hours, dated exceptions that replace their day. Out: open seconds, the instant so much later, the
//! same time of the Nth open day, the next opening.
//! Never walks minutes: weeks are counted, and the days that differ from their weekday are summed up beforehand.
//! A calendar that never opens again counts every second: nobody is forgotten.

mod count;
mod hours;
pub mod ics;

pub use hours::{Day, Exception, Shift, joined};

use crate::time::{Span, Timestamp};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Calendar {
    /// Every second of every day; built in.
    #[default]
    Always,
    Office(Arc<Office>),
}

/// Opening hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    pub name: String,
    pub zone: TimeZone,
    /// Monday first; each day's shifts ascending, apart from one another.
    week: [Vec<Shift>; 7],
    /// Each replaces its day.
    dates: BTreeMap<Date, Exception>,
    /// Open seconds of the week before each weekday, and of the whole week.
    sums: [i64; 8],
    /// Days whose open time is not their weekday's, by number, each with what all of them so far differ.
    odd: Vec<(i64, i64)>,
}

impl Calendar {
    /// Opening hours of a week, Monday first, and the days that differ.
    pub fn office(name: &str, zone: TimeZone, week: [Vec<Shift>; 7], dates: BTreeMap<Date, Exception>) -> Self {
        Self::Office(Arc::new(Office::new(name, zone, week, dates)))
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Always => "always",
            Self::Office(office) => &office.name,
        }
    }

    pub fn zone(&self) -> Option<&TimeZone> {
        match self {
            Self::Always => None,
            Self::Office(office) => Some(&office.zone),
        }
    }

    /// Is there any second at which it is closed? By the rules of the week: a holiday alone closes nothing that matters.
    pub fn ever_closes(&self) -> bool {
        match self {
            Self::Always => false,
            Self::Office(office) => !office.is_always_open(),
        }
    }

    /// Open time from one instant to a later one.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Span {
        match self {
            Self::Always => (to - from).max(Span::ZERO),
            Self::Office(office) => Span::secs((office.before(to) - office.before(from)).max(0)),
        }
    }

    /// The least instant with so much open time since the start.
    pub fn after(&self, start: Timestamp, open: Span) -> Timestamp {
        if open <= Span::ZERO {
            return start;
        }
        match self {
            Self::Always => start + open,
            Self::Office(office) => office.after(start, open.as_secs()).unwrap_or(start + open),
        }
    }

    /// The same time of day on the Nth open day after, or that day's close if it closes earlier, or if until then nobody
    /// could have done anything.
    pub fn working_days(&self, start: Timestamp, days: u32) -> Timestamp {
        let plain = start + Span::days(i64::from(days));
        match self {
            Self::Always => plain,
            Self::Office(office) => office.working_days(start, days).unwrap_or(plain),
        }
    }

    /// Now, when it is open; else when it opens next.
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        match self {
            Self::Always => at,
            // A whole second of open time, less that second.
            Self::Office(office) => office.after(at, 1).map_or(at, |second| second - Span::secs(1)),
        }
    }

    pub fn is_open(&self, at: Timestamp) -> bool {
        self.between(at, at + Span::secs(1)) > Span::ZERO
    }

    /// How long a length of open time lasts on average, by the rules of the week: what makes promises comparable.
    pub fn usual(&self, open: Span) -> Span {
        const WEEK: i64 = 7 * 86_400;
        match self {
            Self::Always => open,
            Self::Office(office) => match office.of_week() {
                0 => open,
                week => Span::secs(
                    i64::try_from(i128::from(open.as_secs()) * i128::from(WEEK) / i128::from(week)).unwrap_or(i64::MAX),
                ),
            },
        }
    }

    /// The same for working days.
    pub fn usual_days(&self, days: u32) -> Span {
        let open = match self {
            Self::Always => 7,
            Self::Office(office) => office.open_weekdays().max(1),
        };
        Span::secs(i64::from(days) * 7 * 86_400 / open)
    }
}

impl Office {
    /// A calendar that is open somewhere in this many days is worth the name.
    pub const OUTLOOK: Span = Span::days(400);

    /// At least one open second to come.
    pub fn opens_within(&self, ahead: Span, now: Timestamp) -> bool {
        self.before(now + ahead) > self.before(now)
    }

    /// Any hours at all?
    pub fn ever_opens(&self) -> bool {
        self.of_week() > 0 || self.dates.values().any(|day| !day.shifts.is_empty())
    }

    /// The local date of an instant.
    pub fn date(&self, at: Timestamp) -> Date {
        at.in_zone(&self.zone).date()
    }

    /// What a date's hours are, and why.
    pub fn day(&self, date: Date) -> Day<'_> {
        let exception = self.dates.get(&date);
        let shifts = exception.map_or_else(|| self.usual_shifts(date.weekday()), |exception| &exception.shifts);
        Day { shifts, exception }
    }

    /// How long a date is open: by the clock on the wall, not by what stands in the file.
    pub fn open_seconds(&self, date: Date) -> i64 {
        self.length_on(date)
    }

    /// Years of which some day is listed.
    pub fn listed_years(&self) -> impl Iterator<Item = i16> {
        self.dates.keys().map(|date| date.year())
    }

    pub fn has_exceptions(&self) -> bool {
        !self.dates.is_empty()
    }

    /// The hours of a weekday.
    pub fn usual_shifts(&self, weekday: Weekday) -> &Vec<Shift> {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &self.week;
        match weekday {
            Weekday::Monday => monday,
            Weekday::Tuesday => tuesday,
            Weekday::Wednesday => wednesday,
            Weekday::Thursday => thursday,
            Weekday::Friday => friday,
            Weekday::Saturday => saturday,
            Weekday::Sunday => sunday,
        }
    }

    fn open_weekdays(&self) -> i64 {
        i64::try_from(self.week.iter().filter(|shifts| !shifts.is_empty()).count()).unwrap_or(7)
    }
}

#[cfg(test)]
mod tests;
