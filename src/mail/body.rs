//! core: Which words are the mail's own text?
//! In: the parts and their contents. Out: one text with `\n` line ends, and the charset it proves.
//! Plain text is preferred to HTML unless it is blank. Never loses HTML that says what no plain part says.

use super::charset::{self, Hint};
use super::part::Part;
use super::{Defect, attachment, html, limits};
use std::borrow::Cow;

pub struct Body<'a> {
    parts: &'a [Part<'a>],
    contents: &'a [Cow<'a, [u8]>],
    children: Vec<Vec<usize>>,
    pub hint: Hint,
    pub defects: Vec<Defect>,
}

/// The text of a part with all below it.
#[derive(Default)]
struct Text {
    words: String,
    is_html: bool,
}

impl<'a> Body<'a> {
    /// `hint`: what raw header bytes look like.
    pub fn new(parts: &'a [Part<'a>], contents: &'a [Cow<'a, [u8]>], hint: Hint) -> Self {
        let mut children = vec![Vec::new(); parts.len()];
        for (number, part) in parts.iter().enumerate() {
            if let Some(siblings) = part.parent.and_then(|parent| children.get_mut(parent)) {
                siblings.push(number);
            }
        }
        Self { parts, contents, children, hint, defects: Vec::new() }
    }

    pub fn text(&mut self) -> String {
        let mut text = self.text_of(0).words;
        if text.len() > limits::TEXT {
            text.truncate(text.floor_char_boundary(limits::TEXT));
            self.defects.push(Defect("more than 4 MB of text, the rest was not read".to_owned()));
        }
        text
    }

    /// Every HTML body, decoded.
    pub fn html(&mut self) -> Vec<String> {
        let is_body = |part: &Part<'_>| part.media_type == "text/html" && !attachment::is_attached(part);
        let numbers: Vec<usize> = (0..self.parts.len()).filter(|&n| self.parts.get(n).is_some_and(is_body)).collect();
        numbers.into_iter().map(|number| self.decoded(number)).collect()
    }

    /// Recursion is bounded by `limits::DEPTH`.
    fn text_of(&mut self, number: usize) -> Text {
        let Some(part) = self.parts.get(number) else { return Text::default() };
        if part.is_multipart {
            let children = self.children.get(number).cloned().unwrap_or_default();
            return if part.media_type == "multipart/alternative" {
                self.best_of(&children)
            } else {
                let texts = children.into_iter().map(|child| self.text_of(child)).collect();
                joined(texts)
            };
        }
        if attachment::is_attached(part) {
            return Text::default();
        }
        let decoded = self.decoded(number);
        if part.media_type == "text/html" {
            Text { words: html::to_text(&decoded), is_html: true }
        } else {
            Text { words: decoded, is_html: false }
        }
    }

    /// RFC 2046 section 5.1.4 puts the richest form last; for reading, the plainest that says something is best.
    fn best_of(&mut self, children: &[usize]) -> Text {
        let (plain, rich): (Vec<usize>, Vec<usize>) = children.iter().partition(|&&child| self.has_plain(child));
        for child in plain.into_iter().chain(rich.into_iter().rev()) {
            let text = self.text_of(child);
            if !text.words.trim().is_empty() {
                return text;
            }
        }
        Text::default()
    }

    fn has_plain(&self, number: usize) -> bool {
        let Some(part) = self.parts.get(number) else { return false };
        let is_plain = part.media_type == "text/plain" && !attachment::is_attached(part);
        is_plain || self.children.get(number).is_some_and(|below| below.iter().any(|&child| self.has_plain(child)))
    }

    fn decoded(&mut self, number: usize) -> String {
        let (Some(part), Some(content)) = (self.parts.get(number), self.contents.get(number)) else {
            return String::new();
        };
        let label = part.charset();
        let reading = charset::decode(content, label.as_deref(), self.hint);
        if reading.is_guess {
            let label = label.as_deref().unwrap_or("missing");
            let used = reading.proved.map_or("a guess", |encoding| encoding.name());
            let defect = Defect(format!("charset {}: read as {used}", label.escape_debug()));
            if !self.defects.contains(&defect) {
                self.defects.push(defect);
            }
        }
        self.hint = reading.proved.or(self.hint);
        tidy(reading.text)
    }
}

/// Pieces one after the other; HTML that only repeats a plain piece is left out.
fn joined(texts: Vec<Text>) -> Text {
    let mut texts: Vec<Text> = texts.into_iter().filter(|text| !text.words.trim().is_empty()).collect();
    if texts.len() < 2 {
        return texts.pop().unwrap_or_default();
    }
    let is_html = texts.iter().all(|text| text.is_html);
    let plain: String = texts.iter().filter(|text| !text.is_html).map(|text| bare(&text.words)).collect();
    let mut words = String::new();
    for text in texts {
        if text.is_html && !plain.is_empty() && plain.contains(&bare(&text.words)) {
            continue;
        }
        if !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
        words.push_str(&text.words);
    }
    Text { words, is_html }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Line ends `\n`; control characters would act on the terminal of who reads the ticket.
fn tidy(text: String) -> String {
    let is_odd = |c: char| c == '\u{feff}' || (c.is_control() && !matches!(c, '\n' | '\t'));
    if !text.contains(is_odd) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains(is_odd) { text.chars().filter(|&c| !is_odd(c)).collect() } else { text }
}
