//! core: What follows from an event: history, letters, timers, and why.

use crate::letter::{Enclosed, Letter};
use crate::mail::{Address, Language};
use crate::rules::{Found, Raise};
use crate::ticket::{File, Ticket, Timer, TimerKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Decision {
    /// One sentence for people; never empty.
    pub why: String,
    /// The ticket afterwards; none when the event concerns no ticket (a bounce that matches nothing, a dropped mail).
    pub ticket: Option<Ticket>,
    pub is_new: bool,
    pub entries: Vec<Entry>,
    pub letters: Vec<Letter>,
    /// All timers the ticket has afterwards; the desk brings the rows into line.
    pub timers: Vec<Timer>,
}

/// One line of a ticket's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub step: u32,
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: What,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    Opened {
        number: i64,
        mailbox: String,
        subject: String,
        customer: Address,
        customer_name: String,
        language: Language,
        category: String,
        also: Vec<String>,
        team: Option<String>,
        sla: Option<String>,
        is_silent: bool,
        /// None: no person wrote it, no clock.
        started_at: Option<Timestamp>,
        maybe_related: Option<i64>,
        /// What a guard of the site wants for this sender.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raise: Option<Raise>,
    },
    /// A mail of the thread. `mail_id` is the store's.
    Mail {
        mail_id: i64,
        message_id: Option<String>,
        language: Language,
        /// Written by a person who takes part: starts and stops clocks.
        counts: bool,
        is_thanks: bool,
        is_stranger: bool,
        /// Of a person who does not take part: staff may accept him.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outsider: Option<Address>,
        /// Larger than `max_mail`: only its headers and its beginning were read.
        #[serde(default)]
        is_cut: bool,
        /// What staff must know of it (`mail::notes`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notes: Vec<String>,
        /// What staff may get by mail, and what is sensitive.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
        fields: BTreeMap<String, Found>,
        arrived_at: Timestamp,
        /// As of the mail.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offset: Option<i32>,
    },
    /// The verdict of a later mail changed or widened the labels, or staff moved the ticket.
    Labelled {
        category: String,
        also: Vec<String>,
        team: Option<String>,
        sla: Option<String>,
        by: Option<String>,
    },
    Asked {
        fields: Vec<String>,
        again: bool,
    },
    Replied {
        by: String,
        waits: bool,
        message_id: Option<String>,
    },
    /// A person's reply bounced for good: it counts as not sent.
    ReplyVoided,
    Waiting {
        by: String,
    },
    Solved {
        by: String,
    },
    Closed {
        by: String,
    },
    Reopened {
        by: String,
    },
    /// A letter was decided.
    Letter {
        kind: crate::letter::LetterKind,
        to: Address,
        message_id: String,
        /// The customer's files it takes to staff.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        enclosed: Vec<Enclosed>,
    },
    /// An automatic letter was not written: the row of the gate.
    Silent {
        kind: crate::letter::LetterKind,
        row: String,
    },
    LetterFailed {
        kind: crate::letter::LetterKind,
        to: String,
        #[serde(default)]
        message_id: String,
    },
    /// Late, or failed as somebody claims without a proof.
    LetterReported {
        kind: crate::letter::LetterKind,
        to: String,
        message_id: String,
        is_late: bool,
    },
    /// A program answered our letter to a colleague: he is not there.
    Away {
        who: Address,
    },
    Fired {
        timer: TimerKind,
        instance: u32,
        level: u8,
    },
    /// A higher level fired instead, or the case moved.
    Skipped {
        timer: TimerKind,
        instance: u32,
        level: u8,
    },
    /// The customer asked again after the promised time.
    Raised,
    /// Words that cannot wait stand in a mail.
    Prioritised {
        priority: crate::ticket::Priority,
    },
    /// Staff see that another ticket may be meant, or is about the same matter.
    Related {
        ticket: i64,
    },
    /// A mail names several accounts.
    Several {
        accounts: Vec<Address>,
    },
    /// Staff take somebody in: from now on his mails are the customer's.
    Accepted {
        by: String,
        address: Address,
    },
    /// Closed, for it goes on in another ticket.
    Merged {
        by: String,
        into: i64,
    },
    /// Another ticket was merged into this one, with all it knows and owes.
    Absorbed {
        by: String,
        other: i64,
        is_open: bool,
        /// Since when its customer waits.
        unanswered_at: Option<Timestamp>,
        participants: Vec<Address>,
        fields: BTreeMap<String, Found>,
        references: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
    },
    /// Closed for good: what its sender writes changes nothing.
    Spam {
        by: String,
    },
    /// Nothing automatic leaves: until then, or, without a time, until a person answers.
    Frozen {
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// Opened by one mail too many of its sender: the next ones come here, nothing automatic leaves.
    Flooded,
}
