//! core: May a save go live by itself, or does a person look first?
//! In: the set in force and the one that was saved; what they make of the tickets of the last weeks. Out: reasons to wait.
//! Words may change freely while few mails change; what customers read without a person between may not.

use super::RuleSet;
use super::compare::changed_letters;
use super::diagnostic::{Said, said};
use serde::Serialize;
use std::collections::BTreeSet;

/// Tickets looked at, and those of which category, labels, questions, promise or answer change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    pub tickets: usize,
    pub changed: usize,
}

impl Share {
    /// More than two of a hundred.
    pub const fn is_large(self) -> bool {
        self.changed * 50 > self.tickets
    }
}

/// Why a person should look first; empty: nothing that customers read changes, and few mails.
pub fn reasons(old: &RuleSet, new: &RuleSet, share: Share) -> Vec<Said> {
    let mut reasons = answers_changed(old, new);
    if share.is_large() {
        let Share { tickets, changed } = share;
        reasons.push(said!(
            "{changed} of the last {tickets} tickets are treated otherwise",
            "最近 {tickets} 张工单里有 {changed} 张会得到不同的处理"
        ));
    }
    reasons
}

/// What customers would read otherwise, whatever they write.
pub fn answers_changed(old: &RuleSet, new: &RuleSet) -> Vec<Said> {
    let letters = changed_letters(old, new).into_iter().filter(|name| !is_internal(name, old, new));
    let mut changed: Vec<Said> = letters.map(|name| said!("the text {name} changes", "{name} 的文字有变化")).collect();
    let ids: BTreeSet<&String> = old.categories.keys().chain(new.categories.keys()).collect();
    for id in ids {
        match (old.categories.get(id), new.categories.get(id)) {
            (Some(old), Some(new)) => {
                let parts = [
                    (old.answer != new.answer, "answer"),
                    (old.auto_answer != new.auto_answer, "auto_answer"),
                    (old.name != new.name, "name"),
                ];
                let parts = parts.iter().filter(|(is, _)| *is);
                changed.extend(parts.map(|(_, part)| said!("{part} of {id} changes", "{id} 的 {part} 有变化")));
            }
            (None, Some(new)) if new.auto_answer => {
                changed.push(said!("{id} is new and has auto_answer", "{id} 是新类别，而且有 auto_answer"));
            }
            (Some(old), None) if old.auto_answer => {
                changed.push(said!("{id} had auto_answer and is gone", "有 auto_answer 的 {id} 不见了"));
            }
            _ => {}
        }
    }
    for (id, field) in &new.fields {
        if old.fields.get(id).is_some_and(|old| (&old.name, &old.ask) != (&field.name, &field.ask)) {
            changed.push(said!("how we ask for {id} changes", "询问 {id} 的说法有变化"));
        }
    }
    changed
}

/// Letters to staff are no answers.
fn is_internal(name: &str, old: &RuleSet, new: &RuleSet) -> bool {
    !old.templates.is_for_customers(name) && !new.templates.is_for_customers(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::rules::shipped;
    use crate::rules::{Kinship, RuleFile};

    fn with(path: &str, text: &str) -> Vec<String> {
        let (old, mut files) = (shipped(), shipped());
        files.push(RuleFile { path: path.to_owned(), text: text.to_owned() });
        let set = |files: &[RuleFile]| RuleSet::load("rules", files, &Kinship::default()).unwrap();
        let reasons = reasons(&set(&old), &set(&files), Share::default());
        reasons.into_iter().map(|reason| reason.en).collect()
    }

    #[test]
    fn words_go_live_by_themselves_and_texts_and_switches_wait() {
        assert_eq!(with("local/categories/refund.toml", "[match]\nnormal = [\"把钱还我\"]\n"), [""; 0]);
        let switch = "[reply]\nauto_answer = true\n";
        assert_eq!(with("local/categories/refund.toml", switch), ["auto_answer of refund changes"]);
        let text = with("local/templates/en/faq-refund.txt", "We refund.\n");
        assert_eq!(text, ["the text faq-refund changes"]);
        let internal = "Subject: {{ alarm.what }}\n\nHurry.\n";
        assert_eq!(with("local/templates/internal/warning.txt", internal), [""; 0], "staff read it");
    }

    #[test]
    fn two_of_a_hundred_tickets_are_few_and_three_are_many() {
        assert!(!Share { tickets: 100, changed: 2 }.is_large());
        assert!(Share { tickets: 100, changed: 3 }.is_large());
        assert!(!Share::default().is_large(), "no ticket, no change");
    }
}
