//! `frontdesk demo`: a day at the desk, on the built-in mailbox, through the code that serves a real one.

use super::setup::{self, Place};
use super::table::{harmless, shown, table};
use super::{Done, Failure, say};
use crate::desk::{Desk, Happening};
use crate::mailbox::{Folder, maildir};
use crate::post::{Outcome, Outgoing, folder};
use crate::rehearsal::Rehearsal;
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
        return Err(Failure::new(Failure::NO, format!("{} is there from an earlier demo: remove it, or name another folder", database.display())));
    }
    fill(&mailbox).map_err(|error| Failure::new(Failure::DISK, format!("writing the sample mailbox {}: {error}", mailbox.display())))?;
    let place = Place { config: None, rules: None };
    let mut policy = setup::pretended_policy(&place, None)?;
    policy.sending.mode = policy::Mode::Live;
    let zone = policy.brand.zone.clone();
    let mails = arrivals(&mailbox, &policy.rules)?;
    let Some((start, ..)) = mails.first() else {
        return Err(Failure::new(Failure::CANNOT, "the built-in mailbox is empty"));
    };
    let start = *start;
    let post = |letter: &Outgoing| folder::write(&outbox, letter);
    std::fs::create_dir_all(&outbox).map_err(|error| Failure::new(Failure::DISK, format!("{}: {error}", outbox.display())))?;
    let mut rehearsal = Rehearsal::new(Desk::new(Store::open(&database, start)?, policy), post, start);
    let mut story = Vec::new();
    for (at, source, raw) in mails {
        story.extend(rehearsal.advance(at)?);
        story.extend(rehearsal.mail(&source, raw, Folder::Inbox)?);
        maildir::done(&mailbox.join("new").join(&source)).map_err(|error| Failure::new(Failure::DISK, error.to_string()))?;
    }
    say(&format!("frontdesk demo: a morning of {} mails at {}, all handled.\n", story.iter().filter(|h| h.event == "mail").count(), rehearsal.desk().policy().brand.name));
    tickets(&mut rehearsal, &zone)?;
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
fn arrivals(mailbox: &Path, rules: &crate::rules::RuleSet) -> Result<Vec<(Timestamp, String, Vec<u8>)>, Failure> {
    let wrong = |error: std::io::Error| Failure::new(Failure::DISK, format!("reading {}: {error}", mailbox.display()));
    let mut mails = Vec::new();
    let mut before = None;
    for waiting in maildir::scan(mailbox).map_err(wrong)? {
        let raw = std::fs::read(&waiting.path).map_err(wrong)?;
        let date = reader::read_one(&raw, false, rules).ok().and_then(|(mail, _)| mail.date).or(before);
        let at = date.unwrap_or(Timestamp::from_secs(0));
        before = Some(at);
        mails.push((at, waiting.path.file_name().unwrap_or_default().to_string_lossy().into_owned(), raw));
    }
    mails.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    Ok(mails)
}

fn tickets<P: FnMut(&Outgoing) -> Outcome>(rehearsal: &mut Rehearsal<P>, zone: &jiff::tz::TimeZone) -> Result<(), Failure> {
    let now = rehearsal.now();
    let mut rows = table(&["ticket", "category", "language", "status", "due", "subject", "why"]);
    for ticket in super::list::rows(rehearsal.desk(), &super::list::Wanted { all: true, ..Default::default() }, now)? {
        rows.add_row([
            ticket.ticket.clone(),
            ticket.category_name.clone(),
            ticket.language.clone(),
            ticket.status.clone(),
            ticket.due(zone),
            shown(&ticket.subject, 28),
            shown(&ticket.why, 44),
        ]);
    }
    say(&rows.trim_fmt());
    Ok(())
}

/// A person answers the first ticket that a customer opened.
fn answer_first<P: FnMut(&Outgoing) -> Outcome>(rehearsal: &mut Rehearsal<P>, story: &[Happening]) -> Result<Vec<Happening>, Failure> {
    let first = story.iter().find(|h| h.opened && !h.letters.is_empty()).and_then(|h| h.ticket.clone());
    let Some(number) = first else { return Ok(Vec::new()) };
    let number = super::order::parse_number(&number, &rehearsal.desk().policy().brand.number.clone())?;
    let text = "您好：\n\n我们已为您核查这笔交易。请您确认银行是否已将款项退回，并回复本邮件告诉我们。\n\n谢谢！\nAnn".to_owned();
    Ok(rehearsal.order(number, "ann", &Order::Reply { text, waits: true })?)
}

fn tell(happening: &Happening, zone: &jiff::tz::TimeZone) {
    let at = happening.at.parse::<jiff::Timestamp>().map_or_else(|_| happening.at.clone(), |at| at.to_zoned(zone.clone()).strftime("%a %d %b %H:%M").to_string());
    let ticket = happening.ticket.as_deref().unwrap_or_default();
    for letter in &happening.letters {
        say(&harmless(&format!("  {at}  {ticket}  {:<12} → {:<26} {}", letter.kind, letter.to, shown(&letter.subject, 60))));
    }
}

/// The first Chinese and the first English receipt, whole.
fn two_letters(outbox: &Path) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::new(Failure::DISK, format!("{}: {error}", outbox.display()));
    let mut files: Vec<PathBuf> = std::fs::read_dir(outbox).map_err(wrong)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.sort();
    let mut languages = Vec::new();
    for file in files {
        let mail = crate::mail::read(&std::fs::read(&file).map_err(wrong)?, false);
        if languages.len() == 2 || languages.contains(&mail.language) || mail.subject.starts_with("Re:") {
            continue;
        }
        languages.push(mail.language);
        let to = mail.to.first().map(|t| t.address.to_string()).unwrap_or_default();
        say(&format!("\n── {}\nTo: {to}\nSubject: {}\n\n{}", file.display(), mail.subject, harmless(mail.text.trim_end())));
    }
    Ok(())
}
