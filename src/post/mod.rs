//! The way out: an SMTP relay or a folder.
//! In: letters claimed from the outbox, as bytes. Out: an outcome for each. Knows nothing of tickets.
//! Never sends what was not claimed; an unknown answer is `Later`, silence after the final dot is `Uncertain`.

pub mod folder;
pub mod mime;
pub mod smtp;

use crate::mail::Address;

/// A letter claimed from the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Row of the outbox.
    pub id: i64,
    pub message_id: String,
    pub to: Address,
    /// Null sender `<>` for automatic letters where the relay takes it (RFC 3834 section 3.3).
    pub is_automatic: bool,
    pub bytes: Vec<u8>,
}

/// What the post says of one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay answered 250 after the dot; its words.
    Accepted(String),
    Later(String),
    /// A permanent refusal of this letter.
    Never(String),
    /// No answer after the final dot.
    Uncertain(String),
}
