//! core: Does the breaker open, hold, let go and close when it should?

use super::*;

const NOON: Timestamp = Timestamp::from_secs(1_714_545_000);

fn minutes(n: i64) -> Timestamp {
    NOON + Span::minutes(n)
}

fn asked(breaker: &Breaker, left: Departures, now: Timestamp) -> Room {
    breaker.room(&left, &Caps::default(), now)
}

fn opens(why: &str) -> Room {
    Room::Opens(why.to_owned())
}

#[test]
fn a_full_hour_opens_it_and_then_nothing_leaves_for_an_hour() {
    let left = |hour, day| Departures { hour, day, ..Departures::default() };
    let closed = Breaker::default();
    assert_eq!(asked(&closed, left(58, 58), NOON), Room::For(2));
    assert_eq!(asked(&closed, left(5, 299), NOON), Room::For(1));
    assert_eq!(asked(&closed, left(60, 60), NOON), opens("cap:global_hour: 60 of 60"));
    assert_eq!(asked(&closed, left(5, 300), NOON), opens("cap:global_day: 300 of 300"));
    let mut open = closed;
    open.opens("cap", NOON);
    assert_eq!((open.state(minutes(59)), open.state(minutes(60))), (State::Open, State::HalfOpen));
    assert_eq!(asked(&open, left(0, 0), minutes(59)), Room::For(0));
}

#[test]
fn half_open_it_lets_one_letter_a_minute_go_whatever_the_count_and_closes_after_ten() {
    let mut open = Breaker::default();
    open.opens("cap", NOON);
    let many = Departures { hour: 99, ..Departures::default() };
    assert_eq!(open.next_at(), Some(minutes(60)));
    assert_eq!(asked(&open, many, minutes(60)), Room::For(1));
    open.let_go_at = Some(minutes(60));
    assert_eq!(asked(&open, many, minutes(60) + Span::secs(59)), Room::For(0));
    assert_eq!(asked(&open, many, minutes(61)), Room::For(1));
    open.let_go_at = Some(minutes(69) + Span::secs(30));
    assert_eq!(open.next_at(), Some(minutes(70)), "closed then, whatever left last");
    assert_eq!(open.state(minutes(70)), State::Closed);
    assert!(matches!(asked(&open, many, minutes(70)), Room::Opens(_)), "the storm is not over");
}

#[test]
fn a_person_closes_it_and_the_owner_hears_of_it_once_a_day() {
    let mut breaker = Breaker::default();
    assert!(!breaker.resume(NOON));
    breaker.opens("cap", NOON);
    assert!(breaker.is_news(NOON));
    breaker.opens("cap", minutes(70));
    assert!(!breaker.is_news(minutes(70)), "the same storm");
    assert!(breaker.resume(minutes(80)));
    assert_eq!((breaker.state(minutes(80)), breaker.counts_from), (State::Closed, Some(minutes(80))));
    assert!(breaker.is_news(minutes(90)), "another one");
}

#[test]
fn the_usual_hour_counts_after_four_weeks() {
    let left = |hour, usual_hour| Departures { hour, usual_hour, ..Departures::default() };
    let closed = Breaker::default();
    assert_eq!(asked(&closed, left(30, None), NOON), Room::For(30));
    assert_eq!(asked(&closed, left(29, Some(10)), NOON), Room::For(1));
    assert_eq!(asked(&closed, left(30, Some(10)), NOON), opens("cap:usual_hour: 30 of 30"));
    assert_eq!(asked(&closed, left(9, Some(1)), NOON), Room::For(1), "never below the least");
    assert_eq!(asked(&closed, left(10, Some(1)), NOON), opens("cap:usual_hour: 10 of 10"));
    assert_eq!(asked(&closed, left(60, Some(900)), NOON), opens("cap:global_hour: 60 of 60"));
    assert_eq!(usual((1..=100).collect()), Some(95));
    assert_eq!((usual(vec![7]), usual(vec![])), (Some(7), None));
}

#[test]
fn a_letter_over_a_cap_of_its_own_never_leaves() {
    let over = |kind, change: fn(&mut Own)| {
        let mut own = Own::default();
        change(&mut own);
        passed(kind, "x.org", (&own, &Caps::default())).unwrap_or_default()
    };
    let ack = LetterKind::Ack;
    assert_eq!(over(ack, |own| own.domain_hour = 20), "", "the letter itself is counted");
    assert!(over(ack, |own| own.domain_hour = 21).starts_with("cap:domain_hour: 21 of 20"));
    assert_eq!(over(ack, |own| own.sender_day = 4), "", "one the provider vouches for may have five");
    assert!(over(ack, |own| own.sender_day = 5).starts_with("cap:sender_day"));
    assert_eq!(over(LetterKind::Remind, |own| own.sender_day = 9), "", "the clock has a count of its own");
}
