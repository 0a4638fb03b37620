//! The database and the key beside it: both there, or neither, or we ask a person.
//! A desk that took a lost database for a first start would greet every old customer anew (fault F57).

use super::Failure;
use crate::store::Store;
use crate::time::Timestamp;
use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const KEY_BYTES: usize = 32;

/// The store and its key; made new when there is neither.
pub(super) fn open(database: &Path, now: Timestamp) -> Result<(Store, Vec<u8>), Failure> {
    let key = database.with_extension("key");
    // Has this name until the database is there: a first start that was cut short is begun again, nothing else is.
    let begun = database.with_extension("key.new");
    let is_kept = std::fs::metadata(database).is_ok_and(|facts| facts.len() > 0);
    match (key.exists(), is_kept) {
        (true, true) => Ok((Store::open(database, now)?, read(&key)?)),
        (true, false) => Err(Failure::new(Failure::CONFIG, lost(database, &key))),
        (false, true) if !begun.exists() => Err(Failure::new(
            Failure::CONFIG,
            format!(
                "the key {} is missing but the database is there: restore it from the backup; without it no reply \
                 finds its ticket by Message-ID",
                key.display()
            ),
        )),
        (false, _) => {
            if !begun.exists() {
                make(&begun)?;
            }
            let secret = read(&begun)?;
            let store = Store::open(database, now)?;
            std::fs::rename(&begun, &key).map_err(|error| wrong(&key, &error))?;
            Ok((store, secret))
        }
    }
}

fn lost(database: &Path, key: &Path) -> String {
    format!(
        "the database {} is missing but its key is there, so this is no first start: bring the database back from a \
         backup; to start anew, with no memory of any ticket, remove {} first",
        database.display(),
        key.display()
    )
}

/// 32 random bytes, for our eyes only.
fn make(file: &Path) -> Result<(), Failure> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| wrong(file, &error))?;
    }
    let mut bytes = vec![0; KEY_BYTES];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes)
        .map_err(|_| Failure::new(Failure::DISK, "the system gives no random numbers"))?;
    // Whole or not there: a key cut short by a crash would be refused for ever.
    let part = PathBuf::from(format!("{}.part", file.display()));
    let _ = std::fs::remove_file(&part);
    let mut out =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(|e| wrong(&part, &e))?;
    out.write_all(&bytes).and_then(|()| out.sync_all()).map_err(|error| wrong(&part, &error))?;
    std::fs::rename(&part, file).map_err(|error| wrong(file, &error))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mode = std::fs::metadata(file).map_err(|error| wrong(file, &error))?.permissions().mode();
    if mode & 0o007 != 0 {
        let text = format!("the key {0}: everybody may read it; run chmod 600 {0}", file.display());
        return Err(Failure::new(Failure::PERMISSION, text));
    }
    let bytes = std::fs::read(file).map_err(|error| wrong(file, &error))?;
    if bytes.len() < KEY_BYTES {
        let text = format!("the key {} is too short: restore it from the backup", file.display());
        return Err(Failure::new(Failure::CONFIG, text));
    }
    Ok(bytes)
}

fn wrong(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Failure::of_file(error), format!("the key {}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    const NOW: Timestamp = Timestamp::from_secs(1_793_581_200);

    fn refused(database: &Path) -> Failure {
        open(database, NOW).map(drop).unwrap_err()
    }

    #[test]
    fn a_first_start_makes_a_key_and_a_database_for_our_eyes_only() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("data/frontdesk.db");
        let (_, secret) = open(&database, NOW).unwrap();
        assert_eq!(open(&database, NOW).unwrap().1, secret);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&database), 0o600);
        assert_eq!(mode(&database.with_extension("key")), 0o600);
        assert_eq!(mode(&dir.path().join("data")), 0o700);
        assert!(!database.with_extension("key.new").exists());
    }

    #[test]
    fn a_lost_database_is_no_first_start() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("frontdesk.db");
        drop(open(&database, NOW).unwrap());
        std::fs::remove_file(&database).unwrap();
        let failure = refused(&database);
        assert_eq!(failure.code, Failure::CONFIG);
        assert!(failure.text.en.contains("no first start"), "{}", failure.text.en);
        assert!(!database.exists(), "nothing new was made");
        std::fs::write(&database, "").unwrap();
        assert!(refused(&database).text.en.contains("no first start"), "an empty file is no database");
    }

    #[test]
    fn a_lost_or_open_key_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("frontdesk.db");
        drop(open(&database, NOW).unwrap());
        let key = database.with_extension("key");
        std::fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
        assert_eq!(refused(&database).code, Failure::PERMISSION);
        std::fs::remove_file(&key).unwrap();
        assert!(refused(&database).text.en.contains("key"));
    }

    #[test]
    fn a_key_on_a_read_only_disk_is_a_matter_of_permission() {
        let told = |kind: std::io::ErrorKind| wrong(Path::new("frontdesk.key"), &kind.into()).code;
        assert_eq!(told(std::io::ErrorKind::ReadOnlyFilesystem), Failure::PERMISSION);
        assert_eq!(told(std::io::ErrorKind::PermissionDenied), Failure::PERMISSION);
        assert_eq!(told(std::io::ErrorKind::StorageFull), Failure::DISK);
    }

    #[test]
    fn a_first_start_cut_short_is_begun_again() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("frontdesk.db");
        make(&database.with_extension("key.new")).unwrap();
        let secret = read(&database.with_extension("key.new")).unwrap();
        drop(Store::open(&database, NOW).unwrap());
        assert_eq!(open(&database, NOW).unwrap().1, secret);
    }
}
