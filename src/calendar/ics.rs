//! core: Which days does a holiday feed close, and on which do people work instead?
//! In: an iCalendar file (RFC 5545), the years that matter. Out: dates with names, and what was left out, line by line.
//! Never guesses at what it does not read: an event with a time of day, or a rule beyond "each year", is left out aloud.

use crate::rules::diagnostic::{Said, said};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// A longer event is no holiday.
const LONGEST: i32 = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub name: String,
    /// A make-up day: people work though the weekday is free.
    pub is_worked: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    pub days: BTreeMap<Date, Holiday>,
    /// Line, and why.
    pub left_out: Vec<(usize, Said)>,
}

/// One content line, unfolded.
struct Line {
    number: usize,
    /// Upper case, without parameters.
    name: String,
    value: String,
}

#[derive(Default)]
struct Event {
    line: usize,
    start: Option<String>,
    end: Option<String>,
    days: Option<i32>,
    rule: Option<String>,
    except: Vec<Date>,
    summary: String,
    is_worked: bool,
    is_observance: bool,
}

/// `years`: first and last. Error: the line, and why nothing of the file can be used.
pub fn read(text: &str, years: (i16, i16)) -> Result<Feed, (usize, Said)> {
    let lines = lines(text);
    if !lines.iter().any(|line| line.name == "BEGIN" && line.value.eq_ignore_ascii_case("VCALENDAR")) {
        let why = said!(
            "this is no iCalendar file: BEGIN:VCALENDAR is missing",
            "这不是 iCalendar 文件：没有 BEGIN:VCALENDAR"
        );
        return Err((1, why));
    }
    let mut feed = Feed::default();
    let mut event: Option<Event> = None;
    // Alarms and the like stand inside an event and have fields of the same names.
    let mut inside = 0;
    for line in &lines {
        let is_event = line.value.eq_ignore_ascii_case("VEVENT");
        match (line.name.as_str(), &mut event) {
            ("BEGIN", None) if is_event => event = Some(Event { line: line.number, ..Event::default() }),
            ("BEGIN", Some(_)) => inside += 1,
            ("END", Some(_)) if inside > 0 => inside -= 1,
            ("END", Some(_)) => {
                if let Some(event) = event.take() {
                    take(&mut feed, &event, years);
                }
            }
            (_, Some(event)) if inside == 0 => field(event, line),
            _ => {}
        }
    }
    match event {
        Some(event) => Err((
            event.line,
            said!("this event has no END:VEVENT: the file is cut off", "这个日程没有 END:VEVENT：文件不完整"),
        )),
        None => Ok(feed),
    }
}

/// Section 3.1: a line that begins with a blank goes on the one before.
fn lines(text: &str) -> Vec<Line> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{FEFF}').lines()) {
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ => whole.push((number, line.to_owned())),
        }
    }
    let split = |(number, line): (usize, String)| {
        let (name, value) = line.split_at_checked(colon(&line)?)?;
        let name = name.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
        Some(Line { number, name, value: value.trim_start_matches(':').trim().to_owned() })
    };
    whole.into_iter().filter_map(split).collect()
}

/// The first colon outside quotes: parameters may hold others.
fn colon(line: &str) -> Option<usize> {
    let mut is_quoted = false;
    line.char_indices().find_map(|(at, c)| {
        is_quoted ^= c == '"';
        (c == ':' && !is_quoted).then_some(at)
    })
}

fn field(event: &mut Event, line: &Line) {
    let value = || Some(line.value.clone());
    match line.name.as_str() {
        "DTSTART" => event.start = value(),
        "DTEND" => event.end = value(),
        "DURATION" => event.days = line.value.strip_prefix('P').and_then(|rest| rest.strip_suffix('D')?.parse().ok()),
        "RRULE" => event.rule = value(),
        "EXDATE" => event.except.extend(line.value.split(',').filter_map(day)),
        "SUMMARY" => {
            event.summary = unescaped(&line.value);
            let marks = ["（班）", "(班)", "补班", "補班", "调休上班", "上班日"];
            event.is_worked |= marks.iter().any(|mark| event.summary.contains(mark));
        }
        "X-APPLE-SPECIAL-DAY" => event.is_worked |= line.value.eq_ignore_ascii_case("ALTERNATE-WORKDAY"),
        // As the feeds of Google have it.
        "DESCRIPTION" => {
            event.is_observance |= line.value.starts_with("Observance") || line.value.starts_with("纪念日")
        }
        _ => {}
    }
}

fn take(feed: &mut Feed, event: &Event, years: (i16, i16)) {
    let name = without_marks(&event.summary);
    if let Err(why) = expand(event, years).map(|days| {
        for day in days {
            feed.days.entry(day).or_insert_with(|| Holiday { name: name.clone(), is_worked: event.is_worked });
        }
    }) {
        feed.left_out.push((event.line, why));
    }
}

/// The dates of an event within the years.
fn expand(event: &Event, (first_year, last_year): (i16, i16)) -> Result<Vec<Date>, Said> {
    let name = &event.summary;
    if event.is_observance {
        return Err(said!("{name}: an observance, nobody has a day off", "{name}：只是纪念日，不放假"));
    }
    let Some(text) = &event.start else {
        return Err(said!("{name}: no DTSTART", "{name}：没有 DTSTART"));
    };
    let Some(start) = day(text) else {
        return Err(said!("{name}: not a whole day ({text})", "{name}：不是全天日程（{text}）"));
    };
    let end = match (&event.end, event.days) {
        (Some(end), _) => {
            day(end).ok_or_else(|| said!("{name}: not a whole day ({end})", "{name}：不是全天日程（{end}）"))?
        }
        (None, days) => start.saturating_add(days.unwrap_or(1).days()),
    };
    // DTEND is the day after the last; equal to DTSTART it means one day.
    let length = i32::try_from(end.duration_since(start).as_hours() / 24).unwrap_or(i32::MAX).max(1);
    if length > LONGEST {
        return Err(said!("{name}: {length} days are no holiday", "{name}：{length} 天不是节假日"));
    }
    let starts = match &event.rule {
        None => vec![start],
        Some(rule) => each_year(rule, start, last_year)
            .ok_or_else(|| said!("{name}: RRULE {rule} is not read", "{name}：无法理解 RRULE {rule}"))?,
    };
    let starts = starts.into_iter().filter(|start| !event.except.contains(start));
    let days = starts.flat_map(|start| (0..length).map(move |more| start.saturating_add(more.days())));
    Ok(days.filter(|day| (first_year..=last_year).contains(&day.year())).collect())
}

/// Section 3.3.10, FREQ=YEARLY: on the date, or on the nth weekday of a month. None: another rule.
fn each_year(rule: &str, start: Date, last_year: i16) -> Option<Vec<Date>> {
    let parts = rule.split(';').map(|part| part.split_once('=')).collect::<Option<BTreeMap<_, _>>>()?;
    let known = ["FREQ", "INTERVAL", "UNTIL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"];
    if parts.get("FREQ") != Some(&"YEARLY") || parts.keys().any(|part| !known.contains(part)) {
        return None;
    }
    let number = |part| parts.get(part).map(|value| value.parse::<i16>());
    let interval = number("INTERVAL").unwrap_or(Ok(1)).ok().filter(|years| *years > 0)?;
    let count = number("COUNT").unwrap_or(Ok(i16::MAX)).ok()?;
    let month = i8::try_from(number("BYMONTH").unwrap_or(Ok(i16::from(start.month()))).ok()?).ok()?;
    let of_month = i8::try_from(number("BYMONTHDAY").unwrap_or(Ok(i16::from(start.day()))).ok()?).ok()?;
    let until = match parts.get("UNTIL") {
        Some(until) => day(until.get(..8)?)?,
        None => Date::MAX,
    };
    let nth = match parts.get("BYDAY") {
        Some(by_day) => Some(nth_weekday(by_day)?),
        None => None,
    };
    let years = (start.year()..=last_year).step_by(usize::try_from(interval).ok()?);
    let dates = years.filter_map(|year| match nth {
        Some((nth, weekday)) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
        // The 29th of February comes when it comes.
        None => Date::new(year, month, of_month).ok(),
    });
    Some(dates.filter(|date| *date >= start && *date <= until).take(usize::try_from(count).ok()?).collect())
}

/// `4TH`, `-1MO`.
fn nth_weekday(text: &str) -> Option<(i8, Weekday)> {
    let (nth, weekday) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let all = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let weekday = all.iter().position(|name| *name == weekday).and_then(|at| i8::try_from(at).ok())?;
    Some((nth.parse().ok().filter(|nth| *nth != 0)?, Weekday::from_monday_zero_offset(weekday).ok()?))
}

/// `20260217`.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let number = |at: std::ops::Range<usize>| text.get(at)?.parse::<i16>().ok();
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    is_date.then(|| Date::new(number(0..4)?, month, day).ok())?
}

/// Section 3.3.11.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// `春节（休）` is 春节.
fn without_marks(name: &str) -> String {
    let marks = ["（休）", "(休)", "（班）", "(班)"];
    marks.iter().fold(name.to_owned(), |name, mark| name.replace(mark, "")).trim().to_owned()
}

/// The days as lines of a calendar file: neighbours of one name are a range. `hours`: of the days people work.
pub fn lines_of(days: &BTreeMap<Date, Holiday>, hours: &str) -> Vec<String> {
    let mut ranges: Vec<(Date, Date, &Holiday)> = Vec::new();
    for (day, holiday) in days {
        match ranges.last_mut() {
            Some((_, last, same)) if *same == holiday && last.tomorrow().is_ok_and(|next| next == *day) => *last = *day,
            _ => ranges.push((*day, *day, holiday)),
        }
    }
    let line = |(first, last, holiday): (Date, Date, &Holiday)| {
        let key = if first == last { format!("\"{first}\"") } else { format!("\"{first}..{last}\"") };
        let state = if holiday.is_worked { format!("open = [\"{hours}\"]") } else { "closed = true".to_owned() };
        let name = toml::Value::String(holiday.name.clone());
        format!("{key} = {{ {state}, name = {{ zh = {name}, en = {name} }} }}")
    };
    ranges.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests;
