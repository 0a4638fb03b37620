//! core: Staff order and answer, letters fail.

use crate::letter::LetterKind;
use crate::mail::Kind;
use crate::ticket::fixture::{Life, START, letters, mail};
use crate::ticket::{Event, Failed, Order, Status, TimerKind, What};
use crate::time::Span;

fn failed<'a>(kind: LetterKind, message_id: &'a str, why: &'a str) -> Event<'a> {
    Event::LetterFailed { letter: Failed { kind, to: "cy@x.example", message_id }, why }
}

fn newest(life: &Life) -> String {
    life.ticket().replied_id.clone().unwrap()
}

#[test]
fn a_persons_reply_stops_the_clock_and_the_customer_owes_us() {
    let mut life = Life::opened(&["refund"]);
    let told = life.later(Span::hours(2)).reply(true);
    assert_eq!(letters(&told), [(LetterKind::Reply, "cy".to_owned())]);
    let ticket = life.ticket();
    assert_eq!((ticket.status, ticket.first_replied_at, ticket.unanswered_at), (Status::Waiting, Some(life.now), None));
    let replied = life.history.iter().find_map(|entry| match &entry.what {
        What::Replied { message_id, .. } => message_id.clone(),
        _ => None,
    });
    assert_eq!(replied.as_deref(), told.letters.first().map(|letter| letter.message_id.as_str()));
}

#[test]
fn a_reply_may_leave_the_ticket_open() {
    let mut life = Life::opened(&["security_report"]);
    life.later(Span::minutes(10)).reply(false);
    assert_eq!(life.ticket().status, Status::Open);
    assert_eq!(life.policy.slas.due(life.ticket()), Some((TimerKind::Update, life.now + Span::hours(4))));
}

#[test]
fn closing_needs_no_letter_and_stops_every_timer() {
    let mut life = Life::opened(&["refund"]);
    let told = life.orders(&Order::Close);
    assert!(told.letters.is_empty() && told.timers.is_empty());
    assert_eq!(life.ticket().status, Status::Closed);
    assert!(life.orders(&Order::Close).entries.is_empty(), "twice is once");
}

#[test]
fn a_reopened_ticket_goes_on_with_the_time_it_had_used() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(2)).reply(false);
    life.later(Span::hours(8)).orders(&Order::Close);
    life.later(Span::days(5)).orders(&Order::Reopen);
    let due = life.policy.slas.deadline(life.ticket(), TimerKind::Resolution);
    assert_eq!(due, Some(START + Span::hours(48) + Span::days(5)), "time spent closed is a pause");
}

#[test]
fn moving_a_ticket_chooses_the_promise_anew_and_keeps_the_start_and_the_old_deadline() {
    let mut life = Life::opened(&["refund"]);
    let told = life.later(Span::minutes(30)).orders(&Order::Move { category: "security_report".to_owned() });
    assert!(told.why.contains(&(START + Span::hours(24)).rfc3339()), "{}", told.why);
    assert_eq!(life.ticket().category, "security_report");
    assert_eq!(life.policy.slas.due(life.ticket()), Some((TimerKind::FirstResponse, START + Span::hours(1))));
    assert!(life.orders(&Order::Move { category: "security_report".to_owned() }).entries.is_empty());
}

#[test]
fn a_persons_answer_from_a_mail_client_stops_the_clock_at_its_own_time() {
    let mut life = Life::opened(&["refund"]);
    let mut answer = mail("ann@okpay.example", "Re: Help", "Done.");
    answer.to.iter_mut().for_each(|to| to.address = crate::mail::Address::new("CY@x.example"));
    life.later(Span::hours(1));
    life.now = life.now + Span::minutes(3);
    let told = life.event(&Event::SentByStaff { mail: &answer });
    assert!(told.letters.is_empty());
    assert_eq!((life.ticket().status, life.ticket().replied_at), (Status::Waiting, Some(START + Span::hours(1))));
    assert!(life.has(|what| matches!(what, What::Replied { by, .. } if by == "ann")));
    assert!(life.ticket().references.contains(&answer.message_id.unwrap()), "so that the customer's reply finds us");
}

#[test]
fn an_answer_found_late_does_not_answer_what_came_after_it() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.later(Span::hours(1)).says("one more thing");
    let asked_at = life.now;
    let mut answer = mail("ann@okpay.example", "Re: Help", "Done.");
    answer.to.iter_mut().for_each(|to| to.address = crate::mail::Address::new("cy@x.example"));
    life.later(Span::minutes(5));
    life.facts.arrived_at = asked_at - Span::minutes(2);
    life.event(&Event::SentByStaff { mail: &answer });
    assert_eq!((life.ticket().status, life.ticket().unanswered_at), (Status::Open, Some(asked_at)));
}

#[test]
fn what_lies_in_sent_but_is_no_answer_stops_nothing() {
    let mut life = Life::opened(&["refund"]);
    let to_a_colleague = mail("ann@okpay.example", "Fwd: Help", "Can you look?");
    assert!(life.event(&Event::SentByStaff { mail: &to_a_colleague }).entries.is_empty());
    let mut copy = mail("support@okpay.example", "[OK-10001] receipt", "words");
    copy.to.iter_mut().for_each(|to| to.address = crate::mail::Address::new("cy@x.example"));
    copy.message_id = life.ticket().references.last().cloned();
    assert!(life.event(&Event::SentByStaff { mail: &copy }).entries.is_empty(), "the relay's copy of our receipt");
    copy.message_id = Some("ooo@okpay.example".to_owned());
    copy.kind = Kind::AutoReply;
    assert!(life.event(&Event::SentByStaff { mail: &copy }).entries.is_empty());
}

#[test]
fn a_reply_that_never_arrived_is_voided_and_its_clock_runs_on() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(2)).reply(true);
    let newest = newest(&life);
    let told = life.later(Span::hours(1)).event(&failed(LetterKind::Reply, &newest, "550 no such user"));
    assert_eq!(letters(&told), [(LetterKind::OwnerAlert, "ann".to_owned())]);
    assert_eq!((life.ticket().status, life.ticket().first_replied_at), (Status::Open, None));
    assert_eq!(life.policy.slas.due(life.ticket()), Some((TimerKind::FirstResponse, START + Span::hours(24))));
    assert_eq!(life.policy.slas.deadline(life.ticket(), TimerKind::Resolution), Some(START + Span::hours(48)));
}

#[test]
fn a_voided_second_reply_gives_back_what_it_had_answered() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.later(Span::hours(1)).says("and now?");
    let asked_at = life.now;
    life.later(Span::hours(1)).reply(true);
    let newest = newest(&life);
    life.event(&failed(LetterKind::Reply, &newest, "550"));
    assert_eq!(life.policy.slas.due(life.ticket()), Some((TimerKind::NextResponse, asked_at + Span::hours(12))));
}

#[test]
fn an_older_reply_that_bounced_leaves_the_newest_one_standing() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    let older = newest(&life);
    life.later(Span::hours(1)).says("and now?");
    life.later(Span::hours(1)).reply(true);
    let told = life.event(&failed(LetterKind::Reply, &older, "550"));
    assert_eq!(letters(&told), [(LetterKind::OwnerAlert, "ann".to_owned())]);
    assert!(told.why.contains("the newest one stands") && !life.has(|what| *what == What::ReplyVoided), "{}", told.why);
    assert_eq!((life.ticket().status, life.policy.slas.due(life.ticket())), (Status::Waiting, None));
    let newest = newest(&life);
    life.event(&failed(LetterKind::Reply, &newest, "550"));
    assert!(life.has(|what| *what == What::ReplyVoided), "no reply is left that arrived");
}

#[test]
fn a_receipt_that_failed_is_only_written_down() {
    let mut life = Life::opened(&["refund"]);
    let told = life.event(&failed(LetterKind::Ack, "ack@okpay.example", "550"));
    assert!(told.letters.is_empty() && told.why.contains("550"));
    assert!(life.has(|what| matches!(what, What::LetterFailed { kind: LetterKind::Ack, .. })));
}

#[test]
fn an_order_for_no_ticket_does_nothing_and_says_so() {
    let mut life = Life::new();
    let told = life.orders(&Order::Close);
    assert!(told.ticket.is_none() && told.why.contains("no such ticket"));
}
