//! core: What stands in the folder and is used by nothing? Which text is not there in traditional characters?
//! In: the folder and the promises. Out: W113, and W108 for texts.
//! Never about a broken file.

use super::leaf::{Shelf, plain};
use crate::letter::LetterKind;
use crate::rules::RuleFile;
use crate::rules::diagnostic::{Diagnostic, Said, said};
use crate::rules::guards;
use crate::rules::page::{Page, Placed};
use crate::rules::phrase::{Part, Phrase, Sequence};
use std::collections::BTreeSet;

pub(super) fn names(shelf: &Shelf<'_>, promises: Option<(&str, &str)>, told: &mut Vec<Diagnostic>) {
    let mut lists = BTreeSet::new();
    for entry in shelf.categories.iter().flat_map(|leaf| &leaf.entries) {
        if let Phrase::Words(sequence) = &entry.phrase {
            names_of(sequence, &mut lists);
        }
    }
    let subjects: Vec<Phrase> = shelf.guard_pages.iter().flat_map(guards::subjects).collect();
    subjects.iter().for_each(|phrase| match phrase {
        Phrase::Words(sequence) => names_of(sequence, &mut lists),
        Phrase::Regex(_) => {}
    });
    for (page, read) in &shelf.list_pages {
        for (name, _) in read.iter().filter(|(name, _)| !lists.contains(name.text.as_str())) {
            told.push(unused(page, name, &said!("list", "词表")));
        }
    }
    let asked = shelf.categories.iter().flat_map(|leaf| leaf.need.iter().chain(&leaf.nice));
    let fields: BTreeSet<&str> = asked.map(|placed| placed.text.as_str()).collect();
    for (page, names, _) in &shelf.field_pages {
        for name in names.iter().filter(|name| !fields.contains(name.text.as_str())) {
            told.push(unused(page, name, &said!("field", "字段")));
        }
    }
    let Some((file, text)) = promises else { return };
    let mut slas: BTreeSet<&str> =
        shelf.categories.iter().filter_map(|leaf| leaf.sla.as_ref()).map(|placed| placed.text.as_str()).collect();
    let raised: Vec<String> = shelf.guard_pages.iter().flat_map(guards::promises).collect();
    slas.extend(raised.iter().map(String::as_str));
    slas.insert("standard"); // what no rule has judged is promised this
    let page = Page::named(file, text);
    let Some(table) = page.parse() else { return };
    for (name, _) in page.keys(&table).named("sla") {
        if !slas.contains(name.text.as_str()) {
            told.push(unused(&page, &name, &said!("promise", "承诺")));
        }
    }
}

fn names_of<'s>(sequence: &'s Sequence, names: &mut BTreeSet<&'s str>) {
    for step in &sequence.0 {
        match &step.part {
            Part::List { name, .. } => {
                names.insert(name);
            }
            Part::Group(choices) => choices.iter().for_each(|choice| names_of(choice, names)),
            Part::Text { .. } => {}
        }
    }
}

fn unused(page: &Page<'_>, name: &Placed, kind: &Said) -> Diagnostic {
    let message = Said {
        en: format!("no category uses this {}: {}", kind.en, name.text),
        zh: format!("没有类别用到这个{}：{}", kind.zh, name.text),
    };
    page.at("W113", name.at.clone()).message(message).help(said!("use it, or take it out", "请用上它，或者删去"))
}

/// A text's folder and file name.
fn text_of(file: &RuleFile) -> Option<(&str, &str)> {
    plain(&file.path).strip_prefix("templates/")?.split_once('/').filter(|(_, name)| name.ends_with(".txt"))
}

pub(super) fn templates(shelf: &Shelf<'_>, files: &[RuleFile], told: &mut Vec<Diagnostic>) {
    let texts: Vec<(&str, &str, &RuleFile)> =
        files.iter().filter_map(|file| text_of(file).map(|(folder, name)| (folder, name, file))).collect();
    let mut wanted: BTreeSet<String> = LetterKind::ALL.into_iter().map(|kind| kind.template()).collect();
    let answers = shelf.categories.iter().filter_map(|leaf| leaf.answer.as_ref());
    wanted.extend(answers.map(|answer| answer.text.clone()));
    for (folder, name, file) in &texts {
        let id = name.trim_end_matches(".txt");
        let is_used = match name.starts_with('_') {
            true => files.iter().any(|other| other.text.contains(name)),
            false => wanted.contains(id),
        };
        let file_name = format!("{}/{}", shelf.root, file.path);
        if !is_used {
            let message = said!("no letter uses this text: {id}", "没有信件用到这段文字：{id}");
            let help = said!(
                "name it under [reply] answer = \"{id}\", or take the file out",
                "在类别的 [reply] 里写 answer = \"{id}\"，或者删去这个文件"
            );
            told.push(Diagnostic::of_file("W113", &file_name, message).help(help));
        }
        let is_written = |folder: &str| texts.iter().any(|(other, text, _)| *other == folder && text == name);
        if *folder == "zh" && !is_written("zh-Hant") {
            let message = said!("no text in traditional characters for {id}", "{id} 没有繁体文字");
            let beside = file_name.replace("templates/zh/", "templates/zh-Hant/");
            let help =
                said!("write {beside}; until then the simplified one is sent", "请写 {beside}；在那之前会发简体的");
            told.push(Diagnostic::of_file("W108", &file_name, message).help(help));
        }
    }
}
