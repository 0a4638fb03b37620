//! core: A small shop for tests: one policy, one customer, one clock.
//! In: mails, orders and time, told in order. Out: the ticket and what every event led to.
//! Never leaves the tests.

use super::draft::Draft;
use super::step::{plan, settle};
use super::wish::Wish;
use super::{Decision, Entry, Event, Facts, Order, Ticket, Timer, What};
use crate::letter::LetterKind;
use crate::mail::{Address, Digest, Headers, Kind, Language, Mail, Mailbox, ReturnPath, SpanKind, TextSpan};
use crate::policy::{Brand, Caps, Keys, Mode, Person, Policy, Sending, Trust};
use crate::rules::{Category, Field, Found, GENERAL, Kinship, RuleFile, RuleSet, Verdict, Words};
use crate::safety::Gate;
use crate::sla::SlaBook;
use crate::thread::Joined;
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

pub const START: Timestamp = Timestamp::from_secs(1_795_305_600);

pub const BOOK: &str = r#"
[sla.payment]
first_response = "24h"
next_response = "12h"
resolution = "48h"
warn = ["75%"]
escalate = [{ after = "0h", to = "lead" }, { after = "12h", to = "boss" }]
[sla.standard]
first_response = "24h"
[sla.security]
first_response = "1h"
update = "4h"
"#;

pub fn category(id: &str) -> Category {
    let words = Words { zh: id.to_owned(), zh_hant: None, en: id.to_owned() };
    let sla = match id {
        "refund" => "payment",
        "security_report" => "security",
        _ => "standard",
    };
    Category {
        id: id.to_owned(),
        name: words,
        team: (id == "refund").then(|| "payments".to_owned()),
        sla: Some(sla.to_owned()),
        precedence: 0,
        overrides: id == "security_report",
        need: Vec::new(),
        nice: Vec::new(),
        answer: None,
        auto_answer: id == "fees",
        never_auto_close: id == "account_locked",
        page: id == "security_report",
        one_account_per_mail: false,
    }
}

/// The least a rule folder holds; the categories are made above.
const ANY: &str = "name = { zh = \"退款\", zh-Hant = \"退款\", en = \"Refund\" }\n[match]\nstrong = [\"refund\", \"退款\"]\n\
                   [test]\nyes = [\"refund\"]\nno = [\"hello\"]\n";

fn files() -> Vec<RuleFile> {
    let mut files = vec![RuleFile { path: "categories/refund.toml".to_owned(), text: ANY.to_owned() }];
    for kind in LetterKind::ALL {
        let folders: &[&str] = if kind.is_to_customer() { &["zh", "en"] } else { &["internal"] };
        for folder in folders {
            let path = format!("templates/{folder}/{}.txt", kind.template());
            let text = format!("Subject: [{{{{ ticket.number }}}}] {}\n\nDear customer\n", kind.name());
            files.push(RuleFile { path, text });
        }
    }
    files
}

fn rules() -> RuleSet {
    let ids = ["refund", "fees", "followup", "security_report", "account_locked", "login_problem"];
    let words = |id: &str| Words { zh: id.to_owned(), zh_hant: None, en: id.to_owned() };
    let field = |id: &str| Field { id: id.to_owned(), name: words(id), ask: words(id), is_typed: true };
    let mut rules = RuleSet::load("rules", &files(), &Kinship::default()).unwrap();
    rules.categories = ids.iter().map(|id| ((*id).to_owned(), category(id))).collect();
    rules.fields = ["amount", "ticket_no"].iter().map(|id| ((*id).to_owned(), field(id))).collect();
    rules
}

pub fn policy() -> Policy {
    let address = |name: &str| Address::new(&format!("{name}@okpay.example"));
    let person = |name: &str| (name.to_owned(), Person { address: address(name), speech: None });
    let team = |name: &str, who: &str| (name.to_owned(), vec![who.to_owned()]);
    let mail = Address::new("support@okpay.example");
    Policy {
        brand: Brand {
            name: "OKPay".to_owned(),
            mail: mail.clone(),
            site: "https://okpay.example".to_owned(),
            faq: String::new(),
            hours: String::new(),
            verify: Words::default(),
            more: BTreeMap::new(),
            number: "OK-".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
        },
        rules: Arc::new(rules()),
        slas: SlaBook::load(BOOK, "config/sla.toml").unwrap(),
        people: BTreeMap::from([person("ann"), person("lea"), person("boss"), person("oda")]),
        teams: BTreeMap::from([team("payments", "ann"), team("lead", "lea"), team("oncall", "oda")]),
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
        own_addresses: vec![mail],
        keys: Keys::derive(b"secret", "desk"),
    }
}

pub fn mail(from: &str, subject: &str, text: &str) -> Mail {
    let mailbox = |address: &str| Mailbox { name: String::new(), address: Address::new(address) };
    Mail {
        message_id: Some(format!("{}@x.example", Digest::of(text.as_bytes()))),
        in_reply_to: Vec::new(),
        references: Vec::new(),
        from: vec![mailbox(from)],
        from_fields: 1,
        to: vec![mailbox("support@okpay.example")],
        cc: Vec::new(),
        resent_to: Vec::new(),
        reply_to: Vec::new(),
        return_path: ReturnPath::Path(Address::new(from)),
        subject: subject.to_owned(),
        date: None,
        headers: Headers::default(),
        text: text.to_owned(),
        spans: vec![TextSpan { kind: SpanKind::New, start: 0, end: text.len() }],
        attachments: Vec::new(),
        language: Language::En,
        kind: Kind::Human,
        kind_why: "nothing of a robot".to_owned(),
        bounce: None,
        defects: Vec::new(),
        offset: None,
        canonical: Digest::of(text.as_bytes()),
    }
}

pub fn verdict(labels: &[&str], missing: &[&str]) -> Verdict {
    let mut labels = labels.iter().map(|label| (*label).to_owned());
    Verdict {
        category: labels.next().unwrap_or_else(|| GENERAL.to_owned()),
        also: labels.collect(),
        missing: missing.iter().map(|field| (*field).to_owned()).collect(),
        ..Verdict::default()
    }
}

pub fn found(field: &str, value: &str) -> (String, Found) {
    (field.to_owned(), Found { value: value.to_owned(), text: value.to_owned() })
}

pub fn joins(row: u8) -> Joined {
    let ticket = (row > 0).then_some(10001);
    Joined { ticket, row, why: format!("row {row}"), maybe_related: Vec::new(), is_stranger: false }
}

/// One ticket's life: what happened to it, and what every event led to.
pub struct Life {
    pub policy: Policy,
    pub facts: Facts,
    pub now: Timestamp,
    pub ticket: Option<Ticket>,
    pub history: Vec<Entry>,
    /// What the gate of letters that answer a mail says.
    pub gate: Gate,
}

impl Life {
    pub fn new() -> Self {
        let facts = Facts { mail_id: 1, mailbox: "support".to_owned(), next_number: 10001, ..Facts::default() };
        let facts = Facts { arrived_at: START, staff_was_seen: true, ..facts };
        Self { policy: policy(), facts, now: START, ticket: None, history: Vec::new(), gate: Gate::Send }
    }

    /// A ticket of the customer, opened by a mail with these labels.
    pub fn opened(labels: &[&str]) -> Self {
        let mut life = Self::new();
        life.mail(&mail("cy@x.example", "Help", "my words"), &verdict(labels, &[]), &joins(0));
        life
    }

    pub fn later(&mut self, span: Span) -> &mut Self {
        self.now = self.now + span;
        self.facts.arrived_at = self.now;
        self
    }

    pub fn event(&mut self, event: &Event<'_>) -> Decision {
        let draft: Draft = plan(self.ticket.as_ref(), event, &self.facts, &self.policy, self.now);
        let ask = |_: &Ticket, wish: &Wish| match wish.door {
            super::wish::Door::Mail => self.gate.clone(),
            _ => Gate::Send,
        };
        let decision = settle(draft, ask, &self.policy, self.now);
        assert!(!decision.why.is_empty());
        self.ticket.clone_from(&decision.ticket);
        if decision.is_new {
            self.history.clear();
        }
        self.history.extend(decision.entries.iter().cloned());
        decision
    }

    pub fn mail(&mut self, mail: &Mail, verdict: &Verdict, joined: &Joined) -> Decision {
        self.event(&Event::Arrived { mail, verdict, joined })
    }

    /// The customer writes again, by a person, nothing any rule knows.
    pub fn says(&mut self, text: &str) -> Decision {
        self.mail(&mail("cy@x.example", "Re: Help", text), &verdict(&[], &[]), &joins(2))
    }

    pub fn orders(&mut self, order: &Order) -> Decision {
        self.event(&Event::Ordered { by: "ann", order })
    }

    pub fn reply(&mut self, waits: bool) -> Decision {
        self.orders(&Order::Reply { text: "words".to_owned(), waits })
    }

    /// Lets time pass; every timer that falls due fires at its second. All letters, by kind and recipient's name.
    pub fn passes(&mut self, span: Span) -> Vec<(LetterKind, String)> {
        let until = self.now + span;
        let mut told = Vec::new();
        while let Some(timer) = self.timers().into_iter().find(|timer| timer.due_at <= until) {
            self.now = self.now.max(timer.due_at);
            self.facts.arrived_at = self.now;
            let Timer { kind, instance, level, .. } = timer;
            told.extend(letters(&self.event(&Event::Due { kind, instance, level })));
        }
        self.now = until;
        self.facts.arrived_at = until;
        told
    }

    pub fn timers(&self) -> Vec<Timer> {
        self.ticket.as_ref().map(|ticket| self.policy.slas.derive(ticket, self.now)).unwrap_or_default()
    }

    pub fn ticket(&self) -> &Ticket {
        self.ticket.as_ref().unwrap()
    }

    pub fn has(&self, what: impl Fn(&What) -> bool) -> bool {
        self.history.iter().any(|entry| what(&entry.what))
    }
}

/// Kind and local part of the recipient of each letter.
pub fn letters(decision: &Decision) -> Vec<(LetterKind, String)> {
    decision.letters.iter().map(|letter| (letter.kind, letter.to.local().to_owned())).collect()
}
