//! `frontdesk replay`: the rules on the disk against the mail that came, next to the rules in force.

mod told;

use super::filed::filed;
use super::progress::Progress;
use super::setup::Place;
use super::{Done, Failure};
use crate::activation::LOOK_BACK;
use crate::config::{self, Loaded};
use crate::policy::Brand;
use crate::replay::{Filed, Set, Sides, Source};
use crate::rules::GENERAL;
use crate::rules::compare::{Side, changed_letters};
use crate::rules::diagnostic::{Said, Speech, no_length, said};
use crate::rules::scorecard::Scorecard;
use crate::store::{Reader, Store};
use crate::time::{Span, Timestamp};
use crate::{clock, store};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub struct Wanted {
    pub since: String,
    pub labels: Option<PathBuf>,
    /// A rule folder or a hash, in place of the active set.
    pub against: Option<String>,
    pub fail_on: Option<FailOn>,
    /// Every change, not the first ones only.
    pub all: bool,
    pub paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Something staff decided would come out wrong that is right now
    Breaks,
    /// Anything at all would change
    Change,
}

/// What the answer is told with.
struct Told<'a> {
    old: &'a str,
    new: &'a str,
    /// Tickets since then; none for folders.
    since: Option<Timestamp>,
    brand: &'a Brand,
    letters: Vec<String>,
    took: std::time::Duration,
    all: bool,
    speech: Speech,
}

pub fn run(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded_if_there()?;
    let has_files = wanted.labels.is_some() || !wanted.paths.is_empty();
    let reader = reader(loaded.as_ref(), has_files, "replay")?;
    let disk = place.set(loaded.as_ref())?;
    let active = old_set(place, wanted, (loaded.as_ref(), reader.as_ref()), has_files)?;
    let (new, old) = (disk.side(), active.as_ref().unwrap_or(&disk).side());
    let brand = match &loaded {
        Some(loaded) => config::brand(loaded),
        None => config::brand(&Loaded::shipped()?),
    };
    let since = clock::now() - since(&wanted.since)?;
    let source = match &reader {
        _ if has_files => Source::Files(files(wanted, (old, new))?),
        Some(reader) => Source::Stored { view: reader.view(), since, prefix: &brand.number },
        None => return Err(no_mail("replay")),
    };
    let mut progress =
        Progress::new(if has_files { said!("mails", "封邮件") } else { said!("tickets", "张工单") }, speech);
    let card = source.compare(&Sides { old, new }, &mut |done, total| progress.at(done, total))?;
    let told = Told {
        old: if active.is_some() { &old.rules.hash } else { "" },
        new: &new.rules.hash,
        since: (!has_files).then_some(since),
        brand: &brand,
        letters: changed_letters(old.rules, new.rules),
        took: progress.done(),
        all: wanted.all,
        speech,
    };
    told.say(&card, as_json);
    let fails = match wanted.fail_on {
        None => false,
        Some(FailOn::Breaks) => card.breaks > 0,
        Some(FailOn::Change) => !card.is_same() || !told.letters.is_empty(),
    };
    Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// For `activate`: one set next to the other, over the mail that a guarded save is held against.
pub(super) fn between(
    loaded: &Loaded,
    reader: &Reader,
    (old, new): (Side<'_>, Side<'_>),
    (as_json, speech): (bool, Speech),
) -> Result<(), Failure> {
    let brand = config::brand(loaded);
    let since = clock::now() - LOOK_BACK;
    let mut progress = Progress::new(said!("tickets", "张工单"), speech);
    let source = Source::Stored { view: reader.view(), since, prefix: &brand.number };
    let card = source.compare(&Sides { old, new }, &mut |done, total| progress.at(done, total))?;
    let told = Told {
        old: &old.rules.hash,
        new: &new.rules.hash,
        since: Some(since),
        brand: &brand,
        letters: changed_letters(old.rules, new.rules),
        took: progress.done(),
        all: false,
        speech,
    };
    told.say(&card, as_json);
    Ok(())
}

/// How long back: `30d`.
pub(super) fn since(text: &str) -> Result<Span, Failure> {
    let Said { en, zh } = no_length(text);
    Span::parse(text).map_err(|_| Failure::new(Failure::CANNOT, said!("--since: {en}", "--since：{zh}")))
}

/// The database, opened for looking; folders of mail do without.
pub(super) fn reader(loaded: Option<&Loaded>, has_files: bool, command: &str) -> Result<Option<Reader>, Failure> {
    let Some(loaded) = loaded else { return Ok(None) };
    match Store::reader(&loaded.database()) {
        Ok(reader) => Ok(Some(reader)),
        Err(store::Error::Missing(_)) if has_files => Ok(None),
        Err(store::Error::Missing(path)) => {
            let (path, Said { en, zh }) = (path.display(), folders_do(command));
            let why = said!(
                "there is no database at {path}: no mail was kept yet. `frontdesk run` makes one{en}",
                "{path} 还没有数据库：还没有存下邮件。`frontdesk run` 会建立{zh}"
            );
            Err(Failure::new(Failure::CANNOT, why))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) fn no_mail(command: &str) -> Failure {
    let Said { en, zh } = folders_do(command);
    let why = said!(
        "no configuration, so no stored mail: give --config FILE{en}",
        "没有配置文件，所以没有存下的邮件：请写 --config 文件{zh}"
    );
    Failure::new(Failure::CANNOT, why)
}

fn folders_do(command: &str) -> Said {
    match command {
        "stats" => Said::default(),
        command => said!(
            "; folders of mail do without: frontdesk {command} --labels DIR",
            "；也可以用分好类的邮件文件夹：frontdesk {command} --labels 目录"
        ),
    }
}

/// The set to compare with. None: folders only, and nothing is in force yet.
fn old_set(
    place: &Place,
    wanted: &Wanted,
    (loaded, reader): (Option<&Loaded>, Option<&Reader>),
    has_files: bool,
) -> Result<Option<Set>, Failure> {
    let folder = wanted.against.as_deref().map(Path::new).filter(|folder| folder.join("categories").is_dir());
    if let Some(folder) = folder {
        let other = Place { config: place.config.clone(), rules: Some(folder.to_owned()) };
        return other.set(other.loaded_if_there()?.as_ref()).map(Some);
    }
    let hash = match (&wanted.against, reader) {
        (Some(hash), _) => Some(hash.clone()),
        (None, Some(reader)) => reader.view().active_rules()?.map(|active| active.hash),
        (None, None) => None,
    };
    let cannot = |why: Said| Err(Failure::new(Failure::CANNOT, why));
    match (hash, reader) {
        (Some(hash), Some(reader)) => match stored(loaded, reader, &hash)? {
            Some(set) => Ok(Some(set)),
            None => cannot(said!(
                "{hash} is neither a rule folder nor a set this desk has used: see frontdesk rollback --list",
                "{hash} 不是规则目录，也不是用过的规则：请看 frontdesk rollback --list"
            )),
        },
        (Some(hash), None) => {
            cannot(said!("--against {hash}: no rule folder there", "--against {hash}：那里没有规则目录"))
        }
        (None, Some(_)) if !has_files => cannot(said!(
            "no rule set has been in force here yet, so there is nothing to compare with: start `frontdesk run` once, \
             or give --against DIR",
            "这里还没有用过任何规则，没有可以对比的：请先运行一次 `frontdesk run`，或者写 --against 目录"
        )),
        (None, _) => Ok(None),
    }
}

/// A set this desk has used, by its hash; none when it is not stored.
pub(super) fn stored(loaded: Option<&Loaded>, reader: &Reader, hash: &str) -> Result<Option<Set>, Failure> {
    let files = reader.view().rules_of(hash)?;
    let (Some(loaded), Some(files)) = (loaded, files) else { return Ok(None) };
    match loaded.compile(&files) {
        Ok(book) => Ok(Some(Set { rules: book.rules, slas: book.slas })),
        Err(error) => {
            let Said { en, zh } = error.said();
            let why = said!(
                "the stored rules {hash} cannot be used with this configuration any more\n\n{en}",
                "存下的规则 {hash} 已经不能用于现在的配置\n\n{zh}"
            );
            Err(Failure::new(Failure::CONFIG, why))
        }
    }
}

/// The folders that are meant, with the category each stands for; plain paths stand for none.
fn files(wanted: &Wanted, (old, new): (Side<'_>, Side<'_>)) -> Result<Vec<Filed>, Failure> {
    let plain = wanted.paths.iter().map(|path| Filed { path: path.clone(), category: None });
    let mut found: Vec<Filed> = plain.collect();
    if let Some(dir) = &wanted.labels {
        let categories = old.rules.categories.keys().chain(new.rules.categories.keys()).cloned();
        let known: BTreeSet<String> = categories.chain([GENERAL.to_owned()]).collect();
        found.extend(filed(dir, &known)?);
    }
    Ok(found)
}

impl From<crate::replay::Error> for Failure {
    fn from(error: crate::replay::Error) -> Self {
        match error {
            crate::replay::Error::Store(error) => error.into(),
            crate::replay::Error::Files(error) => Self::new(Self::CANNOT, error.to_string()),
        }
    }
}

/// Nothing to look at: says so, and what to do.
fn nothing(card: &Scorecard, told: &Told<'_>) -> Option<Said> {
    if card.tickets > 0 || !card.unreadable.is_empty() {
        return None;
    }
    Some(match told.since {
        Some(since) => {
            let since = since.in_zone(&told.brand.zone);
            let (en, zh) = (since.strftime("%a %d %b %Y"), since.strftime("%Y-%m-%d"));
            said!(
                "no ticket of a person was opened since {en}: give a longer --since, or wait for mail",
                "{zh} 以来没有人来信建立工单：请写更长的 --since，或者等有了邮件"
            )
        }
        None => said!("no mail of a person lies there", "那里没有人写的邮件"),
    })
}
