//! Opens the database: settings, schema, and the checks before anything is believed.
//! In: a path. Out: a `Store` that may write, or a `Reader`.
//! Never makes a new file over a damaged one, never writes to a newer schema.

use super::error::Doing;
use super::packing::Packer;
use super::{Error, Reader, Result, Store};
use crate::time::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// `FDSK`: tells our file from any other SQLite file.
const APPLICATION_ID: i64 = 0x4644_534B;
/// Before it, a checkpoint racing a commit could lose pages of the WAL.
const OLDEST_SQLITE: (i32, &str) = (3_051_003, "3.51.3");
const MIGRATIONS: [&str; 8] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0105.sql"),
];

impl Store {
    /// The database of this path; made new, readable by its owner only, when there is none. Its folder must exist.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self> {
        check_sqlite()?;
        create(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|source| opening(path, source))?;
        Self::prepare(conn, path, now)
    }

    /// As `open`, but a missing file is an error: for commands that work on what is there.
    pub fn open_existing(path: &Path, now: Timestamp) -> Result<Self> {
        if path.exists() { Self::open(path, now) } else { Err(Error::Missing(path.to_owned())) }
    }

    /// Reads the whole file: once a start of the daemon, not for every order.
    pub fn quick_check(&self) -> Result<()> {
        let doing = "checking the database";
        let found: String = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).doing(doing)?;
        if found == "ok" { Ok(()) } else { Err(Error::Corrupt { doing: doing.into(), what: found }) }
    }

    /// For the daemon: it waits for others as long as it takes and does not give up on a mail.
    pub fn wait_patiently(&mut self) -> Result<()> {
        let patience = std::time::Duration::from_secs(120);
        self.conn.busy_timeout(patience).doing("setting how long to wait for others")
    }

    /// A database that lives as long as the value: for rehearsals and tests.
    pub fn in_memory(now: Timestamp) -> Result<Self> {
        check_sqlite()?;
        let conn = Connection::open_in_memory().doing("opening a database in memory")?;
        Self::prepare(conn, Path::new(":memory:"), now)
    }

    /// Copies committed pages from the write-ahead log into the file, beside a running writer and without stopping it.
    pub fn checkpoint(path: &Path) -> Result<()> {
        let doing = "copying the write-ahead log into the database";
        let conn =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let conn = conn.map_err(|source| opening(path, source))?;
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).doing(doing)
    }

    /// For looking, beside a running writer.
    pub fn reader(path: &Path) -> Result<Reader> {
        check_sqlite()?;
        if !path.try_exists().map_err(|source| file_trouble(path, source))? {
            return Err(Error::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|source| opening(path, source))?;
        let settings = "PRAGMA busy_timeout = 10000; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;
                        PRAGMA cache_size = -256;"; // who only looks needs few pages, and may look for years
        conn.execute_batch(settings).map_err(|source| opening(path, source))?;
        let found = schema(&conn, path)?;
        if found == 0 {
            return Err(Error::Missing(path.to_owned()));
        }
        if found < MIGRATIONS.len() as i64 {
            return Err(Error::Older { path: path.display().to_string(), found, known: MIGRATIONS.len() as i64 });
        }
        Ok(Reader { conn })
    }

    fn prepare(mut conn: Connection, path: &Path, now: Timestamp) -> Result<Self> {
        settle_in(&conn, path)?;
        migrate(&mut conn, path, now)?;
        conn.set_prepared_statement_cache_capacity(128);
        Ok(Self { conn, packer: Packer::new()?, old_words: Vec::new() })
    }
}

fn check_sqlite() -> Result<()> {
    let (needed_number, needed) = OLDEST_SQLITE;
    if rusqlite::version_number() < needed_number {
        return Err(Error::OldSqlite { found: rusqlite::version(), needed });
    }
    Ok(())
}

/// Makes the empty file with the right permissions; SQLite gives its WAL the same.
fn create(path: &Path) -> Result<()> {
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(source) if source.kind() != ErrorKind::AlreadyExists => Err(file_trouble(path, source)),
        _ => Ok(()),
    }
}

fn file_trouble(path: &Path, source: std::io::Error) -> Error {
    match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::Permission(path.to_owned()),
        _ => Error::File { doing: format!("opening the database {}", path.display()), source },
    }
}

fn opening(path: &Path, source: rusqlite::Error) -> Error {
    match source.sqlite_error_code() {
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
            Error::Permission(path.to_owned())
        }
        _ => Error::sql(format!("opening the database {}", path.display()), source),
    }
}

/// The settings of every connection that writes (design section 7).
fn settle_in(conn: &Connection, path: &Path) -> Result<()> {
    let settings = "PRAGMA busy_timeout = 10000; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = OFF;";
    conn.execute_batch(settings).map_err(|source| opening(path, source))?;
    schema(conn, path)?;
    let mode: String =
        conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(|source| opening(path, source))?;
    if mode != "wal" && mode != "memory" {
        let what = format!("SQLite keeps journal mode {mode}, WAL needs a local disk");
        return Err(Error::File {
            doing: format!("opening the database {}", path.display()),
            source: std::io::Error::new(ErrorKind::Unsupported, what),
        });
    }
    let durable = "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 16000;
         PRAGMA temp_store = MEMORY;";
    conn.execute_batch(durable).map_err(|source| opening(path, source))?;
    // Plans must not depend on bound values: SQLite would else prepare a statement anew for each mail.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|source| opening(path, source))?;
    // The largest row is a mail; nothing we store comes near a quarter of SQLite's own bound.
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 256 << 20).map_err(|source| opening(path, source))?;
    Ok(())
}

/// The schema's number; 0 for an empty file. Refuses files that are not ours, and newer ones.
fn schema(conn: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name: &str| -> Result<i64> {
        conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).map_err(|source| opening(path, source))
    };
    let (application, found) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|source| opening(path, source))?;
    if application != APPLICATION_ID && (application != 0 || found != 0 || tables != 0) {
        let doing = format!("opening {}", path.display()).into();
        return Err(Error::Corrupt { doing, what: "the file is not a database of frontdesk".to_owned() });
    }
    let known = MIGRATIONS.len() as i64;
    if found > known {
        return Err(Error::Newer { path: path.display().to_string(), found, known });
    }
    Ok(found)
}

/// Every missing step and its number in one transaction: a crash leaves the old schema or the new one.
fn migrate(conn: &mut Connection, path: &Path, now: Timestamp) -> Result<()> {
    let found = schema(conn, path)?;
    if found == MIGRATIONS.len() as i64 {
        return Ok(());
    }
    let sql = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|source| opening(path, source))?;
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        sql.execute_batch(step).doing("bringing the schema up to date")?;
    }
    if found == 0 {
        sql.execute("INSERT INTO meta (key, value) VALUES ('made_at', ?1)", [now.secs().to_string()])
            .doing("noting when the database was made")?;
    }
    let numbers = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};", MIGRATIONS.len());
    sql.execute_batch(&numbers).doing("numbering the schema")?;
    sql.commit().doing("committing the schema")
}
