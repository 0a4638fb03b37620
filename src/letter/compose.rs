//! core: Which words does this letter say?
//! In: its kind, the ticket, the policy, and what only the decision knows (`Extra`). Out: a `Letter` with its final
//! words and Message-ID, or why it cannot be written.
//! Never repeats a customer's words in an automatic letter, but for the subject of a person's reply.

#[cfg(test)]
mod tests;

use super::variables::{
    AlarmWords, Because, Customer, Missing, Named, Promised, Remind, Seen, TicketWords, brand_words,
};
use super::{Letter, LetterKind, Tongue, Variables, dates, domain, mask, message_id, safe};
use crate::mail::{Address, Language, card, subject, visible};
use crate::phrasebook;
use crate::policy::Policy;
use crate::rules::diagnostic::Said;
use crate::rules::{Found, RuleSet};
use crate::ticket::Ticket;
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// Automatic letters stay small (mail safety, section 2).
const MOST_BYTES: usize = 16 * 1024;
/// RFC 5322 sets no limit on References; relays do on header size.
const MOST_REFERENCES: usize = 20;
const REPLY_SUBJECT_CHARS: usize = 150;

/// What a letter says beyond the ticket.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// Fields to ask for, in order.
    pub missing: Vec<String>,
    /// What the mail told us; only typed fields are repeated, masked.
    pub found: BTreeMap<String, Found>,
    /// Add the FAQ answer of the category.
    pub answer: bool,
    pub first_response_by: Option<Timestamp>,
    pub next_update_by: Option<Timestamp>,
    pub resolution_by: Option<Timestamp>,
    /// 1, 2; 0 in other letters.
    pub remind_level: u8,
    pub closing: Option<Closing>,
    pub alarm: Option<Alarm>,
    pub notice: String,
    /// For staff: why the ticket has its category.
    pub explain: String,
    /// The words of a person's reply.
    pub reply: String,
    /// For somebody who is not the customer: the mail that is answered, and its language.
    pub answers: Option<String>,
    pub language: Option<Language>,
    /// 0 for the first recipient of this cause, 1 for the second …
    pub nth: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The customer did not answer our questions.
    NoAnswer,
    Solved,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarm {
    /// Name of the timer, `first_response`.
    pub what: String,
    pub due_at: Option<Timestamp>,
    pub level: u8,
}

/// The letter of one kind about one ticket. `step` is the entry of the history that causes it.
pub fn compose(
    kind: LetterKind,
    ticket: &Ticket,
    policy: &Policy,
    extra: &Extra,
    step: u32,
    to: &Address,
    now: Timestamp,
) -> Result<Letter, String> {
    let (subject, text) = match kind {
        LetterKind::StrangerReceipt => return stranger_receipt(ticket, policy, extra, step, to),
        LetterKind::Reply => reply(ticket, policy, extra),
        _ if kind.is_to_customer() => {
            let tongues = Tongue::of(ticket.language);
            let parts: Result<Vec<_>, _> = tongues.iter().map(|t| one(kind, ticket, policy, extra, *t, now)).collect();
            both(&parts?)
        }
        LetterKind::OwnerAlert => one(kind, ticket, policy, &read_by(to, extra, policy), Tongue::Internal, now)?,
        _ => one(kind, ticket, policy, extra, Tongue::Internal, now)?,
    };
    let threads = kind.is_to_customer();
    Ok(Letter {
        kind,
        ticket: Some(ticket.number),
        step,
        to: to.clone(),
        language: if threads { ticket.language } else { Language::En },
        subject,
        text,
        message_id: message_id(&policy.keys, Some(ticket.number), step, kind, extra.nth + 1, domain(policy)),
        in_reply_to: ticket.last_message_id.clone().filter(|_| threads),
        references: if threads { references(ticket) } else { Vec::new() },
        enclosed: Vec::new(),
    })
}

/// The fact in the language of the one who reads it.
fn read_by(to: &Address, extra: &Extra, policy: &Policy) -> Extra {
    let told = |alarm: &Alarm| Alarm { what: policy.words_for(to, &phrasebook::said(&alarm.what)), ..alarm.clone() };
    Extra { alarm: extra.alarm.as_ref().map(told), ..extra.clone() }
}

/// To somebody who is not the customer: nothing of the ticket, not even its number, and no Message-ID of its thread.
fn stranger_receipt(
    ticket: &Ticket,
    policy: &Policy,
    extra: &Extra,
    step: u32,
    to: &Address,
) -> Result<Letter, String> {
    let kind = LetterKind::StrangerReceipt;
    let language = extra.language.unwrap_or(Language::En);
    let (templates, brand) = (&policy.rules.templates, &policy.brand);
    let one = |tongue: &Tongue| {
        let words = brand_words(brand, brand.verify.in_language(tongue.language()), &templates.brand_keys());
        templates.render(&kind.template(), *tongue, &Variables { brand: words, ..Variables::default() })
    };
    let parts: Result<Vec<_>, _> = Tongue::of(language).iter().map(one).collect();
    let (subject, text) = both(&parts?);
    Ok(Letter {
        kind,
        ticket: Some(ticket.number),
        step,
        to: to.clone(),
        language,
        subject,
        text,
        message_id: message_id(&policy.keys, Some(ticket.number), step, kind, extra.nth + 1, domain(policy)),
        in_reply_to: extra.answers.clone(),
        references: extra.answers.iter().cloned().collect(),
        enclosed: Vec::new(),
    })
}

/// A letter about the desk itself, in its reader's language: one line, and what stands below it. `sequence` is unique
/// among them (design section 5).
pub fn owner_alert(
    policy: &Policy,
    sequence: u32,
    to: &Address,
    (what, below): (&Said, &Said),
) -> Result<Letter, String> {
    let (what, below) = (policy.words_for(to, what), policy.words_for(to, below));
    let more = policy.rules.templates.brand_keys();
    let variables = Variables {
        brand: brand_words(&policy.brand, &policy.brand.verify.en, &more),
        alarm: AlarmWords { what: safe::foreign(&what), ..AlarmWords::default() },
        explain: safe::foreign(&below),
        ..Variables::default()
    };
    let kind = LetterKind::OwnerAlert;
    let (subject, text) = policy.rules.templates.render(&kind.template(), Tongue::Internal, &variables)?;
    Ok(Letter {
        kind,
        ticket: None,
        step: sequence,
        to: to.clone(),
        language: Language::En,
        subject,
        text,
        message_id: message_id(&policy.keys, None, sequence, kind, 1, domain(policy)),
        in_reply_to: None,
        references: Vec::new(),
        enclosed: Vec::new(),
    })
}

/// Subject and body in one tongue; without the FAQ answer when it would be too large.
fn one(
    kind: LetterKind,
    ticket: &Ticket,
    policy: &Policy,
    extra: &Extra,
    tongue: Tongue,
    now: Timestamp,
) -> Result<(String, String), String> {
    let templates = &policy.rules.templates;
    let mut variables = words(ticket, policy, extra, tongue, now);
    let answer = policy.rules.categories.get(&ticket.category).and_then(|category| category.answer.as_deref());
    if let Some(answer) = answer.filter(|_| extra.answer) {
        variables.answer = templates.render_answer(answer, tongue, &variables)?;
    }
    let letter = templates.render(&kind.template(), tongue, &variables)?;
    if letter.1.len() <= MOST_BYTES {
        return Ok(letter);
    }
    variables.answer.clear();
    let letter = templates.render(&kind.template(), tongue, &variables)?;
    match letter.1.len() <= MOST_BYTES {
        true => Ok(letter),
        false => Err(format!("the {} letter is larger than {MOST_BYTES} bytes", kind.name())),
    }
}

/// Every variable, in the tongue of the letter.
fn words(ticket: &Ticket, policy: &Policy, extra: &Extra, tongue: Tongue, now: Timestamp) -> Variables {
    let language = if tongue == Tongue::Internal { ticket.language } else { tongue.language() };
    let is_internal = tongue == Tongue::Internal;
    let internal = |text: &str| if is_internal { safe::header(&safe::foreign(text)) } else { String::new() };
    let date = |at: Timestamp| dates::instant(at, &policy.brand.zone, tongue);
    let promised = |at: Option<Timestamp>| at.map(date).unwrap_or_default();
    let rules = &policy.rules;
    Variables {
        ticket: TicketWords {
            number: policy.number(ticket.number),
            status: ticket.status.name().to_owned(),
            created: date(ticket.opened_at),
            subject: internal(&ticket.subject),
        },
        category: Named { name: rules.name_of(&ticket.category, language).to_owned() },
        also: ticket.also.iter().map(|id| rules.name_of(id, language).to_owned()).collect(),
        missing: missing(rules, &extra.missing, language),
        found: found(rules, &extra.found, language),
        answer: String::new(),
        sla: Promised {
            first_response_by: promised(extra.first_response_by),
            next_update_by: promised(extra.next_update_by),
            resolution_by: promised(extra.resolution_by),
            peak: String::new(),
        },
        team: Named { name: ticket.team.clone().unwrap_or_default() },
        brand: brand_words(&policy.brand, policy.brand.verify.in_language(language), &rules.templates.brand_keys()),
        notice: safe::body(&extra.notice),
        remind: Remind { level: extra.remind_level },
        closing: Because { because: extra.closing.map_or("", Closing::name).to_owned() },
        alarm: extra.alarm.as_ref().map(|alarm| alarm_words(alarm, policy, tongue, now)).unwrap_or_default(),
        explain: if is_internal { safe::foreign(&extra.explain) } else { String::new() },
        customer: Customer { address: internal(&visible::address(ticket.customer.as_str())) },
    }
}

impl Closing {
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAnswer => "no_answer",
            Self::Solved => "solved",
        }
    }
}

fn alarm_words(alarm: &Alarm, policy: &Policy, tongue: Tongue, now: Timestamp) -> AlarmWords {
    let late = alarm.due_at.map(|due| now - due).filter(|late| *late > Span::ZERO);
    AlarmWords {
        what: safe::header(&safe::foreign(&alarm.what)),
        due: alarm.due_at.map(|at| dates::instant(at, &policy.brand.zone, tongue)).unwrap_or_default(),
        late: late.map(dates::length).unwrap_or_default(),
        level: alarm.level,
    }
}

fn missing(rules: &RuleSet, ids: &[String], language: Language) -> Vec<Missing> {
    let fields = ids.iter().filter_map(|id| rules.fields.get(id));
    let words = |field: &crate::rules::Field| Missing {
        name: field.name.in_language(language).to_owned(),
        ask: field.ask.in_language(language).to_owned(),
    };
    fields.map(words).collect()
}

fn found(rules: &RuleSet, found: &BTreeMap<String, Found>, language: Language) -> Vec<Seen> {
    let typed = found.iter().filter_map(|(id, value)| rules.fields.get(id).map(|field| (field, value)));
    let seen = typed.filter(|(field, _)| field.is_typed).map(|(field, found)| Seen {
        name: field.name.in_language(language).to_owned(),
        masked: mask::value(&field.id, &found.value),
    });
    seen.filter(|seen| !seen.masked.is_empty()).collect()
}

/// One letter in several tongues, below each other; the `[OK-10234]` of the subject stands once.
fn both(parts: &[(String, String)]) -> (String, String) {
    let mut subject = String::new();
    for (next, _) in parts {
        let number = subject.split_once("] ").map(|(number, _)| format!("{number}] ")).unwrap_or_default();
        let rest = next.strip_prefix(&number).unwrap_or(next);
        subject = if subject.is_empty() { next.clone() } else { format!("{subject} / {rest}") };
    }
    let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    (subject, texts.join("\n----------\n\n"))
}

/// A person's words as they are, under the customer's own subject and the number that brings the answer home.
fn reply(ticket: &Ticket, policy: &Policy, extra: &Extra) -> (String, String) {
    let number = policy.number(ticket.number);
    let tag = format!("[{number}]");
    let asked = safe::header(&safe::foreign(&ticket.subject));
    let bare = subject::bare(&asked).replace(&tag, "");
    let subject = format!("Re: {tag} {}", safe::header(&bare));
    let text = safe::body(&card::numbers_masked(&extra.reply));
    (safe::shorten(subject.trim_end(), REPLY_SUBJECT_CHARS), format!("{}\n\n-- \n{number}\n", text.trim_end()))
}

/// RFC 5322 section 3.6.4: the parent's references and the parent itself, the newest when there are too many.
fn references(ticket: &Ticket) -> Vec<String> {
    let mut all = ticket.references.clone();
    if let Some(last) = &ticket.last_message_id {
        all.retain(|id| id != last);
        all.push(last.clone());
    }
    let surplus = all.len().saturating_sub(MOST_REFERENCES);
    all.split_off(surplus)
}
