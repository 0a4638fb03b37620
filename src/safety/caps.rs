//! core: How many automatic letters are enough?
//! In: the counts the desk gathered and the operator's caps. Out: the gate.
//! Never queues: a capped letter is not written, for a later flush would be the storm it prevents.

use super::{Gate, auth, silent};
use crate::letter::LetterKind;
use crate::mail::{Mail, ReturnPath};
use crate::policy::{Caps, Trust};
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

    pub fn without_mail(trust: &Trust) -> Self {
        if trust.authserv_id.is_some() { Self::Known } else { Self::Doubtful }
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

/// L01, L25, L28, L30 in this order.
pub fn judge(ticket: &Ticket, facts: &Facts, caps: &Caps, standing: Standing) -> Gate {
    if let Some(why) = facts.is_old {
        return silent("L01", why);
    }
    if ticket.is_frozen {
        return silent("L25", "automation of this ticket is frozen");
    }
    if ticket.is_spam || ticket.merged_into.is_some() {
        return silent("L25", "closed as spam, or merged into another ticket");
    }
    if facts.counts.for_mail > 0 {
        return silent("L28", "this mail has had its automatic letter");
    }
    full(ticket, facts, caps, standing).map_or(Gate::Send, capped)
}

fn capped((name, count, cap): Cap) -> Gate {
    silent("L30", format!("cap:{name}: {count} of {cap}"))
}

/// A letter to staff about one ticket. In a storm one alert stands for all of them; a missed promise never waits behind
/// a warning.
pub fn alarm(kind: LetterKind, facts: &Facts, caps: &Caps) -> Gate {
    let counts = &facts.counts;
    let (half_hour, day) = match kind {
        LetterKind::Warning => (counts.alarms_half_hour, counts.alarms_day),
        LetterKind::Breach => (counts.breaches_half_hour, counts.breaches_day),
        _ => (0, 0),
    };
    let rows = [
        ("storm", counts.new_tickets_ten_minutes, caps.new_tickets_ten_minutes),
        ("escalation_half_hour", half_hour, caps.escalation_half_hour),
        ("escalation_day", day, caps.escalation_day),
    ];
    let is_counted = matches!(kind, LetterKind::Warning | LetterKind::Breach);
    let mut rows = rows.into_iter().take(if is_counted { 3 } else { 1 });
    rows.find(|(_, count, cap)| count >= cap).map_or(Gate::Send, capped)
}

/// A letter of the clock that may go to somebody nobody has answered yet: a storm must not be answered a day later.
pub fn apology(ticket: &Ticket, facts: &Facts, caps: &Caps) -> Gate {
    wide(ticket, facts, caps).into_iter().find(|(_, count, cap)| count >= cap).map_or(Gate::Send, capped)
}

/// Its name, the count and the most there may be.
type Cap = (&'static str, u32, u32);

/// The first cap that is reached.
fn full(ticket: &Ticket, facts: &Facts, caps: &Caps, standing: Standing) -> Option<Cap> {
    let counts = &facts.counts;
    let rows = [
        ("storm", counts.new_tickets_ten_minutes, caps.new_tickets_ten_minutes),
        ("ticket_day", counts.ticket_day, caps.ticket_day),
        ("ticket_total", counts.ticket_total, caps.ticket_total),
        ("sender_ten_minutes", counts.sender_ten_minutes, standing.sender_cap(caps.sender_ten_minutes)),
        ("sender_day", counts.sender_day, standing.sender_cap(caps.sender_day)),
        ("sender_week", counts.sender_week, standing.sender_cap(caps.sender_week)),
        ("new_tickets_sender_hour", counts.new_tickets_sender_hour, caps.new_tickets_sender_hour),
    ];
    rows.into_iter().chain(wide(ticket, facts, caps)).find(|(_, count, cap)| count >= cap)
}

/// What all senders of a domain and all the world share.
fn wide(ticket: &Ticket, facts: &Facts, caps: &Caps) -> [Cap; 4] {
    let counts = &facts.counts;
    // Half the world writes from a free mailer.
    let many = if is_free_mailer(ticket.customer.domain()) { 10 } else { 1 };
    [
        ("domain_hour", counts.domain_hour, caps.domain_hour.saturating_mul(many)),
        ("domain_day", counts.domain_day, caps.domain_day.saturating_mul(many)),
        ("global_hour", counts.global_hour, caps.global_hour),
        ("global_day", counts.global_day, caps.global_day),
    ]
}

/// L29: one receipt a ticket, ever; one status letter a day.
pub fn repeated(kind: LetterKind, facts: &Facts) -> Option<Gate> {
    match kind {
        LetterKind::Ack if facts.counts.ticket_acks > 0 => Some(silent("L29", "the ticket has had its receipt")),
        LetterKind::FollowupStatus if facts.counts.status_day > 0 => Some(silent("L30", "cap:status_day: 1 of 1")),
        _ => None,
    }
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
