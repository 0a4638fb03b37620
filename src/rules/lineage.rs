//! core: What did an admin change from one rule set to the next?
//! In: the texts of both. Out: counts of categories, phrases and letters, and the names of the other files.
//! Never judges a mail: what the change does to mail is `compare`'s.

use super::diagnostic::{Said, said};
use super::{RuleFile, overlay};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// From a set to the next; from nothing to the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    pub categories: usize,
    pub phrases_added: usize,
    pub phrases_removed: usize,
    /// Texts of letters.
    pub letters: usize,
    /// Word lists, fields, guards, scoring, promises: by their file.
    pub files: Vec<String>,
    #[serde(skip)]
    pub is_first: bool,
}

/// A phrase in its place: category, word list, phrase.
type Phrases = BTreeSet<(String, String, String)>;

const WORDS: [&str; 4] = ["strong", "normal", "weak", "ignore"];

pub fn step(old: Option<&[RuleFile]>, new: &[RuleFile]) -> Step {
    let before = old.unwrap_or_default();
    let (had, has) = (phrases(before), phrases(new));
    let changed = changed(before, new);
    let is_category = |path: &&str| overlay::plain(path).starts_with("categories/");
    let is_letter = |path: &&str| overlay::plain(path).starts_with("templates/");
    let categories: BTreeSet<&str> = changed.iter().copied().filter(is_category).map(overlay::plain).collect();
    let files = changed.iter().copied().filter(|path| !is_category(path) && !is_letter(path));
    Step {
        categories: categories.len(),
        phrases_added: has.difference(&had).count(),
        phrases_removed: had.difference(&has).count(),
        letters: changed.iter().copied().filter(is_letter).count(),
        files: files.map(|path| path.trim_start_matches("../").to_owned()).collect(),
        is_first: old.is_none(),
    }
}

/// Paths whose text is another, or which only one of the two has.
fn changed<'a>(old: &'a [RuleFile], new: &'a [RuleFile]) -> BTreeSet<&'a str> {
    let texts = |files: &'a [RuleFile]| -> BTreeMap<&'a str, &'a str> {
        files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect()
    };
    let (old, new) = (texts(old), texts(new));
    old.keys().chain(new.keys()).copied().filter(|path| old.get(path) != new.get(path)).collect()
}

/// What cannot be read has none: the set went live, so it could once.
fn phrases(files: &[RuleFile]) -> Phrases {
    let mut found = Phrases::new();
    for (id, layers) in overlay::categories(files) {
        for file in layers.each() {
            let table: toml::Table = file.text.parse().unwrap_or_default();
            let words = table.get("match").and_then(toml::Value::as_table);
            for list in WORDS {
                let entries = words.and_then(|words| words.get(list)).and_then(toml::Value::as_array);
                let texts = entries.into_iter().flatten().filter_map(toml::Value::as_str);
                found.extend(texts.map(|phrase| (id.to_owned(), list.to_owned(), phrase.to_owned())));
            }
        }
    }
    found
}

impl Step {
    /// `2 categories, phrases +3 −1, 1 letter, lists.toml`
    pub fn told(&self) -> Said {
        let Self { categories, phrases_added, phrases_removed, letters, .. } = self;
        if self.is_first {
            return said!(
                "the first: {categories} categories, {phrases_added} phrases",
                "第一套：{categories} 个类别，{phrases_added} 个短语"
            );
        }
        let mut parts = Vec::new();
        match categories {
            0 => {}
            1 => parts.push(said!("1 category", "1 个类别")),
            _ => parts.push(said!("{categories} categories", "{categories} 个类别")),
        }
        let phrases = [(*phrases_added, "+"), (*phrases_removed, "−")];
        let phrases: Vec<String> =
            phrases.iter().filter(|(count, _)| *count > 0).map(|(count, sign)| format!(" {sign}{count}")).collect();
        if !phrases.is_empty() {
            let phrases = phrases.concat();
            parts.push(said!("phrases{phrases}", "短语{phrases}"));
        }
        match letters {
            0 => {}
            1 => parts.push(said!("1 letter", "1 封信")),
            _ => parts.push(said!("{letters} letters", "{letters} 封信")),
        }
        parts.extend(self.files.iter().map(|file| Said::from(file.as_str())));
        if parts.is_empty() {
            return said!("the same as before", "和之前一样");
        }
        Said::joined(&parts, (", ", "，"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> RuleFile {
        RuleFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_step_counts_what_an_admin_did_and_names_the_other_files() {
        let refund = file("categories/refund.toml", "[match]\nstrong = [\"refund\", \"money back\"]\n");
        let old = [refund.clone(), file("templates/en/ack.txt", "a"), file("../sla.toml", "")];
        let own = file("local/categories/refund.toml", "[match]\nstrong = [\"退钱\"]\nignore = [\"no refund\"]\n");
        let fewer = file("categories/refund.toml", "[match]\nstrong = [\"refund\"]\n");
        let new = [fewer, own, file("templates/en/ack.txt", "b"), file("../sla.toml", "# x"), file("lists.toml", "")];
        let step = step(Some(&old), &new);
        assert_eq!(step.told().en, "1 category, phrases +2 −1, 1 letter, sla.toml, lists.toml");
        assert_eq!(super::step(Some(&old), &old).told().zh, "和之前一样");
        assert_eq!(super::step(None, &old).told().zh, "第一套：1 个类别，2 个短语");
    }
}
