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
