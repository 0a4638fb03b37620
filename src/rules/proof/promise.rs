//! core: Does a letter promise a time of its own?
//! In: the texts to customers and the promises. Out: E23 for each number that is none of the promise's.
//! Never about other people's times: only a clause in which we answer, act or solve is read.

use crate::letter::Tongue;
use crate::rules::diagnostic::{Diagnostic, Said, said};
use crate::rules::{GENERAL, RuleFile, RuleSet};
use crate::sla::{Sla, SlaBook, Target};
use crate::time::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Patterns of our own, tried by the tests below.
fn own(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    own(concat!(
        r"(?i)(?P<n>[0-9]{1,4}|[一二两兩三四五六七八九十]{1,3})\s*(?:个|個)?\s*",
        r"(?P<u>小时|小時|分钟|分鐘|工作日|工作天|天|日内|日內|hours?|minutes?|(?:working |business )?days?)"
    ))
});
static OURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    own(concat!(
        r"(?i)我们.*(?:答复|回复|处理|反馈|解决|联系|告诉)|我們.*(?:答覆|回覆|處理|回應|解決|聯絡|告訴)|",
        r"(?:答复|回复|答覆|回覆)(?:您|给您|給您)|",
        r"\b(?:we|you)\b.*\b(?:answer|reply|respond|resolve|solve|get back|hear from us|contact you|an? answer|a reply)\b"
    ))
});

pub(super) fn numbers(root: &str, files: &[RuleFile], (rules, slas): (&RuleSet, &SlaBook)) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for file in files {
        let path = file.path.strip_prefix("local/").unwrap_or(&file.path);
        let place = path.strip_prefix("templates/").and_then(|path| path.split_once('/'));
        let Some((_, name)) = place.filter(|(folder, _)| *folder != Tongue::Internal.folder()) else { continue };
        let concerned = promises(name.trim_end_matches(".txt"), (rules, slas));
        let mut begin = 0;
        for line in file.text.split_inclusive('\n') {
            for (at, text, time) in promised(line) {
                if !concerned.is_empty() && concerned.iter().all(|sla| promises_it(sla, time)) {
                    continue;
                }
                let message = said!("{text} is no promise of sla.toml", "{text} 不是 sla.toml 里的承诺");
                let help = said!(
                    "let the promise speak: {{{{ sla.first_response_by }}}} gives the date",
                    "请让承诺自己说：{{{{ sla.first_response_by }}}} 会给出日期"
                );
                let at = begin + at.start..begin + at.end;
                let place = Diagnostic::at("E23", &format!("{root}/{}", file.path), &file.text, at);
                wrong.push(place.message(message).label(label(&concerned)).help(help));
            }
            begin += line.len();
        }
    }
    wrong
}

fn label(concerned: &[&Sla]) -> Said {
    let names: Vec<&str> = concerned.iter().map(|sla| sla.name.as_str()).collect();
    let names = names.join(", ");
    if names.is_empty() { Said::default() } else { said!("promised by: {names}", "由这些承诺决定：{names}") }
}

/// The promises of all tickets that can get this text.
fn promises<'a>(name: &str, (rules, slas): (&'a RuleSet, &'a SlaBook)) -> Vec<&'a Sla> {
    let answered = rules.categories.values().filter(|category| category.answer.as_deref() == Some(name));
    let mut names: Vec<&str> = answered.filter_map(|category| category.sla.as_deref()).collect();
    if names.is_empty() {
        names = rules.categories.values().filter_map(|category| category.sla.as_deref()).collect();
        names.extend(slas.slas.keys().map(String::as_str).filter(|name| *name == "standard" || *name == GENERAL));
    }
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter_map(|name| slas.slas.get(name)).collect()
}

/// Open time is what a customer understands only where nothing ever closes.
fn promises_it(sla: &Sla, time: Time) -> bool {
    let targets = [sla.first_response, sla.next_response, sla.update, sla.resolution];
    targets.into_iter().flatten().any(|target| match (target, time) {
        (Target::Open(target), Time::Plain(span)) => target == span && !sla.calendar.ever_closes(),
        (Target::Open(target), Time::Days(days)) => target == Span::days(days) && !sla.calendar.ever_closes(),
        (Target::WorkingDays(target), Time::Days(days)) => i64::from(target) == days,
        (Target::WorkingDays(_), Time::Plain(_)) => false,
    })
}

/// What a text promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Plain(Span),
    /// Working days, or days of which nobody knows which.
    Days(i64),
}

/// The times a line promises in our name, with their bytes.
fn promised(line: &str) -> Vec<(std::ops::Range<usize>, String, Time)> {
    let (Some(time), Some(ours)) = (TIME.as_ref(), OURS.as_ref()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut begin = 0;
    for clause in line.split_inclusive(['。', '；', '！', '？', ';', '!', '?', '\n']) {
        if ours.is_match(clause) {
            for captures in time.captures_iter(clause) {
                let (Some(whole), Some(number), Some(unit)) = (captures.get(0), captures.name("n"), captures.name("u"))
                else {
                    continue;
                };
                if let Some(time) = length(number.as_str(), unit.as_str()) {
                    found.push((begin + whole.start()..begin + whole.end(), whole.as_str().to_owned(), time));
                }
            }
        }
        begin += clause.len();
    }
    found
}

fn length(number: &str, unit: &str) -> Option<Time> {
    let number: i64 = number.parse().ok().or_else(|| chinese(number))?;
    let unit = unit.to_lowercase();
    Some(if unit.starts_with("小") || unit.starts_with("hour") {
        Time::Plain(Span::hours(number))
    } else if unit.starts_with("分") || unit.starts_with("minute") {
        Time::Plain(Span::minutes(number))
    } else {
        Time::Days(number)
    })
}

/// Up to 99: 二十四.
fn chinese(text: &str) -> Option<i64> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).and_then(|at| i64::try_from(at + 1).ok());
    let text = text.replace(['两', '兩'], "二");
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
            let ones = ones.chars().next().map_or(Some(0), digit)?;
            Some(tens * 10 + ones)
        }
        None => digit(text.chars().next()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_in_our_name_are_promises() {
        for (line, wanted) in [
            ("我们会在 24 小时内答复您。", Some(Time::Plain(Span::hours(24)))),
            ("我們會在兩個工作日內回覆。", Some(Time::Days(2))),
            ("We will answer within 48 hours.", Some(Time::Plain(Span::hours(48)))),
            ("You will hear from us within two days", None),
            ("You will hear from us within 2 business days", Some(Time::Days(2))),
            ("二十四小时内答复您", Some(Time::Plain(Span::hours(24)))),
            ("银行转账可能需要 3 个工作日。", None),
            ("Bank transfers take 3 working days; reply to this mail if not.", None),
            ("我们会在 {{ sla.first_response_by }}前答复。", None),
            ("请稍等 10 分钟再试", None),
        ] {
            let found = promised(line);
            assert_eq!(found.first().map(|(.., time)| *time), wanted, "{line} {found:?}");
        }
    }
}
