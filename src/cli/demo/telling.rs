//! What the demo prints.

use super::{Followed, list, say};
use crate::cli::Failure;
use crate::cli::table::{Column, column, fitted, harmless, moment, narrowing, shown, table};
use crate::desk::{Desk, Happening};
use crate::policy::Policy;
use crate::rules::Verdict;
use crate::rules::diagnostic::{Speech, said};
use crate::store::{MailRow, Shown};
use crate::time::Timestamp;
use crate::{mail, phrasebook};
use std::path::{Path, PathBuf};

const COLUMNS: [Column; 7] = [
    column("TICKET", "工单"),
    narrowing("CATEGORY", "类别", 8),
    column("LANG", "语言"),
    column("STATUS", "状态"),
    column("DUE", "期限"),
    narrowing("SUBJECT", "主题", 8),
    narrowing("WHY", "依据", 8),
];

/// The table: number, category, language, status, due, subject, why.
pub fn tickets(desk: &mut Desk, tickets: &[Shown], speech: Speech, now: Timestamp) -> Result<(), Failure> {
    let (rules, brand) = (desk.policy().rules.clone(), desk.policy().brand.clone());
    let slas = desk.policy().slas.clone();
    let lens = list::Lens { rules: &rules, slas: &slas, brand: &brand };
    let wanted = list::Wanted { all: true, ..Default::default() };
    let lines = list::lines(&desk.store().view(), &lens, &wanted, now)?;
    let row = |line: &list::Line| {
        let is_its = |shown: &&Shown| format!("{}{}", brand.number, shown.ticket.number) == line.ticket;
        let mail = tickets.iter().find(is_its).and_then(|shown| shown.mails.first());
        [
            line.ticket.clone(),
            line.category_name.clone(),
            line.language.clone(),
            phrasebook::told(&line.status, speech),
            line.due.map_or_else(String::new, |due| list::moment(due, (&brand, speech), now)),
            shown(&line.subject, 28),
            shown(&mail.map(|mail| why(mail, speech)).unwrap_or_default(), 44),
        ]
    };
    say(&table(&COLUMNS, &lines.iter().map(row).collect::<Vec<_>>(), speech));
    Ok(())
}

/// The words that hit strongest with their rule, or what kind of robot wrote.
fn why(mail: &MailRow, speech: Speech) -> String {
    if let Some(kind) = mail.kind.as_deref().filter(|kind| *kind != "human") {
        return phrasebook::told(kind, speech);
    }
    let verdict: Verdict = serde_json::from_value(mail.verdict.clone()).unwrap_or_default();
    let strongest =
        verdict.hits.iter().filter(|hit| hit.category == verdict.category).max_by(|a, b| a.points.total_cmp(&b.points));
    match strongest {
        Some(hit) => format!("{}  {}", shown(&hit.text, 20), hit.rule.rsplit('/').next().unwrap_or_default()),
        None => said!("no rule reached the threshold", "没有类别达到门槛").into_speech(speech),
    }
}

/// The letters of the tickets the story follows; the others are counted.
pub fn afterwards(policy: &Policy, later: &[Happening], followed: &[Followed], speech: Speech) {
    let begin = said!(
        "\nThen Ann answers one ticket, and the pretended clock moves on by three weeks:",
        "\n然后 Ann 答复其中一张工单，模拟的时钟往前走三周："
    );
    say(begin.in_speech(speech));
    let mut told = 0;
    for one in followed {
        let number = policy.number(one.number);
        say(&format!("\n  {number}: {}", one.told.in_speech(speech)));
        for happening in later.iter().filter(|h| h.ticket.as_ref() == Some(&number)) {
            let at = happening.at.parse::<jiff::Timestamp>().map_or_else(
                |_| happening.at.clone(),
                |at| moment(Timestamp::from_secs(at.as_second()), &policy.brand, speech),
            );
            for letter in &happening.letters {
                told += 1;
                let kind = fitted(&phrasebook::told(letter.kind, speech), 12);
                say(&harmless(&format!("    {at}  {kind} → {}  {}", letter.to, shown(&letter.subject, 56))));
            }
        }
    }
    let others = later.iter().map(|h| h.letters.len()).sum::<usize>() - told;
    let rest = said!("\n  and {others} letters of the other tickets.", "\n  另外还有其他工单的 {others} 封信。");
    say(rest.in_speech(speech));
}

/// The first Chinese and the first English receipt, whole.
pub fn two_letters(outbox: &Path, speech: Speech) -> std::io::Result<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(outbox)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.sort();
    let mut languages = Vec::new();
    for file in files {
        let letter = mail::read(&std::fs::read(&file)?, false);
        if languages.len() == 2 || languages.contains(&letter.language) {
            continue;
        }
        languages.push(letter.language);
        let to = letter.to.first().map(|t| t.address.to_string()).unwrap_or_default();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let (subject, text) = (&letter.subject, harmless(letter.text.trim_end()));
        let told = said!(
            "\n── {name}\nTo: {to}\nSubject: {subject}\n\n{text}",
            "\n── {name}\n收件人：{to}\n主题：{subject}\n\n{text}"
        );
        say(told.in_speech(speech));
    }
    Ok(())
}
