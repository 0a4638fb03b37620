//! core: Do the caps count as promised?

use super::*;
use crate::mail::{Address, Language};
use crate::policy::Policy;
use crate::safety::table;
use crate::safety::tests::{NOW, changed, facts, mail, trusting};
use crate::ticket::fixture::policy;
use crate::ticket::{Entry, What};
use crate::time::Span;

fn ticket() -> Ticket {
    let opened = What::Opened {
        number: 10001,
        mailbox: "support".into(),
        subject: "退款".into(),
        customer: Address::new("li@x.org"),
        customer_name: String::new(),
        language: Language::ZhHans,
        category: "refund".into(),
        also: vec![],
        team: None,
        sla: None,
        is_silent: false,
        started_at: None,
        raise: None,
        maybe_related: None,
    };
    let entry = Entry { step: 1, at: NOW, what: opened, why: "a new mail".into() };
    crate::ticket::step::apply(None, &entry).unwrap()
}

/// What the rows say of a letter of this kind.
fn asked(kind: LetterKind, (ticket, mail): (&Ticket, &Mail), facts: &Facts, standing: Standing) -> Gate {
    let policy: Policy = policy();
    let tally = Tally { kind, mail, ticket, facts, policy: &policy, standing, now: NOW };
    table::of_letter(&tally).map_or(Gate::Send, |(row, why)| silent(row.id, why))
}

fn judge(ticket: &Ticket, facts: &Facts, standing: Standing) -> Gate {
    asked(LetterKind::Ack, (ticket, &mail()), facts, standing)
}

fn counted(change: impl FnOnce(&mut Facts), standing: Standing) -> Gate {
    let mut facts = facts();
    change(&mut facts);
    judge(&ticket(), &facts, standing)
}

#[test]
fn the_rows_that_count_hold_one_by_one() {
    type Change = fn(&mut Facts);
    let silent: [(&str, Change); 11] = [
        ("L28 this mail", |f| f.counts.for_mail = 1),
        ("L30 cap:ticket_day", |f| f.counts.ticket_day = 2),
        ("L30 cap:ticket_total", |f| f.counts.ticket_total = 4),
        ("L30 cap:sender_ten_minutes", |f| f.counts.sender_ten_minutes = 1),
        ("L30 cap:sender_day", |f| f.counts.sender_day = 3),
        ("L30 cap:sender_week", |f| f.counts.sender_week = 8),
        ("L30 cap:domain_hour", |f| f.counts.domain_hour = 20),
        ("L30 cap:domain_day", |f| f.counts.domain_day = 60),
        ("L30 cap:storm", |f| f.counts.new_tickets_ten_minutes = 300),
        ("L30 cap:new_tickets_sender_hour", |f| f.counts.new_tickets_sender_hour = 20),
        ("L30 cap:sender_day: 99 of 3", |f| f.counts.sender_day = 99),
    ];
    for (expected, change) in silent {
        let Gate::Silent { row, why } = counted(change, Standing::Known) else { panic!("{expected}") };
        assert!(format!("{row} {why}").starts_with(expected), "{row} {why}");
    }
    assert_eq!(counted(|_| {}, Standing::Known), Gate::Send);
    let still = |change: fn(&mut Ticket)| {
        let mut ticket = ticket();
        change(&mut ticket);
        judge(&ticket, &facts(), Standing::Known)
    };
    assert!(matches!(still(|t| t.is_frozen = true), Gate::Silent { row: "L25", .. }));
    assert!(matches!(still(|t| t.frozen_until = Some(NOW + Span::secs(1))), Gate::Silent { row: "L25", .. }));
    assert_eq!(still(|t| t.frozen_until = Some(NOW)), Gate::Send, "thawed");
}

#[test]
fn letters_of_the_clock_have_a_count_of_their_own() {
    let late = |change: fn(&mut Facts)| {
        let mut facts = facts();
        change(&mut facts);
        clock(&ticket(), &facts, &Caps::default())
    };
    assert_eq!(late(|f| (f.counts.ticket_day, f.counts.sender_day) = (9, 9)), Gate::Send);
    assert!(matches!(late(|f| f.counts.sender_clock_day = 10), Gate::Silent { row: "L30", .. }));
    assert!(matches!(late(|f| f.counts.domain_day = 60), Gate::Silent { row: "L30", .. }), "of a storm, a day later");
    assert_eq!(counted(|f| f.counts.sender_clock_day = 10, Standing::Known), Gate::Send, "a receipt is no reminder");
}

#[test]
fn a_missed_promise_never_waits_behind_a_warning() {
    type Change = fn(&mut Facts);
    let told = |kind, change: Change| {
        let mut facts = facts();
        change(&mut facts);
        alarm(kind, &facts, &Caps::default()) == Gate::Send
    };
    let warned: Change = |f| (f.counts.alarms_half_hour, f.counts.alarms_day) = (1, 6);
    assert!(told(LetterKind::Breach, warned) && !told(LetterKind::Warning, warned));
    assert!(!told(LetterKind::Breach, |f| f.counts.breaches_half_hour = 1));
    assert!(told(LetterKind::Breach, |f| f.counts.breaches_day = 5));
    assert!(!told(LetterKind::Breach, |f| f.counts.breaches_day = 6));
    let all: Change = |f| (f.counts.breaches_half_hour, f.counts.alarms_half_hour) = (9, 9);
    assert!(told(LetterKind::Page, all), "a page of a security report is no escalation");
    assert!(!told(LetterKind::Page, |f| f.counts.new_tickets_ten_minutes = 300), "one alert stands for a storm");
}

#[test]
fn an_authenticated_sender_may_open_five_tickets_in_ten_minutes() {
    let opened = |count, standing| {
        counted(
            |f| (f.counts.sender_ten_minutes, f.counts.sender_day, f.counts.sender_week) = (count, count, count),
            standing,
        )
    };
    assert_eq!(opened(4, Standing::Authenticated), Gate::Send);
    assert_ne!(opened(5, Standing::Authenticated), Gate::Send);
    assert_ne!(opened(1, Standing::Known), Gate::Send);
}

#[test]
fn a_sender_nobody_vouches_for_has_half_the_caps_rounded_up() {
    let in_a_week = |count| counted(|f| f.counts.sender_week = count, Standing::Doubtful);
    assert_eq!(in_a_week(3), Gate::Send);
    assert_ne!(in_a_week(4), Gate::Send);
    assert_eq!(counted(|f| f.counts.sender_day = 1, Standing::Doubtful), Gate::Send);
    assert_ne!(counted(|f| f.counts.sender_day = 2, Standing::Doubtful), Gate::Send);
    let pathless = changed(|m| m.return_path = ReturnPath::Absent);
    assert_eq!(Standing::of(&pathless, &trusting("mx.okpay.example")), Standing::Doubtful);
    assert_eq!(Standing::of(&mail(), &trusting("mx.okpay.example")), Standing::Known);
    assert_eq!(Standing::of(&mail(), &Trust::default()), Standing::Doubtful);
}

#[test]
fn a_free_mailers_domain_has_ten_times_the_room() {
    let mut facts = facts();
    facts.counts.domain_hour = 100;
    let free = Ticket { customer: Address::new("li@qq.com"), ..ticket() };
    assert_eq!(judge(&free, &facts, Standing::Known), Gate::Send);
    assert_ne!(judge(&ticket(), &facts, Standing::Known), Gate::Send);
}

#[test]
fn a_ticket_has_one_receipt_ever_and_one_status_letter_a_day() {
    let mut facts = facts();
    let says = |kind, facts: &Facts| asked(kind, (&ticket(), &mail()), facts, Standing::Known);
    assert_eq!(says(LetterKind::Ack, &facts), Gate::Send);
    (facts.counts.ticket_acks, facts.counts.status_day) = (1, 1);
    assert!(matches!(says(LetterKind::Ack, &facts), Gate::Silent { row: "L29", .. }));
    assert!(matches!(says(LetterKind::FollowupStatus, &facts), Gate::Silent { row: "L30", .. }));
}

#[test]
fn an_answer_to_an_automatic_letter_of_ours_gets_no_second_receipt() {
    let says = |id: &str, facts: &Facts| {
        let answer = changed(|m| m.references = vec!["1@x.org".into(), id.to_owned()]);
        asked(LetterKind::Ack, (&ticket(), &answer), facts, Standing::Known)
    };
    let ours = |kind| crate::letter::message_id(&policy().keys, Some(10_009), 3, kind, 1, "okpay.example");
    assert!(matches!(says(&ours(LetterKind::Ack), &facts()), Gate::Silent { row: "L29", .. }));
    assert!(matches!(says(&ours(LetterKind::Remind), &facts()), Gate::Silent { row: "L29", .. }));
    assert_eq!(says(&ours(LetterKind::Reply), &facts()), Gate::Send, "a person wrote that");
    assert_eq!(says("10009.3.ack.1.aaaaaaaaaaaaaaaa@okpay.example", &facts()), Gate::Send, "anybody can write that");
    let late = Facts { continues: Some(10_009), ..facts() };
    assert_eq!(
        says(&ours(LetterKind::Closing), &late),
        Gate::Send,
        "its ticket is closed: he would hear nothing at all"
    );
}
