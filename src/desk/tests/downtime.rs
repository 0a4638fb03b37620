//! After a long downtime: quiet first, then one digest in place of a letter a ticket.

use super::*;

fn at(minutes: i64) -> Timestamp {
    MONDAY + Span::minutes(minutes)
}

/// Three tickets, and a desk that was last seen running at Monday's start.
fn busy() -> Desk {
    let mut desk = desk();
    (1..=3).for_each(|n| drop(comes(&mut desk, &n.to_string(), question(n), MONDAY)));
    desk.beat(MONDAY).unwrap();
    desk
}

#[test]
fn a_clock_that_jumps_fires_nothing_for_a_quarter_of_an_hour() {
    for (hours, way) in [(365 * 24, "forward by"), (1, "forward by 1h"), (-1, "back by 1h")] {
        let mut desk = busy();
        let jumped = MONDAY + Span::hours(hours);
        assert!(desk.watch(Span::minutes(100), MONDAY).unwrap().is_none());
        let told = desk.watch(Span::minutes(101), jumped + Span::minutes(1)).unwrap().unwrap();
        assert!(told.why.contains(way), "{}", told.why);
        assert!(desk.tick(50, jumped + Span::hours(20)).unwrap().is_empty(), "nothing fires");
    }
    let mut desk = busy();
    desk.watch(Span::minutes(100), MONDAY).unwrap();
    desk.watch(Span::minutes(101), MONDAY + Span::hours(1)).unwrap();
    let late = MONDAY + Span::hours(1) + Span::minutes(15);
    desk.watch(Span::minutes(116), late).unwrap();
    desk.tick(50, MONDAY + Span::hours(19)).unwrap();
    assert_eq!(letters_of(&mut desk, "warning").len(), 3, "the clock went on as it stands: it is believed");
}

#[test]
fn an_hour_of_winter_time_is_no_jump_and_minutes_set_right_do_no_harm() {
    let mut desk = busy();
    desk.watch(Span::minutes(100), MONDAY).unwrap();
    assert!(desk.watch(Span::minutes(101), MONDAY + Span::minutes(9)).unwrap().is_none());
    desk.tick(50, MONDAY + Span::hours(19)).unwrap();
    assert_eq!(letters_of(&mut desk, "warning").len(), 3);
}

#[test]
fn after_the_machine_slept_its_timers_are_worked_off_as_after_a_downtime() {
    let mut desk = busy();
    desk.watch(Span::minutes(100), MONDAY).unwrap();
    let awake = MONDAY + Span::hours(19);
    desk.watch(Span::minutes(100) + Span::hours(19), awake).unwrap();
    assert!(desk.tick(50, awake).unwrap().is_empty(), "mail comes first");
    desk.tick(50, awake + Span::minutes(5)).unwrap();
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1, "one digest");
}

#[test]
fn a_clock_before_our_time_fires_nothing_until_it_is_right() {
    let mut desk = busy();
    let told = desk.watch(Span::minutes(1), Timestamp::from_secs(600)).unwrap();
    assert!(told.unwrap().why.contains("wrong"));
    assert!(desk.tick(50, Timestamp::from_secs(660)).unwrap().is_empty());
    desk.watch(Span::minutes(2), MONDAY + Span::hours(19)).unwrap();
    assert!(desk.tick(50, MONDAY + Span::hours(19)).unwrap().is_empty(), "the time service has just set it");
}

/// The same database under a new process.
fn restarted(desk: Desk) -> Desk {
    let Desk { store, policy, .. } = desk;
    Desk::new(store, policy)
}

fn answers(desk: &mut Desk, kind: &str) -> Vec<(LetterState, String)> {
    letters_of(desk, kind).into_iter().map(|letter| (letter.state, letter.answer)).collect()
}

#[test]
fn a_break_of_half_an_hour_is_none_and_a_longer_one_is_followed_by_quiet() {
    let mut desk = restarted(busy());
    assert_eq!(desk.wake(at(30)).unwrap(), None);
    assert_eq!(desk.wake(at(31)).unwrap(), Some(Span::minutes(31)));
    assert_eq!(desk.next_timer_at().unwrap(), Some(at(36)));
    desk.beat(at(32)).unwrap();
    let mut desk = restarted(desk);
    assert!(desk.wake(at(33)).unwrap().is_some(), "it was not worked off: the next start still knows");
}

#[test]
fn one_digest_stands_for_the_letters_of_all_tickets() {
    let mut desk = restarted(busy());
    let late = at(19 * 60);
    desk.wake(late).unwrap();
    assert!(desk.tick(50, late + Span::minutes(4)).unwrap().is_empty(), "mail comes first");
    desk.tick(50, late + Span::minutes(5)).unwrap();
    let told = (LetterState::Cancelled, "told in a digest".to_owned());
    assert_eq!(answers(&mut desk, "warning"), [told.clone(), told.clone(), told]);
    let digest = letters_of(&mut desk, "owner_alert");
    assert_eq!(digest.len(), 1, "{digest:?}");
    let bytes = desk.store().view().letter_bytes(digest[0].id).unwrap().unwrap();
    let text = crate::mail::read(&bytes, false).text;
    assert!((1..=3).all(|n| text.contains(&format!("[OK-1000{n}]"))), "{text}");
    assert!(desk.wake(late + Span::minutes(6)).unwrap().is_some());
    desk.hurry(late + Span::minutes(6));
    assert!(desk.tick(50, late + Span::minutes(6)).unwrap().is_empty(), "nothing is told twice");
}

#[test]
fn what_was_gathered_before_a_crash_is_told_after_it() {
    let mut desk = restarted(busy());
    let late = at(19 * 60);
    desk.wake(late).unwrap();
    desk.tick(1, late + Span::minutes(5)).unwrap();
    assert_eq!(answers(&mut desk, "warning"), [(LetterState::Cancelled, "waits for the digest".to_owned())]);
    let mut desk = restarted(desk);
    desk.wake(late + Span::minutes(6)).unwrap();
    desk.hurry(late + Span::minutes(6));
    desk.tick(50, late + Span::minutes(6)).unwrap();
    let bytes = letters_of(&mut desk, "owner_alert").remove(0).id;
    let text = crate::mail::read(&desk.store().view().letter_bytes(bytes).unwrap().unwrap(), false).text;
    assert!((1..=3).all(|n| text.contains(&format!("[OK-1000{n}]"))), "{text}");
}
