//! core: The templates of a rule set: which words stand in which letter, in each tongue.
//! In: the files under `templates/{zh,zh-Hant,en,internal}/`. Out: compiled templates, or all that is wrong with them.
//! Never looks outside a tongue's folder, but `zh-Hant` takes a file it lacks from `zh`; values are never read as
//! templates again (attack A20), and errors never show values.

mod check;
#[cfg(test)]
mod tests;

use super::variables::Variables;
use super::{LetterKind, safe};
use crate::mail::Language;
use crate::policy::Brand;
use crate::rules::{Diagnostic, RuleFile};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Steps a template may take: a hundred times what a long letter needs.
const FUEL: u64 = 100_000;
const SUBJECT: &str = "Subject:";
/// A subject longer than this is cut.
const SUBJECT_CHARS: usize = 150;

/// What a folder of templates is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    Zh,
    ZhHant,
    En,
    /// For staff.
    Internal,
}

impl Tongue {
    pub const ALL: [Self; 4] = [Self::Zh, Self::ZhHant, Self::En, Self::Internal];

    pub const fn folder(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
            Self::Internal => "internal",
        }
    }

    /// What a customer's letter is written in; a language we do not write gets Chinese and English below each other.
    pub const fn of(language: Language) -> &'static [Self] {
        match language {
            Language::ZhHans => &[Self::Zh],
            Language::ZhHant => &[Self::ZhHant],
            Language::En => &[Self::En],
            Language::Ja | Language::Ko | Language::Other => &[Self::Zh, Self::En],
        }
    }

    pub const fn language(self) -> Language {
        match self {
            Self::Zh => Language::ZhHans,
            Self::ZhHant => Language::ZhHant,
            Self::En | Self::Internal => Language::En,
        }
    }
}

/// All templates of a rule set, strict.
#[derive(Debug)]
pub struct Templates {
    folders: BTreeMap<Tongue, Folder>,
    /// Keys of `brand` beyond the well-known ones, and where they are used.
    brand: BTreeMap<String, Diagnostic>,
}

/// The templates one tongue sees, compiled when a letter needs them: all of them would keep a megabyte for good.
#[derive(Debug)]
struct Folder {
    files: BTreeSet<String>,
    templates: RwLock<Environment<'static>>,
}

impl Folder {
    fn of<'a>(mut templates: Environment<'static>, files: impl Iterator<Item = &'a str>) -> Self {
        templates.clear_templates();
        Self { files: files.map(str::to_owned).collect(), templates: RwLock::new(templates) }
    }

    fn templates(&self) -> RwLockReadGuard<'_, Environment<'static>> {
        self.templates.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Templates {
    /// Files under `templates/{zh,zh-Hant,en,internal}/*.txt`; other files of the rule folder are passed over. All
    /// errors at once. `root` is how the rule folder is called in messages.
    pub fn load(root: &str, files: &[RuleFile]) -> Result<Self, Vec<Diagnostic>> {
        check::load(root, files)
    }

    /// Gives back what was compiled.
    pub fn forget(&self) {
        for folder in self.folders.values() {
            folder.templates.write().unwrap_or_else(PoisonError::into_inner).clear_templates();
        }
    }

    /// Is there a template of that name in every tongue that must have it?
    pub fn has(&self, name: &str) -> bool {
        [Tongue::Zh, Tongue::En].iter().all(|tongue| self.holds(*tongue, name))
    }

    /// Letters that can be decided but have no template.
    pub fn lacking(&self) -> Vec<LetterKind> {
        let is_there = |kind: LetterKind| match kind.is_to_customer() {
            true => self.has(&kind.template()),
            false => self.holds(Tongue::Internal, &kind.template()),
        };
        LetterKind::ALL.into_iter().filter(|kind| *kind != LetterKind::Reply && !is_there(*kind)).collect()
    }

    /// E21 for each `brand.…` a template uses and the operator has not set; such a place stays empty in letters.
    pub fn unset(&self, brand: &Brand) -> Vec<Diagnostic> {
        self.brand.iter().filter(|(key, _)| !brand.more.contains_key(*key)).map(|(_, place)| place.clone()).collect()
    }

    /// Keys of `brand` the templates use beyond the well-known ones.
    pub fn brand_keys(&self) -> Vec<String> {
        self.brand.keys().cloned().collect()
    }

    /// Subject and body of one letter in one tongue.
    pub fn render(&self, name: &str, tongue: Tongue, variables: &Variables) -> Result<(String, String), String> {
        let text = self.fill(name, tongue, variables)?;
        let (head, body) = text.split_once('\n').unwrap_or((&text, ""));
        let subject =
            head.strip_prefix(SUBJECT).ok_or_else(|| format!("{}/{name}.txt has no subject", tongue.folder()))?;
        Ok((safe::shorten(&safe::header(subject), SUBJECT_CHARS), safe::tidy(&safe::body(body))))
    }

    /// A text without subject: a FAQ answer.
    pub fn render_answer(&self, name: &str, tongue: Tongue, variables: &Variables) -> Result<String, String> {
        let text = self.fill(name, tongue, variables)?;
        let body = match text.split_once('\n') {
            Some((head, body)) if head.starts_with(SUBJECT) => body,
            _ => &text,
        };
        Ok(safe::tidy(&safe::body(body)).trim_end().to_owned())
    }

    /// The names of all texts, in whatever tongue.
    pub fn names(&self) -> BTreeSet<String> {
        let files = self.folders.values().flat_map(|folder| &folder.files);
        files.map(|file| file.trim_end_matches(".txt").to_owned()).collect()
    }

    /// Is there a text of that name in a tongue customers read?
    pub fn is_for_customers(&self, name: &str) -> bool {
        [Tongue::Zh, Tongue::ZhHant, Tongue::En].iter().any(|tongue| self.holds(*tongue, name))
    }

    /// Does the text of that name read the same in every tongue of both sets?
    pub fn has_same_words(&self, other: &Self, name: &str) -> bool {
        Tongue::ALL.iter().all(|tongue| self.words(*tongue, name) == other.words(*tongue, name))
    }

    fn words(&self, tongue: Tongue, name: &str) -> Option<String> {
        let templates = self.folders.get(&tongue)?.templates();
        let template = templates.get_template(&file_name(name)).ok()?;
        Some(template.source().to_owned())
    }

    fn holds(&self, tongue: Tongue, name: &str) -> bool {
        self.folders.get(&tongue).is_some_and(|folder| folder.files.contains(&file_name(name)))
    }

    fn fill(&self, name: &str, tongue: Tongue, variables: &Variables) -> Result<String, String> {
        let place = format!("templates/{}/{name}.txt", tongue.folder());
        let folder = self.folders.get(&tongue).ok_or_else(|| format!("there is no {place}"))?;
        let templates = folder.templates();
        let template = templates.get_template(&file_name(name)).map_err(|_| format!("there is no {place}"))?;
        let context = minijinja::value::Serde(variables);
        template.render(context).map_err(|error| format!("{place}: {}", check::cause(&error)))
    }
}

fn file_name(name: &str) -> String {
    format!("{name}.txt")
}

/// Strict, bounded, and blind to anything but its own folder.
fn environment() -> Environment<'static> {
    let mut folder = Environment::new();
    folder.set_undefined_behavior(UndefinedBehavior::Strict);
    folder.set_auto_escape_callback(|_| AutoEscape::None);
    folder.set_fuel(Some(FUEL));
    folder.set_debug(false);
    folder.remove_global("debug");
    folder
}
