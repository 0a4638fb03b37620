//! core: In which order do the keys of a category file stand?
//! In: the file. Out: the same, its keys and sections in the order of the files that ship; unknown ones come last.
//! Never moves a comment away from its key; what stands at the head of a file speaks of all of it and stays there.

use super::list::raw;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, Table};

const KEYS: [&str; 10] = ["replace", "name", "team", "sla", "precedence", "overrides", "match", "ask", "reply", "test"];
const WITHIN: [(&str, &[&str]); 4] = [
    ("match", &["strong", "normal", "weak", "ignore"]),
    ("ask", &["need", "nice"]),
    ("reply", &["answer", "auto_answer", "never_auto_close", "page", "one_account_per_mail"]),
    ("test", &["yes", "no", "todo_yes", "todo_no"]),
];

/// A file whose sections hold sections, or are written as `match.strong = …`, keeps its order.
pub(super) fn sort(document: &mut DocumentMut) {
    let root = document.as_table_mut();
    let is_deep = |item: &Item| item.is_table() || item.is_array_of_tables();
    let is_plain = |item: &Item| match item {
        Item::Table(table) => {
            !table.is_dotted() && !table.is_implicit() && !table.iter().any(|(_, item)| is_deep(item))
        }
        item => item.is_value(),
    };
    if !root.iter().all(|(_, item)| is_plain(item)) {
        return;
    }
    for (section, keys) in WITHIN {
        if let Some(table) = root.get_mut(section).and_then(Item::as_table_mut) {
            by(table, keys);
        }
    }
    let before = first_key(root);
    by(root, &KEYS);
    keep_head(root, before);
    sections(document);
}

fn rank(order: &[&str], key: &str) -> usize {
    order.iter().position(|known| *known == key).unwrap_or(order.len())
}

fn by(table: &mut Table, order: &[&str]) {
    table.sort_values_by(|a, _, b, _| rank(order, a.get()).cmp(&rank(order, b.get())));
}

/// Sections stand where their positions say. A comment below the entries of a section goes where it goes.
fn sections(document: &mut DocumentMut) {
    let trailing = raw(Some(document.trailing())).to_owned();
    let root = document.as_table_mut();
    let has_keys = first_key(root).is_some();
    let places = root.iter().filter_map(|(key, item)| Some((item.as_table()?.position(), key.to_owned())));
    let mut old: Vec<(Option<isize>, String)> = places.collect();
    old.sort();
    let mut new: Vec<String> = old.iter().map(|(_, key)| key.clone()).collect();
    new.sort_by_key(|key| rank(&KEYS, key));
    let is_moved = new.iter().ne(old.iter().map(|(_, key)| key));
    let mut own = BTreeMap::new();
    let mut below = BTreeMap::new();
    let mut last: Option<&String> = None;
    for (_, key) in &old {
        let (before, after) = split(above(root, key));
        below.insert(last, before);
        own.insert(key, after);
        last = Some(key);
    }
    below.insert(last, trailing);
    let mut last: Option<&String> = None;
    for (key, (place, _)) in new.iter().zip(&old) {
        let mut text = below.remove(&last).unwrap_or_default();
        if (has_keys || last.is_some()) && !(text == "\n" || text.ends_with("\n\n")) {
            text.push('\n');
        }
        if let Some(table) = root.get_mut(key).and_then(Item::as_table_mut) {
            table.set_position(*place);
            table.decor_mut().set_prefix(text + own.get(key).map_or("", String::as_str));
        }
        last = Some(key);
    }
    if is_moved {
        let end = below.remove(&last).unwrap_or_default().trim_end().to_owned();
        document.set_trailing(if end.is_empty() { end } else { end + "\n" });
    }
}

/// Up to the last blank line, and what stands right above the section.
fn split(text: String) -> (String, String) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let end = lines.iter().rposition(|line| line.trim().is_empty()).map_or(0, |at| at + 1);
    let (before, after) = lines.split_at(end);
    (before.concat(), after.concat())
}

fn first_key(root: &Table) -> Option<String> {
    root.iter().find(|(_, item)| item.is_value()).map(|(key, _)| key.to_owned())
}

fn above(root: &Table, key: &str) -> String {
    let section = root.get(key).and_then(Item::as_table).map(|table| table.decor().prefix());
    raw(section.unwrap_or_else(|| root.key(key).and_then(|key| key.leaf_decor().prefix()))).to_owned()
}

/// The comment at the top of the file, up to its last blank line, or all but what allows a warning of the line below.
fn keep_head(root: &mut Table, before: Option<String>) {
    let (Some(before), Some(now)) = (before, first_key(root)) else { return };
    if before == now {
        return;
    }
    let text = above(root, &before);
    let end = text.rfind("\n\n").map(|at| at + 2).or_else(|| text.find("# allow ")).unwrap_or(text.len());
    let (head, own) = text.split_at(end);
    let below = above(root, &now);
    for (key, text) in [(&now, format!("{head}{}", below.trim_start_matches('\n'))), (&before, own.to_owned())] {
        if let Some(mut key) = root.key_mut(key) {
            key.leaf_decor_mut().set_prefix(text);
        }
    }
}
