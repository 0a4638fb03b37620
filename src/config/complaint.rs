//! What is wrong with the configuration, with its place.

use crate::rules::Diagnostic;
use crate::rules::diagnostic::nearest;
use crate::rules::page::full_width;

/// A TOML or shape error of serde, in an admin's words and with the key that was probably meant.
pub(super) fn of_toml(error: &toml::de::Error, text: &str, file: &str) -> Diagnostic {
    let span = error.span().unwrap_or_default();
    let message = error.message().trim();
    let at = Diagnostic::at("E01", file, text, span.clone());
    let mut names = message.split('`').skip(1).step_by(2);
    let first = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let meant = || nearest(first, known.iter().copied()).map(|known| format!("did you mean {known}?"));
    let list = || format!("known here: {}", known.join(", "));
    if message.starts_with("unknown field") {
        let help = match first {
            "password" => "no secret stands in this file: write it into a file of its own (chmod 600) and name that: password_file = \"…\"".to_owned(),
            _ => meant().unwrap_or_else(list),
        };
        // The line itself may hold the secret, and this text may go to a journal.
        let source = if first == "password" { "password = …".to_owned() } else { at.source };
        let told = Diagnostic { code: "E02", source, ..at };
        told.message(format!("unknown key {first}")).label("no such option here").help(help)
    } else if message.starts_with("unknown variant") {
        at.message(format!("unknown value {first}")).label("not one of the choices").help(meant().unwrap_or_else(list))
    } else if message.starts_with("missing field") {
        Diagnostic { code: "E02", ..at }.message(format!("{first} is missing")).help(format!("add a line {first} = …"))
    } else if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|told| told.split_once(", expected "))
    {
        at.message(format!("this must be {}", plain(wanted))).label(format!("this is {}", plain(found)))
    } else if message == "duplicate key" {
        at.message("this key stands here twice").help("keep one of the two lines")
    } else if let Some(told) = full_width(file, text, &span) {
        told
    } else if message.starts_with("string values must be quoted") {
        at.message("a text needs quotes").help("write for example name = \"OKPay\"")
    } else {
        at.message(message)
    }
}

/// serde's words for what stands there, in ours.
fn plain(words: &str) -> String {
    let kind = words.split('`').next().unwrap_or_default().split('"').next().unwrap_or_default().trim();
    match kind {
        "a string" | "string" => "a text in quotes".into(),
        "a sequence" | "sequence" => "a list, as in [\"a\", \"b\"]".into(),
        "a map" | "map" => "a table".into(),
        "a boolean" | "boolean" => "true or false".into(),
        "integer" | "floating point" | "u16" | "u32" | "u64" | "i64" => "a number".into(),
        kind if kind.starts_with("struct ") => "a table".into(),
        _ => words.into(),
    }
}

/// A wrong value: where `needle` stands at or after the header of its section, or the header itself.
pub(super) fn at_text(text: &str, file: &str, (section, needle): (&str, &str)) -> Diagnostic {
    let begin = text.find(section).unwrap_or(0);
    let from = |begin: usize, needle: &str| {
        let rest = text.get(begin..)?;
        rest.find(needle).filter(|_| !needle.is_empty()).map(|at| begin + at..begin + at + needle.len())
    };
    match from(begin, needle).or_else(|| from(0, section)) {
        Some(place) => Diagnostic::at("E03", file, text, place),
        None => Diagnostic::of_file("E03", file, ""),
    }
}
