//! core: What does a mail of `rules/mails/` promise of the rules?
//! In: the text of its X-Expect field, `payment_failed +account_locked ?refund, missing=amount`; what came out.
//! Out: the expectation, or what is wrong with it; and every point in which the outcome differs.
//! Never a judge of its own: the mail went through reading, rules, letters and promises as any other.

use super::diagnostic::nearest;
use super::set::RuleSet;
use super::{GENERAL, Verdict};
use crate::mail::Language;
use crate::time::Span;

/// The words before the first comma name labels, `key=value` after it what else must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// `refund|dispute`: either is right as the main category.
    pub category: Vec<String>,
    /// `+label`: must be a label too.
    pub also: Vec<String>,
    /// `?label`: may be one.
    pub may: Vec<String>,
    pub rest: Vec<Wanted>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `missing=amount when`: exactly these are asked for; `missing=none`.
    Missing(Vec<String>),
    /// `amount=300 CNY`; `amount=none`.
    Field(String, Option<String>),
    /// `language=zh-Hant`
    Language(String),
    /// `letter=ack`, `letter=none`: what the customer gets at once.
    Letter(Option<String>),
    /// `promise=24h`: until the first answer.
    Promise(Option<Span>),
}

/// What became of the mail.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    pub verdict: &'a Verdict,
    pub language: Language,
    pub letters: Vec<&'a str>,
    pub promise: Option<Span>,
}

const NONE: &str = "none";

impl Expectation {
    pub fn parse(text: &str, rules: &RuleSet) -> Result<Self, String> {
        let mut clauses = text.split([',', '，']).map(str::trim).filter(|clause| !clause.is_empty());
        let mut expectation = Self::default();
        for word in clauses.next().unwrap_or_default().split_whitespace() {
            let (list, names) = match word.split_at_checked(1) {
                Some(("+", name)) => (&mut expectation.also, name),
                Some(("?", name)) => (&mut expectation.may, name),
                _ => (&mut expectation.category, word),
            };
            for name in names.split('|') {
                known_label(name, rules)?;
                list.push(name.to_owned());
            }
        }
        if expectation.category.is_empty() {
            return Err("name the category first, as in  X-Expect: refund +fees ?dispute, missing=amount".to_owned());
        }
        expectation.rest = clauses.map(|clause| Wanted::parse(clause, rules)).collect::<Result<_, _>>()?;
        Ok(expectation)
    }

    /// Every difference, in words; nothing when all holds.
    pub fn differences(&self, outcome: &Outcome<'_>) -> Vec<String> {
        let verdict = outcome.verdict;
        let mut told = Vec::new();
        if !self.category.contains(&verdict.category) {
            told.push(format!("expected {}, got {}", self.category.join(" or "), verdict.category));
        }
        let absent = self.also.iter().filter(|label| !verdict.labels().any(|got| got == label.as_str()));
        told.extend(absent.map(|label| format!("expected +{label}, it is no label")));
        let allowed = |label: &String| [&self.category, &self.also, &self.may].iter().any(|list| list.contains(label));
        let unexpected = verdict.also.iter().filter(|label| !allowed(label));
        told.extend(unexpected.map(|label| format!("{label} is a label too (allow it with ?{label})")));
        told.extend(self.rest.iter().filter_map(|wanted| wanted.difference(outcome)));
        told
    }

    /// The labels that should be there and are not, then those that are there and should not be.
    pub fn wrong_labels<'a>(&'a self, verdict: &'a Verdict) -> (Vec<&'a str>, Vec<&'a str>) {
        let has = |label: &String| verdict.labels().any(|got| got == label);
        let main = self.category.iter().filter(|label| !has(label) && *label != GENERAL).take(1);
        let lacking = main.chain(self.also.iter().filter(|label| !has(label))).map(String::as_str).collect();
        let named = [&self.category, &self.also, &self.may];
        let extra = verdict.labels().filter(|label| *label != GENERAL);
        (lacking, extra.filter(|label| !named.iter().any(|list| list.iter().any(|n| n == label))).collect())
    }
}

impl Wanted {
    fn parse(clause: &str, rules: &RuleSet) -> Result<Self, String> {
        let Some((key, value)) = clause.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else {
            return Err(format!("\"{clause}\" says nothing: labels stand before the first comma, after it key=value"));
        };
        let given = (value != NONE && !value.is_empty()).then(|| value.to_owned());
        match key {
            "missing" => {
                let names: Vec<String> = given.iter().flat_map(|v| v.split_whitespace()).map(str::to_owned).collect();
                names.iter().try_for_each(|name| known_field(name, rules))?;
                Ok(Self::Missing(names))
            }
            "language" => Ok(Self::Language(value.to_owned())),
            "letter" => Ok(Self::Letter(given)),
            "promise" => {
                let span = given.map(|text| Span::parse(&text).map_err(|why| format!("promise={value}: {why}")));
                Ok(Self::Promise(span.transpose()?))
            }
            field => {
                known_field(field, rules)?;
                Ok(Self::Field(field.to_owned(), given))
            }
        }
    }

    fn difference(&self, outcome: &Outcome<'_>) -> Option<String> {
        let or_none = |text: Option<&str>| text.unwrap_or(NONE).to_owned();
        let list = |names: &[String]| if names.is_empty() { NONE.to_owned() } else { names.join(" ") };
        let (key, wanted, got) = match self {
            Self::Missing(names) => {
                let mut sorted = [names.clone(), outcome.verdict.missing.clone()];
                sorted.iter_mut().for_each(|names| names.sort());
                let is_same = sorted.first() == sorted.last();
                let got = list(&outcome.verdict.missing);
                ("missing", list(names), if is_same { list(names) } else { got })
            }
            Self::Field(field, value) => {
                let found = outcome.verdict.fields.get(field).map(|found| found.value.as_str());
                (field.as_str(), or_none(value.as_deref()), or_none(found))
            }
            Self::Language(tag) => ("language", tag.clone(), outcome.language.tag().to_owned()),
            Self::Letter(kind) => {
                let got = outcome.letters.first().copied();
                ("letter", or_none(kind.as_deref()), or_none(got))
            }
            Self::Promise(span) => {
                let told = |span: &Option<Span>| span.map_or(NONE.to_owned(), crate::letter::dates::length);
                ("promise", told(span), told(&outcome.promise))
            }
        };
        (wanted != got).then(|| format!("expected {key}={wanted}, got {got}"))
    }
}

fn known_label(name: &str, rules: &RuleSet) -> Result<(), String> {
    let is_known = name == GENERAL
        || [crate::ticket::MACHINE, crate::ticket::INTERNAL].contains(&name)
        || rules.categories.contains_key(name);
    if is_known { Ok(()) } else { Err(unknown("category", name, rules.categories.keys().map(String::as_str))) }
}

fn known_field(name: &str, rules: &RuleSet) -> Result<(), String> {
    let keys = rules.fields.keys().map(String::as_str);
    if rules.fields.contains_key(name) { Ok(()) } else { Err(unknown("field", name, keys)) }
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("unknown {kind} {name}: did you mean {near}?"),
        None => format!("unknown {kind} {name}; known: {}", known.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests;
