//! core: What does a header value say, its encoded words decoded (RFC 2047)?
//! In: an unfolded value. Out: text without control characters.
//! Never decodes word by word: neighbours of one charset are joined as bytes first, for many clients cut inside a
//! character. Blanks stand where the writer put them, so `?=[#123]` stays `[#123]`.

use super::charset::{self, Hint};
use super::transfer;

struct Word<'a> {
    charset: &'a str,
    is_base64: bool,
    text: &'a str,
}

/// Neighbouring words of one charset on their way to text.
#[derive(Default)]
struct Run<'a> {
    charset: Option<&'a str>,
    bytes: Vec<u8>,
    /// Base64 without its last group: some clients cut the encoded text itself.
    open: String,
}

pub fn decode(value: &str, hint: Hint) -> String {
    if !value.contains("=?") {
        return clean(value.to_owned());
    }
    let mut out = String::with_capacity(value.len());
    let mut run = Run::default();
    let mut rest = value;
    // Once no end is found, none will be found further on: keeps the search linear.
    let mut can_end = true;
    while let Some(at) = rest.find("=?") {
        let (before, coded) = rest.split_at(at);
        match can_end.then(|| word(coded, &mut can_end)).flatten() {
            Some((word, after)) => {
                let is_neighbour = run.charset.is_some() && before.chars().all(char::is_whitespace);
                if !is_neighbour || !run.is_charset(word.charset) {
                    run.end(&mut out, hint);
                    out.push_str(if is_neighbour { "" } else { before });
                }
                run.take(&word);
                rest = after;
            }
            None => {
                run.end(&mut out, hint);
                let (literal, after) = rest.split_at(at + 2);
                out.push_str(literal);
                rest = after;
            }
        }
    }
    run.end(&mut out, hint);
    out.push_str(rest);
    clean(out)
}

/// `=?charset?B?text?=` at the start of `coded`, and what follows. The text may hold blanks: clients write them.
fn word<'a>(coded: &'a str, can_end: &mut bool) -> Option<(Word<'a>, &'a str)> {
    let body = coded.strip_prefix("=?")?;
    let label_end = body.bytes().take(60).position(|byte| byte == b'?')?;
    let (label, body) = body.split_at_checked(label_end)?;
    let encoding = body.get(1..2)?;
    let is_base64 = encoding.eq_ignore_ascii_case("b");
    if label.is_empty() || label.contains([' ', '"']) || !(is_base64 || encoding.eq_ignore_ascii_case("q")) {
        return None;
    }
    let body = body.get(2..)?.strip_prefix('?')?;
    let Some(end) = body.find("?=") else {
        *can_end = false;
        return None;
    };
    // RFC 2231 section 5 allows a language after the charset.
    let charset = label.split('*').next().unwrap_or(label);
    Some((Word { charset, is_base64, text: body.get(..end)? }, body.get(end + 2..)?))
}

impl<'a> Run<'a> {
    /// Charsets that switch by escapes start anew in every word, so their words are whole.
    fn is_charset(&self, charset: &str) -> bool {
        let is_switched = ["iso-2022", "hz", "utf-7"]
            .iter()
            .any(|start| charset.get(..start.len()).is_some_and(|label| label.eq_ignore_ascii_case(start)));
        !is_switched && self.charset.is_some_and(|own| own.eq_ignore_ascii_case(charset))
    }

    fn take(&mut self, word: &Word<'a>) {
        self.charset = Some(word.charset);
        if !word.is_base64 {
            self.close();
            quoted(word.text, &mut self.bytes);
            return;
        }
        self.open.extend(word.text.chars().filter(|c| !c.is_whitespace()));
        if self.open.len().is_multiple_of(4) || self.open.ends_with('=') {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.bytes.extend(transfer::base64(self.open.as_bytes()));
            self.open.clear();
        }
    }

    fn end(&mut self, out: &mut String, hint: Hint) {
        self.close();
        if let Some(label) = self.charset.take() {
            out.push_str(&charset::decode(&self.bytes, Some(label), hint).text);
        }
        self.bytes.clear();
    }
}

/// The `Q` encoding: `_` is a blank.
fn quoted(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = (byte == b'=').then(|| transfer::hex_pair(bytes.get(at + 1..at + 3)?)).flatten();
        out.push(pair.unwrap_or(if byte == b'_' { b' ' } else { byte }));
        at += if pair.is_some() { 3 } else { 1 };
    }
}

/// Encoded words may carry line ends and NUL (mailsploit, 2017): a header value is one line.
fn clean(text: String) -> String {
    let is_control = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(is_control) {
        text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect::<String>().trim().to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
