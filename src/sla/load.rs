//! core: Does `config/sla.toml` hold promises that can be kept?
//! In: the file's text and its name for people. Out: the book, or everything that is wrong with it at once.
//! Never guesses: a key it does not know, or a calendar it cannot count yet, is an error with its remedy.

use super::table::Table;
use super::{Escalation, Notice, Sla, SlaBook, Solved, Waiting, Warn};
use crate::rules::{Diagnostic, Words};
use crate::time::{Span, Timestamp};
use std::ops::Range;
use toml::de::DeTable;

const TOP: &[&str] = &["sla", "waiting", "solved", "notice", "calendar", "peak", "quiet", "raise", "override"];
const OF_SLA: &[&str] = &["calendar", "first_response", "next_response", "resolution", "update", "warn", "escalate"];

impl SlaBook {
    /// Reads the whole file; all errors at once. `file` is its name as the admin knows it.
    pub fn load(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader { text, file, faults: Vec::new() };
        let book = match DeTable::parse(text) {
            Ok(table) => reader.book(table.get_ref()),
            Err(error) => {
                reader.syntax(&error);
                Self::default()
            }
        };
        if reader.faults.is_empty() { Ok(book) } else { Err(reader.faults) }
    }
}

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub file: &'a str,
    pub faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn book(&mut self, top: &DeTable<'_>) -> SlaBook {
        let top = Table::new(top, 0..0);
        self.known(&top, TOP, "the clock's file");
        for (key, remedy) in [
            (
                "calendar",
                "only the calendar \"always\" is built in now: take the table out and write calendar = \"always\"",
            ),
            ("peak", "peaks come with the calendars: take the table out"),
            ("quiet", "quiet hours come with the calendars: take the table out"),
            ("raise", "words that raise a ticket come later: use a category with page = true"),
            ("override", "overrides come later: name the SLA in the category"),
        ] {
            if let Some((place, _)) = top.value(key) {
                self.fault("E30", place, &format!("[{key}] cannot be used yet"), remedy);
            }
        }
        let mut book = SlaBook::default();
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
        book
    }

    fn sla(&mut self, name: &str, table: &Table<'_>) -> Sla {
        self.known(table, OF_SLA, "a promise");
        if let Some((place, calendar)) = self.string(table, "calendar")
            && calendar != "always"
        {
            let remedy = "office calendars come later: write calendar = \"always\"";
            self.fault("E30", place, &format!("calendar {calendar:?} cannot be counted yet"), remedy);
        }
        let mut sla = Sla {
            name: name.to_owned(),
            first_response: self.target(table, "first_response"),
            next_response: self.target(table, "next_response"),
            resolution: self.target(table, "resolution"),
            update: self.target(table, "update"),
            ..Sla::default()
        };
        let targets = [sla.first_response, sla.next_response, sla.resolution, sla.update];
        let Some(longest) = targets.into_iter().flatten().max() else {
            if !self.has_faults_in(&table.place) {
                self.fault("E30", table.place.clone(), "this SLA promises nothing", "write first_response = \"24h\"");
            }
            return sla;
        };
        if let (Some(update), Some(resolution), Some((place, _))) = (sla.update, sla.resolution, table.value("update"))
            && update > resolution
        {
            self.fault("E30", place, "news come later than the resolution", "make update shorter than resolution");
        }
        sla.warn = self.warns(table, longest);
        sla.escalate = self.escalations(table);
        sla
    }

    fn target(&mut self, table: &Table<'_>, key: &str) -> Option<Span> {
        let (place, span) = self.length(table, key)?;
        let span = span?;
        if span <= Span::ZERO {
            self.fault("E30", place, "a promise of no time cannot be kept", "write a length, for example 24h");
        }
        Some(span)
    }

    fn warns(&mut self, table: &Table<'_>, longest: Span) -> Vec<Warn> {
        let mut warns = Vec::new();
        for (place, value) in self.strings(table, "warn") {
            let (warn, is_in_time) = match value.strip_suffix('%').map(|percent| percent.trim().parse::<i64>()) {
                Some(Ok(percent)) => (Warn::Percent(percent), (1..100).contains(&percent)),
                Some(Err(_)) => {
                    self.fault("E30", place, &format!("{value:?} is no share"), "write for example \"75%\" or \"2h\"");
                    continue;
                }
                None => match self.span(&place, &value) {
                    Some(span) => (Warn::Before(span), span > Span::ZERO && span < longest),
                    None => continue,
                },
            };
            if !is_in_time {
                let remedy =
                    "a warning lies between start and deadline: write \"75%\" of the promise, or \"2h\" before it";
                self.fault("E30", place, "a warning at or after the deadline, or before the start", remedy);
            }
            warns.push(warn);
        }
        warns
    }

    fn escalations(&mut self, table: &Table<'_>) -> Vec<Escalation> {
        let mut escalations = Vec::new();
        for (place, row) in self.rows(table, "escalate") {
            let row = Table::new(row, place.clone());
            self.known(&row, &["after", "to", "deliver"], "an escalation");
            if let Some((place, deliver)) = self.string(&row, "deliver")
                && deliver != "always"
            {
                let remedy = "open hours come with the calendars: write deliver = \"always\"";
                self.fault("E30", place, &format!("deliver = {deliver:?} cannot be used yet"), remedy);
            }
            let after = self.length(&row, "after").map(|(_, span)| span.unwrap_or_default());
            let to = self.string(&row, "to").map(|(_, to)| to);
            match (after, to) {
                (Some(after), Some(to)) => escalations.push(Escalation { after, to }),
                _ if self.has_faults_in(&place) => {}
                _ => {
                    self.fault("E30", place, "an escalation needs both keys", "write { after = \"4h\", to = \"lead\" }")
                }
            }
        }
        escalations.sort_by_key(|escalation| escalation.after);
        escalations
    }

    fn waiting(&mut self, table: &Table<'_>) -> Waiting {
        self.known(table, &["remind", "close", "ask_again"], "[waiting]");
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
            let remedy =
                "each reminder later than the one before, and closing last: remind = [\"3d\", \"7d\"], close = \"14d\"";
            self.fault("E30", table.place.clone(), "reminders and closing do not follow each other", remedy);
        }
        waiting
    }

    fn solved(&mut self, table: &Table<'_>) -> Solved {
        self.known(table, &["ask_after", "close_after", "reopen_within"], "[solved]");
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
            let remedy = "make close_after longer than ask_after";
            self.fault("E30", table.place.clone(), "the ticket is closed before \"is it solved?\" is asked", remedy);
        }
        solved
    }

    fn notice(&mut self, table: &Table<'_>) -> Option<Notice> {
        self.known(table, &["text", "until"], "[notice]");
        let Some((place, text)) = self.table(table, "text") else {
            if !self.has_faults_in(&table.place) {
                let remedy = "write text = { zh = \"…\", en = \"…\" }";
                self.fault("E30", table.place.clone(), "a notice without words", remedy);
            }
            return None;
        };
        let text = Table::new(text, place.clone());
        self.known(&text, &["zh", "zh-Hant", "en"], "a text");
        let mut word = |language: &str| self.string(&text, language).map(|(_, word)| word);
        let (zh, zh_hant, en) = (word("zh"), word("zh-Hant"), word("en"));
        let (Some(zh), Some(en)) = (zh, en) else {
            self.fault("E20", place, "a notice needs Chinese and English", "write text = { zh = \"…\", en = \"…\" }");
            return None;
        };
        let until = self.string(table, "until").and_then(|(place, until)| self.instant(place, &until));
        Some(Notice { text: Words { zh, zh_hant, en }, until })
    }

    fn instant(&mut self, place: Range<usize>, text: &str) -> Option<Timestamp> {
        match text.parse::<jiff::Timestamp>() {
            Ok(at) => Some(Timestamp::from_secs(at.as_second())),
            Err(_) => {
                self.fault("E30", place, &format!("{text:?} is no instant"), "write \"2026-11-22T01:00+08:00\"");
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
        let days = value.strip_suffix("working days").or_else(|| value.strip_suffix("working day"));
        if let Some(days) = days.and_then(|days| days.trim().parse::<i64>().ok()) {
            let remedy =
                format!("the calendar \"always\" knows no working days: write \"{}h\"", days.saturating_mul(24));
            self.fault("E30", place.clone(), "working days need a calendar that closes", &remedy);
            return None;
        }
        Span::parse(value).map_err(|why| self.fault("E30", place.clone(), &why, "write for example \"24h\"")).ok()
    }
}
