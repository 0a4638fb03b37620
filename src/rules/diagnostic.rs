//! core: What is wrong with a rule or configuration file: file, line, caret, cause and remedy.

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
