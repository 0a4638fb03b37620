//! What was missing for a category, in lines.

use super::super::table::shown;
use crate::rules::Verdict;
use crate::rules::why_not::{Near, WhyNot};

const PHRASE_COLUMNS: usize = 70;
const PART_COLUMNS: usize = 34;

pub fn lines(why: &WhyNot, verdict: &Verdict) -> Vec<String> {
    let WhyNot { category, score, needs, is_label, is_weak, hits, near } = why;
    let mut lines = vec![String::new()];
    if verdict.category == *category {
        lines.push(format!("why not {category}? It is: {score} points, {needs} are enough"));
        return lines;
    }
    if *is_label {
        let chosen = verdict.scores.get(&verdict.category).copied().unwrap_or(0.0);
        lines.push(format!(
            "why not {category}? It is a label too, {score} points; {} has {chosen}, or a higher precedence",
            verdict.category
        ));
        return lines;
    }
    let short = if score >= needs && *is_weak { ", but weak words alone make no label" } else { "" };
    lines.push(format!("why not {category}? {score} of {needs} points{short}"));
    for hit in hits.iter().filter(|hit| hit.points > 0.0 || hit.ignored_by.is_some()) {
        let words = shown(&hit.text.split_whitespace().collect::<Vec<_>>().join(" "), PART_COLUMNS);
        lines.push(match &hit.ignored_by {
            Some(ignore) => format!("    0 {words}   covered up by ignore {}", shown(ignore, PHRASE_COLUMNS)),
            None => format!("  {:>+3} {words}   {}   {}", hit.points, shown(&hit.phrase, PHRASE_COLUMNS), hit.rule),
        });
    }
    if near.is_empty() {
        lines.push("  no phrase of it came near: none of their parts stands in the mail".to_owned());
    } else {
        lines.push("  phrases that nearly hit".to_owned());
    }
    near.iter().for_each(|near| lines.extend(nearly(near)));
    lines
}

fn nearly(near: &Near) -> Vec<String> {
    let stands = near.stands.iter().map(|(part, words)| match part == words {
        true => shown(part, PART_COLUMNS),
        false => format!("{} \"{}\"", shown(part, PART_COLUMNS), shown(words, 20)),
    });
    let stands = stands.collect::<Vec<_>>().join(", ");
    let missing: Vec<String> = near.missing.iter().map(|part| shown(part, PHRASE_COLUMNS)).collect();
    let missing = match missing.is_empty() {
        true => "stand apart: too far, in other sentences or in another order".to_owned(),
        false => format!("missing  {}", missing.join(", ")),
    };
    vec![
        format!("  {:<6} {}   {}", near.strength.name(), shown(&near.phrase, PHRASE_COLUMNS), near.rule),
        format!("         stands   {stands}"),
        format!("         {missing}"),
    ]
}
