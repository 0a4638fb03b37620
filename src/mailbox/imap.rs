//! A mailbox on an IMAP server: one connection, asked in commands that are each checked to their end.
//! In: settings. Out: what lies there, mail as bytes, and a wake-up when something new may have come; or a `Trouble`.
//! Never sets \Seen, never removes, never asks for BODYSTRUCTURE or ENVELOPE (imap-proto recurses on them).
//! After any `Trouble` the connection is done for: drop it and connect again.

mod auth;
mod connect;
mod fetch;
mod folders;
mod guard;
mod idle;
mod name;
pub mod plan;
mod runner;
mod trouble;

pub use fetch::{FetchReport, Fetched, Listed, WINDOW_BYTES, Window, Windows};
pub use folders::{FolderEntry, sent_of};
pub use idle::Woke;
pub use trouble::Trouble;

use super::Folder;
pub use crate::server::{Auth, Tls};
use async_imap::imap_proto::{Capability, MailboxDatum, Outcome, Response, ResponseCode};
use runner::Wire;
use secrecy::SecretString;
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use trouble::{Fault, is_passing};

/// The keyword on mail that is committed. Decoration: the database is the truth.
pub const DONE: &str = "$FrontdeskDone";

/// Plain, TLS or a test's pipe.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

#[derive(Clone, Debug)]
pub struct ImapSettings {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Trusted instead of the system's roots.
    pub ca_file: Option<PathBuf>,
    pub user: String,
    pub auth: Auth,
    /// Password, or token for XOAUTH2.
    pub secret: SecretString,
    /// `INBOX`.
    pub inbox: String,
    pub sent: Option<String>,
    /// Larger mail is cut to headers and 64 kB.
    pub max_mail: u64,
    /// How often to look where IDLE is not offered.
    pub poll: Duration,
    /// Name in the configuration, `support`.
    pub mailbox: String,
    /// Longest silence of the server within a command.
    pub timeout: Duration,
}

impl ImapSettings {
    fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// One answer may announce this much: a whole mail and what surrounds it.
    fn max_literal(&self) -> u64 {
        self.max_mail.saturating_add(1024 * 1024)
    }
}

/// A logged-in connection.
pub struct Imap {
    wire: Wire,
    settings: ImapSettings,
    capabilities: BTreeSet<String>,
    can_idle: bool,
    can_keyword: bool,
}

impl fmt::Debug for Imap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Imap({})", self.wire.place)
    }
}

/// What SELECT said of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub validity: u32,
    /// 163.com gives none.
    pub next_uid: Option<u32>,
    pub exists: u32,
    /// `$FrontdeskDone` may be set.
    pub can_keyword: bool,
}

impl Imap {
    /// The Sent folder, found after the login.
    pub fn use_sent(&mut self, folder: Option<String>) {
        self.settings.sent = folder;
    }

    /// Reaches the server, TLS first, and logs in.
    pub async fn connect(settings: &ImapSettings) -> Result<Self, Trouble> {
        let place = settings.place();
        let wire = connect::dial(settings).await.map_err(|t| t.at(&place))?;
        Self::enter(wire, settings).await.map_err(|t| t.at(&place))
    }

    /// The same over a stream that stands already: reads the greeting, logs in.
    pub async fn over(stream: impl Stream + 'static, settings: &ImapSettings) -> Result<Self, Trouble> {
        let place = settings.place();
        let mut wire = connect::wire(Box::new(stream), settings);
        wire.greeting().await.map_err(|t| t.at(&place))?;
        Self::enter(wire, settings).await.map_err(|t| t.at(&place))
    }

    /// Behind the greeting and TLS: nothing the server said before is believed.
    async fn enter(mut wire: Wire, settings: &ImapSettings) -> Result<Self, Trouble> {
        let before = capabilities(&mut wire).await?;
        auth::login(&mut wire, settings, &before).await?;
        let after = capabilities(&mut wire).await?;
        let can_idle = after.contains("IDLE");
        let mut imap = Self { wire, settings: settings.clone(), capabilities: after, can_idle, can_keyword: false };
        imap.introduce().await?;
        Ok(imap)
    }

    /// 163.com refuses SELECT ("Unsafe Login") to clients that do not say who they are (RFC 2971).
    async fn introduce(&mut self) -> Result<(), Trouble> {
        if !self.capabilities.contains("ID") {
            return Ok(());
        }
        let version = env!("CARGO_PKG_VERSION");
        let command = format!("ID (\"name\" \"frontdesk\" \"version\" \"{version}\" \"vendor\" \"frontdesk\")");
        match self.wire.run(&command, |_| {}).await {
            Err(trouble::Fault::Trouble(trouble)) => Err(trouble),
            _ => Ok(()),
        }
    }

    pub fn settings(&self) -> &ImapSettings {
        &self.settings
    }

    /// Does the server offer IDLE, and did it not refuse it yet?
    pub fn can_idle(&self) -> bool {
        self.can_idle
    }

    /// Opens a folder for reading and marking. Its UIDVALIDITY must be given: without it UIDs mean nothing.
    pub async fn select(&mut self, folder: Folder) -> Result<Selected, Trouble> {
        let name = match folder {
            Folder::Inbox => self.settings.inbox.clone(),
            Folder::Sent => self.settings.sent.clone().ok_or_else(|| {
                Trouble::Refused("no Sent folder is configured: set sent = \"…\" for this mailbox".to_owned())
            })?,
        };
        let selected = self.select_named(&name).await.map_err(|t| self.at(t))?;
        self.can_keyword = selected.can_keyword;
        Ok(selected)
    }

    async fn select_named(&mut self, name: &str) -> Result<Selected, Trouble> {
        let mut seen = Seen::default();
        let command = format!("SELECT {}", name::quoted(&name::on_the_wire(name))?);
        let doing = format!("opening the folder {:?}", trouble::printable(name));
        self.wire.run(&command, |answer| seen.note(answer)).await.map_err(|fault| fault.trouble(&doing))?;
        let Some(validity) = seen.validity else {
            return Err(Trouble::Broken(format!(
                "{doing}: the server names no UIDVALIDITY, mail cannot be told apart"
            )));
        };
        let can_keyword = seen.can_keyword && !seen.is_read_only;
        Ok(Selected { validity, next_uid: seen.next_uid, exists: seen.exists, can_keyword })
    }

    /// Sets `$FrontdeskDone` on mail that is committed, one command for many. Nothing where keywords are not allowed.
    pub async fn mark_done(&mut self, uids: &[u32]) -> Result<(), Trouble> {
        if !self.can_keyword {
            return Ok(());
        }
        for some in uids.chunks(500) {
            let command = format!("UID STORE {} +FLAGS.SILENT ({DONE})", name::uid_set(some));
            let result = self.wire.run(&command, |_| {}).await;
            result.map_err(|fault| match fault {
                Fault::No(text) if !is_passing(&text) => {
                    self.at(Trouble::Refused(format!("marking mail as done was refused: {text}")))
                }
                fault => self.at(fault.trouble("marking mail as done")),
            })?;
        }
        Ok(())
    }

    /// Says goodbye; what the server answers does not matter.
    pub async fn logout(mut self) {
        let farewell = self.wire.run("LOGOUT", |_| {});
        let _ = tokio::time::timeout(Duration::from_secs(5), farewell).await;
    }

    fn at(&self, trouble: Trouble) -> Trouble {
        trouble.at(&self.wire.place)
    }
}

/// What SELECT's answers add up to.
#[derive(Default)]
struct Seen {
    validity: Option<u32>,
    next_uid: Option<u32>,
    exists: u32,
    can_keyword: bool,
    is_read_only: bool,
}

impl Seen {
    fn note(&mut self, answer: &Response<'_>) {
        match answer {
            Response::MailboxData(MailboxDatum::Exists(exists)) => self.exists = *exists,
            Response::Data { outcome, .. } | Response::Done { outcome, .. } => self.note_code(outcome),
            _ => {}
        }
    }

    fn note_code(&mut self, outcome: &Outcome<'_>) {
        match &outcome.code {
            Some(ResponseCode::UidValidity(validity)) => self.validity = Some(*validity),
            Some(ResponseCode::UidNext(next)) => self.next_uid = Some(*next),
            Some(ResponseCode::ReadOnly) => self.is_read_only = true,
            Some(ResponseCode::PermanentFlags(flags)) => {
                self.can_keyword = flags.iter().any(|flag| flag == "\\*" || flag.eq_ignore_ascii_case(DONE));
            }
            _ => {}
        }
    }
}

async fn capabilities(wire: &mut Wire) -> Result<BTreeSet<String>, Trouble> {
    let mut all = BTreeSet::new();
    let note = |answer: &Response<'_>| {
        if let Response::Capabilities(list) = answer {
            all.extend(list.iter().map(|one| match one {
                Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
                Capability::Auth(how) => format!("AUTH={}", how.to_ascii_uppercase()),
                Capability::Atom(atom) => atom.to_ascii_uppercase(),
            }));
        }
    };
    wire.run("CAPABILITY", note).await.map_err(|fault| fault.trouble("asking for capabilities"))?;
    Ok(all)
}
