//! core: Which ticket does this mail belong to, and why?
use crate::mail::Mail;
use crate::policy::Policy;
use serde::{Deserialize, Serialize};

/// What the desk must look up before `join` can decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Rows 1: tickets named by Message-IDs of ours whose MAC is valid (In-Reply-To, References).
    pub ours: Vec<i64>,
    /// Row 2: all Message-IDs of In-Reply-To and References.
    pub message_ids: Vec<String>,
    /// Row 4: ticket numbers in subject or new words.
    pub numbers: Vec<i64>,
    /// Row 5: folded subject + new words, hashed.
    pub content: String,
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
    /// The row of the table; 0 when nothing joined.
    pub row: u8,
    pub why: String,
    /// Staff see the hint, the sender learns nothing.
    pub maybe_related: Option<i64>,
    /// Row 1 by a stranger: the text joins, no automatic letter.
    pub is_stranger: bool,
}

pub fn keys(_mail: &Mail, _policy: &Policy) -> Keys {
    unimplemented!()
}

/// The first row that holds decides. `candidates` hold every ticket named by `keys` that exists.
pub fn join(_keys: &Keys, _candidates: &[Candidate]) -> Joined {
    unimplemented!()
}
