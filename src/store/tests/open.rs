//! Opening: what is believed, what is refused.

use super::*;
use crate::store::Error;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_new_database_and_its_log_are_readable_by_their_owner_only() {
    let disk = Disk::new();
    let mut store = disk.open();
    keep(&mut store, &["hello"]);
    for name in ["frontdesk.db", "frontdesk.db-wal"] {
        let mode = std::fs::metadata(disk.dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn commits_are_durable_and_the_schema_is_enforced() {
    let disk = Disk::new();
    let mut store = disk.open();
    let mails = keep(&mut store, &["hello"]);
    store.take(10, MONDAY).unwrap();
    store.release(&mails).unwrap();
    let pragma = |name: &str| -> String {
        store
            .conn
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), r#"Text("wal")"#);
    assert_eq!(pragma("synchronous"), "Integer(2)", "back to FULL after the light commits");
    assert_eq!(pragma("foreign_keys"), "Integer(1)");
    assert!(store.conn.execute("UPDATE mail SET state = 'lost'", []).is_err());
}

#[test]
fn what_was_written_is_there_after_a_restart() {
    let disk = Disk::new();
    open_ticket(&mut disk.open(), 10_001);
    let mut store = disk.open();
    assert_eq!(store.write(|tx| tx.ticket(10_001)).unwrap(), Some(ticket(10_001)));
    assert_eq!(store.write(|tx| tx.next_number()).unwrap(), 10_002);
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let disk = Disk::new();
    disk.open().conn.execute_batch("PRAGMA user_version = 99").unwrap();
    let before = std::fs::read(disk.path()).unwrap();
    assert!(matches!(Store::open(&disk.path(), MONDAY), Err(Error::Newer { found: 99, .. })));
    assert!(matches!(Store::reader(&disk.path()), Err(Error::Newer { .. })));
    assert_eq!(std::fs::read(disk.path()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let disk = Disk::new();
    let text = "an important letter of somebody else\n".repeat(200);
    std::fs::write(disk.path(), &text).unwrap();
    assert!(matches!(Store::open(&disk.path(), MONDAY), Err(Error::Corrupt { .. })));
    assert_eq!(std::fs::read_to_string(disk.path()).unwrap(), text);
}

#[test]
fn a_database_of_another_program_is_refused() {
    let disk = Disk::new();
    let other = rusqlite::Connection::open(disk.path()).unwrap();
    other.execute_batch("CREATE TABLE song (name TEXT)").unwrap();
    drop(other);
    assert!(matches!(Store::open(&disk.path(), MONDAY), Err(Error::Corrupt { .. })));
}

#[test]
fn a_damaged_database_is_refused() {
    let disk = Disk::new();
    let mut store = disk.open();
    let texts: Vec<String> = (0..200).map(|i| format!("mail {i}")).collect();
    keep(&mut store, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    drop(store);
    let mut bytes = std::fs::read(disk.path()).unwrap();
    for page in 4..bytes.len() / 4096 {
        bytes[page * 4096..page * 4096 + 64].fill(0x5a);
    }
    std::fs::write(disk.path(), &bytes).unwrap();
    let checked = Store::open(&disk.path(), MONDAY).and_then(|store| store.quick_check());
    assert!(matches!(checked, Err(Error::Corrupt { .. })), "{checked:?}");
}

#[test]
fn a_folder_we_may_not_write_is_named() {
    // Even root may not make files here.
    let path = std::path::Path::new("/sys/frontdesk.db");
    let Err(error) = Store::open(path, MONDAY) else { panic!("made a file in /sys") };
    assert!(matches!(&error, Error::Permission(named) if named == path), "{error:?}");
    assert!(error.to_string().contains("/sys/frontdesk.db"));
}

#[test]
fn a_folder_that_is_missing_is_not_made() {
    let disk = Disk::new();
    let path = disk.dir.path().join("no/such/frontdesk.db");
    assert!(matches!(Store::open(&path, MONDAY), Err(Error::File { .. })));
    assert!(!disk.dir.path().join("no").exists());
}

#[test]
fn a_reader_sees_what_is_committed_and_cannot_write() {
    let disk = Disk::new();
    assert!(matches!(Store::reader(&disk.path()), Err(Error::Missing(_))));
    let mut store = disk.open();
    let reader = Store::reader(&disk.path()).unwrap();
    open_ticket(&mut store, 10_001);
    assert!(reader.view().show(10_001).unwrap().is_some());
    assert!(reader.conn.execute("DELETE FROM ticket", []).is_err());
}

#[test]
fn the_writes_of_another_connection_are_noticed() {
    let disk = Disk::new();
    let (mut daemon, mut cli) = (disk.open(), disk.open());
    let before = daemon.data_version().unwrap();
    open_ticket(&mut daemon, 10_001);
    assert_eq!(daemon.data_version().unwrap(), before, "our own commits are no news");
    open_ticket(&mut cli, 10_002);
    assert_ne!(daemon.data_version().unwrap(), before);
}

#[test]
fn a_full_disk_is_told_from_other_trouble() {
    let disk = Disk::new();
    let mut store = disk.open();
    store.conn.execute_batch("PRAGMA max_page_count = 60").unwrap();
    let mut seed = 1u64;
    let mut noise = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as u8
    };
    let noise: Vec<u8> = (0..400_000).map(|_| noise()).collect();
    let big = Arrived { raw: noise, ..arrived("1", "") };
    let error = store.keep(&[big], MONDAY).unwrap_err();
    assert!(error.is_disk(), "{error:?}");
    assert_eq!(keep(&mut store, &["a small one still fits"]).len(), 1);
}

#[test]
fn facts_survive_a_restart() {
    let disk = Disk::new();
    disk.open().set_meta("mode", "live").unwrap();
    let store = disk.open();
    assert_eq!(store.meta("mode").unwrap().as_deref(), Some("live"));
    assert_eq!(store.meta("none").unwrap(), None);
}

#[test]
fn a_schema_from_before_is_brought_up_to_date_by_who_writes() {
    let disk = Disk::new();
    let old = rusqlite::Connection::open(disk.path()).unwrap();
    old.execute_batch(include_str!("../migrations/0001.sql")).unwrap();
    old.execute_batch("PRAGMA application_id = 0x4644534B; PRAGMA user_version = 1").unwrap();
    drop(old);
    assert!(matches!(Store::reader(&disk.path()), Err(Error::Older { found: 1, .. })));
    let mut store = disk.open();
    open_ticket(&mut store, 10_001);
    assert_eq!(Store::reader(&disk.path()).unwrap().view().active_rules().unwrap(), None);
}
