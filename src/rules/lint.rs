//! core: What in the rules is right and yet probably not meant?
//! In: the texts of a rule folder and of the promises. Out: warnings, less those a comment allows with a reason.
//! Never judges a broken file: its errors come first. Every phrase is tried on all it can say, by the matcher itself.

mod allow;
mod idle;
mod leaf;
mod phrases;
mod regions;
mod sayings;
mod unused;

use super::RuleFile;
use super::diagnostic::{Diagnostic, said};
use super::pattern;
use super::phrase::Phrase;
use leaf::{Leaf, Shelf};
pub(super) use phrases::canonical;
use std::collections::BTreeMap;

/// More questions than this scare a customer away; the rest is never asked.
const MAX_QUESTIONS: usize = 3;

pub use idle::Idle;

/// All warnings, by file and line. `promises`: name and text of `sla.toml`. `idle`: what nobody wrote, where there is mail
/// enough to say so.
pub fn lint(root: &str, files: &[RuleFile], promises: Option<(&str, &str)>, idle: Option<&Idle>) -> Vec<Diagnostic> {
    let shelf = Shelf::read(root, files);
    let mut told = Vec::new();
    phrases::lists(&shelf, &mut told);
    for leaf in &shelf.categories {
        phrases::category(&shelf, leaf, &mut told);
        regions::category(&shelf, leaf, &mut told);
        languages(&shelf, leaf, &mut told);
        questions(&shelf, leaf, &mut told);
    }
    regions::lists(&shelf, &mut told);
    phrases::across(&shelf, &mut told);
    slow(&shelf, &mut told);
    idle::phrases(&shelf, idle, &mut told);
    unused::names(&shelf, promises, &mut told);
    unused::templates(&shelf, files, &mut told);
    let mut texts: BTreeMap<String, &str> =
        files.iter().map(|file| (format!("{root}/{}", file.path), file.text.as_str())).collect();
    texts.extend(promises.map(|(name, text)| (name.to_owned(), text)));
    let unasked = if idle.is_none() { &["W107"][..] } else { &[] };
    let mut kept = allow::apply(&texts, told.into_iter().map(Diagnostic::warning).collect(), unasked);
    kept.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
    kept
}

/// W108: words in one language only.
fn languages(shelf: &Shelf<'_>, leaf: &Leaf<'_>, told: &mut Vec<Diagnostic>) {
    let (mut chinese, mut english) = (false, false);
    for entry in leaf.matching() {
        let Some(texts) = sayings::all(&entry.phrase, &shelf.lists, &sayings::TIGHT) else { return };
        chinese |= texts.iter().any(|text| text.chars().any(super::fold::is_han));
        english |= texts.iter().any(|text| !text.chars().any(super::fold::is_han));
    }
    if chinese == english {
        return;
    }
    let message = match chinese {
        true => said!("no English words: English mail never gets here", "没有英文用词：英文邮件不会归到这一类"),
        false => said!("no Chinese words: Chinese mail never gets here", "没有中文用词：中文邮件不会归到这一类"),
    };
    let help = said!("add phrases in the other language, and examples", "请补上另一种语言的短语和例句");
    told.push(leaf.page.at("W108", leaf.heading.clone()).message(message).help(help));
}

/// W109: questions that are never asked, because three stand before them.
fn questions(shelf: &Shelf<'_>, leaf: &Leaf<'_>, told: &mut Vec<Diagnostic>) {
    let asked: Vec<_> = leaf.need.iter().filter(|placed| !shelf.answered.contains(&placed.text)).collect();
    if let Some(fourth) = asked.get(MAX_QUESTIONS) {
        let (count, field) = (asked.len(), &fourth.text);
        let message = said!("{count} questions: {field} is never asked", "要问 {count} 项：{field} 不会被问到");
        let help = said!(
            "a customer is asked three things at most; move the others to nice",
            "一次最多问三项；其余的请移到 nice"
        );
        told.push(leaf.page.at("W109", fourth.at.clone()).message(message).help(help));
    }
}

/// W110: a pattern whose program is large is slow on large mail.
fn slow(shelf: &Shelf<'_>, told: &mut Vec<Diagnostic>) {
    let phrases = shelf.categories.iter().flat_map(|leaf| leaf.entries.iter().map(move |entry| (leaf, entry)));
    let regexes = phrases.filter_map(|(leaf, entry)| match &entry.phrase {
        Phrase::Regex(regex) => Some((&leaf.page, &entry.placed, regex)),
        Phrase::Words(_) => None,
    });
    let fields = shelf.patterns().map(|(page, placed)| (page, placed, &placed.text));
    for (page, placed, regex) in regexes.chain(fields) {
        if pattern::is_large(regex) {
            let message =
                said!("this pattern is large: it slows down every long mail", "这个正则表达式太大，长邮件会变慢");
            let help = said!(
                "write {{2,}} for {{2,80}}, [0-9] for \\d, and [a-z] for \\w",
                "请用 {{2,}} 代替 {{2,80}}，用 [0-9] 代替 \\d，用 [a-z] 代替 \\w"
            );
            told.push(page.at("W110", placed.at.clone()).message(message).help(help));
        }
    }
}

#[cfg(test)]
mod tests;
