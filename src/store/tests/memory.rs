//! What the gate is told of a sender and of a mailbox.

use super::*;

fn is_usual(store: &mut Store) -> bool {
    store.write(|tx| tx.is_path_usual("support")).unwrap()
}

fn notes(store: &mut Store, count: usize, is_present: bool) {
    store.write(|tx| (0..count).try_for_each(|_| tx.note_path("support", is_present))).unwrap();
}

#[test]
fn a_return_path_is_usual_after_twenty_and_a_server_that_changes_its_ways_is_soon_believed() {
    let mut store = memory();
    notes(&mut store, 19, true);
    assert!(!is_usual(&mut store));
    notes(&mut store, 1000, true);
    notes(&mut store, 1, false);
    assert!(is_usual(&mut store), "one odd mail changes nothing");
    notes(&mut store, 6, false);
    assert!(!is_usual(&mut store));
}

#[test]
fn only_mails_that_chase_two_letters_count_as_a_chase() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    let li = Address::new("ann@x.org");
    let minutes = |n: i64| MONDAY + Span::minutes(n);
    let soon = |store: &mut Store, now| store.write(|tx| tx.right_after_letters(10_001, &li, now)).unwrap();
    plan_to(&mut store, LetterKind::Ack, (1, "ann@x.org"), MONDAY);
    let mails = keep(&mut store, &["one", "two"]);
    for mail in mails {
        store.write(|tx| tx.handled(mail, &handled(Some(10_001), None, &li), MONDAY)).unwrap();
    }
    assert_eq!(soon(&mut store, minutes(9)), 0, "pictures sent after one receipt");
    plan_to(&mut store, LetterKind::FollowupStatus, (2, "ann@x.org"), minutes(20));
    assert_eq!(soon(&mut store, minutes(21)), 3);
    assert_eq!(soon(&mut store, minutes(31)), 0, "eleven minutes after the second letter");
}

#[test]
fn the_last_letter_to_a_person_is_found_whatever_the_form_of_the_address() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    let last =
        |store: &mut Store, to: &str| store.write(|tx| tx.last_letter_to(&Address::new(to), MONDAY)).unwrap().is_some();
    assert!(!last(&mut store, "ann@x.org"));
    plan_to(&mut store, LetterKind::Reply, (1, "ann@x.org"), MONDAY);
    assert!(!last(&mut store, "ann@x.org"), "a person's words are not automatic");
    plan_to(&mut store, LetterKind::Ack, (2, "ann@x.org"), MONDAY);
    assert!(last(&mut store, "Ann+shop@x.org"));
}
