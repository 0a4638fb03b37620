//! What the demo prints.

use super::{Followed, list, say};
use crate::cli::Failure;
use crate::cli::table::{harmless, shown, table};
use crate::desk::{Desk, Happening};
use crate::mail;
use crate::policy::Policy;
use crate::rules::Verdict;
use crate::store::{MailRow, Shown};
use crate::time::Timestamp;
use std::path::{Path, PathBuf};

/// The table: number, category, language, status, due, subject, why.
pub fn tickets(desk: &mut Desk, tickets: &[Shown], now: Timestamp) -> Result<(), Failure> {
    let (rules, brand) = (desk.policy().rules.clone(), desk.policy().brand.clone());
    let slas = desk.policy().slas.clone();
    let lens = list::Lens { rules: &rules, slas: &slas, brand: &brand };
    let wanted = list::Wanted { all: true, ..Default::default() };
    let lines = list::lines(&desk.store().view(), &lens, &wanted, now)?;
    let mut rows = table(&["TICKET", "CATEGORY", "LANG", "STATUS", "DUE", "SUBJECT", "WHY"]);
    for line in &lines {
        let mail = tickets
            .iter()
            .find(|t| format!("{}{}", brand.number, t.ticket.number) == line.ticket)
            .and_then(|t| t.mails.first());
        let due = line.due.map_or_else(String::new, |due| list::moment(due, &brand, now));
        let why = mail.map(why).unwrap_or_default();
        let (subject, why) = (shown(&line.subject, 28), shown(&why, 44));
        rows.add_row([&line.ticket, &line.category_name, &line.language, &line.status, &due, &subject, &why]);
    }
    say(&rows.trim_fmt());
    Ok(())
}

/// The strongest hit with its rule, or what kind of robot wrote.
fn why(mail: &MailRow) -> String {
    if let Some(kind) = mail.kind.as_deref().filter(|kind| *kind != "human") {
        return kind.to_owned();
    }
    let verdict: Verdict = serde_json::from_value(mail.verdict.clone()).unwrap_or_default();
    let strongest =
        verdict.hits.iter().filter(|hit| hit.category == verdict.category).max_by(|a, b| a.points.total_cmp(&b.points));
    match strongest {
        Some(hit) => format!("{} {}", hit.rule.rsplit('/').next().unwrap_or_default(), hit.text),
        None => "no rule reached the threshold".into(),
    }
}

/// The letters of the tickets the story follows; the others are counted.
pub fn afterwards(policy: &Policy, later: &[Happening], followed: &[Followed]) {
    say("\nThen Ann answers one ticket, and the pretended clock moves on by three weeks:");
    let mut told = 0;
    for one in followed {
        let number = policy.number(one.number);
        say(&format!("\n  {number}: {}", one.told));
        for happening in later.iter().filter(|h| h.ticket.as_ref() == Some(&number)) {
            let at = happening.at.parse::<jiff::Timestamp>().map_or_else(
                |_| happening.at.clone(),
                |at| at.to_zoned(policy.brand.zone.clone()).strftime("%a %d %b %H:%M").to_string(),
            );
            for letter in &happening.letters {
                told += 1;
                say(&harmless(&format!(
                    "    {at}  {:<12} → {}  {}",
                    letter.kind,
                    letter.to,
                    shown(&letter.subject, 56)
                )));
            }
        }
    }
    let all: usize = later.iter().map(|h| h.letters.len()).sum();
    say(&format!("\n  and {} letters of the other tickets.", all - told));
}

/// The first Chinese and the first English receipt, whole.
pub fn two_letters(outbox: &Path) -> std::io::Result<()> {
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
        say(&format!("\n── {name}\nTo: {to}\nSubject: {}\n\n{}", letter.subject, harmless(letter.text.trim_end())));
    }
    Ok(())
}
