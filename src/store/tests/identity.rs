//! Which mails are the same, and which tickets a mail may belong to.

use super::*;
use crate::store::SameMail;
use crate::thread::{Candidate, Keys};

/// Two mails kept; the first is handled as ann's with this Message-ID, in ticket 10001.
fn one_known(message_id: Option<&str>) -> (Store, Vec<i64>) {
    let mut store = memory();
    let mails = keep(&mut store, &["a", "b"]);
    open_ticket(&mut store, 10_001);
    store.write(|tx| tx.handled(mails[0], &handled(Some(10_001), message_id, &ann()), MONDAY)).unwrap();
    (store, mails)
}

fn same(store: &mut Store, mail: i64, id: Option<&str>, says: &str, from: &str, at: Timestamp) -> SameMail {
    let (from, says) = (Address::new(from), Digest::of(says.as_bytes()));
    store.write(|tx| tx.same_mail(mail, id, Some(&from), &says, at)).unwrap()
}

#[test]
fn the_same_mail_by_another_route_is_known_by_id_sender_and_content_k2() {
    let (mut store, mails) = one_known(Some("m1@x.org"));
    let known = SameMail::Same(mails[0]);
    let far = MONDAY + Span::days(3);
    assert_eq!(same(&mut store, mails[1], Some("m1@x.org"), "what it says", "Ann@X.org", far), known);
    assert_eq!(same(&mut store, mails[1], Some("m2@x.org"), "what it says", "ann@x.org", MONDAY), SameMail::New);
}

#[test]
fn a_reused_message_id_on_other_content_is_another_mail() {
    let (mut store, mails) = one_known(Some("m1@x.org"));
    let other = SameMail::Collision(mails[0]);
    assert_eq!(same(&mut store, mails[1], Some("m1@x.org"), "other words", "ann@x.org", MONDAY), other);
    assert_eq!(same(&mut store, mails[1], Some("m1@x.org"), "what it says", "eve@x.org", MONDAY), other);
}

#[test]
fn without_message_id_two_minutes_part_the_same_mail_from_a_new_one() {
    let (mut store, mails) = one_known(None);
    let mut ask = |secs: i64| same(&mut store, mails[1], None, "what it says", "ann@x.org", MONDAY + Span::secs(secs));
    assert_eq!(ask(120), SameMail::Same(mails[0]));
    assert_eq!(ask(-120), SameMail::Same(mails[0]));
    assert_eq!(ask(121), SameMail::New);
}

#[test]
fn a_mail_is_not_its_own_copy() {
    let (mut store, mails) = one_known(Some("m1@x.org"));
    assert_eq!(same(&mut store, mails[0], Some("m1@x.org"), "what it says", "ann@x.org", MONDAY), SameMail::New);
}

fn candidates(store: &mut Store, keys: &Keys, sender: &str, at: Timestamp) -> Vec<Candidate> {
    let sender = Address::new(sender);
    store.write(|tx| tx.candidates(keys, Some(&sender), at)).unwrap()
}

#[test]
fn every_ticket_the_keys_name_is_a_candidate_the_newest_first() {
    let mut store = memory();
    [10_001, 10_002, 10_003].into_iter().for_each(|number| open_ticket(&mut store, number));
    store.write(|tx| [10_001, 10_002].into_iter().try_for_each(|t| tx.thread(t, "m1@x.org"))).unwrap();
    let keys = Keys {
        ours: vec![10_003, 99_999],
        message_ids: vec!["m1@x.org".to_owned(), "nobody@x.org".to_owned()],
        numbers: vec![10_002],
        content: "other words".to_owned(),
        ..Keys::default()
    };
    let found = candidates(&mut store, &keys, "ANN@x.org", MONDAY);
    let rows: Vec<(u8, i64)> = found.iter().map(|c| (c.row, c.ticket)).collect();
    assert_eq!(rows, [(1, 10_003), (2, 10_002), (2, 10_001), (4, 10_002)]);
    assert!(found.iter().all(|c| c.sender_is_participant), "case does not matter");
    let strangers = candidates(&mut store, &keys, "eve@x.org", MONDAY);
    assert!(strangers.iter().all(|c| !c.sender_is_participant));
}

#[test]
fn the_same_words_of_the_same_sender_within_ten_minutes_are_a_candidate() {
    let (mut store, _) = one_known(Some("m1@x.org"));
    let keys = Keys { content: "words".to_owned(), ..Keys::default() };
    let mut rows = |sender: &str, secs: i64| candidates(&mut store, &keys, sender, MONDAY + Span::secs(secs)).len();
    assert_eq!(rows("ann@x.org", 600), 1);
    assert_eq!(rows("ann@x.org", 601), 0);
    assert_eq!(rows("eve@x.org", 1), 0);
}

#[test]
fn a_letter_answers_the_ticket_its_references_name() {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    plan(&mut store, LetterKind::Ack, 2, MONDAY);
    let ours = letter(LetterKind::Ack, Some(10_001), 2, "ann@x.org").message_id;
    let found = store.write(|tx| tx.ticket_of_message(&["other@x.org".to_owned(), ours.clone()])).unwrap();
    assert_eq!(found, Some(10_001));
    assert_eq!(store.write(|tx| tx.ticket_of_message(&[])).unwrap(), None);
    let row = store.write(|tx| tx.letter_by_message_id(&ours)).unwrap().unwrap();
    assert_eq!((row.ticket, row.kind), (Some(10_001), LetterKind::Ack));
}

/// The ticket after one more entry of its history.
fn becomes(store: &mut Store, number: i64, what: What) {
    store
        .write(|tx| {
            let before = tx.ticket(number)?.unwrap();
            let step = before.steps + 1;
            let entry = Entry { step, at: MONDAY, what: what.clone(), why: "it happened".to_owned() };
            let after = crate::ticket::step::apply(Some(before), &entry).unwrap();
            tx.save(&after, &[entry], MONDAY)
        })
        .unwrap();
}

#[test]
fn mail_for_a_merged_ticket_goes_to_the_last_of_the_chain() {
    let mut store = memory();
    [10_001, 10_002, 10_003].into_iter().for_each(|number| open_ticket(&mut store, number));
    let merged = |into| What::Merged { by: "bob".to_owned(), into };
    becomes(&mut store, 10_001, merged(10_002));
    becomes(&mut store, 10_002, merged(10_003));
    let keys = Keys { ours: vec![10_001], numbers: vec![10_002], ..Keys::default() };
    let found = candidates(&mut store, &keys, "ann@x.org", MONDAY);
    let named: Vec<(i64, i64)> = found.iter().map(|c| (c.named, c.ticket)).collect();
    assert_eq!(named, [(10_001, 10_003), (10_002, 10_003)]);
    assert!(found.iter().all(|c| c.sender_is_participant), "of the last one");
    // No order makes a circle; a damaged row must not hang the desk.
    becomes(&mut store, 10_003, merged(10_001));
    assert!(store.write(|tx| tx.survivor(10_001)).is_ok());
}

#[test]
fn tickets_about_one_transaction_are_found_by_it_and_merged_ones_are_not() {
    let mut store = memory();
    [10_001, 10_002, 10_003].into_iter().for_each(|number| open_ticket(&mut store, number));
    for number in [10_001, 10_002, 10_003] {
        let value = if number == 10_003 { "TX9" } else { "TX8812345" };
        let found = crate::rules::Found { value: value.to_owned(), text: value.to_owned() };
        let absorbed = What::Absorbed {
            by: "bob".to_owned(),
            other: 1,
            is_open: false,
            unanswered_at: None,
            participants: Vec::new(),
            fields: [(crate::ticket::MATTER.to_owned(), found)].into(),
            files: Vec::new(),
            references: Vec::new(),
        };
        becomes(&mut store, number, absorbed);
    }
    let about = |store: &mut Store| store.write(|tx| tx.tickets_about("tx8812345")).unwrap();
    assert_eq!(about(&mut store), [10_002, 10_001], "the newest first, case does not matter");
    becomes(&mut store, 10_002, What::Merged { by: "bob".to_owned(), into: 10_001 });
    assert_eq!(about(&mut store), [10_001]);
}
