//! core: What may stand in a header field, and what in a body?
//! In: any text, a stranger's included. Out: one line without control or direction marks; lines ended by `\n`.
//! Never trusts that someone before us has cleaned the text (attacks A16, A18).

use crate::mail::{card, visible};

/// One line of visible text, of a bounded length: nothing else becomes a header field or a display name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderSafe(String);

impl HeaderSafe {
    pub fn new(text: &str, most: usize) -> Self {
        Self(shorten(&header(text), most))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Message-ID without its angle brackets: one word of visible ASCII (RFC 5322 section 3.6.4), short enough for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdSafe(String);

/// A line of a header holds at most 998 characters (RFC 5322 section 2.1.1); an id cannot be folded.
const LONGEST_ID: usize = 250;

impl IdSafe {
    pub fn new(id: &str) -> Option<Self> {
        let is_word = id.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'));
        (!id.is_empty() && id.len() <= LONGEST_ID && is_word).then(|| Self(id.to_owned()))
    }

    /// As it stands in a field.
    pub fn bracketed(&self) -> String {
        format!("<{}>", self.0)
    }
}

/// One line: control characters and line ends become blanks, what deceives the eye vanishes, blanks are folded.
pub fn header(text: &str) -> String {
    let is_kept = |c: &char| breaks_line(*c) || !visible::is_tricky(*c);
    let clean: String = text.chars().filter(is_kept).map(|c| if breaks_line(c) { ' ' } else { c }).collect();
    clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Every kind of line end becomes `\n`; other control characters but the tab vanish.
pub fn body(text: &str) -> String {
    let is_clean = |c: char| matches!(c, '\n' | '\t') || !breaks_line(c);
    if text.chars().all(is_clean) {
        return text.to_owned();
    }
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    lines.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

/// A stranger's words for our people: one-time codes and card numbers are covered, what deceives the eye is gone.
pub fn foreign(text: &str) -> String {
    card::masked(&visible::harmless(&body(text))).into_owned()
}

/// At most one blank line in a row, no blanks at the ends of lines, one `\n` at the end.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut blanks = 0;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        if blanks > 0 && !out.is_empty() {
            out.push('\n');
        }
        blanks = 0;
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// At most so many characters, with `…` in the place of what was cut.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line_of_visible_text() {
        assert_eq!(header("Hi\r\nBcc: all@x.org\u{0}"), "Hi Bcc: all@x.org");
        assert_eq!(header("  a\u{202e}b \t c\u{2028}d "), "ab c d");
        assert_eq!(header("退款\u{85}怎么办"), "退款 怎么办");
    }

    #[test]
    fn only_a_word_is_an_id_and_only_a_line_a_field() {
        assert_eq!(IdSafe::new("1@x.org").map(|id| id.bracketed()).as_deref(), Some("<1@x.org>"));
        for odd in ["", "a b@x", "a@x>\r\nBcc: b@y", "a\u{0}@x", "李@x", &"a".repeat(251)] {
            assert_eq!(IdSafe::new(odd), None, "{odd:?}");
        }
        assert_eq!(HeaderSafe::new("Hi\r\nBcc: all@x.org", 8).as_str(), "Hi Bcc:…");
    }

    #[test]
    fn a_body_keeps_its_lines_whatever_ended_them() {
        assert_eq!(body("a\rb\r\nc\nd\u{2028}e\u{1b}[31m\tf"), "a\nb\nc\nd\ne[31m\tf");
    }

    #[test]
    fn blank_lines_never_pile_up() {
        assert_eq!(tidy("\n\na  \n\n\n\n b\n \n"), "a\n\n b\n");
        assert_eq!(tidy(""), "");
    }
}
