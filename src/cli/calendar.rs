//! `frontdesk calendar show [NAME] [--month 2026-02]`: when the desk is open; `calendar import`: days from a feed.
//! In: the promises on the disk. Out: a month, and which of its days are not as usual. Never writes, but for `import`.

mod import;

use super::arguments::CalendarPart;
use super::setup::Place;
use super::table::{fitted, harmless, rows};
use super::{Done, Failure, say, say_json};
use crate::calendar::{Calendar, Exception, Office, Shift};
use crate::clock;
use crate::rules::Words;
use crate::rules::diagnostic::{Said, Speech, said};
use import::{Wanted, import};
use jiff::civil::{Date, Weekday};
use serde_json::{Value, json};
use std::process::ExitCode;

pub fn run(place: &Place, part: CalendarPart, speech: Speech) -> Done {
    match part {
        CalendarPart::Show { name, month, json } => show(place, (name.as_deref(), month.as_deref()), (json, speech)),
        CalendarPart::Import { file, name, hours, json } => {
            import(place, &Wanted { feed: file, name, hours }, (json, speech))
        }
    }
}

fn show(place: &Place, (name, month): (Option<&str>, Option<&str>), (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded_if_there()?;
    let (_, slas) = place.rules(loaded.as_ref())?;
    let offices: Vec<&Office> =
        slas.calendars.values().filter_map(office).filter(|one| name.is_none_or(|name| one.name == name)).collect();
    if offices.is_empty() {
        let known: Vec<&str> = slas.calendars.keys().map(String::as_str).chain(["always"]).collect();
        let known = known.join(", ");
        let why = match name {
            Some("always") => said!("always never closes", "always 从不休息"),
            Some(name) => said!("there is no calendar {name}; there are: {known}", "没有日历 {name}；已有：{known}"),
            None => said!(
                "sla.toml has no calendar with hours; write [calendar.office] with zone and mon-fri = [\"09:00-18:00\"]",
                "sla.toml 里没有带时间的日历；请写 [calendar.office]，带 zone 和 mon-fri = [\"09:00-18:00\"]"
            ),
        };
        return Err(Failure::new(Failure::NO, why));
    }
    for (nth, office) in offices.into_iter().enumerate() {
        let first = match month {
            Some(month) => of_month(month)?,
            None => office.date(clock::now()).first_of_month(),
        };
        let page = Page { office, first, speech };
        if as_json {
            page.json().iter().for_each(say_json);
            continue;
        }
        if nth > 0 {
            say("");
        }
        page.lines().iter().for_each(|line| say(&harmless(line)));
    }
    Ok(ExitCode::SUCCESS)
}

fn office(calendar: &Calendar) -> Option<&Office> {
    match calendar {
        Calendar::Always => None,
        Calendar::Office(office) => Some(office),
    }
}

/// `2026-02`: its first day.
fn of_month(text: &str) -> Result<Date, Failure> {
    let date = Some(text).filter(|text| text.len() == 7).and_then(|text| format!("{text}-01").parse::<Date>().ok());
    date.ok_or_else(|| {
        Failure::new(Failure::CANNOT, said!("--month {text}: write it as 2026-02", "--month {text}：请写成 2026-02"))
    })
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// A month of an office.
struct Page<'a> {
    office: &'a Office,
    first: Date,
    speech: Speech,
}

impl Page<'_> {
    fn days(&self) -> impl Iterator<Item = Date> {
        self.first.series(jiff::Span::new().days(1)).take(usize::try_from(self.first.days_in_month()).unwrap_or(0))
    }

    fn shifts(&self, date: Date) -> &[Shift] {
        self.office.day(date).shifts
    }

    fn word(&self, said: Said) -> String {
        said.into_speech(self.speech)
    }

    fn json(&self) -> Vec<Value> {
        let day = |date: Date| {
            let exception = self.office.day(date).exception;
            let open: Vec<String> = self.shifts(date).iter().map(|shift| shift.to_string().replace('–', "-")).collect();
            let name = exception.and_then(|exception| exception.name.as_ref());
            json!({ "calendar": self.office.name, "zone": self.office.zone.iana_name(), "date": date.to_string(),
                "open": open, "open_seconds": self.office.open_seconds(date), "is_exception": exception.is_some(),
                "name": name.map(|name| json!({ "zh": name.zh, "zh-Hant": name.zh_hant, "en": name.en })) })
        };
        self.days().map(day).collect()
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.head(), String::new()];
        lines.extend(self.grid());
        lines.push(String::new());
        let mut told: Vec<[String; 3]> = Vec::new();
        for (days, shifts) in self.usual() {
            told.push([days, self.hours(&shifts), String::new()]);
        }
        for (first, last, exception) in self.odd() {
            let name = exception.name.as_ref().map(|name| self.named(name)).unwrap_or_default();
            told.push([format!("* {}", self.span(first, last)), self.hours(&exception.shifts), name]);
        }
        lines.extend(rows(&told).into_iter().map(|row| format!("  {row}")));
        lines
    }

    fn head(&self) -> String {
        let open = self.days().filter(|date| !self.shifts(*date).is_empty()).count();
        let hours = self.days().map(|date| self.office.open_seconds(date)).sum::<i64>() / 3600;
        let (name, zone) = (&self.office.name, self.office.zone.iana_name().unwrap_or_default());
        let month = match self.speech {
            Speech::En => self.first.strftime("%B %Y").to_string(),
            Speech::Zh => format!("{}年{}月", self.first.year(), self.first.month()),
        };
        self.word(said!(
            "{name} · {zone} · {month} · {open} open days, {hours} h",
            "{name} · {zone} · {month} · 上班 {open} 天，{hours} 小时"
        ))
    }

    /// Closed days have a point, days that are not as usual a star.
    fn grid(&self) -> Vec<String> {
        const CELL: usize = 5;
        let mut lines: Vec<String> =
            vec![WEEK.iter().map(|day| fitted(&format!("  {}", weekday(*day, self.speech)), CELL + 1)).collect()];
        let before = usize::try_from(self.first.weekday().to_monday_zero_offset()).unwrap_or(0);
        let mut row = " ".repeat((CELL + 1) * before);
        for date in self.days() {
            let day = self.office.day(date);
            let mark = match (day.exception.is_some(), day.shifts.is_empty()) {
                (true, _) => "*",
                (false, true) => "·",
                (false, false) => " ",
            };
            row.push_str(&fitted(&format!("  {:>2}{mark}", date.day()), CELL + 1));
            if date.weekday() == Weekday::Sunday {
                lines.push(std::mem::take(&mut row));
            }
        }
        lines.push(row);
        lines.iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// The week's hours: neighbours of the same hours together.
    fn usual(&self) -> Vec<(String, Vec<Shift>)> {
        let mut groups: Vec<(Weekday, Weekday, Vec<Shift>)> = Vec::new();
        for day in WEEK {
            let shifts = self.office.usual_shifts(day).to_vec();
            match groups.last_mut() {
                Some((_, last, same)) if *same == shifts => *last = day,
                _ => groups.push((day, day, shifts)),
            }
        }
        let name = |day| weekday(day, self.speech);
        let told = |(first, last, shifts): (Weekday, Weekday, Vec<Shift>)| {
            let days = if first == last { name(first).to_owned() } else { format!("{}–{}", name(first), name(last)) };
            (format!("  {days}"), shifts)
        };
        groups.into_iter().map(told).collect()
    }

    /// Exceptions of the month: neighbours that are alike together.
    fn odd(&self) -> Vec<(Date, Date, &Exception)> {
        let mut ranges: Vec<(Date, Date, &Exception)> = Vec::new();
        for date in self.days() {
            let Some(exception) = self.office.day(date).exception else { continue };
            match ranges.last_mut() {
                Some((_, last, same)) if *same == exception && last.tomorrow().is_ok_and(|next| next == date) => {
                    *last = date
                }
                _ => ranges.push((date, date, exception)),
            }
        }
        ranges
    }

    fn span(&self, first: Date, last: Date) -> String {
        let day = |date: Date| match self.speech {
            Speech::En => format!("{} {}", weekday(date.weekday(), self.speech), date.strftime("%d %b")),
            Speech::Zh => format!("{} {}", date.strftime("%m-%d"), weekday(date.weekday(), self.speech)),
        };
        if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) }
    }

    fn hours(&self, shifts: &[Shift]) -> String {
        if shifts.is_empty() {
            return self.word(said!("closed", "休息"));
        }
        shifts.iter().map(Shift::to_string).collect::<Vec<_>>().join(", ")
    }

    fn named(&self, name: &Words) -> String {
        match self.speech {
            Speech::En => name.en.clone(),
            Speech::Zh => name.zh.clone(),
        }
    }
}

fn weekday(day: Weekday, speech: Speech) -> &'static str {
    let place = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
    let names = match speech {
        Speech::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Speech::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    };
    names.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
