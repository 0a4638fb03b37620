//! What can go wrong with the database, and whose trouble it is.
//! In: SQLite's answers. Out: one error that says what we were doing, why it failed, and the cure where we know it.

use rusqlite::ErrorCode;
use std::borrow::Cow;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{doing}")]
    Sql { doing: Cow<'static, str>, source: rusqlite::Error },
    #[error("{doing}")]
    File { doing: String, source: std::io::Error },
    #[error("{doing}")]
    Json { doing: &'static str, source: serde_json::Error },
    /// The file holds what we cannot believe.
    #[error("{doing}: the database is damaged ({what}); nothing was changed: put a backup of the file in its place")]
    Corrupt { doing: Cow<'static, str>, what: String },
    #[error(
        "the database {path} has schema {found}, this program knows {known}: run the newer program, or restore a backup"
    )]
    Newer { path: String, found: i64, known: i64 },
    #[error(
        "the database {path} has schema {found}, this program knows {known}: restart `frontdesk run`, it brings the database up to date"
    )]
    Older { path: String, found: i64, known: i64 },
    #[error("no permission to read and write {0}: give the file and its folder to the user frontdesk runs as")]
    Permission(PathBuf),
    #[error("there is no database at {0}: `frontdesk run` makes a new one; or put a backup there")]
    Missing(PathBuf),
    /// What we wanted to write makes no sense: the mail that asked for it is set aside, not the batch.
    #[error("{0}")]
    Refused(String),
    #[error("built with SQLite {found}, at least {needed} is needed: an older one can lose rows in WAL mode")]
    OldSqlite { found: &'static str, needed: &'static str },
}

impl Error {
    pub(super) fn sql(doing: impl Into<Cow<'static, str>>, source: rusqlite::Error) -> Self {
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Corrupt { doing: doing.into(), what: source.to_string() }
            }
            _ => Self::Sql { doing: doing.into(), source },
        }
    }

    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }

    pub const fn is_permission(&self) -> bool {
        matches!(self, Self::Permission(_))
    }

    /// The disk is full, failing or read-only, or gave back what we did not write: nothing more can be promised until it
    /// is looked after (exit 74), and no mail is to blame.
    pub fn is_disk(&self) -> bool {
        match self {
            Self::Sql { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(
                    ErrorCode::DiskFull
                        | ErrorCode::SystemIoFailure
                        | ErrorCode::ReadOnly
                        | ErrorCode::CannotOpen
                        | ErrorCode::OutOfMemory
                )
            ),
            Self::File { .. } | Self::Corrupt { .. } => true,
            _ => false,
        }
    }

    /// Somebody else holds the database; the same call may be made again.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sql { source, .. }
            if matches!(source.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)))
    }
}

/// Says what we were doing when SQLite refused.
pub(super) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error::sql(doing, source))
    }
}

impl<T> Doing<T> for serde_json::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error::Json { doing, source })
    }
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error::File { doing: doing.to_owned(), source })
    }
}
