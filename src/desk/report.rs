//! A report about a letter of ours: which letter, how sure is it, what follows?
//! Sure is what returns our Message-ID with its MAC, what came to the letter's own bounce address, or what the recipient's own mail service says of its own address and
//! is vouched for. Anybody can make up the rest: it is noted in the ticket, staff look, nothing changes.

use crate::letter::{self, plus};
use crate::mail::{Address, Bounce, Kind, Mail, robot};
use crate::policy::Policy;
use crate::safety;
use crate::store::{self, LetterRow, Tx};
use crate::thread::{self, Joined};
use crate::ticket::{Event, Failed};
use crate::time::{Span, Timestamp};

/// Relays try for five days at most (RFC 5321 section 4.5.4.1), and some take their time.
const REPORTED_WITHIN: Span = Span::days(7);
/// Message-IDs in one report.
const MOST_IDS: usize = 200;

/// What a report says of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Failed,
    /// The relay still tries.
    Late,
    /// It failed, says somebody without a proof.
    Unproven,
}

/// A report about a letter of ours, and what is new in it.
pub(super) struct Report {
    pub joined: Joined,
    pub news: Option<News>,
}

pub(super) struct News {
    pub row: LetterRow,
    said: Said,
    why: String,
}

impl News {
    pub fn is_failure(&self) -> bool {
        self.said == Said::Failed
    }

    pub fn event(&self) -> Event<'_> {
        let letter = Failed { kind: self.row.kind, to: self.row.to.as_str(), message_id: &self.row.message_id };
        match self.said {
            Said::Failed => Event::LetterFailed { letter, why: &self.why },
            Said::Late | Said::Unproven => {
                Event::LetterReported { letter, is_late: self.said == Said::Late, why: &self.why }
            }
        }
    }

    pub fn why(&self) -> &str {
        &self.why
    }
}

/// None: no report, or none about a letter of ours.
pub(super) fn of(tx: &Tx<'_>, policy: &Policy, mail: &Mail, now: Timestamp) -> store::Result<Option<Report>> {
    let Some(bounce) = &mail.bounce else { return answer(tx, policy, mail) };
    let found = match returned(tx, policy, mail, bounce)? {
        Some(row) => Some(row),
        None => addressed(tx, policy, mail)?,
    };
    let (row, is_sure) = match found {
        Some(row) => {
            // Whoever reports on it has had it.
            tx.proven(row.id, now)?;
            (row, true)
        }
        // It returns the id of another mail, or a forged one.
        None if bounce.original_message_id.is_some() => return Ok(None),
        None => match named(tx, policy, mail, bounce, now)? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    let said = said(mail, bounce, is_sure);
    let why = words(mail, bounce, said);
    let is_new = match said {
        // A second report about the same letter says nothing new.
        Said::Failed => tx.bounced(row.id, &why, now)?,
        Said::Unproven => tx.reported(row.id, &why, now)?,
        Said::Late => tx.late(row.id, &why)?,
    };
    let proof = if is_sure { "" } else { "without a proof, " };
    let joined = Joined {
        ticket: row.ticket,
        row: 1,
        why: format!("{proof}a delivery report about our {} to {}", row.kind.name(), row.to),
        maybe_related: Vec::new(),
        is_stranger: false,
    };
    Ok(Some(Report { joined, news: is_new.then_some(News { row, said, why }) }))
}

/// By its own recipient: the bounce address of one letter, whose MAC nobody can make up. Relays rewrite and drop
/// Message-IDs; where a report has to go they keep (RFC 5321 section 6.1).
fn addressed(tx: &Tx<'_>, policy: &Policy, mail: &Mail) -> store::Result<Option<LetterRow>> {
    for address in thread::recipients(mail) {
        let Some(row) = plus::bounced_row(&policy.own_addresses, &address) else { continue };
        let row = tx.view().letter(row)?;
        let is_true = |row: &LetterRow| plus::is_bounce_of(&policy.keys, (row.id, row.message_id.as_str()), &address);
        if let Some(row) = row.filter(is_true) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// What another robot sends there, an absence note say, belongs to the letter's ticket and says nothing of its fate.
fn answer(tx: &Tx<'_>, policy: &Policy, mail: &Mail) -> store::Result<Option<Report>> {
    if mail.kind == Kind::Human {
        return Ok(None);
    }
    let joined = addressed(tx, policy, mail)?.map(|row| Joined {
        ticket: row.ticket,
        row: 1,
        why: format!("a robot's answer to our {} to {}", row.kind.name(), row.to),
        maybe_related: Vec::new(),
        is_stranger: false,
    });
    Ok(joined.map(|joined| Report { joined, news: None }))
}

/// By the Message-ID, wherever the report holds it: nobody can make up its MAC.
fn returned(tx: &Tx<'_>, policy: &Policy, mail: &Mail, bounce: &Bounce) -> store::Result<Option<LetterRow>> {
    let known = bounce.original_message_id.iter().chain(&mail.in_reply_to).chain(&mail.references).map(String::as_str);
    let told = mail.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | ',' | ';'));
    let ids = known.chain(told.filter(|word| word.contains('@')).take(MOST_IDS));
    for id in ids.filter(|id| letter::ours(&policy.keys, id).is_some()) {
        if let Some(row) = tx.letter_by_message_id(id.trim_start_matches("Message-ID:"))? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// By ticket number and recipient, both in the report (QQ and NetEase return no Message-ID). Out: the newest such letter,
/// and whether the recipient's own mail service says it.
fn named(
    tx: &Tx<'_>,
    policy: &Policy,
    mail: &Mail,
    bounce: &Bounce,
    now: Timestamp,
) -> store::Result<Option<(LetterRow, bool)>> {
    for number in thread::named(mail, policy) {
        for failed in &bounce.recipients {
            let to = Address::new(&failed.address);
            if let Some(row) = tx.letter_to(number, &to, now - REPORTED_WITHIN)? {
                return Ok(Some((row, speaks_for(mail, &to, policy))));
            }
        }
    }
    Ok(None)
}

/// The mail service of the recipient, vouched for by our provider.
fn speaks_for(mail: &Mail, recipient: &Address, policy: &Policy) -> bool {
    let is_its = |sender: &Address| {
        let is_service =
            robot::is_duty(sender) || robot::machine_sender(sender).is_some_and(|(kind, _)| kind == Kind::Bounce);
        is_service && sender.domain() == recipient.domain()
    };
    mail.sender().is_some_and(|sender| is_its(&sender.address)) && safety::is_authenticated(mail, policy)
}

fn said(mail: &Mail, bounce: &Bounce, is_sure: bool) -> Said {
    let is_failure = match bounce.recipients.as_slice() {
        [] => mail.kind == Kind::Bounce,
        some => some.iter().any(|recipient| recipient.permanent),
    };
    match (is_failure, is_sure) {
        (true, true) => Said::Failed,
        (true, false) => Said::Unproven,
        (false, _) => Said::Late,
    }
}

fn words(mail: &Mail, bounce: &Bounce, said: Said) -> String {
    let told = bounce.recipients.iter().find(|recipient| recipient.permanent == (said != Said::Late));
    let told = told.map(|recipient| format!("{} {}", recipient.status, recipient.diagnostic).trim().to_owned());
    let told = told.filter(|words| !words.is_empty()).unwrap_or_else(|| mail.subject.chars().take(120).collect());
    if said == Said::Late { format!("still tried: {told}") } else { told }
}
