//! Rules: rejected, waiting, taken over while mail is in hand and timers are armed.

use super::*;
use crate::activation::Fate;
use crate::config::{Activation, Book};
use crate::sla::{SlaBook, Source};
use crate::store::ActivatedBy;
use crate::ticket::TimerKind;
use std::path::Path;

fn book(edit: impl Fn(&str) -> String, promises: &str) -> Book {
    let mut files = config::rules::shipped();
    files.iter_mut().filter(|file| file.path == "categories/refund.toml").for_each(|file| file.text = edit(&file.text));
    let rules = RuleSet::load("rules", &files, &Kinship::default()).unwrap();
    let files = config::sla::shipped_calendars();
    let source = Source { text: promises, file: "sla.toml", files: &files, zones: config::sla::ZONES };
    let slas = SlaBook::read(&source).unwrap();
    Book { rules: Arc::new(rules), slas }
}

fn same(text: &str) -> String {
    text.to_owned()
}

fn take_over(desk: &mut Desk, book: Book, now: Timestamp) -> Vec<Happening> {
    desk.take_over(book, ActivatedBy::Reload, now).unwrap()
}

fn rejected(hash: &str) -> Fate {
    Fate::Rejected { hash: hash.into(), why: "error[E01]: a quote is missing\n --> rules/lists.toml:3".into() }
}

#[test]
fn the_owner_hears_once_of_each_set_that_cannot_be_used() {
    let mut desk = desk();
    for hash in ["bad", "bad", "worse", "bad"] {
        desk.settle_rules(rejected(hash), Activation::Guarded, MONDAY).unwrap();
    }
    let told = letters_of(&mut desk, "owner_alert");
    assert_eq!(told.len(), 2);
    let letter = desk.store().view().letter_bytes(told[0].id).unwrap().unwrap();
    let text = crate::mail::read(&letter, false).text;
    assert!(text.contains("a quote is missing") && text.contains("rules/lists.toml:3"), "{text}");
}

#[test]
fn a_guarded_save_is_told_once_and_a_manual_one_to_nobody() {
    let mut desk = desk();
    let waits = |hash: &str| Fate::Waits { hash: hash.into(), why: "the text ack changes".into() };
    assert_eq!(desk.settle_rules(waits("one"), Activation::Guarded, MONDAY).unwrap().len(), 1);
    assert!(desk.settle_rules(waits("one"), Activation::Guarded, MONDAY).unwrap().is_empty());
    desk.settle_rules(waits("two"), Activation::Manual, MONDAY).unwrap();
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1);
    assert_eq!(desk.standing("two").unwrap().waiting.unwrap().why, "the text ack changes");
}

#[test]
fn mail_in_hand_is_judged_by_the_set_that_answers_it() {
    let mut desk = desk();
    let in_hand = read(&mut desk, "1", question(1), MONDAY);
    let quiet = book(
        |_| {
            "name = { zh = \"a\", en = \"a\" }\n[match]\nstrong = [\"qqq\"]\n[test]\nyes = [\"qqq\"]\nno = [\"b\"]\n"
                .into()
        },
        config::SHIPPED_SLA,
    );
    let hash = quiet.rules.hash.clone();
    take_over(&mut desk, quiet, MONDAY);
    desk.handle(&in_hand, MONDAY).unwrap();
    let row = desk.store().view().mail(1).unwrap().unwrap();
    let verdict: crate::rules::Verdict = serde_json::from_value(row.verdict).unwrap();
    assert_eq!(verdict.rules, hash);
    assert_ne!(verdict.category, "refund", "no phrase of the new set stands in it");
}

fn promises(first: &str) -> String {
    format!(
        "[sla.standard]\ncalendar = \"always\"\nfirst_response = \"{first}\"\n[sla.payment]\ncalendar = \"always\"\nfirst_response = \"{first}\"\n"
    )
}

/// A desk with one open ticket under a promise of a day.
fn promised() -> Desk {
    promised_on(desk())
}

fn promised_on(mut desk: Desk) -> Desk {
    let day = promises("24h");
    let day = book(same, &day);
    desk.derive_again(&day.promises(), MONDAY).unwrap();
    take_over(&mut desk, day, MONDAY);
    comes(&mut desk, "1", question(1), MONDAY);
    desk
}

fn first_response(desk: &mut Desk) -> Vec<(String, Timestamp)> {
    let timers = desk.store().view().show(10_001).unwrap().unwrap().timers;
    let first = timers.into_iter().filter(|timer| timer.kind == TimerKind::FirstResponse);
    first.map(|timer| (timer.state, timer.due_at)).collect()
}

#[test]
fn an_open_timer_follows_the_edited_promise_and_the_history_says_so() {
    let mut desk = promised();
    assert_eq!(first_response(&mut desk), [("armed".to_owned(), MONDAY + Span::hours(24))]);
    let now = MONDAY + Span::hours(1);
    assert!(take_over(&mut desk, book(same, &promises("8h")), now).is_empty());
    assert_eq!(first_response(&mut desk), [("armed".to_owned(), MONDAY + Span::hours(8))]);
    let history = desk.store().view().show(10_001).unwrap().unwrap().history;
    let last = history.last().unwrap();
    assert!(last.why.contains("the promises were edited: first response by 2026-11-02T09:00:00Z"), "{}", last.why);
    take_over(&mut desk, book(|text| format!("{text}\n# a comment\n"), &promises("8h")), now);
    assert_eq!(desk.store().view().show(10_001).unwrap().unwrap().history.len(), history.len(), "words move no timer");
}

#[test]
fn a_deadline_that_the_edit_puts_into_the_past_breaks_now_and_staff_get_one_digest() {
    let mut desk = promised();
    comes(&mut desk, "2", question(2), MONDAY);
    let reply = Order::Reply { text: "We look into it.".into(), waits: false };
    desk.order(10_002, "ann", &reply, MONDAY + Span::hours(1)).unwrap();
    comes(&mut desk, "3", question(3), MONDAY);
    let now = MONDAY + Span::hours(9);
    let happened = take_over(&mut desk, book(same, &promises("2h")), now);
    assert_eq!(happened.len(), 1, "{happened:?}");
    assert!(happened[0].why.contains("2 tickets are late"), "{}", happened[0].why);
    let fired = |desk: &mut Desk| {
        let timers = desk.store().view().show(10_001).unwrap().unwrap().timers;
        timers.into_iter().filter(|timer| timer.state == "fired").map(|timer| timer.set_at).collect::<Vec<_>>()
    };
    assert_eq!(fired(&mut desk), [now], "not back-dated");
    let told = letters_of(&mut desk, "owner_alert");
    assert_eq!(told.len(), 1, "one digest");
    let text = crate::mail::read(&desk.store().view().letter_bytes(told[0].id).unwrap().unwrap(), false).text;
    assert!(text.contains("OK-10001") && text.contains("OK-10003") && !text.contains("OK-10002"), "{text}");
    assert!(desk.tick(50, now).unwrap().is_empty(), "nothing fires a second time");
    assert!(letters_of(&mut desk, "overdue").is_empty(), "the customer was promised another date");
    take_over(&mut desk, book(same, &promises("24h")), now);
    assert_eq!(fired(&mut desk), [now], "what has fired stays fired");
}

#[test]
fn a_promise_that_is_gone_is_chosen_anew() {
    let mut desk = promised();
    let was = desk.store().view().show(10_001).unwrap().unwrap().ticket.sla;
    assert_eq!(was.as_deref(), Some("payment"));
    let other = "[sla.urgent]\ncalendar = \"always\"\nfirst_response = \"4h\"\n";
    take_over(&mut desk, book(|text| text.replace("\"payment\"", "\"urgent\""), other), MONDAY + Span::hours(1));
    let shown = desk.store().view().show(10_001).unwrap().unwrap();
    assert_eq!(shown.ticket.sla.as_deref(), Some("urgent"));
    assert_eq!(first_response(&mut desk), [("armed".to_owned(), MONDAY + Span::hours(4))]);
}

/// Ends of the commits in the write-ahead log: frames that tell the size of the database (file format, section 4.2).
fn commits(log: &[u8]) -> Vec<usize> {
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frame = 24 + number(8) as usize;
    let is_of_this_log = |at: &usize| log[at + 8..at + 16] == log[16..24];
    let frames = (32..).step_by(frame).take_while(|at| at + frame <= log.len()).take_while(is_of_this_log);
    frames.filter(|at| number(at + 4) > 0).map(|at| at + frame).collect()
}

/// What a crash right after a commit leaves: which set judges, the first deadline, the owner's letters.
fn after_crash(database: &Path, log: &[u8]) -> (Option<String>, Vec<(String, Timestamp)>, usize) {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("frontdesk.db");
    std::fs::copy(database, &copy).unwrap();
    std::fs::write(copy.with_extension("db-wal"), log).unwrap();
    let mut desk = Desk::new(Store::open(&copy, MONDAY).unwrap(), policy(Mode::Live));
    let active = desk.store().active_rules().unwrap().map(|active| active.hash);
    (active, first_response(&mut desk), letters_of(&mut desk, "owner_alert").len())
}

#[test]
fn promises_that_go_live_by_themselves_are_never_without_the_owners_letter() {
    let home = tempfile::tempdir().unwrap();
    let database = home.path().join("frontdesk.db");
    let mut desk = promised_on(Desk::new(Store::open(&database, MONDAY).unwrap(), policy(Mode::Live)));
    let log = || std::fs::read(database.with_extension("db-wal")).unwrap();
    let before = log();
    let edited = book(|text| format!("{text}\n# edited\n"), &promises("8h"));
    let hash = edited.rules.hash.clone();
    let live = Fate::Live { files: config::rules::shipped(), book: Box::new(edited), moved: 1 };
    let happened = desk.settle_rules(live, Activation::Auto, MONDAY + Span::hours(1)).unwrap();
    assert!(happened.iter().any(|one| one.why.contains("deadlines of 1 open tickets moved")), "{happened:?}");
    let after = log();
    let ends: Vec<usize> = commits(&after).into_iter().filter(|end| *end >= before.len()).collect();
    assert!(commits(&before).last() == Some(&before.len()) && ends.len() >= 2, "{ends:?} of {}", after.len());
    let due = |hours| vec![("armed".to_owned(), MONDAY + Span::hours(hours))];
    for end in ends {
        let left = after_crash(&database, &after[..end]);
        let wanted = if end == before.len() { (None, due(24), 0) } else { (Some(hash.clone()), due(8), 1) };
        assert_eq!(left, wanted, "a crash after byte {end} of the log");
    }
}
