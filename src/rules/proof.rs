//! core: Does a set that can be read also keep what it says?
//! In: the rules, their texts and the promises. Out: E20 letters nobody wrote, E23 and E30 promises that contradict,
//! E40 examples that fail.
//! Never a second judge: examples run through the same code as mail.

mod promise;

use super::diagnostic::{Diagnostic, Said, said};
use super::example::{self, Failure, Report};
use super::page::Page;
use super::{RuleFile, RuleSet};
use crate::letter::Tongue;
use crate::sla::SlaBook;

/// All that is wrong, and how the examples went.
pub fn prove(root: &str, files: &[RuleFile], (rules, slas): (&RuleSet, &SlaBook)) -> (Vec<Diagnostic>, Report) {
    let mut wrong = letters(root, rules);
    wrong.extend(promise::numbers(root, files, (rules, slas)));
    wrong.extend(unreachable(root, files, (rules, slas)));
    let report = example::run(rules);
    wrong.extend(report.failures.iter().map(|failure| failed(root, files, failure)));
    wrong.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    (wrong, report)
}

/// E20: the clock and the desk write these letters; without a text they could not.
fn letters(root: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    let absent = rules.templates.lacking().into_iter().map(|kind| {
        let (name, folder) = (kind.template(), Tongue::Internal.folder());
        let message = said!("no text for the letter {name}", "没有 {name} 这封信的文字");
        let help = match kind.is_to_customer() {
            true => said!(
                "write {root}/templates/zh/{name}.txt and {root}/templates/en/{name}.txt; frontdesk init shows the shipped ones",
                "请写 {root}/templates/zh/{name}.txt 和 {root}/templates/en/{name}.txt；可参考 frontdesk init 写出的文件"
            ),
            false => said!(
                "write {root}/templates/{folder}/{name}.txt; frontdesk init shows the shipped one",
                "请写 {root}/templates/{folder}/{name}.txt；可参考 frontdesk init 写出的文件"
            ),
        };
        Diagnostic::of_file("E20", &format!("{root}/templates"), message).help(help)
    });
    absent.collect()
}

/// E30: the answer closes such a ticket, so only a promise that a reply starts can ever fire.
fn unreachable(root: &str, files: &[RuleFile], (rules, slas): (&RuleSet, &SlaBook)) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for category in rules.categories.values().filter(|category| category.auto_answer) {
        let sla = category.sla.as_ref().and_then(|name| slas.slas.get(name));
        let Some(sla) = sla.filter(|sla| sla.first_response.is_none() && sla.next_response.is_none()) else { continue };
        let path = format!("categories/{}.toml", category.id);
        for file in files.iter().filter(|file| file.path.ends_with(&path)) {
            let page = Page::new(root, &file.path, &file.text);
            let Some(table) = page.parse() else { continue };
            let Some(placed) = page.keys(&table).text("sla") else { continue };
            let name = &sla.name;
            let message = said!("the promise {name} can never fire here", "承诺 {name} 在这里永远不会触发");
            let label = said!(
                "auto_answer solves the ticket at once, and a reply starts no clock",
                "auto_answer 会马上算作已解决，客户回信也不会开始计时"
            );
            let help = said!(
                "give {name} a first_response or next_response",
                "请给 {name} 写 first_response 或 next_response"
            );
            wrong.push(page.at("E30", placed.at).message(message).label(label).help(help));
        }
    }
    wrong
}

/// E40, at the example itself.
pub fn failed(root: &str, files: &[RuleFile], failure: &Failure) -> Diagnostic {
    let shows = said!("frontdesk test shows what decided", "frontdesk test 会列出起作用的词");
    let hint = Some(failure.hint.clone()).filter(|hint| !hint.is_empty());
    let help: Vec<Said> = hint.into_iter().chain([shows]).collect();
    placed(root, files, failure).help(Said::joined(&help, ("; ", "；")))
}

/// The failure at its example, without a remedy.
pub fn placed(root: &str, files: &[RuleFile], failure: &Failure) -> Diagnostic {
    let name = &failure.name;
    let message = said!("this example fails: {name}", "这个例句不成立：{name}");
    let (place, line) = failure.rule.rsplit_once(':').unwrap_or((&failure.rule, "0"));
    let line: usize = line.parse().unwrap_or(0);
    let file = files.iter().find(|file| format!("{root}/{}", file.path) == place);
    let at = match file {
        Some(file) => Diagnostic::at("E40", place, &file.text, place_of(&file.text, line, &failure.text)),
        None => Diagnostic::of_file("E40", place, said!("", "")),
    };
    at.message(message).label(failure.got.clone())
}

/// The example within its line; of a long one the beginning is enough.
fn place_of(text: &str, line: usize, example: &str) -> std::ops::Range<usize> {
    let begin: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let whole = text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let first = example.split(['\n', '"', '\\']).next().unwrap_or_default();
    match whole.find(first).filter(|_| !first.is_empty()) {
        Some(at) => begin + at..begin + at + first.len(),
        None => begin..begin + whole.len(),
    }
}

#[cfg(test)]
mod tests;
