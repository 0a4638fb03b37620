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
