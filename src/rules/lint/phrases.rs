//! core: Which phrases say nothing new, too little, or the same twice?
//! In: the phrases of a folder. Out: W101 to W106.
//! Never a guess: a phrase is dead when the matcher finds another one in every text it can say.

use super::leaf::{Entry, Leaf, Shelf};
use super::sayings::{self, TIGHT, Width};
use crate::rules::Strength;
use crate::rules::category::Use;
use crate::rules::diagnostic::{Diagnostic, said};
use crate::rules::fold::is_han;
use crate::rules::matcher::{Matcher, Scan, View};
use crate::rules::phrase::{Part, Phrase, Sequence};
use std::collections::BTreeMap;

/// W102, and W101 where `refund*` stands beside `refunds`.
pub(super) fn lists(shelf: &Shelf<'_>, told: &mut Vec<Diagnostic>) {
    for (page, lists) in &shelf.list_pages {
        for (_, entries) in lists {
            told.extend(twins(entries).into_iter().map(|(later, first)| {
                same(page.at("W102", later.placed.at.clone()), (first, page.line(first.placed.at.start)))
            }));
            for entry in entries {
                if let Some(open) = entries.iter().find(|open| covers(open, entry)) {
                    let (word, open) = (&entry.placed.text, &open.placed.text);
                    let message = said!("{word} can never add anything", "{word} 不会起作用");
                    let label = said!("already found by {open}", "{open} 已经包括它");
                    let help = said!("take it out", "请删去");
                    told.push(page.at("W101", entry.placed.at.clone()).message(message).label(label).help(help));
                }
            }
        }
    }
}

pub(super) fn category(shelf: &Shelf<'_>, leaf: &Leaf<'_>, told: &mut Vec<Diagnostic>) {
    let twins = twins(&leaf.entries);
    for (later, first) in &twins {
        let at = leaf.page.at("W102", later.placed.at.clone());
        told.push(same(at, (first, leaf.page.line(first.placed.at.start))));
    }
    let trial = Trial::of(shelf, leaf);
    for (number, entry) in leaf.entries.iter().enumerate() {
        let Some(strength) = entry.strength() else { continue };
        short(shelf, leaf, entry, told);
        if twins.iter().any(|(later, _)| std::ptr::eq(*later, entry)) {
            continue;
        }
        if let Some(other) = trial.stronger(number) {
            let line = leaf.page.line(other.placed.at.start);
            let (phrase, by, name) =
                (&entry.placed.text, &other.placed.text, other.strength().unwrap_or(strength).name());
            let message = said!("{phrase} can never add anything", "{phrase} 不会起作用");
            let label =
                said!("already found by \"{by}\" (line {line}, {name})", "\"{by}\" 已经包括它（第 {line} 行，{name}）");
            let help = said!("take it out", "请删去");
            told.push(leaf.page.at("W101", entry.placed.at.clone()).message(message).label(label).help(help));
        }
    }
    for (ignore, hidden) in trial.hidden() {
        let (phrase, line) = (&hidden.placed.text, leaf.page.line(hidden.placed.at.start));
        let message = said!("this ignore always hides \"{phrase}\"", "这条 ignore 总是盖住 \"{phrase}\"");
        let label = said!("a phrase of this category (line {line})", "它是本类别自己的短语（第 {line} 行）");
        let help = said!("make the ignore longer, or take the phrase out", "把 ignore 写得更长，或者删去那条短语");
        told.push(leaf.page.at("W106", ignore.placed.at.clone()).message(message).label(label).help(help));
    }
}

/// W103: a strong phrase of two categories decides nothing between them.
pub(super) fn across(shelf: &Shelf<'_>, told: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, &Leaf<'_>> = BTreeMap::new();
    for leaf in &shelf.categories {
        for entry in leaf.entries.iter().filter(|entry| entry.strength() == Some(Strength::Strong)) {
            match seen.get(&canonical(&entry.phrase)) {
                Some(first) if first.id != leaf.id => {
                    let (phrase, other) = (&entry.placed.text, &first.page.file);
                    let message = said!("{phrase} is strong in two categories", "{phrase} 在两个类别里都是 strong");
                    let label = said!("also in {other}", "{other} 里也有");
                    let help = said!(
                        "keep it where it belongs, or make it normal in one of them",
                        "只留在该属于的类别里，或者在其中一个改成 normal"
                    );
                    told.push(leaf.page.at("W103", entry.placed.at.clone()).message(message).label(label).help(help));
                }
                Some(_) => {}
                None => {
                    seen.insert(canonical(&entry.phrase), leaf);
                }
            }
        }
    }
}

/// W104, W105: too little to be sure of.
fn short(shelf: &Shelf<'_>, leaf: &Leaf<'_>, entry: &Entry, told: &mut Vec<Diagnostic>) {
    let Some(texts) = sayings::all(&entry.phrase, &shelf.lists, &TIGHT) else { return };
    let at = |code| leaf.page.at(code, entry.placed.at.clone());
    let help = said!("add a word beside it, or make it weaker", "在旁边加一个词，或者降低强度");
    let is_one_han = |text: &&String| text.chars().count() == 1 && text.chars().all(is_han);
    if let Some(word) = texts.iter().find(is_one_han).filter(|_| entry.strength() == Some(Strength::Strong)) {
        let message = said!("one Chinese character, {word}, is strong", "单独一个字「{word}」是 strong");
        let label = said!("it stands inside many other words", "它会出现在许多别的词里");
        told.push(at("W104").message(message).label(label).help(help.clone()));
    }
    let is_tiny = |text: &&String| text.len() <= 2 && text.chars().all(|c| c.is_ascii_alphabetic());
    if let Some(word) = texts.iter().find(is_tiny) {
        let message = said!("{word} has two letters at most", "{word} 只有一两个字母");
        let label = said!("it means many things", "意思太多");
        told.push(at("W105").message(message).label(label).help(help));
    }
}

/// The phrases of one category, ready to be tried on each other's sayings.
struct Trial<'a> {
    entries: &'a [Entry],
    matcher: Matcher,
    /// For each phrase all it can say; none where that cannot be told, or no other phrase is near.
    texts: Vec<Option<Vec<String>>>,
    /// For each phrase those found in everything it says, of its own strength or more.
    finders: Vec<Vec<usize>>,
}

impl<'a> Trial<'a> {
    fn of(shelf: &Shelf<'_>, leaf: &'a Leaf<'_>) -> Self {
        let (near, far) = (shelf.scoring.gap_near, shelf.scoring.gap_far);
        let wide = Width { near, far, with_endings: true };
        let tight = Width { with_endings: true, ..TIGHT };
        let matcher = shelf.matcher(leaf);
        let texts = leaf.entries.iter().enumerate().map(|(number, entry)| {
            // Most phrases meet no other: what else they could say is never written out.
            let first = sayings::one(&entry.phrase, &shelf.lists, &tight)?;
            let (scan, view) = (matcher.scan(&first), View { part: &(0..first.len()), blanked: &[] });
            let is_other = |other: &u32| usize::try_from(*other).is_ok_and(|other| other != number);
            scan.awake().into_iter().filter(is_other).find(|other| scan.find(*other, &view, 0).is_some())?;
            let mut texts = sayings::all(&entry.phrase, &shelf.lists, &tight)?;
            texts.extend(sayings::all(&entry.phrase, &shelf.lists, &wide)?);
            texts.dedup();
            Some(texts)
        });
        let texts: Vec<Option<Vec<String>>> = texts.collect();
        let mut trial = Self { entries: &leaf.entries, matcher, texts, finders: Vec::new() };
        trial.finders = (0..trial.entries.len()).map(|number| trial.found_in_all(number)).collect();
        trial
    }

    fn found_in_all(&self, number: usize) -> Vec<usize> {
        let (Some(entry), Some(Some(texts))) = (self.entries.get(number), self.texts.get(number)) else {
            return Vec::new();
        };
        let Some(strength) = entry.strength() else { return Vec::new() };
        let others = self.entries.iter().enumerate();
        let mut left: Vec<usize> = others
            .filter(|(at, other)| *at != number && other.strength().is_some_and(|other| other >= strength))
            .map(|(at, _)| at)
            .collect();
        for text in texts {
            if left.is_empty() {
                break;
            }
            let scan = self.matcher.scan(text);
            let (awake, view) = (scan.awake(), View { part: &(0..text.len()), blanked: &[] });
            let stands = |other| awake.binary_search(&other).is_ok() && scan.find(other, &view, 0).is_some();
            left.retain(|other| u32::try_from(*other).is_ok_and(stands));
        }
        left
    }

    /// The one that says all this one says; of two that say the same the first is kept.
    fn stronger(&self, number: usize) -> Option<&'a Entry> {
        let says_the_same = |other: usize| self.finders.get(other).is_some_and(|found| found.contains(&number));
        let finders = self.finders.get(number)?.iter().copied();
        let kept = finders.filter(|other| !says_the_same(*other) || *other < number);
        kept.filter_map(|other| self.entries.get(other)).max_by_key(|entry| entry.strength())
    }

    /// Ignore phrases that hide all another phrase can say.
    fn hidden(&self) -> Vec<(&'a Entry, &'a Entry)> {
        let mut hidden = Vec::new();
        for (number, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.strength().is_some()) {
            let Some(Some(texts)) = self.texts.get(number) else { continue };
            let ignores = self.entries.iter().enumerate().filter(|(_, other)| other.purpose == Use::Ignore);
            let mut left: Vec<(usize, &Entry)> = ignores.collect();
            for text in texts {
                if left.is_empty() {
                    break;
                }
                let scan = self.matcher.scan(text);
                let awake = scan.awake();
                let hides = |ignore| awake.binary_search(&ignore).is_ok() && hides(&scan, ignore, number, text.len());
                left.retain(|(ignore, _)| u32::try_from(*ignore).is_ok_and(hides));
            }
            hidden.extend(left.into_iter().map(|(_, ignore)| (ignore, entry)));
        }
        hidden
    }
}

fn hides(scan: &Scan<'_>, ignore: u32, number: usize, length: usize) -> bool {
    let part = 0..length;
    let blanked = scan.find_all(ignore, &View { part: &part, blanked: &[] });
    let stands = |number| scan.find(number, &View { part: &part, blanked: &blanked }, 0).is_some();
    !blanked.is_empty() && !u32::try_from(number).is_ok_and(stands)
}

/// Entries that are the same after folding: the later or weaker one, and the first.
fn twins(entries: &[Entry]) -> Vec<(&Entry, &Entry)> {
    let mut first: BTreeMap<(bool, String), &Entry> = BTreeMap::new();
    let mut twins = Vec::new();
    for entry in entries {
        let key = (entry.purpose == Use::Ignore, canonical(&entry.phrase));
        match first.get(&key) {
            Some(known) => twins.push((entry, *known)),
            None => {
                first.insert(key, entry);
            }
        }
    }
    twins
}

fn same(at: Diagnostic, (first, line): (&Entry, usize)) -> Diagnostic {
    let text = &first.placed.text;
    let message = said!("the same as \"{text}\" (line {line})", "和 \"{text}\" 一样（第 {line} 行）");
    let label = said!("capitals, width and 繁/简 make no difference", "大小写、全角半角、繁体简体都不区分");
    at.message(message).label(label).help(said!("keep one of the two", "两条只留一条"))
}

/// `refund*` finds `refunds`, and ends where it ends.
fn covers(open: &Entry, entry: &Entry) -> bool {
    let only = |entry: &Entry| match &entry.phrase {
        Phrase::Words(Sequence(steps)) => match steps.as_slice() {
            [only] => match &only.part {
                Part::Text { text, is_open } => Some((text.clone(), *is_open)),
                _ => None,
            },
            _ => None,
        },
        Phrase::Regex(_) => None,
    };
    match (only(open), only(entry)) {
        (Some((stem, true)), Some((word, is_open))) if stem != word || !is_open => word
            .strip_prefix(stem.as_str())
            .is_some_and(|rest| rest.chars().all(|c| c.is_alphanumeric() && c.is_ascii())),
        _ => false,
    }
}

/// The phrase without what makes no difference.
pub(in crate::rules) fn canonical(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Regex(regex) => format!("re:{regex}"),
        Phrase::Words(sequence) => written(sequence),
    }
}

fn written(sequence: &Sequence) -> String {
    let mut text = String::new();
    for step in &sequence.0 {
        text.push_str(&format!("{:?}", step.gap));
        match &step.part {
            Part::Text { text: words, is_open } => text.push_str(&format!("{words:?}{is_open}")),
            Part::List { name, .. } => text.push_str(&format!("<{name}>")),
            Part::Group(choices) => {
                let mut choices: Vec<String> = choices.iter().map(written).collect();
                choices.sort();
                text.push_str(&format!("({})", choices.join("|")));
            }
        }
        if step.is_optional {
            text.push('?');
        }
    }
    text
}
