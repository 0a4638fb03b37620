//! What is wrong with the configuration, with its place.

use crate::rules::Diagnostic;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, said};

/// A TOML or shape error of serde, in an admin's words and with the key that was probably meant.
pub(super) fn of_toml(error: &toml::de::Error, text: &str, file: &str) -> Diagnostic {
    let at = Diagnostic::at("E01", file, text, error.span().unwrap_or_default());
    let message = error.message().trim();
    let mut names = message.split('`').skip(1).step_by(2);
    let first = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let all = known.join(", ");
    let list = || said!("known here: {all}", "这里可以写：{all}");
    let meant = || nearest(first, known.iter().copied()).map_or_else(list, did_you_mean);
    if message.starts_with("unknown field") {
        let help = if first == "password" { no_secret_here() } else { meant() };
        // The line itself may hold the secret, and this text may go to a journal.
        let source = if first == "password" { "password = …".to_owned() } else { at.source };
        let told = Diagnostic { code: "E02", source, ..at };
        let label = said!("no such option here", "这里没有这个选项");
        told.message(said!("unknown key {first}", "没有 {first} 这一项")).label(label).help(help)
    } else if message.starts_with("unknown variant") {
        let label = said!("not one of the choices", "不在可选范围内");
        at.message(said!("unknown value {first}", "不认识的值 {first}")).label(label).help(meant())
    } else if message.starts_with("missing field") {
        let help = said!("add a line {first} = …", "加一行 {first} = …");
        Diagnostic { code: "E02", ..at }.message(said!("{first} is missing", "缺少 {first}")).help(help)
    } else if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|told| told.split_once(", expected "))
    {
        let (found, wanted) = (plain(found), plain(wanted));
        at.message(Said { en: format!("this must be {}", wanted.en), zh: format!("这里应当是{}", wanted.zh) })
            .label(Said { en: format!("this is {}", found.en), zh: format!("这是{}", found.zh) })
    } else {
        at.message(message.into())
    }
}

fn no_secret_here() -> Said {
    said!(
        "no secret stands in this file: write it into a file of its own (chmod 600) and name that: password_file = \"…\"",
        "这个文件里不写密码：请把密码写进单独的文件（chmod 600），在这里写 password_file = \"…\""
    )
}

/// serde's words for what stands there, in ours.
fn plain(words: &str) -> Said {
    let kind = words.split('`').next().unwrap_or_default().split('"').next().unwrap_or_default().trim();
    match kind {
        "a string" | "string" => said!("a text in quotes", "带引号的文字"),
        "a sequence" | "sequence" => said!("a list, as in [\"a\", \"b\"]", "列表，例如 [\"a\", \"b\"]"),
        "a boolean" | "boolean" => said!("true or false", " true 或 false"),
        "integer" | "floating point" | "u16" | "u32" | "u64" | "i64" => said!("a number", "数字"),
        "a map" | "map" => said!("a table", "一个表"),
        kind if kind.starts_with("struct ") => said!("a table", "一个表"),
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
        None => Diagnostic::of_file("E03", file, Said::default()),
    }
}
