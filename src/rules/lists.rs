//! core: Which words do categories share, and which phrases name lists that are not there?
//! In: `lists.toml`, its layers one by one; the phrases of a set. Out: lists within the matcher's builder; diagnostics.
//! Never takes more than plain words into a list: groups and gaps belong into the phrases of a category.

use super::RuleFile;
use super::diagnostic::{did_you_mean, nearest, said};
use super::matcher::Builder;
use super::overlay::Layers;
use super::page::{Page, Placed};
use super::phrase::{Gap, Part, Phrase, Sequence, parse};

/// A builder that knows the word lists of a set; what is wrong with them is told elsewhere.
pub fn lists(root: &str, files: &[RuleFile]) -> Builder {
    let mut builder = Builder::default();
    for lists in Layers::of(files, "lists.toml").each() {
        read(&Page::new(root, &lists.path, &lists.text), &mut builder);
    }
    builder
}

/// One `lists.toml`; of layers the words add up.
pub(super) fn read(page: &Page<'_>, builder: &mut Builder) {
    let Some(table) = page.parse() else { return };
    let keys = page.keys(&table);
    for (name, entries) in keys.named_texts("lists") {
        let mut words = Vec::new();
        for entry in entries {
            let is_words = |phrase: &Phrase| match phrase {
                Phrase::Words(Sequence(steps)) => {
                    steps.iter().all(|step| step.gap == Gap::Beside && matches!(step.part, Part::Text { .. }))
                }
                Phrase::Regex(_) => false,
            };
            let Some(phrase) = read_phrase(page, &entry) else { continue };
            if is_words(&phrase) {
                words.push(phrase);
            } else {
                let help = said!(
                    "groups, lists, gaps and re: belong into a category's phrases",
                    "组、词表、间隔和 re: 要写在类别的短语里"
                );
                page.tell(
                    page.at("E10", entry.at).message(said!("a list holds words only", "词表里只能写词")).help(help),
                );
            }
        }
        builder.lists.entry(name.text).or_default().extend(words);
    }
    keys.finish();
}

pub(super) fn read_phrase(page: &Page<'_>, placed: &Placed) -> Option<Phrase> {
    parse(&placed.text)
        .map_err(|fault| {
            let at = page.within(placed, fault.at);
            page.tell(page.at("E10", at).message(fault.message).help(fault.help));
        })
        .ok()
}

/// E11: lists that no file holds.
pub(super) fn check(page: &Page<'_>, placed: &Placed, sequence: &Sequence, builder: &Builder) {
    for step in &sequence.0 {
        match &step.part {
            Part::List { name, at } if !builder.lists.contains_key(name) => {
                let message = said!("unknown word list <{name}>", "没有词表 <{name}>");
                let told = page.at("E11", page.within(placed, at.clone())).message(message);
                let near = nearest(name, builder.lists.keys().map(String::as_str));
                let lists = || {
                    said!(
                        "write it into local/lists.toml, beside the shipped lists.toml, or write the words themselves: (a|b)",
                        "请写进 local/lists.toml（自带的在 lists.toml 里），或者直接写词：(a|b)"
                    )
                };
                let help = near.map_or_else(lists, |near| did_you_mean(&format!("<{near}>")));
                page.tell(told.label(said!("no list of this name", "没有这个名字的词表")).help(help));
            }
            Part::Group(choices) => choices.iter().for_each(|choice| check(page, placed, choice, builder)),
            Part::List { .. } | Part::Text { .. } => {}
        }
    }
}
