//! core: Do the rules keep the promises their own examples make?
//! In: a rule set. Out: a `Report`: which examples hold, and for each failure the hit that decided and a hint.
//! Never a judge of its own: examples go through the same code as mail.

use super::diagnostic::{Said, said};
use super::phrase::is_cjk;
use super::set::{Category, RuleSet};
use super::{GENERAL, Hit, Material, Verdict};
use crate::mail::{SpanKind, TextSpan, quote};
use std::collections::BTreeMap;
use std::fmt;

use super::judge::Engine;

/// What an example promises of its category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It is a label.
    Yes,
    /// It is none.
    No,
    /// As above, but not yet: run and reported, never a failure.
    TodoYes,
    TodoNo,
}

/// One text under `[test]`. `Subject: …` and a blank line may stand before the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub category: String,
    pub wish: Wish,
    /// From 0, within its list.
    pub index: usize,
    pub text: String,
    /// `rules/categories/refund.toml:16`
    pub rule: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub passed: usize,
    pub failures: Vec<Failure>,
    /// `todo_` examples that do not hold yet.
    pub open: usize,
    /// `todo_` examples that hold by now: move them to yes or no.
    pub done: Vec<Example>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// `rules/categories/duplicate_charge.toml:16`
    pub rule: String,
    /// `no[1]`, or `amount` for a field's example.
    pub name: String,
    pub text: String,
    /// `got duplicate_charge 10`
    pub got: Said,
    /// The hits that decided, strongest first.
    pub hits: Vec<Hit>,
    /// What to try. May be empty.
    pub hint: Said,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[E40]: example {} fails: {:?}\n --> {}\n  = got {}", self.name, self.text, self.rule, self.got)
    }
}

impl Example {
    /// `no[1]`
    pub fn name(&self) -> String {
        format!("{}[{}]", self.wish.name(), self.index)
    }
}

impl Wish {
    /// The same as a wish for later.
    pub const fn later(self) -> Self {
        match self {
            Self::Yes | Self::TodoYes => Self::TodoYes,
            Self::No | Self::TodoNo => Self::TodoNo,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::TodoYes => "todo_yes",
            Self::TodoNo => "todo_no",
        }
    }

    const fn wants_label(self) -> bool {
        matches!(self, Self::Yes | Self::TodoYes)
    }

    const fn is_todo(self) -> bool {
        matches!(self, Self::TodoYes | Self::TodoNo)
    }
}

/// Runs every example of every category and field.
pub fn run(rules: &RuleSet) -> Report {
    run_engine(&rules.engine, &rules.categories)
}

/// As `run`, for a set without templates.
pub fn run_engine(engine: &Engine, categories: &BTreeMap<String, Category>) -> Report {
    let mut report = Report::default();
    for example in &engine.examples {
        let verdict = judge(engine, categories, &example.text);
        let is_label = verdict.labels().any(|label| label == example.category);
        match (is_label == example.wish.wants_label(), example.wish.is_todo()) {
            (true, false) => report.passed += 1,
            (true, true) => report.done.push(example.clone()),
            (false, true) => report.open += 1,
            (false, false) => report.failures.push(failure(engine, example, &verdict)),
        }
    }
    for example in &engine.finders.examples {
        let found = engine.finders.try_example(example);
        if found == example.value {
            report.passed += 1;
            continue;
        }
        let nothing = || said!("nothing", "空");
        let told = |value: &Option<String>| value.as_ref().map_or_else(nothing, |value| format!("\"{value}\"").into());
        let (got, wanted) = (told(&found), told(&example.value));
        report.failures.push(Failure {
            rule: example.rule.clone(),
            name: example.field.clone(),
            text: example.text.clone(),
            got: Said {
                en: format!("got {}, {} wanted", got.en, wanted.en),
                zh: format!("取出的是{}，应为{}", got.zh, wanted.zh),
            },
            hits: Vec::new(),
            hint: Said::default(),
        });
    }
    report
}

/// Every example of the set, by its place, name and text; and whether it need not hold yet.
pub fn all(rules: &RuleSet) -> Vec<(&str, String, &str, bool)> {
    let of_category =
        rules.engine.examples.iter().map(|one| (one.rule.as_str(), one.name(), one.text.as_str(), one.wish.is_todo()));
    let finders = &rules.engine.finders.examples;
    let of_field = finders.iter().map(|one| (one.rule.as_str(), one.field.clone(), one.text.as_str(), false));
    of_category.chain(of_field).collect()
}

/// Judges a text written as in `[test]`.
pub fn judge(engine: &Engine, categories: &BTreeMap<String, Category>, text: &str) -> Verdict {
    let (subject, text) = match text.strip_prefix("Subject:").map(|rest| rest.split_once("\n\n").unwrap_or((rest, "")))
    {
        Some((subject, body)) => (subject.trim(), body),
        None => ("", text),
    };
    // One line quotes nothing and has no signature.
    let whole = vec![TextSpan { kind: SpanKind::New, start: 0, end: text.len() }];
    let spans = if text.contains('\n') { quote::spans(text) } else { whole };
    let sender = Some("customer@example.com");
    engine.judge(categories, &Material { subject, text, spans: &spans, attachments: &[], has_image: false, sender })
}

fn failure(engine: &Engine, example: &Example, verdict: &Verdict) -> Failure {
    let mut hits: Vec<Hit> = verdict.hits.iter().filter(|hit| hit.category == example.category).cloned().collect();
    hits.sort_by(|a, b| b.points.total_cmp(&a.points));
    let score = verdict.scores.get(&example.category).copied().unwrap_or(0.0);
    let got = if example.wish.wants_label() {
        let others: Vec<&str> = verdict.labels().filter(|label| *label != GENERAL).collect();
        let others = if others.is_empty() { GENERAL.to_owned() } else { others.join(", ") };
        let (category, needs) = (&example.category, engine.scoring.threshold);
        said!(
            "got {others}; {category} {score}, needs {needs}",
            "归到了 {others}；{category} 得 {score} 分，需要 {needs} 分"
        )
    } else {
        let category = &example.category;
        said!("got {category} {score}", "归到了 {category}，得 {score} 分")
    };
    Failure {
        rule: example.rule.clone(),
        name: example.name(),
        text: example.text.clone(),
        got,
        hint: hint(example, &hits),
        hits,
    }
}

fn hint(example: &Example, hits: &[Hit]) -> Said {
    match hits.first() {
        Some(hit) if !example.wish.wants_label() => {
            let clause = example.text.split(is_stop).find(|clause| clause.contains(hit.text.as_str()));
            let phrase = phrase_of(clause.unwrap_or(&hit.text));
            said!("add an ignore phrase, for example \"{phrase}\"", "请加一个 ignore 短语，例如 \"{phrase}\"")
        }
        Some(Hit { ignored_by: Some(ignore), text, .. }) => {
            said!("the ignore phrase {ignore} hides \"{text}\"", "ignore 短语 {ignore} 盖住了 \"{text}\"")
        }
        Some(hit) if hit.points > 0.0 => {
            let (words, phrase) = (weakest(hits), phrase_of(&example.text));
            let Said { en, zh } = words;
            Said {
                en: format!("only {en} words match: add a strong phrase, for example \"{phrase}\""),
                zh: format!("只有 {zh} 的词命中：请加一个 strong 短语，例如 \"{phrase}\""),
            }
        }
        Some(_) => said!("the words stand in quoted text only", "这些词只出现在引用的文字里"),
        None => {
            let phrase = phrase_of(&example.text);
            said!(
                "no phrase of this category stands in the text: add one, for example \"{phrase}\"",
                "文字里没有这一类的短语：请加一个，例如 \"{phrase}\""
            )
        }
    }
}

/// Beyond so many words or Chinese characters a phrase meets no second mail.
const PHRASE_UNITS: usize = 5;
const PHRASE_HAN: usize = 10;

/// The first words of a text, written as a phrase: a start for the admin, not the last word.
pub fn phrase_of(text: &str) -> String {
    let text = text.strip_prefix("Subject:").unwrap_or(text).trim();
    let clause = text.split(is_stop).find(|clause| !clause.trim().is_empty());
    let words = clause.unwrap_or_default().split_whitespace().take(PHRASE_UNITS).collect::<Vec<_>>().join(" ");
    let mut phrase = String::new();
    for c in words.chars().take(if words.chars().any(is_cjk) { PHRASE_HAN } else { usize::MAX }) {
        if "()<>|~*?.\\".contains(c) {
            phrase.push('\\');
        }
        phrase.push(c);
    }
    phrase.trim_end().to_owned()
}

fn is_stop(c: char) -> bool {
    "\n,.;:!?，。；：！？、".contains(c)
}

fn weakest(hits: &[Hit]) -> Said {
    match hits.iter().all(|hit| hit.strength == super::Strength::Weak) {
        true => "weak".into(),
        false => said!("normal and weak", "normal 和 weak"),
    }
}
