//! core: Does a mail find its ticket?

use super::*;

fn candidate(ticket: i64, row: u8, sender_is_participant: bool) -> Candidate {
    Candidate { ticket, sender_is_participant, row }
}

#[test]
fn our_own_message_id_joins_and_marks_a_stranger() {
    let keys = Keys { ours: vec![10001], numbers: vec![10002], ..Keys::default() };
    let known = join(&keys, &[candidate(10002, 4, true), candidate(10001, 1, true)]);
    assert_eq!((known.ticket, known.row, known.is_stranger), (Some(10001), 1, false));
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
    assert_eq!((stranger.ticket, stranger.row, stranger.maybe_related), (None, 0, Some(10001)));
}

#[test]
fn a_guessed_number_opens_a_new_ticket_and_only_staff_see_the_hint() {
    let keys = Keys { numbers: vec![10001], ..Keys::default() };
    let joined = join(&keys, &[candidate(10001, 4, true)]);
    assert_eq!((joined.ticket, joined.row), (Some(10001), 4));
    let stranger = join(&keys, &[candidate(10001, 4, false)]);
    assert_eq!((stranger.ticket, stranger.maybe_related), (None, Some(10001)));
    let unproven = Keys { is_unproven: true, ..keys };
    let joined = join(&unproven, &[candidate(10001, 4, true)]);
    assert_eq!((joined.ticket, joined.maybe_related), (None, Some(10001)));
    assert!(joined.why.contains("not authenticated"));
}

#[test]
fn the_first_number_joins_and_the_second_is_shown() {
    let keys = Keys { numbers: vec![10002, 10001], ..Keys::default() };
    let joined = join(&keys, &[candidate(10001, 4, true), candidate(10002, 4, true)]);
    assert_eq!((joined.ticket, joined.maybe_related), (Some(10002), Some(10001)));
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
fn a_subject_is_folded_to_its_core() {
    for subject in [
        "退款",
        "Re: 退款",
        "RE：退款",
        "回复：退款",
        "答复: 转发：Fwd: 退款",
        "Re[2]: [OK-10234] 退款",
        "[OK-10234] Re: 退款",
        "AW: WG: SV: 退款 ",
        "轉寄: 回覆：退款",
        "【OK-10234】退款",
        "Re: [#10234] 退款",
    ] {
        assert_eq!(subject_core(subject), "退款", "{subject}");
    }
    assert_eq!(subject_core("Refund: order  12"), "refund: order 12");
    assert_eq!(subject_core("[urgent] Refund"), "[urgent] refund");
    assert_eq!(subject_core("Re: "), "");
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
    let known = joined(10001, 2, "answers a mail of the ticket".to_owned());
    assert_eq!(contain(known.clone(), (99, 20), Some(10009)), known);
}
