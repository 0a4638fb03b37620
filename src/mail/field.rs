//! core: Which fields stand in a header block, and what parameters does a field carry?
//! In: raw bytes, or a field's text. Out: `Field`s with raw values, and `Value`s (RFC 2045 section 5.1, RFC 2231).
//! Never drops a body line: a line that cannot be a field ends the header.

use super::{charset::Hint, limits, words};
use std::borrow::Cow;

/// A header field, its value raw: folded and perhaps 8-bit.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    pub name: &'a str,
    pub value: &'a [u8],
}

pub struct Block<'a> {
    pub fields: Vec<Field<'a>>,
    /// Where the body starts.
    pub body: usize,
    pub oddities: Vec<&'static str>,
}

/// `multipart/mixed; boundary=x`: the value in lower case and its parameters as written.
#[derive(Clone, Debug, Default)]
pub struct Value {
    pub text: String,
    parameters: Vec<(String, String)>,
}

/// The line at `at` without its end, and where the next one starts.
pub fn line_at(raw: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.iter().position(|&byte| byte == b'\n');
    let line = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
    let next = length.map_or(raw.len(), |length| at + length + 1);
    Some((line.strip_suffix(b"\r").unwrap_or(line), next))
}

/// Reads the header block that starts at `start`; a boundary line ends it too (a part without an empty line).
pub fn block<'a>(raw: &'a [u8], start: usize, is_boundary: impl Fn(&[u8]) -> bool) -> Block<'a> {
    let mut block = Block { fields: Vec::new(), body: raw.len(), oddities: Vec::new() };
    let mut at = start;
    let mut open: Option<(&'a str, usize)> = None;
    while let Some((line, next)) = line_at(raw, at) {
        let is_folded = matches!(line.first(), Some(b' ' | b'\t'));
        // A fold without its blank: it belongs to the field before when a field everybody knows follows.
        let is_broken_fold = open.is_some() && !is_folded && field_start(line).is_none() && is_known_field(raw, next);
        if is_broken_fold && !line.is_empty() && !is_boundary(line) {
            block.oddities.push("a line of the header is no field");
        } else if !is_folded || open.is_none() {
            block.close(raw, open.take(), at);
            if line.is_empty() || is_boundary(line) {
                block.body = if line.is_empty() { next } else { at };
                return block;
            }
            match field_start(line) {
                Some((name, value)) => open = Some((name, at + value)),
                None if line.starts_with(b"From ") || line.starts_with(b">From ") => {}
                None => {
                    block.oddities.push("the header ends without an empty line");
                    block.body = at;
                    return block;
                }
            }
        }
        if next - start > limits::HEADER {
            block.oddities.push("the header is over 256 kB and was read in part");
            block.close(raw, open.take(), at);
            block.body = after_empty_line(raw, next);
            return block;
        }
        at = next;
    }
    block.close(raw, open, raw.len());
    block
}

impl<'a> Block<'a> {
    fn close(&mut self, raw: &'a [u8], open: Option<(&'a str, usize)>, end: usize) {
        let Some((name, start)) = open else { return };
        if self.fields.len() < limits::FIELDS {
            self.fields.push(Field { name, value: raw.get(start..end).unwrap_or_default() });
        } else if self.oddities.last() != Some(&"more than 1000 header fields") {
            self.oddities.push("more than 1000 header fields");
        }
    }
}

impl<'a> Field<'a> {
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value on one line (RFC 5322 section 2.2.3).
    pub fn unfolded(&self) -> Cow<'a, [u8]> {
        let value = self.value.trim_ascii();
        if value.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            Cow::Owned(value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect())
        } else {
            Cow::Borrowed(value)
        }
    }

    /// The value as text: 8-bit bytes decoded, encoded words still encoded.
    pub fn text(&self, hint: Hint) -> String {
        let value = self.unfolded();
        let text = super::charset::decode(&value, None, hint).text;
        if text.chars().any(char::is_control) {
            text.chars().map(|c| if c == '\t' { ' ' } else { c }).collect()
        } else {
            text
        }
    }
}

/// RFC 5322 section 2.2: printable ASCII without the colon; obsolete syntax allows blanks before it.
fn field_start(line: &[u8]) -> Option<(&str, usize)> {
    let colon = line.iter().take(200).position(|&byte| byte == b':')?;
    let name = std::str::from_utf8(line.get(..colon)?).ok()?.trim_end_matches([' ', '\t']);
    let is_name = !name.is_empty() && name.bytes().all(|byte| (33..=126).contains(&byte));
    is_name.then_some((name, colon + 1))
}

fn is_known_field(raw: &[u8], mut at: usize) -> bool {
    const KNOWN: [&str; 18] = [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "reply-to",
        "sender",
        "references",
        "in-reply-to",
        "auto-submitted",
        "precedence",
        "dkim-signature",
        "delivered-to",
        "bcc",
    ];
    let mut line = line_at(raw, at);
    for _ in 0..5 {
        let Some((_, next)) = line.filter(|(line, _)| line.starts_with(b" ") || line.starts_with(b"\t")) else { break };
        at = next;
        line = line_at(raw, at);
    }
    let Some((name, _)) = line.and_then(|(line, _)| field_start(line)) else { return false };
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_str()) || ["content-", "x-", "list-"].iter().any(|start| name.starts_with(start))
}

fn after_empty_line(raw: &[u8], mut at: usize) -> usize {
    while let Some((line, next)) = line_at(raw, at) {
        at = next;
        if line.is_empty() {
            break;
        }
    }
    at
}

impl Value {
    pub fn read(text: &str) -> Self {
        let end = text.find([';', ' ', '\t']).unwrap_or(text.len());
        let (value, mut rest) = text.split_at(end);
        let mut parameters = Vec::new();
        while parameters.len() < limits::PARAMETERS {
            rest = rest.trim_start_matches([';', ' ', '\t']);
            let Some(stop) = rest.find(['=', ';', ' ', '\t']) else { break };
            let (name, after) = rest.split_at(stop);
            rest = after;
            let after = after.trim_start();
            if let Some(value) = after.strip_prefix('=') {
                let (value, after) = parameter_value(value.trim_start());
                parameters.push((name.to_ascii_lowercase(), value));
                rest = after;
            }
        }
        Self { text: value.to_ascii_lowercase(), parameters }
    }

    /// A parameter decoded: RFC 2231 pieces joined as bytes before decoding, else encoded words (RFC 2047 forbids them
    /// here, every client writes them).
    pub fn parameter(&self, name: &str, hint: Hint) -> Option<String> {
        self.extended(name, hint).or_else(|| {
            let (_, value) = self.parameters.iter().find(|(n, _)| n == name)?;
            Some(words::decode(value, hint))
        })
    }

    fn extended(&self, name: &str, hint: Hint) -> Option<String> {
        let mut pieces: Vec<(usize, bool, &str)> = Vec::new();
        for (key, value) in &self.parameters {
            let Some(key) = key.strip_prefix(name).and_then(|key| key.strip_prefix('*')) else { continue };
            let number = key.strip_suffix('*').unwrap_or(key);
            let is_encoded = number.len() < key.len() || key.is_empty();
            let number = if number.is_empty() { 0 } else { number.parse().ok()? };
            if !pieces.iter().any(|piece| piece.0 == number) {
                pieces.push((number, is_encoded, value));
            }
        }
        pieces.sort_unstable_by_key(|piece| piece.0);
        let (_, is_first_encoded, first) = pieces.first()?;
        let mut label = None;
        if *is_first_encoded && let Some((charset, rest)) = first.split_once('\'') {
            label = Some(charset);
            let text = rest.split_once('\'').map_or(rest, |(_language, text)| text);
            if let Some(piece) = pieces.first_mut() {
                piece.2 = text;
            }
        }
        let mut bytes = Vec::new();
        for (_, is_encoded, text) in &pieces {
            if *is_encoded { percent_decode(text, &mut bytes) } else { bytes.extend_from_slice(text.as_bytes()) }
        }
        let text = super::charset::decode(&bytes, label.filter(|label| !label.is_empty()), hint).text;
        Some(if text.contains("=?") { words::decode(&text, hint) } else { text })
    }
}

/// A token or quoted string; in quotes only `\"` and `\\` are escapes, for clients write bare Windows paths.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
        return (value.trim_end().to_owned(), rest);
    };
    let mut value = String::new();
    let mut signs = quoted.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match (sign, signs.peek()) {
            ('"', _) => return (value, quoted.get(at + 1..).unwrap_or_default()),
            ('\\', Some(&(_, escaped @ ('"' | '\\')))) => {
                value.push(escaped);
                signs.next();
            }
            _ => value.push(sign),
        }
    }
    (value, "")
}

fn percent_decode(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = (byte == b'%').then(|| super::transfer::hex_pair(bytes.get(at + 1..at + 3)?)).flatten();
        out.push(pair.unwrap_or(byte));
        at += if pair.is_some() { 3 } else { 1 };
    }
}

#[cfg(test)]
mod tests;
