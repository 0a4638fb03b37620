//! Rows as the command line shows them.
//! In: columns. Out: plain structs that serialize under their own names.
//! Never more than was asked: bytes of mails and letters are fetched by their own questions.

use super::{LetterState, MailState, SensitiveRow};
use crate::letter::LetterKind;
use crate::mail::Address;
use crate::ticket::{Entry, Status, Ticket, TimerKind};
use crate::time::Timestamp;
use rusqlite::Row;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    pub status: Option<Status>,
    pub category: Option<String>,
    /// 0: all.
    pub limit: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    pub state: Option<LetterState>,
    pub ticket: Option<i64>,
    /// 0: all.
    pub limit: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TicketRow {
    #[serde(flatten)]
    pub ticket: Ticket,
    pub changed_at: Timestamp,
    /// The next armed timer, past or to come.
    pub next_timer: Option<TimerKind>,
    pub due_at: Option<Timestamp>,
}

/// A ticket and everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    pub ticket: Ticket,
    pub history: Vec<Entry>,
    pub mails: Vec<MailRow>,
    pub letters: Vec<LetterRow>,
    pub timers: Vec<TimerRow>,
    /// Identity papers among the attachments.
    pub sensitive: Vec<SensitiveRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MailRow {
    pub id: i64,
    pub state: MailState,
    pub strikes: u32,
    pub ticket: Option<i64>,
    pub why: String,
    pub sha256: String,
    pub bytes: u32,
    pub arrived_at: Timestamp,
    pub kept_at: Timestamp,
    pub is_cut: bool,
    pub is_old: Option<String>,
    pub message_id: Option<String>,
    pub from: Option<String>,
    pub kind: Option<String>,
    pub subject: Option<String>,
    pub gate: Option<GateRow>,
    /// The verdict as stored; null when the mail was not judged.
    pub verdict: serde_json::Value,
    pub places: Vec<PlaceRow>,
}

/// Why an automatic letter left or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GateRow {
    pub row: String,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceRow {
    pub mailbox: String,
    pub folder: String,
    pub validity: u32,
    pub key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterRow {
    pub id: i64,
    pub message_id: String,
    pub ticket: Option<i64>,
    pub step: u32,
    pub kind: LetterKind,
    pub to: Address,
    pub subject: String,
    pub state: LetterState,
    pub attempts: u32,
    /// How often the relay's answer to the final dot was missing.
    pub doubts: u32,
    /// The relay's last words, or why it was cancelled or held.
    pub answer: String,
    pub cause_mail: Option<i64>,
    pub planned_at: Timestamp,
    pub next_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    pub bounced_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimerRow {
    pub kind: TimerKind,
    pub instance: u32,
    pub level: u8,
    pub due_at: Timestamp,
    /// `armed`, `fired` or `skipped`.
    pub state: String,
    pub set_at: Timestamp,
}

/// Letters to this address came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnreachableRow {
    pub address: Address,
    /// Whose letter was the last to come back.
    pub ticket: Option<i64>,
    pub failed_at: Timestamp,
    pub why: String,
}

/// The desk at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatusRow {
    pub tickets: BTreeMap<String, u32>,
    pub mails: BTreeMap<String, u32>,
    pub letters: BTreeMap<String, u32>,
    pub timers_armed: u32,
    pub held: u32,
    pub uncertain: u32,
    pub failed: u32,
    pub quarantined: u32,
    /// The longest overdue timer.
    pub oldest_due_at: Option<Timestamp>,
    /// The next timer to come.
    pub next_due_at: Option<Timestamp>,
    pub next_letter_at: Option<Timestamp>,
    pub last_kept_at: Option<Timestamp>,
    pub last_accepted_at: Option<Timestamp>,
    /// Identity papers in stored mails, and those that were erased.
    pub sensitive_kept: u32,
    pub sensitive_erased: u32,
}

pub(super) const LETTER: &str = "id, message_id, ticket, step, kind, recipient, subject, state, attempts, doubts, \
     answer, cause_mail, planned_at, next_at, settled_at, bounced_at";

impl LetterRow {
    /// Columns as in `LETTER`.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            message_id: row.get(1)?,
            ticket: row.get(2)?,
            step: row.get(3)?,
            kind: row.get(4)?,
            to: row.get(5)?,
            subject: row.get(6)?,
            state: row.get(7)?,
            attempts: row.get(8)?,
            doubts: row.get(9)?,
            answer: row.get(10)?,
            cause_mail: row.get(11)?,
            planned_at: row.get(12)?,
            next_at: row.get(13)?,
            settled_at: row.get(14)?,
            bounced_at: row.get(15)?,
        })
    }
}

pub(super) const MAIL: &str = "id, state, strikes, ticket, why, lower(hex(sha256)), size, arrived_at, kept_at, \
     is_cut, is_old, message_id, from_address, kind, subject, gate_row, gate_why, verdict";

impl MailRow {
    /// Columns as in `MAIL`; places are added by the caller.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let gate = match (row.get(15)?, row.get(16)?) {
            (Some(gate), Some(why)) => Some(GateRow { row: gate, why }),
            _ => None,
        };
        let verdict: Option<serde_json::Value> =
            row.get::<_, Option<String>>(17)?.and_then(|json| serde_json::from_str(&json).ok());
        Ok(Self {
            id: row.get(0)?,
            state: row.get(1)?,
            strikes: row.get(2)?,
            ticket: row.get(3)?,
            why: row.get(4)?,
            sha256: row.get(5)?,
            bytes: row.get(6)?,
            arrived_at: row.get(7)?,
            kept_at: row.get(8)?,
            is_cut: row.get(9)?,
            is_old: row.get(10)?,
            message_id: row.get(11)?,
            from: row.get(12)?,
            kind: row.get(13)?,
            subject: row.get(14)?,
            gate,
            verdict: verdict.unwrap_or_default(),
            places: Vec::new(),
        })
    }
}
