//! The store's promises, one a test.
//! In: mails, tickets and letters made up here. Out: what a second look, or a second start, finds.
//! Never waits: every time is handed in.

mod breaker;
mod caps;
mod crash;
mod floods;
mod identity;
mod inbox;
mod memory;
mod open;
mod outbox;
mod papers;
mod queries;
mod rules;
mod timers;

use super::{Handled, MailState, Result, Store};
use crate::letter::{Letter, LetterKind};
use crate::mail::{Address, Digest, Kind, Language};
use crate::mailbox::{Arrived, Folder, Place};
use crate::policy::Caps;
use crate::post::{Outcome, Outgoing};
use crate::ticket::{Entry, Status, Ticket, What};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// 2026-11-02T01:00:00Z, a Monday.
const MONDAY: Timestamp = Timestamp::from_secs(1_793_581_200);

fn memory() -> Store {
    Store::in_memory(MONDAY).unwrap()
}

/// A database that survives its `Store`.
struct Disk {
    dir: tempfile::TempDir,
}

impl Disk {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("frontdesk.db")
    }

    fn slip(&self) -> PathBuf {
        self.dir.path().join("frontdesk.slip")
    }

    fn open(&self) -> Store {
        Store::open(&self.path(), MONDAY).unwrap()
    }
}

fn place(key: &str) -> Place {
    Place { mailbox: "support".to_owned(), folder: Folder::Inbox, validity: 7, key: key.to_owned() }
}

fn arrived(key: &str, text: &str) -> Arrived {
    let raw = format!("From: ann@x.org\r\n\r\n{text}\r\n").into_bytes();
    Arrived { place: place(key), raw, arrived_at: MONDAY, is_cut: false, is_old: None }
}

/// Keeps one mail for each text, under keys from 1.
fn keep(store: &mut Store, texts: &[&str]) -> Vec<i64> {
    let batch: Vec<Arrived> = texts.iter().enumerate().map(|(i, text)| arrived(&(i + 1).to_string(), text)).collect();
    store.keep(&batch, MONDAY).unwrap().into_iter().map(|kept| kept.mail).collect()
}

fn handled<'a>(ticket: Option<i64>, message_id: Option<&'a str>, from: &'a Address) -> Handled<'a> {
    Handled {
        ticket,
        state: MailState::Processed,
        why: "opened a ticket",
        message_id,
        from: Some(from),
        canonical: Digest::of(b"what it says"),
        content_key: "words",
        kind: Kind::Human,
        subject: "Refund?",
        verdict: None,
        gate: Some(("L31", "a person asked")),
    }
}

fn ann() -> Address {
    Address::new("ann@x.org")
}

fn ticket(number: i64) -> Ticket {
    let opened = What::Opened {
        number,
        mailbox: "support".to_owned(),
        subject: "Refund?".to_owned(),
        customer: ann(),
        customer_name: "Ann".to_owned(),
        language: Language::En,
        category: "refund".to_owned(),
        also: Vec::new(),
        team: None,
        sla: None,
        is_silent: false,
        started_at: Some(MONDAY),
        raise: None,
        maybe_related: None,
    };
    let entry = Entry { step: 1, at: MONDAY, what: opened, why: "a new mail".to_owned() };
    let ticket = crate::ticket::step::apply(None, &entry).unwrap();
    Ticket { unanswered_at: Some(MONDAY), ..ticket }
}

/// A store with this ticket open in it.
fn open_ticket(store: &mut Store, number: i64) {
    store.write(|tx| tx.save(&ticket(number), &[], MONDAY)).unwrap();
}

fn happens(store: &mut Store, number: i64, step: u32, what: What) {
    let mut ticket = ticket(number);
    ticket.steps = step;
    let entry = Entry { step, at: MONDAY, what, why: "it happened".to_owned() };
    store.write(|tx| tx.save(&ticket, &[entry], MONDAY)).unwrap();
}

fn replied() -> What {
    What::Replied { by: "bob".to_owned(), waits: true, message_id: None }
}

fn letter(kind: LetterKind, ticket: Option<i64>, step: u32, to: &str) -> Letter {
    let owner = ticket.map_or_else(|| "desk".to_owned(), |number| number.to_string());
    Letter {
        kind,
        ticket,
        step,
        to: Address::new(to),
        language: Language::En,
        subject: "[OK-10001] We have your mail".to_owned(),
        text: "Dear Ann".to_owned(),
        message_id: format!("{owner}.{step}.{}.{to}@desk.example", kind.name()),
        in_reply_to: None,
        references: Vec::new(),
        not_before: None,
        enclosed: Vec::new(),
    }
}

/// Plans a letter of ticket 10001, which must exist.
fn plan(store: &mut Store, kind: LetterKind, step: u32, now: Timestamp) -> bool {
    plan_to(store, kind, (step, "ann@x.org"), now)
}

fn plan_to(store: &mut Store, kind: LetterKind, (step, to): (u32, &str), now: Timestamp) -> bool {
    let letter = letter(kind, Some(10_001), step, to);
    store.write(|tx| tx.plan(&letter, b"From: desk\r\n\r\nDear Ann\r\n", false, None, None, now)).unwrap()
}

fn claim(store: &mut Store, now: Timestamp) -> Vec<Outgoing> {
    claim_within(store, &Caps::default(), now)
}

fn claim_within(store: &mut Store, caps: &Caps, now: Timestamp) -> Vec<Outgoing> {
    store.write(|tx| tx.claim(caps, 50, now)).unwrap().letters
}

fn settle(store: &mut Store, id: i64, outcome: Outcome, now: Timestamp) -> super::Settled {
    let again = |_, attempts: u32, _| (attempts < 3).then_some(now + Span::minutes(5));
    store.settle(&[(id, outcome)], now, again).unwrap().pop().unwrap()
}
