//! The answer of `replay`, as lines for people and JSON for programs.

use super::super::table::{columns, fitted, harmless, rows, shown};
use super::{Told, nothing};
use crate::rules::compare::Treatment;
use crate::rules::scorecard::{Cell, Compared, Grade, Marks, Scorecard, Worth};
use crate::ticket::labels::How;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthStr;

/// More lines than these are read by nobody; `--all` shows them.
const MOST_CHANGES: usize = 40;
const NAME: usize = 18;

impl Told<'_> {
    pub fn json(&self, card: &Scorecard) -> Vec<Value> {
        let one = |compared: &Compared| {
            let mut value = serde_json::to_value(compared).unwrap_or_default();
            if let Some(map) = value.as_object_mut() {
                map.insert("worth".into(), json!(compared.worth()));
            }
            value
        };
        let mut lines: Vec<Value> = card.changed.iter().map(one).collect();
        lines.push(json!({
            "old": self.old, "new": self.new, "since": self.since.map(|at| at.rfc3339()),
            "tickets": card.tickets, "mails": card.mails,
            "changed": { "category": card.category, "labels_only": card.labels_only, "asks": card.asks,
                "sla": card.sla, "answer": card.answer, "same": card.same },
            "letters": self.letters, "fixes": card.fixes, "breaks": card.breaks, "decisions": card.decisions,
            "before": card.before, "after": card.after, "matrix": card.matrix, "categories": card.grades(),
            "unreadable": card.unreadable,
        }));
        lines
    }

    pub fn lines(&self, card: &Scorecard) -> Vec<String> {
        let mut lines = vec![self.headline(card)];
        if let Some(text) = nothing(card, self) {
            lines.push(text);
            return lines;
        }
        if self.has_two_sets() {
            lines.extend(self.changes(card));
        }
        lines.extend(card.unreadable.iter().map(|(name, why)| format!("  {name} could not be read: {why}")));
        lines.push(String::new());
        lines.extend(self.decisions(card));
        lines.iter().map(|line| harmless(line.trim_end())).collect()
    }

    const fn has_two_sets(&self) -> bool {
        !self.old.is_empty()
    }

    fn headline(&self, card: &Scorecard) -> String {
        let mails = match self.since {
            Some(_) => format!("{} mails in {} tickets", card.mails, card.tickets),
            None => format!("{} mails", card.mails),
        };
        let sets = match (self.has_two_sets(), self.old == self.new) {
            (true, true) => format!("the rules on disk are the active ones, {}", self.new),
            (true, false) => format!("active {} → disk {}", self.old, self.new),
            (false, _) => format!("rules {}; nothing is in force to compare with", self.new),
        };
        format!("{mails} · {sets} · {:.1} s", self.took.as_secs_f64())
    }

    fn changes(&self, card: &Scorecard) -> Vec<String> {
        let mut lines = vec![format!(
            "changed: category {}   labels only {}   questions {}   SLA {}   answer {}   (same {})",
            card.category, card.labels_only, card.asks, card.sla, card.answer, card.same
        )];
        if !self.letters.is_empty() {
            lines.push(format!("letters with other words: {}", self.letters.join(", ")));
        }
        let (reworded, mut changed): (Vec<&Compared>, Vec<&Compared>) =
            card.changed.iter().partition(|compared| is_reworded(compared));
        changed.sort_by_key(|compared| rank(compared));
        let shown = if self.all { changed.len() } else { MOST_CHANGES };
        let table: Vec<[String; 4]> = changed.iter().take(shown).map(|compared| row(compared)).collect();
        lines.extend(rows(&narrowed(table)));
        if let Some(more @ 1..) = changed.len().checked_sub(shown) {
            lines.push(format!("  … and {more} more: --all"));
        }
        let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
        for compared in reworded {
            *answers.entry(compared.new.answer.as_deref().unwrap_or_default()).or_default() += 1;
        }
        lines.extend(answers.iter().map(|(answer, tickets)| format!("  {answer} in other words: {tickets} tickets")));
        lines
    }

    fn decisions(&self, card: &Scorecard) -> Vec<String> {
        if card.decisions == 0 {
            return vec![match self.since {
                Some(_) => "no decisions of staff yet to measure by: an answer to a ticket confirms its category, \
                            `frontdesk move N CATEGORY` corrects it"
                    .to_owned(),
                None => "no labels to measure by: put the mails into folders named after categories, --labels DIR"
                    .to_owned(),
            }];
        }
        let Marks { right, wrong, left } = card.before;
        let after = card.after;
        let told = |name: &str, before: usize, after: usize| match before == after {
            true => format!("{name} {after}"),
            false => format!("{name} {before} → {after}"),
        };
        let whose = if self.since.is_some() { "decisions of staff" } else { "filed mails" };
        let mut lines = vec![format!(
            "against {} {whose}: {}   {}   {}",
            card.decisions,
            told("right", right, after.right),
            told("wrong", wrong, after.wrong),
            told("left to general", left, after.left)
        )];
        if self.has_two_sets() && card.category > 0 {
            lines.push(format!("fixes {}, breaks {}", card.fixes, card.breaks));
        }
        lines.push(String::new());
        lines.extend(matrix(card));
        lines.push(String::new());
        lines.extend(grades(&card.grades()));
        lines
    }
}

/// Only the words of the answer differ: one line for all of them.
fn is_reworded(compared: &Compared) -> bool {
    let change = compared.change;
    let (old, new) = (&compared.old, &compared.new);
    let is_other = (&old.answer, old.solves, old.silenced) != (&new.answer, new.solves, new.silenced);
    !(change.category || change.labels || change.asks || change.sla || is_other)
}

/// What breaks first, then what is mended, then the rest; other categories before other details.
fn rank(compared: &Compared) -> (u8, bool) {
    let worth = match compared.worth() {
        Worth::Breaks => 0,
        Worth::Fixes => 1,
        Worth::Neither | Worth::Unknown => 2,
    };
    (worth, !compared.change.category)
}

fn row(compared: &Compared) -> [String; 4] {
    let words = match &compared.because {
        Some(because) => because.words.clone(),
        None => compared.subject.clone(),
    };
    let staff = match (&compared.said, compared.worth()) {
        (Some(said), Worth::Fixes) => format!("{} ✓ fixes", staff(said.how, &said.category)),
        (Some(said), Worth::Breaks) => format!("{} ✗ breaks", staff(said.how, &said.category)),
        (Some(said), _) => staff(said.how, &said.category),
        (None, _) => String::new(),
    };
    [format!("  {}", compared.name), difference(&compared.old, &compared.new), words, staff]
}

/// The customer's words take what the terminal leaves them.
fn narrowed(mut table: Vec<[String; 4]>) -> Vec<[String; 4]> {
    let width = |column: usize| table.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let others: usize = [0, 1, 3].into_iter().filter_map(width).sum();
    let left = columns().saturating_sub(others + 8).clamp(12, 40);
    for [_, _, words, _] in &mut table {
        *words = shown(words, left);
    }
    table
}

fn staff(how: How, category: &str) -> String {
    match how {
        How::Moved => format!("staff said {category}"),
        How::Kept => format!("staff kept {category}"),
        How::Filed => format!("filed under {category}"),
    }
}

/// `general → payment_failed`, or what differs within the category.
fn difference(old: &Treatment, new: &Treatment) -> String {
    if old.category != new.category {
        return format!("{} → {}", old.category, new.category);
    }
    if old.silenced != new.silenced {
        let told = |guard: Option<&'static str>| guard.unwrap_or("answered");
        return format!("{}: guard {} → {}", new.category, told(old.silenced), told(new.silenced));
    }
    let mut parts = Vec::new();
    let labels = signed(&old.also, &new.also);
    if !labels.is_empty() {
        parts.push(format!("also {labels}"));
    }
    let asks = signed(&old.asks, &new.asks);
    if !asks.is_empty() {
        parts.push(format!("asks {asks}"));
    }
    let none = |name: &Option<String>| name.clone().unwrap_or_else(|| "none".into());
    if old.sla != new.sla {
        parts.push(format!("SLA {} → {}", none(&old.sla), none(&new.sla)));
    }
    if old.answer != new.answer {
        parts.push(format!("answer {} → {}", none(&old.answer), none(&new.answer)));
    } else if old.solves != new.solves {
        parts.push(if new.solves { "the answer solves it".into() } else { "a person answers".to_owned() });
    }
    if parts.is_empty() {
        parts.push("other words or order".to_owned());
    }
    format!("{}: {}", new.category, parts.join(", "))
}

/// `+dispute −fees`
fn signed(old: &[String], new: &[String]) -> String {
    let come = new.iter().filter(|label| !old.contains(label)).map(|label| format!("+{label}"));
    let gone = old.iter().filter(|label| !new.contains(label)).map(|label| format!("−{label}"));
    come.chain(gone).collect::<Vec<_>>().join(" ")
}

/// Staff's word down, the rules' across. Columns carry the number of their row, so that the table fits a terminal.
fn matrix(card: &Scorecard) -> Vec<String> {
    let mut names: BTreeSet<&str> = card.matrix.keys().map(String::as_str).collect();
    names.extend(card.matrix.values().flat_map(|row| row.keys().map(String::as_str)));
    let names: Vec<&str> = names.into_iter().collect();
    let cell = |row: &str, column: &str| {
        let cell = card.matrix.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default();
        match cell {
            Cell { before: 0, after: 0 } => "·".to_owned(),
            Cell { before, after } if before == after => after.to_string(),
            Cell { before, after } => format!("{after}({})", difference_of(before, after)),
        }
    };
    let cells: Vec<Vec<String>> =
        names.iter().map(|row| names.iter().map(|column| cell(row, column)).collect()).collect();
    let width = cells.iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(1).max(2) + 1;
    let mut lines = Vec::new();
    if NAME + 4 + width * names.len() <= columns() {
        let heads: String = (1..=names.len()).map(|at| format!("{at:>width$}")).collect();
        lines.push(format!("{}{heads}", fitted("staff ↓  rules →", NAME + 4)));
        for (at, (name, row)) in names.iter().zip(&cells).enumerate() {
            let row: String = row.iter().map(|cell| format!("{cell:>width$}")).collect();
            lines.push(format!("{:>3} {}{row}", at + 1, fitted(name, NAME)));
        }
        return lines;
    }
    lines.push("staff said → the rules say (a wider terminal shows the whole table)".to_owned());
    let mut wrong: Vec<(&str, &str, Cell)> = Vec::new();
    for (row, cells) in &card.matrix {
        wrong.extend(
            cells
                .iter()
                .filter(|(column, _)| *column != row)
                .map(|(column, cell)| (row.as_str(), column.as_str(), *cell)),
        );
    }
    wrong.sort_by_key(|(_, _, cell)| std::cmp::Reverse(cell.after.max(cell.before)));
    for (row, column, Cell { before, after }) in wrong {
        let change = if before == after { String::new() } else { format!(" ({})", difference_of(before, after)) };
        lines.push(format!("  {} → {} {after:>4}{change}", fitted(row, NAME), fitted(column, NAME)));
    }
    lines
}

fn difference_of(before: usize, after: usize) -> String {
    if after > before { format!("+{}", after - before) } else { format!("−{}", before - after) }
}

fn grades(grades: &[Grade]) -> Vec<String> {
    let mut table = vec![["  category".into(), "staff".into(), "precision".into(), "recall".into(), String::new()]];
    for grade in grades {
        let precision = share((grade.before.precision, grade.after.precision), (grade.after.right, grade.after.found));
        let recall = share((grade.before.recall, grade.after.recall), (grade.after.right, grade.said));
        let few = if grade.few { "few".to_owned() } else { String::new() };
        table.push([format!("  {}", grade.category), format!("{:>5}", grade.said), precision, recall, few]);
    }
    rows(&table)
}

/// `0.92 → 0.95 (58 of 61)`
fn share((before, after): (Option<f64>, Option<f64>), (right, of): (usize, usize)) -> String {
    let told = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share:.2}"));
    let (before, after) = (told(before), told(after));
    let moved = if before == after { after } else { format!("{before} → {after}") };
    if of == 0 { moved } else { format!("{moved} ({right} of {of})") }
}
