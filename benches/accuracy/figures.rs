//! Labelled texts, judged and counted.

use frontdesk::rules::set::{Kinship, Wording, load_words};
use frontdesk::rules::{GENERAL, RuleFile, Verdict, example};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// One labelled text.
pub struct Row {
    pub label: String,
    /// Other labels that a careful person would accept as the first one.
    pub also: Vec<String>,
    pub subject: String,
    pub text: String,
    /// Every fifth row, never looked at while words are added.
    pub held_out: bool,
}

pub struct Judge {
    set: Wording,
}

impl Judge {
    /// # Panics
    /// When the folder is not a right rule set.
    pub fn new(folder: &str) -> Self {
        let files: Vec<RuleFile> = frontdesk::config::rules::read(Path::new(folder)).unwrap_or_else(|e| panic!("{e}"));
        let files = files.into_iter().filter(|file| !file.path.starts_with("templates/")).collect::<Vec<_>>();
        let (set, told) = load_words("rules", &files, &Kinship::default());
        assert!(told.is_empty(), "{}", told.iter().map(ToString::to_string).collect::<String>());
        Self { set }
    }

    pub fn verdict(&self, row: &Row) -> Verdict {
        let text =
            if row.subject.is_empty() { row.text.clone() } else { format!("Subject: {}\n\n{}", row.subject, row.text) };
        example::judge(&self.set.engine, &self.set.categories, &text)
    }

    /// The first label.
    pub fn category(&self, row: &Row) -> String {
        self.verdict(row).category
    }
}

#[derive(Default)]
struct Count {
    wanted: usize,
    got: usize,
    right: usize,
    /// Among those got: rows that belong to no category.
    from_none: usize,
}

/// What a folder of labelled texts says of the rules.
#[derive(Default)]
pub struct Figures {
    counts: BTreeMap<String, Count>,
    rows: usize,
    none: usize,
    none_taken: usize,
}

impl Figures {
    pub fn of<'a>(judge: &Judge, rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut figures = Self::default();
        for row in rows {
            let got = judge.category(row);
            let is_right = got == row.label || row.also.contains(&got);
            figures.rows += 1;
            if row.label == GENERAL {
                figures.none += 1;
                figures.none_taken += usize::from(!is_right);
            } else if !row.also.iter().any(|label| label == GENERAL) {
                let wanted = figures.counts.entry(if is_right { got.clone() } else { row.label.clone() }).or_default();
                wanted.wanted += 1;
                wanted.right += usize::from(is_right);
            }
            if got != GENERAL && !(is_right && row.also.iter().any(|label| label == GENERAL)) {
                let got = figures.counts.entry(got).or_default();
                got.got += 1;
                got.from_none += usize::from(row.label == GENERAL && !is_right);
            }
        }
        figures
    }

    /// Precision and recall of each category; precision leaves out rows that belong to none (they have a rate of their own).
    pub fn by_category(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        self.counts.iter().filter(|(_, count)| count.wanted > 0).map(|(category, count)| {
            (category.as_str(), share(count.right, count.got - count.from_none), share(count.right, count.wanted))
        })
    }

    pub fn macro_recall(&self) -> f64 {
        let recalls: Vec<f64> = self.by_category().map(|(_, _, recall)| recall).collect();
        recalls.iter().sum::<f64>() / recalls.len().max(1) as f64
    }

    /// Rows of no category that got one, as a share.
    pub fn false_alarms(&self) -> f64 {
        if self.none == 0 { 0.0 } else { share(self.none_taken, self.none) }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "  {:<18} {:>6} {:>6} {:>6}  {:>9}  {:>6}  with none",
            "", "rows", "got", "right", "precision", "recall"
        )?;
        for (category, precision, recall) in self.by_category() {
            let Some(count) = self.counts.get(category) else { continue };
            writeln!(
                out,
                "  {category:<18} {:>6} {:>6} {:>6}  {precision:>9.3}  {recall:>6.3}  {:>9.3}",
                count.wanted,
                count.got,
                count.right,
                share(count.right, count.got)
            )?;
        }
        writeln!(
            out,
            "  {} rows; macro recall {:.3}; of {} that belong nowhere {} got a category: {:.1} %",
            self.rows,
            self.macro_recall(),
            self.none,
            self.none_taken,
            100.0 * self.false_alarms()
        )
    }
}

/// Prints what should be of the category and is not, and the other way round.
pub fn wrong(judge: &Judge, rows: &[Row], category: &str) {
    for row in rows.iter().filter(|row| !row.held_out) {
        let got = judge.category(row);
        if got != row.label && !row.also.contains(&got) && (got == category || row.label == category) {
            println!("{} not {}\t{}\t{}", got, row.label, row.subject, row.text.replace('\n', "\\n"));
        }
    }
}

/// Prints every row that is not held out with its verdict, a JSON object a line: which phrase earns its place, and which
/// only makes false alarms.
pub fn hits(judge: &Judge, title: &str, rows: &[Row]) {
    for row in rows.iter().filter(|row| !row.held_out) {
        let Row { label, also, subject, text, .. } = row;
        let verdict = judge.verdict(row);
        println!(
            "{}",
            serde_json::json!({ "set": title, "label": label, "also": also, "subject": subject, "text": text,
            "verdict": verdict })
        );
    }
}

/// `tests/mails/LANGUAGE/*.tsv`: label, also, subject, text; one header line a file.
pub fn own_mails(language: &str) -> Option<Vec<Row>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mails").join(language);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "tsv"));
    files.sort();
    let text = |file: &PathBuf| std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    Some(files.iter().flat_map(|file| tsv(&text(file))).collect())
}

fn tsv(text: &str) -> Vec<Row> {
    let rows = text.lines().skip(1).enumerate().filter_map(|(index, line)| {
        let mut cells = line.split('\t');
        let (label, also, subject, text) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        Some(Row {
            label: label.to_owned(),
            also: also.split(',').map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned).collect(),
            subject: subject.to_owned(),
            text: text.replace("\\n", "\n"),
            held_out: index % 5 == 4,
        })
    });
    rows.collect()
}

/// The English bank questions of the corpus beside this project; None where it is not there.
pub fn bank_questions() -> Option<Vec<Row>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = ["../shared/corpus/classify", "../../shared/corpus/classify"]
        .map(|near| root.join(near))
        .into_iter()
        .find(|folder| folder.is_dir())?;
    let mapping = std::fs::read_to_string(folder.join("banking77-mapping.tsv")).ok()?;
    let meant: BTreeMap<&str, (&str, &str)> = mapping
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, (cells.next()?, cells.next()?)))
        })
        .collect();
    let mut reader = csv::Reader::from_path(folder.join("banking77-train.csv")).ok()?;
    let mut seen = BTreeSet::new();
    let rows = reader.records().flatten().enumerate().filter_map(|(index, record)| {
        let (text, label) = (record.get(0)?.trim().to_owned(), record.get(1)?);
        let (category, strictness) = meant.get(label)?;
        let category = if *category == "none" { GENERAL } else { category };
        let also = if *strictness == "soft" { vec![GENERAL.to_owned()] } else { Vec::new() };
        seen.insert(text.clone()).then(|| Row {
            label: category.to_owned(),
            also,
            subject: String::new(),
            text,
            held_out: index % 5 == 4,
        })
    });
    Some(rows.collect())
}
