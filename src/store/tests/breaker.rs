//! The breaker in the database: what it counts, holds and lets go.

use super::*;
use crate::safety::State;

/// So many receipts wait, each to a person of his own.
fn waiting(count: u32) -> Store {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    for n in 1..=count {
        plan_to(&mut store, LetterKind::Ack, (n, &format!("p{n}@d{n}.org")), MONDAY);
    }
    store
}

fn narrow() -> Caps {
    Caps { global_hour: 2, ..Caps::default() }
}

/// Claims what it may; all of it is accepted. Out: how many left.
fn leave(store: &mut Store, now: Timestamp) -> usize {
    let mut left = 0;
    loop {
        let claimed = claim_within(store, &narrow(), now);
        if claimed.is_empty() {
            return left;
        }
        for letter in claimed {
            settle(store, letter.id, Outcome::Accepted("250 ok".to_owned()), now);
            left += 1;
        }
    }
}

#[test]
fn a_full_hour_opens_the_breaker_and_an_hour_later_letters_go_one_by_one() {
    let mut store = waiting(6);
    assert_eq!(leave(&mut store, MONDAY), 2);
    assert_eq!(store.view().breaker().unwrap().state(MONDAY), State::Open);
    assert_eq!(store.view().held_by_breaker().unwrap(), 4);
    let half_open = MONDAY + Span::minutes(60);
    assert_eq!(store.next_letter_at(MONDAY).unwrap(), Some(half_open), "nobody asks before");
    assert_eq!(leave(&mut store, half_open - Span::secs(1)), 0);
    assert_eq!(leave(&mut store, half_open), 1);
    assert_eq!(leave(&mut store, half_open + Span::secs(59)), 0);
    assert_eq!(leave(&mut store, half_open + Span::minutes(1)), 1);
}

#[test]
fn a_persons_words_and_staffs_alarms_pass_an_open_breaker() {
    let mut store = waiting(3);
    leave(&mut store, MONDAY);
    plan(&mut store, LetterKind::Reply, 8, MONDAY);
    plan(&mut store, LetterKind::Breach, 9, MONDAY);
    assert_eq!(leave(&mut store, MONDAY), 2);
}

#[test]
fn what_the_breaker_held_for_two_hours_is_cancelled_and_says_so() {
    let mut store = waiting(4);
    leave(&mut store, MONDAY);
    let late = MONDAY + Span::minutes(121);
    assert_eq!(leave(&mut store, late), 0);
    let letters = store.view().outbox(&Default::default()).unwrap();
    let cancelled = letters.iter().filter(|letter| letter.answer == "held by the breaker for too long");
    assert_eq!(cancelled.count(), 2);
}

#[test]
fn a_letter_planned_while_it_is_open_waits_no_longer_than_two_hours() {
    let mut store = waiting(3);
    leave(&mut store, MONDAY);
    let at = MONDAY + Span::minutes(30);
    plan_to(&mut store, LetterKind::Remind, (7, "late@d.org"), at);
    assert_eq!(leave(&mut store, at + Span::minutes(121)), 0);
    let letters = store.view().outbox(&Default::default()).unwrap();
    assert_eq!(letters.last().unwrap().state, super::super::LetterState::Cancelled);
}

#[test]
fn a_person_who_resumes_lets_everything_go_and_the_count_begins_anew() {
    let mut store = waiting(5);
    leave(&mut store, MONDAY);
    let now = MONDAY + Span::minutes(5);
    assert!(store.resume(now).unwrap());
    assert!(!store.resume(now).unwrap(), "it is closed");
    assert_eq!(leave(&mut store, now), 3, "what left before does not count any more");
}

#[test]
fn four_weeks_of_figures_make_the_usual_hour() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    let caps = Caps { usual_hour_least: 1, ..Caps::default() };
    let mut opened = None;
    // One letter an hour is usual; the fourth of an hour is then too many.
    for hour in 0..=28 * 24 {
        let now = MONDAY + Span::hours(hour);
        let many = if hour == 28 * 24 { 4 } else { 1 };
        for n in 0..many {
            let to = format!("p{hour}.{n}@d{hour}.org");
            plan_to(&mut store, LetterKind::Ack, (u32::try_from(hour * 10 + n + 1).unwrap(), &to), now);
        }
        while opened.is_none() {
            let claimed = store.write(|tx| tx.claim(&caps, 50, now)).unwrap();
            opened = claimed.opened.map(|opened| (hour, opened.why));
            if claimed.letters.is_empty() {
                break;
            }
            for letter in claimed.letters {
                settle(&mut store, letter.id, Outcome::Accepted("250 ok".to_owned()), now);
            }
        }
    }
    assert_eq!(opened, Some((28 * 24, "cap:usual_hour: 3 of 3".to_owned())));
}

#[test]
fn a_letter_the_relay_put_off_has_not_left() {
    let mut store = waiting(3);
    for letter in claim_within(&mut store, &narrow(), MONDAY) {
        settle(&mut store, letter.id, Outcome::Later("451 busy".to_owned()), MONDAY);
    }
    assert_eq!(store.view().breaker().unwrap().state(MONDAY), State::Closed);
    assert_eq!(claim_within(&mut store, &narrow(), MONDAY).len(), 1, "the third");
}

#[test]
fn a_letter_released_by_hand_is_asked_again_before_it_leaves() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    (1..=4).for_each(|n| assert!(plan_to(&mut store, LetterKind::Ack, (n, "ann@x.org"), MONDAY)));
    let tight = Caps { domain_hour: 3, ..Caps::default() };
    assert_eq!(claim_within(&mut store, &tight, MONDAY).len(), 3);
    let letters = store.view().outbox(&Default::default()).unwrap();
    assert!(letters[0].answer.starts_with("cap:domain_hour: 4 of 3"), "{}", letters[0].answer);
}
