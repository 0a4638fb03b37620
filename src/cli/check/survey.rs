//! Everything that is wrong on the disk: configuration, promises, rules and letters, all files at once.
//! A broken file hides no other: what can be read is read, and names are looked up only where their file is right.

use super::idle;
use crate::cli::Failure;
use crate::cli::setup::Place;
use crate::clock;
use crate::config::{self, Error, Loaded};
use crate::rules::diagnostic::{Said, Severity, said};
use crate::rules::{Diagnostic, Kinship, RuleFile, RuleSet, lint, overlay, proof};
use crate::sla::load::beside;
use crate::sla::outlook::outlook;
use crate::sla::{SlaBook, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Default)]
pub struct Survey {
    pub told: Vec<Diagnostic>,
    /// None when it is wrong, or not there.
    pub loaded: Option<Loaded>,
    /// None when something is wrong.
    pub set: Option<(Arc<RuleSet>, SlaBook)>,
    pub categories: usize,
    /// None when they could not be run.
    pub examples: Option<usize>,
    /// All that was looked at.
    pub files: BTreeSet<String>,
}

/// The promises on the disk.
#[derive(Default)]
struct Promises {
    /// None: the shipped ones, for none are there; or they cannot be read.
    texts: Option<(String, Vec<RuleFile>)>,
    /// None: something is wrong with them.
    book: Option<SlaBook>,
}

/// Names that are missing because their file could not be read are not told of.
const LOOKED_UP: [&str; 4] = ["E03", "E11", "E20", "E21"];

impl Survey {
    pub fn of(place: &Place) -> Result<Self, Failure> {
        let mut survey = Self::default();
        let stand_in = survey.configuration(place)?;
        let Some(loaded) = survey.loaded.clone().or(stand_in) else { return Ok(survey) };
        let root = loaded.root();
        let (files, unreadable) = match config::rules::read_all(&loaded.rules_dir()) {
            Ok(read) => read,
            Err(_) if survey.loaded.is_none() => return Ok(survey),
            Err(error) => return Err(error.into()),
        };
        survey.files.extend(files.iter().map(|file| format!("{root}/{}", file.path)));
        survey.categories = overlay::categories(&files).len();
        let is_whole = !unreadable.iter().any(|told| told.severity == Severity::Error);
        survey.told.extend(unreadable);
        let promises = survey.promises(&loaded)?;
        survey.rules(&loaded, (&files, is_whole), promises);
        survey.told.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
        Ok(survey)
    }

    /// Beside a broken configuration, or without any, the rules are still looked at.
    fn configuration(&mut self, place: &Place) -> Result<Option<Loaded>, Failure> {
        let Some(file) = place.file() else {
            let loaded = Loaded { rules: place.rules.clone(), ..Loaded::shipped()? };
            return if loaded.rules_dir().join("categories").is_dir() {
                Ok(Some(loaded))
            } else {
                place.loaded().map(Some)
            };
        };
        self.files.insert(file.display().to_string());
        match Loaded::read(&file) {
            Ok(loaded) => {
                self.loaded = Some(Loaded { rules: place.rules.clone(), ..loaded });
                Ok(None)
            }
            Err(Error::Wrong(wrong)) => {
                self.told.extend(wrong);
                Ok(Some(Loaded { file, rules: place.rules.clone(), ..Loaded::shipped()? }))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Their texts, and the book when it is right.
    fn promises(&mut self, loaded: &Loaded) -> Result<Promises, Failure> {
        let read = config::sla::text(loaded).and_then(|text| Ok((config::sla::calendars(loaded, &text)?, text)));
        let (calendars, text) = match read {
            Ok(read) => read,
            Err(Error::Wrong(wrong)) => {
                self.told.extend(wrong);
                return Ok(Promises::default());
            }
            Err(error) => return Err(error.into()),
        };
        let name = loaded.sla_file().display().to_string();
        let source = Source { text: &text, file: &name, files: &calendars, zones: config::sla::ZONES };
        let book = match self.loaded {
            Some(_) => config::sla::book(loaded, &text, &calendars),
            None => SlaBook::read(&source),
        };
        let book = match book {
            Ok(book) => {
                self.told.extend(outlook(&source, &book, clock::now()));
                Some(book)
            }
            Err(wrong) => {
                self.told.extend(wrong);
                None
            }
        };
        if !loaded.sla_file().is_file() {
            return Ok(Promises { book, ..Promises::default() });
        }
        self.files.extend(calendars.iter().map(|file| beside(&name, &file.path)));
        self.files.insert(name);
        Ok(Promises { texts: Some((text, calendars)), book })
    }

    fn rules(
        &mut self,
        loaded: &Loaded,
        (files, is_whole): (&[RuleFile], bool),
        Promises { texts, book: slas }: Promises,
    ) {
        let root = loaded.root();
        let names = Kinship {
            slas: slas.as_ref().map(|book| book.slas.keys().cloned().collect()),
            teams: self.loaded.as_ref().map(|loaded| loaded.config.teams.keys().cloned().collect()),
        };
        // One hash names the set everywhere: that of what would go live, the promises included.
        let shipped = || (config::SHIPPED_SLA.to_owned(), config::sla::shipped_calendars());
        let (promised, calendars) = texts.clone().unwrap_or_else(shipped);
        let whole: Vec<RuleFile> = files.iter().cloned().chain(config::promises(promised, calendars)).collect();
        match RuleSet::load(&root, &whole, &names) {
            Err(wrong) => {
                self.told.extend(wrong.into_iter().filter(|told| is_whole || !LOOKED_UP.contains(&told.code)))
            }
            Ok(rules) => {
                let none = SlaBook::default();
                let (wrong, report) = proof::prove(&root, files, (&rules, slas.as_ref().unwrap_or(&none)));
                let failed = report.failures.len();
                self.examples = Some(report.passed + failed + report.open + report.done.len());
                self.told.extend(wrong.into_iter().filter(|told| slas.is_some() || told.code != "E23"));
                let book = slas.filter(|_| is_whole && self.errors() == 0);
                self.set = book.map(|slas| (Arc::new(rules), slas));
            }
        }
        // Errors first: half a set has words that only look unused, or dead.
        if is_whole && self.errors() == 0 {
            let name = loaded.sla_file().display().to_string();
            let rules = self.set.as_ref().map(|(rules, _)| rules.clone());
            let idle = rules.filter(|_| self.loaded.is_some()).and_then(|rules| idle::of(loaded, &rules));
            let promises = texts.as_ref().map(|(text, _)| (name.as_str(), text.as_str()));
            self.told.extend(lint::lint(&root, files, promises, idle.as_ref()));
        }
    }

    pub fn errors(&self) -> usize {
        self.told.iter().filter(|told| told.severity == Severity::Error).count()
    }

    pub fn warnings(&self) -> usize {
        self.told.len() - self.errors()
    }

    /// `15 categories, 447 examples run: 3 errors, 1 warning – not usable, the daemon would keep rules 7f3a91`
    pub fn summary(&self, kept: Option<&str>) -> Said {
        let (categories, errors, warnings) = (self.categories, self.errors(), self.warnings());
        let many = |count: usize, word: &str| match count {
            0 => format!("no {word}s"),
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
        let ran = match self.examples {
            Some(count) => said!("{count} examples run", "运行了 {count} 个例句"),
            None => said!("examples not run", "没有运行例句"),
        };
        let end = match (errors, kept) {
            (0, _) => Said::default(),
            (_, None) => said!(" – not usable", "——不能使用"),
            (_, Some(hash)) => {
                said!(" – not usable, the daemon would keep rules {hash}", "——不能使用，服务会继续用规则 {hash}")
            }
        };
        Said {
            en: format!(
                "{}, {}: {}, {}{}",
                if categories == 1 { "1 category".to_owned() } else { format!("{categories} categories") },
                ran.en,
                many(errors, "error"),
                many(warnings, "warning"),
                end.en
            ),
            zh: format!("{categories} 个类别，{}：{errors} 个错误，{warnings} 个警告{}", ran.zh, end.zh),
        }
    }
}
