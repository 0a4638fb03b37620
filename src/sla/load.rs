//! core: Does `config/sla.toml` hold promises that can be kept?
//! In: the file's text and its name for people. Out: the book, or everything that is wrong with it at once.
//! Never guesses: a key it does not know, or a calendar it cannot count yet, is an error with its remedy.

use super::table::Table;
use super::{Escalation, Notice, Sla, SlaBook, Solved, Waiting, Warn};
use crate::letter::secrets;
use crate::rules::diagnostic::{Said, no_length, parse, said};
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
        let table = parse(file, text)?;
        let book = reader.book(table.get_ref());
        if reader.faults.is_empty() { Ok(book) } else { Err(reader.faults) }
    }
}

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub file: &'a str,
    pub faults: Vec<Diagnostic>,
}

/// What the page of the promises describes and this version does not count yet.
fn later() -> [(&'static str, Said); 5] {
    [
        (
            "calendar",
            said!(
                "only the calendar \"always\" is built in now: take the table out and write calendar = \"always\"",
                "现在只有内置的 \"always\"：请删去这个表，写 calendar = \"always\""
            ),
        ),
        ("peak", said!("peaks come with the calendars: take the table out", "高峰期以后才有：请删去这个表")),
        ("quiet", said!("quiet hours come with the calendars: take the table out", "静默时段以后才有：请删去这个表")),
        (
            "raise",
            said!(
                "words that raise a ticket come later: use a category with page = true",
                "升级用词以后才有：请用 page = true 的类别"
            ),
        ),
        (
            "override",
            said!("overrides come later: name the SLA in the category", "例外以后才有：请在类别里写承诺的名称"),
        ),
    ]
}

fn both_languages() -> Said {
    said!("write text = {{ zh = \"…\", en = \"…\" }}", "请写 text = {{ zh = \"…\", en = \"…\" }}")
}

impl Reader<'_> {
    fn book(&mut self, top: &DeTable<'_>) -> SlaBook {
        let top = Table::new(top, 0..0);
        self.known(&top, TOP, said!("the clock's file", "sla.toml "));
        for (key, remedy) in later() {
            if let Some((place, _)) = top.value(key) {
                self.fault("E30", place, said!("[{key}] cannot be used yet", "[{key}] 现在还不能用"), remedy);
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
        self.known(table, OF_SLA, said!("a promise", "承诺"));
        if let Some((place, calendar)) = self.string(table, "calendar")
            && calendar != "always"
        {
            let remedy = said!(
                "office calendars come later: write calendar = \"always\"",
                "工作日历以后才有：请写 calendar = \"always\""
            );
            let message = said!("calendar {calendar:?} cannot be counted yet", "日历 {calendar:?} 现在还不能用");
            self.fault("E30", place, message, remedy);
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
                let help = said!("write first_response = \"24h\"", "请写 first_response = \"24h\"");
                self.fault(
                    "E30",
                    table.place.clone(),
                    said!("this SLA promises nothing", "这个承诺什么都没有承诺"),
                    help,
                );
            }
            return sla;
        };
        if let (Some(update), Some(resolution), Some((place, _))) = (sla.update, sla.resolution, table.value("update"))
            && update > resolution
        {
            let help = said!("make update shorter than resolution", "update 要比 resolution 短");
            self.fault("E30", place, said!("news come later than the resolution", "进展通知比解决期限还晚"), help);
        }
        sla.warn = self.warns(table, longest);
        sla.escalate = self.escalations(table);
        sla
    }

    fn target(&mut self, table: &Table<'_>, key: &str) -> Option<Span> {
        let (place, span) = self.length(table, key)?;
        let span = span?;
        if span <= Span::ZERO {
            let help = said!("write a length, for example 24h", "请写一段时间，例如 24h");
            self.fault("E30", place, said!("a promise of no time cannot be kept", "零时间的承诺无法兑现"), help);
        }
        Some(span)
    }

    fn warns(&mut self, table: &Table<'_>, longest: Span) -> Vec<Warn> {
        let mut warns = Vec::new();
        for (place, value) in self.strings(table, "warn") {
            let (warn, is_in_time) = match value.strip_suffix('%').map(|percent| percent.trim().parse::<i64>()) {
                Some(Ok(percent)) => (Warn::Percent(percent), (1..100).contains(&percent)),
                Some(Err(_)) => {
                    let help = said!("write for example \"75%\" or \"2h\"", "例如 \"75%\" 或 \"2h\"");
                    self.fault("E30", place, said!("{value:?} is no share", "{value:?} 不是百分比"), help);
                    continue;
                }
                None => match self.span(&place, &value) {
                    Some(span) => (Warn::Before(span), span > Span::ZERO && span < longest),
                    None => continue,
                },
            };
            if !is_in_time {
                let remedy = said!(
                    "a warning lies between start and deadline: write \"75%\" of the promise, or \"2h\" before it",
                    "提醒要在开始和期限之间：写承诺的 \"75%\"，或者期限前 \"2h\""
                );
                let message =
                    said!("a warning at or after the deadline, or before the start", "提醒不早于期限，或者早于开始");
                self.fault("E30", place, message, remedy);
            }
            warns.push(warn);
        }
        warns
    }

    fn escalations(&mut self, table: &Table<'_>) -> Vec<Escalation> {
        let mut escalations = Vec::new();
        for (place, row) in self.rows(table, "escalate") {
            let row = Table::new(row, place.clone());
            self.known(&row, &["after", "to", "deliver"], said!("an escalation", "升级"));
            if let Some((place, deliver)) = self.string(&row, "deliver")
                && deliver != "always"
            {
                let remedy = said!(
                    "open hours come with the calendars: write deliver = \"always\"",
                    "营业时间以后才有：请写 deliver = \"always\""
                );
                let message = said!("deliver = {deliver:?} cannot be used yet", "deliver = {deliver:?} 现在还不能用");
                self.fault("E30", place, message, remedy);
            }
            let after = self.length(&row, "after").map(|(_, span)| span.unwrap_or_default());
            let to = self.string(&row, "to").map(|(_, to)| to);
            match (after, to) {
                (Some(after), Some(to)) => escalations.push(Escalation { after, to }),
                _ if self.has_faults_in(&place) => {}
                _ => {
                    let help =
                        said!("write {{ after = \"4h\", to = \"lead\" }}", "写成 {{ after = \"4h\", to = \"lead\" }}");
                    self.fault("E30", place, said!("an escalation needs both keys", "升级要同时写 after 和 to"), help);
                }
            }
        }
        escalations.sort_by_key(|escalation| escalation.after);
        escalations
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
        let days = value.strip_suffix("working days").or_else(|| value.strip_suffix("working day"));
        if let Some(days) = days.and_then(|days| days.trim().parse::<i64>().ok()) {
            let hours = days.saturating_mul(24);
            let remedy = said!(
                "the calendar \"always\" knows no working days: write \"{hours}h\"",
                "日历 \"always\" 没有工作日之分：请写 \"{hours}h\""
            );
            let message = said!("working days need a calendar that closes", "工作日需要有休息日的日历");
            self.fault("E30", place.clone(), message, remedy);
            return None;
        }
        let bad = |_| self.fault("E30", place.clone(), no_length(value), Said::default());
        Span::parse(value).map_err(bad).ok()
    }
}
