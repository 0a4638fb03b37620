//! What the command line shows.

use super::*;
use crate::rules::Verdict;
use crate::store::{How, ListFilter};
use crate::ticket::{Timer, TimerKind};

/// One ticket with everything: a mail, a letter, two timers, a step of history.
fn whole() -> Store {
    let mut store = memory();
    let mail = keep(&mut store, &["退款"])[0];
    happens(&mut store, 10_001, 1, replied());
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    let verdict = Verdict { category: "refund".to_owned(), ..Verdict::default() };
    let timer = |hours: i64, level: u8| Timer {
        kind: TimerKind::FirstResponse,
        instance: 1,
        level,
        due_at: MONDAY + Span::hours(hours),
    };
    store
        .write(|tx| {
            let from = ann();
            let mut what = handled(Some(10_001), Some("m1@x.org"), &from);
            what.verdict = Some(&verdict);
            tx.handled(mail, &what, MONDAY)?;
            tx.set_timers(10_001, &[timer(2, 0), timer(4, 1)], MONDAY)?;
            tx.fired(10_001, TimerKind::FirstResponse, 1, 0, How::Fired, MONDAY)
        })
        .unwrap();
    store
}

#[test]
fn show_tells_the_whole_story_of_a_ticket() {
    let shown = whole().view().show(10_001).unwrap().unwrap();
    assert_eq!(shown.ticket.number, 10_001);
    assert_eq!(shown.history[0].what, replied());
    let mail = &shown.mails[0];
    assert_eq!(mail.gate.as_ref().unwrap().row, "L31");
    assert_eq!(mail.verdict["category"], "refund");
    assert_eq!((mail.places[0].key.as_str(), mail.message_id.as_deref()), ("1", Some("m1@x.org")));
    assert_eq!(shown.letters[0].kind, LetterKind::Ack);
    assert_eq!(shown.timers.iter().map(|t| t.state.as_str()).collect::<Vec<_>>(), ["fired", "armed"]);
    assert!(serde_json::to_string(&shown).unwrap().contains(r#""due_at":"#));
}

#[test]
fn a_ticket_that_does_not_exist_is_not_shown() {
    let store = whole();
    assert!(store.view().show(10_002).unwrap().is_none());
    assert!(store.view().raw(99).unwrap().is_none());
}

#[test]
fn list_filters_and_names_the_next_timer() {
    let mut store = whole();
    let mut other = ticket(10_002);
    other.status = Status::Closed;
    other.category = "fees".to_owned();
    store.write(|tx| tx.save(&other, &[], MONDAY + Span::secs(1))).unwrap();
    let numbers = |filter: ListFilter| -> Vec<i64> {
        store.view().list(&filter).unwrap().iter().map(|row| row.ticket.number).collect()
    };
    assert_eq!(numbers(ListFilter::default()), [10_002, 10_001], "the newest change first");
    assert_eq!(numbers(ListFilter { status: Some(Status::Open), ..ListFilter::default() }), [10_001]);
    assert_eq!(numbers(ListFilter { category: Some("fees".to_owned()), ..ListFilter::default() }), [10_002]);
    assert_eq!(numbers(ListFilter { limit: 1, ..ListFilter::default() }), [10_002]);
    let rows = store.view().list(&ListFilter::default()).unwrap();
    assert_eq!((rows[1].next_timer, rows[1].due_at), (Some(TimerKind::FirstResponse), Some(MONDAY + Span::hours(4))));
    assert_eq!(rows[0].next_timer, None);
}

#[test]
fn status_counts_what_an_operator_asks_first() {
    let mut store = whole();
    let mails = keep(&mut store, &["退款", "poison"]);
    store.write(|tx| tx.quarantine(mails[1], "no reader for it", MONDAY)).unwrap();
    let id = claim(&mut store, MONDAY)[0].id;
    settle(&mut store, id, Outcome::Accepted("250".to_owned()), MONDAY + Span::secs(5));
    let status = store.view().status(MONDAY + Span::hours(5)).unwrap();
    assert_eq!((status.tickets["open"], status.quarantined, status.mails["processed"]), (1, 1, 1));
    assert_eq!((status.letters["accepted"], status.held, status.timers_armed), (1, 0, 1));
    assert_eq!((status.oldest_due_at, status.next_due_at), (Some(MONDAY + Span::hours(4)), None));
    assert_eq!((status.last_kept_at, status.last_accepted_at), (Some(MONDAY), Some(MONDAY + Span::secs(5))));
}

#[test]
fn mails_of_the_last_days_can_be_read_again() {
    let store = whole();
    assert_eq!(store.view().mails_since(MONDAY).unwrap().len(), 1);
    assert!(store.view().mails_since(MONDAY + Span::secs(1)).unwrap().is_empty());
}

#[test]
fn letters_without_a_ticket_are_numbered_without_repeats() {
    let mut store = memory();
    let numbers: Vec<i64> = (0..3).map(|_| store.write(|tx| tx.next_sequence()).unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn a_step_of_the_history_is_written_once() {
    let mut store = memory();
    happens(&mut store, 10_001, 1, replied());
    let entry = Entry { step: 1, at: MONDAY, what: What::Frozen { until: None }, why: "again".to_owned() };
    assert!(store.write(|tx| tx.save(&ticket(10_001), &[entry], MONDAY)).is_err());
    assert_eq!(store.view().show(10_001).unwrap().unwrap().history.len(), 1);
}
