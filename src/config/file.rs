//! The shape of `frontdesk.toml`, and what its values must be.

pub use crate::mailbox::FirstStart;
use crate::policy::{Caps, Trust};
use crate::rules::{Diagnostic, Words};
pub use crate::server::{Auth, Tls};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub brand: Brand,
    pub mailbox: BTreeMap<String, MailboxConfig>,
    pub post: PostConfig,
    #[serde(default)]
    pub people: BTreeMap<String, Person>,
    #[serde(default)]
    pub teams: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub sending: Sending,
    #[serde(default)]
    pub caps: Caps,
    #[serde(default)]
    pub trust: Trust,
    #[serde(default)]
    pub attachments: Attachments,
    #[serde(default)]
    pub rules: Rules,
    #[serde(default)]
    pub files: Files,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub name: String,
    pub site: String,
    #[serde(default = "number")]
    pub number: String,
    #[serde(default)]
    pub faq: String,
    #[serde(default)]
    pub hours: String,
    #[serde(default = "zone")]
    pub zone: String,
    #[serde(default)]
    pub verify: Words,
    /// Further variables of the templates: `brand.phone`, `brand.chat`, …
    #[serde(default)]
    pub more: BTreeMap<String, String>,
}

fn number() -> String {
    "OK-".into()
}

fn zone() -> String {
    "Asia/Shanghai".into()
}

/// Exactly one of these says where a secret lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecretSource {
    pub file: Option<PathBuf>,
    pub command: Option<String>,
    pub credential: Option<String>,
    pub token_command: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxConfig {
    pub address: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub imap: Option<String>,
    pub maildir: Option<PathBuf>,
    pub port: Option<u16>,
    #[serde(default)]
    pub tls: Tls,
    pub ca_file: Option<PathBuf>,
    pub user: Option<String>,
    #[serde(default)]
    pub auth: Auth,
    pub password_file: Option<PathBuf>,
    pub password_command: Option<String>,
    pub password_credential: Option<String>,
    pub token_command: Option<String>,
    #[serde(default = "inbox")]
    pub inbox: String,
    /// Unset: found by its special use; "" = none.
    pub sent: Option<String>,
    #[serde(default)]
    pub first_start: FirstStart,
    #[serde(default = "max_mail_mb")]
    pub max_mail_mb: u64,
    #[serde(default = "poll")]
    pub poll: String,
}

fn inbox() -> String {
    "INBOX".into()
}

fn max_mail_mb() -> u64 {
    25
}

fn poll() -> String {
    "60s".into()
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostConfig {
    pub smtp: Option<String>,
    pub folder: Option<PathBuf>,
    pub port: Option<u16>,
    #[serde(default)]
    pub tls: Tls,
    pub ca_file: Option<PathBuf>,
    pub user: Option<String>,
    #[serde(default = "plain")]
    pub auth: Auth,
    pub password_file: Option<PathBuf>,
    pub password_command: Option<String>,
    pub password_credential: Option<String>,
    pub token_command: Option<String>,
    #[serde(default)]
    pub hello: String,
    #[serde(default = "yes")]
    pub null_sender: bool,
}

fn plain() -> Auth {
    Auth::Plain
}

fn yes() -> bool {
    true
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub address: String,
    #[serde(default)]
    pub languages: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModeName {
    #[default]
    Shadow,
    Staff,
    Live,
}

impl ModeName {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shadow => "shadow",
            Self::Staff => "staff",
            Self::Live => "live",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sending {
    pub mode: ModeName,
    pub try_addresses: Vec<String>,
    pub max_auto_age: String,
    pub silence_after_bounce: String,
    /// Letters to customers ask for answers to `support+10001.MAC@…`; the mailbox must receive them.
    pub plus_address: bool,
    pub precedence_bulk: bool,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            mode: ModeName::Shadow,
            try_addresses: Vec::new(),
            max_auto_age: "6h".into(),
            silence_after_bounce: "30d".into(),
            plus_address: false,
            precedence_bulk: true,
        }
    }
}

/// What becomes of customers' files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Attachments {
    pub forward_to_staff: bool,
    /// `5 MB` of files in one letter.
    pub forward_up_to: String,
    pub sensitive_categories: Vec<String>,
    /// How long identity papers are kept after the ticket was closed.
    pub sensitive_for: String,
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            forward_to_staff: true,
            forward_up_to: "5 MB".into(),
            sensitive_categories: vec!["identity".into()],
            sensitive_for: "30d".into(),
        }
    }
}

/// When a saved rule set that passed its checks goes live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// At once.
    Auto,
    /// At once, unless customers would read something else or many mails are treated otherwise.
    #[default]
    Guarded,
    /// When somebody says `frontdesk activate`.
    Manual,
}

impl Activation {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Guarded => "guarded",
            Self::Manual => "manual",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    pub activation: Activation,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    pub database: Option<PathBuf>,
    pub rules: Option<PathBuf>,
    pub sla: Option<PathBuf>,
}

impl MailboxConfig {
    pub fn secret(&self) -> SecretSource {
        SecretSource {
            file: self.password_file.clone(),
            command: self.password_command.clone(),
            credential: self.password_credential.clone(),
            token_command: self.token_command.clone(),
        }
    }
}

impl PostConfig {
    pub fn secret(&self) -> SecretSource {
        SecretSource {
            file: self.password_file.clone(),
            command: self.password_command.clone(),
            credential: self.password_credential.clone(),
            token_command: self.token_command.clone(),
        }
    }
}

impl Config {
    /// Parses and checks. `file` is how messages call it.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        crate::rules::diagnostic::parse(file, text)?;
        let config: Self = toml::from_str(text).map_err(|error| vec![super::complaint::of_toml(&error, text, file)])?;
        let wrong = super::build::complaints(&config, text, file);
        if wrong.is_empty() { Ok(config) } else { Err(wrong) }
    }
}
