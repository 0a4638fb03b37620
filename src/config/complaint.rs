//! What is wrong with the configuration, with its place.

use crate::rules::Diagnostic;
use crate::rules::diagnostic::nearest;

/// A TOML or shape error of serde, with the key that was probably meant.
pub(super) fn of_toml(error: &toml::de::Error, text: &str, file: &str) -> Diagnostic {
    let at = Diagnostic::at("E01", file, text, error.span().unwrap_or_default());
    let message = error.message();
    let mut quoted = message.split('`').skip(1).step_by(2);
    match (message.starts_with("unknown field"), quoted.next()) {
        (true, Some(unknown)) => {
            let help = nearest(unknown, quoted).map(|known| format!("did you mean {known}?")).unwrap_or_default();
            Diagnostic { code: "E02", ..at }
                .message(format!("unknown key {unknown}"))
                .label("no such option here")
                .help(help)
        }
        _ => at.message(message.trim()),
    }
}

/// A wrong value: the first place of the file where `needle` stands.
pub(super) fn at_text(text: &str, file: &str, needle: &str) -> Diagnostic {
    match text.find(needle).filter(|_| !needle.is_empty()) {
        Some(start) => Diagnostic::at("E03", file, text, start..start + needle.len()),
        None => Diagnostic::of_file("E03", file, ""),
    }
}
