//! core: Time counted minute by minute, by another way of thinking.
//! A minute of a date is open when it is not before the first one at or after the opening, nor after the last one before
//! the close.

use super::{every_day, office, shift, weekdays, zone};
use crate::calendar::{Calendar, Exception, Shift, joined};
use crate::sla::{Pause, insert};
use crate::time::{Span, Timestamp};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

pub const QUESTIONS: usize = 2_400;

/// Numbers that look like chance and are the same every time.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0, less than that.
    pub fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// A calendar, and the days it is looked at.
pub struct Office {
    pub calendar: Calendar,
    zone: TimeZone,
    first: Date,
    days: i64,
}

fn one(calendar: Calendar, first: Date, days: i64) -> Office {
    let zone = calendar.zone().cloned().unwrap_or(TimeZone::UTC);
    Office { calendar, zone, first, days }
}

/// Those the page names, and others by chance around changes of the clock.
pub fn offices(random: &mut Random) -> Vec<Office> {
    let plain = |name: &str, place: &str, week| Calendar::office(name, zone(place), week, BTreeMap::new());
    let two = [shift(9, 12), shift(13, 18)];
    let mut offices = vec![
        one(office(), date(2026, 1, 1), 70),
        one(office(), date(2026, 4, 1), 60),
        one(office(), date(2026, 9, 10), 40),
        one(plain("berlin spring", "Europe/Berlin", every_day(&[shift(1, 6)])), date(2026, 3, 22), 14),
        one(plain("berlin autumn", "Europe/Berlin", every_day(&[shift(0, 24)])), date(2026, 10, 18), 14),
        one(plain("kolkata", "Asia/Kolkata", weekdays(&two)), date(2026, 5, 1), 20),
        one(Calendar::Always, date(2026, 5, 1), 10),
        one(plain("night", "Asia/Shanghai", every_day(&[shift(0, 6), shift(22, 24)])), date(2026, 5, 1), 14),
        one(plain("berlin night", "Europe/Berlin", every_day(&[shift(0, 6), shift(22, 24)])), date(2026, 3, 24), 14),
        one(plain("leap day", "Asia/Shanghai", weekdays(&two)), date(2028, 2, 20), 20),
    ];
    let changes = [
        ("Europe/Berlin", date(2026, 3, 25)),
        ("Europe/Berlin", date(2026, 10, 21)),
        ("America/New_York", date(2026, 10, 28)),
        ("Australia/Lord_Howe", date(2026, 4, 1)),
        ("America/Santiago", date(2026, 9, 2)),
        ("America/Santiago", date(2026, 4, 1)),
        ("Africa/Cairo", date(2026, 4, 20)),
        ("Africa/Cairo", date(2026, 10, 26)),
        ("America/Havana", date(2026, 10, 28)),
        ("Pacific/Apia", date(2011, 12, 26)),
        ("Asia/Kathmandu", date(2026, 6, 1)),
    ];
    for nth in 0..33 {
        let (place, first) = changes[nth % changes.len()];
        let week = std::array::from_fn(|_| hours(random));
        let dates = (0..random.below(5)).map(|_| {
            let day = first.checked_add(jiff::Span::new().days(random.below(12))).unwrap();
            (day, Exception { shifts: hours(random), name: None })
        });
        let calendar = Calendar::office(&format!("chance {nth} {place}"), zone(place), week, dates.collect());
        offices.push(one(calendar, first, 12));
    }
    offices
}

/// Often in the small hours, where clocks change.
fn hours(random: &mut Random) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for _ in 0..random.below(4) {
        let end = if random.below(2) == 0 { 240 } else { 1_380 };
        let from = random.below(end) / 5 * 5;
        let to = (from + 5 + random.below(300)).min(1_440);
        let more = Shift { from: u16::try_from(from).unwrap(), to: u16::try_from(to).unwrap() };
        shifts = joined([shifts.clone(), vec![more]].concat()).unwrap_or(shifts);
    }
    shifts
}

pub struct Brute {
    begin: i64,
    /// Open minutes before each minute.
    sums: Vec<i64>,
    /// The minutes of each date, and which minute of the day each is.
    dates: BTreeMap<Date, Vec<(usize, u16)>>,
    zone: TimeZone,
}

impl Brute {
    pub fn of(office: &Office) -> Self {
        let begin = office.first.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second();
        let count = usize::try_from(office.days * 1_440).unwrap();
        let mut dates: BTreeMap<Date, Vec<(usize, u16)>> = BTreeMap::new();
        for minute in 0..count {
            let local = Timestamp::from_secs(begin + 60 * i64::try_from(minute).unwrap()).in_zone(&office.zone);
            let of_day = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
            dates.entry(local.date()).or_default().push((minute, of_day));
        }
        let mut open = vec![matches!(office.calendar, Calendar::Always); count];
        if let Calendar::Office(hours) = &office.calendar {
            for (date, minutes) in &dates {
                for shift in hours.day(*date).shifts {
                    let first = minutes.iter().find(|(_, of_day)| *of_day >= shift.from);
                    let last = minutes.iter().rev().find(|(_, of_day)| *of_day < shift.to);
                    if let (Some((first, _)), Some((last, _))) = (first, last) {
                        (*first..=*last).for_each(|minute| open[minute] = true);
                    }
                }
            }
        }
        let mut sums = vec![0];
        open.iter().for_each(|open| sums.push(sums.last().unwrap() + i64::from(*open)));
        Self { begin, sums, dates, zone: office.zone.clone() }
    }

    /// Not in the first two days or the last: dates are whole there.
    pub fn instant(&self, random: &mut Random) -> Timestamp {
        let secs = 60 * i64::try_from(self.sums.len() - 1).unwrap();
        Timestamp::from_secs(self.begin + 2 * 86_400 + random.below(secs - 3 * 86_400))
    }

    pub fn pauses(&self, random: &mut Random) -> Vec<Pause> {
        let mut pauses = Vec::new();
        for _ in 0..random.below(4) {
            let from = self.instant(random);
            insert(&mut pauses, (from, from + Span::secs(random.below(2 * 86_400))));
        }
        pauses
    }

    fn before(&self, at: Timestamp) -> i64 {
        let secs = (at.secs() - self.begin).clamp(0, 60 * i64::try_from(self.sums.len() - 1).unwrap());
        let minute = usize::try_from(secs / 60).unwrap();
        let begun = self.sums.get(minute + 1).map_or(0, |next| (next - self.sums[minute]) * (secs % 60));
        self.sums[minute] * 60 + begun
    }

    pub fn between(&self, from: Timestamp, to: Timestamp) -> Span {
        Span::secs(self.before(to) - self.before(from))
    }

    /// Open time outside the pauses.
    pub fn outside(&self, pauses: &[Pause], from: Timestamp, to: Timestamp) -> Span {
        let mut open = self.before(to) - self.before(from);
        for (begin, end) in pauses {
            let (begin, end) = ((*begin).max(from), (*end).min(to));
            open -= if begin < end { self.before(end) - self.before(begin) } else { 0 };
        }
        Span::secs(open)
    }

    /// None: beyond what was counted.
    pub fn working_days(&self, start: Timestamp, days: u32) -> Option<Timestamp> {
        let local = start.in_zone(&self.zone);
        let mut left = days;
        for (date, minutes) in self.dates.range(local.date()..).skip(1) {
            let (first, last) = (minutes.first()?.0, minutes.last()?.0);
            if last + 1_441 >= self.sums.len() {
                return None;
            }
            if self.sums[last + 1] == self.sums[first] {
                continue;
            }
            left -= 1;
            if left > 0 {
                continue;
            }
            let wanted = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
            let open = |minute: usize| self.sums[minute + 1] > self.sums[minute];
            let close = (first..=last).rev().find(|minute| open(*minute))? + 1;
            let instant = |minute: usize| Timestamp::from_secs(self.begin + 60 * i64::try_from(minute).unwrap());
            let same = minutes.iter().find(|(_, of_day)| *of_day >= wanted);
            let seconds = same.filter(|(_, of_day)| *of_day == wanted).map_or(0, |_| i64::from(local.second()));
            let same = same.map_or(instant(close), |(minute, _)| instant(*minute) + Span::secs(seconds));
            let at = same.min(instant(close));
            assert_eq!(date, &at.min(instant(last)).in_zone(&self.zone).date());
            return Some(if self.before(at) > self.before(start) { at } else { instant(close) });
        }
        None
    }
}
