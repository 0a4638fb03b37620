//! core: What the operator and the admin decided: brand, people, promises, limits, rules.
//! In: the checked configuration. Out: the one value every decision is made under.
//! Never changes while an event is decided; the shell swaps the whole.

use crate::mail::Address;
use crate::rules::RuleSet;
use crate::rules::diagnostic::{Said, Speech};
use crate::sla::SlaBook;
use crate::time::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone)]
pub struct Policy {
    pub brand: Brand,
    pub rules: Arc<RuleSet>,
    pub slas: SlaBook,
    pub people: BTreeMap<String, Person>,
    /// Team to names of people.
    pub teams: BTreeMap<String, Vec<String>>,
    pub sending: Sending,
    pub caps: Caps,
    pub trust: Trust,
    pub attachments: Attachments,
    /// Gate L02: older mail (server time) is kept and ticketed, not answered.
    pub max_auto_age: Span,
    /// Every address of ours: mailboxes and aliases. Gate L14.
    pub own_addresses: Vec<Address>,
    pub keys: Keys,
}

#[derive(Clone, Debug)]
pub struct Brand {
    pub name: String,
    /// From address of letters.
    pub mail: Address,
    pub site: String,
    pub faq: String,
    pub hours: String,
    /// How to prove who you are without signing in, by language.
    pub verify: crate::rules::Words,
    /// Other variables of the templates: `brand.chat`, `brand.phone`, form links.
    pub more: BTreeMap<String, String>,
    /// Prefix of ticket numbers, `OK-`.
    pub number: String,
    /// For dates in letters.
    pub zone: jiff::tz::TimeZone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub address: Address,
    /// What frontdesk itself writes to them in; none: both.
    pub speech: Option<Speech>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every letter is written and held.
    Shadow,
    /// Letters to staff leave, letters to customers are held.
    Staff,
    Live,
}

impl Mode {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shadow => "shadow",
            Self::Staff => "staff",
            Self::Live => "live",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Sending {
    pub mode: Mode,
    /// Get real letters in every mode.
    pub try_addresses: Vec<Address>,
    /// How long nothing automatic is written to an address whose letter came back for good.
    pub silence_after_bounce: Span,
    /// Letters to customers ask for answers to the ticket's own address.
    pub plus_address: bool,
    /// `Precedence: bulk` on automatic letters.
    pub precedence_bulk: bool,
}

/// What becomes of customers' files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachments {
    /// Pictures and PDF go to staff with the letter that tells of the mail.
    pub forward_to_staff: bool,
    /// Bytes of one letter.
    pub forward_up_to: usize,
    /// Files of these matters are identity papers: never mailed on.
    pub sensitive_categories: Vec<String>,
    /// They are erased so long after the ticket was closed.
    pub sensitive_for: Span,
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            forward_to_staff: true,
            forward_up_to: 5_000_000,
            sensitive_categories: vec!["identity".to_owned()],
            sensitive_for: Span::days(30),
        }
    }
}

/// Limits on automatic letters (the page on mail safety, section 2). Counts within sliding windows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Caps {
    pub ticket_day: u32,
    pub ticket_total: u32,
    pub sender_ten_minutes: u32,
    pub sender_day: u32,
    pub sender_week: u32,
    /// Letters of the clock; they do not count against the three above.
    pub sender_clock_day: u32,
    pub domain_hour: u32,
    pub domain_day: u32,
    pub global_hour: u32,
    pub global_day: u32,
    /// Thrice the usual busy hour is the limit when it is lower than `global_hour`, but never less than this.
    pub usual_hour_least: u32,
    pub staff_hour: u32,
    /// Staff letters of the clock about one ticket.
    pub escalation_half_hour: u32,
    pub escalation_day: u32,
    /// Alerts about the desk itself, to each owner.
    pub owner_day: u32,
    /// Above it further mails of this sender go into one ticket.
    pub new_tickets_sender_hour: u32,
    /// A storm above it: mails of this mailbox are kept and ticketed, nothing answers them.
    pub new_tickets_ten_minutes: u32,
    pub reopen_day: u32,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            ticket_day: 2,
            ticket_total: 4,
            sender_ten_minutes: 1,
            sender_day: 3,
            sender_week: 8,
            sender_clock_day: 10,
            domain_hour: 20,
            domain_day: 60,
            global_hour: 60,
            global_day: 300,
            usual_hour_least: 10,
            staff_hour: 30,
            escalation_half_hour: 1,
            escalation_day: 6,
            owner_day: 12,
            new_tickets_sender_hour: 20,
            new_tickets_ten_minutes: 300,
            reopen_day: 10,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Trust {
    /// Without it sender caps are halved (section 3.6) and L19 holds.
    pub authserv_id: Option<String>,
    /// The provider writes its result below its own Received field.
    pub authserv_is_below: bool,
    pub own_lists: Vec<String>,
    pub forwarders: Vec<String>,
    /// Fields into which our own filter writes its verdict (L20).
    pub spam_fields: Vec<String>,
}

/// HMAC keys by purpose, derived from the one key beside the database.
#[derive(Clone)]
pub struct Keys {
    pub message_id: [u8; 32],
    pub plus_address: [u8; 32],
    pub loop_mark: [u8; 32],
    pub bounce_address: [u8; 32],
    pub instance: String,
}

impl Policy {
    /// `OK-10234`
    pub fn number(&self, ticket: i64) -> String {
        format!("{}{ticket}", self.brand.number)
    }

    /// The addresses behind a team or a person, without repeats; empty when unknown.
    pub fn addresses(&self, who: &str) -> Vec<Address> {
        let names: Vec<&str> = match self.teams.get(who) {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => vec![who],
        };
        let mut found: Vec<Address> = Vec::new();
        for name in names {
            if let Some(person) = self.people.get(name)
                && !found.contains(&person.address)
            {
                found.push(person.address.clone());
            }
        }
        found
    }

    /// What the desk has to say, in the language of who reads it; in both, the one after the other, where that is not known.
    pub fn words_for(&self, to: &Address, said: &Said) -> String {
        let speech = self.person(to).and_then(|name| self.people.get(name)).and_then(|person| person.speech);
        match speech {
            Some(speech) => said.in_speech(speech).to_owned(),
            None if said.en == said.zh => said.en.clone(),
            None => {
                let between = if said.en.contains('\n') { "\n\n" } else { " / " };
                Said::joined(&[said.en.as_str().into(), said.zh.as_str().into()], (between, between)).en
            }
        }
    }

    /// The person who writes from this address, or from a plus form of it.
    pub fn person(&self, address: &Address) -> Option<&str> {
        let bare = address.without_detail();
        let known = |person: &Person| person.address.same_as(address) || person.address.same_as(&bare);
        self.people.iter().find(|(_, person)| known(person)).map(|(name, _)| name.as_str())
    }
}
