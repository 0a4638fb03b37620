//! Where mail comes from: IMAP, Maildir, files.
//! In: a server or a folder. Out: raw bytes with the place they lie at. Knows nothing of tickets.
//! Never removes a mail and never marks it seen.

pub mod files;
pub mod imap;
pub mod maildir;

use crate::time::Timestamp;

/// Where a mail lies: unique for ever (mail identity K0).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Mailbox of the configuration, `support`.
    pub mailbox: String,
    pub folder: Folder,
    /// UIDVALIDITY; 0 for a Maildir.
    pub validity: u32,
    /// UID in decimal, or the unique part of a Maildir file's name.
    pub key: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Folder {
    Inbox,
    Sent,
}

impl Folder {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Sent => "sent",
        }
    }
}

/// How far a folder of a server has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// UIDVALIDITY the numbers belong to.
    pub validity: u32,
    /// Mail with a smaller UID lay there before us and is never answered.
    pub baseline: u32,
    /// Smallest UID not yet known to be committed.
    pub low: u32,
    /// When this mailbox was first looked at.
    pub started_at: Timestamp,
}

/// What becomes of mail that lay there before the first run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirstStart {
    /// Never fetched.
    #[default]
    Ignore,
    /// Kept and ticketed, never answered.
    Import,
    /// Handled as if it came now: benches and tests.
    Handle,
}

/// A mail as fetched.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub place: Place,
    pub raw: Vec<u8>,
    /// INTERNALDATE, or the file's modification time.
    pub arrived_at: Timestamp,
    /// Over `max_mail`: `raw` holds the headers and the first 64 kB only.
    pub is_cut: bool,
    /// Below the baseline, imported, resynced: never answered. The words say which.
    pub is_old: Option<&'static str>,
}

/// Of a mail over `max_mail` this much of the body is kept, behind the headers.
pub const CUT_BODY: u64 = 64 * 1024;
/// Headers longer than this are cut too.
pub const CUT_HEADERS: u64 = 1024 * 1024;
