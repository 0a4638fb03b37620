//! What the desk promises when something goes wrong, one promise a test.
//! In: the real policy, a database in memory, mails made up here. Out: rows and happenings.

mod alerts;
mod broken;
mod downtime;
mod files;
mod letters;
mod orders;
mod rules;

use super::{Desk, Happening};
use crate::config::{self, Loaded};
use crate::mail::Address;
use crate::mailbox::{Arrived, Folder, Place};
use crate::policy::{Keys, Mode, Policy};
use crate::post::{Outcome, Outgoing};
use crate::reader::{self, Read};
use crate::rules::{Kinship, RuleSet};
use crate::store::{LetterRow, LetterState, MailState, OutboxFilter, Store};
use crate::ticket::Order;
use crate::time::{Span, Timestamp};
use std::sync::{Arc, LazyLock};

/// 2026-11-02T01:00:00Z, a Monday.
const MONDAY: Timestamp = Timestamp::from_secs(1_793_581_200);

static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    let set = RuleSet::load("rules", &config::rules::shipped(), &Kinship::default());
    Arc::new(set.unwrap_or_else(|wrong| panic!("{}", crate::rules::diagnostic::render_all(&wrong))))
});

fn policy(mode: Mode) -> Policy {
    let slas = config::sla::shipped().unwrap_or_default();
    let keys = Keys::derive(b"the key of these tests stays the same", "tests");
    let mut policy = Loaded::shipped().unwrap().policy(RULES.clone(), slas, keys);
    policy.sending.mode = mode;
    policy
}

fn desk() -> Desk {
    Desk::new(Store::in_memory(MONDAY).unwrap(), policy(Mode::Live))
}

/// A mail as a server delivers it.
fn mail(from: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "Return-Path: <{from}>\r\nFrom: <{from}>\r\nTo: <support@okpay.example>\r\n{headers}\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
    .into_bytes()
}

fn arrived(key: &str, folder: Folder, raw: Vec<u8>, at: Timestamp) -> Arrived {
    let place = Place { mailbox: "support".into(), folder, validity: 1, key: key.into() };
    Arrived { place, raw, arrived_at: at, is_cut: false, is_old: None }
}

fn read(desk: &mut Desk, key: &str, raw: Vec<u8>, now: Timestamp) -> Vec<Read> {
    let hand = desk.keep(vec![arrived(key, Folder::Inbox, raw, now)], now).unwrap();
    reader::read_all(hand, &desk.policy().rules)
}

fn comes(desk: &mut Desk, key: &str, raw: Vec<u8>, now: Timestamp) -> Vec<Happening> {
    let read = read(desk, key, raw, now);
    desk.handle(&read, now).unwrap()
}

/// Reading of everything that waits fails, as a panic would make it.
fn fails(desk: &mut Desk, now: Timestamp) -> Vec<Happening> {
    let hand = desk.backlog(50, now).unwrap();
    let read: Vec<Read> = hand.into_iter().map(|hand| Read { hand, result: Err("a defect".into()) }).collect();
    desk.handle(&read, now).unwrap()
}

fn letters(desk: &mut Desk) -> Vec<LetterRow> {
    desk.store().view().outbox(&OutboxFilter::default()).unwrap()
}

fn letters_of(desk: &mut Desk, kind: &str) -> Vec<LetterRow> {
    letters(desk).into_iter().filter(|letter| letter.kind.name() == kind).collect()
}

fn state(desk: &mut Desk, mail: i64) -> MailState {
    desk.store().view().mail(mail).unwrap().unwrap().state
}

/// Sends what is due; every letter is answered like this.
fn post(desk: &mut Desk, now: Timestamp, answer: &Outcome) -> Vec<Outgoing> {
    let letters = desk.claim(now).unwrap();
    let mut outcomes = Vec::new();
    for letter in &letters {
        assert!(desk.store().view().still_holds(letter.id).unwrap());
        outcomes.push((letter.id, answer.clone()));
    }
    desk.settle(&outcomes, now).unwrap();
    letters
}

fn accepted() -> Outcome {
    Outcome::Accepted("250 ok".into())
}

fn question(n: usize) -> Vec<u8> {
    mail(
        &format!("customer{n}@example.org"),
        &format!("Message-ID: <q{n}@example.org>\r\nSubject: Refund {n}\r\n"),
        "I want a refund for my last payment, it was charged twice.",
    )
}
