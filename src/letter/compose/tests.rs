use super::*;
use crate::letter::ours;
use crate::policy::{Brand, Caps, Keys, Mode, Sending, Trust};
use crate::rules::{Category, Field, Kinship, RuleFile, Words};
use crate::sla::SlaBook;
use crate::ticket::{Status, TimerKind};
use proptest::prelude::*;
use std::sync::Arc;

const NOW: Timestamp = Timestamp::from_secs(1_795_329_000);

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), zh_hant: None, en: en.to_owned() }
}

const ACK_ZH: &str = "Subject: [{{ ticket.number }}] 已收到：{{ category.name }}\n\n您好，{{ sla.first_response_by }} 前答复。\n{% for m in missing %}{{ loop.index }}. {{ m.ask }}\n{% endfor %}{% for f in found %}{{ f.name }} {{ f.masked }}；{% endfor %}\n\n{{ answer }}\n";
const ACK_EN: &str = "Subject: [{{ ticket.number }}] We have your mail: {{ category.name }}\n\nYou hear from us by {{ sla.first_response_by }}.\n{% for m in missing %}{{ loop.index }}. {{ m.ask }}\n{% endfor %}\n{{ answer }}\n";
const BREACH: &str = "Subject: [{{ ticket.number }}] {{ alarm.what }} late\n\n{{ ticket.subject }} from {{ customer.address }}, due {{ alarm.due }}, late {{ alarm.late }}\n";

const ANY: &str = "name = { zh = \"退款\", en = \"Refund\" }\n[match]\nstrong = [\"refund\"]\n[test]\nyes = [\"refund\"]\nno = [\"hello\"]\n";

fn rules() -> RuleSet {
    let files = [
        ("categories/refund.toml", ANY),
        ("templates/zh/ack.txt", ACK_ZH),
        ("templates/en/ack.txt", ACK_EN),
        ("templates/zh/faq-refund.txt", "1. 看 {{ brand.site }}\n"),
        ("templates/en/faq-refund.txt", "1. See {{ brand.site }}\n"),
        ("templates/internal/breach.txt", BREACH),
        ("templates/internal/owner-alert.txt", "Subject: {{ brand.name }} desk\n\n{{ alarm.what }}"),
    ];
    let files: Vec<RuleFile> =
        files.iter().map(|(path, text)| RuleFile { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
    RuleSet::load("rules", &files, &Kinship::default()).expect("good templates")
}

fn field(id: &str, is_typed: bool) -> (String, Field) {
    let field = Field {
        id: id.to_owned(),
        name: words(id, id),
        ask: words(&format!("问 {id}"), &format!("your {id}")),
        is_typed,
    };
    (id.to_owned(), field)
}

fn policy() -> Policy {
    let refund = Category {
        id: "refund".to_owned(),
        name: words("退款", "Refund"),
        team: None,
        sla: None,
        precedence: 0,
        overrides: false,
        need: Vec::new(),
        nice: Vec::new(),
        answer: Some("faq-refund".to_owned()),
        auto_answer: false,
        never_auto_close: false,
        page: false,
        one_account_per_mail: false,
    };
    let mut rules = rules();
    rules.categories = BTreeMap::from([("refund".to_owned(), refund)]);
    rules.fields = BTreeMap::from([field("amount", true), field("note", false)]);
    Policy {
        brand: Brand {
            name: "OKPay".to_owned(),
            mail: Address::new("support@okpay.example"),
            site: "https://okpay.example".to_owned(),
            faq: String::new(),
            hours: String::new(),
            verify: words("", ""),
            more: BTreeMap::new(),
            number: "OK-".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
        },
        rules: Arc::new(rules),
        slas: SlaBook::default(),
        people: BTreeMap::new(),
        teams: BTreeMap::new(),
        sending: Sending {
            mode: Mode::Live,
            try_addresses: Vec::new(),
            silence_after_bounce: Span::days(30),
            plus_address: false,
            precedence_bulk: true,
        },
        caps: Caps::default(),
        attachments: Default::default(),
        trust: Trust::default(),
        max_auto_age: Span::hours(6),
        own_addresses: Vec::new(),
        keys: Keys::derive(b"secret", "desk"),
    }
}

fn ticket(language: Language) -> Ticket {
    Ticket {
        number: 10234,
        steps: 2,
        status: Status::Open,
        mailbox: "support".to_owned(),
        subject: "Re: 回复：Refund?".to_owned(),
        customer: Address::new("ann@x.example"),
        customer_name: "Ann".to_owned(),
        participants: Vec::new(),
        language,
        category: "refund".to_owned(),
        also: Vec::new(),
        team: None,
        sla: None,
        fields: BTreeMap::new(),
        asked: Vec::new(),
        asked_at: None,
        is_asked_again: false,
        is_silent: false,
        opened_at: NOW,
        started_at: None,
        first_replied_at: None,
        replied_at: None,
        unanswered_at: None,
        answered_from: None,
        update_from: None,
        runs: BTreeMap::<TimerKind, u32>::new(),
        waiting_at: None,
        solved_at: None,
        closed_at: None,
        pauses: Vec::new(),
        offset: None,
        paused_since: None,
        nudged_at: None,
        fired: Vec::new(),
        last_message_id: Some("m25@x.example".to_owned()),
        references: (1..=25).map(|n| format!("m{n}@x.example")).collect(),
        maybe_related: Vec::new(),
        outsiders: Vec::new(),
        accounts: Vec::new(),
        merged_into: None,
        is_spam: false,
        raise: None,
        priority: crate::ticket::Priority::Normal,
        is_raised: false,
        is_unreachable: false,
        is_frozen: false,
        frozen_until: None,
        is_flood: false,
        is_alarm_cut: false,
        files: Vec::new(),
        is_cut: false,
        notes: Vec::new(),
        replied_id: None,
        strangers: Vec::new(),
    }
}

fn extra() -> Extra {
    let found = |value: &str| Found { value: value.to_owned(), text: String::new() };
    Extra {
        missing: vec!["amount".to_owned()],
        found: BTreeMap::from([
            ("amount".to_owned(), found("300 CNY")),
            ("note".to_owned(), found("visit https://evil.example")),
        ]),
        answer: true,
        first_response_by: Some(NOW + Span::days(1)),
        ..Extra::default()
    }
}

fn write(kind: LetterKind, ticket: &Ticket, extra: &Extra) -> Letter {
    compose(kind, ticket, &policy(), extra, 7, &ticket.customer, NOW).expect("a letter")
}

#[test]
fn the_receipt_names_the_number_the_date_and_what_is_missing() {
    let letter = write(LetterKind::Ack, &ticket(Language::ZhHans), &extra());
    assert_eq!(letter.subject, "[OK-10234] 已收到：退款");
    assert_eq!(
        letter.text,
        "您好，11月23日 06:30（UTC） 前答复。\n1. 问 amount\namount 300 CNY；\n\n1. 看 https://okpay.example\n"
    );
    assert_eq!(ours(&policy().keys, &letter.message_id), Some(Some(10234)));
    assert_eq!(letter.in_reply_to.as_deref(), Some("m25@x.example"));
    assert_eq!((letter.references.len(), letter.references[0].as_str()), (20, "m6@x.example"));
}

#[test]
fn who_writes_in_another_language_gets_chinese_and_english() {
    let letter = write(LetterKind::Ack, &ticket(Language::Other), &extra());
    assert_eq!(letter.subject, "[OK-10234] 已收到：退款 / We have your mail: Refund");
    let (zh, en) = letter.text.split_once("\n----------\n\n").expect("two tongues");
    assert!(zh.starts_with("您好") && en.starts_with("You hear from us by 23 November 2026, 06:30 (UTC)."), "{en}");
}

#[test]
fn a_reply_keeps_the_subject_and_the_number_once() {
    let extra = Extra { reply: "Done.\r\n\r\nBob\r\n".to_owned(), ..Extra::default() };
    let letter = write(LetterKind::Reply, &ticket(Language::En), &extra);
    assert_eq!(letter.subject, "Re: [OK-10234] Refund?");
    assert_eq!(letter.text, "Done.\n\nBob\n\n-- \nOK-10234\n");
    let again = Ticket { subject: letter.subject.clone(), ..ticket(Language::En) };
    assert_eq!(write(LetterKind::Reply, &again, &extra).subject, letter.subject);
}

#[test]
fn an_alarm_tells_staff_how_late_it_is_and_each_of_them_gets_a_letter() {
    let alarm = Alarm { what: "first_response".to_owned(), due_at: Some(NOW - Span::minutes(130)), level: 1 };
    let extra = Extra { alarm: Some(alarm), ..Extra::default() };
    let first = write(LetterKind::Breach, &ticket(Language::ZhHans), &extra);
    assert_eq!(first.subject, "[OK-10234] first_response late");
    assert_eq!(first.text, "Re: 回复：Refund? from ann@x.example, due 2026-11-22 04:20 (UTC), late 2h 10m\n");
    assert!(first.in_reply_to.is_none() && first.references.is_empty());
    let second = write(LetterKind::Breach, &ticket(Language::ZhHans), &Extra { nth: 1, ..extra });
    assert_ne!(first.message_id, second.message_id);
}

#[test]
fn the_owner_hears_of_the_desk_without_a_ticket() {
    let owner = Address::new("owner@x.example");
    let letter =
        owner_alert(&policy(), 3, &owner, (&"the relay refuses our password".into(), &"".into())).expect("a letter");
    assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("OKPay desk", "the relay refuses our password\n"));
    assert_eq!(ours(&policy().keys, &letter.message_id), Some(None));
}

#[test]
fn a_letter_without_template_says_which() {
    let ticket = ticket(Language::En);
    let error = compose(LetterKind::Overdue, &ticket, &policy(), &extra(), 7, &ticket.customer, NOW).expect_err("none");
    assert_eq!(error, "there is no templates/en/overdue.txt");
}

proptest! {
    #[test]
    fn no_subject_carries_control_characters(subject in any::<String>(), reply in any::<String>()) {
        let ticket = Ticket { subject, ..ticket(Language::En) };
        let letter = write(LetterKind::Reply, &ticket, &Extra { reply, ..Extra::default() });
        prop_assert!(!letter.subject.chars().any(|c| c.is_control()));
        prop_assert!(!letter.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    }
}
