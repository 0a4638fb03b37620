//! The post's slip: which claimed letters came to their dot, and what the relay said of them, until the next settling.
//! In: a line before each dot, one write and no transaction: the post never waits for the desk. Out: after a crash,
//! which letters left, which may have left, and which certainly did not.
//! Never a second truth: it speaks only of letters in `sending`, and is begun anew with each claim. It outlives a killed
//! process; after a power cut it is not believed.

use super::{Error, Result};
use crate::post::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// In memory, or in a file beside the database.
#[derive(Debug, Default)]
pub struct Slip {
    file: Option<File>,
    text: String,
}

/// What a slip says of letters under way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Noted {
    pub dotted: BTreeSet<i64>,
    /// With the relay's words.
    pub accepted: BTreeMap<i64, String>,
}

const HEAD: &str = "frontdesk slip 1, start of the machine ";

impl Slip {
    /// Of this start of the machine; a slip that lies there was read by `Store::recover` before.
    pub fn create(path: &Path, boot_id: &str) -> Result<Self> {
        let file = File::options().create(true).write(true).truncate(true).mode(0o600).open(path);
        let mut slip = Self { file: Some(file.map_err(writing)?), text: String::new() };
        slip.write(&format!("{HEAD}{boot_id}\n"))?;
        Ok(slip)
    }

    /// What lies there, for `Store::recover`; empty when there is none.
    pub fn read(path: &Path) -> Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self { file: None, text: String::from_utf8_lossy(&bytes).into_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::File { doing: "reading the slip of the post".into(), source }),
        }
    }

    /// For rehearsals.
    pub fn in_memory(boot_id: &str) -> Self {
        Self { file: None, text: format!("{HEAD}{boot_id}\n") }
    }

    /// All letters under way are settled, and the next are about to be claimed.
    pub fn begin(&mut self) -> Result<()> {
        let head = self.text.find('\n').map_or(0, |end| end + 1);
        self.text.truncate(head);
        if let Some(file) = &mut self.file {
            let end = head as u64;
            file.set_len(end).and_then(|()| file.seek(std::io::SeekFrom::Start(end))).map_err(writing)?;
        }
        Ok(())
    }

    /// Just before the final dot, with what was said of the letter before it.
    pub fn dot(&mut self, said: Option<&(i64, Outcome)>, letter: i64) -> Result<()> {
        let accepted = match said {
            Some((id, Outcome::Accepted(words))) => format!("accepted {id} {}\n", words.replace(['\n', '\r'], " ")),
            // In doubt is what a letter with a dot and no answer is; the others are settled at once.
            Some((_, Outcome::Uncertain(_) | Outcome::Later(_) | Outcome::Never(_))) | None => String::new(),
        };
        self.write(&format!("{accepted}dot {letter}\n"))
    }

    fn write(&mut self, lines: &str) -> Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(lines.as_bytes()).map_err(writing)?;
        }
        self.text.push_str(lines);
        Ok(())
    }

    /// None: written before another start of the machine, or not at all; then every letter under way is in doubt.
    pub(super) fn noted(&self, boot_id: &str) -> Option<Noted> {
        // A line that was not written whole came before no dot.
        let whole = self.text.rfind('\n').and_then(|end| self.text.get(..end))?;
        let mut lines = whole.lines();
        // A system that does not name its starts may have had a power cut.
        lines.next()?.strip_prefix(HEAD).filter(|boot| *boot == boot_id && !boot.is_empty())?;
        let mut noted = Noted::default();
        for line in lines {
            let (what, rest) = line.split_once(' ')?;
            let (id, words) = rest.split_once(' ').unwrap_or((rest, ""));
            match (what, id.parse()) {
                ("dot", Ok(id)) => drop(noted.dotted.insert(id)),
                ("accepted", Ok(id)) => drop(noted.accepted.insert(id, words.to_owned())),
                _ => return None,
            }
        }
        Some(noted)
    }
}

fn writing(source: std::io::Error) -> Error {
    Error::File { doing: "writing the slip of the post".into(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_outlives_its_writer_and_tells_what_was_dotted_and_taken() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("frontdesk.slip");
        let mut slip = Slip::create(&path, "boot").unwrap();
        slip.dot(None, 1).unwrap();
        slip.begin().unwrap();
        slip.dot(None, 7).unwrap();
        slip.dot(Some(&(7, Outcome::Accepted("250 2.0.0\nqueued".into()))), 9).unwrap();
        slip.dot(Some(&(9, Outcome::Uncertain("silence".into()))), 11).unwrap();
        let found = Slip::read(&path).unwrap();
        let noted = Noted { dotted: [7, 9, 11].into(), accepted: [(7, "250 2.0.0 queued".to_owned())].into() };
        assert_eq!(found.noted("boot"), Some(noted));
        assert_eq!(found.noted("another boot"), None);
    }

    #[test]
    fn a_slip_that_is_not_there_says_nothing_and_a_line_cut_off_is_none() {
        assert_eq!(Slip::read(Path::new("/nowhere/frontdesk.slip")).unwrap().noted("boot"), None);
        let found = |rest: &str| Slip { file: None, text: format!("{HEAD}boot{rest}") }.noted("boot");
        let noted = Noted { dotted: [12].into(), ..Noted::default() };
        assert_eq!(found("\ndot 12\naccepted 1"), Some(noted));
        assert_eq!(found("\nnonsense 1\n"), None);
        assert_eq!(found(""), None);
        assert_eq!(Slip::in_memory("").noted(""), None, "which start of the machine it was nobody knows");
    }
}
