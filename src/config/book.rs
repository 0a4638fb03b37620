//! What judges and promises: the rule folder and `sla.toml`, read, checked and hashed as one set.
//! In: the configuration, for the names it knows; the files on the disk, or those of a set kept earlier.
//! Out: their texts, or a `Book`. Never half a set: one error of either, and neither is taken.

use super::{Error, Loaded, rules, sla};
use crate::mail::Digest;
use crate::rules::compare::Side;
use crate::rules::{Kinship, RuleFile, RuleSet};
use crate::sla::SlaBook;
use std::path::{Component, Path};
use std::sync::Arc;

/// Under this path the promises stand among the files of a set. No file of the rule folder can have it.
pub const SLA_FILE: &str = "../sla.toml";

/// The promises and their calendars as files of a set.
pub fn promises(text: String, calendars: Vec<RuleFile>) -> impl Iterator<Item = RuleFile> {
    let calendars = calendars.into_iter().map(|file| RuleFile { path: format!("../{}", file.path), text: file.text });
    std::iter::once(RuleFile { path: SLA_FILE.to_owned(), text }).chain(calendars)
}

/// The calendars among the files of a set, by the path the promises name them with.
fn calendars(files: &[RuleFile]) -> Vec<RuleFile> {
    let named = |file: &RuleFile| {
        let path = file.path.strip_prefix("../").filter(|_| file.path != SLA_FILE)?;
        Some(RuleFile { path: path.to_owned(), text: file.text.clone() })
    };
    files.iter().filter_map(named).collect()
}

/// One checked set. Mail is judged, and promises are kept, by exactly one.
#[derive(Clone, Debug)]
pub struct Book {
    pub rules: Arc<RuleSet>,
    pub slas: SlaBook,
}

impl Book {
    pub fn side(&self) -> Side<'_> {
        Side { rules: &self.rules, slas: &self.slas }
    }

    /// Names what open timers hang on: the promises, and which category has which.
    pub fn promises(&self) -> String {
        let named: Vec<_> = self.rules.categories.values().map(|category| (&category.id, &category.sla)).collect();
        let text = format!("{:?}\n{named:?}", self.slas);
        Digest::of(text.as_bytes()).to_string().chars().take(12).collect()
    }
}

impl Loaded {
    /// The texts on the disk now, the promises among them.
    pub fn texts(&self) -> Result<Vec<RuleFile>, Error> {
        let folder = self.rules_dir();
        if !folder.join("categories").is_dir() {
            return Err(Error::NoRules(folder));
        }
        let mut files = rules::read(&folder)?;
        let text = sla::text(self)?;
        let calendars = sla::calendars(self, &text)?;
        files.extend(promises(text, calendars));
        Ok(files)
    }

    /// A set out of its texts; the errors of all files at once.
    pub fn compile(&self, files: &[RuleFile]) -> Result<Book, Error> {
        let slas = match files.iter().find(|file| file.path == SLA_FILE) {
            Some(file) => sla::book(self, &file.text, &calendars(files)),
            None => sla::book(self, super::SHIPPED_SLA, &sla::shipped_calendars()),
        };
        let names = self.kinship(slas.as_ref().ok());
        match (RuleSet::load(&self.root(), files, &names), slas) {
            (Ok(rules), Ok(slas)) => Ok(Book { rules: Arc::new(rules), slas }),
            (rules, slas) => {
                let mut wrong = slas.err().unwrap_or_default();
                wrong.extend(rules.err().unwrap_or_default());
                Err(Error::Wrong(wrong))
            }
        }
    }

    /// Names that categories may refer to. A broken file of promises is told of once, not by every category too.
    pub fn kinship(&self, slas: Option<&SlaBook>) -> Kinship {
        Kinship {
            slas: slas.map(|book| book.slas.keys().cloned().collect()),
            teams: Some(self.config.teams.keys().cloned().collect()),
        }
    }

    /// How messages and places call the rule folder.
    pub fn root(&self) -> String {
        shown(&self.rules_dir())
    }
}

/// `rules`, not `config/../rules`.
pub fn shown(folder: &Path) -> String {
    let mut kept = std::path::PathBuf::new();
    for part in folder.components() {
        match part {
            Component::ParentDir if matches!(kept.components().next_back(), Some(Component::Normal(_))) => {
                kept.pop();
            }
            Component::CurDir => {}
            part => kept.push(part),
        }
    }
    kept.display().to_string()
}
