//! core: What is wrong with a rule or configuration file: file, line, caret, cause and remedy.
//! In: a file's text and the bytes at fault. Out: a `Diagnostic`, and its picture for people.
//! Never decides whether the set is usable: the caller counts errors. Columns are characters, carets display columns.

use std::fmt;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `E11`, `W101`: the catalogue of the rules page.
    pub code: &'static str,
    pub severity: Severity,
    /// As the user knows it: `rules/categories/refund.toml`.
    pub file: String,
    /// From 1; 0 when it concerns the file as a whole.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The line itself, for the caret.
    pub source: String,
    /// Characters the caret covers.
    pub width: usize,
    pub message: String,
    /// Beside the caret: the cause. May be empty.
    pub label: String,
    /// `did you mean <locked>?` May be empty.
    pub help: String,
}

impl Diagnostic {
    /// An error that concerns a file as a whole.
    pub fn of_file(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: file.to_owned(),
            line: 0,
            column: 0,
            source: String::new(),
            width: 0,
            message: message.into(),
            label: String::new(),
            help: String::new(),
        }
    }

    /// An error at these bytes of the file's text.
    pub fn at(code: &'static str, file: &str, text: &str, span: Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(line_start..).unwrap_or_default();
        let source = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let end = text.ceil_char_boundary(span.end).min(line_start + source.len()).max(start);
        let covered = text.get(start..end).unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            source: source.to_owned(),
            width: covered.chars().count().max(1),
            ..Self::of_file(code, file, "")
        }
    }

    #[must_use]
    pub fn message(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// Display columns before the caret, and under it: a Chinese character takes two.
    fn columns(&self) -> (usize, usize) {
        let before: String = self.source.chars().take(self.column.saturating_sub(1)).collect();
        let under: String = self.source.chars().skip(self.column.saturating_sub(1)).take(self.width).collect();
        (before.width(), under.width().max(1))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if self.line == 0 {
            write!(f, " --> {}", self.file)?;
        } else {
            let gutter = " ".repeat(self.line.to_string().len());
            let (before, under) = self.columns();
            writeln!(f, "{gutter}--> {}:{}:{}", self.file, self.line, self.column)?;
            writeln!(f, "{gutter} |")?;
            writeln!(f, "{} | {}", self.line, self.source.replace('\t', " "))?;
            let caret = format!("{gutter} | {}{} {}", " ".repeat(before), "^".repeat(under), self.label);
            write!(f, "{}", caret.trim_end())?;
        }
        if !self.help.is_empty() {
            write!(f, "\n{}= help: {}", " ".repeat(self.line.max(1).to_string().len() + 1), self.help)?;
        }
        Ok(())
    }
}

/// More at once would only hide the first, which often causes the rest.
const MAX_SHOWN: usize = 20;

/// Many of them, a blank line between.
pub fn render_all(diagnostics: &[Diagnostic]) -> String {
    let mut told: Vec<String> = diagnostics.iter().take(MAX_SHOWN).map(ToString::to_string).collect();
    if let Some(more @ 1..) = diagnostics.len().checked_sub(MAX_SHOWN) {
        told.push(format!("… and {more} more"));
    }
    told.join("\n\n")
}

/// The known name that was probably meant, when one is near enough.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(steps, _)| *steps <= limit)
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, candidate)| candidate)
}

/// Typing steps from one word to the other: insert, delete, change, or swap two neighbours.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (i, c) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut last_other = None;
        for (j, &d) in other.iter().enumerate() {
            let cell = |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = (cell(&row, j) + usize::from(c != d)).min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            if last == Some(d) && last_other == Some(c) && j > 0 {
                best = best.min(cell(&before, j - 1) + 1);
            }
            next.push(best);
            last_other = Some(d);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(c);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_right_under_double_width_text() {
        let text = "\n\n\n\n\n\nstrong = [\"<account> .. <locked>\", \"密码 .. <lokced>\"]\n";
        let at = text.find("<lokced>").unwrap();
        let told = Diagnostic::at("E11", "rules/categories/account_locked.toml", text, at..at + 8)
            .message("unknown word list <lokced>")
            .label("no list of this name")
            .help("did you mean <locked>?");
        let wanted = "error[E11]: unknown word list <lokced>
 --> rules/categories/account_locked.toml:7:43
  |
7 | strong = [\"<account> .. <locked>\", \"密码 .. <lokced>\"]
  |                                             ^^^^^^^^ no list of this name
  = help: did you mean <locked>?";
        assert_eq!(told.to_string(), wanted);
    }

    #[test]
    fn a_place_at_the_end_of_the_file_still_has_a_line() {
        let told = Diagnostic::at("E01", "a.toml", "name =", 6..6).message("value missing");
        assert_eq!((told.line, told.column, told.width), (1, 7, 1));
        assert!(told.to_string().ends_with("1 | name =\n  |       ^"), "{told}");
    }

    #[test]
    fn the_nearest_name_is_found_across_a_slip_of_the_fingers() {
        assert_eq!(nearest("lokced", ["locked", "login"]), Some("locked"));
        assert_eq!(nearest("strnog", ["strong", "normal"]), Some("strong"));
        assert_eq!(nearest("zebra", ["strong", "normal"]), None);
    }
}
