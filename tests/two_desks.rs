//! Two desks that write to each other, and a relay between them that takes away every sign by which a desk knows another:
//! does it end by itself, within the caps?
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use frontdesk::config::{self, Loaded};
use frontdesk::desk::Desk;
use frontdesk::mail::Address;
use frontdesk::mailbox::Folder;
use frontdesk::policy::{Keys, Mode, Policy};
use frontdesk::post::{Outcome, Outgoing};
use frontdesk::rehearsal::Rehearsal;
use frontdesk::rules::{Kinship, RuleSet};
use frontdesk::sla::SlaBook;
use frontdesk::store::Store;
use frontdesk::ticket::Order;
use frontdesk::time::{Span, Timestamp};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

/// 2026-11-02T01:00:00Z, a Monday.
const MONDAY: Timestamp = Timestamp::from_secs(1_793_581_200);
const DAYS: i64 = 45;

static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    Arc::new(RuleSet::load("rules", &config::rules::shipped(), &Kinship::default()).expect("the shipped rules"))
});

type Post = Box<dyn FnMut(&Outgoing, Timestamp) -> Outcome>;

/// Letters for the other desk: when they left, and their bytes.
type Bag = Rc<RefCell<Vec<(Timestamp, Vec<u8>)>>>;

struct House {
    address: String,
    rehearsal: Rehearsal<Post>,
    bag: Bag,
    sent: Vec<Timestamp>,
}

fn policy(address: &str, number: &str, authserv_id: Option<&str>) -> Policy {
    let slas = SlaBook::load(config::SHIPPED_SLA, "sla.toml").unwrap_or_default();
    let keys = Keys::derive(address.as_bytes(), address);
    let mut policy = Loaded::shipped().unwrap().policy(RULES.clone(), slas, keys);
    policy.sending.mode = Mode::Live;
    policy.brand.mail = Address::new(address);
    policy.brand.number = number.to_owned();
    policy.own_addresses = vec![Address::new(address)];
    policy.trust.authserv_id = authserv_id.map(str::to_owned);
    policy
}

impl House {
    fn new(policy: Policy, other: &str) -> Self {
        let (bag, other) = (Bag::default(), other.to_owned());
        let ears = bag.clone();
        let post: Post = Box::new(move |letter, now| {
            if letter.to.as_str() == other {
                ears.borrow_mut().push((now, letter.bytes.clone()));
            }
            Outcome::Accepted("250 ok".into())
        });
        let address = policy.brand.mail.to_string();
        let desk = Desk::new(Store::in_memory(MONDAY).unwrap(), policy);
        Self { address, rehearsal: Rehearsal::new(desk, post, MONDAY), bag, sent: Vec::new() }
    }

    fn most_within(&self, span: Span) -> usize {
        self.sent
            .iter()
            .map(|from| self.sent.iter().filter(|at| **at >= *from && **at - *from < span).count())
            .max()
            .unwrap_or(0)
    }
}

/// What the relay makes of letters: only who, to whom, about what and the words are left, under a new Message-ID.
struct Relay {
    count: usize,
    is_authentic: bool,
    /// The words too: no desk knows its own ones again.
    rewrites: bool,
}

impl Relay {
    fn passes(&mut self, bytes: &[u8], from: &str) -> Vec<u8> {
        self.count += 1;
        let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").expect("a header and a body");
        let kept = ["from:", "to:", "subject:", "date:", "mime-version:", "content-"];
        let mut fields: Vec<String> = vec![format!("Return-Path: <{from}>")];
        if self.is_authentic {
            let domain = from.split('@').nth(1).unwrap();
            fields.push(format!("Authentication-Results: mx.example; dmarc=pass header.from={domain}"));
        }
        fields.push(format!("Received: from relay.example by mx.example with ESMTP id {}; now", self.count));
        fields.push(format!("Message-ID: <{}@relay.example>", self.count));
        let mut is_kept = false;
        for line in head.lines() {
            if !line.starts_with([' ', '\t']) {
                is_kept = kept.iter().any(|name| line.to_lowercase().starts_with(name));
                is_kept &= !(self.rewrites && line.to_lowercase().starts_with("content-"));
            }
            if is_kept {
                fields.push(line.to_owned());
            }
        }
        let words = format!(
            "We are back on line {}. Case {} waits, please say what you need of us.\n",
            self.count,
            self.count * 7919
        );
        let body = if self.rewrites { words.as_str() } else { body };
        format!("{}\n\n{body}", fields.join("\n")).replace('\n', "\r\n").into_bytes()
    }
}

/// Lets them write to each other for weeks.
fn talk(authserv_id: Option<&str>, rewrites: bool, person_answers: bool) -> [House; 2] {
    let (north, south) = ("support@north.example", "support@south.example");
    let mut houses =
        [House::new(policy(north, "NO-", authserv_id), south), House::new(policy(south, "SO-", authserv_id), north)];
    let mut relay = Relay { count: 0, is_authentic: authserv_id.is_some(), rewrites };
    let first = format!("From: <{south}>\nTo: <{north}>\nSubject: Refund please\n\nI want a refund for TX8812345.\n");
    let first = Relay { rewrites: false, ..Relay { count: 0, is_authentic: relay.is_authentic, rewrites } }
        .passes(first.as_bytes(), south);
    houses[0].rehearsal.mail("first", first, Folder::Inbox).unwrap();
    if person_answers {
        let reply = Order::Reply { text: "What is the number of the transfer?".into(), waits: true };
        houses[0].rehearsal.order(10_001, "ann", &reply).unwrap();
    }
    let end = MONDAY + Span::days(DAYS);
    let mut now = MONDAY;
    while now < end {
        now = now + Span::minutes(5);
        for from in [0, 1] {
            houses[from].rehearsal.advance(now).unwrap();
            let bag: Vec<(Timestamp, Vec<u8>)> = houses[from].bag.borrow_mut().drain(..).collect();
            for (at, bytes) in bag {
                houses[from].sent.push(at);
                let raw = relay.passes(&bytes, &houses[from].address);
                let other = &mut houses[1 - from];
                other.rehearsal.advance(now).unwrap();
                other.rehearsal.mail(&format!("mail {}", relay.count), raw, Folder::Inbox).unwrap();
            }
        }
    }
    houses
}

fn ends_within_the_caps(houses: &[House; 2]) -> usize {
    let caps = frontdesk::policy::Caps::default();
    for house in houses {
        let (day, week) = (house.most_within(Span::days(1)), house.most_within(Span::days(7)));
        let clock = usize::try_from(caps.sender_clock_day).unwrap();
        assert!(day <= usize::try_from(caps.sender_day.max(5)).unwrap() + clock, "{}: {day} in a day", house.address);
        assert!(week <= 12, "{}: {week} in a week", house.address);
        let silence = house.sent.last().map_or(Span::days(DAYS), |last| MONDAY + Span::days(DAYS) - *last);
        assert!(silence > Span::days(14), "{}: still writing after {:?}", house.address, house.sent);
    }
    houses.iter().map(|house| house.sent.len()).sum()
}

#[test]
fn two_desks_whose_loop_marks_are_stripped_fall_silent_by_themselves() {
    let letters = ends_within_the_caps(&talk(None, false, false));
    assert!((1..=4).contains(&letters), "{letters} letters");
}

#[test]
fn two_desks_fall_silent_even_if_the_words_are_new_each_time_and_the_provider_vouches_for_both() {
    let letters = ends_within_the_caps(&talk(Some("mx.example"), true, false));
    assert!((2..=16).contains(&letters), "{letters} letters");
}

#[test]
fn two_desks_fall_silent_after_a_person_has_answered_and_the_clock_has_reminded() {
    let letters = ends_within_the_caps(&talk(Some("mx.example"), true, true));
    assert!((4..=24).contains(&letters), "{letters} letters");
}
