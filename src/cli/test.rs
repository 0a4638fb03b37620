//! `frontdesk test`: the examples inside the rule files.

use super::setup::Place;
use super::table::harmless;
use super::{Done, say, say_json};
use crate::rules::example;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool) -> Done {
    let loaded = place.loaded_if_there()?;
    let (rules, _) = place.rules(loaded.as_ref())?;
    let report = example::run(&rules);
    for failure in &report.failures {
        if as_json {
            say_json(failure);
        } else {
            say(&harmless(&failure.to_string()));
        }
    }
    let categories = rules.categories.len();
    if as_json {
        say_json(&serde_json::json!({ "passed": report.passed, "failed": report.failures.len(), "categories": categories, "rules": rules.hash }));
    } else {
        report.notes.iter().for_each(|note| say(&harmless(note)));
        say(&format!("{} passed, {} failed ({categories} categories, rules {})", report.passed, report.failures.len(), rules.hash));
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
