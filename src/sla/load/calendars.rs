//! core: Are the opening hours and their dated exceptions such that time can be counted by them?
//! In: `[calendar.NAME]` and the files of exceptions it names. Out: calendars, or what is wrong, each file by its name.
//! Never lets a night shift of an exception reach into the next day: that day is another's to describe.

use super::super::table::Table;
use super::{FOLDER, Reader};
use crate::calendar::{Calendar, Exception, Shift, joined};
use crate::rules::Words;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, parse, said};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// A range of days longer than this is a slip.
const LONGEST: i64 = 366;

type Week = [Vec<Shift>; 7];
type Dates = BTreeMap<Date, Exception>;

fn hours_help() -> Said {
    said!(
        "write [\"09:00-18:00\"]; 24:00 is the end of the day, 22:00-06:00 goes over midnight",
        "请写 [\"09:00-18:00\"]；24:00 是一天的结束，22:00-06:00 会跨过午夜"
    )
}

impl Reader<'_> {
    pub(super) fn calendars(&mut self, top: &Table<'_>) -> BTreeMap<String, Calendar> {
        let mut calendars = BTreeMap::new();
        for (name, place, table) in self.tables(top, "calendar") {
            if name == "always" {
                let help = said!("give it another name", "请换一个名称");
                let message =
                    said!("the calendar \"always\" is built in: it never closes", "日历 \"always\" 是内置的，从不休息");
                self.fault("E30", place, message, help);
                continue;
            }
            let before = self.faults.len();
            let table = Table::new(table, place.clone());
            let week = self.week(&table);
            let zone = self.zone(&table);
            let dates = self.exceptions(&table);
            if self.faults.len() > before {
                let stand_in = stand_in(&name);
                calendars.insert(name, stand_in);
                continue;
            }
            let calendar = Calendar::office(&name, zone.unwrap_or(TimeZone::UTC), week, dates);
            if matches!(&calendar, Calendar::Office(office) if !office.ever_opens()) {
                let help = said!("write mon-fri = [\"09:00-18:00\"]", "请写 mon-fri = [\"09:00-18:00\"]");
                self.fault("E30", place, said!("the calendar {name} never opens", "日历 {name} 从不开门"), help);
            }
            calendars.insert(name, calendar);
        }
        calendars
    }

    fn zone(&mut self, table: &Table<'_>) -> Option<TimeZone> {
        let Some((place, name)) = self.string(table, "zone") else {
            if !self.has_faults_in(&table.place) {
                let help = said!("write zone = \"Asia/Shanghai\"", "请写 zone = \"Asia/Shanghai\"");
                self.fault("E30", table.place.clone(), said!("a calendar needs its time zone", "日历要写时区"), help);
            }
            return None;
        };
        let zone = (self.zones.get)(&name);
        if zone.is_none() {
            let names = (self.zones.names)();
            let list = || {
                said!(
                    "a name of the IANA list, such as Asia/Shanghai or Europe/Berlin",
                    "请用 IANA 时区名，例如 Asia/Shanghai、Asia/Hong_Kong"
                )
            };
            let help = nearest(&name, names.iter().map(String::as_str)).map_or_else(list, did_you_mean);
            self.fault("E30", place, said!("unknown time zone {name}", "没有时区 {name}"), help);
        }
        zone
    }

    fn week(&mut self, table: &Table<'_>) -> Week {
        let mut week = Week::default();
        let mut given: [Option<Range<usize>>; 7] = Default::default();
        for (key, place) in table.keys() {
            if ["zone", "exceptions"].contains(&key.as_str()) {
                continue;
            }
            let Some((first, last)) = days(&key) else {
                let known = DAYS.iter().copied().chain(["mon-fri", "mon-sat", "sat-sun", "zone", "exceptions"]);
                let list = || {
                    said!(
                        "write a day or days: mon, mon-fri, sat-sun; also zone and exceptions",
                        "请写星期：mon、mon-fri、sat-sun；另有 zone 和 exceptions"
                    )
                };
                let help = nearest(&key, known).map_or_else(list, did_you_mean);
                self.fault("E02", place, said!("unknown key {key}", "没有 {key} 这一项"), help);
                continue;
            };
            let shifts = self.shifts(table, &key);
            for day in first..=last {
                if given.get_mut(day).and_then(|given| given.replace(place.clone())).is_some() {
                    let name = DAYS.get(day).copied().unwrap_or_default();
                    let help = said!("write each day once", "每一天只写一次");
                    self.fault(
                        "E30",
                        place.clone(),
                        said!("{name} has its hours already", "{name} 已经写过时间"),
                        help,
                    );
                    continue;
                }
                for (shift, after) in &shifts {
                    if let Some(of_day) = week.get_mut(day) {
                        of_day.push(*shift);
                    }
                    if let (Some(after), Some(next)) = (after, week.get_mut((day + 1) % 7)) {
                        next.push(*after);
                    }
                }
            }
        }
        let mut told: Vec<usize> = Vec::new();
        for (day, shifts) in week.iter_mut().enumerate() {
            let place = given.get(day).cloned().flatten().unwrap_or(table.place.clone());
            match joined(std::mem::take(shifts)) {
                Some(joined) => *shifts = joined,
                None if told.contains(&place.start) => {}
                None => {
                    told.push(place.start);
                    self.overlap(place, DAYS.get(day).copied().unwrap_or_default());
                }
            }
        }
        week
    }

    fn overlap(&mut self, place: Range<usize>, day: &str) {
        let help = said!(
            "let each begin where the other ends, as in [\"09:00-12:00\", \"13:00-18:00\"]; hours over midnight go on the next day",
            "时间段不要重叠，例如 [\"09:00-12:00\", \"13:00-18:00\"]；跨午夜的时间段会延续到第二天"
        );
        self.fault("E30", place, said!("hours of {day} overlap", "{day} 的时间段互相重叠"), help);
    }

    fn shifts(&mut self, table: &Table<'_>, key: &str) -> Vec<(Shift, Option<Shift>)> {
        let mut shifts = Vec::new();
        for (place, text) in self.strings(table, key) {
            match Shift::parse(&text) {
                Some(shift) => shifts.push(shift),
                None => self.fault("E30", place, said!("{text:?} are no hours", "{text:?} 不是时间段"), hours_help()),
            }
        }
        shifts
    }

    /// Of all its files; a later one has the last word.
    fn exceptions(&mut self, table: &Table<'_>) -> Dates {
        let mut dates = Dates::new();
        for (place, name) in self.strings(table, "exceptions") {
            let Some(file) = self.files.iter().find(|file| file.path == name) else {
                if !name.starts_with(FOLDER) {
                    let help = said!(
                        "put it into calendars/ beside this file, and write calendars/…",
                        "请放到这个文件旁边的 calendars/ 里，写成 calendars/…"
                    );
                    self.fault("E30", place, said!("{name} lies in another folder", "{name} 在别的文件夹里"), help);
                    continue;
                }
                let help = said!(
                    "the path is relative to this file; frontdesk init writes calendars/cn-2026.toml, frontdesk calendar import makes one from a holiday feed",
                    "路径相对于这个文件；frontdesk init 会写出 calendars/cn-2026.toml，frontdesk calendar import 可以从节假日日历生成"
                );
                self.fault("E03", place, said!("there is no file {name}", "没有文件 {name}"), help);
                continue;
            };
            let shown = beside(self.file, &name);
            match dated(&file.text, &shown) {
                Ok(more) => dates.extend(more),
                Err(wrong) => {
                    self.faults.extend(wrong.into_iter().filter(|told| !self.faults.contains(told)).collect::<Vec<_>>())
                }
            }
        }
        dates
    }
}

/// The exceptions of one file, or all that is wrong with it.
pub fn dated(text: &str, file: &str) -> Result<Dates, Vec<crate::rules::Diagnostic>> {
    let table = parse(file, text)?;
    let mut reader = Reader::new(text, file);
    let dates = reader.dates(table.get_ref());
    if reader.faults.is_empty() { Ok(dates) } else { Err(reader.faults) }
}

impl Reader<'_> {
    fn dates(&mut self, table: &DeTable<'_>) -> Dates {
        let mut dates = Dates::new();
        let mut lines: BTreeMap<Date, usize> = BTreeMap::new();
        let top = Table::new(table, 0..0);
        for (key, place) in top.keys() {
            let Some((first, last)) = range(&key) else {
                let help = said!(
                    "write \"2026-02-14\" or \"2026-02-15..2026-02-23\"",
                    "请写 \"2026-02-14\" 或 \"2026-02-15..2026-02-23\""
                );
                self.fault("E30", place, said!("{key:?} is no date", "{key:?} 不是日期"), help);
                continue;
            };
            let Some((_, day)) = self.table(&top, &key) else { continue };
            let Some(exception) = self.exception(&Table::new(day, place.clone())) else { continue };
            let line = self.line(place.start);
            for date in first.series(jiff::Span::new().days(1)).take_while(|date| *date <= last) {
                if let Some(other) = lines.insert(date, line) {
                    let help = said!("leave each date in one line", "每个日期只留一行");
                    self.fault(
                        "E30",
                        place.clone(),
                        said!("{date} stands in line {other} too", "{date} 在第 {other} 行也写了"),
                        help,
                    );
                    break;
                }
                dates.insert(date, exception.clone());
            }
        }
        dates
    }

    fn exception(&mut self, table: &Table<'_>) -> Option<Exception> {
        let before = self.faults.len();
        self.known(table, &["closed", "open", "name"], said!("a day", "一天"));
        let is_closed = self.flag(table, "closed");
        let has_hours = table.value("open").is_some();
        let mut shifts = Vec::new();
        for (shift, after) in self.shifts(table, "open") {
            if after.is_some() {
                let help = said!(
                    "write 22:00-24:00 here, and 00:00-06:00 at the next day",
                    "这里写 22:00-24:00，第二天写 00:00-06:00"
                );
                self.fault(
                    "E30",
                    table.place.clone(),
                    said!("these hours go over midnight", "这个时间段跨过午夜"),
                    help,
                );
            }
            shifts.push(shift);
        }
        if self.faults.len() == before && is_closed.unwrap_or(false) == has_hours {
            let help = said!(
                "write {{ closed = true }} or {{ open = [\"09:00-18:00\"] }}",
                "请写 {{ closed = true }} 或 {{ open = [\"09:00-18:00\"] }}"
            );
            self.fault(
                "E30",
                table.place.clone(),
                said!("is this day closed or open?", "这一天是休息还是上班？"),
                help,
            );
        }
        let name = self.day_name(table);
        let Some(shifts) = joined(shifts) else {
            self.overlap(table.place.clone(), "this day");
            return None;
        };
        (self.faults.len() == before).then_some(Exception { shifts, name })
    }

    pub(super) fn day_name(&mut self, table: &Table<'_>) -> Option<Words> {
        table.value("name")?;
        let (place, name) = self.table(table, "name")?;
        let name = Table::new(name, place.clone());
        self.known(&name, &["zh", "zh-Hant", "en"], said!("a name", "名称"));
        let mut word = |language| self.string(&name, language).map(|(_, word)| word);
        let (zh, zh_hant, en) = (word("zh"), word("zh-Hant"), word("en"));
        if let (Some(zh), Some(en)) = (zh, en) {
            return Some(Words { zh, zh_hant, en });
        }
        let help = said!(
            "write name = {{ zh = \"春节\", en = \"Spring Festival\" }}",
            "请写 name = {{ zh = \"春节\", en = \"Spring Festival\" }}"
        );
        self.fault("E20", place, said!("a name needs Chinese and English", "名称要有中文和英文"), help);
        None
    }
}

/// In place of a calendar that is wrong or missing: promises that count by it are not told of as well.
pub(super) fn stand_in(name: &str) -> Calendar {
    let hours = || vec![Shift { from: 9 * 60, to: 18 * 60 }];
    let week = [hours(), hours(), hours(), hours(), hours(), Vec::new(), Vec::new()];
    Calendar::office(name, TimeZone::UTC, week, Dates::new())
}

/// `mon-fri`, `sat`.
fn days(key: &str) -> Option<(usize, usize)> {
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    match key.split_once('-') {
        Some((first, last)) => Some((day(first)?, day(last)?)).filter(|(first, last)| first <= last),
        None => day(key).map(|day| (day, day)),
    }
}

/// `2026-02-14`, `2026-02-15..2026-02-23`.
pub(super) fn range(key: &str) -> Option<(Date, Date)> {
    let (first, last) = key.split_once("..").unwrap_or((key, key));
    let date =
        |text: &str| Some(text.trim()).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    let (first, last) = (date(first)?, date(last)?);
    let days = last.duration_since(first).as_secs() / 86_400;
    (0..=LONGEST).contains(&days).then_some((first, last))
}

/// A path named in a file, as seen from where that file is seen.
pub fn beside(file: &str, name: &str) -> String {
    match file.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}
