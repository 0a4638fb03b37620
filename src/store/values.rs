//! Core values as SQLite stores them: times as seconds, digests as blobs, names as text.
//! Never guesses: a name no version of this program wrote is an error of the row.

use super::ActivatedBy;
use crate::letter::LetterKind;
use crate::mail::{Address, Digest};
use crate::mailbox::Folder;
use crate::ticket::{Status, TimerKind};
use crate::time::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.secs()))
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::from_secs)
    }
}

impl ToSql for Digest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

impl FromSql for Digest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob()?.try_into().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

impl ToSql for Address {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for Address {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}

/// Types stored by their name.
macro_rules! stored_by_name {
    ($type:ty, $from_name:expr) => {
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.name()))
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let name = value.as_str()?;
                let from_name: fn(&str) -> Option<$type> = $from_name;
                from_name(name).ok_or_else(|| FromSqlError::Other(format!("unknown name {name:?}").into()))
            }
        }
    };
}

stored_by_name!(TimerKind, TimerKind::from_name);
stored_by_name!(LetterKind, LetterKind::from_name);
stored_by_name!(ActivatedBy, |name| ActivatedBy::ALL.into_iter().find(|by| by.name() == name));
stored_by_name!(LetterState, |name| LetterState::ALL.into_iter().find(|state| state.name() == name));
stored_by_name!(MailState, |name| MailState::ALL.into_iter().find(|state| state.name() == name));
stored_by_name!(Folder, |name| [Folder::Inbox, Folder::Sent].into_iter().find(|folder| folder.name() == name));
stored_by_name!(Status, |name| {
    [Status::Open, Status::Waiting, Status::Solved, Status::Closed].into_iter().find(|status| status.name() == name)
});

/// Where a letter of the outbox stands (design section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    Planned,
    /// Claimed by the post; whether its final dot left stands on the slip.
    Sending,
    Accepted,
    Deferred,
    Failed,
    Uncertain,
    Held,
    Cancelled,
}

impl LetterState {
    pub const ALL: [Self; 8] = [
        Self::Planned,
        Self::Sending,
        Self::Accepted,
        Self::Deferred,
        Self::Failed,
        Self::Uncertain,
        Self::Held,
        Self::Cancelled,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Where a mail stands on its way through the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    Received,
    /// Being read; marked before the parse, so that a crash has a suspect.
    InHand,
    Processed,
    /// Recorded, no ticket: our own mail, a duplicate.
    Dropped,
    Quarantined,
}

impl MailState {
    pub const ALL: [Self; 5] = [Self::Received, Self::InHand, Self::Processed, Self::Dropped, Self::Quarantined];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InHand => "in_hand",
            Self::Processed => "processed",
            Self::Dropped => "dropped",
            Self::Quarantined => "quarantined",
        }
    }
}
