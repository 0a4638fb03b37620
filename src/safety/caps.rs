//! core: How many automatic letters are enough?
//! In: the counts the desk gathered and the operator's caps. Out: the gate.
//! Never queues: a capped letter is not written, for a later flush would be the storm it prevents.

use super::tally::Tally;
use super::{Gate, auth, silent};
use crate::letter::LetterKind;
use crate::mail::{Mail, ReturnPath};
use crate::policy::{Caps, Trust};
use crate::ticket::event::Counts;
use crate::ticket::{Facts, Ticket};

/// How far the sender's address can be believed (section 3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The provider vouches for it: five tickets in ten minutes get five receipts.
    Authenticated,
    Known,
    /// Nobody stamps results, or there is no return path: half the caps, rounded up.
    Doubtful,
}

impl Standing {
    pub fn of(mail: &Mail, trust: &Trust) -> Self {
        if auth::is_authenticated(mail, trust) {
            Self::Authenticated
        } else if mail.return_path == ReturnPath::Absent {
            Self::Doubtful
        } else {
            Self::without_mail(trust)
        }
    }

    fn without_mail(trust: &Trust) -> Self {
        if trust.authserv_id.is_some() { Self::Known } else { Self::Doubtful }
    }

    /// The most any sender may have: what holds where the mail is no longer at hand.
    pub fn most(cap: u32) -> u32 {
        Self::Authenticated.sender_cap(cap)
    }

    /// A sender's cap for this standing; 0 stays 0.
    fn sender_cap(self, cap: u32) -> u32 {
        const RECEIPTS: u32 = 5;
        match self {
            Self::Authenticated if cap > 0 => cap.max(RECEIPTS),
            Self::Doubtful => cap.div_ceil(2),
            _ => cap,
        }
    }
}

/// Which letters a cap is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// That answer a mail.
    Answer,
    /// The same: more for a sender the provider vouches for, half for a doubtful one.
    Sender,
    /// That say where the case stands.
    Status,
    /// Of the clock, to the customer.
    Clock,
    /// All automatic ones to customers; free mailers have ten times the room.
    Domain,
    /// To staff.
    Staff,
    Warning,
    Breach,
    /// Not of letters that are decided: by the breaker when they are claimed, or of staff, owners and reopenings.
    Elsewhere,
}

pub struct Cap {
    pub name: &'static str,
    pub counts: &'static str,
    /// It has seen the cap hold.
    pub test: &'static str,
    pub scope: Scope,
    count: fn(&Counts) -> u32,
    most: fn(&Caps) -> u32,
}

type Line = (&'static str, &'static str, &'static str, Scope, fn(&Counts) -> u32, fn(&Caps) -> u32);

const fn cap((name, counts, test, scope, count, most): Line) -> Cap {
    Cap { name, counts, test, scope, count, most }
}

const ONE: &str = "the_rows_that_count_hold_one_by_one";
const ALARM: &str = "a_missed_promise_never_waits_behind_a_warning";
const CLOCK: &str = "letters_of_the_clock_have_a_count_of_their_own";
const BREAKER: &str = "a_full_hour_opens_the_breaker_and_an_hour_later_letters_go_one_by_one";
const STATUS: &str = "a_ticket_has_one_receipt_ever_and_one_status_letter_a_day";
const STAFF: &str = "over_their_hourly_limit_staff_get_one_digest_in_place_of_more_warnings";
const OWNER: &str = "the_owner_hears_of_one_kind_once_an_hour_and_of_all_kinds_twelve_times_a_day";
const REOPEN: &str = "a_ticket_reopened_too_often_in_a_day_waits_for_a_person";

/// L30, from the top: of those asked, the first that is reached. Basis: mail safety, section 2, the table of caps.
#[rustfmt::skip] // a table is read by its columns
pub const CAPS: [Cap; 22] = [
    cap(("storm", "tickets people opened in the mailbox, 10 minutes", ONE, Scope::Answer, |c| c.new_tickets_ten_minutes, |m| m.new_tickets_ten_minutes)),
    cap(("ticket_day", "the ticket's answers since a person's, 24 hours", ONE, Scope::Answer, |c| c.ticket_day, |m| m.ticket_day)),
    cap(("ticket_total", "the ticket's answers since a person's; then it is frozen", ONE, Scope::Answer, |c| c.ticket_total, |m| m.ticket_total)),
    cap(("sender_ten_minutes", "answers to one address, 10 minutes", ONE, Scope::Sender, |c| c.sender_ten_minutes, |m| m.sender_ten_minutes)),
    cap(("sender_day", "answers to one address, 24 hours", ONE, Scope::Sender, |c| c.sender_day, |m| m.sender_day)),
    cap(("sender_week", "answers to one address, 7 days", ONE, Scope::Sender, |c| c.sender_week, |m| m.sender_week)),
    cap(("new_tickets_sender_hour", "tickets of one sender, an hour; then a flood", ONE, Scope::Answer, |c| c.new_tickets_sender_hour, |m| m.new_tickets_sender_hour)),
    cap(("status_day", "the ticket's status letters, 24 hours", STATUS, Scope::Status, |c| c.status_day, |_| 1)),
    cap(("sender_clock_day", "letters of the clock to one address, 24 hours", CLOCK, Scope::Clock, |c| c.sender_clock_day, |m| m.sender_clock_day)),
    cap(("domain_hour", "automatic letters to one domain, an hour", ONE, Scope::Domain, |c| c.domain_hour, |m| m.domain_hour)),
    cap(("domain_day", "automatic letters to one domain, 24 hours", ONE, Scope::Domain, |c| c.domain_day, |m| m.domain_day)),
    cap(("storm", "as above: one alert stands for all", ALARM, Scope::Staff, |c| c.new_tickets_ten_minutes, |m| m.new_tickets_ten_minutes)),
    cap(("escalation_half_hour", "alarms about one ticket, 30 minutes", ALARM, Scope::Warning, |c| c.alarms_half_hour, |m| m.escalation_half_hour)),
    cap(("escalation_day", "alarms about one ticket, 24 hours", ALARM, Scope::Warning, |c| c.alarms_day, |m| m.escalation_day)),
    cap(("escalation_half_hour", "those about a missed promise, 30 minutes", ALARM, Scope::Breach, |c| c.breaches_half_hour, |m| m.escalation_half_hour)),
    cap(("escalation_day", "those about a missed promise, 24 hours", ALARM, Scope::Breach, |c| c.breaches_day, |m| m.escalation_day)),
    cap(("global_hour", "automatic letters that left, an hour: the breaker", BREAKER, Scope::Elsewhere, |_| 0, |m| m.global_hour)),
    cap(("global_day", "automatic letters that left, 24 hours: the breaker", BREAKER, Scope::Elsewhere, |_| 0, |m| m.global_day)),
    cap(("usual_hour_least", "thrice the usual busy hour: the breaker", "the_usual_hour_counts_after_four_weeks", Scope::Elsewhere, |_| 0, |m| m.usual_hour_least)),
    cap(("staff_hour", "warnings and breaches to one of the staff, an hour", STAFF, Scope::Elsewhere, |_| 0, |m| m.staff_hour)),
    cap(("owner_day", "alerts to one owner, 24 hours", OWNER, Scope::Elsewhere, |_| 0, |m| m.owner_day)),
    cap(("reopen_day", "reopenings of the ticket by mail, 24 hours", REOPEN, Scope::Elsewhere, |c| c.reopened_day, |m| m.reopen_day)),
];

/// The first cap of these scopes that is reached, in words; `room` says how much of it this case has.
fn first(scopes: &[Scope], counts: &Counts, caps: &Caps, room: impl Fn(Scope, u32) -> u32) -> Option<String> {
    let asked = CAPS.iter().filter(|cap| scopes.contains(&cap.scope));
    let mut told = asked.map(|cap| (cap.name, (cap.count)(counts), room(cap.scope, (cap.most)(caps))));
    let full = told.find(|(_, count, most)| count >= most);
    full.map(|(name, count, most)| format!("cap:{name}: {count} of {most}"))
}

/// Of a letter that answers a mail.
pub fn full(tally: &Tally<'_>) -> Option<String> {
    let is_status = tally.kind == LetterKind::FollowupStatus;
    let status = if is_status { Scope::Status } else { Scope::Answer };
    let scopes = [Scope::Answer, Scope::Sender, status, Scope::Domain];
    first(&scopes, &tally.facts.counts, &tally.policy.caps, |scope, most| match scope {
        Scope::Sender => tally.standing.sender_cap(most),
        Scope::Domain => domain_cap(tally.ticket.customer.domain(), most),
        _ => most,
    })
}

/// A letter of the clock: a storm must not be answered a day later.
pub fn clock(ticket: &Ticket, facts: &Facts, caps: &Caps) -> Gate {
    let room = |scope, most| match scope {
        Scope::Domain => domain_cap(ticket.customer.domain(), most),
        _ => most,
    };
    first(&[Scope::Clock, Scope::Domain], &facts.counts, caps, room).map_or(Gate::Send, |why| silent("L30", why))
}

/// A letter to staff about one ticket; a missed promise never waits behind a warning.
pub fn alarm(kind: LetterKind, facts: &Facts, caps: &Caps) -> Gate {
    let scope = match kind {
        LetterKind::Warning => Scope::Warning,
        LetterKind::Breach => Scope::Breach,
        _ => Scope::Staff,
    };
    first(&[Scope::Staff, scope], &facts.counts, caps, |_, most| most).map_or(Gate::Send, |why| silent("L30", why))
}

/// Half the world writes from a free mailer.
pub fn domain_cap(domain: &str, most: u32) -> u32 {
    most.saturating_mul(if is_free_mailer(domain) { 10 } else { 1 })
}

fn is_free_mailer(domain: &str) -> bool {
    const FREE: &str = "126.com 139.com 163.com 188.com 189.cn 21cn.com aliyun.com aol.com daum.net foxmail.com gmail.com \
        gmx.com gmx.de gmx.net googlemail.com hanmail.net hinet.net hotmail.com icloud.com live.cn live.com \
        mac.com mail.com mail.ru me.com msn.com naver.com outlook.com outlook.jp pchome.com.tw pm.me \
        proton.me protonmail.com qq.com sina.cn sina.com sohu.com tom.com tutanota.com vip.163.com \
        vip.qq.com web.de yahoo.com yahoo.com.hk yahoo.com.tw yandex.ru yeah.net ymail.com";
    FREE.split(' ').any(|free| free == domain)
}

#[cfg(test)]
mod tests;
