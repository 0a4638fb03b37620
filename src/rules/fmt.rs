//! core: How does a tidy rule file look?
//! In: the text of a category file or of `lists.toml`. Out: the same with its keys in order, no line of a list too long
//! and doubles gone; or why the file cannot be read.
//! Never loses, changes or parts a comment from what it is about, and never changes what a file means.

mod list;
mod order;

use super::diagnostic::{self, Diagnostic};
use super::lint::canonical;
use super::{overlay, phrase};
use list::List;
use toml_edit::{DocumentMut, Item, Table, TomlError, Value};
use unicode_width::UnicodeWidthStr;

/// Lines longer than this are broken.
const COLUMNS: usize = 120;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Its keys have an order.
    Category,
    /// `lists.toml`: the order of the lists is the admin's.
    Lists,
}

impl Kind {
    /// By the path within the rule folder; none for files that are kept as they are.
    pub fn of(path: &str) -> Option<Self> {
        match overlay::plain(path) {
            "lists.toml" => Some(Self::Lists),
            path => {
                let id = path.strip_prefix("categories/").and_then(|name| name.strip_suffix(".toml"))?;
                (!id.contains('/')).then_some(Self::Category)
            }
        }
    }
}

/// The text, tidied. What is tidy comes back as it was.
pub fn tidy(file: &str, text: &str, kind: Kind) -> Result<String, Vec<Diagnostic>> {
    diagnostic::parse(file, text)?;
    let mut document: DocumentMut = text.parse().map_err(|error: TomlError| {
        let at = error.span().unwrap_or(0..0);
        vec![Diagnostic::at("E01", file, text, at).message(error.message().into())]
    })?;
    if kind == Kind::Category {
        order::sort(&mut document);
    }
    for (name, section) in document.as_table_mut().iter_mut() {
        let same = if matches!(name.get(), "match" | "lists") { said } else { str::to_owned };
        if let Item::Table(section) = section {
            lists(section, same);
        }
    }
    Ok(document.to_string())
}

/// Phrases that find the same are the same, as `check` has it (W102).
fn said(text: &str) -> String {
    phrase::parse(text).map_or_else(|_| text.to_owned(), |phrase| canonical(&phrase))
}

fn lists(section: &mut Table, same: fn(&str) -> String) {
    for (key, item) in section.iter_mut() {
        let Item::Value(Value::Array(array)) = item else { continue };
        let Some(list) = List::read(array) else { continue };
        let around = [key.leaf_decor().suffix(), array.decor().prefix()];
        let before =
            key.display_repr().width() + "=".len() + around.map(|text| list::raw(text).width()).iter().sum::<usize>();
        list.without_doubles(same).write(array, before);
    }
}

#[cfg(test)]
mod tests;
