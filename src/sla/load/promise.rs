//! core: What does one promise say?
//! In: `[sla.NAME]`. Out: its targets, warnings and escalations by its calendar.
//! Never takes a length that would mean two things: days of plain time on a calendar that closes are an error.

use super::super::table::{Item, Table};
use super::super::{Escalation, Sla, Target, Warn, Warning};
use super::Reader;
use super::calendars::stand_in;
use crate::calendar::Calendar;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, no_length, said};
use crate::time::Span;
use std::ops::Range;

const OF_SLA: &[&str] = &["calendar", "first_response", "next_response", "resolution", "update", "warn", "escalate"];
/// More is a slip.
const MOST_DAYS: u32 = 250;

impl Reader<'_> {
    pub(super) fn sla(&mut self, name: &str, table: &Table<'_>) -> Sla {
        self.known(table, OF_SLA, said!("a promise", "承诺"));
        let calendar = self.calendar_of(table);
        let mut sla = Sla {
            name: name.to_owned(),
            first_response: self.target((table, &calendar), "first_response"),
            next_response: self.target((table, &calendar), "next_response"),
            resolution: self.target((table, &calendar), "resolution"),
            update: self.target((table, &calendar), "update"),
            calendar,
            ..Sla::default()
        };
        let targets = [sla.first_response, sla.next_response, sla.resolution, sla.update];
        let lengths = targets.into_iter().flatten().map(|target| target.usual(&sla.calendar));
        let Some(longest) = lengths.max() else {
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
            && update.usual(&sla.calendar) > resolution.usual(&sla.calendar)
        {
            let help = said!("make update shorter than resolution", "update 要比 resolution 短");
            self.fault("E30", place, said!("news come later than the resolution", "进展通知比解决期限还晚"), help);
        }
        sla.warn = self.warns((table, &sla.calendar), longest);
        sla.escalate = self.escalations(table, &sla.calendar);
        sla
    }

    fn calendar_of(&mut self, table: &Table<'_>) -> Calendar {
        let Some((place, name)) = self.string(table, "calendar").filter(|(_, name)| name != "always") else {
            return Calendar::Always;
        };
        if let Some(calendar) = self.calendars.get(&name) {
            return calendar.clone();
        }
        let known = self.calendars.keys().map(String::as_str).chain(["always"]);
        let list = || {
            said!(
                "write [calendar.{name}] with its zone and hours, or calendar = \"always\"",
                "请写一个 [calendar.{name}]，带时区和时间，或者写 calendar = \"always\""
            )
        };
        let help = nearest(&name, known).map_or_else(list, did_you_mean);
        self.fault("E30", place, said!("there is no calendar {name}", "没有日历 {name}"), help);
        stand_in(&name)
    }

    fn target(&mut self, (table, calendar): (&Table<'_>, &Calendar), key: &str) -> Option<Target> {
        let (place, value) = self.string(table, key).filter(|(_, value)| !value.is_empty())?;
        if let Some(days) = working_days(&value) {
            return self.days(&place, days, calendar);
        }
        let span = self.open_time(&place, &value, calendar)?;
        if span <= Span::ZERO {
            let help = said!("write a length, for example 24h", "请写一段时间，例如 24h");
            self.fault("E30", place, said!("a promise of no time cannot be kept", "零时间的承诺无法兑现"), help);
        }
        Some(Target::Open(span))
    }

    fn days(&mut self, place: &Range<usize>, days: u32, calendar: &Calendar) -> Option<Target> {
        let hours = u64::from(days) * 24;
        let (message, help) = if !(1..=MOST_DAYS).contains(&days) {
            let help = said!("write for example 2 working days", "例如写 2 working days");
            (said!("{days} working days are no promise", "{days} 个工作日不是承诺"), help)
        } else if !calendar.ever_closes() {
            let help = said!(
                "the calendar \"always\" knows no working days: write \"{hours}h\", or a calendar with hours",
                "日历 \"always\" 没有工作日之分：请写 \"{hours}h\"，或者用有营业时间的日历"
            );
            (said!("working days need a calendar that closes", "工作日需要有休息日的日历"), help)
        } else {
            return Some(Target::WorkingDays(days));
        };
        self.fault("E30", place.clone(), message, help);
        None
    }

    /// A length of the calendar's open time.
    fn open_time(&mut self, place: &Range<usize>, value: &str, calendar: &Calendar) -> Option<Span> {
        let span = match Span::parse(value) {
            Ok(span) => span,
            Err(_) => {
                self.fault("E30", place.clone(), no_length(value), Said::default());
                return None;
            }
        };
        if let Some(days) = value.strip_suffix('d').map(str::trim).filter(|_| calendar.ever_closes()) {
            let (name, hours) = (calendar.name(), span.as_secs() / 3600);
            let help = said!("write {hours}h or {days} working days", "请写 {hours}h 或 {days} working days");
            let message = said!(
                "{value} is not open time of the calendar {name}, which closes",
                "日历 {name} 有休息时间，{value} 说不清是多少营业时间"
            );
            self.fault("E30", place.clone(), message, help);
        }
        Some(span)
    }

    /// `"75%"`, `"2h"`, or `{ at = "2h", deliver = "open_hours" }`.
    fn warns(&mut self, (table, calendar): (&Table<'_>, &Calendar), longest: Span) -> Vec<Warning> {
        let mut warns = Vec::new();
        for item in self.items(table, "warn") {
            let (at, deliver) = match item {
                Item::Text(place, value) => (Some((place, value)), None),
                Item::Table(place, row) => {
                    let row = Table::new(row, place.clone());
                    self.known(&row, &["at", "deliver"], said!("a warning", "提醒"));
                    let at = self.string(&row, "at");
                    if at.is_none() && !self.has_faults_in(&place) {
                        let help = said!("write {{ at = \"75%\" }}", "写成 {{ at = \"75%\" }}");
                        self.fault("E30", place, said!("when is this warning due?", "这个提醒在什么时候？"), help);
                    }
                    (at, self.deliver(&row, calendar))
                }
            };
            let when = at.and_then(|(place, value)| self.warn((&place, &value), calendar, longest));
            warns.extend(when.map(|when| Warning { when, deliver }));
        }
        warns
    }

    fn warn(&mut self, (place, value): (&Range<usize>, &str), calendar: &Calendar, longest: Span) -> Option<Warn> {
        let (warn, is_in_time) = match value.strip_suffix('%').map(|percent| percent.trim().parse::<i64>()) {
            Some(Ok(percent)) => (Warn::Percent(percent), (1..100).contains(&percent)),
            Some(Err(_)) => {
                let help = said!("write for example \"75%\" or \"2h\"", "例如 \"75%\" 或 \"2h\"");
                self.fault("E30", place.clone(), said!("{value:?} is no share", "{value:?} 不是百分比"), help);
                return None;
            }
            None => {
                let span = self.open_time(place, value, calendar)?;
                (Warn::Before(span), span > Span::ZERO && calendar.usual(span) < longest)
            }
        };
        if !is_in_time {
            let remedy = said!(
                "a warning lies between start and deadline: write \"75%\" of the promise, or \"2h\" before it",
                "提醒要在开始和期限之间：写承诺的 \"75%\"，或者期限前 \"2h\""
            );
            let message =
                said!("a warning at or after the deadline, or before the start", "提醒不早于期限，或者早于开始");
            self.fault("E30", place.clone(), message, remedy);
        }
        Some(warn)
    }

    /// Where it must be open before the letter leaves: `always`, `open_hours` of the promise's own calendar or of the only
    /// one with hours, or a calendar by its name.
    fn deliver(&mut self, row: &Table<'_>, calendar: &Calendar) -> Option<Calendar> {
        let (place, name) = self.string(row, "deliver").filter(|(_, name)| name != "always")?;
        if let Some(named) = self.calendars.get(&name) {
            return Some(named.clone());
        }
        let names: Vec<&str> = self.calendars.keys().map(String::as_str).collect();
        let all = names.join(", ");
        let (message, help) = match (name.as_str(), calendar.ever_closes(), names.as_slice()) {
            ("open_hours", true, _) => return Some(calendar.clone()),
            ("open_hours", false, [only]) => return self.calendars.get(*only).cloned(),
            ("open_hours", false, []) => (
                said!("no calendar here ever closes", "这里没有会休息的日历"),
                said!(
                    "write [calendar.office] with its zone and hours, or deliver = \"always\"",
                    "请写一个 [calendar.office]，带时区和时间，或者写 deliver = \"always\""
                ),
            ),
            ("open_hours", false, _) => (
                said!("open hours of which calendar?", "哪个日历的营业时间？"),
                said!("write its name: {all}", "请写它的名称：{all}"),
            ),
            _ => {
                let known = names.iter().copied().chain(["open_hours", "always"]);
                let list = || {
                    said!(
                        "write \"always\", \"open_hours\" or the name of a calendar",
                        "请写 \"always\"、\"open_hours\" 或者日历的名称"
                    )
                };
                (
                    said!("deliver = {name:?} is not known", "不认识 deliver = {name:?}"),
                    nearest(&name, known).map_or_else(list, did_you_mean),
                )
            }
        };
        self.fault("E30", place, message, help);
        None
    }

    fn escalations(&mut self, table: &Table<'_>, calendar: &Calendar) -> Vec<Escalation> {
        let mut escalations = Vec::new();
        for (place, row) in self.rows(table, "escalate") {
            let row = Table::new(row, place.clone());
            self.known(&row, &["after", "to", "deliver"], said!("an escalation", "升级"));
            let deliver = self.deliver(&row, calendar);
            let after = self.string(&row, "after");
            let after = after.and_then(|(place, value)| self.open_time(&place, &value, calendar));
            let to = self.string(&row, "to").map(|(_, to)| to);
            match (after, to) {
                (Some(after), Some(to)) => escalations.push(Escalation { after, to, deliver }),
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
}

/// `2 working days`.
pub(super) fn working_days(value: &str) -> Option<u32> {
    let days = value.strip_suffix("working days").or_else(|| value.strip_suffix("working day"))?;
    days.trim().parse().ok()
}
