//! `frontdesk demo`: a day at the desk, on the built-in mailbox, through the code that serves a real one.

use super::setup::{self, Place};
use super::table::{harmless, shown, table};
use super::{Done, Failure, list, say};
use crate::desk::{Desk, Happening};
use crate::mailbox::maildir::Waiting;
use crate::mailbox::{self, maildir};
use crate::post::folder::Folder;
use crate::post::{Outcome, Outgoing};
use crate::rehearsal::Rehearsal;
use crate::rules::RuleSet;
use crate::store::Store;
use crate::ticket::Order;
use crate::time::{Span, Timestamp};
use crate::{policy, reader};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

static MAILS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/mails/demo");

pub fn run(dir: Option<PathBuf>) -> Done {
    let home = dir.unwrap_or_else(|| std::env::temp_dir().join(format!("frontdesk-demo-{}", std::process::id())));
    let (mailbox, outbox, database) = (home.join("Maildir"), home.join("outbox"), home.join("frontdesk.db"));
    if database.exists() {
        return Err(Failure::new(
            Failure::NO,
            format!("{} is there from an earlier demo: remove it, or name another folder", database.display()),
        ));
    }
    fill(&mailbox).map_err(|error| {
        Failure::new(Failure::DISK, format!("writing the sample mailbox {}: {error}", mailbox.display()))
    })?;
    let place = Place { config: None, rules: None };
    let mut policy = setup::pretended_policy(&place, None)?;
    policy.sending.mode = policy::Mode::Live;
    let zone = policy.brand.zone.clone();
    let mails = arrivals(&mailbox, &policy.rules)?;
    let Some((start, ..)) = mails.first() else {
        return Err(Failure::new(Failure::CANNOT, "the built-in mailbox is empty"));
    };
    let start = *start;
    let files = Folder::new(&outbox);
    let post = |letter: &Outgoing, now| files.send(letter, &mut |_| true, now);
    let mut rehearsal = Rehearsal::new(Desk::new(Store::open(&database, start)?, policy), post, start);
    let mut story = Vec::new();
    for (at, waiting, raw) in mails {
        story.extend(rehearsal.advance(at)?);
        story.extend(rehearsal.mail(&waiting.key, raw, mailbox::Folder::Inbox)?);
        maildir::done(&waiting).map_err(|error| Failure::new(Failure::DISK, error.to_string()))?;
    }
    say(&format!(
        "frontdesk demo: a morning of {} mails at {}, all handled.\n",
        story.iter().filter(|h| h.event == "mail").count(),
        rehearsal.desk().policy().brand.name
    ));
    let now = rehearsal.now();
    tickets(rehearsal.desk(), &story, now)?;
    let day = rehearsal.now();
    say("\nStaff answer the first ticket, then the clock moves on by three weeks:\n");
    let mut later = answer_first(&mut rehearsal, &story)?;
    later.extend(rehearsal.advance(day + Span::days(21))?);
    later.iter().for_each(|h| tell(h, &zone));
    two_letters(&outbox)?;
    say(&format!("\nLetters   {}", outbox.display()));
    say(&format!("Mailbox   {}", mailbox.display()));
    say(&format!("Database  {}", database.display()));
    say("Next: frontdesk init my-desk");
    Ok(ExitCode::SUCCESS)
}

fn fill(mailbox: &Path) -> std::io::Result<()> {
    for folder in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(mailbox.join(folder))?;
    }
    for file in MAILS.files() {
        if let Some(name) = file.path().file_stem() {
            std::fs::write(mailbox.join("new").join(name), file.contents())?;
        }
    }
    Ok(())
}

/// The mails of `new/` with the time they were written: then they arrive.
fn arrivals(mailbox: &Path, rules: &RuleSet) -> Result<Vec<(Timestamp, Waiting, Vec<u8>)>, Failure> {
    let wrong = |error: String| Failure::new(Failure::DISK, error);
    let mut mails = Vec::new();
    let mut before = Timestamp::default();
    for waiting in maildir::scan(mailbox).map_err(|error| wrong(error.to_string()))? {
        let raw = std::fs::read(&waiting.path)
            .map_err(|error| wrong(format!("reading {}: {error}", waiting.path.display())))?;
        let date = reader::read_one(&raw, false, rules).ok().and_then(|(mail, _)| mail.date);
        before = date.unwrap_or(before);
        mails.push((before, waiting, raw));
    }
    mails.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    Ok(mails)
}

fn tickets(desk: &mut Desk, story: &[Happening], now: Timestamp) -> Result<(), Failure> {
    let (rules, brand) = (desk.policy().rules.clone(), desk.policy().brand.clone());
    let lines =
        list::lines(&desk.store().view(), (&rules, &brand), &list::Wanted { all: true, ..Default::default() }, now)?;
    let mut rows = table(&["TICKET", "CATEGORY", "LANG", "STATUS", "DUE", "SUBJECT", "WHY"]);
    for line in &lines {
        let why =
            story.iter().find(|h| h.opened && h.ticket.as_ref() == Some(&line.ticket)).map_or("", |h| h.why.as_str());
        let due = line.due.map_or_else(String::new, |due| list::moment(due, &brand, now));
        rows.add_row([
            &line.ticket,
            &line.category_name,
            &line.language,
            &line.status,
            &due,
            &shown(&line.subject, 30),
            &shown(why, 60),
        ]);
    }
    say(&rows.trim_fmt());
    Ok(())
}

/// A person answers the first ticket that a customer opened.
fn answer_first<P: FnMut(&Outgoing, Timestamp) -> Outcome>(
    rehearsal: &mut Rehearsal<P>,
    story: &[Happening],
) -> Result<Vec<Happening>, Failure> {
    let first = story.iter().find(|h| h.opened && !h.letters.is_empty()).and_then(|h| h.ticket.clone());
    let Some(number) = first else { return Ok(Vec::new()) };
    let number = super::order::parse_number(&number, &rehearsal.desk().policy().brand.number.clone())?;
    let text = "您好：\n\n我们已为您核查这笔交易。请您确认银行是否已将款项退回，并回复本邮件告诉我们。\n\n谢谢！\nAnn"
        .to_owned();
    Ok(rehearsal.order(number, "ann", &Order::Reply { text, waits: true })?)
}

fn tell(happening: &Happening, zone: &jiff::tz::TimeZone) {
    let at = happening
        .at
        .parse::<jiff::Timestamp>()
        .map_or_else(|_| happening.at.clone(), |at| at.to_zoned(zone.clone()).strftime("%a %d %b %H:%M").to_string());
    let ticket = happening.ticket.as_deref().unwrap_or_default();
    for letter in &happening.letters {
        say(&harmless(&format!(
            "  {at}  {ticket}  {:<12} → {:<26} {}",
            letter.kind,
            letter.to,
            shown(&letter.subject, 60)
        )));
    }
}

/// The first Chinese and the first English receipt, whole.
fn two_letters(outbox: &Path) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::new(Failure::DISK, format!("{}: {error}", outbox.display()));
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(outbox).map_err(wrong)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.sort();
    let mut languages = Vec::new();
    for file in files {
        let mail = crate::mail::read(&std::fs::read(&file).map_err(wrong)?, false);
        if languages.len() == 2 || languages.contains(&mail.language) || mail.subject.starts_with("Re:") {
            continue;
        }
        languages.push(mail.language);
        let to = mail.to.first().map(|t| t.address.to_string()).unwrap_or_default();
        say(&format!(
            "\n── {}\nTo: {to}\nSubject: {}\n\n{}",
            file.display(),
            mail.subject,
            harmless(mail.text.trim_end())
        ));
    }
    Ok(())
}
