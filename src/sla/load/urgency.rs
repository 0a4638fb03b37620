//! core: What do `[raise]` and `[[override]]` say?
//! In: their tables. Out: words with a priority and whom to tell; rows that choose a promise.
//! Never a row that holds for everybody: that would be the category's promise.

use super::super::table::Table;
use super::super::{Override, SlaBook, Urgency, UrgentWords};
use super::Reader;
use crate::mail::Language;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, said};
use crate::rules::urgent::Urgent;
use crate::ticket::Priority;
use std::ops::Range;
use std::sync::Arc;

const OF_ROW: &[&str] = &["priority", "mailbox", "sender", "language", "sla"];

impl Reader<'_> {
    pub(super) fn raise(&mut self, top: &Table<'_>) -> Option<UrgentWords> {
        let (mut rows, mut places) = (Vec::new(), Vec::new());
        for (phrase, place, table) in self.tables(top, "raise") {
            let table = Table::new(table, place.clone());
            self.known(&table, &["priority", "to"], said!("a word that raises", "升级用词"));
            let before = self.faults.len();
            let (priority, to) = (self.priority(&table), self.string(&table, "to").map(|(_, to)| to));
            if let (Some(priority), Some(to)) = (priority, to) {
                rows.push(Urgency { phrase, priority, to });
                places.push(place);
            } else if self.faults.len() == before {
                let help = said!(
                    "write {{ priority = \"urgent\", to = \"lead\" }}",
                    "写成 {{ priority = \"urgent\", to = \"lead\" }}"
                );
                self.fault("E30", place, said!("how urgent, and who is told?", "多急，告诉谁？"), help);
            }
        }
        if rows.is_empty() {
            return None;
        }
        let phrases: Vec<String> = rows.iter().map(|row| row.phrase.clone()).collect();
        match Urgent::of(&phrases) {
            Ok(urgent) => Some(UrgentWords { urgent: Arc::new(urgent), rows }),
            Err(wrong) => {
                for (nth, slip) in wrong {
                    let place = places.get(nth).cloned().unwrap_or_default();
                    self.fault(slip.code, place, slip.message, slip.help);
                }
                None
            }
        }
    }

    fn priority(&mut self, table: &Table<'_>) -> Option<Priority> {
        let (place, text) = self.string(table, "priority")?;
        let found = Priority::ALL.into_iter().find(|priority| priority.name() == text);
        if found.is_none() {
            let names = Priority::ALL.map(Priority::name);
            let list = || said!("low, normal, high or urgent", "low、normal、high 或 urgent");
            let help = nearest(&text, names).map_or_else(list, did_you_mean);
            self.fault("E30", place, said!("there is no priority {text}", "没有优先级 {text}"), help);
        }
        found
    }

    pub(super) fn overrides(&mut self, top: &Table<'_>, book: &SlaBook) -> Vec<Override> {
        let mut rows = Vec::new();
        for (place, row) in self.rows(top, "override") {
            let row = Table::new(row, place.clone());
            self.known(&row, OF_ROW, said!("an override", "例外"));
            let before = self.faults.len();
            let own = Override {
                priority: self.priority(&row),
                mailbox: self.string(&row, "mailbox").map(|(_, name)| name),
                sender: self.string(&row, "sender").and_then(|placed| self.sender(placed)),
                language: self.string(&row, "language").and_then(|placed| self.language(placed)),
                sla: self.string(&row, "sla").and_then(|placed| self.promise(placed, book)).unwrap_or_default(),
            };
            let is_for_all = Override { sla: own.sla.clone(), ..Override::default() } == own;
            let help = if own.sla.is_empty() {
                said!("name the promise: sla = \"urgent\"", "请写承诺的名称：sla = \"urgent\"")
            } else if is_for_all {
                said!(
                    "add priority, mailbox, sender or language; a category names its own promise",
                    "请加上 priority、mailbox、sender 或 language；类别自己写承诺"
                )
            } else {
                rows.push(own);
                continue;
            };
            if self.faults.len() == before {
                let message = said!("this override says too little", "这条例外写得不够");
                self.fault("E30", place, message, help);
            }
        }
        rows
    }

    fn sender(&mut self, (place, text): (Range<usize>, String)) -> Option<String> {
        let text = text.to_lowercase();
        let is_address = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && domain.contains('.')
                && !domain.contains(['@', ' ', '*'])
                && (local == "*" || !local.contains('*'))
        });
        if !is_address {
            let help = said!(
                "write ann@shop.example, or *@shop.example for all of them",
                "请写 ann@shop.example，或者用 *@shop.example 表示所有人"
            );
            self.fault("E30", place, said!("{text} is no address", "{text} 不是邮箱地址"), help);
            return None;
        }
        Some(text)
    }

    fn language(&mut self, (place, text): (Range<usize>, String)) -> Option<Language> {
        let found = match text.as_str() {
            "zh" | "zh-Hans" => Some(Language::ZhHans),
            "zh-Hant" => Some(Language::ZhHant),
            "en" => Some(Language::En),
            _ => None,
        };
        if found.is_none() {
            let help = said!("zh, zh-Hant or en", "zh、zh-Hant 或 en");
            self.fault("E30", place, said!("{text} is no language of the letters", "信件没有 {text} 这种语言"), help);
        }
        found
    }

    fn promise(&mut self, (place, name): (Range<usize>, String), book: &SlaBook) -> Option<String> {
        if book.slas.contains_key(&name) {
            return Some(name);
        }
        let all = book.slas.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let list = || -> Said { said!("known: {all}", "已有：{all}") };
        let help = nearest(&name, book.slas.keys().map(String::as_str)).map_or_else(list, did_you_mean);
        self.fault("E03", place, said!("there is no promise {name}", "没有承诺 {name}"), help);
        None
    }
}
