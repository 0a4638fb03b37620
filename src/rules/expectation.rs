//! core: What does a mail of `rules/mails/` promise of the rules?
//! In: the text of its X-Expect field, `payment_failed +account_locked ?refund, missing=amount`; what came out.
//! Out: the expectation, or what is wrong with it; and every point in which the outcome differs.
//! Never a judge of its own: the mail went through reading, rules, letters and promises as any other.

use super::diagnostic::{Said, nearest, said};
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
    pub fn parse(text: &str, rules: &RuleSet) -> Result<Self, Said> {
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
            return Err(said!(
                "name the category first, as in  X-Expect: refund +fees ?dispute, missing=amount",
                "请先写类别，例如  X-Expect: refund +fees ?dispute, missing=amount"
            ));
        }
        expectation.rest = clauses.map(|clause| Wanted::parse(clause, rules)).collect::<Result<_, _>>()?;
        Ok(expectation)
    }

    /// Every difference, in words; nothing when all holds.
    pub fn differences(&self, outcome: &Outcome<'_>) -> Vec<Said> {
        let verdict = outcome.verdict;
        let mut told = Vec::new();
        if !self.category.contains(&verdict.category) {
            let (wanted, got) = (&self.category, &verdict.category);
            told.push(Said {
                en: format!("expected {}, got {got}", wanted.join(" or ")),
                zh: format!("应归到 {}，实际是 {got}", wanted.join(" 或 ")),
            });
        }
        let absent = self.also.iter().filter(|label| !verdict.labels().any(|got| got == label.as_str()));
        told.extend(absent.map(|label| said!("expected +{label}, it is no label", "应有 +{label}，但不是标签")));
        let allowed = |label: &String| [&self.category, &self.also, &self.may].iter().any(|list| list.contains(label));
        let unexpected = verdict.also.iter().filter(|label| !allowed(label));
        told.extend(unexpected.map(|label| {
            said!("{label} is a label too (allow it with ?{label})", "{label} 也成了标签（可以写 ?{label} 允许）")
        }));
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
    fn parse(clause: &str, rules: &RuleSet) -> Result<Self, Said> {
        let Some((key, value)) = clause.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else {
            return Err(said!(
                "\"{clause}\" says nothing: labels stand before the first comma, after it key=value",
                "\"{clause}\" 没有意义：标签写在第一个逗号之前，后面写 键=值"
            ));
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
                let no_length = |why| Said {
                    en: format!("promise={value}: {why}"),
                    zh: format!("promise={value}：{}", super::diagnostic::no_length(value).zh),
                };
                let span = given.map(|text| Span::parse(&text).map_err(no_length));
                Ok(Self::Promise(span.transpose()?))
            }
            field => {
                known_field(field, rules)?;
                Ok(Self::Field(field.to_owned(), given))
            }
        }
    }

    /// How the mail came out otherwise; none when it holds.
    pub fn difference(&self, outcome: &Outcome<'_>) -> Option<Said> {
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
        (wanted != got).then(|| said!("expected {key}={wanted}, got {got}", "应为 {key}={wanted}，实际是 {got}"))
    }
}

fn known_label(name: &str, rules: &RuleSet) -> Result<(), Said> {
    let is_known = name == GENERAL
        || [crate::ticket::MACHINE, crate::ticket::INTERNAL].contains(&name)
        || rules.categories.contains_key(name);
    let what = said!("category {name}", "类别 {name}");
    if is_known { Ok(()) } else { Err(unknown(&what, name, rules.categories.keys().map(String::as_str))) }
}

fn known_field(name: &str, rules: &RuleSet) -> Result<(), Said> {
    let (keys, what) = (rules.fields.keys().map(String::as_str), said!("field {name}", "字段 {name}"));
    if rules.fields.contains_key(name) { Ok(()) } else { Err(unknown(&what, name, keys)) }
}

fn unknown<'a>(Said { en, zh }: &Said, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Said {
    match nearest(name, known.clone()) {
        Some(near) => Said {
            en: format!("unknown {en}: did you mean {near}?"),
            zh: format!("没有{zh}：是不是想写 {near}？"),
        },
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            Said { en: format!("unknown {en}; known: {all}"), zh: format!("没有{zh}；已有：{all}") }
        }
    }
}

#[cfg(test)]
mod tests;
