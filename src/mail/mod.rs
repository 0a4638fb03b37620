//! core: A mail, read: what arrived and what we understand of it.
//! In: raw bytes. Out: a `Mail`; reading never fails, oddities are listed as defects.
//! Never decides anything about a ticket. Everything a stranger wrote stays data here.

pub mod address;
pub mod attachment;
pub mod body;
pub mod bounce;
pub mod card;
pub mod charset;
pub mod code;
pub mod field;
pub mod html;
pub mod ids;
pub mod language;
pub mod limits;
pub mod notes;
pub mod parse;
pub mod part;
pub mod quote;
pub mod robot;
pub mod subject;
pub mod transfer;
pub mod visible;
pub mod words;

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

pub use address::{Address, Mailbox};
pub use attachment::attachment_bytes;
pub use attachment::doubt::Doubt;
pub use attachment::nature::Nature;
pub use parse::{read, text_of};

/// SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_all([bytes])
    }

    /// Of the pieces, end to end.
    pub fn of_all<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut context = ring::digest::Context::new(&ring::digest::SHA256);
        pieces.into_iter().for_each(|piece| context.update(piece));
        let mut out = [0; 32];
        out.copy_from_slice(context.finish().as_ref());
        Self(out)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Debug)]
pub struct Mail {
    /// Without the angle brackets; the last one when there are several.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// Every mailbox of every From field (RFC 5322 allows one field; spoofs carry more).
    pub from: Vec<Mailbox>,
    pub from_fields: usize,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub resent_to: Vec<Mailbox>,
    pub reply_to: Vec<Mailbox>,
    pub return_path: ReturnPath,
    pub subject: String,
    pub date: Option<Timestamp>,
    /// Seconds east of Greenwich, where the date says so; many servers write +0000, which says nothing.
    pub offset: Option<i32>,
    pub headers: Headers,
    /// The whole body as text, lines ended by `\n`; attachments and raw HTML are not in it.
    pub text: String,
    /// Covers `text` from 0 to its end, in order, without gaps. Byte offsets.
    pub spans: Vec<TextSpan>,
    pub attachments: Vec<Attachment>,
    pub language: Language,
    pub kind: Kind,
    /// Why `kind`, for people: `Auto-Submitted: auto-replied`.
    pub kind_why: String,
    pub bounce: Option<Bounce>,
    pub defects: Vec<Defect>,
    /// Hash of what a mail says, equal for the same mail by another route (mail identity K2).
    pub canonical: Digest,
}

impl Mail {
    /// The one From mailbox; none when there is none or more than one.
    pub fn sender(&self) -> Option<&Mailbox> {
        match self.from.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The words of all spans of one kind, in order, joined by a line end.
    pub fn words(&self, kind: SpanKind) -> String {
        let pieces: Vec<&str> =
            self.spans.iter().filter(|s| s.kind == kind).filter_map(|s| self.text.get(s.start..s.end)).collect();
        pieces.join("\n")
    }

    /// A screenshot answers "what does the page say?".
    pub fn has_image(&self) -> bool {
        let is_picture = |a: &Attachment| a.media_type.starts_with("image/") || a.nature == Nature::Image;
        self.attachments.iter().any(|a| is_picture(a) && !a.is_decoration)
    }
}

/// All header fields in order, names as written, values decoded and unfolded.
#[derive(Clone, Debug, Default)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnPath {
    Absent,
    /// `<>`: a bounce or an answer of a program (RFC 3834 section 2).
    Null,
    Path(Address),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSpan {
    pub kind: SpanKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    New,
    Quoted,
    Forwarded,
    Signature,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Safe as a file name: no path, no control characters, at most 120 characters.
    pub name: String,
    /// Lower case, `application/octet-stream` when unknown.
    pub media_type: String,
    pub bytes: usize,
    pub sha256: Digest,
    /// By its name and its first bytes.
    pub nature: Nature,
    /// Why it may be more than it seems.
    pub doubt: Option<Doubt>,
    /// A logo or tracking pixel used inside the HTML, not something the customer attached.
    pub is_decoration: bool,
    /// It stands inside the HTML.
    pub is_shown: bool,
}

impl Attachment {
    /// A picture or a PDF that is what it seems to be: staff may get it by mail.
    pub fn is_plain_evidence(&self) -> bool {
        matches!(self.nature, Nature::Image | Nature::Pdf)
            && self.doubt.is_none()
            && !self.is_decoration
            && self.bytes > 0
    }

    /// What staff are warned of.
    pub fn warning(&self) -> Option<&'static str> {
        self.nature.warning().or_else(|| self.doubt.map(Doubt::warning))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "zh-Hans")]
    ZhHans,
    #[serde(rename = "zh-Hant")]
    ZhHant,
    #[serde(rename = "en")]
    En,
    #[serde(rename = "ja")]
    Ja,
    #[serde(rename = "ko")]
    Ko,
    /// Not one we write; letters then come in Chinese and English.
    #[serde(rename = "und")]
    Other,
}

impl Language {
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
            Self::Ja => "ja",
            Self::Ko => "ko",
            Self::Other => "und",
        }
    }
}

/// What kind of mail: all but `Human` are robots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Human,
    AutoReply,
    Bounce,
    Delay,
    Report,
    List,
    Bulk,
    Own,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::AutoReply => "auto_reply",
            Self::Bounce => "bounce",
            Self::Delay => "delay",
            Self::Report => "report",
            Self::List => "list",
            Self::Bulk => "bulk",
            Self::Own => "own",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bounce {
    pub recipients: Vec<BouncedRecipient>,
    pub original_message_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BouncedRecipient {
    pub address: String,
    /// RFC 3463 code, `5.1.1`; empty when the report gives none.
    pub status: String,
    pub permanent: bool,
    pub diagnostic: String,
}

/// An oddity of a mail, for `explain` and `show`: never a reason to lose it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Defect(pub String);
