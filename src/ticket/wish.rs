//! core: Which letters does a step wish for, and to whom?
//! In: the ticket and the policy. Out: wishes; `step` asks the gate and has them written.
//! Never names one of our own addresses as a recipient of a staff letter: that would be a loop.

use super::{Status, Ticket, TimerKind, What};
use crate::letter::{Alarm, Extra, LetterKind, mask};
use crate::mail::Address;
use crate::policy::Policy;
use crate::time::Timestamp;

/// The gate a letter passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// An automatic letter that answers a mail: all rows and counts of the page on mail safety, section 2.
    Mail,
    /// An automatic letter of the clock to the customer: once per step by its ledger, and never to the silent.
    Clock,
    /// A letter to staff about one ticket: so many in half an hour and a day, none in a storm.
    Staff,
    /// A person's words, or news that must not be lost.
    Open,
}

/// A letter a step would like to leave.
#[derive(Clone, Debug)]
pub struct Wish {
    pub kind: LetterKind,
    pub door: Door,
    pub to: Vec<Address>,
    /// Of them those whose letter waits until then.
    pub later: Vec<(Address, Timestamp)>,
    pub extra: Extra,
    /// The entry that causes it: part of the Message-ID, so that one cause never makes two letters.
    pub step: u32,
    pub why: String,
    /// Written into the history after the letter, only if it was written.
    pub after: Vec<What>,
}

impl Wish {
    pub fn new(kind: LetterKind, to: Vec<Address>, step: u32, why: impl Into<String>) -> Self {
        let door = match kind {
            LetterKind::Ack | LetterKind::FollowupStatus | LetterKind::StrangerReceipt => Door::Mail,
            LetterKind::Reply => Door::Open,
            LetterKind::Warning | LetterKind::Breach | LetterKind::Page => Door::Staff,
            _ if kind.is_to_customer() => Door::Clock,
            _ => Door::Open,
        };
        Self { kind, door, to, later: Vec::new(), extra: Extra::default(), step, why: why.into(), after: Vec::new() }
    }
}

/// The dates and words every letter about this ticket may show.
pub fn extra(ticket: &Ticket, policy: &Policy, now: Timestamp) -> Extra {
    let to_come = |kind| policy.slas.deadline(ticket, kind).filter(|at| *at > now);
    let owed = policy.slas.due(ticket).map(|(_, at)| at).filter(|at| *at > now);
    Extra {
        missing: ticket.asked.clone(),
        found: ticket.fields.clone(),
        first_response_by: to_come(TimerKind::FirstResponse).filter(|_| ticket.first_replied_at.is_none()),
        next_update_by: owed,
        resolution_by: to_come(TimerKind::Resolution).filter(|_| ticket.status != Status::Closed),
        notice: policy.slas.notice(now).map(|words| words.in_language(ticket.language).to_owned()).unwrap_or_default(),
        peak: policy.slas.peak_of(ticket).cloned(),
        explain: standing(ticket, policy),
        ..Extra::default()
    }
}

/// The promise as letters to staff name it.
pub fn promised(kind: TimerKind) -> String {
    let chinese = match kind {
        TimerKind::FirstResponse => "首次答复",
        TimerKind::NextResponse => "下一次答复",
        TimerKind::Update => "进展通知",
        TimerKind::Resolution => "解决",
        _ => return kind.words().to_owned(),
    };
    format!("{} / {chinese}", kind.words())
}

/// What the alarm letters to staff say of the promise. Level 1 is the missed deadline, 2 the second escalation.
pub fn alarm(what: impl Into<String>, due_at: Option<Timestamp>, level: u8) -> Option<Alarm> {
    Some(Alarm { what: what.into(), due_at, level })
}

/// One line for staff: what the ticket is and where it stands.
fn standing(ticket: &Ticket, policy: &Policy) -> String {
    let mut line = format!("{} is {}, {}", policy.number(ticket.number), ticket.status.name(), ticket.category);
    if !ticket.also.is_empty() {
        line.push_str(&format!(" and {}", ticket.also.join(", ")));
    }
    if !ticket.maybe_related.is_empty() {
        let others: Vec<String> = ticket.maybe_related.iter().map(|other| policy.number(*other)).collect();
        line.push_str(&format!("\nMaybe about the same / 可能相关: {}", others.join(", ")));
    }
    if ticket.accounts.len() > 1 {
        let accounts: Vec<String> =
            ticket.accounts.iter().map(|one| mask::value("account_email", one.as_str())).collect();
        line.push_str(&format!("\nNames several accounts / 涉及多个账户: {}", accounts.join(", ")));
    }
    if ticket.is_cut {
        line.push_str(&format!("\n{CUT}"));
    }
    ticket.notes.iter().for_each(|note| line.push_str(&format!("\n{note}")));
    line
}

/// Of a mail over `max_mail`, for staff.
pub const CUT: &str = "A mail here is larger than max_mail: only its headers and its first 64 kB were read, the whole of it \
    stays on the server. / 有一封来信超过 max_mail：只读取了邮件头和前 64 kB，全文仍在邮件服务器上。";

/// The people a ticket belongs to: its team, else the lead, else everybody. Silence would be the failure.
pub fn staff(ticket: &Ticket, policy: &Policy) -> Vec<Address> {
    let team = ticket.team.as_deref().map(|team| named(team, policy)).unwrap_or_default();
    let team = if team.is_empty() { named("lead", policy) } else { team };
    if !team.is_empty() {
        return team;
    }
    let mut all = Vec::new();
    policy.people.values().for_each(|person| add(&mut all, &person.address, policy));
    all
}

/// The people behind a team or a person.
pub fn named(who: &str, policy: &Policy) -> Vec<Address> {
    let mut found = Vec::new();
    policy.addresses(who).iter().for_each(|address| add(&mut found, address, policy));
    found
}

/// Adds who is not there yet and is not ourselves.
pub fn add(to: &mut Vec<Address>, address: &Address, policy: &Policy) {
    if !is_ours(address, policy) && !to.iter().any(|known| known.same_as(address)) {
        to.push(address.clone());
    }
}

pub fn is_ours(address: &Address, policy: &Policy) -> bool {
    address.same_as(&policy.brand.mail) || policy.own_addresses.iter().any(|own| own.same_as(address))
}
