//! core: Of which parts is a mail made (RFC 2046)?
//! In: raw bytes. Out: the header fields and a flat list of parts, parents before children, bodies still encoded.
//! Never recurses, and each line is looked at once, so depth and size bombs cost what their bytes cost. An attached
//! mail (message/rfc822) is one part: what is inside belongs to it. A boundary counts only as a whole line.

use super::field::{self, Field, Value};
use super::transfer::Encoding;
use super::{Defect, limits};
use std::borrow::Cow;

#[derive(Debug)]
pub struct Part<'a> {
    pub parent: Option<usize>,
    /// Lower case; `text/plain` where the mail says nothing readable (RFC 2045 section 5.2).
    pub media_type: String,
    pub content_type: Value,
    pub disposition: Value,
    pub encoding: Encoding,
    pub content_id: Option<String>,
    /// As it travelled; empty for a multipart.
    pub body: &'a [u8],
    /// Where it begins in the mail.
    pub body_at: usize,
    pub is_multipart: bool,
    /// Raw `Content-Type` and `Content-Disposition`: file names may need the charset the body proves.
    fields: Vec<Field<'a>>,
}

#[derive(Debug, Default)]
pub struct Structure<'a> {
    pub fields: Vec<Field<'a>>,
    pub parts: Vec<Part<'a>>,
    pub defects: Vec<Defect>,
}

/// A multipart whose end has not come yet.
struct Open {
    part: usize,
    boundary: Vec<u8>,
}

/// A boundary line: of which open multipart, and whether it is the closing one.
struct Mark {
    level: usize,
    is_close: bool,
}

struct Walk<'a> {
    raw: &'a [u8],
    at: usize,
    open: Vec<Open>,
    found: Structure<'a>,
}

pub fn structure(raw: &[u8]) -> Structure<'_> {
    let start = header_start(raw);
    let block = field::block(raw, start, |_| false);
    let mut walk = Walk { raw, at: block.body, open: Vec::new(), found: Structure::default() };
    walk.note(&block.oddities);
    let mut mark = walk.enter(Part::new(&block.fields, None, "text/plain"));
    walk.found.fields = block.fields;
    while let Some(Mark { level, is_close }) = mark {
        walk.open.truncate(if is_close { level } else { level + 1 });
        if is_close {
            mark = walk.skip().1;
            continue;
        }
        if walk.found.parts.len() >= limits::PARTS {
            walk.note(&["more than 500 parts, the rest was not read"]);
            break;
        }
        let block = field::block(raw, walk.at, |line| mark_of(&walk.open, line).is_some());
        walk.at = block.body;
        let parent = walk.open.last().map(|open| open.part);
        let is_digest =
            parent.and_then(|p| walk.found.parts.get(p)).is_some_and(|p| p.media_type == "multipart/digest");
        let default = if is_digest { "message/rfc822" } else { "text/plain" };
        walk.note(&block.oddities);
        mark = walk.enter(Part::new(&block.fields, parent, default));
    }
    walk.found
}

/// Past a byte order mark, an mbox line and empty lines that some gateways put in front.
fn header_start(raw: &[u8]) -> usize {
    let mut at = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    while let Some((line, next)) = field::line_at(raw, at) {
        if !line.trim_ascii().is_empty() && !line.starts_with(b"From ") {
            return at;
        }
        at = next;
    }
    at
}

/// The open multipart this line is a boundary of, innermost first; blanks after it were added on the way.
fn mark_of(open: &[Open], line: &[u8]) -> Option<Mark> {
    let line = line.strip_prefix(b"--")?.trim_ascii_end();
    open.iter().enumerate().rev().find_map(|(level, open)| match line.strip_prefix(open.boundary.as_slice())? {
        b"" => Some(Mark { level, is_close: false }),
        b"--" => Some(Mark { level, is_close: true }),
        _ => None,
    })
}

impl<'a> Walk<'a> {
    fn note(&mut self, oddities: &[&str]) {
        for oddity in oddities {
            if !self.found.defects.iter().any(|defect| defect.0 == *oddity) {
                self.found.defects.push(Defect((*oddity).to_owned()));
            }
        }
    }

    /// Adds a part and reads to the next boundary line.
    fn enter(&mut self, mut part: Part<'a>) -> Option<Mark> {
        let number = self.found.parts.len();
        let start = self.at;
        let level = self.open.len();
        let boundary = part.boundary();
        part.is_multipart = boundary.is_some() && level < limits::DEPTH;
        if part.media_type.starts_with("multipart/") && boundary.is_none() {
            self.note(&["a multipart without a boundary"]);
            part.media_type = "text/plain".to_owned();
        } else if boundary.is_some() && !part.is_multipart {
            self.note(&["more than 30 parts inside one another, the inner ones were not read"]);
        }
        if let Some(boundary) = boundary.filter(|_| part.is_multipart) {
            self.open.push(Open { part: number, boundary });
        }
        let (end, mark) = self.skip();
        if part.is_multipart && mark.as_ref().is_none_or(|mark| mark.level != level) {
            self.note(&["a multipart whose boundary never comes"]);
            self.open.truncate(level);
            part.is_multipart = false;
            part.media_type = "text/plain".to_owned();
        }
        if !part.is_multipart {
            part.body = self.raw.get(start..end.max(start)).unwrap_or_default();
            part.body_at = start;
        }
        self.found.parts.push(part);
        mark
    }

    /// To the next boundary line: where the text before it ends (the line end belongs to the boundary), and which.
    fn skip(&mut self) -> (usize, Option<Mark>) {
        if self.open.is_empty() {
            self.at = self.raw.len();
        }
        while let Some((line, next)) = field::line_at(self.raw, self.at) {
            let line_start = self.at;
            self.at = next;
            if let Some(mark) = mark_of(&self.open, line) {
                let before = self.raw.get(..line_start).unwrap_or_default();
                let before = before.strip_suffix(b"\n").unwrap_or(before);
                return (before.strip_suffix(b"\r").unwrap_or(before).len(), Some(mark));
            }
        }
        (self.raw.len(), None)
    }
}

impl<'a> Part<'a> {
    fn new(fields: &[Field<'a>], parent: Option<usize>, default_type: &str) -> Self {
        let first = |name: &str| fields.iter().find(|field| field.is(name));
        let value = |name: &str| first(name).map(|field| Value::read(&field.text(None))).unwrap_or_default();
        let content_type = value("content-type");
        let disposition = value("content-disposition");
        let encoding = first("content-transfer-encoding").map(|field| field.unfolded());
        let content_id = first("content-id").map(|field| field.text(None));
        Self {
            parent,
            media_type: media_type(&content_type.text, default_type),
            encoding: Encoding::named(&String::from_utf8_lossy(&encoding.unwrap_or_default())),
            content_id: content_id.map(|id| id.trim().trim_matches(['<', '>']).to_owned()).filter(|id| !id.is_empty()),
            content_type,
            disposition,
            body: &[],
            body_at: 0,
            is_multipart: false,
            fields: fields.iter().filter(|f| f.is("content-type") || f.is("content-disposition")).copied().collect(),
        }
    }

    fn boundary(&self) -> Option<Vec<u8>> {
        if !self.media_type.starts_with("multipart/") {
            return None;
        }
        let boundary = self.content_type.parameter("boundary", None)?;
        Some(boundary.trim_end().as_bytes().to_vec()).filter(|boundary| !boundary.is_empty())
    }

    /// The content, its transfer encoding undone.
    pub fn content(&self) -> Cow<'a, [u8]> {
        self.encoding.decode(self.body)
    }

    pub fn charset(&self) -> Option<String> {
        self.content_type.parameter("charset", None)
    }

    /// The file name as the sender wrote it: not safe yet.
    pub fn file_name(&self, hint: super::charset::Hint) -> Option<String> {
        let named = |field: &str, parameter: &str| {
            let field = self.fields.iter().find(|own| own.is(field))?;
            Value::read(&field.text(hint)).parameter(parameter, hint).filter(|name| !name.trim().is_empty())
        };
        named("content-disposition", "filename").or_else(|| named("content-type", "name"))
    }

    pub fn has_file_name(&self) -> bool {
        self.file_name(None).is_some()
    }
}

fn media_type(written: &str, default: &str) -> String {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "!#$&^_.+-/".contains(c);
    let is_readable = written.matches('/').count() == 1
        && !written.starts_with('/')
        && !written.ends_with('/')
        && written.len() <= 127
        && written.chars().all(is_sign);
    if is_readable { written.to_owned() } else { default.to_owned() }
}

#[cfg(test)]
mod tests;
