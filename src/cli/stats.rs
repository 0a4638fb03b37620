//! `frontdesk stats`: which phrases earn their place, what customers leave out, and which promises were kept.

use super::progress::Progress;
use super::setup::{self, Place};
use super::table::{harmless, rows, shown};
use super::{Done, Failure, replay, say, say_json};
use crate::config::Loaded;
use crate::replay::Source;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::tally::{Mark, MissingRow, PhraseRow, Tally};
use crate::sla::kept::{Kept, Record};
use crate::store::{ListFilter, View};
use crate::time::Timestamp;
use crate::{clock, config};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::ExitCode;

pub struct Wanted {
    pub since: String,
    pub all: bool,
}

/// Of each category; `--all` shows the others.
const MOST_PHRASES: usize = 5;
const MOST_NEVER: usize = 12;
/// Rarer gaps are no news.
const TELLING: usize = 20;

/// What was found out.
struct Found {
    tally: Tally,
    phrases: Vec<PhraseRow>,
    missing: Vec<MissingRow>,
    promises: Record,
    days: f64,
}

pub fn run(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let book = place.set(Some(&loaded))?;
    let length = replay::since(&wanted.since)?;
    let Some(reader) = replay::reader(Some(&loaded), false, "stats")? else { return Err(replay::no_mail("stats")) };
    let (prefix, now) = (config::brand(&loaded).number, clock::now());
    let source = Source::Stored { view: reader.view(), since: now - length, prefix: &prefix };
    let mut progress = Progress::new(said!("tickets", "张工单"), speech);
    let tally = source.tally(&book.rules, &mut |done, total| progress.at(done, total))?;
    progress.done();
    let found = Found {
        days: (length.as_secs() as f64 / 86_400.0).max(1.0),
        phrases: tally.phrases(&book.rules),
        missing: tally.missing(&book.rules),
        promises: promises(&loaded, &reader.view(), now - length, now)?,
        tally,
    };
    if as_json {
        found.json(&book.rules.hash);
    } else if found.tally.mails == 0 {
        let nothing = said!(
            "no ticket of a person in this time: give a longer --since, or wait for mail",
            "这段时间没有人来信建立工单：请写更长的 --since，或者等有了邮件"
        );
        say(nothing.in_speech(speech));
    } else {
        found.told(wanted.all, speech).iter().for_each(|line| say(&harmless(line)));
    }
    Ok(ExitCode::SUCCESS)
}

/// First answers of the tickets opened since then, by the promises in force.
fn promises(loaded: &Loaded, view: &View<'_>, since: Timestamp, now: Timestamp) -> Result<Record, Failure> {
    let slas = setup::active(loaded, view)?.slas;
    let mut record = Record::default();
    let rows = view.list(&ListFilter::default())?;
    rows.iter().filter(|row| row.ticket.opened_at >= since).for_each(|row| record.add(&row.ticket, &slas, now));
    Ok(record)
}

fn with_day(row: &PhraseRow, days: f64) -> serde_json::Value {
    let mut value = serde_json::to_value(row).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("hits_a_day".into(), json!((row.hits as f64 / days * 100.0).round() / 100.0));
    }
    value
}

impl Found {
    fn json(&self, hash: &str) {
        self.phrases.iter().for_each(|row| say_json(&with_day(row, self.days)));
        self.missing.iter().for_each(|row| say_json(&json!({ "missing": row })));
        for (label, kept) in &self.promises.labels {
            say_json(
                &json!({ "first_answers": { "category": label, "kept": kept.kept, "late": kept.late, "open": kept.open } }),
            );
        }
        say_json(
            &json!({ "tickets": self.tally.mails, "days": self.days, "rules": hash, "first_answers": self.promises.all }),
        );
    }

    fn told(&self, all: bool, speech: Speech) -> Vec<String> {
        let (tickets, days) = (self.tally.mails, self.days);
        let head = said!(
            "{tickets} tickets in {days:.0} days; the rules on disk",
            "{days:.0} 天里 {tickets} 张工单；磁盘上的规则"
        );
        let mut lines = vec![head.into_speech(speech)];
        lines.extend(hits(&self.phrases, days, (all, speech)));
        lines.extend(never(&self.phrases, (all, speech)));
        lines.extend(gaps(&self.missing, speech));
        lines.extend(answers(&self.promises, speech));
        lines
    }
}

fn hits(phrases: &[PhraseRow], days: f64, (all, speech): (bool, Speech)) -> Vec<String> {
    let mut of_category: BTreeMap<&str, Vec<&PhraseRow>> = BTreeMap::new();
    for row in phrases {
        of_category.entry(&row.category).or_default().push(row);
    }
    let head = match speech {
        Speech::En => ["  phrase", "hits", "a day", "counted", "kept by staff", "mark", "rule"],
        Speech::Zh => ["  短语", "命中", " 每天", "   计分", "员工保留", "标记", "规则"],
    };
    let mut table = vec![head.map(str::to_owned)];
    for (category, mut rows) in of_category {
        rows.retain(|row| row.mark != Mark::Never);
        // What wants a hand first, then what hits most.
        rows.sort_by_key(|row| (!matches!(row.mark, Mark::Retire | Mark::Tune), std::cmp::Reverse(row.hits)));
        let shown = if all { rows.len() } else { MOST_PHRASES };
        if !rows.is_empty() {
            table.push(alone(category.to_owned()));
        }
        table.extend(rows.iter().take(shown).map(|row| phrase(row, days, speech)));
        if let Some(more @ 1..) = rows.len().checked_sub(shown) {
            table.push(alone(said!("  … and {more} more", "  ……还有 {more} 个").into_speech(speech)));
        }
    }
    rows(&table)
}

fn alone(words: String) -> [String; 7] {
    let mut cells = [const { String::new() }; 7];
    if let Some(first) = cells.first_mut() {
        *first = words;
    }
    cells
}

fn phrase(row: &PhraseRow, days: f64, speech: Speech) -> [String; 7] {
    let kept = match (row.decided, row.kept) {
        (0, _) => "–".into(),
        (decided, kept) => said!("{kept} of {decided}", "{kept}/{decided}"),
    };
    let mark = match row.mark {
        Mark::Never => said!("never", "没人写"),
        Mark::Idle => said!("idle", "不加分"),
        Mark::Few => said!("few", "太少"),
        Mark::Keep => said!("keep", "保留"),
        Mark::Tune => said!("tune", "调整"),
        Mark::Retire => said!("retire", "撤下"),
    };
    let rule = row.rule.rsplit('/').next().unwrap_or(&row.rule);
    [
        format!("  {}", shown(&row.phrase, 30)),
        format!("{:>4}", row.hits),
        format!("{:>5.2}", row.hits as f64 / days),
        format!("{:>7}", row.counted),
        kept.into_speech(speech),
        mark.into_speech(speech),
        rule.to_owned(),
    ]
}

fn never(phrases: &[PhraseRow], (all, speech): (bool, Speech)) -> Vec<String> {
    let never: Vec<&PhraseRow> = phrases.iter().filter(|row| row.mark == Mark::Never).collect();
    let (count, of) = (never.len(), phrases.len());
    if count == 0 {
        return Vec::new();
    }
    let head = said!("never hit: {count} of {of} phrases", "从未命中：{of} 个短语中的 {count} 个");
    let mut lines = vec![String::new(), head.into_speech(speech)];
    let shown_rows = if all { count } else { MOST_NEVER };
    let cells: Vec<[String; 2]> = never
        .iter()
        .take(shown_rows)
        .map(|row| {
            [format!("  {}", shown(&row.phrase, 50)), row.rule.rsplit('/').next().unwrap_or_default().to_owned()]
        })
        .collect();
    lines.extend(rows(&cells));
    if let Some(more @ 1..) = count.checked_sub(shown_rows) {
        lines.push(said!("  … and {more} more: --all", "  ……还有 {more} 个：--all").into_speech(speech));
    }
    lines
}

/// `58 % of refund mails lack transaction_id`
fn gaps(missing: &[MissingRow], speech: Speech) -> Vec<String> {
    let percent = |row: &MissingRow| row.missing * 100 / row.mails.max(1);
    let mut telling: Vec<&MissingRow> = missing.iter().filter(|row| row.is_needed && percent(row) >= TELLING).collect();
    telling.sort_by_key(|row| std::cmp::Reverse((row.missing, percent(row))));
    if telling.is_empty() {
        return Vec::new();
    }
    let told = |row: &&MissingRow| {
        let (share, MissingRow { category, field, missing, mails, .. }) = (percent(row), row);
        said!(
            "  {share:>3} % of {category} mails lack {field}  ({missing} of {mails})",
            "  {share:>3} % 的 {category} 邮件没有写 {field}（{mails} 封中的 {missing} 封）"
        )
    };
    let head = said!("asked for, because customers leave it out", "客户没有写，所以要询问的");
    let lines = [Said::default(), head].into_iter().chain(telling.iter().map(told));
    lines.map(|line| line.into_speech(speech)).collect()
}

/// `first answers: 4 of 5 in time, 1 late, 2 still open`, then each label's, the worst first.
fn answers(promises: &Record, speech: Speech) -> Vec<String> {
    let Record { all, labels } = promises;
    if *all == Kept::default() {
        return Vec::new();
    }
    let (Kept { kept, late, open }, settled) = (*all, all.settled());
    let head = said!(
        "first answers promised: {kept} of {settled} in time, {late} late, {open} still open",
        "承诺的首次答复：{settled} 次中按时 {kept} 次，迟了 {late} 次，还有 {open} 次没到期"
    );
    let names = match speech {
        Speech::En => ["  category", "in time", "late", "open", ""],
        Speech::Zh => ["  类别", "   按时", "  迟", "待答", ""],
    };
    let mut table = vec![names.map(str::to_owned)];
    let mut labels: Vec<(&String, &Kept)> = labels.iter().collect();
    labels.sort_by_key(|(_, kept)| (std::cmp::Reverse(kept.late), std::cmp::Reverse(kept.settled())));
    table.extend(labels.into_iter().map(|(label, kept)| {
        let share = (kept.settled() > 0).then(|| format!("{:>3} %", kept.kept * 100 / kept.settled()));
        let [in_time, late, open] =
            [(kept.kept, 7), (kept.late, 4), (kept.open, 4)].map(|(n, width)| format!("{n:>width$}"));
        [format!("  {label}"), in_time, late, open, share.unwrap_or_default()]
    }));
    [String::new(), head.into_speech(speech)].into_iter().chain(rows(&table)).collect()
}
