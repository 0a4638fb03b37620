//! core: Offices around the world, counted by the calendar and by hand.

mod brute;

use super::*;
use crate::config;
use crate::sla::{Measure, Pause, SlaBook, Source, Target, insert};
use crate::ticket::TimerKind;
use brute::{Brute, Random};
use jiff::civil::date;

pub const fn shift(from: u16, to: u16) -> Shift {
    Shift { from: from * 60, to: to * 60 }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// Monday to Friday.
fn weekdays(hours: &[Shift]) -> [Vec<Shift>; 7] {
    let day = || hours.to_vec();
    [day(), day(), day(), day(), day(), Vec::new(), Vec::new()]
}

fn every_day(hours: &[Shift]) -> [Vec<Shift>; 7] {
    std::array::from_fn(|_| hours.to_vec())
}

/// The office of the shipped promises, with China's days of 2026.
fn office() -> Calendar {
    let files = config::sla::shipped_calendars();
    let text = "[calendar.office]\nzone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-18:00\"]\nexceptions = [\"calendars/cn-2026.toml\"]\n";
    let source = Source { text, file: "sla.toml", files: &files, zones: config::sla::ZONES };
    SlaBook::read(&source).unwrap().calendars["office"].clone()
}

fn at(text: &str) -> Timestamp {
    Timestamp::from_secs(text.parse::<jiff::Timestamp>().unwrap().as_second())
}

#[test]
fn open_time_goes_on_where_the_office_opens_again() {
    let office = office();
    let after = |start: &str, open| {
        office.after(at(start), open).in_zone(&zone("Asia/Shanghai")).strftime("%m-%d %H:%M").to_string()
    };
    assert_eq!(after("2026-01-09T17:00+08", Span::hours(2)), "01-12 10:00", "over a weekend");
    assert_eq!(after("2026-02-13T17:00+08", Span::hours(2)), "02-14 10:00", "a working Saturday");
    assert_eq!(after("2026-02-14T17:00+08", Span::hours(2)), "02-24 10:00", "over the Spring Festival");
    assert_eq!(after("2026-09-30T17:00+08", Span::hours(9)), "10-08 17:00", "over the National Day");
    assert_eq!(after("2026-01-12T09:00+08", Span::hours(9)), "01-12 18:00", "all of a day ends with it");
    assert_eq!(after("2026-01-12T20:00+08", Span::secs(1)), "01-13 09:00");
    let open = |text: &str| office.next_open(at(text)) == at(text);
    assert!(open("2026-01-12T09:00+08") && open("2026-01-12T17:59:59+08") && !open("2026-01-12T18:00+08"));
}

#[test]
fn working_days_are_the_same_time_of_a_later_open_day() {
    let office = office();
    let after = |start: &str, days| {
        office.working_days(at(start), days).in_zone(&zone("Asia/Shanghai")).strftime("%m-%d %H:%M").to_string()
    };
    assert_eq!(after("2026-01-12T10:30+08", 2), "01-14 10:30");
    assert_eq!(after("2026-01-09T17:00+08", 1), "01-12 17:00", "over a weekend");
    assert_eq!(after("2026-01-12T20:00+08", 1), "01-13 18:00", "not after the close");
    assert_eq!(after("2026-02-13T10:00+08", 2), "02-24 10:00", "a working Saturday counts, the festival does not");
    assert_eq!(after("2026-01-10T15:00+08", 2), "01-13 15:00", "written on a Saturday");
    assert_eq!(after("2026-01-10T07:00+08", 1), "01-12 18:00", "nobody can answer before anybody came");
}

#[test]
fn a_day_of_the_clocks_change_is_as_long_as_it_is() {
    let round = Calendar::office("round", zone("Europe/Berlin"), every_day(&[shift(0, 24)]), BTreeMap::new());
    let night = Calendar::office("night", zone("Europe/Berlin"), every_day(&[shift(1, 6)]), BTreeMap::new());
    let of_day = |calendar: &Calendar, day: &str, offsets: (&str, &str)| {
        let (from, to) = (format!("{day}T00:00{}", offsets.0), format!("{day}T23:59:59{}", offsets.1));
        (calendar.between(at(&from), at(&to) + Span::secs(1))).as_secs() / 3600
    };
    let (spring, autumn) = (("+01", "+02"), ("+02", "+01"));
    assert_eq!(of_day(&round, "2026-03-29", spring), 23);
    assert_eq!(of_day(&round, "2026-10-25", autumn), 25);
    assert_eq!(of_day(&night, "2026-03-29", spring), 4);
    assert_eq!(of_day(&night, "2026-10-25", autumn), 6);
    // 02:30 is skipped: the office opens at 03:00, the first instant after the gap.
    let gap = [Shift { from: 150, to: 600 }];
    let gap = Calendar::office("gap", zone("Europe/Berlin"), every_day(&gap), BTreeMap::new());
    assert_eq!(gap.next_open(at("2026-03-29T00:00+01")), at("2026-03-29T03:00+02"));
    // 02:30 comes twice: the earlier one opens, the later one closes.
    assert_eq!(gap.next_open(at("2026-10-25T00:00+02")), at("2026-10-25T02:30+02"));
    let fold =
        Calendar::office("fold", zone("Europe/Berlin"), every_day(&[Shift { from: 60, to: 150 }]), BTreeMap::new());
    assert_eq!(fold.after(at("2026-10-25T00:00+02"), Span::minutes(150)), at("2026-10-25T02:30+01"));
}

#[test]
fn ten_years_are_added_as_fast_as_ten_days() {
    let office = office();
    let start = at("2026-01-12T09:00+08");
    let (short, long) = (office.after(start, Span::hours(90)), office.after(start, Span::hours(90 * 261)));
    assert_eq!(short, at("2026-01-23T18:00+08"));
    assert_eq!(office.between(start, long), Span::hours(90 * 261));
    assert_eq!((long - start).as_secs() / 86_400 / 365, 10, "about ten years");
}

#[test]
fn a_calendar_that_never_opens_again_counts_every_second() {
    let once = BTreeMap::from([(date(2026, 5, 1), Exception { shifts: vec![shift(9, 18)], name: None })]);
    let once = Calendar::office("once", zone("Asia/Shanghai"), Default::default(), once);
    let start = at("2027-01-01T00:00Z");
    assert_eq!(once.after(start, Span::hours(2)), start + Span::hours(2));
    assert_eq!(once.working_days(start, 2), start + Span::days(2));
    assert_eq!(once.next_open(start), start);
    assert!(Calendar::Always.after(start, Span::hours(2)) == start + Span::hours(2) && !Calendar::Always.ever_closes());
}

#[test]
fn a_promise_met_at_its_last_second_is_met() {
    let office = office();
    let measure = Measure { calendar: &office, start: at("2026-02-13T17:00+08"), pauses: &[], slower: 100 };
    let deadline = measure.at(Target::Open(Span::hours(2)));
    assert_eq!(measure.counted(deadline).0, Span::hours(2), "not later: equality is met");
    let book = SlaBook::load("[sla.standard]\nfirst_response = \"24h\"\n", "sla.toml").unwrap();
    let mut ticket = crate::sla::tests::ticket();
    let due = book.deadline(&ticket, TimerKind::FirstResponse).unwrap();
    ticket.first_replied_at = Some(due);
    assert_eq!(book.first_answer(&ticket, due), Some(crate::sla::kept::First::Kept));
}

/// A hundred thousand random questions about forty offices, and the named ones among them.
#[test]
fn the_closed_form_equals_minutes_counted_by_hand() {
    let mut random = Random::new(20_260_101);
    let mut cases = 0;
    for office in brute::offices(&mut random) {
        let brute = Brute::of(&office);
        for _ in 0..brute::QUESTIONS {
            let start = brute.instant(&mut random);
            cases += 1;
            let end = brute.instant(&mut random).max(start);
            let told = || format!("{} from {} to {}", office.calendar.name(), start.rfc3339(), end.rfc3339());
            assert_eq!(office.calendar.between(start, end), brute.between(start, end), "{}", told());
            let pauses = brute.pauses(&mut random);
            let whole = brute.outside(&pauses, start, end);
            let measure = Measure { calendar: &office.calendar, start, pauses: &pauses, slower: 100 };
            assert_eq!(
                measure.counted(end),
                (brute.between(start, end), brute.between(start, end) + minus(whole)),
                "{}",
                told()
            );
            let wanted = Span::secs(random.below(whole.as_secs() + 1));
            let due = measure.at_open(wanted);
            assert_eq!(brute.outside(&pauses, start, due), wanted, "{} pauses {pauses:?} wanted {wanted:?}", told());
            let is_least = due == start || brute.outside(&pauses, start, due - Span::secs(1)) < wanted;
            assert!(is_least, "{} pauses {pauses:?} due {}", told(), due.rfc3339());
            let days = u32::try_from(1 + random.below(4)).unwrap();
            if let Some(by_hand) = brute.working_days(start, days) {
                assert_eq!(office.calendar.working_days(start, days), by_hand, "{} {days} working days", told());
            }
        }
    }
    assert!(cases >= 100_000, "only {cases}");
}

fn minus(span: Span) -> Span {
    Span::secs(-span.as_secs())
}

#[test]
fn pauses_that_touch_are_one() {
    let instant = |secs| Timestamp::from_secs(secs);
    let mut pauses: Vec<Pause> = Vec::new();
    for (from, until) in [(50, 60), (10, 20), (20, 25), (55, 70), (5, 5), (8, 12)] {
        insert(&mut pauses, (instant(from), instant(until)));
    }
    assert_eq!(pauses, [(instant(8), instant(25)), (instant(50), instant(70))]);
}
