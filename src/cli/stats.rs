//! `frontdesk stats`: which phrases earn their place, and what customers leave out.

use super::progress::Progress;
use super::setup::Place;
use super::table::{harmless, rows, shown};
use super::{Done, replay, say, say_json};
use crate::replay::Source;
use crate::rules::tally::{Mark, MissingRow, PhraseRow, Tally};
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

pub fn run(place: &Place, wanted: &Wanted, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let book = place.set(Some(&loaded))?;
    let length = replay::since(&wanted.since)?;
    let Some(reader) = replay::reader(Some(&loaded), false, "stats")? else { return Err(replay::no_mail("stats")) };
    let prefix = config::brand(&loaded).number;
    let source = Source::Stored { view: reader.view(), since: clock::now() - length, prefix: &prefix };
    let mut progress = Progress::new("tickets");
    let tally = source.tally(&book.rules, &mut |done, total| progress.at(done, total))?;
    progress.done();
    let days = (length.as_secs() as f64 / 86_400.0).max(1.0);
    let (phrases, missing) = (tally.phrases(&book.rules), tally.missing(&book.rules));
    if as_json {
        phrases.iter().for_each(|row| say_json(&with_day(row, days)));
        missing.iter().for_each(|row| say_json(&json!({ "missing": row })));
        say_json(&json!({ "tickets": tally.mails, "days": days, "rules": book.rules.hash }));
    } else if tally.mails == 0 {
        say("no ticket of a person in this time: give a longer --since, or wait for mail");
    } else {
        told(&tally, (&phrases, &missing), days, wanted.all).iter().for_each(|line| say(&harmless(line)));
    }
    Ok(ExitCode::SUCCESS)
}

fn with_day(row: &PhraseRow, days: f64) -> serde_json::Value {
    let mut value = serde_json::to_value(row).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("hits_a_day".into(), json!((row.hits as f64 / days * 100.0).round() / 100.0));
    }
    value
}

fn told(tally: &Tally, (phrases, missing): (&[PhraseRow], &[MissingRow]), days: f64, all: bool) -> Vec<String> {
    let mut lines = vec![format!("{} tickets in {days:.0} days; the rules on disk", tally.mails)];
    let mut of_category: BTreeMap<&str, Vec<&PhraseRow>> = BTreeMap::new();
    for row in phrases {
        of_category.entry(&row.category).or_default().push(row);
    }
    let head = ["  phrase", "hits", "a day", "counted", "kept by staff", "mark", "rule"];
    let mut table = vec![head.map(str::to_owned)];
    for (category, mut rows) in of_category {
        rows.retain(|row| row.mark != Mark::Never);
        // What wants a hand first, then what hits most.
        rows.sort_by_key(|row| (!matches!(row.mark, Mark::Retire | Mark::Tune), std::cmp::Reverse(row.hits)));
        let shown = if all { rows.len() } else { MOST_PHRASES };
        if !rows.is_empty() {
            table.push(alone(category.to_owned()));
        }
        table.extend(rows.iter().take(shown).map(|row| phrase(row, days)));
        if let Some(more @ 1..) = rows.len().checked_sub(shown) {
            table.push(alone(format!("  … and {more} more")));
        }
    }
    lines.extend(rows(&table));
    lines.extend(never(phrases, all));
    lines.extend(gaps(missing));
    lines
}

fn alone(words: String) -> [String; 7] {
    let mut cells = [const { String::new() }; 7];
    if let Some(first) = cells.first_mut() {
        *first = words;
    }
    cells
}

fn phrase(row: &PhraseRow, days: f64) -> [String; 7] {
    let kept = match row.decided {
        0 => "–".to_owned(),
        decided => format!("{} of {decided}", row.kept),
    };
    let rule = row.rule.rsplit('/').next().unwrap_or(&row.rule);
    [
        format!("  {}", shown(&row.phrase, 30)),
        format!("{:>4}", row.hits),
        format!("{:>5.2}", row.hits as f64 / days),
        format!("{:>7}", row.counted),
        kept,
        row.mark.name().to_owned(),
        rule.to_owned(),
    ]
}

fn never(phrases: &[PhraseRow], all: bool) -> Vec<String> {
    let never: Vec<&PhraseRow> = phrases.iter().filter(|row| row.mark == Mark::Never).collect();
    if never.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("\nnever hit: {} of {} phrases", never.len(), phrases.len())];
    let shown_rows = if all { never.len() } else { MOST_NEVER };
    let cells: Vec<[String; 2]> = never
        .iter()
        .take(shown_rows)
        .map(|row| {
            [format!("  {}", shown(&row.phrase, 50)), row.rule.rsplit('/').next().unwrap_or_default().to_owned()]
        })
        .collect();
    lines.extend(rows(&cells));
    if never.len() > shown_rows {
        lines.push(format!("  … and {} more: --all", never.len() - shown_rows));
    }
    lines
}

/// `58 % of refund mails lack transaction_id`
fn gaps(missing: &[MissingRow]) -> Vec<String> {
    let percent = |row: &MissingRow| row.missing * 100 / row.mails.max(1);
    let mut telling: Vec<&MissingRow> = missing.iter().filter(|row| row.is_needed && percent(row) >= TELLING).collect();
    telling.sort_by_key(|row| std::cmp::Reverse((row.missing, percent(row))));
    if telling.is_empty() {
        return Vec::new();
    }
    let told = |row: &&MissingRow| {
        format!(
            "  {:>3} % of {} mails lack {}  ({} of {})",
            percent(row),
            row.category,
            row.field,
            row.missing,
            row.mails
        )
    };
    [String::new(), "asked for, because customers leave it out".to_owned()]
        .into_iter()
        .chain(telling.iter().map(told))
        .collect()
}
