//! What is reached: the mailbox and the relay, looked at and left as they are.

use super::choice::Choice;
use crate::cli::list::moment;
use crate::cli::table::harmless;
use crate::cli::{Failure, say};
use crate::clock;
use crate::config::{Loaded, MailboxConfig};
use crate::mailbox::imap::{Imap, sent_of};
use crate::mailbox::{Folder, maildir};
use crate::policy::Policy;
use crate::post::smtp;
use crate::reader;
use crate::safety::{self, Gate};
use crate::ticket::Facts;
use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the newest mails are judged.
const SAMPLE: u32 = 200;

#[derive(Default, Serialize)]
pub struct Reached {
    pub server: String,
    pub mails: u32,
    pub oldest_at: Option<String>,
    pub newest_at: Option<String>,
    pub sent_folder: Option<String>,
    pub keyword: bool,
    pub sample: usize,
    pub would_answer: usize,
    /// Gate row to count.
    pub would_not: BTreeMap<String, usize>,
    /// Whom to believe (L18, L19).
    pub senders: Choice,
}

/// What was reached, and what was not.
#[derive(Default, Serialize)]
pub struct Online {
    pub mailbox: Option<Reached>,
    pub relay: Option<String>,
    pub troubles: Vec<String>,
}

pub fn reach(loaded: &Loaded, policy: &Policy) -> Result<Online, Failure> {
    let mut found = Online::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Failure::NO, format!("starting the runtime: {error}")))?;
    let Some((name, mailbox)) = loaded.mailbox() else { return Ok(found) };
    if let Some(folder) = &mailbox.maildir {
        match look(&loaded.path(folder), mailbox, policy) {
            Ok(reached) => found.mailbox = Some(reached),
            Err(why) => found.troubles.push(why),
        }
    } else {
        match loaded.imap(name, mailbox) {
            Ok(settings) => match runtime.block_on(ask(&settings, policy)) {
                Ok(reached) => found.mailbox = Some(reached),
                Err(trouble) => found.troubles.push(trouble.to_string()),
            },
            Err(error) => found.troubles.push(error.to_string()),
        }
    }
    match loaded.config.post.folder {
        Some(ref folder) => found.relay = Some(format!("folder {}", loaded.path(folder).display())),
        None => match loaded.smtp() {
            Ok(settings) => match runtime.block_on(smtp::probe(&settings)) {
                Ok(probe) => found.relay = Some(relay(&settings.place(), &probe)),
                Err(trouble) => found.troubles.push(trouble.to_string()),
            },
            Err(error) => found.troubles.push(error.to_string()),
        },
    }
    Ok(found)
}

/// Looks with BODY.PEEK only; nothing is marked.
async fn ask(
    settings: &crate::mailbox::imap::ImapSettings,
    policy: &Policy,
) -> Result<Reached, crate::mailbox::imap::Trouble> {
    let mut imap = Imap::connect(settings).await?;
    let sent_folder = match &settings.sent {
        Some(sent) => Some(sent.clone()),
        None => sent_of(&imap.folders().await?).map(str::to_owned),
    };
    let selected = imap.select(Folder::Inbox).await?;
    let listed = imap.sample(&selected, SAMPLE).await?;
    let mut reached = Reached {
        server: format!("{}:{} {}", settings.host, settings.port, settings.inbox),
        mails: selected.exists,
        sent_folder,
        keyword: selected.can_keyword,
        ..Reached::default()
    };
    reached.oldest_at = listed.iter().map(|mail| mail.internal_date).min().map(Timestamp::rfc3339);
    reached.newest_at = listed.iter().map(|mail| mail.internal_date).max().map(Timestamp::rfc3339);
    // The sample begins with the mailbox's oldest mail, for the date.
    let newest = listed.get(listed.len().saturating_sub(SAMPLE as usize)..).unwrap_or_default();
    imap.fetch(newest, &mut |mail| reached.judge(&mail.raw, mail.is_cut, policy)).await?;
    imap.logout().await;
    reached.senders.conclude();
    Ok(reached)
}

fn look(folder: &std::path::Path, mailbox: &MailboxConfig, policy: &Policy) -> Result<Reached, String> {
    let all = maildir::scan_all(folder).map_err(|error| error.to_string())?;
    let mut reached = Reached {
        server: folder.display().to_string(),
        mails: u32::try_from(all.len()).unwrap_or(u32::MAX),
        ..Reached::default()
    };
    let mut times = Vec::new();
    for waiting in all.iter().rev().take(SAMPLE as usize) {
        if let Some(arrived) =
            maildir::read(waiting, "check", mailbox.max_mail_mb << 20).map_err(|error| error.to_string())?
        {
            times.push(arrived.arrived_at);
            reached.judge(&arrived.raw, arrived.is_cut, policy);
        }
    }
    reached.oldest_at = times.iter().min().map(|at| at.rfc3339());
    reached.newest_at = times.iter().max().map(|at| at.rfc3339());
    reached.senders.conclude();
    Ok(reached)
}

impl Reached {
    /// Would this mail have been answered, had it just come?
    fn judge(&mut self, raw: &[u8], is_cut: bool, policy: &Policy) {
        self.sample += 1;
        let Ok((mail, _)) = reader::read_one(raw, is_cut, &policy.rules) else {
            *self.would_not.entry("cannot be read".into()).or_default() += 1;
            return;
        };
        self.senders.note(&mail, policy);
        let now = mail.date.unwrap_or_else(clock::now);
        let facts = Facts { arrived_at: now, is_oversize: is_cut, ..Facts::default() };
        let gate = safety::mail_gate(&mail, &facts, Some(policy), now);
        match safety::guarded(gate, policy.rules.guards.find(&mail)) {
            Gate::Send => self.would_answer += 1,
            Gate::Silent { row, why } | Gate::Drop { row, why } => {
                *self.would_not.entry(format!("{row} {why}")).or_default() += 1
            }
        }
    }
}

fn relay(place: &str, probe: &smtp::Probe) -> String {
    let null = if probe.null_sender { "takes" } else { "refuses" };
    format!("{place}: {}, tls {}, {}; {null} the null sender", probe.greeting, probe.tls, probe.auth)
}

impl Online {
    pub fn print(&self, loaded: &Loaded) {
        let brand = crate::config::brand(loaded);
        if let Some(mailbox) = &self.mailbox {
            let when = |at: &Option<String>| {
                at.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok()).map_or_else(
                    || "never".to_owned(),
                    |at| {
                        let at = Timestamp::from_secs(at.as_second());
                        moment(at, &brand, at)
                    },
                )
            };
            say(&format!(
                "mailbox        {}: {} mails, from {} to {}",
                mailbox.server,
                mailbox.mails,
                when(&mailbox.oldest_at),
                when(&mailbox.newest_at)
            ));
            if loaded.mailbox().is_some_and(|(_, mailbox)| mailbox.imap.is_some()) {
                say(&format!(
                    "               Sent folder: {}; marks committed mail: {}",
                    mailbox.sent_folder.as_deref().unwrap_or("none found"),
                    if mailbox.keyword { "yes" } else { "no, the server has no keywords" }
                ));
            }
            say(&format!(
                "               of the newest {}, {} would get an automatic answer{}",
                mailbox.sample,
                mailbox.would_answer,
                if mailbox.would_not.is_empty() { "" } else { "; the others not:" }
            ));
            mailbox
                .would_not
                .iter()
                .for_each(|(row, count)| say(&harmless(&format!("               {count:>5}  {row}"))));
            say(&harmless(&format!("               {}", mailbox.senders.said(&loaded.config.trust))));
        }
        if let Some(relay) = &self.relay {
            say(&format!("relay          {relay}"));
        }
        self.troubles.iter().for_each(|trouble| say(&format!("WRONG          {trouble}")));
    }
}
