//! How findings are shown: to people, to programs, to the machines that build and test.
//! In: diagnostics. Out: text with colours where a terminal shows them, JSON lines, JUnit's XML, GitHub's commands.
//! Foreign text never steers the terminal.

use crate::cli::table::harmless;
use crate::cli::{say, say_json};
use crate::rules::Diagnostic;
use crate::rules::diagnostic::{Severity, Speech};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::IsTerminal;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    /// One object a line
    Json,
    /// XML, as test reports have it
    Junit,
    /// Marks on the lines of a pull request
    Github,
}

impl Format {
    /// `--json` is short for `--format json`.
    pub const fn or_json(self, as_json: bool) -> Self {
        if as_json { Self::Json } else { self }
    }
}

/// One after the other. A test report is one piece: `junit` makes it.
pub fn show(format: Format, told: &[Diagnostic], speech: Speech) {
    match format {
        Format::Text => {
            let has_colours = has_colours();
            told.iter()
                .for_each(|told| say(&format!("{}\n", painted(&harmless(&told.told(speech)), told, has_colours))));
        }
        Format::Json => told.iter().for_each(|told| say_json(&object(told, speech))),
        Format::Github => told.iter().for_each(|told| say(&github(told, speech))),
        Format::Junit => {}
    }
}

/// Only on a terminal that wants them: <https://no-color.org>
fn has_colours() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

/// Severity, code and carets in colour, the message bold.
fn painted(text: &str, told: &Diagnostic, has_colours: bool) -> String {
    if !has_colours {
        return text.to_owned();
    }
    let colour = match told.severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
    };
    let (strong, bold) = (Style::new().bold().fg_color(Some(colour.into())), Style::new().bold());
    let paint = |(number, line): (usize, &str)| match (number, line.split_once(": "), line.find('^')) {
        (0, Some((head, message)), _) => format!("{strong}{head}{strong:#}: {bold}{message}{bold:#}"),
        (_, _, Some(at)) if line.trim_start().starts_with('|') => {
            let (gutter, caret) = line.split_at(at);
            format!("{gutter}{strong}{caret}{strong:#}")
        }
        _ => line.to_owned(),
    };
    text.lines().enumerate().map(paint).collect::<Vec<_>>().join("\n")
}

fn object(told: &Diagnostic, speech: Speech) -> serde_json::Value {
    json!({
        "code": told.code,
        "severity": told.severity.name(Speech::En),
        "file": told.file,
        "line": told.line,
        "column": told.column,
        "width": told.width,
        "message": told.message.in_speech(speech),
        "label": told.label.in_speech(speech),
        "help": told.help.in_speech(speech),
    })
}

/// `::error file=…,line=…,col=…,title=E11::message`
fn github(told: &Diagnostic, speech: Speech) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let place = match told.line {
        0 => String::new(),
        line => format!(",line={line},col={},endColumn={}", told.column, told.column + told.width),
    };
    let said = [&told.message, &told.label, &told.help];
    let said: Vec<&str> = said.into_iter().map(|said| said.in_speech(speech)).filter(|said| !said.is_empty()).collect();
    let (kind, file) = (told.severity.name(Speech::En), property(&told.file));
    format!("::{kind} file={file}{place},title={}::{}", told.code, escaped(&said.join("\n")))
}

/// One line of a test report.
#[derive(Default, Serialize)]
pub struct Case {
    /// What it belongs to: a file, or the command.
    pub class: String,
    pub name: String,
    /// None: it passed.
    pub wrong: Vec<Wrong>,
    /// What else is to be said.
    pub odd: Vec<String>,
    /// It did not hold, and need not yet.
    pub is_skipped: bool,
}

#[derive(Serialize)]
pub struct Wrong {
    code: &'static str,
    message: String,
    text: String,
}

impl Wrong {
    pub fn of(told: &Diagnostic, speech: Speech) -> Self {
        let message = harmless(told.message.in_speech(speech));
        Self { code: told.code, message, text: harmless(&told.told(speech)) }
    }
}

const JUNIT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
<testsuite name="{{ suite }}" tests="{{ cases | length }}" failures="{{ failures }}" skipped="{{ skipped }}">
{%- for case in cases %}
<testcase classname="{{ case.class }}" name="{{ case.name }}">
{%- for told in case.wrong %}
<failure type="{{ told.code }}" message="{{ told.message }}">{{ told.text }}</failure>
{%- endfor %}
{%- if case.is_skipped %}
<skipped/>
{%- endif %}
{%- if case.odd %}
<system-out>{{ case.odd | join("\n\n") }}</system-out>
{%- endif %}
</testcase>
{%- endfor %}
</testsuite>
</testsuites>"#;

/// JUnit's XML, as machines that build and test read it.
pub fn junit(suite: &str, cases: &[Case]) -> String {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    let failures = cases.iter().filter(|case| !case.wrong.is_empty()).count();
    let skipped = cases.iter().filter(|case| case.is_skipped).count();
    let report = json!({ "suite": suite, "cases": cases, "failures": failures, "skipped": skipped });
    page.render_str(JUNIT, minijinja::value::Serde(report)).unwrap_or_default()
}

/// Each file is a case; it fails by its errors.
pub fn files(told: &[Diagnostic], (files, speech): (&BTreeSet<String>, Speech)) -> Vec<Case> {
    let names: BTreeSet<&String> = files.iter().chain(told.iter().map(|told| &told.file)).collect();
    let case = |file: &String| {
        let of = |severity| told.iter().filter(move |told| told.file == *file && told.severity == severity);
        Case {
            class: "frontdesk.check".to_owned(),
            name: file.clone(),
            wrong: of(Severity::Error).map(|told| Wrong::of(told, speech)).collect(),
            odd: of(Severity::Warning).map(|told| harmless(&told.told(speech))).collect(),
            is_skipped: false,
        }
    };
    names.into_iter().map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::diagnostic::said;

    fn one() -> Diagnostic {
        let text = "a = 1\nstrong = [\"密码 .. <lokced>\"]\n";
        let at = text.find("<lokced>").unwrap();
        Diagnostic::at("E11", "rules/a,b.toml", text, at..at + 8)
            .message(said!("unknown word list <lokced>", "没有词表 <lokced>"))
            .help(said!("100% sure?\n", "改"))
    }

    #[test]
    fn programs_get_one_object_a_finding() {
        let object = object(&one(), Speech::Zh);
        assert_eq!(
            (object["code"].as_str(), object["line"].as_u64(), object["column"].as_u64()),
            (Some("E11"), Some(2), Some(18))
        );
        assert_eq!(object["message"], "没有词表 <lokced>");
    }

    #[test]
    fn github_gets_its_own_escapes() {
        assert_eq!(
            github(&one(), Speech::En),
            "::error file=rules/a%2Cb.toml,line=2,col=18,endColumn=26,title=E11::unknown word list <lokced>%0A100%25 sure?%0A"
        );
    }

    #[test]
    fn a_test_report_has_a_case_for_every_file() {
        let known = BTreeSet::from(["frontdesk.toml".to_owned()]);
        let told = [one(), Diagnostic { file: "x.toml".into(), ..one().warning() }];
        let text = junit("frontdesk check", &files(&told, (&known, Speech::En)));
        assert!(text.contains("tests=\"3\" failures=\"1\" skipped=\"0\""), "{text}");
        assert!(text.contains("<failure type=\"E11\" message=\"unknown word list &lt;lokced&gt;\">"), "{text}");
        assert!(text.contains("<system-out>warning[E11]"), "{text}");
    }

    #[test]
    fn colours_change_no_letter() {
        let plain = one().to_string();
        let painted = painted(&plain, &one(), true);
        assert_ne!(painted, plain);
        let bare = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap().replace_all(&painted, "").into_owned();
        assert_eq!(bare, plain.trim_end());
    }
}
