//! core: Bytes to `Mail`, behind one adapter.
//! In: raw bytes. Out: a `Mail` with all we understand of it.
//! Never fails: what is odd becomes a `Defect`, what is missing stays empty, and the raw bytes are kept elsewhere.

use super::address::{self, Mailbox};
use super::attachment;
use super::body::Body;
use super::charset::{self, Hint};
use super::field::Field;
use super::part::{self, Part, Structure};
use super::{Bounce, Defect, Digest, Headers, Kind, Language, Mail, ReturnPath, SpanKind};
use super::{bounce, ids, language, quote, robot, words};
use crate::time::Timestamp;
use std::borrow::Cow;
use std::collections::HashMap;

/// Reads a mail. `is_cut`: only headers and the first part of the body were fetched (oversize).
pub fn read(raw: &[u8], is_cut: bool) -> Mail {
    let structure = part::structure(raw);
    let contents: Vec<Cow<'_, [u8]>> = structure.parts.iter().map(Part::content).collect();
    let mut mail = assemble(&structure, &contents, is_cut);
    understand(&mut mail, &structure.parts, &contents);
    mail
}

/// The text alone.
pub fn text_of(raw: &[u8]) -> String {
    let structure = part::structure(raw);
    let contents: Vec<Cow<'_, [u8]>> = structure.parts.iter().map(Part::content).collect();
    Body::new(&structure.parts, &contents, header_hint(&structure, &contents)).text()
}

/// What the bytes say, without what the words mean: no spans, no language, everybody human.
fn assemble(structure: &Structure<'_>, contents: &[Cow<'_, [u8]>], is_cut: bool) -> Mail {
    let mut body = Body::new(&structure.parts, contents, header_hint(structure, contents));
    let text = body.text();
    let mut shown = HashMap::new();
    if structure.parts.iter().any(|part| part.content_id.is_some() && attachment::is_attached(part)) {
        for html in body.html() {
            attachment::shown_ids(&html).for_each(|id| *shown.entry(id).or_default() += 1);
        }
    }
    let attached = structure.parts.iter().zip(contents).filter(|(part, _)| attachment::is_attached(part));
    let attachments = attached.map(|(part, content)| attachment::describe(part, content, &shown, body.hint)).collect();
    let mut reader = Reader { fields: &structure.fields, hint: body.hint, defects: structure.defects.clone() };
    reader.defects.append(&mut body.defects);
    if is_cut {
        reader.defect("over the size limit: only the beginning was read");
    }
    let mut mail = Mail {
        message_id: reader.message_id(),
        in_reply_to: reader.ids("in-reply-to"),
        references: ids::bounded(reader.ids("references")),
        from: reader.mailboxes("from"),
        from_fields: structure.fields.iter().filter(|field| field.is("from")).count(),
        to: reader.mailboxes("to"),
        cc: reader.mailboxes("cc"),
        resent_to: reader.mailboxes("resent-to"),
        reply_to: reader.mailboxes("reply-to"),
        return_path: reader.return_path(),
        subject: reader.decoded("subject"),
        date: reader.date(),
        offset: reader.all("date").next().and_then(|field| offset(&field.text(None))),
        headers: reader.headers(),
        text,
        spans: Vec::new(),
        attachments,
        language: Language::Other,
        kind: Kind::Human,
        kind_why: String::new(),
        bounce: None,
        defects: Vec::new(),
        canonical: Digest([0; 32]),
    };
    if mail.from_fields != 1 || mail.from.len() != 1 {
        match (mail.from_fields, mail.from.len()) {
            (0, _) => reader.defect("no From field"),
            (fields, addresses) => reader.defect(&format!("{fields} From fields with {addresses} addresses")),
        }
    }
    mail.defects = reader.defects;
    mail.canonical = canonical(&mail);
    mail
}

/// What the words mean: spans, language, robot or not.
fn understand(mail: &mut Mail, parts: &[Part<'_>], contents: &[Cow<'_, [u8]>]) {
    mail.spans = quote::spans(&mail.text);
    mail.language = language::language(&mail.subject, &mail.words(SpanKind::New));
    let told = parts.iter().zip(contents).filter(|(part, _)| is_told(&part.media_type));
    let told: Vec<bounce::Part<'_>> =
        told.map(|(part, content)| bounce::Part { media_type: &part.media_type, content }).collect();
    let bounced: Option<(Kind, Bounce)> = bounce::bounce(&mail.headers, &mail.from, &mail.subject, &mail.text, &told);
    let part_types: Vec<String> = parts.iter().map(|part| part.media_type.clone()).collect();
    let words = mail.words(SpanKind::New);
    let (kind, why) = robot::kind(&robot::Signs {
        headers: &mail.headers,
        return_path: &mail.return_path,
        from: &mail.from,
        subject: &mail.subject,
        words: &words,
        part_types: &part_types,
        bounce: bounced.as_ref().map(|(_, bounce)| bounce),
    });
    mail.kind = bounced.as_ref().map_or(kind, |(kind, _)| *kind);
    mail.kind_why = why;
    mail.bounce = bounced.map(|(_, bounce)| bounce);
}

/// The parts a delivery report speaks with.
fn is_told(media_type: &str) -> bool {
    media_type.starts_with("message/") || media_type.starts_with("text/")
}

/// Raw 8-bit header bytes are few; with the body's they tell more.
fn header_hint(structure: &Structure<'_>, contents: &[Cow<'_, [u8]>]) -> Hint {
    let told = structure.fields.iter().filter(|field| field.is("subject") || field.is("from"));
    let mut sample: Vec<u8> = told.flat_map(|field| field.value).copied().collect();
    if sample.is_ascii() || std::str::from_utf8(&sample).is_ok() {
        return None;
    }
    let is_text = |part: &Part<'_>| part.media_type.starts_with("text/");
    let text = structure.parts.iter().zip(contents).find(|(part, _)| is_text(part));
    if let Some((_, content)) = text.filter(|(_, content)| std::str::from_utf8(content).is_err()) {
        sample.extend_from_slice(content);
    }
    Some(charset::detect(&sample, None))
}

struct Reader<'a> {
    fields: &'a [Field<'a>],
    hint: Hint,
    defects: Vec<Defect>,
}

impl<'a> Reader<'a> {
    fn defect(&mut self, what: &str) {
        if !self.defects.iter().any(|defect| defect.0 == what) {
            self.defects.push(Defect(what.to_owned()));
        }
    }

    fn all(&self, name: &'static str) -> impl DoubleEndedIterator<Item = &'a Field<'a>> + use<'a> {
        self.fields.iter().filter(move |field| field.is(name))
    }

    fn decoded(&self, name: &'static str) -> String {
        let value = self.all(name).next().map(|field| words::decode(&field.text(self.hint), self.hint));
        value.unwrap_or_default().trim().to_owned()
    }

    fn headers(&self) -> Headers {
        let decoded = |field: &Field<'_>| words::decode(&field.text(self.hint), self.hint);
        Headers(self.fields.iter().map(|field| (field.name.to_owned(), decoded(field))).collect())
    }

    fn mailboxes(&mut self, name: &'static str) -> Vec<Mailbox> {
        let mut list = Vec::new();
        for field in self.all(name) {
            let found = address::mailboxes(&field.text(self.hint), self.hint);
            found.oddities.iter().for_each(|oddity| self.defect(oddity));
            list.extend(found.list);
        }
        list.truncate(super::limits::ADDRESSES);
        list
    }

    fn ids(&self, name: &'static str) -> Vec<String> {
        self.all(name).flat_map(|field| ids::ids(&field.text(self.hint))).collect()
    }

    fn message_id(&mut self) -> Option<String> {
        if self.all("message-id").count() > 1 {
            self.defect("several Message-ID fields, the last one counts");
        }
        let id = self.all("message-id").next_back().and_then(|field| ids::own_id(&field.text(self.hint)));
        if id.is_none() {
            self.defect("no usable Message-ID");
        }
        id
    }

    /// The topmost is the one our own server wrote.
    fn return_path(&self) -> ReturnPath {
        let Some(field) = self.all("return-path").next() else { return ReturnPath::Absent };
        match address::mailboxes(&field.text(None), None).list.pop() {
            Some(mailbox) => ReturnPath::Path(mailbox.address),
            None => ReturnPath::Null,
        }
    }

    fn date(&mut self) -> Option<Timestamp> {
        let text = self.all("date").next().map(|field| field.text(None));
        let date = text.as_deref().and_then(date);
        if date.is_none() {
            self.defect(if text.is_some() { "the date cannot be read" } else { "no date" });
        }
        date
    }
}

/// Where the sender's clock stands. Not told by +0000: servers write that for everybody.
fn offset(text: &str) -> Option<i32> {
    let zone = text.split_whitespace().find(|word| word.len() == 5 && word.starts_with(['+', '-']))?;
    let number = |at: std::ops::Range<usize>| zone.get(at)?.parse::<i32>().ok();
    let (hours, minutes) = (number(1..3)?, number(3..5)?);
    let seconds = (hours * 60 + minutes) * 60 * if zone.starts_with('-') { -1 } else { 1 };
    (seconds != 0 && hours <= 14 && minutes < 60).then_some(seconds)
}

/// By the book first (RFC 5322 section 3.3), then as it is written.
fn date(text: &str) -> Option<Timestamp> {
    let strict = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(at) = strict.parse_timestamp(text) {
        return Some(Timestamp::from_secs(at.as_second()));
    }
    let read = mail_parser::DateTime::parse_rfc822;
    // Without a zone it is taken as UTC.
    let loose = read(text).or_else(|| read(&format!("{text} +0000")));
    let loose = loose.filter(|date| date.is_valid() && date.year >= 1970)?;
    Some(Timestamp::from_secs(loose.to_timestamp()))
}

/// What a mail says, whichever way it came: blanks at line ends are the relays'.
fn canonical(mail: &Mail) -> Digest {
    let mut said = String::with_capacity(mail.text.len() + 500);
    said.push_str(&mail.date.map_or(String::new(), |at| at.secs().to_string()));
    said.push('\0');
    said.push_str(mail.subject.trim());
    said.push('\0');
    for mailbox in &mail.from {
        said.push_str(&mailbox.address.as_str().to_lowercase());
        said.push('\0');
    }
    for line in mail.text.trim_end().lines() {
        said.push_str(line.trim_end());
        said.push('\n');
    }
    let mut sums: Vec<String> = mail.attachments.iter().map(|attachment| attachment.sha256.to_string()).collect();
    sums.sort_unstable();
    said.push('\0');
    said.push_str(&sums.join("\0"));
    Digest::of(said.as_bytes())
}

#[cfg(test)]
mod tests;
