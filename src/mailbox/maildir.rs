//! A Maildir as mailbox: `new/` is read, and after the commit the file goes to `cur/`.
//! In: the folder. Out: waiting mails, oldest name first, each as `Arrived`.
//! Never deletes, never touches `tmp/` or hidden files, never moves what was not committed. The key is the unique part
//! of the file's name, which stays the same when flags change (maildir(5)).

use super::{Arrived, CUT_BODY, CUT_HEADERS, Folder, Place};
use crate::time::Timestamp;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A mail in the Maildir.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub path: PathBuf,
    pub key: String,
    /// In `new/`.
    pub is_new: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("{doing} {path}: {source}")]
pub struct MaildirError {
    doing: &'static str,
    path: String,
    source: io::Error,
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> MaildirError {
    let path = path.display().to_string();
    move |source| MaildirError { doing, path, source }
}

/// Mails in `new/`, in the order they were named (the name begins with the second of delivery).
pub fn scan(dir: &Path) -> Result<Vec<Waiting>, MaildirError> {
    list(&dir.join("new"), true)
}

/// Mails in `cur/`, then those in `new/`: for a first start that imports or handles what lies there.
pub fn scan_all(dir: &Path) -> Result<Vec<Waiting>, MaildirError> {
    let mut all = list(&dir.join("cur"), false)?;
    all.extend(scan(dir)?);
    Ok(all)
}

fn list(dir: &Path, is_new: bool) -> Result<Vec<Waiting>, MaildirError> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed("listing the Maildir", dir))? {
        let entry = entry.map_err(failed("listing the Maildir", dir))?;
        // A name that is not UTF-8 is read too; its key is printed with replacement characters.
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let key = name.split(':').next().unwrap_or_default().to_owned();
        all.push(Waiting { path: entry.path(), key, is_new });
    }
    all.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(all)
}

/// When the mail was delivered, without reading it. None when someone removed it meanwhile.
pub fn arrived_at(waiting: &Waiting) -> Option<Timestamp> {
    fs::metadata(&waiting.path).ok().map(|facts| modified(&facts))
}

/// The mail's bytes. None when someone moved or removed it meanwhile.
pub fn read(waiting: &Waiting, mailbox: &str, max_mail: u64) -> Result<Option<Arrived>, MaildirError> {
    let path = &waiting.path;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("opening the mail", path)(error)),
    };
    let facts = file.metadata().map_err(failed("looking at the mail", path))?;
    let is_cut = facts.len() > max_mail;
    let raw = if is_cut { read_cut(file) } else { read_whole(file, facts.len()) };
    Ok(Some(Arrived {
        place: Place { mailbox: mailbox.to_owned(), folder: Folder::Inbox, validity: 0, key: waiting.key.clone() },
        raw: raw.map_err(failed("reading the mail", path))?,
        arrived_at: modified(&facts),
        is_cut,
        is_old: None,
    }))
}

fn read_whole(mut file: File, length: u64) -> io::Result<Vec<u8>> {
    let mut raw = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut raw)?;
    Ok(raw)
}

/// Headers to the empty line, and the first of the body.
pub(super) fn read_cut(source: impl Read) -> io::Result<Vec<u8>> {
    let mut lines = BufReader::new(source);
    let mut raw = Vec::new();
    loop {
        let room = CUT_HEADERS.saturating_sub(raw.len() as u64);
        let before = raw.len();
        lines.by_ref().take(room).read_until(b'\n', &mut raw)?;
        let line = raw.get(before..).unwrap_or_default();
        if line.is_empty() || line == b"\n" || line == b"\r\n" {
            break;
        }
    }
    lines.take(CUT_BODY).read_to_end(&mut raw)?;
    Ok(raw)
}

fn modified(facts: &fs::Metadata) -> Timestamp {
    let since = facts.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    Timestamp::from_secs(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// After the commit: `new/x` becomes `cur/x:2,`, unseen. What is gone or in `cur/` already is done.
pub fn done(waiting: &Waiting) -> Result<(), MaildirError> {
    let path = &waiting.path;
    let (Some(dir), Some(name)) = (path.parent().and_then(Path::parent), path.file_name()) else { return Ok(()) };
    if !waiting.is_new {
        return Ok(());
    }
    let mut name = name.to_owned();
    if !name.to_string_lossy().contains(':') {
        name.push(":2,");
    }
    match fs::rename(path, dir.join("cur").join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.exists() && dir.join("cur").is_dir() => Ok(()),
        result => result.map_err(failed("filing the mail away to cur/", path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maildir() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for sub in ["new", "cur", "tmp"] {
            fs::create_dir(dir.path().join(sub)).unwrap();
        }
        dir
    }

    #[test]
    fn a_mail_goes_from_new_to_cur_with_its_key_kept() {
        let dir = maildir();
        fs::write(dir.path().join("new/20.b.host"), "Subject: b\n\nb").unwrap();
        fs::write(dir.path().join("new/10.a.host"), "Subject: a\n\na").unwrap();
        fs::write(dir.path().join("new/.hidden"), "x").unwrap();
        fs::write(dir.path().join("tmp/30.c.host"), "half").unwrap();
        let waiting = scan(dir.path()).unwrap();
        assert_eq!(waiting.iter().map(|w| w.key.as_str()).collect::<Vec<_>>(), ["10.a.host", "20.b.host"]);
        let mail = read(&waiting[0], "support", 1000).unwrap().unwrap();
        assert_eq!((mail.place.key.as_str(), mail.place.validity, mail.is_cut), ("10.a.host", 0, false));
        assert!(mail.arrived_at > Timestamp::from_secs(1_600_000_000));
        done(&waiting[0]).unwrap();
        done(&waiting[0]).unwrap();
        assert!(dir.path().join("cur/10.a.host:2,").exists());
        assert_eq!(scan(dir.path()).unwrap().len(), 1);
        let all = scan_all(dir.path()).unwrap();
        assert_eq!((all[0].key.as_str(), all[0].is_new), ("10.a.host", false));
    }

    #[test]
    fn a_large_mail_is_cut_behind_its_headers() {
        let dir = maildir();
        let text = format!("Subject: big\r\n\r\n{}", "x".repeat(300_000));
        fs::write(dir.path().join("new/1.a"), text).unwrap();
        let mail = read(&scan(dir.path()).unwrap()[0], "support", 100_000).unwrap().unwrap();
        assert!(mail.is_cut);
        assert_eq!(mail.raw.len(), 16 + 65_536);
    }

    #[test]
    fn a_mail_taken_by_someone_else_is_no_error() {
        let dir = maildir();
        let gone = Waiting { path: dir.path().join("new/1.x"), key: "1.x".to_owned(), is_new: true };
        assert!(read(&gone, "support", 1000).unwrap().is_none());
        assert!(done(&gone).is_ok());
    }

    #[test]
    fn a_folder_that_is_no_maildir_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = scan(dir.path()).unwrap_err().to_string();
        assert!(error.starts_with("listing the Maildir ") && error.contains("new"), "{error}");
    }
}
