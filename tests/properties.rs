//! What holds for every life of a ticket, whatever customers, staff, robots and time do.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use frontdesk::letter::{Letter, LetterKind};
use frontdesk::mail::{self, Address, Kind};
use frontdesk::policy::{Brand, Caps, Keys, Mode, Person, Policy, Sending, Trust};
use frontdesk::rules::{Kinship, Material, RuleFile, RuleSet, Words};
use frontdesk::sla::SlaBook;
use frontdesk::thread::Joined;
use frontdesk::ticket::step::{apply, decide};
use frontdesk::ticket::{Decision, Entry, Event, Facts, Failed, Order, Status, Ticket, Timer};
use frontdesk::time::{Span, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

const START: Timestamp = Timestamp::from_secs(1_795_305_600);

const BOOK: &str = r#"
[sla.payment]
first_response = "24h"
next_response = "12h"
resolution = "48h"
update = "24h"
warn = ["50%", "75%"]
escalate = [{ after = "0h", to = "lead" }, { after = "12h", to = "boss" }]
"#;

fn category(name: &str, words: &str, more: &str) -> String {
    format!(
        "name = {{ zh = \"{name}\", zh-Hant = \"{name}\", en = \"{name}\" }}\nsla = \"payment\"\n[match]\n\
         strong = [{words}]\n{more}\n[test]\nyes = [\"refund, fee, any update\"]\nno = [\"hello\"]\n"
    )
}

fn rules() -> RuleSet {
    let file = |path: &str, text: String| RuleFile { path: path.to_owned(), text };
    let mut files = vec![
        file("categories/refund.toml", category("Refund", "\"refund\"", "")),
        file("categories/followup.toml", category("Follow-up", "\"any update\"", "")),
        file("categories/fees.toml", category("Fees", "\"fee\"", "[reply]\nauto_answer = true")),
    ];
    for kind in LetterKind::ALL {
        let folders: &[&str] = if kind.is_to_customer() { &["zh", "en"] } else { &["internal"] };
        for folder in folders {
            let text = format!("Subject: [{{{{ ticket.number }}}}] {}\n\nWords\n", kind.name());
            files.push(file(&format!("templates/{folder}/{}.txt", kind.template()), text));
        }
    }
    RuleSet::load("rules", &files, &Kinship::default()).unwrap()
}

fn policy() -> Policy {
    static RULES: OnceLock<Arc<RuleSet>> = OnceLock::new();
    let address = |name: &str| Address::new(&format!("{name}@okpay.example"));
    let person = |name: &str| (name.to_owned(), Person { address: address(name), speech: None });
    let ours = Address::new("support@okpay.example");
    Policy {
        brand: Brand {
            name: "OKPay".to_owned(),
            mail: ours.clone(),
            site: "https://okpay.example".to_owned(),
            faq: String::new(),
            hours: String::new(),
            verify: Words::default(),
            more: BTreeMap::new(),
            number: "OK-".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
        },
        rules: Arc::clone(RULES.get_or_init(|| Arc::new(rules()))),
        slas: SlaBook::load(BOOK, "config/sla.toml").unwrap(),
        people: BTreeMap::from([person("ann"), person("lea"), person("boss")]),
        teams: BTreeMap::from([("lead".to_owned(), vec!["lea".to_owned()])]),
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
        own_addresses: vec![ours],
        keys: Keys::derive(b"secret", "desk"),
    }
}

/// One thing that happens.
#[derive(Clone, Debug)]
enum Happens {
    Mail(&'static str, &'static str),
    Reply(bool),
    Close,
    Spam,
    Accept,
    Absorb,
    Reopen,
    Move(&'static str),
    ReplyFailed,
    /// Hours pass; what falls due, fires.
    Passes(i64),
    /// We were down: hours pass and nothing fires.
    Down(i64),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => mails(),
        2 => any::<bool>().prop_map(Happens::Reply),
        1 => Just(Happens::Close),
        1 => prop_oneof![Just(Happens::Spam), Just(Happens::Accept), Just(Happens::Absorb)],
        1 => Just(Happens::Reopen),
        1 => prop_oneof![Just("fees"), Just("refund")].prop_map(Happens::Move),
        1 => Just(Happens::ReplyFailed),
        4 => (1i64..400).prop_map(Happens::Passes),
        1 => (1i64..900).prop_map(Happens::Down),
    ]
}

fn mails() -> impl Strategy<Value = Happens> {
    let human = prop_oneof![
        Just("I want a refund"),
        Just("any update?"),
        Just("what is the fee?"),
        Just("Thank you!"),
        Just("hello")
    ];
    let robot = prop_oneof![
        Just("Auto-Submitted: auto-replied\r\n"),
        Just("List-Id: <news.x.example>\r\n"),
        Just("Precedence: bulk\r\n")
    ];
    prop_oneof![3 => human.prop_map(|text| Happens::Mail("", text)), 1 => robot.prop_map(|head| Happens::Mail(head, "away"))]
}

struct Life {
    policy: Policy,
    now: Timestamp,
    ticket: Option<Ticket>,
    histories: BTreeMap<i64, Vec<Entry>>,
    letters: Vec<Letter>,
    mails: i64,
}

impl Life {
    fn new() -> Self {
        let (ticket, histories, letters) = (None, BTreeMap::new(), Vec::new());
        Self { policy: policy(), now: START, ticket, histories, letters, mails: 0 }
    }

    fn facts(&self) -> Facts {
        let number = self.ticket.as_ref().map(|ticket| ticket.number);
        let acks =
            self.letters.iter().filter(|letter| letter.kind == LetterKind::Ack && letter.ticket == number).count();
        let mut facts = Facts { mail_id: self.mails, mailbox: "support".to_owned(), ..Facts::default() };
        facts.next_number = 10001 + self.histories.len() as i64;
        (facts.arrived_at, facts.staff_was_seen) = (self.now, true);
        facts.counts.ticket_acks = acks as u32;
        facts
    }

    fn event(&mut self, event: &Event<'_>) -> Decision {
        let decision = decide(self.ticket.as_ref(), event, &self.facts(), &self.policy, self.now);
        assert!(!decision.why.is_empty(), "every decision has a reason");
        assert!(
            decision.entries.iter().all(|entry| !entry.why.is_empty()),
            "every entry has one: {:?}",
            decision.entries
        );
        self.ticket.clone_from(&decision.ticket);
        if let Some(ticket) = &self.ticket {
            self.histories.entry(ticket.number).or_default().extend(decision.entries.iter().cloned());
            assert!(ticket.status != Status::Closed || decision.timers.is_empty(), "a closed ticket has no timers");
        }
        self.letters.extend(decision.letters.iter().cloned());
        decision
    }

    fn happens(&mut self, what: &Happens) {
        match what {
            Happens::Mail(head, text) => self.mail(head, text),
            Happens::Reply(waits) => self.order(&Order::Reply { text: "words".to_owned(), waits: *waits }),
            Happens::Close => self.order(&Order::Close),
            Happens::Reopen => self.order(&Order::Reopen),
            Happens::Spam => self.order(&Order::Spam),
            Happens::Accept => self.order(&Order::Accept { address: Address::new("dee@x.example") }),
            Happens::Absorb => {
                let other = self.ticket.clone().map(|ticket| Ticket { number: ticket.number + 1, ..ticket });
                other.into_iter().for_each(|other| self.order(&Order::Absorb { other: Box::new(other) }));
            }
            Happens::Move(category) => self.order(&Order::Move { category: (*category).to_owned() }),
            Happens::ReplyFailed => {
                let newest = self.ticket.as_ref().and_then(|ticket| ticket.replied_id.clone()).unwrap_or_default();
                let letter = Failed { kind: LetterKind::Reply, to: "cy@x.example", message_id: &newest };
                self.event(&Event::LetterFailed { letter, why: "550 unknown" });
            }
            Happens::Down(hours) => self.now = self.now + Span::hours(*hours),
            Happens::Passes(hours) => self.passes(self.now + Span::hours(*hours)),
        }
    }

    fn order(&mut self, order: &Order) {
        self.event(&Event::Ordered { by: "ann", order });
    }

    fn mail(&mut self, head: &str, text: &str) {
        self.mails += 1;
        let raw = format!(
            "Return-Path: <cy@x.example>\r\n{head}From: Cy <cy@x.example>\r\nTo: support@okpay.example\r\n\
             Message-ID: <{}@x.example>\r\nSubject: Hello\r\nContent-Type: text/plain\r\n\r\n{text}\r\n",
            self.mails
        );
        let mail = mail::read(raw.as_bytes(), false);
        let verdict = self.policy.rules.judge(&Material::of(&mail, &[]));
        let number = self.ticket.as_ref().map(|ticket| ticket.number);
        let joined =
            Joined { ticket: number, row: 2, why: "row 2".to_owned(), maybe_related: Vec::new(), is_stranger: false };
        let decision = self.event(&Event::Arrived { mail: &mail, verdict: &verdict, joined: &joined });
        assert_eq!(mail.kind == Kind::Human, head.is_empty(), "{}", mail.kind_why);
        if mail.kind != Kind::Human {
            assert!(decision.letters.is_empty(), "no automatic letter to a robot: {}", decision.why);
        }
    }

    fn passes(&mut self, until: Timestamp) {
        while let Some(timer) = self.timers().into_iter().find(|timer| timer.due_at <= until) {
            self.now = self.now.max(timer.due_at);
            self.fire(&timer);
        }
        self.now = until;
    }

    fn timers(&self) -> Vec<Timer> {
        self.ticket.as_ref().map(|ticket| self.policy.slas.derive(ticket, self.now)).unwrap_or_default()
    }

    fn fire(&mut self, timer: &Timer) {
        let Timer { kind, instance, level, .. } = *timer;
        let before = self.timers();
        self.event(&Event::Due { kind, instance, level });
        assert_ne!(before, self.timers(), "a due timer that fires is gone: {timer:?}");
    }
}

fn live(happenings: &[Happens]) -> Life {
    let mut life = Life::new();
    happenings.iter().for_each(|what| life.happens(what));
    life
}

#[test]
fn a_life_as_told_here_has_letters_of_every_side() {
    let life =
        live(&[Happens::Mail("", "I want a refund"), Happens::Passes(49), Happens::Reply(true), Happens::Passes(400)]);
    let kinds: Vec<LetterKind> = life.letters.iter().map(|letter| letter.kind).collect();
    for kind in [LetterKind::Ack, LetterKind::Breach, LetterKind::Overdue, LetterKind::Reply, LetterKind::Closing] {
        assert!(kinds.contains(&kind), "no {kind:?} in {kinds:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_replayed_history_gives_the_same_ticket(happenings in prop::collection::vec(happens(), 1..25)) {
        let life = live(&happenings);
        for history in life.histories.values() {
            let steps: Vec<u32> = history.iter().map(|entry| entry.step).collect();
            prop_assert_eq!(&steps, &(1..=history.len() as u32).collect::<Vec<_>>(), "steps are consecutive");
        }
        if let Some(ticket) = &life.ticket {
            let replayed = life.histories[&ticket.number].iter().fold(None, apply);
            prop_assert_eq!(replayed.as_ref(), Some(ticket));
        }
    }

    #[test]
    fn no_ticket_gets_a_second_receipt_and_no_cause_a_second_letter(happenings in prop::collection::vec(happens(), 1..25)) {
        let life = live(&happenings);
        for number in life.histories.keys() {
            let acks = life.letters.iter().filter(|l| l.kind == LetterKind::Ack && l.ticket == Some(*number)).count();
            prop_assert!(acks <= 1, "{} receipts", acks);
        }
        let mut ids: Vec<&str> = life.letters.iter().map(|letter| letter.message_id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), life.letters.len());
    }

    #[test]
    fn every_decision_has_a_reason(happenings in prop::collection::vec(happens(), 1..25)) {
        live(&happenings);
    }

    #[test]
    fn timers_of_the_same_time_give_the_same_letters_in_any_order(
        happenings in prop::collection::vec(happens(), 1..15),
        hours in 1i64..900,
    ) {
        let mut told = Vec::new();
        for is_reversed in [false, true] {
            let mut life = live(&happenings);
            life.now = life.now + Span::hours(hours);
            life.letters.clear();
            let mut due: Vec<Timer> = life.timers().into_iter().filter(|timer| timer.due_at <= life.now).collect();
            if is_reversed {
                due.reverse();
            }
            for Timer { kind, instance, level, .. } in due {
                life.event(&Event::Due { kind, instance, level });
            }
            let mut letters: Vec<(LetterKind, Address)> = life.letters.iter().map(|l| (l.kind, l.to.clone())).collect();
            letters.sort();
            let mut fired = life.ticket.map(|ticket| ticket.fired).unwrap_or_default();
            fired.sort_unstable();
            told.push((letters, fired));
        }
        prop_assert_eq!(&told[0], &told[1]);
    }
}
