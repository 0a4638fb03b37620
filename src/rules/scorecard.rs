//! core: Do new rules agree more with people than the rules in force?
//! In: for each ticket what both sets make of it, and what staff decided. Out: a `Scorecard`: what changes, what it
//! mends and breaks, and a confusion matrix.
//! Never counts silence as agreement: a ticket nobody decided about is listed when it changes, and scores nothing.

use super::GENERAL;
use super::compare::{Change, Treatment};
use crate::ticket::labels::Said;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One ticket, or one mail of a folder, under both sets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// `OK-10201`, or the file.
    pub name: String,
    pub subject: String,
    pub mails: usize,
    pub old: Treatment,
    pub new: Treatment,
    pub change: Change,
    pub said: Option<Said>,
    /// The categories when staff decided: later mails may have changed them since.
    pub told: (String, String),
    /// The words that decide the difference; none when only the letters differ.
    pub because: Option<Because>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// As the customer wrote them.
    pub words: String,
    pub phrase: String,
    pub rule: String,
}

/// What a change is worth, as staff see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    Fixes,
    Breaks,
    /// Staff said something else than both.
    Neither,
    /// Nobody decided, or the category stays.
    Unknown,
}

impl Compared {
    pub fn worth(&self) -> Worth {
        let Some(said) = self.said.as_ref().filter(|_| self.told.0 != self.told.1) else { return Worth::Unknown };
        match (self.told.0 == said.category, self.told.1 == said.category) {
            (false, true) => Worth::Fixes,
            (true, false) => Worth::Breaks,
            _ => Worth::Neither,
        }
    }
}

/// How often the rules met staff's word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Marks {
    pub right: usize,
    pub wrong: usize,
    /// Left to `general`, though staff knew better.
    pub left: usize,
}

/// Decisions of one cell of the matrix, under the old and the new rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub before: usize,
    pub after: usize,
}

/// One category against staff's word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grade {
    pub category: String,
    /// Tickets staff put here.
    pub said: usize,
    pub before: Share,
    pub after: Share,
    /// Under ten decisions: a hint, no measure.
    pub few: bool,
}

/// Precision is right of found, recall is right of said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    pub right: usize,
    /// What the rules put here.
    pub found: usize,
    pub precision: Option<f64>,
    pub recall: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scorecard {
    pub tickets: usize,
    pub mails: usize,
    pub category: usize,
    pub labels_only: usize,
    pub asks: usize,
    pub sla: usize,
    pub answer: usize,
    pub same: usize,
    pub fixes: usize,
    pub breaks: usize,
    /// Only what changes; the others are counted.
    pub changed: Vec<Compared>,
    pub decisions: usize,
    pub before: Marks,
    pub after: Marks,
    /// Staff's category, then the rules'.
    pub matrix: BTreeMap<String, BTreeMap<String, Cell>>,
    /// Mails that broke their reader, and how.
    pub unreadable: Vec<(String, String)>,
}

/// Fewer decisions say little.
const FEW: usize = 10;

impl Scorecard {
    pub fn add(&mut self, compared: Compared) {
        self.tickets += 1;
        self.mails += compared.mails;
        let Change { category, labels, asks, sla, answer } = compared.change;
        self.category += usize::from(category);
        self.labels_only += usize::from(labels && !category);
        self.asks += usize::from(asks);
        self.sla += usize::from(sla);
        self.answer += usize::from(answer);
        self.same += usize::from(!compared.change.is_any());
        self.fixes += usize::from(compared.worth() == Worth::Fixes);
        self.breaks += usize::from(compared.worth() == Worth::Breaks);
        if let Some(said) = &compared.said {
            self.decisions += 1;
            self.before.mark(&said.category, &compared.told.0);
            self.after.mark(&said.category, &compared.told.1);
            let row = self.matrix.entry(said.category.clone()).or_default();
            row.entry(compared.told.0.clone()).or_default().before += 1;
            row.entry(compared.told.1.clone()).or_default().after += 1;
        }
        if compared.change.is_any() || compared.told.0 != compared.told.1 {
            self.changed.push(compared);
        }
    }

    /// Does anything change?
    pub const fn is_same(&self) -> bool {
        self.changed.is_empty()
    }

    /// Every category staff or rules named, the one with most decisions first.
    pub fn grades(&self) -> Vec<Grade> {
        let named = self.matrix.keys().chain(self.matrix.values().flat_map(BTreeMap::keys));
        let names: BTreeSet<&String> = named.filter(|name| *name != GENERAL).collect();
        let mut grades: Vec<Grade> = names.into_iter().map(|name| self.grade(name)).collect();
        grades.sort_by(|a, b| b.said.cmp(&a.said).then_with(|| a.category.cmp(&b.category)));
        grades
    }

    fn grade(&self, category: &str) -> Grade {
        let cells = || self.matrix.get(category).into_iter().flat_map(BTreeMap::values);
        let said = cells().map(|cell| cell.after).sum();
        let column = || self.matrix.values().filter_map(|row| row.get(category));
        let right = self.matrix.get(category).and_then(|row| row.get(category)).copied().unwrap_or_default();
        Grade {
            category: category.to_owned(),
            said,
            before: Share::of(right.before, column().map(|cell| cell.before).sum(), said),
            after: Share::of(right.after, column().map(|cell| cell.after).sum(), said),
            few: said < FEW,
        }
    }
}

impl Marks {
    fn mark(&mut self, said: &str, found: &str) {
        match found {
            found if found == said => self.right += 1,
            GENERAL => self.left += 1,
            _ => self.wrong += 1,
        }
    }
}

impl Share {
    fn of(right: usize, found: usize, said: usize) -> Self {
        let share = |whole: usize| (whole > 0).then(|| right as f64 / whole as f64);
        Self { right, found, precision: share(found), recall: share(said) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::labels::How;

    fn ticket(old: &str, new: &str, said: Option<&str>) -> Compared {
        let treatment = |category: &str| Treatment { category: category.into(), ..Treatment::default() };
        Compared {
            name: "OK-10001".into(),
            subject: String::new(),
            mails: 1,
            change: Change { category: old != new, ..Change::default() },
            old: treatment(old),
            new: treatment(new),
            said: said.map(|to| Said { category: to.into(), how: How::Moved, by: "ann".into(), mails: 1 }),
            told: (old.into(), new.into()),
            because: None,
        }
    }

    #[test]
    fn staffs_word_says_what_a_change_is_worth() {
        let mut card = Scorecard::default();
        for (old, new, said, worth) in [
            ("general", "refund", Some("refund"), Worth::Fixes),
            ("refund", "dispute", Some("refund"), Worth::Breaks),
            ("refund", "dispute", Some("fees"), Worth::Neither),
            ("refund", "dispute", None, Worth::Unknown),
            ("refund", "refund", Some("refund"), Worth::Unknown),
        ] {
            let compared = ticket(old, new, said);
            assert_eq!(compared.worth(), worth, "{old} {new} {said:?}");
            card.add(compared);
        }
        assert_eq!((card.fixes, card.breaks, card.category, card.same), (1, 1, 4, 1));
        assert_eq!(card.before, Marks { right: 2, wrong: 1, left: 1 });
        assert_eq!(card.after, Marks { right: 2, wrong: 2, left: 0 });
        let refund = card.grades().into_iter().find(|grade| grade.category == "refund").unwrap();
        assert_eq!((refund.said, refund.before.right, refund.before.found, refund.few), (3, 2, 3, true));
        assert_eq!(refund.after.precision, Some(1.0));
        assert_eq!(refund.after.recall, Some(2.0 / 3.0));
        assert_eq!(card.changed.len(), 4);
    }
}
