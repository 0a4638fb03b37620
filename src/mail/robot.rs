//! core: Did a person write this mail?
use super::{Headers, Kind, ReturnPath};

/// What a robot check looks at, besides the headers.
pub struct Signs<'a> {
    pub headers: &'a Headers,
    pub return_path: &'a ReturnPath,
    pub from: &'a [super::Mailbox],
    pub subject: &'a str,
    /// Media types of all parts, in order, lower case, the root's first.
    pub part_types: &'a [String],
    pub bounce: Option<&'a super::Bounce>,
}

/// The kind and why. `Own` is never answered here: it needs our keys.
pub fn kind(_signs: &Signs<'_>) -> (Kind, String) {
    unimplemented!()
}
