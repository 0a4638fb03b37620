//! Letters: bounced, proven, given up, held by the ramp.

use super::*;
use crate::store::Slip;

fn answered() -> (Desk, LetterRow) {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let reply = Order::Reply { text: "We look into it.".into(), waits: true };
    desk.order(10_001, "ann", &reply, MONDAY).unwrap();
    post(&mut desk, MONDAY, &accepted());
    let reply = letters_of(&mut desk, "reply").remove(0);
    (desk, reply)
}

/// A delivery report about this letter (RFC 3464).
fn bounce(n: usize, original: &str) -> Vec<u8> {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@relay.example\r\nTo: support@okpay.example\r\n\
         Subject: Undelivered Mail {n}\r\nMessage-ID: <b{n}@relay.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nNo such user ({n}).\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
         Final-Recipient: rfc822; customer1@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{original}>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_bounced_reply_is_noted_once_and_staff_are_told_once() {
    let (mut desk, reply) = answered();
    let later = MONDAY + Span::hours(3);
    comes(&mut desk, "2", bounce(1, &reply.message_id), later);
    assert_eq!(letters_of(&mut desk, "reply")[0].bounced_at, Some(later));
    let told = letters_of(&mut desk, "owner_alert").len();
    assert!(told > 0, "staff hear that the customer has no answer");
    comes(&mut desk, "3", bounce(2, &reply.message_id), later + Span::hours(1));
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), told, "the second report says nothing new");
}

#[test]
fn a_forged_bounce_changes_nothing() {
    let (mut desk, reply) = answered();
    comes(&mut desk, "2", bounce(1, &reply.message_id.replace("10001", "10002")), MONDAY + Span::hours(3));
    assert_eq!(letters_of(&mut desk, "reply")[0].bounced_at, None);
    assert!(letters_of(&mut desk, "owner_alert").is_empty());
}

/// A report that returns nothing but names ticket and recipient.
fn told(n: usize, from: &str) -> Vec<u8> {
    let words =
        "Your mail \"Re: [OK-10001] x\" could not be delivered to:\r\n\r\n<customer1@example.org>: 550 5.1.1 unknown";
    mail(from, &format!("Return-Path: <>\r\nMessage-ID: <t{n}@x.example>\r\nSubject: Returned mail {n}\r\n"), words)
}

#[test]
fn a_report_that_proves_nothing_is_told_once_and_changes_nothing() {
    let (mut desk, reply) = answered();
    let before = desk.store().view().show(10_001).unwrap().unwrap().ticket;
    for n in 1..=3 {
        comes(&mut desk, &format!("f{n}"), told(n, "postmaster@elsewhere.example"), MONDAY + Span::hours(3));
    }
    let shown = desk.store().view().show(10_001).unwrap().unwrap();
    let after = shown.ticket;
    assert_eq!((after.status, after.replied_at, after.is_unreachable), (before.status, before.replied_at, false));
    assert_eq!(shown.letters.iter().find(|row| row.id == reply.id).unwrap().bounced_at, None);
    assert!(desk.store().view().unreachable(MONDAY).unwrap().is_empty());
    let alerts = letters_of(&mut desk, "owner_alert");
    assert_eq!(alerts.len(), 1, "a customer may be without an answer: a person looks, once");
}

#[test]
fn an_address_that_failed_gets_nothing_automatic_till_it_is_lifted_or_time_has_passed() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    post(&mut desk, MONDAY, &accepted());
    let ack = letters_of(&mut desk, "ack").remove(0);
    comes(&mut desk, "2", bounce(1, &ack.message_id), MONDAY);
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1, "staff hear that the receipt came back");
    let again = |n: usize| {
        let headers = format!("Message-ID: <again{n}@example.org>\r\nSubject: Another matter {n}\r\n");
        mail("customer1@example.org", &headers, "I want a refund for my payment.")
    };
    comes(&mut desk, "3", again(1), MONDAY + Span::days(29));
    assert_eq!(letters_of(&mut desk, "ack").len(), 1, "another ticket of the same address");
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1, "told once");
    assert!(desk.store().lift(&Address::new("Customer1@example.org")).unwrap());
    comes(&mut desk, "4", again(2), MONDAY + Span::days(29) + Span::hours(1));
    assert_eq!(letters_of(&mut desk, "ack").len(), 2, "lifted by hand");
    let ack = letters_of(&mut desk, "ack").remove(1);
    post(&mut desk, MONDAY + Span::days(29) + Span::hours(1), &accepted());
    comes(&mut desk, "5", bounce(2, &ack.message_id), MONDAY + Span::days(30));
    comes(&mut desk, "6", again(3), MONDAY + Span::days(61));
    assert_eq!(letters_of(&mut desk, "ack").len(), 3, "after thirty days it is tried again");
}

#[test]
fn a_delay_is_shown_and_stops_nothing() {
    let (mut desk, reply) = answered();
    let late = String::from_utf8(bounce(1, &reply.message_id)).unwrap();
    let late = late.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1").replace("550", "421");
    let before = desk.store().view().show(10_001).unwrap().unwrap().ticket;
    comes(&mut desk, "2", late.into_bytes(), MONDAY + Span::hours(3));
    let shown = desk.store().view().show(10_001).unwrap().unwrap();
    assert_eq!(shown.ticket.status, before.status);
    assert_eq!(shown.ticket.replied_at, before.replied_at);
    let row = shown.letters.iter().find(|row| row.id == reply.id).unwrap();
    assert!(row.answer.starts_with("still tried: 4.4.1") && row.bounced_at.is_none(), "{}", row.answer);
    assert!(letters_of(&mut desk, "owner_alert").is_empty());
}

#[test]
fn our_own_letter_seen_in_the_inbox_is_dropped_however_late_and_proves_that_it_left() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let reply = Order::Reply { text: "We look into it.".into(), waits: true };
    desk.order(10_001, "ann", &reply, MONDAY).unwrap();
    post(&mut desk, MONDAY, &Outcome::Uncertain("no answer to the dot".into()));
    let reply = letters_of(&mut desk, "reply").remove(0);
    assert_eq!(reply.state, LetterState::Deferred, "in doubt: it would go once more");
    let copy = desk.store().view().letter_bytes(reply.id).unwrap().unwrap();
    let now = MONDAY + Span::hours(9);
    let hand = desk.keep(vec![arrived("2", Folder::Inbox, copy, MONDAY)], now).unwrap();
    let read = reader::read_all(hand, &desk.policy().rules);
    let happened = desk.handle(&read, now).unwrap();
    assert!(happened[0].why.starts_with("L03"), "{}", happened[0].why);
    assert_eq!(state(&mut desk, 2), MailState::Dropped);
    assert_eq!(letters_of(&mut desk, "reply")[0].state, LetterState::Accepted);
}

#[test]
fn a_receipt_the_relay_puts_off_for_two_hours_is_cancelled_and_no_failure() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let mut now = MONDAY;
    while let Some(at) = desk.store().next_letter_at(now).unwrap() {
        now = now.max(at);
        post(&mut desk, now, &Outcome::Later("451 greylisted".into()));
    }
    assert_eq!(letters_of(&mut desk, "ack")[0].state, LetterState::Cancelled);
}

#[test]
fn free_mailers_share_ten_times_the_cap_and_not_a_hundred_times() {
    let mut desk = desk();
    desk.policy.caps.domain_hour = 1;
    for n in 1..=12 {
        let from = format!("u{n}@qq.com");
        let headers = format!("Message-ID: <{n}@qq.com>\r\nSubject: Refund {n}\r\n");
        comes(&mut desk, &n.to_string(), mail(&from, &headers, "I want a refund for my payment."), MONDAY);
    }
    assert_eq!(letters_of(&mut desk, "ack").len(), 10);
}

#[test]
fn a_change_of_mode_cancels_what_was_held_but_a_persons_words_and_says_so() {
    let mut desk = Desk::new(Store::in_memory(MONDAY).unwrap(), policy(Mode::Shadow));
    assert!(desk.change_mode(Mode::Shadow, MONDAY).unwrap().is_none(), "the first start changes nothing");
    comes(&mut desk, "1", question(1), MONDAY);
    let due = desk.store().due(MONDAY, 1).unwrap().next_at.unwrap();
    desk.tick(50, due).unwrap();
    let reply = Order::Reply { text: "We look into it.".into(), waits: true };
    desk.order(10_001, "ann", &reply, due).unwrap();
    assert!(letters(&mut desk).iter().all(|letter| letter.state == LetterState::Held));
    desk.policy.sending.mode = Mode::Live;
    let told = desk.change_mode(Mode::Live, due).unwrap().unwrap();
    assert_eq!(told.letters.len(), 1, "one digest: {told:?}");
    let held: Vec<&str> = letters(&mut desk)
        .iter()
        .filter(|letter| letter.state == LetterState::Held)
        .map(|letter| letter.kind.name())
        .collect();
    assert_eq!(held, ["reply"]);
    assert!(desk.change_mode(Mode::Live, due).unwrap().is_none());
}

#[test]
fn letters_claimed_when_the_program_stops_go_back_without_a_mark() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let claimed: Vec<i64> = desk.claim(MONDAY).unwrap().iter().map(|letter| letter.id).collect();
    desk.put_back(&claimed, MONDAY).unwrap();
    let rows = letters(&mut desk);
    assert!(rows.iter().all(|letter| (letter.state, letter.attempts) == (LetterState::Planned, 0)), "{rows:?}");
    desk.store().recover("another start of the machine", &Slip::default(), MONDAY).unwrap();
    assert_eq!(post(&mut desk, MONDAY, &accepted()).len(), claimed.len());
}

#[test]
fn over_their_hourly_limit_staff_get_one_digest_in_place_of_more_warnings() {
    let mut desk = desk();
    desk.policy.caps.staff_hour = 3;
    for n in 1..=6 {
        comes(&mut desk, &n.to_string(), question(n), MONDAY);
    }
    let alarms = |desk: &mut Desk| {
        let letters = letters_of(desk, "warning").into_iter().chain(letters_of(desk, "breach"));
        letters.partition::<Vec<_>, _>(|letter| letter.state != LetterState::Cancelled)
    };
    let first = desk.next_timer_at().unwrap().unwrap();
    desk.tick(50, first).unwrap();
    let (sent, spared) = alarms(&mut desk);
    assert_eq!((sent.len(), spared.len()), (3, 3));
    assert!(letters_of(&mut desk, "owner_alert").is_empty(), "nobody is bothered before the hour is over");
    let due = desk.store().view().digest_at().unwrap().unwrap();
    assert_eq!(due, first + Span::hours(1));
    assert!(desk.next_timer_at().unwrap().unwrap() <= due, "the clock wakes for it");
    desk.tick(50, due).unwrap();
    let digests = letters_of(&mut desk, "owner_alert");
    assert_eq!(digests.len(), 1);
    let subject = &digests[0].subject;
    assert!(subject.contains("一小时内超出 staff_hour 的提醒：3 件"), "ann reads Chinese first: {subject}");
    assert!(alarms(&mut desk).1.iter().all(|letter| letter.answer == "told in a digest"));
}

#[test]
fn a_cap_tells_the_owner_once_an_hour_and_the_ticket_every_time() {
    let mut desk = desk();
    desk.policy.caps.domain_hour = 1;
    for n in 1..=3 {
        comes(&mut desk, &n.to_string(), question(n), MONDAY);
    }
    assert_eq!(letters_of(&mut desk, "ack").len(), 1);
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1);
    let shown = desk.store().view().show(10_003).unwrap().unwrap();
    assert!(shown.mails[0].gate.as_ref().unwrap().why.contains("domain_hour"), "{:?}", shown.mails[0].gate);
}

#[test]
fn a_full_hour_holds_receipts_tells_the_owner_once_and_a_person_resumes() {
    let mut desk = desk();
    desk.policy.caps.global_hour = 2;
    for n in 1..=5 {
        comes(&mut desk, &n.to_string(), question(n), MONDAY);
    }
    assert_eq!(letters_of(&mut desk, "ack").len(), 5, "all are written");
    let accepts = |desk: &mut Desk| {
        while !post(desk, MONDAY, &accepted()).is_empty() {}
        letters_of(desk, "ack").iter().filter(|letter| letter.state == LetterState::Accepted).count()
    };
    assert_eq!(accepts(&mut desk), 2);
    let told = letters_of(&mut desk, "owner_alert");
    assert_eq!(told.len(), 1);
    assert!(told[0].subject.contains("resume") && told[0].subject.contains("暂停"), "{}", told[0].subject);
    assert_eq!(accepts(&mut desk), 2, "nothing more leaves");
    assert!(desk.resume(MONDAY).unwrap() && !desk.resume(MONDAY).unwrap());
    assert_eq!(accepts(&mut desk), 5);
    assert_eq!(letters_of(&mut desk, "owner_alert").len(), 1);
}

/// Row A40 of the threats: whether somebody is a customer is nobody else's to know.
#[test]
fn a_receipt_says_the_same_to_customers_we_know_and_to_strangers() {
    let later = MONDAY + Span::days(8);
    let receipt = |is_known: bool| {
        let mut desk = desk();
        comes(&mut desk, "1", question(if is_known { 1 } else { 2 }), MONDAY);
        desk.order(10_001, "ann", &Order::Reply { text: "Done.".into(), waits: false }, MONDAY).unwrap();
        desk.order(10_001, "ann", &Order::Close, MONDAY).unwrap();
        post(&mut desk, MONDAY, &accepted());
        let fields = "Message-ID: <fees@example.org>\r\nSubject: Fees\r\n";
        comes(&mut desk, "2", mail("customer1@example.org", fields, "What are the fees for a card?"), later);
        let sent = post(&mut desk, later, &accepted());
        let letter = sent.iter().find(|letter| letter.to.as_str() == "customer1@example.org").unwrap();
        let read = crate::mail::read(&letter.bytes, false);
        (read.subject, read.text)
    };
    assert!(receipt(true).1.contains("OK-10002"));
    assert_eq!(receipt(true), receipt(false));
}
