//! The PATHs of commands: which mails do they name?
//! In: files (one mail, or an mbox), folders, Maildirs, `-` with the bytes of standard input. Out: mails one by one,
//! each with a name to show. Never changes a file, never reads hidden ones, follows the order of names.

use super::maildir::read_cut;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// A mail from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `mails/a.eml`, `archive.mbox#3`, `-`.
    pub name: String,
    pub raw: Vec<u8>,
    /// Over `LARGEST`: `raw` holds the headers and the first of the body.
    pub is_cut: bool,
}

/// Of larger mails only the beginning is read, as of those in a mailbox (`max_mail_mb`, by default).
const LARGEST: usize = 25 << 20;

impl Source {
    fn new(name: String, raw: Vec<u8>) -> io::Result<Self> {
        let is_cut = raw.len() > LARGEST;
        Ok(Self { name, raw: if is_cut { read_cut(raw.as_slice())? } else { raw }, is_cut })
    }

    /// What is read of a mail that cannot be read whole.
    pub fn beginning(&self) -> io::Result<Vec<u8>> {
        read_cut(self.raw.as_slice())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("reading {path}: {source}")]
    Io { path: String, source: io::Error },
    #[error("reading {path}: no mail in it; a folder's mails end in .eml or .mbox, or it is a Maildir")]
    Empty { path: String },
}

/// Mails one by one; at most one mbox is open and one mail in memory.
pub struct Sources {
    paths: VecDeque<PathBuf>,
    stdin: Option<Vec<u8>>,
    open: Option<Mbox>,
}

/// `stdin`: what `-` stands for.
pub fn sources(paths: &[PathBuf], stdin: Option<Vec<u8>>) -> Sources {
    Sources { paths: paths.iter().cloned().collect(), stdin, open: None }
}

impl Iterator for Sources {
    type Item = Result<Source, FilesError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mbox) = &mut self.open {
                match mbox.next() {
                    Some(item) => return Some(item),
                    None => self.open = None,
                }
            }
            let path = self.paths.pop_front()?;
            match self.enter(&path) {
                Ok(None) => {}
                Ok(Some(source)) => return Some(Ok(source)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Sources {
    /// A single mail is given back; a folder or mbox is opened and gives its mails later.
    fn enter(&mut self, path: &Path) -> Result<Option<Source>, FilesError> {
        let name = path.display().to_string();
        if name == "-" {
            let raw = self.stdin.take().unwrap_or_default();
            return self.open(name, Box::new(Cursor::new(raw)));
        }
        if fs::metadata(path).map_err(failed(&name))?.is_dir() {
            let inside = files_of(path)?;
            if inside.is_empty() {
                return Err(FilesError::Empty { path: name });
            }
            inside.into_iter().rev().for_each(|file| self.paths.push_front(file));
            return Ok(None);
        }
        let file = File::open(path).map_err(failed(&name))?;
        self.open(name, Box::new(BufReader::new(file)))
    }

    fn open(&mut self, name: String, mut reader: Box<dyn BufRead + Send>) -> Result<Option<Source>, FilesError> {
        let start = reader.fill_buf().map_err(failed(&name))?;
        if start.starts_with(b"From ") {
            self.open = Some(Mbox { name, reader, count: 0, is_over: false, is_started: false });
            return Ok(None);
        }
        let mut raw = Vec::new();
        reader.take(LARGEST as u64 + 1).read_to_end(&mut raw).map_err(failed(&name))?;
        Source::new(name.clone(), raw).map(Some).map_err(failed(&name))
    }
}

fn failed(path: &str) -> impl FnOnce(io::Error) -> FilesError {
    let path = path.to_owned();
    move |source| FilesError::Io { path, source }
}

/// Mail files below a folder, sorted by name, deep; of a Maildir those of `cur` and `new`.
fn files_of(dir: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let is_maildir = dir.join("new").is_dir() && dir.join("cur").is_dir();
    let is_maildir_part = matches!(dir.file_name().and_then(|n| n.to_str()), Some("new" | "cur"))
        && dir.parent().is_some_and(|parent| parent.join("cur").is_dir() && parent.join("new").is_dir());
    let mut inside = Vec::new();
    for path in sorted(dir)? {
        let name = path.file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            // A link to a folder above would never end.
            if !(path.is_symlink() || is_maildir && name == "tmp") {
                inside.extend(files_of(&path)?);
            }
        } else if is_maildir_part || name.ends_with(".eml") || name.ends_with(".mbox") {
            inside.push(path);
        }
    }
    Ok(inside)
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let name = dir.display().to_string();
    let entries = fs::read_dir(dir).map_err(failed(&name))?;
    let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>().map_err(failed(&name))?;
    paths.sort();
    Ok(paths)
}

/// An open mbox (RFC 4155): a `From ` line at the start or behind an empty line begins a mail; `>From ` is unescaped
/// (mboxrd).
struct Mbox {
    name: String,
    reader: Box<dyn BufRead + Send>,
    count: usize,
    /// The `From ` line of the next mail was read.
    is_started: bool,
    is_over: bool,
}

impl Mbox {
    fn next(&mut self) -> Option<Result<Source, FilesError>> {
        if self.is_over {
            return None;
        }
        match self.mail() {
            Ok(None) => None,
            Ok(Some(raw)) => {
                self.count += 1;
                let name = format!("{}#{}", self.name, self.count);
                Some(Source::new(name, raw).map_err(failed(&self.name)))
            }
            Err(source) => {
                self.is_over = true;
                Some(Err(FilesError::Io { path: self.name.clone(), source }))
            }
        }
    }

    fn mail(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        let mut line = Vec::new();
        let mut was_empty = true;
        loop {
            line.clear();
            if self.reader.by_ref().take(LARGEST as u64).read_until(b'\n', &mut line)? == 0 {
                self.is_over = true;
                break;
            }
            if was_empty && line.starts_with(b"From ") {
                if std::mem::replace(&mut self.is_started, true) {
                    break;
                }
                was_empty = false;
                continue;
            }
            was_empty = matches!(line.as_slice(), b"\n" | b"\r\n");
            if raw.len() <= LARGEST {
                raw.extend_from_slice(unescaped(&line));
            }
        }
        let is_mail = self.is_started && !(self.is_over && raw.is_empty());
        drop_separator(&mut raw);
        Ok(is_mail.then_some(raw))
    }
}

/// `>From ` and `>>From ` lose one `>`.
fn unescaped(line: &[u8]) -> &[u8] {
    let rest = line.iter().position(|b| *b != b'>').and_then(|n| line.get(n..)).unwrap_or_default();
    match line.split_first() {
        Some((b'>', less)) if rest.starts_with(b"From ") => less,
        _ => line,
    }
}

/// The empty line before the next `From ` belongs to the mbox, not to the mail.
fn drop_separator(raw: &mut Vec<u8>) {
    for ending in [&b"\r\n\r\n"[..], b"\n\n"] {
        if raw.ends_with(ending) {
            raw.truncate(raw.len() - ending.len() / 2);
            return;
        }
    }
}

#[cfg(test)]
mod tests;
