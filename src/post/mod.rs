//! The way out: an SMTP relay or a folder.
//! In: letters claimed from the outbox, as bytes. Out: an outcome for each. Knows nothing of tickets.
//! Never sends what was not claimed: before the last byte that makes a letter valid it asks once more whether it may.
//! Never takes silence for a yes: an unknown answer is `Later`, silence after the final dot is `Uncertain`.

pub mod enclosure;
pub mod folder;
pub mod mime;
pub mod smtp;

use crate::letter::Enclosed;
use crate::mail::Address;

/// Our own machine failed, or our own configuration is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {why}")]
pub struct Error {
    pub doing: &'static str,
    pub why: String,
}

/// A letter claimed from the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Row of the outbox.
    pub id: i64,
    pub message_id: String,
    pub to: Address,
    /// Null sender `<>` for automatic letters where the relay takes it (RFC 3834 section 3.3).
    pub is_automatic: bool,
    /// Where it comes back to, where plus addresses reach us: the report then names its letter by its own recipient.
    pub bounce_to: Option<Address>,
    pub bytes: Vec<u8>,
    /// Files it takes along that are not in `bytes` yet: letters wait without them.
    pub enclosed: Vec<Enclosed>,
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

/// An address that can stand in an SMTP command and in a header field: ASCII, no blanks, brackets or control
/// characters, so that nothing can be smuggled in with it (attack A17). Error: why not.
pub(crate) fn sendable(address: &Address) -> Result<&str, String> {
    let text = address.as_str();
    if !text.is_ascii() {
        return Err("the address has letters outside ASCII and would need SMTPUTF8".to_owned());
    }
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | ';' | ':' | '(' | ')' | '\\' | '"');
    let local = !address.local().is_empty() && address.local().len() <= 64 && address.local().chars().all(is_plain);
    let domain_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '[' | ']');
    let domain = address.domain();
    let is_domain = !domain.is_empty() && domain.len() <= 253 && domain.chars().all(domain_letter);
    match local && is_domain && text.matches('@').count() == 1 {
        true => Ok(text),
        false => Err("this is no address a letter can be sent to".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_be_smuggled_in_with_an_address() {
        for good in ["ann@x.org", "a..b@docomo.ne.jp", "a+b=c/d@sub.x-y.org", "o'neil@x.org", "10086@139.com"] {
            assert!(sendable(&Address::new(good)).is_ok(), "{good}");
        }
        let bad = [
            "a@b>\r\nRCPT TO:<c@d",
            "a b@c.d",
            "\"a b\"@c.d",
            "a@b@c.d",
            "@c.d",
            "a@",
            "a",
            "李@x.org",
            "a@x org",
            "a,b@c.d",
        ];
        for bad in bad {
            assert!(sendable(&Address::new(bad)).is_err(), "{bad}");
        }
    }
}
