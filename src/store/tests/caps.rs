//! What the caps of the gate see.

use super::*;
use crate::store::sender_key;
use crate::ticket::event::Counts;

fn counts(store: &mut Store, sender: &str, now: Timestamp) -> Counts {
    let sender = Address::new(sender);
    store.write(|tx| tx.counts(1, Some(10_001), &sender, now)).unwrap()
}

fn with_ack(to: &str) -> Store {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    plan_to(&mut store, LetterKind::Ack, (1, to), MONDAY);
    store
}

#[test]
fn one_person_has_one_key() {
    let key = |address: &str| sender_key(&Address::new(address));
    assert_eq!(key("Ann.Lee+shop@GoogleMail.com"), "annlee@gmail.com");
    assert_eq!(key("Ann.Lee+shop@X.org"), "ann.lee@x.org");
}

#[test]
fn a_letter_decided_a_second_ago_counts_in_every_window() {
    let mut store = with_ack("ann@x.org");
    let counts = counts(&mut store, "Ann+again@x.org", MONDAY);
    assert_eq!((counts.sender_ten_minutes, counts.sender_day, counts.sender_week), (1, 1, 1));
    assert_eq!((counts.domain_hour, counts.domain_day), (1, 1));
    assert_eq!((counts.ticket_acks, counts.ticket_day, counts.ticket_total), (1, 1, 1));
}

#[test]
fn windows_slide() {
    let mut store = with_ack("ann@x.org");
    let minutes = |n: i64| MONDAY + Span::minutes(n);
    assert_eq!(counts(&mut store, "ann@x.org", minutes(9)).sender_ten_minutes, 1);
    let later = counts(&mut store, "ann@x.org", minutes(10));
    assert_eq!((later.sender_ten_minutes, later.sender_day), (0, 1));
    let later = counts(&mut store, "ann@x.org", minutes(62));
    assert_eq!((later.domain_hour, later.sender_day), (0, 1));
    let later = counts(&mut store, "ann@x.org", minutes(24 * 60 + 2));
    assert_eq!((later.sender_day, later.domain_day, later.ticket_day), (0, 0, 0));
    assert_eq!((later.sender_week, later.ticket_total, later.ticket_acks), (1, 1, 1));
}

#[test]
fn a_clock_set_back_does_not_open_the_windows_anew() {
    let mut store = with_ack("ann@x.org");
    assert_eq!(counts(&mut store, "ann@x.org", MONDAY - Span::days(30)).sender_ten_minutes, 1);
}

#[test]
fn failed_and_cancelled_letters_do_not_count_held_and_doubtful_ones_do() {
    let mut store = with_ack("ann@x.org");
    let id = claim(&mut store, MONDAY)[0].id;
    settle(&mut store, id, Outcome::Uncertain("no answer".to_owned()), MONDAY);
    assert_eq!(counts(&mut store, "ann@x.org", MONDAY).domain_hour, 1);
    let held = letter(LetterKind::Ack, Some(10_001), 2, "ann@x.org");
    store.write(|tx| tx.plan(&held, b"bytes", true, Some(1), None, MONDAY)).unwrap_err();
    let mail = keep(&mut store, &["a"])[0];
    store.write(|tx| tx.plan(&held, b"bytes", true, Some(mail), None, MONDAY)).unwrap();
    let both = counts(&mut store, "ann@x.org", MONDAY);
    assert_eq!((both.domain_hour, both.sender_day, both.for_mail), (2, 2, 1));
    store.write(|tx| tx.cancel_held(MONDAY)).unwrap();
    let one = counts(&mut store, "ann@x.org", MONDAY);
    assert_eq!((one.domain_hour, one.domain_day, one.sender_day, one.for_mail), (1, 1, 1, 0));
}

#[test]
fn people_and_staff_letters_do_not_count() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    plan(&mut store, LetterKind::Reply, 1, MONDAY);
    plan(&mut store, LetterKind::Breach, 2, MONDAY);
    let none = counts(&mut store, "ann@x.org", MONDAY);
    let alarms = Counts { alarms_half_hour: 1, alarms_day: 1, ..Counts::default() };
    assert_eq!(none, Counts { breaches_half_hour: 1, breaches_day: 1, ..alarms });
}

#[test]
fn a_persons_reply_starts_the_tickets_count_anew_and_clock_letters_have_their_own() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    plan(&mut store, LetterKind::Remind, 2, MONDAY);
    happens(&mut store, 10_001, 3, replied());
    plan(&mut store, LetterKind::FollowupStatus, 4, MONDAY);
    let counts = counts(&mut store, "ann@x.org", MONDAY);
    assert_eq!((counts.ticket_total, counts.ticket_day, counts.status_day, counts.ticket_acks), (1, 1, 1, 1));
    assert_eq!((counts.sender_day, counts.sender_clock_day), (2, 1), "a reminder takes no room from the next receipt");
    assert!(store.write(|tx| tx.staff_was_seen()).unwrap());
}

#[test]
fn alarms_of_a_ticket_are_counted_by_cause_and_breaches_beside_warnings() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    let minutes = |n: i64| MONDAY + Span::minutes(n);
    plan(&mut store, LetterKind::Warning, 1, MONDAY);
    for to in ["bob@okpay.example", "lee@okpay.example"] {
        plan_to(&mut store, LetterKind::Breach, (2, to), minutes(10));
    }
    let alarms = |store: &mut Store, now| {
        let found = counts(store, "ann@x.org", now);
        (found.breaches_half_hour, found.breaches_day, found.alarms_half_hour, found.alarms_day)
    };
    assert_eq!(alarms(&mut store, minutes(29)), (1, 1, 2, 2));
    assert_eq!(alarms(&mut store, minutes(30)), (1, 1, 1, 2));
    assert_eq!(alarms(&mut store, minutes(40)), (0, 1, 0, 2));
    assert_eq!(alarms(&mut store, minutes(24 * 60 + 10)), (0, 0, 0, 0));
}
