//! core: What would another rule set change?
//! In: what two sets say of the same mails, and the sets themselves. Out: counts of what changes, and the automatic
//! texts that change. Never looks at wording inside a verdict: only at what reaches people.

use super::{RuleFile, RuleSet, Verdict, overlay};
use crate::sla::SlaBook;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What follows from a verdict under its set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    pub category: String,
    pub also: BTreeSet<String>,
    /// What would be asked for.
    pub asks: Vec<String>,
    pub sla: Option<String>,
    /// The text that answers.
    pub answer: Option<String>,
    /// The answer settles the matter, on trial.
    pub is_settled: bool,
}

/// What differs between two outcomes of one mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    pub primary: bool,
    pub labels: bool,
    pub asks: bool,
    pub sla: bool,
    pub answer: bool,
}

/// Counts over many mails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub mails: usize,
    /// Mails of which anything changes.
    pub changed: usize,
    pub primary: usize,
    /// The labels beside the primary one, and only these.
    pub labels: usize,
    pub asks: usize,
    pub sla: usize,
    pub answer: usize,
}

/// What follows from this verdict, which is of these rules.
pub fn outcome(verdict: &Verdict, rules: &RuleSet, slas: &SlaBook) -> Outcome {
    let primary = rules.categories.get(&verdict.category);
    Outcome {
        category: verdict.category.clone(),
        also: verdict.also.iter().cloned().collect(),
        asks: verdict.missing.clone(),
        sla: slas.choose(rules, &verdict.category, &verdict.also),
        answer: primary.and_then(|category| category.answer.clone()),
        is_settled: primary.is_some_and(|category| category.auto_answer),
    }
}

impl Change {
    pub fn between(one: &Outcome, other: &Outcome) -> Self {
        let primary = one.category != other.category;
        Self {
            primary,
            labels: !primary && one.also != other.also,
            asks: one.asks != other.asks,
            sla: one.sla != other.sla,
            answer: (&one.answer, one.is_settled) != (&other.answer, other.is_settled),
        }
    }

    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

impl Summary {
    pub fn add(&mut self, change: Change) {
        self.mails += 1;
        self.changed += usize::from(change.is_any());
        self.primary += usize::from(change.primary);
        self.labels += usize::from(change.labels);
        self.asks += usize::from(change.asks);
        self.sla += usize::from(change.sla);
        self.answer += usize::from(change.answer);
    }

    /// More than two of a hundred mails: a person looks first.
    pub const fn is_large(&self) -> bool {
        self.changed * 50 > self.mails
    }
}

/// A set as it was loaded, and the texts it was loaded from.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub rules: &'a RuleSet,
    pub files: &'a [RuleFile],
}

/// What customers would read otherwise, for people: `templates/zh/ack.txt`, `refund: its answer`.
pub fn answers_changed(old: Side<'_>, new: Side<'_>) -> Vec<String> {
    let mut changed: Vec<String> = Vec::new();
    let (before, after) = (letters(old.files), letters(new.files));
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    changed.extend(paths.into_iter().filter(|path| before.get(path) != after.get(path)).map(str::to_owned));
    let ids: BTreeSet<&String> = old.rules.categories.keys().chain(new.rules.categories.keys()).collect();
    for id in ids {
        match (old.rules.categories.get(id), new.rules.categories.get(id)) {
            (Some(old), Some(new)) => {
                let parts = [
                    (old.answer != new.answer, "its answer"),
                    (old.auto_answer != new.auto_answer, "auto_answer"),
                    (old.name != new.name, "its name"),
                ];
                changed.extend(parts.iter().filter(|(differs, _)| *differs).map(|(_, part)| format!("{id}: {part}")));
            }
            (Some(gone), None) if gone.auto_answer => changed.push(format!("{id}: it answered, and is gone")),
            (None, Some(new)) if new.auto_answer => changed.push(format!("{id}: it is new, with auto_answer")),
            _ => {}
        }
    }
    for (id, field) in &new.rules.fields {
        if old.rules.fields.get(id).is_some_and(|old| (&old.name, &old.ask) != (&field.name, &field.ask)) {
            changed.push(format!("{id}: how we ask for it"));
        }
    }
    changed
}

/// Texts that reach customers, as they hold after the overlay.
fn letters(files: &[RuleFile]) -> BTreeMap<&str, &str> {
    let texts = overlay::templates(files).into_iter().map(|(path, file)| (path, file.text.as_str()));
    texts.filter(|(path, _)| !path.starts_with("templates/internal/")).collect()
}

#[cfg(test)]
mod tests;
