//! core: Which word does one half of the Chinese-speaking customers say differently?
//! In: the phrases and lists. Out: W112 where a list or a category knows only one of the two words.
//! Folding makes one character of 繁 and 简; it never makes one word of two: 登入 and 登录, 簡訊 and 短信.

use super::leaf::{Entry, Leaf, Shelf};
use super::sayings::{self, TIGHT};
use crate::rules::diagnostic::{Diagnostic, said};
use crate::rules::phrase::{Part, Phrase, Sequence};

/// Both as they are after folding, and the first as its customers write it.
const PAIRS: [(&str, &str, &str); 13] = [
    ("登入", "登录", "登入"),
    ("简讯", "短信", "簡訊"),
    ("提领", "提现", "提領"),
    ("储值", "充值", "儲值"),
    ("回覆", "回复", "回覆"),
    ("答覆", "答复", "答覆"),
    ("重覆", "重复", "重覆"),
    ("著急", "着急", "著急"),
    ("身分", "身份", "身分"),
    ("谘询", "咨询", "諮詢"),
    ("网路", "网络", "網路"),
    ("骇客", "黑客", "駭客"),
    ("萤幕", "屏幕", "螢幕"),
];

pub(super) fn lists(shelf: &Shelf<'_>, told: &mut Vec<Diagnostic>) {
    for (page, lists) in &shelf.list_pages {
        for (name, entries) in lists {
            let mut known = String::new();
            words_of(shelf, &name.text, &mut known);
            told.extend(entries.iter().flat_map(|entry| {
                let at = page.at("W112", entry.placed.at.clone());
                only_one(at, &literal(entry), &known)
            }));
        }
    }
    once(told);
}

pub(super) fn category(shelf: &Shelf<'_>, leaf: &Leaf<'_>, told: &mut Vec<Diagnostic>) {
    let mut known = String::new();
    for entry in &leaf.entries {
        if let Phrase::Words(sequence) = &entry.phrase {
            literals(sequence, &mut known, &mut |name, known| words_of(shelf, name, known));
        }
    }
    let found = leaf.entries.iter().flat_map(|entry| {
        let at = leaf.page.at("W112", entry.placed.at.clone());
        only_one(at, &literal(entry), &known)
    });
    told.extend(found);
    once(told);
}

/// One for each word of a file: the first place stands for all.
fn once(told: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::BTreeSet::new();
    told.retain(|told| told.code != "W112" || seen.insert((told.file.clone(), told.message.en.clone())));
}

fn only_one(at: Diagnostic, text: &str, known: &str) -> Option<Diagnostic> {
    let found = PAIRS.iter().find_map(|(one, other, shown)| {
        if text.contains(one) && !known.contains(other) {
            Some((*shown, *other))
        } else if text.contains(other) && !known.contains(one) {
            Some((*other, *shown))
        } else {
            None
        }
    });
    let (here, missing) = found?;
    let message = said!(
        "{here} and {missing} are different words, and {missing} is missing",
        "{here} 和 {missing} 是两个不同的词，这里没有 {missing}"
    );
    let help = said!(
        "customers of the other region say it so: add it, best in a list",
        "另一个地区的客户这样说：请补上，最好放进词表"
    );
    Some(at.message(message).help(help))
}

/// The words of an entry itself, without its lists.
fn literal(entry: &Entry) -> String {
    let mut text = String::new();
    if let Phrase::Words(sequence) = &entry.phrase {
        literals(sequence, &mut text, &mut |_, _| {});
    }
    text
}

fn words_of(shelf: &Shelf<'_>, list: &str, known: &mut String) {
    for phrase in shelf.lists.get(list).into_iter().flatten() {
        for text in sayings::all(phrase, &shelf.lists, &TIGHT).unwrap_or_default() {
            known.push_str(&text);
            known.push('\n');
        }
    }
}

fn literals(sequence: &Sequence, texts: &mut String, list: &mut dyn FnMut(&str, &mut String)) {
    for step in &sequence.0 {
        match &step.part {
            Part::Text { text, .. } => {
                texts.push_str(text);
                texts.push('\n');
            }
            Part::Group(choices) => {
                for choice in choices {
                    literals(choice, texts, list);
                }
            }
            Part::List { name, .. } => list(name, texts),
        }
    }
}
