//! `frontdesk check [--online]`: what is wrong, or what was reached, before anything is touched.

use super::list::moment;
use super::setup::Place;
use super::{Done, Failure, say, say_json};
use crate::config::{Loaded, MailboxConfig};
use crate::mailbox::imap::{Imap, sent_of};
use crate::mailbox::{Folder, maildir};
use crate::policy::{Keys, Policy};
use crate::post::smtp;
use crate::rules::{RuleSet, example};
use crate::safety::{self, Gate};
use crate::ticket::Facts;
use crate::time::Timestamp;
use crate::{clock, reader};
use serde::Serialize;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// How many of the newest mails are judged.
const SAMPLE: u32 = 200;

#[derive(Default, Serialize)]
struct Found {
    rules: String,
    categories: usize,
    examples_passed: usize,
    examples_failed: usize,
    warnings: Vec<String>,
    mailbox: Option<Reached>,
    relay: Option<String>,
    troubles: Vec<String>,
}

#[derive(Default, Serialize)]
struct Reached {
    server: String,
    mails: u32,
    oldest_at: Option<String>,
    newest_at: Option<String>,
    sent_folder: Option<String>,
    keyword: bool,
    sample: usize,
    would_answer: usize,
    /// Gate row to count.
    would_not: BTreeMap<String, usize>,
}

pub fn run(place: &Place, online: bool, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let (rules, slas) = place.rules(Some(&loaded))?;
    let report = example::run(&rules);
    let mut found = Found {
        rules: rules.hash.clone(),
        categories: rules.categories.len(),
        examples_passed: report.passed,
        examples_failed: report.failures.len(),
        warnings: warnings(&loaded, &rules),
        ..Found::default()
    };
    found.troubles.extend(report.failures.iter().map(super::test::told));
    if online {
        let policy = loaded.policy(rules, slas, Keys::derive(b"checking sends nothing", "check"));
        reach(&loaded, &policy, &mut found)?;
    }
    if as_json {
        say_json(&found);
    } else {
        print(&loaded, &found, online);
    }
    Ok(if found.troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(Failure::NO) })
}

fn relay(place: &str, probe: &smtp::Probe) -> String {
    let null = if probe.null_sender { "takes" } else { "refuses" };
    format!("{place}: {}, tls {}, {}; {null} the null sender", probe.greeting, probe.tls, probe.auth)
}

fn warnings(loaded: &Loaded, rules: &RuleSet) -> Vec<String> {
    let mut warnings = Vec::new();
    let more = &loaded.config.brand.more;
    let unset: Vec<String> = rules.templates.brand_keys().into_iter().filter(|key| !more.contains_key(key)).collect();
    if !unset.is_empty() {
        warnings.push(format!("[brand.more] does not set {}: letters leave those sentences out", unset.join(", ")));
    }
    if loaded.config.trust.authserv_id.is_none() {
        warnings.push(
            "[trust] authserv_id is not set: senders cannot be authenticated, so their limits are halved and Return-Path must equal From".into(),
        );
    }
    if loaded.config.mailbox.len() > 1 {
        warnings.push("several mailboxes are configured; only the first is served".into());
    }
    warnings
}

fn reach(loaded: &Loaded, policy: &Policy, found: &mut Found) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Failure::NO, format!("starting the runtime: {error}")))?;
    let Some((name, mailbox)) = loaded.mailbox() else { return Ok(()) };
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
    Ok(())
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
        let now = mail.date.unwrap_or_else(clock::now);
        let facts = Facts { arrived_at: now, is_oversize: is_cut, ..Facts::default() };
        match safety::mail_gate(&mail, &facts, Some(policy), now) {
            Gate::Send => self.would_answer += 1,
            Gate::Silent { row, why } | Gate::Drop { row, why } => {
                *self.would_not.entry(format!("{row} {why}")).or_default() += 1
            }
        }
    }
}

fn print(loaded: &Loaded, found: &Found, online: bool) {
    let brand = crate::config::brand(loaded);
    say(&format!("configuration  {} is right", loaded.file.display()));
    say(&format!(
        "rules          {} categories, {} examples passed, {} failed   ({})",
        found.categories, found.examples_passed, found.examples_failed, found.rules
    ));
    if let Some(mailbox) = &found.mailbox {
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
            .for_each(|(row, count)| say(&super::table::harmless(&format!("               {count:>5}  {row}"))));
    }
    if let Some(relay) = &found.relay {
        say(&format!("relay          {relay}"));
    }
    found.warnings.iter().for_each(|warning| say(&format!("warning        {warning}")));
    found.troubles.iter().for_each(|trouble| say(&format!("WRONG          {trouble}")));
    if found.troubles.is_empty() {
        let next = if online { "frontdesk run" } else { "frontdesk check --online" };
        say(&format!("sending        mode {}; next: {next}", loaded.config.sending.mode.name()));
    }
}
