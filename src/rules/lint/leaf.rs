//! core: What do the files of a rule folder hold, for who only looks?
//! In: the texts. Out: lists, categories and fields with the place of every entry, of this site's own folder too.
//! Never complains: a file that is broken is passed over.

use crate::rules::category::Use;
use crate::rules::matcher::{Builder, Matcher, Reach};
use crate::rules::page::{Keys, Page, Placed};
use crate::rules::phrase::{Phrase, Sequence, parse};
use crate::rules::scoring::Scoring;
use crate::rules::{RuleFile, Strength};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The words of each list, parsed.
pub(super) type Lists = BTreeMap<String, Vec<Phrase>>;

/// One file.
pub(super) struct Leaf<'a> {
    pub page: Page<'a>,
    pub id: String,
    /// The first line that is no comment: where what concerns the whole file is told.
    pub heading: Range<usize>,
    pub entries: Vec<Entry>,
    pub need: Vec<Placed>,
    pub nice: Vec<Placed>,
    pub answer: Option<Placed>,
    pub sla: Option<Placed>,
}

/// One phrase.
pub(super) struct Entry {
    pub purpose: Use,
    pub placed: Placed,
    pub phrase: Phrase,
}

/// A list's name and its entries.
type ListOf = (Placed, Vec<Entry>);

/// The folder.
pub(super) struct Shelf<'a> {
    pub root: &'a str,
    pub categories: Vec<Leaf<'a>>,
    /// As files, for the places of their entries: name of the list, entry.
    pub list_pages: Vec<(Page<'a>, Vec<ListOf>)>,
    pub lists: Lists,
    pub field_pages: Vec<(Page<'a>, Vec<Placed>, Vec<Placed>)>,
    pub guard_pages: Vec<Page<'a>>,
    /// Fields that the sender's address answers.
    pub answered: BTreeSet<String>,
    pub scoring: Scoring,
}

impl Entry {
    pub fn strength(&self) -> Option<Strength> {
        match self.purpose {
            Use::Match(strength) => Some(strength),
            Use::Ignore => None,
        }
    }
}

impl Leaf<'_> {
    /// Phrases that can make it a label, weak ones left out.
    pub fn matching(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.strength().is_some_and(|strength| strength > Strength::Weak))
    }
}

impl<'a> Shelf<'a> {
    pub fn read(root: &'a str, files: &'a [RuleFile]) -> Self {
        let mut shelf = Self {
            root,
            categories: Vec::new(),
            list_pages: Vec::new(),
            lists: Lists::new(),
            field_pages: Vec::new(),
            guard_pages: Vec::new(),
            answered: BTreeSet::new(),
            scoring: Scoring::default(),
        };
        for file in files {
            let path = plain(&file.path);
            let page = Page::new(root, &file.path, &file.text);
            match path {
                "lists.toml" => shelf.read_lists(page),
                "fields.toml" => shelf.read_fields(page),
                "guards.toml" => shelf.guard_pages.push(page),
                "scoring.toml" => shelf.scoring = Scoring::read(&page),
                _ => {
                    let id = path.strip_prefix("categories/").and_then(|name| name.strip_suffix(".toml"));
                    if let Some(id) = id.filter(|id| !id.contains('/')) {
                        shelf.categories.extend(read_category(page, id, &file.text));
                    }
                }
            }
        }
        shelf
    }

    /// The patterns of the fields, with their page.
    pub fn patterns(&self) -> impl Iterator<Item = (&Page<'a>, &Placed)> {
        self.field_pages.iter().flat_map(|(page, _, patterns)| patterns.iter().map(move |pattern| (page, pattern)))
    }

    /// The phrases of one category, by number as in its entries.
    pub fn matcher(&self, leaf: &Leaf<'_>) -> Matcher {
        let mut builder = Builder::default();
        builder.lists.clone_from(&self.lists);
        for entry in &leaf.entries {
            // A bad pattern has its own error; an empty place keeps the numbers right.
            if builder.add(&entry.phrase).is_err() {
                let _ = builder.add(&Phrase::Words(Sequence::default()));
            }
        }
        builder.build(Reach { near: self.scoring.gap_near, far: self.scoring.gap_far })
    }

    fn read_lists(&mut self, page: Page<'a>) {
        let mut read = Vec::new();
        if let Some(table) = page.parse() {
            for (name, words) in page.keys(&table).named_texts("lists") {
                let entries: Vec<Entry> = words.into_iter().filter_map(|w| entry(Use::Ignore, w)).collect();
                self.lists.entry(name.text.clone()).or_default().extend(entries.iter().map(|e| e.phrase.clone()));
                read.push((name, entries));
            }
        }
        self.list_pages.push((page, read));
    }

    fn read_fields(&mut self, page: Page<'a>) {
        let (mut names, mut patterns) = (Vec::new(), Vec::new());
        if let Some(table) = page.parse() {
            for (name, keys) in page.keys(&table).named("field") {
                if keys.text("default").is_some_and(|given| given.text == "sender") {
                    self.answered.insert(name.text.clone());
                }
                patterns.extend(keys.texts("find"));
                names.push(name);
            }
        }
        self.field_pages.push((page, names, patterns));
    }
}

/// The path without the folder of the site's own rules.
pub(super) fn plain(path: &str) -> &str {
    path.strip_prefix("local/").unwrap_or(path)
}

fn entry(purpose: Use, placed: Placed) -> Option<Entry> {
    let phrase = parse(&placed.text).ok()?;
    Some(Entry { purpose, placed, phrase })
}

fn read_category<'a>(page: Page<'a>, id: &str, text: &str) -> Option<Leaf<'a>> {
    let table = page.parse()?;
    let keys = page.keys(&table);
    let entries = keys.table("match").map(read_phrases).unwrap_or_default();
    let ask = keys.table("ask");
    let (need, nice) = ask.map(|ask| (ask.texts("need"), ask.texts("nice"))).unwrap_or_default();
    let answer = keys.table("reply").and_then(|reply| reply.text("answer"));
    let sla = keys.text("sla");
    drop(keys);
    Some(Leaf { page, id: id.to_owned(), heading: heading(text), entries, need, nice, answer, sla })
}

fn read_phrases(keys: Keys<'_, '_>) -> Vec<Entry> {
    let uses = [
        ("ignore", Use::Ignore),
        ("strong", Use::Match(Strength::Strong)),
        ("normal", Use::Match(Strength::Normal)),
        ("weak", Use::Match(Strength::Weak)),
    ];
    let read = |(key, purpose)| keys.texts(key).into_iter().filter_map(move |placed| entry(purpose, placed));
    uses.into_iter().flat_map(read).collect()
}

fn heading(text: &str) -> Range<usize> {
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            return begin..begin + line.trim_end().len();
        }
        begin += line.len();
    }
    0..0
}
