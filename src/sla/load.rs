//! core: Does `config/sla.toml` hold promises that can be kept?
//! In: the file's text and its name for people, the calendar files it names, time zones. Out: the book, or everything
//! that is wrong with it at once.
//! Never guesses: a key it does not know, or a promise that cannot be counted, is an error with its remedy.

mod calendars;
mod promise;
mod season;
mod urgency;

pub use calendars::{beside, dated};

use super::table::Table;
use super::{Notice, SlaBook, Solved, Waiting};
use crate::calendar::Calendar;
use crate::letter::secrets;
use crate::rules::diagnostic::{Said, no_length, parse, said};
use crate::rules::{Diagnostic, RuleFile, Words};
use crate::time::{Span, Timestamp};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::DeTable;

const TOP: &[&str] = &["sla", "waiting", "solved", "notice", "calendar", "peak", "quiet", "raise", "override"];

/// What the shell knows of time zones.
#[derive(Clone, Copy)]
pub struct Zones {
    /// By their IANA name.
    pub get: fn(&str) -> Option<TimeZone>,
    pub names: fn() -> Vec<String>,
}

impl Zones {
    const NONE: Self = Self { get: |_| None, names: Vec::new };
}

/// What a book is read from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub text: &'a str,
    /// As the admin knows it.
    pub file: &'a str,
    /// The calendar files it names, by the path it names them with.
    pub files: &'a [RuleFile],
    pub zones: Zones,
}

impl SlaBook {
    /// A book without calendars of its own.
    pub fn load(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::read(&Source { text, file, files: &[], zones: Zones::NONE })
    }

    /// Reads it all; all errors at once.
    pub fn read(source: &Source<'_>) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader { files: source.files, zones: source.zones, ..Reader::new(source.text, source.file) };
        let table = parse(source.file, source.text)?;
        let book = reader.book(table.get_ref());
        if reader.faults.is_empty() { Ok(book) } else { Err(reader.faults) }
    }
}

/// Beside the file of the promises; the desk watches it.
pub const FOLDER: &str = "calendars/";

/// The calendar files a text names, each once; of a broken text those that can be seen.
pub fn named(text: &str) -> BTreeSet<String> {
    let table: toml::Table = toml::from_str(text).unwrap_or_default();
    let calendars = table.get("calendar").and_then(toml::Value::as_table);
    let lists = calendars.into_iter().flat_map(|all| all.values()).filter_map(|one| one.get("exceptions")?.as_array());
    let names = lists.flatten().filter_map(toml::Value::as_str).map(|name| name.trim().to_owned());
    names.filter(|name| name.starts_with(FOLDER) && !name.contains("..")).collect()
}

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub file: &'a str,
    pub faults: Vec<Diagnostic>,
    files: &'a [RuleFile],
    zones: Zones,
    /// By name; those that are wrong too, so that nobody is told that they do not exist.
    calendars: BTreeMap<String, Calendar>,
}

fn both_languages() -> Said {
    said!("write text = {{ zh = \"…\", en = \"…\" }}", "请写 text = {{ zh = \"…\", en = \"…\" }}")
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, file: &'a str) -> Self {
        Self { text, file, faults: Vec::new(), files: &[], zones: Zones::NONE, calendars: BTreeMap::new() }
    }
}

impl Reader<'_> {
    fn book(&mut self, top: &DeTable<'_>) -> SlaBook {
        let top = Table::new(top, 0..0);
        self.known(&top, TOP, said!("the clock's file", "sla.toml "));
        self.calendars = self.calendars(&top);
        let mut book = SlaBook { calendars: self.calendars.clone(), ..SlaBook::default() };
        for (name, place, table) in self.tables(&top, "sla") {
            let sla = self.sla(&name, &Table::new(table, place));
            book.slas.insert(name, sla);
        }
        if let Some((place, table)) = self.table(&top, "waiting") {
            book.waiting = self.waiting(&Table::new(table, place));
        }
        if let Some((place, table)) = self.table(&top, "solved") {
            book.solved = self.solved(&Table::new(table, place));
        }
        if let Some((place, table)) = self.table(&top, "notice") {
            book.notice = self.notice(&Table::new(table, place));
        }
        book.peaks = self.peaks(&top);
        book.raise = self.raise(&top);
        book.overrides = self.overrides(&top, &book);
        if let Some((place, table)) = self.table(&top, "quiet") {
            book.quiet = self.quiet(&Table::new(table, place));
        }
        book
    }

    fn waiting(&mut self, table: &Table<'_>) -> Waiting {
        self.known(table, &["remind", "close", "ask_again"], "[waiting]".into());
        let mut waiting = Waiting::default();
        if table.value("remind").is_some() {
            let spans = self.strings(table, "remind");
            waiting.remind = spans.iter().filter_map(|(place, value)| self.span(place, value)).collect();
        }
        if let Some((_, span)) = self.length(table, "close") {
            waiting.close = span;
        }
        if let Some((_, span)) = self.length(table, "ask_again") {
            waiting.ask_again = span;
        }
        let ladder: Vec<Span> = waiting.remind.iter().copied().chain(waiting.close).collect();
        if !ladder.is_sorted_by(|earlier, later| earlier < later) {
            let remedy = said!(
                "each reminder later than the one before, and closing last: remind = [\"3d\", \"7d\"], close = \"14d\"",
                "每次提醒都比前一次晚，最后才关闭：remind = [\"3d\", \"7d\"], close = \"14d\""
            );
            let message = said!("reminders and closing do not follow each other", "提醒和关闭的先后顺序不对");
            self.fault("E30", table.place.clone(), message, remedy);
        }
        waiting
    }

    fn solved(&mut self, table: &Table<'_>) -> Solved {
        self.known(table, &["ask_after", "close_after", "reopen_within"], "[solved]".into());
        let mut solved = Solved::default();
        if let Some((_, span)) = self.length(table, "ask_after") {
            solved.ask_after = span;
        }
        if let Some((_, span)) = self.length(table, "close_after") {
            solved.close_after = span;
        }
        if let Some((_, span)) = self.length(table, "reopen_within") {
            solved.reopen_within = span.unwrap_or_default();
        }
        if let (Some(ask), Some(close)) = (solved.ask_after, solved.close_after)
            && ask >= close
        {
            let remedy = said!("make close_after longer than ask_after", "close_after 要比 ask_after 长");
            let message =
                said!("the ticket is closed before \"is it solved?\" is asked", "还没问「解决了吗」工单就关闭了");
            self.fault("E30", table.place.clone(), message, remedy);
        }
        solved
    }

    fn notice(&mut self, table: &Table<'_>) -> Option<Notice> {
        self.known(table, &["text", "until"], "[notice]".into());
        let Some((place, text)) = self.table(table, "text") else {
            if !self.has_faults_in(&table.place) {
                self.fault(
                    "E30",
                    table.place.clone(),
                    said!("a notice without words", "公告没有文字"),
                    both_languages(),
                );
            }
            return None;
        };
        let text = Table::new(text, place.clone());
        self.known(&text, &["zh", "zh-Hant", "en"], said!("a text", "文字"));
        let mut word = |language: &str| {
            let (place, word) = self.string(&text, language)?;
            for (_, secret) in secrets::all_asked_for(&word) {
                let message = said!("this notice asks the customer for: {secret}", "这则公告在向客户索要：{secret}");
                self.fault("E22", place.clone(), message, secrets::remedy());
            }
            Some(word)
        };
        let (zh, zh_hant, en) = (word("zh"), word("zh-Hant"), word("en"));
        let (Some(zh), Some(en)) = (zh, en) else {
            self.fault(
                "E20",
                place,
                said!("a notice needs Chinese and English", "公告要有中文和英文"),
                both_languages(),
            );
            return None;
        };
        let until = self.string(table, "until").and_then(|(place, until)| self.instant(place, &until));
        Some(Notice { text: Words { zh, zh_hant, en }, until })
    }

    fn instant(&mut self, place: Range<usize>, text: &str) -> Option<Timestamp> {
        match text.parse::<jiff::Timestamp>() {
            Ok(at) => Some(Timestamp::from_secs(at.as_second())),
            Err(_) => {
                let help = said!("write \"2026-11-22T01:00+08:00\"", "请写成 \"2026-11-22T01:00+08:00\"");
                self.fault("E30", place, said!("{text:?} is no instant", "{text:?} 不是时刻"), help);
                None
            }
        }
    }

    /// A length; `""` switches it off.
    fn length(&mut self, table: &Table<'_>, key: &str) -> Option<(Range<usize>, Option<Span>)> {
        let (place, value) = self.string(table, key)?;
        if value.is_empty() {
            return Some((place, None));
        }
        let span = self.span(&place, &value)?;
        Some((place, Some(span)))
    }

    fn span(&mut self, place: &Range<usize>, value: &str) -> Option<Span> {
        if promise::working_days(value).is_some() {
            let help = said!(
                "working days are for first_response, next_response, resolution and update; write a length such as 24h or 3d",
                "工作日只能用在 first_response、next_response、resolution 和 update；请写一段时间，例如 24h 或 3d"
            );
            self.fault("E30", place.clone(), said!("no working days here", "这里不能用工作日"), help);
            return None;
        }
        let bad = |_| self.fault("E30", place.clone(), no_length(value), Said::default());
        Span::parse(value).map_err(bad).ok()
    }
}
