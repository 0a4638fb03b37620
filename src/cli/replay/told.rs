//! The answer of `replay`, as lines for people and JSON for programs.

use super::super::table::{columns, fitted, harmless, rows, shown};
use super::super::{say, say_json};
use super::{Told, nothing};
use crate::rules::compare::Treatment;
use crate::rules::diagnostic::{Said, Speech, said};
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

    pub fn say(&self, card: &Scorecard, as_json: bool) {
        if as_json {
            self.json(card).iter().for_each(say_json);
        } else {
            self.lines(card).iter().for_each(|line| say(line));
        }
    }

    fn lines(&self, card: &Scorecard) -> Vec<String> {
        let speech = self.speech;
        let mut lines = vec![self.headline(card).into_speech(speech)];
        if let Some(text) = nothing(card, self) {
            lines.push(text.into_speech(speech));
            return lines;
        }
        if self.has_two_sets() {
            lines.extend(self.changes(card));
        }
        let broken = |(name, why): &(String, String)| {
            said!("  {name} could not be read: {why}", "  {name} 无法读取：{why}").into_speech(speech)
        };
        lines.extend(card.unreadable.iter().map(broken));
        lines.push(String::new());
        lines.extend(self.decisions(card));
        lines.iter().map(|line| harmless(line.trim_end())).collect()
    }

    const fn has_two_sets(&self) -> bool {
        !self.old.is_empty()
    }

    fn headline(&self, card: &Scorecard) -> Said {
        let (mails, tickets, old, new) = (card.mails, card.tickets, self.old, self.new);
        let what = match self.since {
            Some(_) => said!("{mails} mails in {tickets} tickets", "{tickets} 张工单，{mails} 封邮件"),
            None => said!("{mails} mails", "{mails} 封邮件"),
        };
        let sets = match (self.has_two_sets(), old == new) {
            (true, true) => said!("the rules on disk are the active ones, {new}", "磁盘上的规则就是正在使用的 {new}"),
            (true, false) => said!("active {old} → disk {new}", "正在使用 {old} → 磁盘 {new}"),
            (false, _) => {
                said!("rules {new}; nothing is in force to compare with", "规则 {new}；没有正在使用的规则可以对比")
            }
        };
        let took = format!("{:.1} s", self.took.as_secs_f64()).into();
        Said::joined(&[what, sets, took], (" · ", " · "))
    }

    fn changes(&self, card: &Scorecard) -> Vec<String> {
        let Scorecard { category, labels_only, asks, sla, answer, same, .. } = card;
        let counts = said!(
            "changed: category {category}   labels only {labels_only}   questions {asks}   SLA {sla}   answer {answer}   (same {same})",
            "变化：类别 {category}   只有标签 {labels_only}   询问 {asks}   承诺 {sla}   答复 {answer}   （不变 {same}）"
        );
        let mut lines = vec![counts];
        if !self.letters.is_empty() {
            let letters = self.letters.join(", ");
            lines.push(said!("letters with other words: {letters}", "文字不同的信件：{letters}"));
        }
        let (reworded, mut changed): (Vec<&Compared>, Vec<&Compared>) =
            card.changed.iter().partition(|compared| is_reworded(compared));
        changed.sort_by_key(|compared| rank(compared));
        let shown = if self.all { changed.len() } else { MOST_CHANGES };
        let table: Vec<[String; 4]> = changed.iter().take(shown).map(|compared| row(compared, self.speech)).collect();
        lines.extend(rows(&narrowed(table)).into_iter().map(Said::from));
        if let Some(more @ 1..) = changed.len().checked_sub(shown) {
            lines.push(said!("  … and {more} more: --all", "  ……还有 {more} 张：--all"));
        }
        let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
        for compared in reworded {
            *answers.entry(compared.new.answer.as_deref().unwrap_or_default()).or_default() += 1;
        }
        lines.extend(answers.iter().map(|(answer, tickets)| {
            said!("  {answer} in other words: {tickets} tickets", "  {answer} 的文字不同：{tickets} 张工单")
        }));
        lines.into_iter().map(|line| line.into_speech(self.speech)).collect()
    }

    fn decisions(&self, card: &Scorecard) -> Vec<String> {
        let speech = self.speech;
        if card.decisions == 0 {
            let why = match self.since {
                Some(_) => said!(
                    "no decisions of staff yet to measure by: an answer to a ticket confirms its category, \
                     `frontdesk move N CATEGORY` corrects it",
                    "还没有员工的决定可以衡量：回复一张工单等于确认它的类别，`frontdesk move 编号 类别` 是纠正"
                ),
                None => said!(
                    "no labels to measure by: put the mails into folders named after categories, --labels DIR",
                    "没有可以衡量的标签：请把邮件放进以类别命名的文件夹，再写 --labels 目录"
                ),
            };
            return vec![why.into_speech(speech)];
        }
        let mut lines = vec![self.against(card)];
        if self.has_two_sets() && card.category > 0 {
            let (fixes, breaks) = (card.fixes, card.breaks);
            lines.push(said!("fixes {fixes}, breaks {breaks}", "修好 {fixes}，弄坏 {breaks}").into_speech(speech));
        }
        lines.push(String::new());
        lines.extend(matrix(card, speech));
        lines.push(String::new());
        lines.extend(grades(&card.grades(), speech));
        lines
    }

    /// How often the rules agree with staff, before and after.
    fn against(&self, card: &Scorecard) -> String {
        let (Marks { right, wrong, left }, after, count) = (card.before, card.after, card.decisions);
        let moved = |before: usize, after: usize| match before == after {
            true => after.to_string(),
            false => format!("{before} → {after}"),
        };
        let (right, wrong, left) = (moved(right, after.right), moved(wrong, after.wrong), moved(left, after.left));
        let told = match self.since {
            Some(_) => said!(
                "against {count} decisions of staff: right {right}   wrong {wrong}   left to general {left}",
                "对照员工的 {count} 个决定：正确 {right}   错误 {wrong}   留给 general {left}"
            ),
            None => said!(
                "against {count} filed mails: right {right}   wrong {wrong}   left to general {left}",
                "对照 {count} 封分好类的邮件：正确 {right}   错误 {wrong}   留给 general {left}"
            ),
        };
        told.into_speech(self.speech)
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

fn row(compared: &Compared, speech: Speech) -> [String; 4] {
    let words = match &compared.because {
        Some(because) => because.words.clone(),
        None => compared.subject.clone(),
    };
    let worth = match compared.worth() {
        Worth::Fixes => said!(" ✓ fixes", " ✓ 修好"),
        Worth::Breaks => said!(" ✗ breaks", " ✗ 弄坏"),
        _ => Said::default(),
    };
    let said = compared.said.as_ref().map(|said| Said::joined(&[staff(said.how, &said.category), worth], ("", "")));
    let staff = said.unwrap_or_default().into_speech(speech);
    [format!("  {}", compared.name), difference(&compared.old, &compared.new).into_speech(speech), words, staff]
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

fn staff(how: How, category: &str) -> Said {
    match how {
        How::Moved => said!("staff said {category}", "员工改到 {category}"),
        How::Kept => said!("staff kept {category}", "员工保留 {category}"),
        How::Filed => said!("filed under {category}", "放在 {category}"),
    }
}

/// `general → payment_failed`, or what differs within the category.
fn difference(old: &Treatment, new: &Treatment) -> Said {
    if old.category != new.category {
        return format!("{} → {}", old.category, new.category).into();
    }
    if old.silenced != new.silenced {
        let told = |guard: Option<&'static str>| guard.unwrap_or("answered");
        return format!("{}: guard {} → {}", new.category, told(old.silenced), told(new.silenced)).into();
    }
    let mut parts = Vec::new();
    let labels = signed(&old.also, &new.also);
    if !labels.is_empty() {
        parts.push(said!("also {labels}", "标签 {labels}"));
    }
    let asks = signed(&old.asks, &new.asks);
    if !asks.is_empty() {
        parts.push(said!("asks {asks}", "询问 {asks}"));
    }
    let named = |name: &Option<String>| name.as_deref().map_or_else(|| said!("none", "无"), Said::from);
    let moved = |old: &Option<String>, new: &Option<String>| Said::joined(&[named(old), named(new)], (" → ", " → "));
    if old.sla != new.sla {
        let Said { en, zh } = moved(&old.sla, &new.sla);
        parts.push(said!("SLA {en}", "承诺 {zh}"));
    }
    if old.answer != new.answer {
        let Said { en, zh } = moved(&old.answer, &new.answer);
        parts.push(said!("answer {en}", "答复 {zh}"));
    } else if old.solves != new.solves {
        parts.push(match new.solves {
            true => said!("the answer solves it", "答复就能解决"),
            false => said!("a person answers", "由人答复"),
        });
    }
    if parts.is_empty() {
        parts.push(said!("other words or order", "文字或顺序不同"));
    }
    let (category, Said { en, zh }) = (&new.category, Said::joined(&parts, (", ", "，")));
    said!("{category}: {en}", "{category}：{zh}")
}

/// `+dispute −fees`
fn signed(old: &[String], new: &[String]) -> String {
    let come = new.iter().filter(|label| !old.contains(label)).map(|label| format!("+{label}"));
    let gone = old.iter().filter(|label| !new.contains(label)).map(|label| format!("−{label}"));
    come.chain(gone).collect::<Vec<_>>().join(" ")
}

/// Staff's word down, the rules' across. Columns carry the number of their row, so that the table fits a terminal.
fn matrix(card: &Scorecard, speech: Speech) -> Vec<String> {
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
        let corner = said!("staff ↓  rules →", "员工 ↓  规则 →").into_speech(speech);
        lines.push(format!("{}{heads}", fitted(&corner, NAME + 4)));
        for (at, (name, row)) in names.iter().zip(&cells).enumerate() {
            let row: String = row.iter().map(|cell| format!("{cell:>width$}")).collect();
            lines.push(format!("{:>3} {}{row}", at + 1, fitted(name, NAME)));
        }
        return lines;
    }
    let narrow = said!(
        "staff said → the rules say (a wider terminal shows the whole table)",
        "员工的决定 → 规则的判断（终端宽一些就能显示整个表格）"
    );
    lines.push(narrow.into_speech(speech));
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

fn grades(grades: &[Grade], speech: Speech) -> Vec<String> {
    let head = [said!("  category", "  类别"), said!("staff", " 员工"), "precision".into(), "recall".into(), "".into()];
    let mut table = vec![head.map(|name: Said| name.into_speech(speech))];
    for grade in grades {
        let precision = share((grade.before.precision, grade.after.precision), (grade.after.right, grade.after.found));
        let recall = share((grade.before.recall, grade.after.recall), (grade.after.right, grade.said));
        let few = if grade.few { said!("few", "太少").into_speech(speech) } else { String::new() };
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
