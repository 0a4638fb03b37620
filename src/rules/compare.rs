//! core: What would other rules make of the same mail?
//! In: a mail's verdicts under the rules in force and under the new ones. Out: what changes for customer and staff.
//! Never judges, and never says which set is better: staff's own decisions do (`scorecard`).

use super::{RuleSet, Verdict};
use crate::mail::Mail;
use crate::sla::SlaBook;
use serde::Serialize;
use std::collections::BTreeSet;

/// A rule set and the promises its categories name.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub rules: &'a RuleSet,
    pub slas: &'a SlaBook,
}

/// What follows from a verdict: all that customer and staff see of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Treatment {
    pub category: String,
    pub also: Vec<String>,
    /// Fields the receipt asks for.
    pub asks: Vec<String>,
    /// The promise that counts.
    pub sla: Option<String>,
    /// The FAQ text within the receipt, `faq-refund`.
    pub answer: Option<String>,
    /// With that answer the ticket counts as solved, on trial.
    pub solves: bool,
    /// A guard keeps the answer back: `drop` or `store_silently`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silenced: Option<&'static str>,
}

/// What differs between two treatments of one mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    pub category: bool,
    /// The other labels, as a set.
    pub labels: bool,
    pub asks: bool,
    pub sla: bool,
    /// Another answer or none, the same one in other words, or another view of whether it solves.
    pub answer: bool,
}

impl Change {
    pub const fn is_any(self) -> bool {
        self.category || self.labels || self.asks || self.sla || self.answer
    }
}

impl Side<'_> {
    /// What the desk would do for a new ticket with this verdict.
    pub fn treatment(&self, verdict: &Verdict) -> Treatment {
        let rule = |label: &str| self.rules.categories.get(label);
        let is_solved_by_answer = |label: &str| rule(label).is_some_and(|category| category.auto_answer);
        Treatment {
            category: verdict.category.clone(),
            also: verdict.also.clone(),
            asks: verdict.missing.clone(),
            sla: self.slas.choose(self.rules, &verdict.category, &verdict.also),
            answer: rule(&verdict.category).and_then(|category| category.answer.clone()),
            solves: verdict.missing.is_empty() && verdict.labels().all(is_solved_by_answer),
            silenced: None,
        }
    }

    /// The same after the word of the site's own guards about the mail that opens the ticket.
    pub fn guarded(&self, treatment: Treatment, mail: &Mail) -> Treatment {
        let Some(guard) = self.rules.guards.find(mail) else { return treatment };
        if !guard.act.silences() {
            return Treatment { sla: self.slas.raised(treatment.sla, guard.raise()), ..treatment };
        }
        let (category, also) = (treatment.category, treatment.also);
        Treatment { category, also, silenced: Some(guard.act.name()), ..Treatment::default() }
    }
}

/// What the new rules change.
/// Invariant: of one set with itself, nothing (`a_set_against_itself_changes_no_ticket`).
pub fn change((old_side, old): (Side<'_>, &Treatment), (new_side, new): (Side<'_>, &Treatment)) -> Change {
    let labels = |treatment: &Treatment| treatment.also.iter().cloned().collect::<BTreeSet<String>>();
    let is_reworded =
        |name: &String| !old_side.rules.templates.has_same_words(&new_side.rules.templates, name.as_str());
    Change {
        category: old.category != new.category,
        labels: labels(old) != labels(new),
        asks: old.asks != new.asks,
        sla: old.sla != new.sla,
        answer: old.silenced != new.silenced
            || old.answer != new.answer
            || old.solves != new.solves
            || new.answer.as_ref().is_some_and(is_reworded),
    }
}

/// Letters whose words differ, by name, whatever the mail: `ack`, `faq-refund`, `_footer`.
pub fn changed_letters(old: &RuleSet, new: &RuleSet) -> Vec<String> {
    let names: BTreeSet<String> = old.templates.names().into_iter().chain(new.templates.names()).collect();
    names.into_iter().filter(|name| !old.templates.has_same_words(&new.templates, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kinship, RuleFile};

    fn set(files: &[(&str, &str)]) -> RuleSet {
        let files: Vec<RuleFile> =
            files.iter().map(|(path, text)| RuleFile { path: (*path).into(), text: (*text).into() }).collect();
        RuleSet::load("rules", &files, &Kinship::default()).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    fn category(more: &str) -> String {
        format!(
            "name = {{ zh = \"退款\", en = \"Refund\" }}\n{more}\n[match]\nstrong = [\"refund\"]\n\
             [test]\nyes = [\"refund\"]\nno = [\"fee\"]\n"
        )
    }

    #[test]
    fn a_reworded_answer_is_a_change_and_an_unused_one_is_none() {
        let reply = category("[reply]\nanswer = \"faq-refund\"");
        let with = |words: &str| {
            set(&[
                ("categories/refund.toml", &reply),
                ("templates/zh/faq-refund.txt", "请稍等。\n"),
                ("templates/en/faq-refund.txt", words),
            ])
        };
        let (old, new) = (with("Please wait.\n"), with("Please wait a day.\n"));
        let slas = SlaBook::default();
        let (old, new) = (Side { rules: &old, slas: &slas }, Side { rules: &new, slas: &slas });
        let refund = Verdict { category: "refund".into(), ..Verdict::default() };
        let (before, after) = (old.treatment(&refund), new.treatment(&refund));
        assert_eq!(change((old, &before), (new, &after)), Change { answer: true, ..Change::default() });
        assert_eq!(changed_letters(old.rules, new.rules), ["faq-refund"]);
        let general = Verdict { category: "general".into(), ..Verdict::default() };
        assert!(!change((old, &old.treatment(&general)), (new, &new.treatment(&general))).is_any());
    }

    #[test]
    fn each_thing_that_follows_is_told_apart() {
        let rules = set(&[("categories/refund.toml", &category(""))]);
        let slas = SlaBook::default();
        let side = Side { rules: &rules, slas: &slas };
        let old = Treatment { category: "refund".into(), also: vec!["a".into(), "b".into()], ..Treatment::default() };
        let told = |new: Treatment| change((side, &old), (side, &new));
        assert!(!told(Treatment { also: vec!["b".into(), "a".into()], ..old.clone() }).is_any(), "order is no news");
        assert!(told(Treatment { category: "dispute".into(), ..old.clone() }).category);
        assert!(told(Treatment { also: vec!["a".into()], ..old.clone() }).labels);
        assert!(told(Treatment { asks: vec!["amount".into()], ..old.clone() }).asks);
        assert!(told(Treatment { sla: Some("urgent".into()), ..old.clone() }).sla);
        assert!(told(Treatment { solves: true, ..old.clone() }).answer);
    }
}
