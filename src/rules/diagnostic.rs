//! core: What is wrong with a rule or configuration file: file, line, caret, cause and remedy.
//! In: a file's text and the bytes at fault. Out: a `Diagnostic`, and its picture for people.
//! Never decides whether the set is usable: the caller counts errors. Columns are characters, carets display columns.

mod nearest;
mod said;
mod shape;
mod syntax;

use std::fmt;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

pub use nearest::nearest;
pub(crate) use said::said;
pub use said::{Said, Speech, did_you_mean, no_length};
pub use shape::{Shape, found};
pub use syntax::parse;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub const fn name(self, speech: Speech) -> &'static str {
        match (self, speech) {
            (Self::Error, Speech::En) => "error",
            (Self::Error, Speech::Zh) => "错误",
            (Self::Warning, Speech::En) => "warning",
            (Self::Warning, Speech::Zh) => "警告",
        }
    }
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
    pub message: Said,
    /// Beside the caret: the cause. May be empty.
    pub label: Said,
    /// `did you mean <locked>?` May be empty.
    pub help: Said,
}

impl Diagnostic {
    /// An error that concerns a file as a whole.
    pub fn of_file(code: &'static str, file: &str, message: Said) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: file.to_owned(),
            line: 0,
            column: 0,
            source: String::new(),
            width: 0,
            message,
            label: Said::default(),
            help: Said::default(),
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
            ..Self::of_file(code, file, Said::default())
        }
    }

    #[must_use]
    pub fn message(self, message: Said) -> Self {
        Self { message, ..self }
    }

    #[must_use]
    pub fn label(self, label: Said) -> Self {
        Self { label, ..self }
    }

    #[must_use]
    pub fn help(self, help: Said) -> Self {
        Self { help, ..self }
    }

    /// Display columns before the caret, and under it: a Chinese character takes two.
    fn columns(&self) -> (usize, usize) {
        let before: String = self.source.chars().take(self.column.saturating_sub(1)).collect();
        let under: String = self.source.chars().skip(self.column.saturating_sub(1)).take(self.width).collect();
        (before.width(), under.width().max(1))
    }
}

impl Diagnostic {
    #[must_use]
    pub fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// Message, place, the line with its caret, and the remedy.
    pub fn told(&self, speech: Speech) -> String {
        let mut told = format!("{}[{}]: {}\n", self.severity.name(speech), self.code, self.message.in_speech(speech));
        if self.line == 0 {
            told.push_str(&format!(" --> {}", self.file));
        } else {
            let gutter = " ".repeat(self.line.to_string().len());
            let (before, under) = self.columns();
            told.push_str(&format!("{gutter}--> {}:{}:{}\n{gutter} |\n", self.file, self.line, self.column));
            told.push_str(&format!("{} | {}\n", self.line, self.source.replace('\t', " ")));
            let (blank, mark) = (" ".repeat(before), "^".repeat(under));
            let caret = format!("{gutter} | {blank}{mark} {}", self.label.in_speech(speech));
            told.push_str(caret.trim_end());
        }
        if !self.help.is_empty() {
            let gutter = " ".repeat(self.line.max(1).to_string().len() + 1);
            let word = match speech {
                Speech::En => "help:",
                Speech::Zh => "提示：",
            };
            told.push_str(&format!("\n{gutter}= {word} {}", self.help.in_speech(speech)));
        }
        told
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Speech::En))
    }
}

/// More at once would only hide the first, which often causes the rest.
const MAX_SHOWN: usize = 20;

/// Many of them, a blank line between.
pub fn render_all(diagnostics: &[Diagnostic]) -> Said {
    let render = |speech| {
        let told = diagnostics.iter().take(MAX_SHOWN).map(|diagnostic| diagnostic.told(speech));
        told.collect::<Vec<_>>().join("\n\n")
    };
    let (mut en, mut zh) = (render(Speech::En), render(Speech::Zh));
    if let Some(more @ 1..) = diagnostics.len().checked_sub(MAX_SHOWN) {
        en.push_str(&format!("\n\n… and {more} more"));
        zh.push_str(&format!("\n\n……还有 {more} 处"));
    }
    Said { en, zh }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_right_under_double_width_text() {
        let text = "\n\n\n\n\n\nstrong = [\"<account> .. <locked>\", \"密码 .. <lokced>\"]\n";
        let at = text.find("<lokced>").unwrap();
        let told = Diagnostic::at("E11", "rules/categories/account_locked.toml", text, at..at + 8)
            .message(said!("unknown word list <lokced>", "没有词表 <lokced>"))
            .label(said!("no list of this name", "没有这个名字的词表"))
            .help(did_you_mean("<locked>"));
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
        let told = Diagnostic::at("E01", "a.toml", "name =", 6..6).message("value missing".into());
        assert_eq!((told.line, told.column, told.width), (1, 7, 1));
        assert!(told.to_string().ends_with("1 | name =\n  |       ^"), "{told}");
    }
}
