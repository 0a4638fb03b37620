//! core: The rule set: what admins write, and what it says of a mail.
//! In: the texts of a rule folder; a mail's subject, text and attachments. Out: a `RuleSet`, or diagnostics; a `Verdict`.
//! Judging is a pure function of (mail, rule set), so explain, test and the daemon cannot disagree.

pub mod category;
pub mod compare;
pub mod diagnostic;
pub mod edit;
pub mod example;
pub mod expectation;
mod expression;
pub mod fields;
pub mod fmt;
pub mod fold;
pub mod guard;
pub mod guards;
pub mod judge;
pub mod lineage;
pub mod lint;
mod lists;
pub mod matcher;
pub mod overlay;
pub mod page;
pub mod pattern;
pub mod phrase;
pub mod proof;
mod register;
pub mod scorecard;
pub mod scoring;
pub mod set;
pub mod sheet;
mod sieve;
pub mod stub;
pub mod suggest;
pub mod tally;
pub mod urgent;
pub mod why_not;

use crate::mail::{Language, Mail, TextSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use diagnostic::Diagnostic;
pub use fields::masked;
pub use guards::{Guard, Raise};
pub use lists::lists;
pub use set::{Category, Field, Kinship, RuleSet};

/// The category of a mail in which no rule reached the threshold: a person looks.
pub const GENERAL: &str = "general";

/// One file of the rule folder: path relative to the folder (`categories/refund.toml`) and its text.
#[derive(Clone, Debug)]
pub struct RuleFile {
    pub path: String,
    pub text: String,
}

/// A word in the three languages letters are written in. `zh-Hant` falls back to `zh`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub zh: String,
    #[serde(rename = "zh-Hant", default)]
    pub zh_hant: Option<String>,
    pub en: String,
}

impl Words {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhHans => &self.zh,
            Language::ZhHant => self.zh_hant.as_deref().unwrap_or(&self.zh),
            _ => &self.en,
        }
    }
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    pub subject: &'a str,
    pub text: &'a str,
    /// As in `Mail::spans`.
    pub spans: &'a [TextSpan],
    pub attachments: &'a [String],
    pub has_image: bool,
    /// The address that answers fields with `default = "sender"`.
    pub sender: Option<&'a str>,
}

/// What the rules say of a mail. Stored with the ticket as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub category: String,
    /// Other categories at or over the threshold, highest first.
    pub also: Vec<String>,
    pub close_call: bool,
    /// Every category with a score above 0.
    pub scores: BTreeMap<String, f64>,
    pub hits: Vec<Hit>,
    /// What was found, by field id.
    pub fields: BTreeMap<String, Found>,
    /// Required fields of category and also that this mail does not answer.
    pub missing: Vec<String>,
    /// Hash of the rule set that judged.
    pub rules: String,
}

impl Verdict {
    /// Category and also, in that order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.category.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    Weak,
    Normal,
    Strong,
}

impl Strength {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Normal => "normal",
            Self::Strong => "strong",
        }
    }
}

/// Where a hit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Subject,
    Body,
    Attachment,
    Quoted,
}

impl Place {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Body => "body",
            Self::Attachment => "attachment",
            Self::Quoted => "quoted",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    pub category: String,
    pub phrase: String,
    pub strength: Strength,
    pub field: Place,
    /// The original words.
    pub text: String,
    /// Unicode characters from 0 in subject, text or attachment name.
    pub start: usize,
    pub end: usize,
    /// `rules/categories/refund.toml:7`
    pub rule: String,
    /// The `ignore` phrase that hides it; it then counts nothing.
    pub ignored_by: Option<String>,
    /// What it adds to the score; 0 when ignored, quoted or outvoted by a stronger one at the same words.
    pub points: f64,
}

/// The value of a field, as found in the customer's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Tidied value: `300 CNY`, `TX20240501AA`; `sender` fields hold the address; `screenshot` for an image.
    pub value: String,
    /// The original words; empty when taken from the sender or an attachment.
    pub text: String,
}

impl<'a> Material<'a> {
    /// `attachments`: the names, collected by the caller so that they outlive the material.
    pub fn of(mail: &'a Mail, attachments: &'a [String]) -> Self {
        Self {
            subject: &mail.subject,
            text: &mail.text,
            spans: &mail.spans,
            attachments,
            has_image: mail.has_image(),
            sender: mail.sender().map(|s| s.address.as_str()),
        }
    }
}
