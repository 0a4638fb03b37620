//! `frontdesk test`: the examples inside the rule files, and the whole mails of `rules/mails/`.

mod mails;
mod remedy;

use super::findings::{Case, Format, Wrong, junit, show};
use super::setup::{self, Place};
use super::table::{harmless, shown};
use super::{Done, Failure, say, say_json};
use crate::config::{self, Loaded};
use crate::rules::diagnostic::{Diagnostic, Said, Speech, said};
use crate::rules::example::{self, Report};
use crate::rules::{Hit, RuleFile, RuleSet, proof};
use mails::TestMail;
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, format: Format, speech: Speech) -> Done {
    let loaded = place.loaded_if_there()?;
    let policy = setup::pretended_policy(place, loaded.as_ref())?;
    let rules = &policy.rules;
    let mut report = example::run(rules);
    let mails = test_mails(place, loaded.as_ref())?;
    let promises = mails::run(&policy, &mails, &mut report);
    let (passed, failed) = (report.passed, report.failures.len());
    match format {
        Format::Text => {
            report.failures.iter().for_each(|failure| say(&harmless(&told(failure, speech))));
            todos(&report).iter().chain(&promises).for_each(|line| say(&harmless(line.in_speech(speech))));
            let (categories, mails, hash) = (rules.categories.len(), mails.len(), &rules.hash);
            let summary = said!(
                "{passed} passed, {failed} failed ({categories} categories, {mails} mails, rules {hash})",
                "{passed} 个通过，{failed} 个失败（{categories} 个类别，{mails} 封邮件，规则 {hash}）"
            );
            say(summary.in_speech(speech));
        }
        Format::Json => {
            report.failures.iter().for_each(|failure| say_json(&object(failure)));
            say_json(
                &json!({ "passed": passed, "failed": failed, "categories": rules.categories.len(), "mails": mails.len(), "rules": rules.hash }),
            );
        }
        Format::Github | Format::Junit => {
            let (root, files) = place.rule_files(loaded.as_ref())?;
            let placed = |failure: &example::Failure| diagnostic(&root, &files, failure);
            if format == Format::Github {
                show(format, &report.failures.iter().map(placed).collect::<Vec<_>>(), speech);
            } else {
                say(&junit("frontdesk test", &cases((rules, &mails), &report, (&placed, speech))));
            }
        }
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The mails beside the rules that are meant; those that ship when the rules are the shipped ones.
fn test_mails(place: &Place, loaded: Option<&Loaded>) -> Result<Vec<TestMail>, Failure> {
    let mails = match place.rules_folder(loaded) {
        Some(folder) => config::rules::mails(&folder)?,
        None => config::rules::shipped_mails(),
    };
    Ok(mails.into_iter().map(|(name, raw)| TestMail { name, raw }).collect())
}

fn object(failure: &example::Failure) -> serde_json::Value {
    json!({ "rule": failure.rule, "example": failure.name, "text": failure.text, "got": failure.got.en,
        "hits": failure.hits, "hint": failure.hint.en })
}

/// At the line of the example; the mail as a whole.
fn diagnostic(root: &str, files: &[RuleFile], failure: &example::Failure) -> Diagnostic {
    proof::placed(root, files, failure).help(failure.hint.clone())
}

/// How much of an example's text names it in a report.
const NAME_COLUMNS: usize = 60;

/// Every example and every mail, as a case of a test report.
fn cases(
    (rules, mails): (&RuleSet, &[TestMail]),
    report: &Report,
    (placed, speech): (&dyn Fn(&example::Failure) -> Diagnostic, Speech),
) -> Vec<Case> {
    let examples = example::all(rules).into_iter().map(|(rule, name, text, is_todo)| {
        let done = report.done.iter().find(|one| one.rule == rule && one.name() == name);
        let failures = report
            .failures
            .iter()
            .filter(|one| (one.rule.as_str(), &one.name, one.text.as_str()) == (rule, &name, text));
        Case {
            class: rule.to_owned(),
            wrong: failures.map(|failure| Wrong::of(&placed(failure), speech)).collect(),
            odd: done.map(|done| harmless(passes(done).in_speech(speech))).into_iter().collect(),
            is_skipped: is_todo && done.is_none(),
            name: shown(&format!("{name} {}", text.split_whitespace().collect::<Vec<_>>().join(" ")), NAME_COLUMNS),
        }
    });
    let mails = mails.iter().map(|mail| Case {
        class: mail.name.clone(),
        name: mails::FIELD.to_owned(),
        wrong: report
            .failures
            .iter()
            .filter(|one| one.rule == mail.name)
            .map(|one| Wrong::of(&placed(one), speech))
            .collect(),
        ..Case::default()
    });
    examples.chain(mails).collect()
}

fn todos(report: &Report) -> Vec<Said> {
    let open = report.open;
    let open = (open > 0).then(|| said!("{open} todo examples do not hold yet", "{open} 个 todo 例句还不成立"));
    open.into_iter().chain(report.done.iter().map(passes)).collect()
}

fn passes(example: &example::Example) -> Said {
    let (rule, name, list) = (&example.rule, example.name(), example.wish.name().trim_start_matches("todo_"));
    said!("{rule} {name} now passes: move it to {list}", "{rule} {name} 现在成立了：请移到 {list}")
}

/// A failed example for people: where, what came out, the hits that decided, what to try.
fn told(failure: &example::Failure, speech: Speech) -> String {
    let (rule, name, text) = (&failure.rule, &failure.name, &failure.text);
    let head = said!("FAIL {rule}  {name}  {text:?}", "失败 {rule}  {name}  {text:?}");
    let mut told = format!("{}\n       {}", head.in_speech(speech), failure.got.in_speech(speech));
    let is_telling = |hit: &&Hit| hit.points > 0.0 || hit.ignored_by.is_some();
    for hit in failure.hits.iter().filter(is_telling) {
        told.push_str(&format!(
            "\n       {:+} {} {:?} ← {}   {}",
            hit.points,
            hit.field.name(),
            hit.text,
            hit.phrase,
            hit.rule
        ));
    }
    if !failure.hint.is_empty() {
        let Said { en, zh } = &failure.hint;
        told.push_str(&format!("\n       {}", said!("hint: {en}", "提示：{zh}").in_speech(speech)));
    }
    told
}
