//! core: What a delivery report says (RFC 3464, and the reports that follow no RFC).
use super::{Bounce, Headers, Kind};

/// A part of a report: media type (lower case) and decoded content.
pub struct Part<'a> {
    pub media_type: &'a str,
    pub content: &'a [u8],
}

/// The failed recipients, with `Kind::Bounce` or `Kind::Delay`; none when this is no report of a delivery.
pub fn bounce(
    _headers: &Headers,
    _from: &[super::Mailbox],
    _subject: &str,
    _text: &str,
    _parts: &[Part<'_>],
) -> Option<(Kind, Bounce)> {
    unimplemented!()
}
