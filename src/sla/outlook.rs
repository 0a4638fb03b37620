//! core: Will the calendars still be right when they are needed?
//! In: the book, the text it was read from, now. Out: E30 for a calendar that does not open for long, W120 for a year
//! whose holidays are not listed.
//! Never asked of a set kept earlier: what time has made of it is no reason to judge by none.

use super::SlaBook;
use super::load::Source;
use crate::calendar::{Calendar, Office};
use crate::rules::Diagnostic;
use crate::rules::diagnostic::said;
use crate::time::Timestamp;

/// Governments publish the next year's holidays in autumn.
const PUBLISHED: i8 = 10;

pub fn outlook(source: &Source<'_>, book: &SlaBook, now: Timestamp) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (name, calendar) in &book.calendars {
        let Calendar::Office(office) = calendar else { continue };
        let place = source.text.find(&format!("[calendar.{name}]")).unwrap_or(0);
        let at = |code| Diagnostic::at(code, source.file, source.text, place..place + name.len() + 11);
        if !office.opens_within(Office::OUTLOOK, now) {
            let message =
                said!("the calendar {name} does not open in the next 400 days", "日历 {name} 在未来 400 天里都不开门");
            let help = said!(
                "write its usual hours: mon-fri = [\"09:00-18:00\"]",
                "请写平常的时间：mon-fri = [\"09:00-18:00\"]"
            );
            told.push(at("E30").message(message).help(help));
        }
        if let Some(year) = missing_year(office, now) {
            let message =
                said!("the calendar {name} lists no holidays of {year}", "日历 {name} 没有 {year} 年的节假日");
            let help = said!(
                "add them: frontdesk calendar import FILE.ics, or a file calendars/….toml named in exceptions",
                "请补上：frontdesk calendar import FILE.ics，或者写一个 calendars/….toml 并列入 exceptions"
            );
            told.push(at("W120").message(message).help(help).warning());
        }
    }
    told
}

/// Of a calendar that lists holidays at all.
fn missing_year(office: &Office, now: Timestamp) -> Option<i16> {
    let today = office.date(now);
    let is_listed = |year: i16| office.listed_years().any(|listed| listed == year);
    let next = (today.month() >= PUBLISHED).then(|| today.year() + 1);
    let years = [Some(today.year()), next];
    years.into_iter().flatten().find(|year| office.has_exceptions() && !is_listed(*year))
}
