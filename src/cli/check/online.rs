//! What is reached: the mailbox and the relay, looked at and left as they are.

use super::choice::Choice;
use crate::cli::table::{harmless, moment};
use crate::cli::{Failure, say};
use crate::clock;
use crate::config::{Loaded, MailboxConfig};
use crate::mailbox::imap::{Imap, sent_of};
use crate::mailbox::{Folder, maildir};
use crate::phrasebook;
use crate::policy::Policy;
use crate::post::smtp;
use crate::reader;
use crate::rules::diagnostic::{Said, Speech, said};
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
    pub fn print(&self, loaded: &Loaded, speech: Speech) {
        if let Some(mailbox) = &self.mailbox {
            mailbox.lines(loaded, speech).iter().for_each(|said| say(&harmless(said.in_speech(speech))));
        }
        if let Some(relay) = &self.relay {
            say(said!("relay          {relay}", "发信服务器     {relay}").in_speech(speech));
        }
        for trouble in &self.troubles {
            say(said!("WRONG          {trouble}", "有错误         {trouble}").in_speech(speech));
        }
    }
}

impl Reached {
    fn lines(&self, loaded: &Loaded, speech: Speech) -> Vec<Said> {
        let brand = crate::config::brand(loaded);
        let when = |at: &Option<String>| {
            let at = at.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
            at.map_or_else(|| "–".to_owned(), |at| moment(Timestamp::from_secs(at.as_second()), &brand, speech))
        };
        let Self { server, mails, sample, would_answer, .. } = self;
        let (oldest, newest) = (when(&self.oldest_at), when(&self.newest_at));
        let mut told = vec![said!(
            "mailbox        {server}: {mails} mails, from {oldest} to {newest}",
            "邮箱           {server}：{mails} 封邮件，从 {oldest} 到 {newest}"
        )];
        if loaded.mailbox().is_some_and(|(_, mailbox)| mailbox.imap.is_some()) {
            let sent = self.sent_folder.as_deref().map_or_else(|| said!("none found", "没有找到"), Said::from);
            let marks = match self.keyword {
                true => said!("yes", "会"),
                false => said!("no, the server has no keywords", "不会，服务器不支持关键字"),
            };
            told.push(Said {
                en: format!("               Sent folder: {}; marks committed mail: {}", sent.en, marks.en),
                zh: format!("               已发送文件夹：{}；会给处理过的邮件做标记：{}", sent.zh, marks.zh),
            });
        }
        let more =
            if self.would_not.is_empty() { Said::default() } else { said!("; the others not:", "；其余不会：") };
        told.push(Said {
            en: format!(
                "               of the newest {sample}, {would_answer} would get an automatic answer{}",
                more.en
            ),
            zh: format!("               最新的 {sample} 封里，{would_answer} 封会得到自动答复{}", more.zh),
        });
        for (row, count) in &self.would_not {
            let (id, why) = row.split_once(' ').unwrap_or((row, ""));
            let Said { en, zh } = safety::meaning(id).unwrap_or_default();
            let why = phrasebook::said(why);
            told.push(Said {
                en: format!("               {count:>5}  {id} {en}: {}", why.en),
                zh: format!("               {count:>5}  {id} {zh}：{}", why.zh),
            });
        }
        let Said { en, zh } = self.senders.said(&loaded.config.trust);
        told.push(said!("               {en}", "               {zh}"));
        told
    }
}
