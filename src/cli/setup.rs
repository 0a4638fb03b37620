//! From the command line to a checked configuration, rule set, store and desk.

use super::Failure;
use crate::activation;
use crate::config::{self, Book, Loaded};
use crate::desk::Desk;
use crate::policy::{Keys, Policy};
use crate::replay;
use crate::rules::diagnostic::{Speech, said};
use crate::rules::{Kinship, RuleFile, RuleSet};
use crate::sla::SlaBook;
use crate::store::View;
use crate::time::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `--config` and `--rules` say.
pub struct Place {
    pub config: Option<PathBuf>,
    pub rules: Option<PathBuf>,
}

const PLACES: [&str; 3] = ["frontdesk.toml", "config/frontdesk.toml", "/etc/frontdesk/frontdesk.toml"];

impl Place {
    /// The configuration that is meant; an error when there is none.
    pub fn loaded(&self) -> Result<Loaded, Failure> {
        match self.file() {
            Some(file) => self.read(&file),
            None => Err(Failure::new(Failure::CONFIG, {
                let places = PLACES.join(", ");
                said!(
                    "no configuration: looked for {places}; run frontdesk init, or give --config FILE",
                    "没有配置文件：找过 {places}；请运行 frontdesk init，或者用 --config 指定"
                )
            })),
        }
    }

    /// The configuration, or none for commands that work without one.
    pub fn loaded_if_there(&self) -> Result<Option<Loaded>, Failure> {
        self.file().map(|file| self.read(&file)).transpose()
    }

    fn read(&self, file: &Path) -> Result<Loaded, Failure> {
        Ok(Loaded { rules: self.rules.clone(), ..Loaded::read(file)? })
    }

    /// The configuration file that is meant.
    pub fn file(&self) -> Option<PathBuf> {
        self.config.clone().or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
    }

    /// The folder the rules are read from; none when they are the shipped ones.
    pub fn rules_folder(&self, loaded: Option<&Loaded>) -> Option<PathBuf> {
        let folder = self.rules.clone().or_else(|| loaded.map(Loaded::rules_dir));
        folder.or_else(|| Some(PathBuf::from("rules"))).filter(|folder| folder.join("categories").is_dir())
    }

    /// The rule set that is meant: `--rules`, the configured folder, `./rules`, or the one that ships.
    pub fn rules(&self, loaded: Option<&Loaded>) -> Result<(Arc<RuleSet>, SlaBook), Failure> {
        let (root, files) = self.rule_files(loaded)?;
        let (slas, names) = match loaded {
            Some(loaded) => {
                let slas = config::sla::read(loaded)?;
                let names = loaded.kinship(Some(&slas));
                (slas, names)
            }
            None => {
                let slas = config::sla::shipped().map_err(config::Error::Wrong)?;
                let names = Kinship { slas: Some(slas.slas.keys().cloned().collect()), teams: None };
                (slas, names)
            }
        };
        let rules = RuleSet::load(&root, &files, &names).map_err(|wrong| {
            Failure::new(Failure::CONFIG, activation::unusable(&root, &config::Error::Wrong(wrong)))
        })?;
        Ok((Arc::new(rules), slas))
    }

    /// Rules and promises that are meant, as one.
    pub fn set(&self, loaded: Option<&Loaded>) -> Result<replay::Set, Failure> {
        let (rules, slas) = self.rules(loaded)?;
        Ok(replay::Set { rules, slas })
    }

    /// The texts of that set.
    pub fn texts(&self, loaded: Option<&Loaded>) -> Result<Vec<RuleFile>, Failure> {
        Ok(self.rule_files(loaded)?.1)
    }

    /// How the folder of the set is called, and its texts.
    pub fn rule_files(&self, loaded: Option<&Loaded>) -> Result<(String, Vec<RuleFile>), Failure> {
        if let Some(loaded) = loaded {
            return Ok((loaded.root(), loaded.texts()?));
        }
        let folder = self.rules.clone().unwrap_or_else(|| PathBuf::from("rules"));
        let (root, mut files) = if folder.join("categories").is_dir() {
            (config::shown(&folder), config::rules::read(&folder)?)
        } else if self.rules.is_some() {
            return Err(config::Error::NoRules(folder).into());
        } else {
            ("rules".into(), config::rules::shipped())
        };
        files.extend(config::promises(config::SHIPPED_SLA.to_owned(), config::sla::shipped_calendars()));
        Ok((root, files))
    }
}

/// What the locale says: the first that is set decides, as POSIX has it.
pub(super) fn speech() -> Speech {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|locale| !locale.is_empty()).and_then(|l| Speech::of_locale(&l)).unwrap_or_default()
}

/// The same for orders: a missing database is an error, not a first start.
pub fn existing_desk(loaded: &Loaded, now: Timestamp) -> Result<Desk, Failure> {
    if !loaded.database().exists() {
        return Err(crate::store::Error::Missing(loaded.database()).into());
    }
    let (store, secret) = super::first::open(&loaded.database(), now)?;
    let Book { rules, slas } = active(loaded, &store.view())?;
    Ok(Desk::new(store, loaded.policy(rules, slas, keys(&secret))))
}

/// A desk on the configured database, with the rules that judge there. `now` stamps what opening writes.
pub fn desk(loaded: &Loaded, now: Timestamp) -> Result<(Desk, String), Failure> {
    if !loaded.database().exists() {
        activation::usable(loaded)?; // nothing is made for rules that cannot be used
    }
    let (mut store, secret) = super::first::open(&loaded.database(), now)?;
    let book = activation::begin(loaded, &mut store, now)?;
    let (promises, Book { rules, slas }) = (book.promises(), book);
    Ok((Desk::new(store, loaded.policy(rules, slas, keys(&secret))), promises))
}

fn keys(secret: &[u8]) -> Keys {
    Keys::derive(secret, &instance(secret))
}

/// The rules that judge, for commands that only look; those on the disk when `--rules` asks for them, or nothing ran yet.
pub fn active(loaded: &Loaded, view: &View<'_>) -> Result<Book, Failure> {
    let active = view.active_rules()?.filter(|_| loaded.rules.is_none());
    let files = active.map(|active| view.rules_of(&active.hash)).transpose()?.flatten();
    match files.map(|files| loaded.compile(&files)) {
        Some(Ok(book)) => Ok(book),
        _ => loaded
            .compile(&loaded.texts()?)
            .map_err(|error| Failure::new(Failure::CONFIG, activation::unusable(&loaded.root(), &error))),
    }
}

/// A policy for a desk in memory: rehearsals and tests.
pub fn pretended_policy(place: &Place, loaded: Option<&Loaded>) -> Result<Policy, Failure> {
    let (rules, slas) = place.rules(loaded)?;
    let shipped;
    let loaded = match loaded {
        Some(loaded) => loaded,
        None => {
            shipped = Loaded::shipped()?;
            &shipped
        }
    };
    Ok(loaded.policy(rules, slas, Keys::derive(b"a rehearsal needs no secret", "rehearsal")))
}

/// This desk's name in `X-Frontdesk-Loop`: tells desks apart, gives nothing away.
fn instance(secret: &[u8]) -> String {
    crate::mail::Digest::of(secret).to_string().chars().take(12).collect()
}
