//! core: How does one list of a rule file look?
//! In: an array of texts. Out: the same, in one line or one entry a line, each comment above or beside its entry.
//! Never drops an entry that a comment hangs on.

use super::COLUMNS;
use std::collections::BTreeSet;
use toml_edit::{Array, RawString, Value};
use unicode_width::UnicodeWidthStr;

const INDENT: &str = "  ";

/// A list, its comments told apart.
pub(super) struct List {
    /// Behind the bracket that opens it.
    opening: String,
    entries: Vec<Entry>,
    /// Lines before the bracket that closes it.
    closing: Vec<String>,
    has_lines: bool,
}

struct Entry {
    /// Comments and blank lines.
    above: Vec<String>,
    value: Value,
    /// A comment in the same line, with the blanks before it.
    beside: String,
}

impl Entry {
    fn has_comment(&self) -> bool {
        !self.beside.is_empty() || self.above.iter().any(|line| !line.is_empty())
    }
}

impl List {
    /// None for what holds more than texts.
    pub(super) fn read(array: &Array) -> Option<Self> {
        let mut list = Self { opening: String::new(), entries: Vec::new(), closing: Vec::new(), has_lines: false };
        let mut after = String::new();
        for value in array {
            value.as_str()?;
            let above = list.take_gap(&(after + raw(value.decor().prefix())));
            after = raw(value.decor().suffix()).to_owned();
            let mut value = value.clone();
            value.decor_mut().clear();
            list.has_lines |= value.to_string().contains('\n');
            list.entries.push(Entry { above, value, beside: String::new() });
        }
        list.closing = list.take_gap(&(after + raw(Some(array.trailing()))));
        while list.closing.pop_if(|line| line.is_empty()).is_some() {}
        Some(list)
    }

    /// What stands between two entries: the end of a line, then lines.
    fn take_gap(&mut self, gap: &str) -> Vec<String> {
        let mut lines = gap.split('\n');
        let end = lines.next().unwrap_or_default().trim_end().to_owned();
        let is_first = self.entries.is_empty();
        match self.entries.last_mut() {
            Some(entry) => entry.beside = end,
            None => self.opening = end,
        }
        self.has_lines |= gap.contains('\n');
        // The last piece is only what indents the entry.
        let lines: Vec<&str> = lines.map(str::trim).collect();
        let lines = lines.split_last().map_or(&[][..], |(_, lines)| lines);
        let mut kept: Vec<String> = Vec::new();
        for line in lines {
            let is_idle = line.is_empty() && kept.last().map_or(is_first, String::is_empty);
            if !is_idle {
                kept.push((*line).to_owned());
            }
        }
        kept
    }

    /// The first of those that are the same stays.
    pub(super) fn without_doubles(mut self, same: impl Fn(&str) -> String) -> Self {
        let mut seen = BTreeSet::new();
        self.entries.retain(|entry| seen.insert(entry.value.as_str().map(&same)) || entry.has_comment());
        self
    }

    /// `before`: columns that stand before the list.
    pub(super) fn write(self, array: &mut Array, before: usize) {
        let values: Vec<String> = self.entries.iter().map(|entry| entry.value.to_string()).collect();
        let has_comments = !self.opening.is_empty() || !self.closing.is_empty();
        array.clear();
        if self.entries.is_empty() && !has_comments {
            array.set_trailing("");
            array.set_trailing_comma(false);
        } else if self.has_lines || before + values.join(", ").width() + "[]".len() > COLUMNS {
            self.write_lines(array);
        } else {
            for (number, mut entry) in self.entries.into_iter().enumerate() {
                *entry.value.decor_mut() = toml_edit::Decor::new(if number == 0 { "" } else { " " }, "");
                array.push_formatted(entry.value);
            }
            array.set_trailing("");
            array.set_trailing_comma(false);
        }
    }

    fn write_lines(self, array: &mut Array) {
        let lines = |lines: &[String]| -> String {
            let indented = |line: &String| if line.is_empty() { "\n".into() } else { format!("\n{INDENT}{line}") };
            lines.iter().map(indented).collect()
        };
        let mut end = self.opening;
        for Entry { above, mut value, beside } in self.entries {
            *value.decor_mut() = toml_edit::Decor::new(format!("{end}{}\n{INDENT}", lines(&above)), "");
            array.push_formatted(value);
            end = beside;
        }
        array.set_trailing_comma(!array.is_empty());
        array.set_trailing(format!("{end}{}\n", lines(&self.closing)));
    }
}

pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}
