//! The figures on a terminal: tables with small bars, double-width signs right under each other.

use super::super::table::{fitted, harmless, moment, rows, shown};
use super::Lens;
use super::words::{bar, length, length_or_none, promise, subject};
use crate::phrasebook;
use crate::report::{Heap, Report, Spread};
use crate::rules::diagnostic::{Said, Speech, said};

/// The others are in the sheet, in JSON and on the page.
const MOST_BROKEN: usize = 10;
const MOST_WEEKS: usize = 12;
const MOST_REASONS: usize = 10;

struct Page<'a> {
    report: &'a Report,
    lens: &'a Lens<'a>,
    /// Of a bar.
    bar: usize,
    /// Of what people wrote.
    words: usize,
}

pub fn told(report: &Report, lens: &Lens<'_>, width: usize) -> Vec<String> {
    let page = Page { report, lens, bar: (width / 6).clamp(8, 24), words: width.saturating_sub(34).clamp(20, 70) };
    let sections =
        [page.head(), page.open(), page.pace(), page.weeks(), page.promises(), page.silent(), page.general()];
    let lines = sections.into_iter().flatten();
    lines.map(|line| shown_line(&line, width)).collect()
}

/// Nothing wraps: what does not fit is cut.
fn shown_line(line: &str, width: usize) -> String {
    shown(&harmless(line), width.saturating_sub(1)).trim_end().to_owned()
}

impl Page<'_> {
    fn told(&self, said: Said) -> String {
        said.into_speech(self.lens.speech)
    }

    fn names<const N: usize>(&self, en: [&str; N], zh: [&str; N]) -> [String; N] {
        match self.lens.speech {
            Speech::En => en.map(str::to_owned),
            Speech::Zh => zh.map(str::to_owned),
        }
    }

    fn head(&self) -> Vec<String> {
        let (brand, report) = (self.lens.brand, self.report);
        let [from, to] = [report.since, report.until].map(|at| moment(at, brand, self.lens.speech));
        let name = &brand.name;
        vec![self.told(said!("{name}: {from} – {to}", "{name}：{from} – {to}"))]
    }

    fn open(&self) -> Vec<String> {
        let all = &self.report.open.all;
        let Heap { tickets, unread, us, customer, .. } = all;
        if *tickets == 0 {
            return vec![String::new(), self.told(said!("No ticket is open.", "没有未结的工单。"))];
        }
        let head = said!(
            "Open: {tickets} tickets – {unread} nobody has answered yet, {us} wait for us, {customer} for the customer",
            "未结：{tickets} 张工单——{unread} 张还没有人答复，{us} 张等我们，{customer} 张等客户"
        );
        let names = self.names(
            ["  category", "team", "open", "", "new", "us", "cust.", "oldest"],
            ["  类别", "团队", "未结", "", "未读", "我们", "客户", "最早"],
        );
        let lanes = &self.report.open.lanes;
        let most = lanes.iter().map(|lane| lane.heap.tickets).max().unwrap_or(0);
        let mut table = vec![right(names, &[2, 4, 5, 6])];
        table.extend(lanes.iter().map(|lane| {
            let heap = &lane.heap;
            let oldest = heap.oldest.as_ref().map(|o| format!("{} {}", o.ticket, length(o.age, self.lens.speech)));
            let [tickets, unread, us, customer] = [heap.tickets, heap.unread, heap.us, heap.customer].map(number);
            [
                format!("  {}", shown(&self.lens.category(&lane.category), 24)),
                lane.team.clone().unwrap_or_default(),
                tickets,
                fitted(&bar(heap.tickets, most, self.bar), self.bar),
                unread,
                us,
                customer,
                oldest.unwrap_or_default(),
            ]
        }));
        [String::new(), self.told(head)].into_iter().chain(rows(&table)).collect()
    }

    fn pace(&self) -> Vec<String> {
        let (pace, speech) = (&self.report.pace, self.lens.speech);
        let opened = pace.opened;
        let head = said!(
            "{opened} tickets opened; how long until a person answered and until it was done: half of them at most, nine in ten at \
             most",
            "新开 {opened} 张工单；到有人答复、到办结用了多久：一半不超过，九成不超过"
        );
        if pace.categories.is_empty() {
            return Vec::new();
        }
        let names = self.names(
            [
                "  category",
                "opened",
                "answered",
                "half",
                "9 in 10",
                "done",
                "half",
                "9 in 10",
                "open hours: answer",
                "done",
            ],
            ["  类别", "新开", "已答复", "一半", "九成", "办结", "一半", "九成", "工作时间：答复", "办结"],
        );
        let mut table = vec![right(names, &[1, 2, 5])];
        table.extend(pace.categories.iter().map(|row| {
            let [first, first_90] = spread(&row.first_response, speech);
            let [done, done_90] = spread(&row.resolution, speech);
            let open = |spread: &Option<Spread>| {
                spread.as_ref().map_or_else(String::new, |spread| length_or_none(spread.median, speech))
            };
            [
                format!("  {}", shown(&self.lens.category(&row.category), 24)),
                number(row.opened),
                number(row.first_response.count),
                first,
                first_90,
                number(row.resolution.count),
                done,
                done_90,
                open(&row.first_response_open),
                open(&row.resolution_open),
            ]
        }));
        if pace.categories.iter().all(|row| row.first_response_open.is_none() && row.resolution_open.is_none()) {
            table.iter_mut().flat_map(|cells| cells.iter_mut().skip(8)).for_each(String::clear);
        }
        [String::new(), self.told(head)].into_iter().chain(rows(&table)).collect()
    }

    fn weeks(&self) -> Vec<String> {
        let (weeks, speech) = (&self.report.pace.weeks, self.lens.speech);
        let newest = weeks.get(weeks.len().saturating_sub(MOST_WEEKS)..).unwrap_or_default();
        if newest.is_empty() {
            return Vec::new();
        }
        let most = newest.iter().map(|row| row.opened).max().unwrap_or(0);
        let slowest = newest.iter().filter_map(|row| row.first_response.median).max().map_or(0, secs);
        let names = self.names(
            ["  week", "opened", "", "first answer, half", "", "done, half"],
            ["  周", "新开", "", "首次答复，一半", "", "办结，一半"],
        );
        let mut table = vec![right(names, &[1])];
        let half = self.bar * 2 / 3;
        table.extend(newest.iter().map(|row| {
            let first = row.first_response.median;
            [
                format!("  {}", row.week),
                number(row.opened),
                fitted(&bar(row.opened, most, half), half),
                length_or_none(first, speech),
                fitted(&bar(first.map_or(0, secs), slowest, half), half),
                length_or_none(row.resolution.median, speech),
            ]
        }));
        std::iter::once(String::new()).chain(rows(&table)).collect()
    }

    fn promises(&self) -> Vec<String> {
        let (promises, speech) = (&self.report.promises, self.lens.speech);
        if promises.kinds.is_empty() {
            return Vec::new();
        }
        let names =
            self.names(["  promise", "kept", "broken", "open", "", ""], ["  承诺", "守住", "未守", "未到期", "", ""]);
        let mut table = vec![right(names, &[1, 2, 3])];
        table.extend(promises.kinds.iter().map(|row| {
            let share = row.share();
            [
                format!("  {}", promise(row.promise, speech)),
                row.kept.map_or_else(|| format!("{:>4}", "–"), number),
                number(row.broken),
                number(row.open),
                share.map_or_else(String::new, |share| format!("{share:>3} %")),
                share.map_or_else(String::new, |share| bar(share, 100, self.bar)),
            ]
        }));
        let head = self.told(said!("Promises", "承诺"));
        [String::new(), head].into_iter().chain(rows(&table)).chain(self.broken()).collect()
    }

    fn broken(&self) -> Vec<String> {
        let (broken, speech) = (&self.report.promises.broken, self.lens.speech);
        let row = |one: &crate::report::Broken| {
            let late = length(one.late, speech);
            let state = if one.met_at.is_some() {
                said!("{late} late", "迟了 {late}")
            } else {
                said!("{late} late, still owed", "迟了 {late}，仍未办")
            };
            let due = moment(one.due_at, self.lens.brand, speech);
            [
                format!("  {}", one.ticket),
                shown(&self.lens.category(&one.category), 24),
                promise(one.promise, speech),
                self.told(said!("due {due}", "期限 {due}")),
                self.told(state),
            ]
        };
        let table: Vec<[String; 5]> = broken.iter().take(MOST_BROKEN).map(row).collect();
        let mut lines = rows(&table);
        if let Some(more @ 1..) = broken.len().checked_sub(MOST_BROKEN) {
            lines.push(self.told(said!("  … and {more} more: --csv, --json", "  ……还有 {more} 个：--csv、--json")));
        }
        lines
    }

    fn silent(&self) -> Vec<String> {
        let silent = &self.report.silent;
        let mails: u32 = silent.iter().map(|silence| silence.mails).sum();
        if mails == 0 {
            return Vec::new();
        }
        let most = silent.iter().map(|silence| silence.mails as usize).max().unwrap_or(0);
        let table: Vec<[String; 3]> = silent
            .iter()
            .take(MOST_REASONS)
            .map(|silence| {
                let reason = phrasebook::told(&silence.reason, self.lens.speech);
                let mails = silence.mails as usize;
                [
                    format!("  {}", number(mails)),
                    fitted(&bar(mails, most, self.bar / 2), self.bar / 2),
                    format!("{} ({})", shown(&reason, self.words), silence.row),
                ]
            })
            .collect();
        let head = said!("No automatic letter, by reason: {mails} mails", "没有自动回信的原因：{mails} 封邮件");
        [String::new(), self.told(head)].into_iter().chain(rows(&table)).collect()
    }

    fn general(&self) -> Vec<String> {
        let general = &self.report.general;
        let (tickets, of) = (general.tickets, general.of);
        if tickets == 0 {
            return Vec::new();
        }
        let share = (tickets * 100).checked_div(of).unwrap_or(0);
        let head = said!(
            "No category knows {tickets} of {of} tickets ({share} %); frontdesk suggest looks for words that would",
            "{of} 张工单中有 {tickets} 张（{share} %）没有类别；frontdesk suggest 会找出能认出它们的词"
        );
        let row = |newest: &crate::report::Newest| {
            [format!("  {}", newest.ticket), shown(&subject(&newest.subject), self.words)]
        };
        let table: Vec<[String; 2]> = general.newest.iter().map(row).collect();
        [String::new(), self.told(head)].into_iter().chain(rows(&table)).collect()
    }
}

fn secs(span: crate::time::Span) -> usize {
    usize::try_from(span.as_secs()).unwrap_or(0)
}

fn number(number: usize) -> String {
    format!("{number:>4}")
}

/// Heads above figures end where these end.
fn right<const N: usize>(mut names: [String; N], columns: &[usize]) -> [String; N] {
    use unicode_width::UnicodeWidthStr;
    for at in columns {
        if let Some(name) = names.get_mut(*at) {
            *name = format!("{}{name}", " ".repeat(4usize.saturating_sub(name.width())));
        }
    }
    names
}

fn spread(spread: &Spread, speech: Speech) -> [String; 2] {
    [spread.median, spread.p90].map(|length| length_or_none(length, speech))
}
