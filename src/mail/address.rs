//! core: Mail addresses.
//! In: header text or an addr-spec. Out: `Mailbox`es; an `Address` is an addr-spec with its domain in lower case.
//! Never follows a display name: only the addr-spec counts, and encoded words in it stay encoded.

use super::charset::Hint;
use super::{limits, words};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An addr-spec, domain lower-cased, local part as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: String,
    pub address: Address,
}

/// What an address field holds, and what is odd about it.
#[derive(Debug, Default)]
pub struct Mailboxes {
    pub list: Vec<Mailbox>,
    pub oddities: Vec<&'static str>,
}

impl Address {
    /// Takes what stands between the angle brackets; a text without `@` is kept whole.
    pub fn new(spec: &str) -> Self {
        let spec = spec.trim();
        match spec.rsplit_once('@') {
            Some((local, domain)) => Self(format!("{local}@{}", domain.to_lowercase())),
            None => Self(spec.to_owned()),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Local parts are compared without case: every provider we know does.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// Without the `+detail` of the local part (RFC 5233).
    pub fn without_detail(&self) -> Self {
        let local = self.local().split('+').next().unwrap_or_default();
        if self.domain().is_empty() { self.clone() } else { Self(format!("{local}@{}", self.domain())) }
    }

    /// For logs: `a***@x.org`.
    pub fn masked(&self) -> String {
        let first = self.local().chars().next().map(String::from).unwrap_or_default();
        format!("{first}***@{}", self.domain())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The mailboxes of a field's text (RFC 5322 section 3.4): groups opened, comments and quotes understood.
pub fn mailboxes(text: &str, hint: Hint) -> Mailboxes {
    let mut reader = Reader { rest: text, hint, found: Mailboxes::default(), draft: Draft::default() };
    while reader.found.list.len() < limits::ADDRESSES && reader.step() {}
    if reader.found.list.len() >= limits::ADDRESSES && !reader.rest.is_empty() {
        reader.found.oddities.push("more than 500 addresses in one field");
    }
    reader.found
}

/// One mailbox being read.
#[derive(Default)]
struct Draft {
    phrase: String,
    comment: String,
    spec: Option<String>,
}

struct Reader<'a> {
    rest: &'a str,
    hint: Hint,
    found: Mailboxes,
    draft: Draft,
}

impl<'a> Reader<'a> {
    fn step(&mut self) -> bool {
        let Some(sign) = self.rest.chars().next() else {
            self.finish();
            return false;
        };
        match sign {
            '"' => self.quoted(),
            '(' => self.comment(),
            '<' => self.angle(),
            ',' | ';' => {
                self.take(1);
                self.finish();
            }
            // The name of a group; `mailto:` too.
            ':' => {
                self.take(1);
                self.draft = Draft::default();
            }
            '=' if self.rest.starts_with("=?") => {
                let length = encoded_word_length(self.rest).unwrap_or(2);
                let word = self.take(length);
                self.draft.phrase.push_str(word);
            }
            _ => {
                let end = self.rest.char_indices().skip(1).find(|(_, c)| "\"(<,;:=".contains(*c));
                let text = self.take(end.map_or(self.rest.len(), |(at, _)| at));
                self.draft.phrase.push_str(text);
            }
        }
        true
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// In a name the quotes go; in front of an `@` they belong to the local part.
    fn quoted(&mut self) {
        let length = quoted_length(self.rest);
        let quoted = self.take(length);
        if self.rest.starts_with('@') {
            self.draft.phrase.push_str(quoted);
            return;
        }
        let inner = quoted.get(1..).unwrap_or_default();
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        let mut is_escaped = false;
        self.draft.phrase.extend(inner.chars().filter(|&c| {
            is_escaped = c == '\\' && !is_escaped;
            !is_escaped
        }));
    }

    fn comment(&mut self) {
        let mut depth = 0_usize;
        let mut is_escaped = false;
        let end = self.rest.char_indices().find(|&(_, c)| {
            match c {
                _ if is_escaped => {}
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            is_escaped = c == '\\' && !is_escaped;
            depth == 0
        });
        let text = self.take(end.map_or(self.rest.len(), |(at, _)| at + 1));
        let text = text.strip_prefix('(').unwrap_or(text);
        self.draft.comment = text.strip_suffix(')').unwrap_or(text).to_owned();
    }

    fn angle(&mut self) {
        const LONGEST: usize = 1000;
        let mut is_quoted = false;
        let end = self.rest.char_indices().take(LONGEST).find(|&(_, c)| {
            is_quoted ^= c == '"';
            c == '>' && !is_quoted
        });
        let end = end.map(|(at, _)| at).or_else(|| self.rest.find([',', ';', '>'])).unwrap_or(self.rest.len());
        let inner = self.take(end).get(1..).unwrap_or_default();
        if self.rest.starts_with('>') {
            self.take(1);
        }
        // RFC 5322 section 4.4: an obsolete route stands before the last colon.
        let spec = if inner.starts_with('@') { inner.rsplit_once(':').map_or(inner, |(_, spec)| spec) } else { inner };
        if self.draft.spec.replace(spec.to_owned()).is_some() {
            self.found.oddities.push("two addresses in one mailbox");
        }
    }

    fn finish(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let (name, spec) = match draft.spec {
            Some(spec) => (draft.phrase, spec),
            None => bare(&draft.phrase),
        };
        let spec: String = self.cleaned(&spec);
        if spec.is_empty() {
            return;
        }
        if spec.matches('@').count() > 1 && !spec.starts_with('"') {
            self.found.oddities.push("an address with two @");
        }
        if spec.contains("=?") {
            self.found.oddities.push("encoded words in an address");
        }
        let name = if name.trim().is_empty() { draft.comment } else { name };
        let name = words::decode(name.trim(), self.hint).trim().to_owned();
        self.found.list.push(Mailbox { name, address: Address::new(&spec) });
    }

    /// Control characters and blanks never help to find a mailbox; removed, the last `@` still rules the domain.
    fn cleaned(&mut self, spec: &str) -> String {
        let spec = spec.trim();
        if spec.contains(char::is_control) {
            self.found.oddities.push("control characters in an address");
        }
        if spec.starts_with('"') || !spec.contains('@') {
            return spec.chars().filter(|c| !c.is_control()).collect();
        }
        without_comments(spec).chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
    }
}

/// RFC 5322 section 3.2.2 allows comments anywhere, `pete(his account)@silly.test`.
fn without_comments(spec: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: &char| {
        let is_outside = depth == 0 && *c != '(';
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_outside
    };
    spec.chars().filter(keep).collect()
}

/// `Ann ann@x.org` without brackets: the word with the `@` is the address.
fn bare(phrase: &str) -> (String, String) {
    let phrase = phrase.trim();
    if phrase.starts_with('"') || !phrase.contains('@') {
        return (String::new(), phrase.to_owned());
    }
    // RFC 5322 section 4.4: blanks around the dots and the `@` are obsolete, not gone.
    let mut words: Vec<String> = Vec::new();
    for word in phrase.split_whitespace() {
        match words.last_mut() {
            Some(last) if word.starts_with(['.', '@']) || last.ends_with(['.', '@']) => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    let Some(at) = words.iter().rposition(|word| word.contains('@')) else { return Default::default() };
    let spec = words.remove(at);
    (words.join(" "), spec)
}

/// A quoted string with its quotes; without an end it reaches to the next `<`.
fn quoted_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, c)| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.map(|(at, _)| at + 1).or_else(|| text.find('<')).unwrap_or(text.len())
}

/// `=?charset?Q?Doe, Ann?=` is one word although a comma stands in it.
fn encoded_word_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 1000;
    let window = text.as_bytes().get(..LONGEST.min(text.len()))?;
    let mut marks = window.iter().enumerate().skip(2).filter(|(_, byte)| **byte == b'?').map(|(at, _)| at);
    let (_charset, _encoding, end) = (marks.next()?, marks.next()?, marks.next()?);
    (window.get(end + 1) == Some(&b'=')).then_some(end + 2)
}

#[cfg(test)]
mod tests;
