//! core: How does one list of a rule file look?
//! In: an array of texts. Out: the same, in one line where it fits, else in the lines its author gave it, none too long.
//! Never drops an entry that a comment hangs on, nor parts a comment from the entries of its line.

use super::COLUMNS;
use std::collections::BTreeSet;
use toml_edit::{Array, Decor, RawString, Value};
use unicode_width::UnicodeWidthStr;

const INDENT: &str = "  ";

/// A list, its comments told apart.
pub(super) struct List {
    /// Behind the bracket that opens it.
    opening: String,
    lines: Vec<Line>,
    /// Lines before the bracket that closes it.
    closing: Vec<String>,
    has_lines: bool,
}

/// Entries that stand in one line.
struct Line {
    /// Comments and blank lines.
    above: Vec<String>,
    values: Vec<Value>,
    /// A comment in the same line, with the blanks before it.
    beside: String,
}

impl Line {
    /// A comment beside it, or one that allows, speaks of this line and of no other.
    fn is_bound(&self) -> bool {
        let allows = |line: &String| line.trim_start_matches(['#', '-', ' ']).starts_with("allow ");
        !self.beside.is_empty() || self.above.iter().any(allows)
    }

    fn has_comment_above(&self) -> bool {
        self.above.iter().any(|line| !line.is_empty())
    }

    /// How its entries go into lines that are not too long.
    fn filled(&self) -> Vec<usize> {
        let mut starts = vec![0];
        let mut used = INDENT.len();
        for (at, value) in self.values.iter().enumerate() {
            let width = value.to_string().width() + ",".len();
            if at > 0 && !self.is_bound() && used + " ".len() + width > COLUMNS {
                starts.push(at);
                used = INDENT.len() + width;
            } else {
                used += width + usize::from(at > 0);
            }
        }
        starts
    }
}

impl List {
    /// None for what holds more than texts.
    pub(super) fn read(array: &Array) -> Option<Self> {
        let mut list = Self { opening: String::new(), lines: Vec::new(), closing: Vec::new(), has_lines: false };
        let mut after = String::new();
        for value in array {
            value.as_str()?;
            let gap = after + raw(value.decor().prefix());
            after = raw(value.decor().suffix()).to_owned();
            let mut value = value.clone();
            value.decor_mut().clear();
            let is_long = value.to_string().contains('\n');
            match list.lines.last_mut().filter(|_| !gap.contains('\n') && !is_long) {
                Some(line) => line.values.push(value),
                None => {
                    let above = list.take_gap(&gap);
                    list.lines.push(Line { above, values: vec![value], beside: String::new() });
                }
            }
            list.has_lines |= is_long;
        }
        list.closing = list.take_gap(&(after + raw(Some(array.trailing()))));
        while list.closing.pop_if(|line| line.is_empty()).is_some() {}
        Some(list)
    }

    /// What stands between two lines of entries: the end of the one, then comments and blank lines.
    fn take_gap(&mut self, gap: &str) -> Vec<String> {
        let mut lines = gap.split('\n');
        let end = lines.next().unwrap_or_default().trim_end().to_owned();
        let is_first = self.lines.is_empty();
        match self.lines.last_mut() {
            Some(line) => line.beside = end,
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
        for line in &mut self.lines {
            let (is_bound, mut is_told) = (line.is_bound(), line.has_comment_above());
            line.values.retain(|value| {
                let has_comment = is_bound || std::mem::take(&mut is_told);
                seen.insert(value.as_str().map(&same)) || has_comment
            });
        }
        self.lines.retain(|line| !line.values.is_empty());
        self
    }

    /// `before`: columns that stand before the list.
    pub(super) fn write(self, array: &mut Array, before: usize) {
        let values: Vec<&Value> = self.lines.iter().flat_map(|line| &line.values).collect();
        let width = values.iter().map(|value| value.to_string().width() + ", ".len()).sum::<usize>();
        let has_comments = !self.opening.is_empty() || !self.closing.is_empty();
        array.clear();
        if values.is_empty() && !has_comments {
            array.set_trailing("");
            array.set_trailing_comma(false);
        } else if self.has_lines || before + width.saturating_sub(", ".len()) + "[]".len() > COLUMNS {
            self.write_lines(array);
        } else {
            for (number, mut value) in self.lines.into_iter().flat_map(|line| line.values).enumerate() {
                *value.decor_mut() = Decor::new(if number == 0 { "" } else { " " }, "");
                array.push_formatted(value);
            }
            array.set_trailing("");
            array.set_trailing_comma(false);
        }
    }

    fn write_lines(self, array: &mut Array) {
        let told = |lines: &[String]| -> String {
            let indented = |line: &String| if line.is_empty() { "\n".into() } else { format!("\n{INDENT}{line}") };
            lines.iter().map(indented).collect()
        };
        let mut end = self.opening;
        for line in self.lines {
            let starts = line.filled();
            for (at, mut value) in line.values.into_iter().enumerate() {
                let before = match (at, starts.contains(&at)) {
                    (0, _) => format!("{end}{}\n{INDENT}", told(&line.above)),
                    (_, true) => format!("\n{INDENT}"),
                    (_, false) => " ".to_owned(),
                };
                *value.decor_mut() = Decor::new(before, "");
                array.push_formatted(value);
            }
            end = line.beside;
        }
        array.set_trailing_comma(!array.is_empty());
        array.set_trailing(format!("{end}{}\n", told(&self.closing)));
    }
}

pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}
