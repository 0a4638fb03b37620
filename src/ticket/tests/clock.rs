//! core: Time passes.

use crate::letter::LetterKind::{self, AskAgain, Breach, Closing, Overdue, OwnerAlert, Remind, SolvedCheck, Warning};
use crate::ticket::fixture::{Life, START, joins, letters, mail, verdict};
use crate::ticket::{Decision, Event, Order, Status, TimerKind, What};
use crate::time::Span;

fn told(wanted: &[(LetterKind, &str)]) -> Vec<(LetterKind, String)> {
    wanted.iter().map(|(kind, who)| (*kind, (*who).to_owned())).collect()
}

fn fire(life: &mut Life, kind: TimerKind, level: u8) -> Decision {
    let instance = life.timers().iter().find(|timer| timer.kind == kind).map_or(1, |timer| timer.instance);
    life.event(&Event::Due { kind, instance, level })
}

#[test]
fn a_promise_warns_then_breaks_then_climbs() {
    let mut life = Life::opened(&["refund"]);
    assert_eq!(life.passes(Span::hours(18)), told(&[(Warning, "ann")]));
    assert_eq!(life.passes(Span::hours(6)), told(&[(Breach, "ann"), (Breach, "lea"), (Overdue, "cy")]));
    assert_eq!(life.passes(Span::hours(13)), told(&[(Breach, "boss"), (Breach, "ann")]));
    assert_eq!(life.ticket().status, Status::Open, "a breach changes no state");
}

#[test]
fn the_customers_mail_program_never_hears_of_letters_to_staff() {
    let mut life = Life::opened(&["refund"]);
    let before = life.ticket().references.clone();
    assert_eq!(life.passes(Span::hours(18)), told(&[(Warning, "ann")]));
    assert_eq!(life.ticket().references, before);
}

#[test]
fn an_answer_in_the_last_second_keeps_the_promise() {
    let mut life = Life::opened(&["login_problem"]);
    life.later(Span::hours(24)).reply(true);
    let deadline = life.policy.slas.deadline(life.ticket(), TimerKind::FirstResponse);
    assert!(life.ticket().first_replied_at <= deadline);
    assert!(!life.passes(Span::hours(1)).iter().any(|(kind, _)| *kind == Breach));
}

#[test]
fn after_downtime_only_the_highest_level_fires_and_the_customer_hears_of_it() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(40));
    let first = fire(&mut life, TimerKind::FirstResponse, 99);
    assert_eq!(letters(&first), told(&[(Breach, "ann"), (Breach, "lea"), (Breach, "boss"), (Overdue, "cy")]));
    let skipped = life.history.iter().filter(|entry| matches!(entry.what, What::Skipped { .. })).count();
    assert_eq!(skipped, 2);
    for level in [100, 101] {
        let again = fire(&mut life, TimerKind::FirstResponse, level);
        assert!(again.letters.is_empty() && again.entries.is_empty(), "{}", again.why);
    }
}

#[test]
fn the_customer_is_told_of_lateness_only_where_staff_was_seen() {
    let mut life = Life::opened(&["refund"]);
    life.facts.staff_was_seen = false;
    assert!(!life.passes(Span::days(2)).iter().any(|(kind, _)| kind.is_to_customer()));
}

#[test]
fn two_promises_broken_at_one_second_say_sorry_once_in_any_order() {
    let mut both = Vec::new();
    for order in [[TimerKind::FirstResponse, TimerKind::Resolution], [TimerKind::Resolution, TimerKind::FirstResponse]]
    {
        let mut life = Life::opened(&["refund"]);
        life.later(Span::hours(60));
        let mut all: Vec<_> = order.iter().flat_map(|kind| letters(&fire(&mut life, *kind, 100))).collect();
        all.sort();
        both.push(all);
    }
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].iter().filter(|(kind, _)| *kind == Overdue).count(), 1);
}

#[test]
fn a_customer_who_owes_us_is_reminded_twice_and_then_the_ticket_closes_with_a_letter() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    assert_eq!(life.passes(Span::days(3)), told(&[(Remind, "cy")]));
    assert_eq!(life.passes(Span::days(4)), told(&[(Remind, "cy")]));
    assert_eq!(life.passes(Span::days(7)), told(&[(Closing, "cy")]));
    assert_eq!(life.ticket().status, Status::Closed);
    assert!(life.timers().is_empty());
}

#[test]
fn a_late_reminder_is_skipped_and_the_next_step_keeps_its_distance() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.later(Span::days(20));
    assert!(fire(&mut life, TimerKind::Close, 0).entries.is_empty(), "nobody is closed without a reminder");
    assert!(fire(&mut life, TimerKind::Remind, 1).letters.is_empty());
    assert!(life.has(|what| matches!(what, What::Skipped { timer: TimerKind::Remind, level: 1, .. })));
    assert!(life.passes(Span::secs(4 * 86_400 - 1)).is_empty());
    assert_eq!(life.passes(Span::secs(1)), told(&[(Remind, "cy")]));
    assert_eq!(life.passes(Span::days(7)), told(&[(Closing, "cy")]));
}

#[test]
fn an_answer_at_the_same_moment_drops_the_reminder() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.later(Span::days(3)).says("here it is");
    let late = life.event(&Event::Due { kind: TimerKind::Remind, instance: 1, level: 1 });
    assert!(late.letters.is_empty() && late.why.contains("moved"), "{}", late.why);
    assert!(life.has(|what| matches!(what, What::Skipped { timer: TimerKind::Remind, .. })));
    life.later(Span::hours(1)).reply(true);
    assert_eq!(life.passes(Span::days(3)), told(&[(Remind, "cy")]), "a new run reminds again");
}

#[test]
fn our_own_question_is_repeated_once_if_nothing_comes() {
    let mut life = Life::new();
    life.mail(&mail("cy@x.example", "Locked", "help"), &verdict(&["account_locked"], &["amount"]), &joins(0));
    life.facts.staff_was_seen = false;
    let customers =
        |letters: Vec<(LetterKind, String)>| letters.iter().filter(|(kind, _)| kind.is_to_customer()).count();
    let letters = life.passes(Span::days(2));
    assert!(letters.contains(&(AskAgain, "cy".to_owned())), "{letters:?}");
    assert_eq!(life.ticket().status, Status::Open, "our own question does not make the customer owe us");
    assert_eq!(customers(life.passes(Span::days(60))), 0, "no ticket closes that nobody read");
}

#[test]
fn our_own_question_is_not_repeated_after_an_answer_of_either_side() {
    for is_customer in [true, false] {
        let mut life = Life::new();
        life.mail(&mail("cy@x.example", "Refund", "help"), &verdict(&["refund"], &["amount"]), &joins(0));
        life.later(Span::hours(1));
        if is_customer {
            life.says("I do not know it")
        } else {
            life.reply(false)
        };
        assert!(!life.passes(Span::days(3)).iter().any(|(kind, _)| *kind == AskAgain));
    }
}

#[test]
fn a_solved_ticket_is_asked_about_and_then_closed() {
    let mut life = Life::opened(&["fees"]);
    assert_eq!(life.passes(Span::days(1)), told(&[(SolvedCheck, "cy")]));
    assert_eq!(life.passes(Span::days(4)), told(&[(Closing, "cy")]));
    assert_eq!(life.ticket().status, Status::Closed);
}

#[test]
fn some_categories_are_never_closed_by_the_clock() {
    let mut life = Life::opened(&["account_locked"]);
    life.later(Span::hours(1)).reply(true);
    let letters = life.passes(Span::days(30));
    assert_eq!(letters, told(&[(Remind, "cy"), (Remind, "cy"), (OwnerAlert, "lea")]));
    assert_eq!(life.ticket().status, Status::Waiting);
}

#[test]
fn a_closing_the_ticket_may_not_send_closes_nothing() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(1)).reply(true);
    life.policy.own_addresses.push(crate::mail::Address::new("cy@x.example"));
    let draft_only = life.ticket().clone();
    life.later(Span::days(3));
    let decision = crate::ticket::step::decide(
        Some(&draft_only),
        &Event::Due { kind: TimerKind::Remind, instance: 1, level: 1 },
        &life.facts,
        &life.policy,
        life.now,
    );
    assert!(decision.letters.is_empty() && decision.why.contains("L14"), "{}", decision.why);
}

#[test]
fn a_row_that_comes_too_early_waits() {
    let mut life = Life::opened(&["refund"]);
    let early = fire(&mut life, TimerKind::FirstResponse, 100);
    assert!(early.letters.is_empty() && early.entries.is_empty());
    assert!(early.timers.iter().any(|timer| timer.due_at == START + Span::hours(24)));
}

#[test]
fn waiting_stops_the_resolution_and_only_that_time_is_given_back() {
    let mut life = Life::opened(&["refund"]);
    life.later(Span::hours(2)).reply(true);
    assert!(life.timers().iter().all(|timer| timer.kind != TimerKind::Resolution));
    life.later(Span::hours(10)).says("here it is");
    let due = life.policy.slas.deadline(life.ticket(), TimerKind::Resolution);
    assert_eq!(due, Some(START + Span::hours(58)));
    life.later(Span::minutes(1)).orders(&Order::Close);
    assert!(life.timers().is_empty());
}

#[test]
fn a_new_warning_in_the_book_does_not_fire_what_has_fired() {
    let mut life = Life::opened(&["refund"]);
    life.passes(Span::hours(25));
    let book = crate::ticket::fixture::BOOK.replace("[\"75%\"]", "[\"50%\", \"75%\"]");
    life.policy.slas = crate::sla::SlaBook::load(&book, "sla.toml").unwrap();
    let again: Vec<u8> =
        life.timers().iter().filter(|t| t.kind == TimerKind::FirstResponse).map(|timer| timer.level).collect();
    assert_eq!(again, [101]);
}
