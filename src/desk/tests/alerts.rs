//! What the owner hears, and how often; what staff read of a mail that is too large.

use super::*;
use crate::desk::{Alert, QUARANTINE};

fn at(hours: i64) -> Timestamp {
    MONDAY + Span::hours(hours)
}

#[test]
fn the_owner_hears_of_one_kind_once_an_hour_and_of_all_kinds_twelve_times_a_day() {
    let mut desk = desk();
    let told = |desk: &mut Desk, kind, now| {
        let alert = Alert { kind, what: "something" };
        desk.alert(alert, now).unwrap().letters.len()
    };
    assert_eq!(told(&mut desk, "one", MONDAY), 1);
    assert_eq!((told(&mut desk, "one", MONDAY + Span::minutes(59)), told(&mut desk, "two", MONDAY)), (0, 1));
    let day: usize = (1..20).map(|hour| told(&mut desk, "one", at(hour))).sum();
    assert_eq!(2 + day, 12);
    assert_eq!(desk.alert(QUARANTINE, at(20)).unwrap().letters.len(), 0, "another kind is no way around it");
    assert_eq!(told(&mut desk, "one", at(24)), 1, "the window slides");
}

#[test]
fn no_alert_goes_to_the_mailbox_itself() {
    let mut desk = desk();
    let own = Address::new("Support@okpay.example");
    for person in desk.policy.people.values_mut() {
        person.address = own.clone();
    }
    assert!(desk.alert(QUARANTINE, MONDAY).unwrap().letters.is_empty());
}

#[test]
fn staff_are_told_of_a_mail_that_was_read_in_part() {
    let mut desk = desk();
    let cut = Arrived { is_cut: true, ..arrived("1", Folder::Inbox, question(1), MONDAY) };
    let hand = desk.keep(vec![cut], MONDAY).unwrap();
    let read = reader::read_all(hand, &desk.policy().rules);
    desk.handle(&read, MONDAY).unwrap();
    desk.tick(50, at(19)).unwrap();
    let warning = letters_of(&mut desk, "warning").remove(0);
    let text = crate::mail::read(&desk.store().view().letter_bytes(warning.id).unwrap().unwrap(), false).text;
    assert!(text.contains("only its headers and its first 64 kB were read"), "{text}");
}
