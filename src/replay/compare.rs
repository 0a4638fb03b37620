//! One ticket under two rule sets, mail by mail as the desk would have taken them.

use super::Case;
use crate::mail::{Kind, Mail};
use crate::rules::compare::{Side, Treatment, change};
use crate::rules::scorecard::{Because, Compared};
use crate::rules::{GENERAL, Material, Verdict};
use crate::ticket::labels::{Labels, has_old_subject, news, widened};
use crate::ticket::thanks::is_thanks;

/// The rules in force, and those that might be.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
}

/// What one set makes of a ticket.
struct Outcome {
    treatment: Treatment,
    /// The category when staff decided.
    told: String,
    /// Of the mail that opened it.
    verdict: Verdict,
}

impl Sides<'_> {
    /// None: no person wrote any of it, so no rule speaks of it.
    pub(super) fn compare(&self, case: &Case) -> Result<Option<Compared>, String> {
        let mails = case.read()?;
        let Some(first) = mails.iter().find(|mail| mail.kind == Kind::Human) else { return Ok(None) };
        let until = case.said.as_ref().map_or(mails.len(), |said| said.mails);
        let (old, new) = (outcome(self.old, &mails, until), outcome(self.new, &mails, until));
        let change = change((self.old, &old.treatment), (self.new, &new.treatment));
        Ok(Some(Compared {
            name: case.name.clone(),
            subject: first.subject.clone(),
            mails: mails.len(),
            because: because(&old, &new),
            old: old.treatment,
            new: new.treatment,
            change,
            said: case.said.clone(),
            told: (old.told, new.told),
        }))
    }
}

/// The first mail gives the category, the questions and the answer; later ones widen the labels.
fn outcome(side: Side<'_>, mails: &[Mail], until: usize) -> Outcome {
    let threshold = side.rules.engine.scoring.threshold;
    let (mut labels, mut told): (Option<Labels>, Option<String>) = (None, None);
    let mut first: Option<Verdict> = None;
    for (at, mail) in mails.iter().enumerate() {
        let verdict = judged(side, mail);
        labels = Some(match labels {
            None => Labels::of_first(mail, &verdict),
            Some(labels) if mail.kind != Kind::Human || is_thanks(mail, &verdict) => labels,
            Some(labels) => {
                let news = news(&verdict, has_old_subject(mail), threshold);
                widened((&labels.category, &labels.also), news, side.rules).map_or(labels, |widened| widened.labels)
            }
        });
        if mail.kind == Kind::Human {
            first.get_or_insert(verdict);
        }
        if at + 1 == until {
            told = labels.as_ref().map(|labels| labels.category.clone());
        }
    }
    let verdict = first.unwrap_or_default();
    let Labels { category, also } = labels.unwrap_or_default();
    let sla = side.slas.choose(side.rules, &category, &also);
    let told = told.unwrap_or_else(|| category.clone());
    let treatment = Treatment { category, also, sla, ..side.treatment(&verdict) };
    let opening = mails.iter().find(|mail| mail.kind == Kind::Human);
    let treatment = opening.map_or(treatment.clone(), |mail| side.guarded(treatment, mail));
    Outcome { told, treatment, verdict }
}

fn judged(side: Side<'_>, mail: &Mail) -> Verdict {
    let names: Vec<String> = mail.attachments.iter().map(|a| a.name.clone()).collect();
    side.rules.judge(&Material::of(mail, &names))
}

/// The dearest hit of the new category; where the new rules leave the mail to `general`, of the old one.
fn because(old: &Outcome, new: &Outcome) -> Option<Because> {
    let side = if new.treatment.category == GENERAL { old } else { new };
    let hits = side.verdict.hits.iter().filter(|hit| hit.category == side.treatment.category && hit.points > 0.0);
    let best = hits.max_by(|a, b| a.points.total_cmp(&b.points))?;
    Some(Because {
        words: best.text.split_whitespace().collect::<Vec<_>>().join(" "),
        phrase: best.phrase.clone(),
        rule: best.rule.clone(),
    })
}
