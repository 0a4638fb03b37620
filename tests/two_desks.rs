//! Two desks that write to each other, and a relay between them that takes away every sign by which a desk knows another:
//! does it end by itself, within the caps?
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use frontdesk::config::{self, Loaded};
use frontdesk::desk::Desk;
use frontdesk::letter::LetterKind;
use frontdesk::mail::Address;
use frontdesk::mailbox::Folder;
use frontdesk::policy::{Caps, Keys, Mode, Policy};
use frontdesk::post::{Outcome, Outgoing};
use frontdesk::rehearsal::Rehearsal;
use frontdesk::rules::{Kinship, RuleSet};
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

/// Letters for the other desk: when they left, and what they were.
type Bag = Rc<RefCell<Vec<(Timestamp, Outgoing)>>>;

struct House {
    address: String,
    rehearsal: Rehearsal<Post>,
    bag: Bag,
    sent: Vec<(Timestamp, LetterKind)>,
}

fn policy(address: &str, number: &str, is_authentic: bool) -> Policy {
    let slas = config::sla::shipped().unwrap_or_default();
    let keys = Keys::derive(address.as_bytes(), address);
    let mut policy = Loaded::shipped().unwrap().policy(RULES.clone(), slas, keys);
    policy.sending.mode = Mode::Live;
    policy.brand.mail = Address::new(address);
    policy.brand.number = number.to_owned();
    policy.own_addresses = vec![Address::new(address)];
    policy.trust.authserv_id = is_authentic.then(|| "mx.example".to_owned());
    policy
}

impl House {
    fn new(policy: Policy, other: &str) -> Self {
        let (bag, other) = (Bag::default(), other.to_owned());
        let ears = bag.clone();
        let post: Post = Box::new(move |letter, now| {
            if letter.to.as_str() == other {
                ears.borrow_mut().push((now, letter.clone()));
            }
            Outcome::Accepted("250 ok".into())
        });
        let address = policy.brand.mail.to_string();
        let desk = Desk::new(Store::in_memory(MONDAY).unwrap(), policy);
        Self { address, rehearsal: Rehearsal::new(desk, post, MONDAY), bag, sent: Vec::new() }
    }

    /// The most letters of these kinds within any window of this length.
    fn most_within(&self, span: Span, is_its: fn(LetterKind) -> bool) -> u32 {
        let times: Vec<Timestamp> = self.sent.iter().filter(|(_, kind)| is_its(*kind)).map(|(at, _)| *at).collect();
        let within = |from: &Timestamp| times.iter().filter(|at| *at >= from && **at - *from < span).count();
        u32::try_from(times.iter().map(within).max().unwrap_or(0)).unwrap()
    }
}

/// `10001.3.ack.1.MAC@domain`
fn kind_of(letter: &Outgoing) -> LetterKind {
    letter.message_id.split('.').find_map(LetterKind::from_name).expect("a letter of ours")
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

/// What is between them.
#[derive(Clone, Default)]
struct Case {
    /// The provider vouches for both.
    is_authentic: bool,
    /// The relay writes other words each time.
    rewrites: bool,
    person_answers: bool,
    caps: Caps,
}

/// Lets them write to each other for so many days.
fn talk(case: &Case, days: i64) -> [House; 2] {
    let (north, south) = ("support@north.example", "support@south.example");
    let of =
        |address: &str, number: &str| Policy { caps: case.caps.clone(), ..policy(address, number, case.is_authentic) };
    let mut houses = [House::new(of(north, "NO-"), south), House::new(of(south, "SO-"), north)];
    let mut relay = Relay { count: 0, is_authentic: case.is_authentic, rewrites: false };
    let first = format!("From: <{south}>\nTo: <{north}>\nSubject: Refund please\n\nI want a refund for TX8812345.\n");
    let first = relay.passes(first.as_bytes(), south);
    relay.rewrites = case.rewrites;
    houses[0].rehearsal.mail("first", first, Folder::Inbox).unwrap();
    if case.person_answers {
        let reply = Order::Reply { text: "What is the number of the transfer?".into(), waits: true };
        houses[0].rehearsal.order(10_001, "ann", &reply).unwrap();
    }
    let end = MONDAY + Span::days(days);
    let mut now = MONDAY;
    while now < end {
        now = now + Span::minutes(5);
        for from in [0, 1] {
            houses[from].rehearsal.advance(now).unwrap();
            let bag: Vec<(Timestamp, Outgoing)> = houses[from].bag.borrow_mut().drain(..).collect();
            for (at, letter) in bag {
                houses[from].sent.push((at, kind_of(&letter)));
                let raw = relay.passes(&letter.bytes, &houses[from].address);
                let other = &mut houses[1 - from];
                other.rehearsal.advance(now).unwrap();
                other.rehearsal.mail(&format!("mail {}", relay.count), raw, Folder::Inbox).unwrap();
            }
        }
    }
    houses
}

/// Out: how many letters there were.
fn ends_within_the_caps(houses: &[House; 2]) -> usize {
    let caps = Caps::default();
    for house in houses {
        let answers = |span| house.most_within(span, LetterKind::answers_a_mail);
        // An authenticated sender may have five where others have three.
        assert!(answers(Span::days(1)) <= caps.sender_day.max(5), "{}: {:?}", house.address, house.sent);
        assert!(answers(Span::days(7)) <= caps.sender_week, "{}: {:?}", house.address, house.sent);
        let of_clock = house.most_within(Span::days(1), |kind| kind.is_at_most_once() && !kind.answers_a_mail());
        assert!(of_clock <= caps.sender_clock_day, "{}: {:?}", house.address, house.sent);
        let last = house.sent.last().map_or(MONDAY, |(at, _)| *at);
        assert!(MONDAY + Span::days(DAYS) - last > Span::days(14), "{}: {:?}", house.address, house.sent);
    }
    houses.iter().map(|house| house.sent.len()).sum()
}

#[test]
fn two_desks_whose_loop_marks_are_stripped_fall_silent_by_themselves() {
    let letters = ends_within_the_caps(&talk(&Case::default(), DAYS));
    assert!((2..=12).contains(&letters), "{letters} letters");
}

#[test]
fn two_desks_fall_silent_even_if_the_words_are_new_each_time_and_the_provider_vouches_for_both() {
    let case = Case { is_authentic: true, rewrites: true, ..Case::default() };
    let letters = ends_within_the_caps(&talk(&case, DAYS));
    assert!((2..=32).contains(&letters), "{letters} letters");
}

#[test]
fn two_desks_fall_silent_after_a_person_has_answered_and_the_clock_has_reminded() {
    let case = Case { is_authentic: true, rewrites: true, person_answers: true, ..Case::default() };
    let letters = ends_within_the_caps(&talk(&case, DAYS));
    assert!((4..=80).contains(&letters), "{letters} letters");
}

/// Or the three above would prove nothing.
#[test]
fn without_caps_two_desks_would_write_to_each_other_all_day() {
    let most = 100_000;
    let caps = Caps { sender_ten_minutes: most, sender_day: most, sender_week: most, ..Caps::default() };
    let caps = Caps { domain_hour: most, domain_day: most, global_hour: most, global_day: most, ..caps };
    let caps = Caps { new_tickets_sender_hour: most, ..caps };
    let houses = talk(&Case { is_authentic: true, rewrites: true, caps, ..Case::default() }, 1);
    let letters: usize = houses.iter().map(|house| house.sent.len()).sum();
    assert!(letters > 100, "{letters} letters");
}
