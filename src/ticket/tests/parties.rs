//! core: Who speaks in a ticket, and tickets that become one.

use crate::mail::Address;
use crate::thread::Joined;
use crate::ticket::fixture::{Life, found, joins, letters, mail, verdict};
use crate::ticket::{INTERNAL, Order, Status, Ticket, TimerKind, What};
use crate::time::Span;

fn stranger() -> Joined {
    Joined { is_stranger: true, ..joins(1) }
}

fn writes(life: &mut Life, from: &str) {
    life.mail(&mail(from, "Re: Help", "it was the blue card"), &verdict(&[], &[]), &stranger());
}

fn accept(life: &mut Life, address: &str) {
    life.orders(&Order::Accept { address: Address::new(address) });
}

#[test]
fn a_stranger_is_remembered_until_staff_accept_him() {
    let mut life = Life::opened(&["refund"]);
    life.reply(true);
    writes(life.later(Span::hours(1)), "dee@x.example");
    writes(&mut life, "Dee@X.example");
    writes(&mut life, "eve@x.example");
    let outsiders: Vec<&str> = life.ticket().outsiders.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(outsiders, ["Dee@x.example", "eve@x.example"]);
    assert_eq!(life.ticket().status, Status::Waiting, "he stops nothing");
    accept(life.later(Span::hours(2)), "dee@x.example");
    assert_eq!(life.ticket().participants.len(), 2);
    assert_eq!(life.ticket().outsiders.len(), 1);
    assert_eq!((life.ticket().status, life.ticket().unanswered_at), (Status::Open, Some(life.now)), "his mail counts");
    assert!(life.orders(&Order::Accept { address: Address::new("dee@x.example") }).entries.is_empty(), "twice is once");
    let told = life.reply(true);
    assert_eq!(letters(&told).len(), 1, "letters go to the customer alone");
    assert_eq!(told.letters[0].to.as_str(), "cy@x.example");
}

#[test]
fn who_has_not_written_is_accepted_for_later() {
    let mut life = Life::opened(&["refund"]);
    life.reply(true);
    accept(life.later(Span::hours(1)), "dee@x.example");
    assert_eq!((life.ticket().status, life.ticket().unanswered_at), (Status::Waiting, None));
    assert!(life.history.last().unwrap().why.contains("has not written here yet"));
}

fn other(status: Status) -> Ticket {
    let mut life = Life::opened(&["refund"]);
    let ticket = life.ticket().clone();
    let (field, value) = found("amount", "40 EUR");
    let dee = Address::new("dee@x.example");
    let participants = vec![ticket.customer.clone(), dee];
    life.ticket = Some(Ticket { number: 10002, status, fields: [(field, value)].into(), participants, ..ticket });
    life.ticket().clone()
}

#[test]
fn a_ticket_takes_over_what_another_one_knew_and_owed() {
    let mut life = Life::opened(&["refund"]);
    life.reply(true);
    let owed_since = life.now;
    let taken = Ticket { unanswered_at: Some(owed_since), ..other(Status::Open) };
    let told = life.later(Span::hours(1)).orders(&Order::Absorb { other: Box::new(taken) });
    assert!(told.letters.is_empty(), "no letter speaks of it");
    let ticket = life.ticket();
    assert_eq!((ticket.status, ticket.unanswered_at), (Status::Open, Some(owed_since)));
    assert_eq!(ticket.participants.len(), 2);
    assert!(ticket.fields.contains_key("amount"));
    assert!(life.timers().iter().any(|timer| timer.kind == TimerKind::NextResponse));
    let gone = life.orders(&Order::Merge { into: 10003 });
    assert!(gone.letters.is_empty() && gone.timers.is_empty());
    assert_eq!((life.ticket().status, life.ticket().merged_into), (Status::Closed, Some(10003)));
    life.orders(&Order::Reopen);
    assert_eq!(life.ticket().merged_into, None, "taken apart again");
}

#[test]
fn a_settled_ticket_brings_no_clock() {
    let mut life = Life::opened(&["refund"]);
    life.reply(true);
    let taken = Ticket { unanswered_at: None, ..other(Status::Closed) };
    life.orders(&Order::Absorb { other: Box::new(taken) });
    assert_eq!((life.ticket().status, life.ticket().unanswered_at), (Status::Waiting, None));
}

#[test]
fn what_was_closed_as_spam_stays_closed_whatever_its_sender_writes() {
    let mut life = Life::opened(&["refund"]);
    let told = life.orders(&Order::Spam);
    assert!(told.letters.is_empty() && told.timers.is_empty());
    let again = life.later(Span::hours(1)).says("Are you there?");
    assert!(again.letters.is_empty() && again.why.contains("closed as spam"), "{}", again.why);
    assert_eq!(life.ticket().status, Status::Closed);
    life.later(Span::days(60)).says("Are you there?");
    assert_eq!((life.ticket().number, life.ticket().status), (10001, Status::Closed));
    life.orders(&Order::Reopen);
    life.says("Thank you for looking again: please refund");
    assert!(!life.ticket().is_spam && life.ticket().unanswered_at.is_some(), "staff may change their mind");
}

#[test]
fn a_second_number_and_the_same_transaction_are_noted_once() {
    let mut life = Life::opened(&["refund"]);
    let names = Joined { maybe_related: vec![10002], ..joins(2) };
    life.facts.same_matter = vec![10002, 10003, 10001];
    let told = life.mail(&mail("cy@x.example", "Re: Help", "see there"), &verdict(&[], &[]), &names);
    assert!(told.why.contains("the mail names OK-10002 too"), "{}", told.why);
    assert!(told.why.contains("the same transaction as OK-10003"), "{}", told.why);
    life.mail(&mail("cy@x.example", "Re: Help", "and there"), &verdict(&[], &[]), &names);
    assert_eq!(life.ticket().maybe_related, [10002, 10003]);
    assert_eq!(life.history.iter().filter(|entry| matches!(entry.what, What::Related { .. })).count(), 2);
    let explain = crate::ticket::wish::extra(life.ticket(), &life.policy, life.now).explain;
    assert!(explain.contains("OK-10002, OK-10003"), "staff read it in their letters: {explain}");
}

#[test]
fn several_accounts_in_one_mail_are_flagged_and_masked() {
    let mut life = Life::opened(&["refund"]);
    life.says("It is the account me@x.example.");
    assert!(life.ticket().accounts.is_empty());
    life.says("The accounts are me@x.example, <you@y.example> and support@okpay.example.");
    let accounts: Vec<&str> = life.ticket().accounts.iter().map(Address::as_str).collect();
    assert_eq!(accounts, ["me@x.example", "you@y.example"]);
    let explain = crate::ticket::wish::extra(life.ticket(), &life.policy, life.now).explain;
    assert!(explain.contains("several accounts") && !explain.contains("you@y.example"), "{explain}");
}

#[test]
fn mail_of_our_own_people_is_internal_and_starts_no_clock() {
    for from in ["ann@okpay.example", "Ann+notes@okpay.example"] {
        let mut life = Life::new();
        let told = life.mail(&mail(from, "Note", "please refund him"), &verdict(&["refund"], &[]), &joins(0));
        assert!(told.letters.is_empty() && told.timers.is_empty(), "{}", told.why);
        assert_eq!((life.ticket().category.as_str(), life.ticket().status), (INTERNAL, Status::Open));
        let again = life.mail(&mail(from, "Note", "hello?"), &verdict(&["refund"], &[]), &joins(2));
        assert!(again.timers.is_empty() && life.ticket().started_at.is_none(), "{}", again.why);
    }
}

/// Attack A06: no text of a mail is an order, whoever wrote it.
#[test]
fn no_text_of_a_mail_is_an_order() {
    for order in
        ["#close", "#solved", "#reply We pay.", "#merge OK-10002", "#assign bob", "close OK-10001", "#accept eve@x"]
    {
        for from in ["cy@x.example", "ann@okpay.example", "eve@x.example"] {
            let mut life = Life::opened(&["refund"]);
            let joined = if from == "cy@x.example" { joins(2) } else { stranger() };
            let told = life.mail(&mail(from, order, order), &verdict(&[], &[]), &joined);
            assert!(told.letters.is_empty(), "{from}: {order}");
            let ticket = life.ticket();
            assert_eq!(
                (ticket.status, ticket.merged_into, ticket.participants.len()),
                (Status::Open, None, 1),
                "{order}"
            );
        }
    }
}

/// Attack A04: a robot's or a stranger's mail to the ticket's own address is text for staff, and flagged.
#[test]
fn verification_mail_to_a_tickets_own_address_is_for_nobody_outside() {
    let joined = Joined { is_stranger: true, ..joins(3) };
    let mut life = Life::opened(&["refund"]);
    let told = life.mail(&mail("team@chat.example", "Confirm your address", "482913"), &verdict(&[], &[]), &joined);
    assert!(told.letters.is_empty() && told.why.contains("never pass it on"), "{}", told.why);
    let plain = life.mail(&mail("dee@x.example", "Hello", "it is me"), &verdict(&[], &[]), &joined);
    assert!(!plain.why.contains("never pass it on"));
}
