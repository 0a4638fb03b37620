//! core: Mails come in.

use crate::letter::LetterKind;
use crate::mail::Kind;
use crate::policy::Mode;
use crate::safety::Gate;
use crate::ticket::fixture::{Life, START, found, joins, letters, mail, verdict};
use crate::ticket::{MACHINE, Order, Status, TimerKind, What};
use crate::time::Span;

fn to(kind: LetterKind, who: &str) -> (LetterKind, String) {
    (kind, who.to_owned())
}

#[test]
fn a_first_mail_opens_a_ticket_and_gets_one_receipt() {
    let mut life = Life::new();
    let told = life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &[]), &joins(0));
    assert!(told.is_new && told.why.contains("refund"), "{}", told.why);
    assert_eq!(letters(&told), [to(LetterKind::Ack, "cy")]);
    let ticket = life.ticket();
    assert_eq!((ticket.number, ticket.status, ticket.team.as_deref()), (10001, Status::Open, Some("payments")));
    assert_eq!((ticket.started_at, ticket.sla.as_deref()), (Some(START), Some("payment")));
}

#[test]
fn the_receipt_asks_for_what_is_missing_and_the_ticket_remembers_it() {
    let mut life = Life::new();
    life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &["amount"]), &joins(0));
    assert_eq!(life.ticket().asked, ["amount"]);
    let mut answer = verdict(&["refund"], &[]);
    answer.fields.extend([found("amount", "300 CNY")]);
    let told = life.later(Span::hours(1)).mail(&mail("cy@x.example", "Re: Refund", "300 CNY"), &answer, &joins(2));
    assert_eq!(
        letters(&told),
        [to(LetterKind::FollowupStatus, "cy")],
        "no second receipt, but a word that all is here"
    );
    assert!(life.ticket().asked.is_empty());
    assert_eq!(life.ticket().fields["amount"].value, "300 CNY");
}

#[test]
fn a_receipt_the_gate_refuses_asks_nothing_and_its_row_is_kept() {
    let mut life = Life::new();
    life.gate = Gate::Silent { row: "L15", why: "our address is not in To".to_owned() };
    let told = life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &["amount"]), &joins(0));
    assert!(told.letters.is_empty() && told.why.contains("L15"), "{}", told.why);
    assert!(life.ticket().asked.is_empty());
    assert!(life.has(|what| matches!(what, What::Silent { kind: LetterKind::Ack, row } if row == "L15")));
    assert!(life.timers().iter().all(|timer| timer.kind != TimerKind::AskAgain));
    assert!(life.ticket().is_silent, "the clock does not write to whom the gate refused");
}

#[test]
fn a_capped_receipt_does_not_silence_the_clock() {
    let mut life = Life::new();
    life.gate = Gate::Silent { row: "L30", why: "cap:sender_day".to_owned() };
    life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &[]), &joins(0));
    assert!(!life.ticket().is_silent && !life.ticket().is_frozen);
}

#[test]
fn an_easy_question_is_answered_at_once_and_solved_on_trial() {
    let mut life = Life::opened(&["fees"]);
    assert_eq!(life.ticket().status, Status::Solved);
    assert!(life.timers().iter().all(|timer| timer.kind != TimerKind::FirstResponse), "it was answered");
    life.later(Span::hours(2)).says("But which card?");
    assert_eq!(life.ticket().status, Status::Open);
    let due = life.policy.slas.due(life.ticket());
    assert_eq!(due, Some((TimerKind::NextResponse, life.now + Span::hours(24))), "a person is brought in");
}

#[test]
fn an_easy_question_whose_answer_was_not_sent_stays_open() {
    let mut life = Life::new();
    life.gate = Gate::Silent { row: "L16", why: "too many recipients".to_owned() };
    life.mail(&mail("cy@x.example", "Fees", "how much?"), &verdict(&["fees"], &[]), &joins(0));
    assert_eq!(life.ticket().status, Status::Open);
}

#[test]
fn an_easy_question_beside_a_hard_one_needs_a_person() {
    assert_eq!(Life::opened(&["fees", "refund"]).ticket().status, Status::Open);
}

#[test]
fn the_shorter_first_response_of_another_label_counts_whole() {
    let life = Life::opened(&["refund", "security_report"]);
    assert_eq!(life.ticket().sla.as_deref(), Some("security"));
}

#[test]
fn a_mail_no_rule_knows_still_gets_a_promise() {
    let life = Life::opened(&[]);
    assert_eq!((life.ticket().category.as_str(), life.ticket().sla.as_deref()), ("general", Some("standard")));
}

#[test]
fn a_security_report_pages_the_one_on_call() {
    let mut life = Life::new();
    let told = life.mail(&mail("cy@x.example", "Hacked", "help"), &verdict(&["security_report"], &[]), &joins(0));
    assert_eq!(letters(&told), [to(LetterKind::Ack, "cy"), to(LetterKind::Page, "oda")]);
}

#[test]
fn a_later_security_report_takes_over_the_ticket_and_pages() {
    let mut life = Life::opened(&["refund"]);
    let told = life.later(Span::hours(1)).mail(
        &mail("cy@x.example", "Re: Help", "somebody took my account"),
        &verdict(&["security_report"], &[]),
        &joins(2),
    );
    assert_eq!(letters(&told), [to(LetterKind::Page, "oda")]);
    assert_eq!(
        (life.ticket().category.as_str(), life.ticket().also.clone()),
        ("security_report", vec!["refund".to_owned()])
    );
    assert_eq!(life.ticket().sla.as_deref(), Some("security"));
}

#[test]
fn a_robot_that_joins_nothing_is_seen_and_bothers_nobody() {
    let mut life = Life::new();
    let mut robot = mail("cy@x.example", "Out of office", "I am away");
    (robot.kind, robot.kind_why) = (Kind::AutoReply, "Auto-Submitted: auto-replied".to_owned());
    let told = life.mail(&robot, &verdict(&["refund"], &["amount"]), &joins(0));
    assert!(told.letters.is_empty() && told.timers.is_empty() && told.why.contains("auto-replied"));
    assert_eq!((life.ticket().category.as_str(), life.ticket().status), (MACHINE, Status::Solved));
    assert!(life.passes(Span::days(60)).is_empty());
}

#[test]
fn a_robot_never_starts_stops_or_reopens_anything() {
    let mut robot = mail("cy@x.example", "Re: Help", "I am away");
    robot.kind = Kind::AutoReply;
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    let before = life.timers();
    life.later(Span::hours(1)).mail(&robot, &verdict(&[], &[]), &joins(1));
    assert_eq!((life.ticket().status, life.timers()), (Status::Waiting, before));
    life.orders(&Order::Close);
    life.mail(&robot, &verdict(&[], &[]), &joins(1));
    assert_eq!(life.ticket().status, Status::Closed);
}

#[test]
fn our_own_mail_is_dropped() {
    let mut life = Life::new();
    let mut own = mail("support@okpay.example", "Help", "words");
    own.kind = Kind::Own;
    let told = life.mail(&own, &verdict(&[], &[]), &joins(0));
    assert!(told.ticket.is_none() && told.entries.is_empty() && told.letters.is_empty());
}

#[test]
fn a_reply_reopens_a_closed_ticket() {
    let mut life = Life::opened(&["refund"]);
    life.orders(&Order::Close);
    let told = life.later(Span::days(29)).says("It came back");
    assert!(!told.is_new && told.letters.is_empty());
    assert_eq!(life.ticket().status, Status::Open);
    assert!(life.has(|what| matches!(what, What::Reopened { by } if by == "customer")));
    let due = life.policy.slas.due(life.ticket());
    assert_eq!(
        due,
        Some((TimerKind::NextResponse, life.now + Span::hours(12))),
        "a reopened ticket does not breach at once"
    );
}

#[test]
fn a_reply_after_the_window_opens_a_new_ticket_linked_to_the_old() {
    let mut life = Life::opened(&["refund"]);
    life.orders(&Order::Close);
    life.facts.next_number = 10002;
    let told = life.later(Span::days(31)).says("It came back");
    assert!(told.is_new);
    assert_eq!((life.ticket().number, life.ticket().maybe_related.clone()), (10002, vec![10001]));
    assert_eq!(letters(&told), [to(LetterKind::Ack, "cy")]);
}

#[test]
fn a_ticket_reopened_too_often_in_a_day_waits_for_a_person() {
    let mut life = Life::opened(&["refund"]);
    life.orders(&Order::Close);
    life.facts.counts.reopened_day = life.policy.caps.reopen_day;
    let decision = life.says("It happened again, what now?");
    assert_eq!(life.ticket().status, Status::Closed);
    assert!(decision.why.contains("cap:reopen_day"), "{}", decision.why);
}

#[test]
fn a_mail_that_only_thanks_reopens_and_starts_nothing() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    let before = life.timers();
    let told = life.later(Span::hours(1)).says("Thank you very much!");
    assert!(told.why.contains("thanks"), "{}", told.why);
    assert_eq!((life.ticket().status, life.timers()), (Status::Waiting, before));
    life.orders(&Order::Close);
    life.later(Span::days(40)).says("谢谢!");
    assert_eq!((life.ticket().number, life.ticket().status), (10001, Status::Closed));
}

#[test]
fn a_mail_of_the_customer_ends_the_waiting() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    assert_eq!(life.ticket().status, Status::Waiting);
    life.later(Span::hours(1)).says("It is number 7");
    assert_eq!(life.ticket().status, Status::Open);
    let kinds: Vec<TimerKind> = life.timers().iter().map(|timer| timer.kind).collect();
    assert!(kinds.contains(&TimerKind::NextResponse) && !kinds.contains(&TimerKind::Remind), "{kinds:?}");
}

#[test]
fn next_response_starts_at_the_oldest_unanswered_mail() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.later(Span::hours(1)).says("first");
    let oldest = life.now;
    life.later(Span::hours(5)).says("second");
    assert_eq!(life.policy.slas.deadline(life.ticket(), TimerKind::NextResponse), Some(oldest + Span::hours(12)));
}

#[test]
fn the_same_mail_once_more_is_appended_and_nothing_else() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    let told = life.mail(&mail("cy@x.example", "Help", "my words"), &verdict(&["refund"], &["amount"]), &joins(5));
    assert!(told.letters.is_empty());
    assert_eq!((told.entries.len(), life.ticket().status), (1, Status::Waiting));
}

#[test]
fn a_stranger_joins_as_text_and_gets_no_letter() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    let mut joined = joins(1);
    joined.is_stranger = true;
    let told = life.mail(&mail("eve@y.example", "Fwd: Help", "any update?"), &verdict(&["followup"], &[]), &joined);
    assert!(told.letters.is_empty());
    assert_eq!(life.ticket().status, Status::Waiting);
    assert!(life.has(|what| matches!(what, What::Mail { is_stranger: true, counts: false, .. })));
}

#[test]
fn the_word_to_a_stranger_says_nothing_of_the_ticket_and_comes_once() {
    let mut life = Life::opened(&["refund"]);
    life.policy.trust.authserv_id = Some("mx.okpay.example".to_owned());
    let mut joined = joins(1);
    joined.is_stranger = true;
    let mut fwd = mail("eve@y.example", "Fwd: Help", "any update?");
    assert!(life.mail(&fwd, &verdict(&[], &[]), &joined).letters.is_empty(), "nobody vouches for her");
    let vouched =
        ("Authentication-Results".to_owned(), "mx.okpay.example; dmarc=pass header.from=y.example".to_owned());
    fwd.headers.0.push(vouched);
    let told = life.mail(&fwd, &verdict(&[], &[]), &joined);
    assert_eq!(letters(&told), [(LetterKind::StrangerReceipt, "eve".to_owned())]);
    let letter = &told.letters[0];
    assert_eq!((&letter.in_reply_to, &letter.references), (&fwd.message_id, &fwd.message_id.iter().cloned().collect()));
    assert!(!life.ticket().references.contains(&letter.message_id), "the customer's thread does not hear of it");
    assert!(life.mail(&fwd, &verdict(&[], &[]), &joined).letters.is_empty(), "once");
}

#[test]
fn asking_before_the_promised_time_gets_a_word_where_it_stands_once_a_day() {
    let mut life = Life::opened(&["refund"]);
    let asks = mail("cy@x.example", "Re: Help", "any update?");
    let told = life.later(Span::hours(3)).mail(&asks, &verdict(&["followup"], &[]), &joins(2));
    assert_eq!(letters(&told), [to(LetterKind::FollowupStatus, "cy")]);
    assert_eq!(life.ticket().category, "refund");
    life.facts.counts.status_day = 1;
    assert!(life.later(Span::hours(3)).mail(&asks, &verdict(&["followup"], &[]), &joins(2)).letters.is_empty());
}

#[test]
fn asking_after_the_promised_time_raises_the_ticket_and_tells_the_team() {
    let mut life = Life::opened(&["refund"]);
    life.passes(Span::hours(25));
    let asks = mail("cy@x.example", "Re: Help", "any update?");
    let told = life.mail(&asks, &verdict(&["followup"], &[]), &joins(2));
    assert_eq!(letters(&told), [to(LetterKind::Breach, "ann")]);
    assert!(life.ticket().is_raised);
    assert!(life.mail(&asks, &verdict(&["followup"], &[]), &joins(2)).letters.is_empty(), "once");
}

#[test]
fn old_mail_is_kept_and_no_clock_hears_of_it() {
    let mut life = Life::new();
    life.facts.is_old = Some("older than the first start");
    life.mail(&mail("cy@x.example", "Hacked", "help"), &verdict(&["security_report"], &[]), &joins(0));
    assert!(life.ticket().is_silent && life.ticket().started_at.is_none());
    assert!(life.timers().is_empty());
    life.facts.is_old = None;
    life.later(Span::days(2)).says("I write again");
    assert_eq!(life.policy.slas.due(life.ticket()), Some((TimerKind::FirstResponse, life.now + Span::hours(1))));
}

#[test]
fn a_ticket_born_in_shadow_gets_no_letter_of_the_clock_to_its_customer() {
    let mut life = Life::new();
    life.policy.sending.mode = Mode::Shadow;
    life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &["amount"]), &joins(0));
    life.policy.sending.mode = Mode::Live;
    let told = life.passes(Span::days(20));
    assert!(!told.is_empty() && told.iter().all(|(kind, _)| !kind.is_to_customer()), "{told:?}");
}

#[test]
fn an_admins_first_test_in_shadow_is_no_silent_ticket() {
    let mut life = Life::new();
    life.policy.sending.mode = Mode::Shadow;
    life.policy.sending.try_addresses = vec![crate::mail::Address::new("cy@x.example")];
    life.mail(&mail("cy@x.example", "Refund", "please"), &verdict(&["refund"], &[]), &joins(0));
    assert!(!life.ticket().is_silent);
}

#[test]
fn the_last_letter_of_a_tickets_cap_freezes_it() {
    let mut life = Life::opened(&["refund"]);
    life.gate = Gate::Silent { row: "L30", why: "cap:ticket_total".to_owned() };
    life.later(Span::hours(1)).mail(
        &mail("cy@x.example", "Re", "any update?"),
        &verdict(&["followup"], &[]),
        &joins(2),
    );
    assert!(life.ticket().is_frozen);
}

#[test]
fn a_chase_freezes_the_ticket_for_a_day_and_a_persons_answer_thaws_it() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1));
    life.facts.right_after_letters = 3;
    let (mail, verdict, joined) = (mail("cy@x.example", "Re", "any update?"), verdict(&["followup"], &[]), joins(2));
    let event = crate::ticket::Event::Arrived { mail: &mail, verdict: &verdict, joined: &joined };
    let decision = crate::ticket::step::decide(life.ticket.as_ref(), &event, &life.facts, &life.policy, life.now);
    assert!(decision.letters.is_empty() && decision.why.contains("L24"), "{}", decision.why);
    let frozen = decision.ticket.unwrap();
    assert!(frozen.is_still(life.now + Span::hours(23)) && !frozen.is_still(life.now + Span::hours(24)));
    assert!(!frozen.is_silent, "the clock may write again tomorrow");
    life.ticket = Some(crate::ticket::Ticket { is_frozen: true, ..frozen });
    life.later(Span::minutes(5)).reply(false);
    assert!(!life.ticket().is_still(life.now));
}
