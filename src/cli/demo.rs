//! `frontdesk demo`: a day at the desk, on the built-in mailbox, through the code that serves a real one.

mod telling;

use super::{Done, Failure, list, say};
use crate::config::{Loaded, rules, sla};
use crate::desk::{Desk, Happening};
use crate::mailbox;
use crate::mailbox::maildir::{self, Waiting};
use crate::policy::{Keys, Mode, Policy};
use crate::post::folder::Folder;
use crate::post::{Outcome, Outgoing};
use crate::reader;
use crate::rehearsal::Rehearsal;
use crate::rules::diagnostic::{self, Said, Speech, said};
use crate::rules::{Kinship, RuleSet};
use crate::store::{Shown, Store};
use crate::ticket::Order;
use crate::time::{Span, Timestamp};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

static MAILS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/mails/demo");

/// Ann's answer to the ticket she takes.
const ANSWER: &str = "您好：\n\n我们已为您查询：这笔款项没有到达 OKPay，银行通常会在三个工作日内退回。\n请您看一下银行是否已经退回，并回复本邮件告诉我们。\n\n谢谢！\nAnn";

pub fn run(dir: Option<PathBuf>, speech: Speech) -> Done {
    let home = dir.unwrap_or_else(|| std::env::temp_dir().join(format!("frontdesk-demo-{}", std::process::id())));
    let (mailbox, outbox, database) = (home.join("Maildir"), home.join("outbox"), home.join("frontdesk.db"));
    if database.exists() {
        let there = database.display();
        let why = said!(
            "{there} is there from an earlier demo: remove it, or name another folder",
            "{there} 是上一次演示留下的：请删去，或者另写一个目录"
        );
        return Err(Failure::new(Failure::NO, why));
    }
    fill(&mailbox).map_err(|error| disk(&mailbox, &error))?;
    let policy = policy()?;
    let mails = arrivals(&mailbox, &policy.rules)?;
    let start = mails.first().map_or(Timestamp::default(), |(at, ..)| *at);
    let files = Folder::new(&outbox);
    let post = |letter: &Outgoing, now| files.send(letter, &mut |_| true, now);
    let mut rehearsal = Rehearsal::new(Desk::new(Store::open(&database, start)?, policy), post, start);
    let count = mails.len();
    for (at, waiting, raw) in mails {
        rehearsal.advance(at)?;
        rehearsal.mail(&waiting.key, raw, mailbox::Folder::Inbox)?;
        maildir::done(&waiting).map_err(|error| Failure::new(Failure::DISK, error.to_string()))?;
    }
    let now = rehearsal.now();
    let tickets = all(rehearsal.desk())?;
    let (brand, opened) = (rehearsal.desk().policy().brand.name.clone(), tickets.len());
    let morning = said!(
        "A morning at {brand}: {count} mails came in, {opened} tickets are on the desk.\n",
        "{brand} 的一个上午：收到 {count} 封邮件，建立了 {opened} 张工单。\n"
    );
    say(morning.in_speech(speech));
    telling::tickets(rehearsal.desk(), &tickets, speech, now)?;
    let (later, chosen) = three_weeks(&mut rehearsal, &tickets, now)?;
    telling::afterwards(rehearsal.desk().policy(), &later, &chosen, speech);
    telling::two_letters(&outbox, speech).map_err(|error| disk(&outbox, &error))?;
    say("");
    let (letters, mails, database) = (outbox.display(), mailbox.display(), database.display());
    for told in [
        said!("Letters   {letters}", "信      {letters}"),
        said!("Mailbox   {mails}", "邮箱    {mails}"),
        said!("Database  {database}", "数据库  {database}"),
        said!("Next      frontdesk init my-desk", "下一步  frontdesk init my-desk"),
    ] {
        say(told.in_speech(speech));
    }
    Ok(ExitCode::SUCCESS)
}

fn disk(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Failure::DISK, format!("{}: {error}", path.display()))
}

/// What ships, with letters that leave and a provider that stamps who wrote.
fn policy() -> Result<Policy, Failure> {
    let wrong = |wrong: Vec<crate::rules::Diagnostic>| Failure::new(Failure::CONFIG, diagnostic::render_all(&wrong));
    let rules = RuleSet::load("rules", &rules::shipped(), &Kinship::default()).map_err(wrong)?;
    let slas = sla::shipped().map_err(wrong)?;
    let mut policy =
        Loaded::shipped()?.policy(Arc::new(rules), slas, Keys::derive(b"the demo needs no secret", "demo"));
    policy.sending.mode = Mode::Live;
    policy.trust.authserv_id = Some("mx.okpay.example".into());
    policy.trust.authserv_is_below = true;
    policy.brand.faq = format!("{}/faq", policy.brand.site);
    Ok(policy)
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
fn arrivals(mailbox: &Path, rules: &Arc<RuleSet>) -> Result<Vec<(Timestamp, Waiting, Vec<u8>)>, Failure> {
    let mut mails = Vec::new();
    let mut before = Timestamp::default();
    for waiting in maildir::scan(mailbox).map_err(|error| Failure::new(Failure::DISK, error.to_string()))? {
        let raw = std::fs::read(&waiting.path).map_err(|error| disk(&waiting.path, &error))?;
        let date = reader::read_one(&raw, false, rules).ok().and_then(|(mail, _)| mail.date);
        before = date.unwrap_or(before);
        mails.push((before, waiting, raw));
    }
    mails.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    Ok(mails)
}

/// Every ticket with all that belongs to it, in the order of their numbers.
fn all(desk: &mut Desk) -> Result<Vec<Shown>, Failure> {
    let view = desk.store().view();
    let mut tickets = Vec::new();
    for row in view.list(&crate::store::ListFilter::default())? {
        tickets.extend(view.show(row.ticket.number)?);
    }
    tickets.sort_by_key(|shown| shown.ticket.number);
    Ok(tickets)
}

/// A ticket the story follows, and what is told of it.
struct Followed {
    number: i64,
    told: Said,
}

/// Ann answers one ticket; then three weeks pass in which nobody does anything.
fn three_weeks<P: FnMut(&Outgoing, Timestamp) -> Outcome>(
    rehearsal: &mut Rehearsal<P>,
    tickets: &[Shown],
    now: Timestamp,
) -> Result<(Vec<Happening>, Vec<Followed>), Failure> {
    let of = |category: &str| {
        tickets.iter().find(|shown| shown.ticket.category == category).map(|shown| shown.ticket.number)
    };
    let language = |shown: &&Shown| {
        shown.ticket.category == "payment_failed" && shown.ticket.language == crate::mail::Language::ZhHans
    };
    let answered = tickets.iter().find(language).map(|shown| shown.ticket.number);
    let followed = [
        (
            answered,
            said!(
                "Ann answers and asks something back; the customer never writes again",
                "Ann 答复了，也问了一个问题；客户再也没有来信"
            ),
        ),
        (of("refund"), said!("nobody answers", "没有人答复")),
        (
            of("password_reset"),
            said!("the FAQ answered at once; nobody needs to do anything", "常见问题已经当场答复；谁都不用做什么"),
        ),
    ];
    let mut later = Vec::new();
    if let Some(number) = answered {
        later.extend(rehearsal.order(number, "ann", &Order::Reply { text: ANSWER.into(), waits: true })?);
    }
    later.extend(rehearsal.advance(now + Span::days(21))?);
    Ok((later, followed.into_iter().filter_map(|(number, told)| Some(Followed { number: number?, told })).collect()))
}
