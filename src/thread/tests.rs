//! core: Does a mail find its ticket?

use super::*;

fn candidate(ticket: i64, row: u8, sender_is_participant: bool) -> Candidate {
    Candidate { named: ticket, ticket, sender_is_participant, row }
}

#[test]
fn our_own_message_id_joins_and_marks_a_stranger() {
    let keys = Keys { ours: vec![10001], numbers: vec![10002], ..Keys::default() };
    let known = join(&keys, &[candidate(10001, 1, true), candidate(10002, 4, true)]);
    assert_eq!((known.ticket, known.row, known.is_stranger), (Some(10001), 1, false));
    assert_eq!(known.maybe_related, [10002], "the other number is shown to staff");
    let stranger = join(&keys, &[candidate(10001, 1, false)]);
    assert_eq!((stranger.ticket, stranger.row, stranger.is_stranger), (Some(10001), 1, true));
    // A Message-ID of ours whose ticket is gone names nothing.
    assert_eq!(join(&keys, &[]).ticket, None);
}

#[test]
fn a_mail_of_the_ticket_joins_only_for_participants() {
    let keys = Keys { message_ids: vec!["a@x".into()], ..Keys::default() };
    assert_eq!(join(&keys, &[candidate(10001, 2, true)]).row, 2);
    let stranger = join(&keys, &[candidate(10001, 2, false)]);
    assert_eq!((stranger.ticket, stranger.row, stranger.maybe_related.clone()), (None, 0, vec![10001]));
}

#[test]
fn a_guessed_number_opens_a_new_ticket_and_only_staff_see_the_hint() {
    let keys = Keys { numbers: vec![10001], ..Keys::default() };
    let joined = join(&keys, &[candidate(10001, 4, true)]);
    assert_eq!((joined.ticket, joined.row), (Some(10001), 4));
    let stranger = join(&keys, &[candidate(10001, 4, false)]);
    assert_eq!((stranger.ticket, stranger.maybe_related), (None, vec![10001]));
    let unproven = Keys { is_unproven: true, ..keys };
    let joined = join(&unproven, &[candidate(10001, 4, true)]);
    assert_eq!((joined.ticket, joined.maybe_related), (None, vec![10001]));
    assert!(joined.why.contains("not authenticated"));
}

#[test]
fn the_first_number_joins_and_the_second_is_shown() {
    let keys = Keys { numbers: vec![10002, 10001], ..Keys::default() };
    let joined = join(&keys, &[candidate(10001, 4, true), candidate(10002, 4, true)]);
    assert_eq!((joined.ticket, joined.maybe_related), (Some(10002), vec![10001]));
}

#[test]
fn the_tickets_own_address_joins_and_marks_a_stranger() {
    let keys = Keys { plus: vec![10001], ..Keys::default() };
    let known = join(&keys, &[candidate(10001, 3, true)]);
    assert_eq!((known.ticket, known.row, known.is_stranger), (Some(10001), 3, false));
    let stranger = join(&keys, &[candidate(10001, 3, false), candidate(10002, 4, false)]);
    assert_eq!((stranger.ticket, stranger.row, stranger.is_stranger), (Some(10001), 3, true));
}

#[test]
fn the_own_address_is_read_from_what_was_written_and_from_what_the_server_noted() {
    let policy = crate::ticket::fixture::policy();
    let plus = letter::plus::address(&policy.keys, 10001, &policy.brand.mail);
    let raw =
        |field: &str| crate::mail::read(format!("From: <a@x.example>\r\n{field}\r\n\r\nhello\r\n").as_bytes(), false);
    for field in ["To: Support <{}>", "To: <b@x.example>\r\nCc: {}", "Delivered-To: {}", "X-Original-To: <{}>"] {
        let mail = raw(&field.replace("{}", plus.as_str()));
        assert_eq!(keys(&mail, &policy).plus, [10001], "{field}");
    }
    let forged = plus.as_str().replace("10001", "10002");
    assert!(keys(&raw(&format!("To: {forged}")), &policy).plus.is_empty());
    assert!(keys(&raw(&format!("Subject: {plus}")), &policy).plus.is_empty());
}

#[test]
fn a_merged_ticket_passes_its_mail_on() {
    let merged = |row, participant| Candidate { named: 10002, ..candidate(10001, row, participant) };
    let keys = Keys { ours: vec![10002], numbers: vec![10002], prefix: "OK-".into(), ..Keys::default() };
    let joined = join(&keys, &[merged(1, true), merged(4, true)]);
    assert_eq!((joined.ticket, joined.maybe_related), (Some(10001), vec![]));
    assert_eq!(joined.why, "answers our letter, OK-10002, merged into this one");
    assert_eq!(join(&keys, &[merged(4, true)]).ticket, Some(10001));
}

#[test]
fn the_same_words_again_join_always() {
    let joined = join(&Keys::default(), &[candidate(10001, 5, true)]);
    assert_eq!((joined.ticket, joined.row), (Some(10001), 5));
    assert_eq!(join(&Keys::default(), &[]).why, "names no ticket of ours");
}

#[test]
fn numbers_are_found_as_customers_write_them() {
    for subject in [
        "Re: [OK-10234] Refund",
        "回复：[OK-10234] 退款",
        "ok-10234",
        "ＯＫ－１０２３４ 退款",
        "退款OK-10234",
        "关于 OK10234 的退款",
        "OK–10234：退款",
    ] {
        assert_eq!(numbers("OK-", &folded(subject), ""), [10234], "{subject}");
    }
    assert_eq!(numbers("OK-", "re: refund", "see ok-10234 and [ok-10235], ok-10234."), [10234, 10235]);
    for none in ["BOOK-10234", "OK-10234a", "ok, 10234", "OK 10234", "OK-", "OK-99999999999999999999"] {
        assert!(numbers("OK-", &folded(none), "").is_empty(), "{none}");
    }
    assert!(numbers("", "[10234]", "").is_empty());
}

#[test]
fn the_same_words_have_the_same_content_however_they_are_spaced() {
    let content = |subject: &str, words: &str| content(&folded(subject), &folded(words));
    assert_eq!(content("Re: Refund", "Please  refund\n\nme"), content("refund", "please refund me"));
    assert_ne!(content("Refund", "Please refund me"), content("Refund", "Please refund him"));
}

#[test]
fn only_a_mail_that_joins_nothing_goes_into_the_flood() {
    let new = || nothing(&Keys::default(), &[]);
    assert_eq!(contain(new(), (19, 20), Some(10009)), new());
    let first = contain(new(), (20, 20), None);
    assert_eq!((first.ticket, first.row), (None, FLOOD));
    assert_eq!(contain(new(), (21, 20), Some(10009)).ticket, Some(10009));
    let known = join(&Keys::default(), &[candidate(10001, 2, true)]);
    assert_eq!(contain(known.clone(), (99, 20), Some(10009)), known);
}
