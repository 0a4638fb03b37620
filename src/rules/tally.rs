//! core: Which phrases earn their place?
//! In: verdicts of earlier mails, with staff's word where there is one. Out: for each phrase how often it hit and what
//! staff kept of it; for each category how often a field was missing.
//! Never counts a hit that added nothing as a success: a stronger phrase at the same words had the merit.

use super::category::Use;
use super::{RuleSet, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub mails: usize,
    phrases: BTreeMap<(String, String), Counts>,
    categories: BTreeMap<String, Needs>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    hits: usize,
    counted: usize,
    decided: usize,
    kept: usize,
}

#[derive(Clone, Debug, Default)]
struct Needs {
    mails: usize,
    /// Field to mails that had it.
    had: BTreeMap<String, usize>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhraseRow {
    pub category: String,
    pub phrase: String,
    pub strength: &'static str,
    pub rule: String,
    /// Mails it stands in, outside of quotes.
    pub hits: usize,
    /// Of these, where it added to the score.
    pub counted: usize,
    /// Of these, where the category was chosen and staff decided.
    pub decided: usize,
    /// … and staff left it there.
    pub kept: usize,
    pub mark: Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Nobody writes it.
    Never,
    /// It stands in mails and never adds anything.
    Idle,
    /// Too few decisions to say.
    Few,
    Keep,
    Tune,
    Retire,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MissingRow {
    pub category: String,
    pub field: String,
    /// Asked for when missing; else only used.
    pub is_needed: bool,
    pub mails: usize,
    pub missing: usize,
}

const FEW: usize = 5;
const KEEP: f64 = 0.8;
const TUNE: f64 = 0.5;

impl Tally {
    pub fn add(&mut self, verdict: &Verdict, said: Option<&str>) {
        self.mails += 1;
        for hit in verdict.hits.iter().filter(|hit| hit.field != super::Place::Quoted) {
            let counts = self.phrases.entry((hit.category.clone(), hit.phrase.clone())).or_default();
            counts.hits += 1;
            if hit.points <= 0.0 {
                continue;
            }
            counts.counted += 1;
            if let Some(said) = said.filter(|_| hit.category == verdict.category) {
                counts.decided += 1;
                counts.kept += usize::from(said == hit.category);
            }
        }
        let needs = self.categories.entry(verdict.category.clone()).or_default();
        needs.mails += 1;
        for field in verdict.fields.keys() {
            *needs.had.entry(field.clone()).or_default() += 1;
        }
    }

    /// Every phrase of the set, in the order of the files; ignore phrases are no hits of their own.
    pub fn phrases(&self, rules: &RuleSet) -> Vec<PhraseRow> {
        let engine = &rules.engine;
        let row = |rule: &super::register::Rule| {
            let Use::Match(strength) = rule.purpose else { return None };
            let category = engine.labels.get(rule.label)?.id.clone();
            let key = (category, engine.phrases.phrase(rule).to_owned());
            let counts = self.phrases.get(&key).copied().unwrap_or_default();
            let Counts { hits, counted, decided, kept } = counts;
            let (category, phrase) = key;
            let strength = strength.name();
            Some(PhraseRow {
                category,
                phrase,
                strength,
                rule: engine.phrases.place(rule),
                hits,
                counted,
                decided,
                kept,
                mark: mark(counts),
            })
        };
        engine.phrases.iter().filter_map(row).collect()
    }

    /// What customers leave out, for every field a category asks for or uses.
    pub fn missing(&self, rules: &RuleSet) -> Vec<MissingRow> {
        let mut rows = Vec::new();
        for (id, needs) in &self.categories {
            let Some(category) = rules.categories.get(id) else { continue };
            let fields = category.need.iter().map(|f| (f, true)).chain(category.nice.iter().map(|f| (f, false)));
            rows.extend(fields.map(|(field, is_needed)| MissingRow {
                category: id.clone(),
                field: field.clone(),
                is_needed,
                mails: needs.mails,
                missing: needs.mails - needs.had.get(field).copied().unwrap_or(0).min(needs.mails),
            }));
        }
        rows
    }
}

fn mark(counts: Counts) -> Mark {
    let share = counts.kept as f64 / counts.decided.max(1) as f64;
    match counts {
        Counts { hits: 0, .. } => Mark::Never,
        Counts { counted: 0, .. } => Mark::Idle,
        Counts { decided, .. } if decided < FEW => Mark::Few,
        _ if share >= KEEP => Mark::Keep,
        _ if share >= TUNE => Mark::Tune,
        _ => Mark::Retire,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kinship, Material, RuleFile};

    #[test]
    fn a_phrase_is_marked_by_what_staff_kept_of_it() {
        let text = "name = { zh = \"退款\", en = \"Refund\" }\n[match]\nstrong = [\"refund\", \"money back\", \"chargeback\"]\n\
                    [test]\nyes = [\"refund\"]\nno = [\"fee\"]\n";
        let files = [RuleFile { path: "categories/refund.toml".into(), text: text.into() }];
        let rules = RuleSet::load("rules", &files, &Kinship::default()).unwrap();
        let mut tally = Tally::default();
        let mut mail = |text: &str, said: Option<&str>| {
            let material = Material { subject: "", text, spans: &[], attachments: &[], has_image: false, sender: None };
            tally.add(&rules.judge(&material), said);
        };
        (0..4).for_each(|_| mail("refund", Some("refund")));
        (0..2).for_each(|_| mail("refund", Some("fees")));
        (0..6).for_each(|_| mail("money back", Some("fees")));
        mail("hello", None);
        let marks: Vec<(String, Mark)> = tally.phrases(&rules).into_iter().map(|row| (row.phrase, row.mark)).collect();
        let wanted = [("refund", Mark::Tune), ("money back", Mark::Retire), ("chargeback", Mark::Never)];
        assert_eq!(marks, wanted.map(|(phrase, mark)| (phrase.to_owned(), mark)));
        assert_eq!(tally.mails, 13);
    }
}
