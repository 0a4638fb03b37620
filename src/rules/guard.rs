//! core: May a save go live by itself, or does a person look first?
//! In: rules and promises in force and those that were saved; what they make of the tickets of the last weeks. Out: reasons
//! to wait.
//! Words may change freely while few mails change; what customers read without a person between may not.

use super::compare::{Side, changed_letters};
use super::diagnostic::{Said, said};
use super::{RuleSet, Words};
use crate::time::Timestamp;
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
pub fn reasons(old: Side<'_>, new: Side<'_>, share: Share, now: Timestamp) -> Vec<Said> {
    let mut reasons = answers_changed(old, new, now);
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
pub fn answers_changed(old: Side<'_>, new: Side<'_>, now: Timestamp) -> Vec<Said> {
    let mut changed: Vec<Said> = notice_changed(old, new, now).into_iter().collect();
    let (old, new) = (old.rules, new.rules);
    let letters = changed_letters(old, new).into_iter().filter(|name| !is_internal(name, old, new));
    changed.extend(letters.map(|name| said!("the text {name} changes", "{name} 的文字有变化")));
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

/// The sentence that every letter to a customer carries for a while.
fn notice_changed(old: Side<'_>, new: Side<'_>, now: Timestamp) -> Option<Said> {
    let carried =
        |side: Side<'_>| side.slas.notice.clone().filter(|notice| notice.until.is_none_or(|until| now < until));
    let (before, after) = (carried(old), carried(new));
    if before == after {
        return None;
    }
    Some(match after.map(|notice| notice.text) {
        Some(Words { zh, en, .. }) => Said {
            en: format!("every letter to a customer carries the notice \"{}\"", one_line(&en)),
            zh: format!("给客户的每封信都会带上通知“{}”", one_line(&zh)),
        },
        None => said!("letters to customers lose their notice", "给客户的信不再带通知"),
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    use crate::sla::SlaBook;

    fn with(path: &str, text: &str) -> Vec<String> {
        let (old, mut files) = (shipped(), shipped());
        files.push(RuleFile { path: path.to_owned(), text: text.to_owned() });
        let set = |files: &[RuleFile]| RuleSet::load("rules", files, &Kinship::default()).unwrap();
        let (old, new, slas) = (set(&old), set(&files), SlaBook::default());
        let side = |rules| Side { rules, slas: &slas };
        let reasons = reasons(side(&old), side(&new), Share::default(), Timestamp::default());
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
    fn a_notice_waits_as_every_letter_carries_it_and_one_that_is_over_does_not() {
        let rules = RuleSet::load("rules", &shipped(), &Kinship::default()).unwrap();
        let book = |more: &str| SlaBook::load(&format!("{}\n{more}", crate::config::SHIPPED_SLA), "sla.toml").unwrap();
        let now: Timestamp = Timestamp::from_secs(1_793_581_200); // 2026-11-02
        let told = |old: &str, new: &str| {
            let (old, new) = (book(old), book(new));
            let side = |slas| Side { rules: &rules, slas };
            let reasons = reasons(side(&old), side(&new), Share::default(), now);
            reasons.into_iter().map(|reason| reason.en).collect::<Vec<_>>()
        };
        let notice = "[notice]\ntext = { zh = \"今晚维护\", en = \"Maintenance tonight\" }\n";
        assert_eq!(told("", notice), ["every letter to a customer carries the notice \"Maintenance tonight\""]);
        assert_eq!(told(notice, ""), ["letters to customers lose their notice"]);
        assert_eq!(told(notice, notice), [""; 0]);
        let over = format!("{notice}until = \"2026-11-01T20:00+08:00\"\n");
        assert_eq!(told(&over, ""), [""; 0], "no letter carries it any more");
    }

    #[test]
    fn two_of_a_hundred_tickets_are_few_and_three_are_many() {
        assert!(!Share { tickets: 100, changed: 2 }.is_large());
        assert!(Share { tickets: 100, changed: 3 }.is_large());
        assert!(!Share::default().is_large(), "no ticket, no change");
    }
}
