//! How does a letter look on the wire?
//! In: a letter, who sends it, its date. Out: its bytes, fixed when it is decided: RFC 5322 fields and MIME text.
//! Never lets a text become a field: every string is cleaned first, foreign text is encoded, every line ends in CRLF
//! (attacks A16, A18). Invariant: no letter has a field it should not have (`no_text_adds_a_field_or_a_bare_line_end`).

#[cfg(test)]
mod tests;

use super::{Error, enclosure, sendable};
use crate::letter::safe::{self, HeaderSafe, IdSafe};
use crate::letter::{Letter, Origin};
use crate::mail::Address;
use crate::time::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use std::borrow::Cow;
use std::time::{Duration, SystemTime};

const MOST_REFERENCES: usize = 20;
const LONGEST_SUBJECT: usize = 250;
const LONGEST_NAME: usize = 80;
/// The end of the year 9999: RFC 5322 dates have four digits.
const LAST_SECOND: i64 = 253_402_300_799;

/// Whose letters these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Display name, `OKPay`.
    pub name: String,
    pub address: Address,
    /// Where answers go, if not there: the ticket's own address.
    pub reply_to: Option<Address>,
    /// `X-Frontdesk-Loop`, by which this desk knows its own letter (gate L03).
    pub loop_mark: String,
    /// `Precedence: bulk` on automatic letters: old programs heed it, some filters take it for advertising.
    pub has_precedence: bool,
}

pub fn bytes(letter: &Letter, from: &Sender, date: Timestamp) -> Result<Vec<u8>, Error> {
    let failed = |why: String| Error { doing: "writing a letter", why };
    let own = plain_address(&from.address).map_err(|why| failed(format!("our own address {}: {why}", from.address)))?;
    let id =
        IdSafe::new(&letter.message_id).ok_or_else(|| failed(format!("{:?} is no Message-ID", letter.message_id)))?;
    let envelope =
        lettre::address::Envelope::new(None, vec![own.clone()]).map_err(|error| failed(error.to_string()))?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .from(mailbox(&HeaderSafe::new(&from.name, LONGEST_NAME), own))
        .date(system_time(date))
        .message_id(Some(id.bracketed()));
    builder = subject(builder, &HeaderSafe::new(&letter.subject, LONGEST_SUBJECT));
    builder = match plain_address(&letter.to) {
        Ok(to) => builder.to(Mailbox::new(None, to)),
        Err(_) => builder.raw_header(field("To", "undisclosed-recipients:;")),
    };
    if let Some(own) = from.reply_to.as_ref().and_then(|own| plain_address(own).ok()) {
        builder = builder.reply_to(Mailbox::new(None, own));
    }
    if let Some(parent) = letter.in_reply_to.as_deref().and_then(IdSafe::new) {
        builder = builder.in_reply_to(parent.bracketed());
    }
    let references = references(&letter.references);
    if !references.is_empty() {
        builder = builder.references(references);
    }
    for (name, value) in automatic(letter.kind.origin(), from) {
        builder = builder.raw_header(field(name, value.as_str()));
    }
    let message = match letter.enclosed.is_empty() {
        true => builder.singlepart(text(letter)),
        // The files come in when it leaves: until then they lie with their mail alone.
        false => {
            let mixed = MultiPart::mixed().boundary(enclosure::boundary(&letter.message_id));
            builder.multipart(mixed.singlepart(text(letter)))
        }
    };
    Ok(crlf(&message.map_err(|error| failed(error.to_string()))?.formatted()).into_owned())
}

fn mailbox(name: &HeaderSafe, address: lettre::Address) -> Mailbox {
    Mailbox::new(Some(name.as_str().to_owned()).filter(|name| !name.is_empty()), address)
}

fn subject(builder: MessageBuilder, subject: &HeaderSafe) -> MessageBuilder {
    builder.subject(subject.as_str())
}

/// Only letters to staff carry strangers' words (attack A41): those never go as they are, so that no line of them can mean
/// anything on the way. Letters outside ASCII are encoded anyhow.
fn text(letter: &Letter) -> SinglePart {
    let words = safe::body(&letter.text);
    let part = SinglePart::builder().header(ContentType::TEXT_PLAIN);
    if letter.kind.is_to_customer() || !words.is_ascii() {
        return part.body(words);
    }
    match Body::new_with_encoding(words, ContentTransferEncoding::QuotedPrintable) {
        Ok(body) => part.body(body),
        Err(bytes) => part.body(bytes),
    }
}

/// Every line ended by CRLF, the last one too.
pub(crate) fn crlf(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_whole = |at: usize| match bytes.get(at) {
        Some(b'\r') => bytes.get(at + 1) == Some(&b'\n'),
        Some(b'\n') => at > 0 && bytes.get(at - 1) == Some(&b'\r'),
        _ => true,
    };
    if bytes.ends_with(b"\r\n") && (0..bytes.len()).all(is_whole) {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        let (line, end) = rest.split_at(at);
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
        rest = end.strip_prefix(b"\r\n").or_else(|| end.get(1..)).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    Cow::Owned(out)
}

/// RFC 3834 section 5, and what else keeps other robots from answering; a person's letter has none of it.
fn automatic(origin: Origin, from: &Sender) -> Vec<(&'static str, HeaderSafe)> {
    let keyword = match origin {
        Origin::Person => return Vec::new(),
        Origin::AutoReplied => "auto-replied",
        Origin::AutoGenerated => "auto-generated",
    };
    let safe = |value: &str| HeaderSafe::new(value, LONGEST_SUBJECT);
    let mut fields = vec![
        ("Auto-Submitted", safe(keyword)),
        ("X-Auto-Response-Suppress", safe("All")),
        ("X-Frontdesk-Loop", safe(&from.loop_mark)),
    ];
    if from.has_precedence {
        fields.push(("Precedence", safe("bulk")));
    }
    fields
}

/// The newest that are ids at all; strangers wrote them.
fn references(ids: &[String]) -> String {
    let good: Vec<String> = ids.iter().filter_map(|id| IdSafe::new(id)).map(|id| id.bracketed()).collect();
    good.get(good.len().saturating_sub(MOST_REFERENCES)..).unwrap_or_default().join(" ")
}

/// Real addresses break the grammar (`a..b@docomo.ne.jp`); what cannot hurt is let through.
fn plain_address(address: &Address) -> Result<lettre::Address, String> {
    sendable(address).map(|_| lettre::Address::new_dangerous(address.local(), address.domain()))
}

fn field(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn system_time(at: Timestamp) -> SystemTime {
    let secs = u64::try_from(at.secs().clamp(0, LAST_SECOND)).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(secs)
}
