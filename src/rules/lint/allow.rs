//! core: Which warnings does the admin know about and want?
//! In: the texts of the files and the warnings. Out: the warnings nobody allowed, and those about the comments that allow.
//! `# allow W101: reason` stands on the line above what it allows; a letter has no lines to spare for that, so there
//! `{# allow W113: reason #}` stands anywhere and speaks of the whole text.

use crate::rules::diagnostic::{Diagnostic, said};
use std::collections::BTreeMap;
use std::ops::Range;

/// One comment that allows.
struct Allow<'a> {
    file: &'a str,
    text: &'a str,
    at: Range<usize>,
    codes: Vec<&'a str>,
    has_reason: bool,
    /// From 1; 0 = the text as a whole.
    line: usize,
}

/// `unasked`: codes nobody could look for this time; to allow them is right all the same.
pub(super) fn apply(texts: &BTreeMap<String, &str>, warnings: Vec<Diagnostic>, unasked: &[&str]) -> Vec<Diagnostic> {
    let allows: Vec<Allow<'_>> = texts.iter().flat_map(|(file, text)| allows_of(file, text)).collect();
    let is_allowed = |told: &Diagnostic| {
        allows.iter().any(|allow| {
            allow.file == told.file && allow.codes.contains(&told.code) && (allow.line == 0 || allow.line == told.line)
        })
    };
    let mut kept: Vec<Diagnostic> = Vec::new();
    for allow in &allows {
        let at = Diagnostic::at("W114", allow.file, allow.text, allow.at.clone()).warning();
        let hides = |code: &str| {
            let is_meant = |told: &&Diagnostic| told.file == allow.file && told.code == code;
            let is_hidden = |told: &Diagnostic| allow.line == 0 || allow.line == told.line;
            unasked.contains(&code) || warnings.iter().filter(is_meant).any(is_hidden)
        };
        let idle: Vec<&str> = allow.codes.iter().copied().filter(|code| !hides(code)).collect();
        if !idle.is_empty() || allow.codes.is_empty() {
            let codes = idle.join(", ");
            let message = said!("there is nothing to allow here {codes}", "这里没有要允许的警告 {codes}");
            let help = said!(
                "an allow stands on the line right above what it allows: # allow W101: reason",
                "allow 要写在所允许那一行的上一行：# allow W101: 理由"
            );
            let trimmed = |text: String| text.trim_end().to_owned();
            let message = crate::rules::diagnostic::Said { en: trimmed(message.en), zh: trimmed(message.zh) };
            kept.push(at.message(message).help(help));
        } else if !allow.has_reason {
            let help = said!(
                "say why, for who comes after you: # allow W101: reason",
                "请给后来的人写明理由：# allow W101: 理由"
            );
            kept.push(at.message(said!("an allow without a reason", "allow 没有写理由")).help(help));
        }
    }
    kept.extend(warnings.into_iter().filter(|told| !is_allowed(told)));
    kept
}

fn allows_of<'a>(file: &'a str, text: &'a str) -> Vec<Allow<'a>> {
    let is_letter = file.ends_with(".txt");
    let (mut found, mut begin, mut waiting) = (Vec::new(), 0, Vec::new());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let comment = match is_letter {
            true => words.split_once("{#").map(|(_, rest)| rest.split("#}").next().unwrap_or_default()),
            false => words.strip_prefix('#'),
        };
        let said = comment.map(|comment| comment.trim_start_matches(['#', '-', ' ']).trim_end_matches(['-', ' ']));
        let codes = said.and_then(|said| said.strip_prefix("allow ").filter(|rest| rest.starts_with(['W', 'E'])));
        if let Some(rest) = codes {
            let (codes, reason) = rest.split_once([':', '：']).unwrap_or((rest, ""));
            let offset = begin + line.len() - line.trim_start().len();
            found.push(Allow {
                file,
                text,
                at: offset..offset + words.len(),
                codes: codes.split([',', ' ', '，']).filter(|code| !code.is_empty()).collect(),
                has_reason: !reason.trim().is_empty(),
                line: 0,
            });
            waiting.push(found.len() - 1);
        } else if comment.is_none() && !is_letter {
            for index in waiting.drain(..) {
                if let Some(allow) = found.get_mut(index) {
                    allow.line = number + 1;
                }
            }
        }
        begin += line.len();
    }
    found
}
