//! `frontdesk test`: the examples inside the rule files.

use super::setup::Place;
use super::table::harmless;
use super::{Done, say, say_json};
use crate::rules::Hit;
use crate::rules::example::{self, Failure, Report};
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool) -> Done {
    let loaded = place.loaded_if_there()?;
    let (rules, _) = place.rules(loaded.as_ref())?;
    let report = example::run(&rules);
    if as_json {
        for failure in &report.failures {
            say_json(
                &json!({ "rule": failure.rule, "example": failure.name, "text": failure.text, "got": failure.got, "hits": failure.hits, "hint": failure.hint }),
            );
        }
        say_json(
            &json!({ "passed": report.passed, "failed": report.failures.len(), "categories": rules.categories.len(), "rules": rules.hash }),
        );
    } else {
        print(&report);
        say(&format!(
            "{} passed, {} failed ({} categories, rules {})",
            report.passed,
            report.failures.len(),
            rules.categories.len(),
            rules.hash
        ));
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print(report: &Report) {
    report.failures.iter().for_each(|failure| say(&harmless(&told(failure))));
    if report.open > 0 {
        say(&format!("{} todo examples do not hold yet", report.open));
    }
    for example in &report.done {
        say(&harmless(&format!(
            "{} {}[{}] now passes: move it to {}",
            example.rule,
            example.wish.name(),
            example.index,
            example.wish.name().trim_start_matches("todo_")
        )));
    }
}

/// A failed example for people: where, what came out, the hits that decided, what to try.
pub(super) fn told(failure: &Failure) -> String {
    let mut text = format!("FAIL {}  {}  {:?}\n       got {}", failure.rule, failure.name, failure.text, failure.got);
    let is_telling = |hit: &&Hit| hit.points > 0.0 || hit.ignored_by.is_some();
    for hit in failure.hits.iter().filter(is_telling) {
        text.push_str(&format!(
            "\n       {:+} {} {:?} ← {}   {}",
            hit.points,
            hit.field.name(),
            hit.text,
            hit.phrase,
            hit.rule
        ));
    }
    if !failure.hint.is_empty() {
        text.push_str(&format!("\n       hint: {}", failure.hint));
    }
    text
}
