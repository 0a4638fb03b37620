//! Where do letters go when there is no relay: into a folder, one file each.
//! In: a claimed letter and the time. Out: an outcome. A file is whole or not there: written under another name,
//! synced, renamed.
//! Never overwrites another letter: the name carries the Message-ID.

use super::{Outcome, Outgoing};
use crate::time::Timestamp;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub struct Folder {
    dir: PathBuf,
}

impl Folder {
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// `<dir>/<time>-<message-id>.eml`. `dot` is asked right before the file gets its name; false leaves nothing behind.
    pub fn send(&self, letter: &Outgoing, dot: &mut dyn FnMut(i64) -> bool, now: Timestamp) -> Outcome {
        let name = format!("{}-{}.eml", stamp(now), plain(&letter.message_id));
        let hidden = self.dir.join(format!(".{name}.part"));
        let written = fs::create_dir_all(&self.dir).and_then(|()| write(&hidden, &letter.bytes));
        let path = self.dir.join(&name);
        let told = |error: io::Error| {
            format!("writing {}: {error}; is there room, may this user write there?", path.display())
        };
        let outcome = match written {
            Err(error) => Outcome::Later(told(error)),
            Ok(()) if !dot(letter.id) => Outcome::Later("held back at the last moment".to_owned()),
            Ok(()) => match fs::rename(&hidden, &path) {
                Err(error) => Outcome::Later(told(error)),
                // It lies there; whether it outlives a power cut nobody knows.
                Ok(()) => match File::open(&self.dir).and_then(|dir| dir.sync_all()) {
                    Ok(()) => return Outcome::Accepted(name),
                    Err(error) => return Outcome::Uncertain(told(error)),
                },
            },
        };
        // What is left of the file is of no use to anybody; if it cannot be removed it stays hidden.
        let _ = fs::remove_file(&hidden);
        outcome
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What an earlier try left behind may belong to anybody; whatever the umask, only we read letters.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// `20261122T063000Z`, so that names sort by time.
fn stamp(now: Timestamp) -> String {
    now.in_zone(&jiff::tz::TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn plain(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '@' | '-' | '_');
    id.chars().map(|c| if is_plain(c) { c } else { '_' }).take(150).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Address;
    use std::os::unix::fs::PermissionsExt;

    const NOW: Timestamp = Timestamp::from_secs(1_795_329_000);

    fn letter() -> Outgoing {
        Outgoing {
            id: 5,
            message_id: "10234.7.ack.1.abc@okpay.example/../x".to_owned(),
            to: Address::new("ann@x.org"),
            is_automatic: true,
            bounce_to: None,
            bytes: b"Subject: x\r\n\r\nHi\r\n".to_vec(),
            enclosed: Vec::new(),
        }
    }

    fn names(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).expect("a folder");
        names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_letter_becomes_one_whole_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("out");
        let mut asked = Vec::new();
        let outcome = Folder::new(&out).send(
            &letter(),
            &mut |id| {
                asked.push(id);
                true
            },
            NOW,
        );
        let name = "20261122T063000Z-10234.7.ack.1.abc@okpay.example_.._x.eml";
        assert_eq!((outcome, asked), (Outcome::Accepted(name.to_owned()), vec![5]));
        assert_eq!(names(&out), [name]);
        assert_eq!(fs::read(out.join(name)).expect("the file"), letter().bytes);
        let mode = fs::metadata(out.join(name)).expect("facts").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only we read letters");
    }

    #[test]
    fn a_letter_held_back_at_the_last_moment_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let outcome = Folder::new(dir.path()).send(&letter(), &mut |_| false, NOW);
        assert!(matches!(outcome, Outcome::Later(_)));
        assert!(names(dir.path()).is_empty());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_later_with_the_reason() {
        let dir = tempfile::tempdir().expect("a folder");
        let blocked = dir.path().join("file");
        fs::write(&blocked, "x").expect("a file");
        let outcome = Folder::new(blocked.join("sub")).send(&letter(), &mut |_| true, NOW);
        assert!(matches!(outcome, Outcome::Later(why) if why.starts_with("writing ")));
    }
}
