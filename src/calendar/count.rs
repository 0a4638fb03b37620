//! core: Open seconds before an instant, and the instant at which there were so many.
//! In: opening hours. Out: both in closed form: whole weeks, the weekday, the odd days, and the shifts of one day.
//! An opening in a gap of the clock moves to the first instant after it; in a fold the earlier instant opens and the
//! later one closes. 24:00 is the first instant of the next day.

use super::{Exception, Office, Shift};
use crate::time::Timestamp;
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// Changes of the clock are looked up from 2000 to 2100; no promise reaches further.
const CLOCKS: (i64, i64) = (946_684_800, 4_102_444_800);
/// Fifty years: a calendar that does not open so long never does.
const FAR: i64 = 18_263;
const DAY: i64 = 86_400;

#[derive(Clone, Copy)]
enum Edge {
    Opens,
    Closes,
}

impl Office {
    pub(super) fn new(name: &str, zone: TimeZone, week: [Vec<Shift>; 7], dates: BTreeMap<Date, Exception>) -> Self {
        let mut sums = [0; 8];
        let mut sum = 0;
        for (slot, shifts) in sums.iter_mut().skip(1).zip(&week) {
            sum += length(shifts);
            *slot = sum;
        }
        let mut office = Self { name: name.to_owned(), zone, week, dates, sums, odd: Vec::new() };
        office.odd = office.differences();
        office
    }

    /// Exceptions, and days on which somebody is there while the clock is changed.
    fn differences(&self) -> Vec<(i64, i64)> {
        let mut days: BTreeSet<i64> = self.dates.keys().map(|date| number(*date)).collect();
        let begin = jiff::Timestamp::from_second(CLOCKS.0).unwrap_or_default();
        let changes = self.zone.following(begin).map(|change| Timestamp::from_secs(change.timestamp().as_second()));
        for change in changes.take_while(|change| change.secs() < CLOCKS.1) {
            let day = number(self.date(change));
            // A jump over midnight touches the day before as well.
            days.extend([day - 1, day, day + 1]);
        }
        let mut sum = 0;
        let mut odd = Vec::new();
        for day in days {
            let difference =
                self.shifts_of(day).iter().map(|(from, to)| to - from).sum::<i64>() - self.usual_length(day);
            if difference != 0 {
                sum += difference;
                odd.push((day, sum));
            }
        }
        odd
    }

    pub(super) fn of_week(&self) -> i64 {
        let [.., whole] = self.sums;
        whole
    }

    pub(super) fn is_always_open(&self) -> bool {
        self.of_week() == 7 * DAY
    }

    /// Open seconds before an instant, from some day far away.
    pub(super) fn before(&self, at: Timestamp) -> i64 {
        let day = number(self.date(at));
        let within: i64 = self.shifts_of(day).iter().map(|(from, to)| (at.secs().min(*to) - from).max(0)).sum();
        self.days_before(day) + within
    }

    /// The least instant with so many open seconds since the start.
    pub(super) fn after(&self, start: Timestamp, open: i64) -> Option<Timestamp> {
        let wanted = self.before(start).saturating_add(open);
        let (mut known, mut beyond) = (number(self.date(start)), 1);
        while self.days_before(known + beyond) < wanted {
            if beyond > FAR {
                return None;
            }
            beyond *= 2;
        }
        // The last day that begins with less than what is wanted.
        let mut end = known + beyond;
        while end - known > 1 {
            let middle = known + (end - known) / 2;
            if self.days_before(middle) < wanted { known = middle } else { end = middle }
        }
        let mut left = wanted - self.days_before(known);
        for (from, to) in self.shifts_of(known) {
            if left <= to - from {
                return Some(Timestamp::from_secs(from + left));
            }
            left -= to - from;
        }
        None
    }

    pub(super) fn working_days(&self, start: Timestamp, days: u32) -> Option<Timestamp> {
        let local = start.in_zone(&self.zone);
        let begin = number(local.date());
        let mut left = days;
        let mut day = begin;
        while left > 0 {
            day += 1;
            if day - begin > FAR {
                return None;
            }
            left -= u32::from(self.length_of(day) > 0);
        }
        let (_, close) = *self.shifts_of(day).last()?;
        let same = self.instant(day, local.time(), Edge::Opens)?;
        let at = Timestamp::from_secs(same.min(close));
        let is_possible = self.before(at) > self.before(start);
        Some(if is_possible { at } else { Timestamp::from_secs(close) })
    }

    pub(super) fn length_on(&self, date: Date) -> i64 {
        self.length_of(number(date))
    }

    fn length_of(&self, day: i64) -> i64 {
        self.days_before(day + 1) - self.days_before(day)
    }

    fn days_before(&self, day: i64) -> i64 {
        let (weeks, weekday) = week_of(day);
        let of_week = self.sums.get(weekday).copied().unwrap_or_default();
        let place = self.odd.partition_point(|(odd, _)| *odd < day);
        let odd = place.checked_sub(1).and_then(|last| self.odd.get(last)).map_or(0, |(_, sum)| *sum);
        weeks * self.of_week() + of_week + odd
    }

    fn usual_length(&self, day: i64) -> i64 {
        let (_, weekday) = week_of(day);
        self.week.get(weekday).map_or(0, |shifts| length(shifts))
    }

    /// Of one day, as instants, within the day and apart from one another.
    fn shifts_of(&self, number: i64) -> Vec<(i64, i64)> {
        let Some(date) = of_number(number) else { return Vec::new() };
        let shifts = self.day(date).shifts;
        if shifts.is_empty() {
            return Vec::new();
        }
        let (Some(begin), Some(end)) = (
            self.instant(number, Time::midnight(), Edge::Opens),
            self.instant(number + 1, Time::midnight(), Edge::Opens),
        ) else {
            return Vec::new();
        };
        let mut last = begin;
        let mut found = Vec::with_capacity(shifts.len());
        for shift in shifts {
            let from = self.minute(number, shift.from, Edge::Opens).unwrap_or(end).max(last);
            let to = self.minute(number, shift.to, Edge::Closes).unwrap_or(end).min(end);
            if from < to {
                found.push((from, to));
                last = to;
            }
        }
        found
    }

    /// None: the end of the day.
    fn minute(&self, day: i64, minute: u16, edge: Edge) -> Option<i64> {
        let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
        self.instant(day, Time::new(hour, minute, 0, 0).ok()?, edge)
    }

    fn instant(&self, day: i64, time: Time, edge: Edge) -> Option<i64> {
        let local: DateTime = of_number(day)?.to_datetime(time);
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let at = match (ambiguous.offset(), edge) {
            (AmbiguousOffset::Gap { after, .. }, _) => {
                // Read with the later offset it lies before the gap; the next change is the gap's.
                let before = after.to_timestamp(local).ok()?;
                self.zone.following(before).next()?.timestamp()
            }
            (_, Edge::Opens) => ambiguous.earlier().ok()?,
            (_, Edge::Closes) => ambiguous.later().ok()?,
        };
        Some(at.as_second())
    }
}

fn length(shifts: &[Shift]) -> i64 {
    shifts.iter().map(|shift| shift.secs()).sum()
}

/// Days since 1 January 1970.
fn number(of: Date) -> i64 {
    of.duration_since(date(1970, 1, 1)).as_secs() / DAY
}

fn of_number(day: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::SignedDuration::from_secs(day.checked_mul(DAY)?)).ok()
}

/// Weeks since a Monday long ago, and the weekday, Monday first. The first of January 1970 was a Thursday.
fn week_of(day: i64) -> (i64, usize) {
    ((day + 3).div_euclid(7), usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0))
}
