//! JSON on a terminal: the strings as people may see them.

use crate::mail::{card, visible};
use serde::Serialize;
use std::fmt::Write;

/// One line. Card numbers and codes in strings are covered; characters that deceive are written `\u202e`, which JSON
/// readers take for the same character (RFC 8259 section 7).
pub fn told(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('"') {
        out.push_str(before);
        let end = end_of_string(after);
        let (string, behind) = after.split_at_checked(end).unwrap_or((after, ""));
        out.push('"');
        out.push_str(&escaped(string));
        out.push('"');
        rest = behind.strip_prefix('"').unwrap_or(behind);
    }
    out.push_str(rest);
    out
}

/// Where the quote stands that ends the string this text begins with.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().find(|&(_, c)| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |(at, _)| at)
}

/// In: a string's inside as JSON writes it; escapes are undone to see a number that goes over a line end.
fn escaped(string: &str) -> String {
    if !string.chars().any(|c| c.is_numeric() || visible::is_tricky(c)) {
        return string.to_owned();
    }
    let plain: String = serde_json::from_str(&format!("\"{string}\"")).unwrap_or_default();
    let quoted = serde_json::to_string(&card::masked(&plain)).unwrap_or_default();
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let mut out = String::with_capacity(inner.len());
    for c in inner.chars() {
        let mut units = [0; 2];
        if visible::is_tricky(c) {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::told;
    use serde_json::json;

    #[test]
    fn no_json_tells_a_card_number_or_deceives_the_terminal() {
        let value =
            json!({ "b": "卡 4111 1111\n1111 1111 \"x\\", "n": 4_111_111_111_111_111_u64, "t": "a\u{202e}b\u{e0041}" });
        let line = told(&value);
        assert_eq!(line, r#"{"b":"卡 **** ****\n**** 1111 \"x\\","n":4111111111111111,"t":"a\u202eb\udb40\udc41"}"#);
        let again: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(again["t"], value["t"]);
    }
}
