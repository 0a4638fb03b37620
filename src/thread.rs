//! core: Which ticket does this mail belong to, and why?
//! In: the mail's ids, numbers and words, and the candidates the desk found. Out: a ticket, or none, and why.
//! Never trusts a subject line alone, and never tells the sender what it found. The rows are those of the page on mail
//! safety, section 1. Weak spot: forwards that drop References.

use crate::letter;
use crate::mail::{Digest, Mail, SpanKind};
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
    pub ticket: i64,
    pub sender_is_participant: bool,
    /// Found by: a number (row 4) or one of the ticket's own mails (row 2), or the same content within ten minutes (row 5).
    pub row: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    pub ticket: Option<i64>,
    /// The row of the table; 0 when nothing joined, `FLOOD` when a cap did it.
    pub row: u8,
    pub why: String,
    /// Staff see the hint, the sender learns nothing.
    pub maybe_related: Option<i64>,
    /// Row 1 by a stranger: the text joins, no automatic letter.
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
    row_1(keys, candidates)
        .or_else(|| row_2(candidates))
        .or_else(|| row_4(keys, candidates))
        .or_else(|| row_5(candidates))
        .unwrap_or_else(|| nothing(keys, candidates))
}

/// Row 1: a Message-ID of ours. A stranger's words join too; he gets no automatic letter.
fn row_1(keys: &Keys, candidates: &[Candidate]) -> Option<Joined> {
    let named = |ticket: &i64| candidates.iter().any(|c| c.ticket == *ticket);
    let ticket = *keys.ours.iter().find(|ticket| named(ticket))?;
    let is_participant = candidates.iter().any(|c| c.ticket == ticket && c.sender_is_participant);
    let who = if is_participant { "" } else { ", but the sender is no participant" };
    let mut joined = joined(ticket, 1, format!("answers our letter{who}"));
    joined.is_stranger = !is_participant;
    Some(joined)
}

/// Row 2: a Message-ID of the ticket's own mails, from a participant.
fn row_2(candidates: &[Candidate]) -> Option<Joined> {
    let found = candidates.iter().find(|c| c.row == 2 && c.sender_is_participant)?;
    Some(joined(found.ticket, 2, "answers a mail of the ticket".to_owned()))
}

/// Row 4: a ticket number, from a participant. A second ticket's number is shown to staff.
fn row_4(keys: &Keys, candidates: &[Candidate]) -> Option<Joined> {
    if keys.is_unproven {
        return None;
    }
    let named =
        |ticket: &&i64| candidates.iter().any(|c| c.ticket == **ticket && c.row == 4 && c.sender_is_participant);
    let ticket = *keys.numbers.iter().find(named)?;
    let mut joined = joined(ticket, 4, "names the ticket's number".to_owned());
    joined.maybe_related =
        keys.numbers.iter().copied().find(|n| *n != ticket && candidates.iter().any(|c| c.ticket == *n));
    Some(joined)
}

/// Row 5: the same words again within ten minutes; always.
fn row_5(candidates: &[Candidate]) -> Option<Joined> {
    let found = candidates.iter().find(|c| c.row == 5)?;
    Some(joined(found.ticket, 5, "the same words as minutes ago".to_owned()))
}

fn nothing(keys: &Keys, candidates: &[Candidate]) -> Joined {
    let related = candidates.first().map(|c| c.ticket);
    let why = match related {
        Some(ticket) if keys.is_unproven => {
            format!("maybe about {}{ticket}, but the sender is not authenticated", keys.prefix)
        }
        Some(ticket) => format!("maybe about {}{ticket}, but the sender is no participant", keys.prefix),
        None => "names no ticket of ours".to_owned(),
    };
    Joined { ticket: None, row: 0, why, maybe_related: related, is_stranger: false }
}

fn joined(ticket: i64, row: u8, why: String) -> Joined {
    Joined { ticket: Some(ticket), row, why, maybe_related: None, is_stranger: false }
}

/// Does the subject say that the mail answers or forwards another one? Its words are then not new.
pub fn is_answer(subject: &str) -> bool {
    without_prefix(&folded(subject)).is_some()
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

/// What answers and forwards put before a subject, lower case.
const PREFIXES: [&str; 31] = [
    "re", "fw", "fwd", "aw", "wg", "sv", "vs", "vl", "antw", "antwort", "tr", "rép", "ref", "rif", "res", "enc", "odp",
    "pd", "ynt", "ilt", "回复", "回覆", "答复", "答覆", "转发", "轉寄", "轉發", "返信", "転送", "회신", "전달",
];

/// The subject without what clients and we put before it, folded: `回复：Re[2]: [OK-10234] 退款` is `退款`.
pub fn subject_core(subject: &str) -> String {
    core_of(&folded(subject)).to_owned()
}

fn core_of(folded: &str) -> &str {
    let mut core = folded;
    loop {
        let next = without_prefix(core).or_else(|| without_tag(core));
        match next {
            Some(rest) => core = rest.trim_start(),
            None => return core.trim(),
        }
    }
}

/// `re:`, `re[2]:`, `re(2):`, `re^2:`, `回复:`
fn without_prefix(subject: &str) -> Option<&str> {
    let (head, rest) = subject.split_once(':')?;
    let word = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | ' '));
    PREFIXES.contains(&word).then_some(rest)
}

/// `[ok-10234]`, `[#10234]`: letters, a mark, digits.
fn without_tag(subject: &str) -> Option<&str> {
    let (tag, rest) = subject.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
    let digits = tag.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '#' | ' ' | ':'));
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(rest)
}

/// Full width to half, lower case, white space joined.
fn folded(text: &str) -> String {
    let normal = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    normal.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
