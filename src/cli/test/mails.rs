//! The whole mails of `rules/mails/`, each with a promise in its X-Expect field.
//! In: their bytes, the policy. Out: what differs, as failures beside those of the examples; the promised dates.
//! Never sends or stores: each mail goes through a desk of its own, in memory, on the day it was written.

use super::remedy;
use crate::clock;
use crate::letter::{Tongue, dates};
use crate::policy::Policy;
use crate::rehearsal::alone::{self, Alone};
use crate::rules::Verdict;
use crate::rules::diagnostic::{Said, said};
use crate::rules::example::{Failure, Report};
use crate::rules::expectation::{Expectation, Outcome};
use crate::ticket::TimerKind;
use std::collections::BTreeMap;

pub(super) const FIELD: &str = "X-Expect";

/// A file of `rules/mails/`.
pub struct TestMail {
    /// `rules/mails/locked.eml`
    pub name: String,
    pub raw: Vec<u8>,
}

/// Adds to the report; out: one line for each promise that was tried.
pub fn run(policy: &Policy, mails: &[TestMail], report: &mut Report) -> Vec<Said> {
    let mut promises = BTreeMap::new();
    for mail in mails {
        match tried(policy, mail) {
            Ok(alone) => {
                report.passed += 1;
                if let Some((sla, line)) = alone.and_then(|alone| promise(policy, &alone)) {
                    promises.entry(sla).or_insert(line);
                }
            }
            Err(failure) => report.failures.push(*failure),
        }
    }
    promises.into_values().collect()
}

/// The mail as it came out, or how it differs. One that promises nothing only has to be read.
fn tried(policy: &Policy, mail: &TestMail) -> Result<Option<Alone>, Box<Failure>> {
    let failed = |got: Said| {
        Box::new(Failure {
            rule: mail.name.clone(),
            name: FIELD.to_owned(),
            text: String::new(),
            got,
            hits: Vec::new(),
            hint: Said::default(),
        })
    };
    let alone = alone::rehearse(policy, &mail.name, &mail.raw, clock::now()).map_err(|why| failed(why.into()))?;
    let text = alone.mail.headers.first(FIELD).ok_or_else(|| {
        let mut failure =
            failed(said!("no {FIELD} field: this mail tests nothing", "没有 {FIELD} 这一行：这封邮件什么都没有测试"));
        let line = as_it_is(&alone.verdict);
        failure.hint = said!("write into its header  {FIELD}: {line}", "请在邮件头里写  {FIELD}: {line}");
        failure
    })?;
    let expectation = Expectation::parse(text, &policy.rules).map_err(failed)?;
    let promise = alone
        .ticket
        .as_ref()
        .and_then(|ticket| Some(policy.slas.deadline(ticket, TimerKind::FirstResponse)? - ticket.started_at?));
    let (letters, verdict) = (alone.letters(), &alone.verdict);
    let outcome = Outcome { verdict, language: alone.mail.language, letters, promise };
    let differences = expectation.differences(&outcome);
    if differences.is_empty() {
        return Ok(Some(alone));
    }
    let mut failure = failed(Said::joined(&differences, ("; ", "；")));
    failure.text.clone_from(&alone.mail.subject);
    (failure.hits, failure.hint) = remedy::of(policy, &alone, (&expectation, &outcome));
    Err(failure)
}

/// What this mail would promise today.
fn as_it_is(verdict: &Verdict) -> String {
    let mut text = verdict.category.clone();
    verdict.also.iter().for_each(|label| text.push_str(&format!(" +{label}")));
    let missing = if verdict.missing.is_empty() { "none".to_owned() } else { verdict.missing.join(" ") };
    format!("{text}, missing={missing}")
}

/// `payment  mail 2026-02-13 20:00 (UTC+8) → first response by 2026-02-14 20:00 (UTC+8)`
fn promise(policy: &Policy, alone: &Alone) -> Option<(String, Said)> {
    let ticket = alone.ticket.as_ref()?;
    let sla = ticket.sla.clone()?;
    let date = |at| dates::instant(at, &policy.brand.zone, Tongue::Internal);
    let by = policy.slas.deadline(ticket, TimerKind::FirstResponse)?;
    let (mail, by) = (date(ticket.started_at?), date(by));
    let line =
        said!("SLA {sla}: mail {mail} → first response by {by}", "承诺 {sla}：来信 {mail} → 首次答复不晚于 {by}");
    Some((sla, line))
}
