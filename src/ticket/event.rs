//! core: What happens to a ticket, and the facts the desk gathers for it.

use crate::mail::{Address, Mail};
use crate::rules::Verdict;
use crate::thread::Joined;
use crate::ticket::{Ticket, TimerKind};
use crate::time::Timestamp;

pub enum Event<'a> {
    /// A mail came in and `thread::join` said where it belongs.
    Arrived { mail: &'a Mail, verdict: &'a Verdict, joined: &'a Joined },
    /// A mail of another ticket is about the same matter.
    Related { ticket: i64, why: &'a str },
    /// A mail in the mailbox's Sent folder answers this ticket: a person replied from a mail client.
    SentByStaff { mail: &'a Mail },
    /// A timer's row fell due.
    Due { kind: TimerKind, instance: u32, level: u8 },
    /// Staff ordered something at the command line.
    Ordered { by: &'a str, order: &'a Order },
    /// The promises were edited. `before`: the timers armed under the old ones.
    Rebooked { before: &'a [super::Timer] },
    /// A letter of this ticket failed for good: `kind` is the letter's.
    LetterFailed { letter: Failed<'a>, why: &'a str },
    /// A report says that a letter is late, or claims without a proof that it failed.
    LetterReported { letter: Failed<'a>, is_late: bool, why: &'a str },
}

/// Which letter failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed<'a> {
    pub kind: crate::letter::LetterKind,
    pub to: &'a str,
    pub message_id: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Text of a person's reply. `waits`: the customer owes us an answer now.
    Reply {
        text: String,
        waits: bool,
    },
    Close,
    /// Close for good: it is no customer's.
    Spam,
    Reopen,
    Move {
        category: String,
    },
    /// This address may speak for the customer.
    Accept {
        address: Address,
    },
    /// The ticket goes on in another one, which takes in `Absorb`.
    Merge {
        into: i64,
    },
    Absorb {
        other: Box<Ticket>,
    },
}

/// What only the database and the server know; gathered by the desk before `decide`.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Database id of the mail; 0 without one.
    pub mail_id: i64,
    pub mailbox: String,
    /// Number a new ticket gets.
    pub next_number: i64,
    /// Server time of the mail (INTERNALDATE), clamped to now; starts the clock.
    pub arrived_at: Timestamp,
    /// The same, not clamped; none without a server's word.
    pub stamped_at: Option<Timestamp>,
    /// Older than the baseline, imported, resynced: never answered. The words say which.
    pub is_old: Option<&'static str>,
    pub is_oversize: bool,
    /// Automatic letters counted for the gate.
    pub counts: Counts,
    /// Has the desk ever seen staff answer? The overdue letter depends on it.
    pub staff_was_seen: bool,
    /// A closed ticket the mail belongs to that may no longer be reopened: the new ticket is linked to it.
    pub continues: Option<i64>,
    /// Letters to this address, the sender's or the customer's, came back lately: what the report said.
    pub unreachable: Option<(Address, String)>,
    /// Staff should hear that letters to the address of a failed letter come back.
    pub is_news: bool,
    /// Staff heard within a day that this colleague is away.
    pub is_away_told: bool,
    /// Other tickets about the same transaction.
    pub same_matter: Vec<i64>,
    /// Nearly all mail of this mailbox carries a Return-Path: its server writes it (L06).
    pub is_path_usual: bool,
    /// The text of our last automatic letter to this sender (L23).
    pub last_letter: Option<String>,
    /// Mails of this sender in this ticket, the present one too, that came within ten minutes after an automatic letter
    /// (L24).
    pub right_after_letters: u32,
}

/// Letters in sending, accepted or uncertain, by sliding window ending at the largest time seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// This mail already produced an automatic letter.
    pub for_mail: u32,
    /// Of this ticket, triggered by mails, since the last reply of a person.
    pub ticket_day: u32,
    pub ticket_total: u32,
    pub ticket_acks: u32,
    pub sender_ten_minutes: u32,
    pub sender_day: u32,
    pub sender_week: u32,
    /// Letters of the clock to this address.
    pub sender_clock_day: u32,
    pub domain_hour: u32,
    pub domain_day: u32,
    /// Mails of this sender that opened a ticket or joined his flood.
    pub new_tickets_sender_hour: u32,
    /// Tickets that people opened in this mailbox; the flood of one sender is no storm.
    pub new_tickets_ten_minutes: u32,
    /// Staff letters of the clock about this ticket; several recipients of one cause are one.
    pub alarms_half_hour: u32,
    pub alarms_day: u32,
    /// Those of them about a missed promise.
    pub breaches_half_hour: u32,
    pub breaches_day: u32,
    /// How often this ticket was reopened in the last day.
    pub reopened_day: u32,
    /// Of this ticket, status letters in the last day.
    pub status_day: u32,
}
