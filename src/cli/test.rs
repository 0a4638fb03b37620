//! `frontdesk test`: the examples inside the rule files, and the whole mails of `rules/mails/`.

mod mails;

use super::setup::{self, Place};
use super::table::harmless;
use super::{Done, Failure, say, say_json};
use crate::config::{self, Loaded};
use crate::rules::Hit;
use crate::rules::example::{self, Report};
use mails::TestMail;
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool) -> Done {
    let loaded = place.loaded_if_there()?;
    let policy = setup::pretended_policy(place, loaded.as_ref())?;
    let rules = &policy.rules;
    let mut report = example::run(rules);
    let mails = test_mails(place, loaded.as_ref())?;
    let promises = mails::run(&policy, &mails, &mut report);
    if as_json {
        for failure in &report.failures {
            say_json(
                &json!({ "rule": failure.rule, "example": failure.name, "text": failure.text, "got": failure.got, "hits": failure.hits, "hint": failure.hint }),
            );
        }
        say_json(
            &json!({ "passed": report.passed, "failed": report.failures.len(), "categories": rules.categories.len(), "mails": mails.len(), "rules": rules.hash }),
        );
    } else {
        print(&report);
        promises.iter().for_each(|line| say(&harmless(line)));
        say(&format!(
            "{} passed, {} failed ({} categories, {} mails, rules {})",
            report.passed,
            report.failures.len(),
            rules.categories.len(),
            mails.len(),
            rules.hash
        ));
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The mails beside the rules that are meant; those that ship when the rules are the shipped ones.
fn test_mails(place: &Place, loaded: Option<&Loaded>) -> Result<Vec<TestMail>, Failure> {
    let mails = match place.rules_folder(loaded) {
        Some(folder) => config::rules::mails(&folder)?,
        None => config::rules::shipped_mails(),
    };
    Ok(mails.into_iter().map(|(name, raw)| TestMail { name, raw }).collect())
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
pub(super) fn told(failure: &example::Failure) -> String {
    let mut text = format!("FAIL {}  {}  {:?}\n       {}", failure.rule, failure.name, failure.text, failure.got);
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
