//! core: Which ticket does this mail belong to, and why?
//! In: the mail's ids, numbers and words, and the candidates the desk found. Out: a ticket, or none, and why.
//! Never trusts a subject line alone, and never tells the sender what it found. The rows are those of the page on mail
//! safety, section 1. Weak spot: forwards that drop References.

use crate::letter;
use crate::mail::subject::{core_of, folded};
use crate::mail::{Address, Digest, Mail, SpanKind};
use crate::policy::Policy;
use crate::safety;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the desk must look up before `join` can decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Rows 1: tickets named by Message-IDs of ours whose MAC is valid (In-Reply-To, References).
    pub ours: Vec<i64>,
    /// Row 2: all Message-IDs of In-Reply-To and References.
    pub message_ids: Vec<String>,
    /// Row 3: tickets whose plus address the mail was sent to, the MAC valid.
    pub plus: Vec<i64>,
    /// Row 4: ticket numbers in subject or new words.
    pub numbers: Vec<i64>,
    /// How ticket numbers begin, for the reasons.
    pub prefix: String,
    /// Row 5: folded subject + new words, hashed.
    pub content: String,
    /// Row 4 wants an authenticated sender where the provider stamps it; this one is not: numbers only hint.
    pub is_unproven: bool,
}

/// A ticket that might be meant, as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the mail names.
    pub named: i64,
    /// Where its mail goes: itself, or the ticket it was merged into.
    pub ticket: i64,
    /// Of `ticket`.
    pub sender_is_participant: bool,
    /// Found by: a letter of ours (1), one of the ticket's own mails (2), its plus address (3), its number (4), the same
    /// content within ten minutes (5).
    pub row: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    pub ticket: Option<i64>,
    /// The row of the table; 0 when nothing joined, `FLOOD` when a cap did it.
    pub row: u8,
    pub why: String,
    /// Staff see the hints, the sender learns nothing.
    pub maybe_related: Vec<i64>,
    /// Rows 1 and 3 by a stranger: the text joins, no automatic letter.
    pub is_stranger: bool,
}

/// Not in the table: the sender opened too many tickets, this mail belongs to the one for all of them.
pub const FLOOD: u8 = 6;

/// A mail that joins nothing, of a sender who has opened as many tickets as he may: into the ticket of his flood, or
/// into a new one that becomes it.
pub fn contain(joined: Joined, (opened, most): (u32, u32), flood: Option<i64>) -> Joined {
    if joined.ticket.is_some() || opened < most {
        return joined;
    }
    let why = format!("cap:new_tickets_sender_hour: {opened} of {most}: one ticket for what this sender writes now");
    Joined { ticket: flood, row: FLOOD, why, ..joined }
}

/// What the desk looks up for this mail.
pub fn keys(mail: &Mail, policy: &Policy) -> Keys {
    // The nearest first: In-Reply-To, then References from their end.
    let mut message_ids: Vec<String> = Vec::new();
    for id in mail.in_reply_to.iter().chain(mail.references.iter().rev()) {
        if !message_ids.contains(id) {
            message_ids.push(id.clone());
        }
    }
    let mut ours: Vec<i64> = message_ids.iter().filter_map(|id| letter::ours(&policy.keys, id).flatten()).collect();
    let mut seen = BTreeSet::new();
    ours.retain(|ticket| seen.insert(*ticket));
    let (subject, words) = (folded(&mail.subject), folded(&mail.words(SpanKind::New)));
    Keys {
        ours,
        message_ids,
        plus: plus(mail, policy),
        numbers: numbers(&policy.brand.number, &subject, &words),
        prefix: policy.brand.number.clone(),
        content: content(&subject, &words),
        is_unproven: policy.trust.authserv_id.is_some() && !safety::is_authenticated(mail, policy),
    }
}

/// Ticket numbers anywhere in a report of a machine: its whole text is read, the returned words too.
pub fn named(mail: &Mail, policy: &Policy) -> Vec<i64> {
    const MOST: usize = 20_000;
    let text: String = mail.text.chars().take(MOST).collect();
    numbers(&policy.brand.number, &folded(&mail.subject), &folded(&text))
}

/// The first row that holds decides. `candidates` hold every ticket named by `keys` that exists.
pub fn join(keys: &Keys, candidates: &[Candidate]) -> Joined {
    let found = row_1(keys, candidates)
        .or_else(|| row_2(candidates))
        .or_else(|| row_3(candidates))
        .or_else(|| row_4(keys, candidates))
        .or_else(|| row_5(candidates));
    match found {
        Some((candidate, why)) => joined(candidate, why, candidates, &keys.prefix),
        None => nothing(keys, candidates),
    }
}

type Found<'a> = (&'a Candidate, &'static str);

/// Row 1: a Message-ID of ours, the nearest first. A stranger's words join too; he gets no automatic letter.
fn row_1<'a>(keys: &Keys, candidates: &'a [Candidate]) -> Option<Found<'a>> {
    let of = |number: &i64| candidates.iter().find(|c| c.row == 1 && c.named == *number);
    Some((keys.ours.iter().find_map(of)?, "answers our letter"))
}

/// Row 2: a Message-ID of the ticket's own mails, from a participant.
fn row_2(candidates: &[Candidate]) -> Option<Found<'_>> {
    let found = candidates.iter().find(|c| c.row == 2 && c.sender_is_participant)?;
    Some((found, "answers a mail of the ticket"))
}

/// Row 3: sent to the ticket's own address, which nobody can guess. A stranger joins as in row 1.
fn row_3(candidates: &[Candidate]) -> Option<Found<'_>> {
    Some((candidates.iter().find(|c| c.row == 3)?, "sent to the ticket's own address"))
}

/// Row 4: a ticket number, from a participant.
fn row_4<'a>(keys: &Keys, candidates: &'a [Candidate]) -> Option<Found<'a>> {
    let of = |number: &i64| candidates.iter().find(|c| c.row == 4 && c.named == *number && c.sender_is_participant);
    let found = keys.numbers.iter().find_map(of).filter(|_| !keys.is_unproven)?;
    Some((found, "names the ticket's number"))
}

/// Row 5: the same words again within ten minutes; always.
fn row_5(candidates: &[Candidate]) -> Option<Found<'_>> {
    Some((candidates.iter().find(|c| c.row == 5)?, "the same words as minutes ago"))
}

fn joined(found: &Candidate, why: &str, candidates: &[Candidate], prefix: &str) -> Joined {
    let Candidate { named, ticket, row, .. } = *found;
    let mut why = why.to_owned();
    if named != ticket {
        why.push_str(&format!(", {prefix}{named}, merged into this one"));
    }
    let is_stranger = matches!(row, 1 | 3) && !found.sender_is_participant;
    if is_stranger {
        why.push_str(", but the sender is no participant");
    }
    Joined { ticket: Some(ticket), row, why, maybe_related: named_beside(Some(ticket), candidates), is_stranger }
}

fn nothing(keys: &Keys, candidates: &[Candidate]) -> Joined {
    let maybe_related = named_beside(None, candidates);
    let why = match maybe_related.first() {
        Some(ticket) if keys.is_unproven => {
            format!("maybe about {}{ticket}, but the sender is not authenticated", keys.prefix)
        }
        Some(ticket) => format!("maybe about {}{ticket}, but the sender is no participant", keys.prefix),
        None => "names no ticket of ours".to_owned(),
    };
    Joined { ticket: None, row: 0, why, maybe_related, is_stranger: false }
}

/// The other tickets the mail names, each once.
fn named_beside(joined: Option<i64>, candidates: &[Candidate]) -> Vec<i64> {
    const MOST: usize = 5;
    let mut others: Vec<i64> = Vec::new();
    for candidate in candidates.iter().filter(|c| c.row < 5 && Some(c.ticket) != joined) {
        if !others.contains(&candidate.ticket) && others.len() < MOST {
            others.push(candidate.ticket);
        }
    }
    others
}

/// Row 3: tickets whose own address stands in To or Cc, or in what our server noted of the envelope.
fn plus(mail: &Mail, policy: &Policy) -> Vec<i64> {
    let mut tickets: Vec<i64> = Vec::new();
    for address in recipients(mail) {
        let named = letter::plus::ticket(&policy.keys, &policy.own_addresses, &address);
        tickets.extend(named.filter(|ticket| !tickets.contains(ticket)));
    }
    tickets
}

/// To whom it was sent: To and Cc, and what our server noted of the envelope.
pub fn recipients(mail: &Mail) -> Vec<Address> {
    let noted = ["Delivered-To", "X-Original-To"].into_iter().flat_map(|name| mail.headers.all(name));
    let noted = noted.map(|value| Address::new(value.trim().trim_start_matches('<').trim_end_matches('>')));
    mail.to.iter().chain(&mail.cc).map(|mailbox| mailbox.address.clone()).chain(noted).collect()
}

/// Ticket numbers in the subject, then in the new words, both folded: `OK-10234`, `[ok－１０２３４]`, `OK10234`. At most ten.
fn numbers(prefix: &str, subject: &str, new_words: &str) -> Vec<i64> {
    const MOST: usize = 10;
    let is_dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−');
    let prefix = folded(prefix);
    let word = prefix.trim_end_matches(is_dash);
    let mut found = Vec::new();
    if word.is_empty() {
        return found;
    }
    for mut rest in [subject, new_words] {
        let mut before: Option<char> = None;
        while let Some((ahead, behind)) = rest.split_once(word) {
            let is_begun = ahead.chars().last().or(before).is_some_and(|c| c.is_ascii_alphanumeric());
            let tail = behind.strip_prefix(is_dash).unwrap_or(behind);
            let digits = tail.trim_start_matches(|c: char| c.is_ascii_digit());
            let number = tail.get(..tail.len() - digits.len()).unwrap_or_default();
            let is_whole = !digits.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
            if let Ok(number) = number.parse::<i64>()
                && !is_begun
                && is_whole
                && !found.contains(&number)
                && found.len() < MOST
            {
                found.push(number);
            }
            before = word.chars().last();
            rest = behind;
        }
    }
    found
}

/// Of folded texts.
fn content(subject: &str, new_words: &str) -> String {
    Digest::of(format!("{}\n{new_words}", core_of(subject)).as_bytes()).to_string()
}

#[cfg(test)]
mod tests;
