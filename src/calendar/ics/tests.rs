//! core: Feeds as Apple, Google and others write them.

use super::*;
use jiff::civil::date;

const FEED: &str = "\u{FEFF}BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270206\r\nDTEND;VALUE=DATE:20270209\r\nSUMMARY;LANGUAGE=zh_CN:春节\r\n （休）\r\n\
BEGIN:VALARM\r\nSUMMARY:alarm\r\nDTSTART:20200101\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270130\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\nSUMMARY:春节（班）\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20101001\r\nRRULE:FREQ=YEARLY;UNTIL=20270101T000000Z\r\nSUMMARY:National\\, Day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20201126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:Thanksgiving\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Leap day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;TZID=\"Asia:Shanghai\":20270101T090000\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270214\r\nDESCRIPTION:Observance\\nTo hide …\r\nSUMMARY:Valentine's Day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=MONTHLY\r\nSUMMARY:Payday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn feed() -> Feed {
    read(FEED, (2026, 2028)).unwrap()
}

#[test]
fn holidays_and_make_up_days_are_told_apart() {
    let told: Vec<String> =
        feed().days.iter().map(|(day, holiday)| format!("{day} {} {}", holiday.name, holiday.is_worked)).collect();
    let wanted = [
        "2026-10-01 National, Day false",
        "2026-11-26 Thanksgiving false",
        "2027-01-30 春节 true",
        "2027-02-06 春节 false",
        "2027-02-07 春节 false",
        "2027-02-08 春节 false",
        "2027-11-25 Thanksgiving false",
        "2028-02-29 Leap day false",
        "2028-11-23 Thanksgiving false",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn what_is_left_out_is_told_with_its_line() {
    let told: Vec<(usize, String)> = feed().left_out.into_iter().map(|(line, why)| (line, why.en)).collect();
    let wanted = [
        (33, "Meeting: not a whole day (20270101T090000)"),
        (37, "Valentine's Day: an observance, nobody has a day off"),
        (42, "Payday: RRULE FREQ=MONTHLY is not read"),
    ];
    assert_eq!(told, wanted.map(|(line, why)| (line, why.to_owned())));
    assert_eq!(read("<html>", (2026, 2027)).unwrap_err().0, 1);
    let cut = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n", (2026, 2027)).unwrap_err();
    assert_eq!((cut.0, cut.1.en.contains("cut off")), (2, true));
}

#[test]
fn a_feed_becomes_lines_that_a_calendar_reads() {
    let lines = lines_of(&feed().days, "09:00-18:00");
    assert_eq!(lines[2], r#""2027-01-30" = { open = ["09:00-18:00"], name = { zh = "春节", en = "春节" } }"#);
    assert_eq!(lines[3], r#""2027-02-06..2027-02-08" = { closed = true, name = { zh = "春节", en = "春节" } }"#);
    let read = crate::sla::load::dated(&lines.join("\n"), "a.toml").unwrap();
    assert_eq!((read.len(), read[&date(2027, 2, 7)].shifts.len()), (9, 0));
}
