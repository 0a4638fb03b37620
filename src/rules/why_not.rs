//! core: What was missing for this category?
//! In: a mail, its verdict and the category. Out: the score it has and needs, and the phrases that nearly hit: which of
//! their parts stand in the mail, and which do not.
//! Never judges anew: what counted is what the verdict says.

use super::category::Use;
use super::matcher::{Builder, Matcher, Reach, View};
use super::phrase::{Gap, Part, Phrase, Sequence, Step, parse};
use super::sheet::Sheet;
use super::{Hit, Material, Place, RuleSet, Strength, Verdict};
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    pub category: String,
    pub score: f64,
    pub needs: f64,
    /// It is a label; then the mail has another main category, or this one.
    pub is_label: bool,
    /// Only weak words: they never make a label alone.
    pub is_weak: bool,
    /// What stands there, counted or not.
    pub hits: Vec<Hit>,
    /// Nearest first.
    pub near: Vec<Near>,
}

/// A phrase of which a part stands in the mail.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Near {
    pub phrase: String,
    pub strength: Strength,
    pub rule: String,
    /// Its parts that stand there, with the customer's words.
    pub stands: Vec<(String, String)>,
    /// Its parts that do not. None missing: they stand apart, or in another order.
    pub missing: Vec<String>,
}

const MOST_SHOWN: usize = 8;

/// None: there is no such category.
pub fn why_not(
    rules: &RuleSet,
    lists: Builder,
    material: &Material<'_>,
    (verdict, category): (&Verdict, &str),
) -> Option<WhyNot> {
    let engine = &rules.engine;
    let label = engine.labels.iter().position(|label| label.id == category)?;
    let hits: Vec<Hit> = verdict.hits.iter().filter(|hit| hit.category == category).cloned().collect();
    let phrases = engine.phrases.iter().filter(|rule| rule.label == label);
    let unhit = phrases.filter_map(|rule| match rule.purpose {
        Use::Match(strength) => {
            let (phrase, place) = (engine.phrases.phrase(rule), engine.phrases.place(rule));
            let is_hit = hits.iter().any(|hit| hit.phrase == phrase && hit.rule == place);
            (!is_hit).then_some((strength, rule))
        }
        _ => None,
    });
    let sheet = Sheet::for_words(material);
    let mut builder = lists;
    let mut asked = Vec::new();
    for (strength, rule) in unhit {
        if let Ok(Phrase::Words(Sequence(steps))) = parse(engine.phrases.phrase(rule)) {
            let numbered: Vec<(u32, Step)> = steps.into_iter().filter_map(|step| alone(&mut builder, step)).collect();
            asked.push((strength, rule, numbered));
        }
    }
    let matcher = builder.build(Reach { near: engine.scoring.gap_near, far: engine.scoring.gap_far });
    let mut near: Vec<Near> = asked
        .into_iter()
        .filter_map(|(strength, rule, steps)| {
            let (stands, missing) = parts(&matcher, &sheet, &steps);
            let is_near = !stands.is_empty() && steps.iter().filter(|(_, step)| !step.is_optional).count() > 1;
            is_near.then(|| Near {
                phrase: engine.phrases.phrase(rule).to_owned(),
                strength,
                rule: engine.phrases.place(rule),
                stands,
                missing,
            })
        })
        .collect();
    near.sort_by_key(|near| {
        (near.missing.len(), std::cmp::Reverse(near.strength), std::cmp::Reverse(near.stands.len()))
    });
    near.truncate(MOST_SHOWN);
    Some(WhyNot {
        category: category.to_owned(),
        score: verdict.scores.get(category).copied().unwrap_or(0.0),
        needs: engine.scoring.threshold,
        is_label: verdict.labels().any(|label| label == category),
        is_weak: hits.iter().filter(|hit| hit.points > 0.0).all(|hit| hit.strength == Strength::Weak),
        hits,
        near,
    })
}

/// One part of a phrase as a phrase of its own.
fn alone(builder: &mut Builder, step: Step) -> Option<(u32, Step)> {
    let only = Step { gap: Gap::Beside, part: step.part.clone(), is_optional: false };
    builder.add(&Phrase::Words(Sequence(vec![only]))).ok().map(|number| (number, step))
}

/// The required parts: those that stand somewhere in what counts, with their words, and the others.
fn parts(matcher: &Matcher, sheet: &Sheet<'_>, steps: &[(u32, Step)]) -> (Vec<(String, String)>, Vec<String>) {
    let scan = matcher.scan(&sheet.folded.text);
    let (mut stands, mut missing) = (Vec::new(), Vec::new());
    for (number, step) in steps.iter().filter(|(_, step)| !step.is_optional) {
        let counting = sheet.parts.iter().filter(|part| part.place != Place::Quoted);
        let found = counting.into_iter().find_map(|part| {
            let at = scan.find(*number, &View { part: &part.range, blanked: &[] }, 0)?;
            Some(sheet.original(part, &at).0.to_owned())
        });
        match found {
            Some(words) => stands.push((written(&step.part), words)),
            None => missing.push(written(&step.part)),
        }
    }
    (stands, missing)
}

/// A part as the admin writes it.
fn written(part: &Part) -> String {
    match part {
        Part::Text { text, is_open } => format!("{text}{}", if *is_open { "*" } else { "" }),
        Part::List { name, .. } => format!("<{name}>"),
        Part::Group(choices) => {
            let choices: Vec<String> = choices.iter().map(row).collect();
            format!("({})", choices.join("|"))
        }
    }
}

fn row(Sequence(steps): &Sequence) -> String {
    let mut text = String::new();
    for (at, step) in steps.iter().enumerate() {
        text.push_str(match step.gap {
            _ if at == 0 => "",
            Gap::Beside => " ",
            Gap::Near => " ~ ",
            Gap::Far => " .. ",
        });
        text.push_str(&written(&step.part));
        if step.is_optional {
            text.push('?');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kinship, RuleFile, lists};

    #[test]
    fn the_parts_that_stand_and_the_one_that_is_missing_are_named() {
        let file = |path: &str, text: &str| RuleFile { path: path.into(), text: text.into() };
        let files = [
            file("lists.toml", "[lists]\nlocked = [\"锁\", \"冻结\"]\n"),
            file(
                "categories/account_locked.toml",
                "name = { zh = \"锁定\", en = \"Locked\" }\n[match]\nstrong = [\"(账户|账号) .. <locked>\", \"解 ~ 锁\"]\n\
                 normal = [\"帐户\"]\n[test]\nyes = [\"账户冻结\"]\nno = [\"退款\"]\n",
            ),
        ];
        let rules = RuleSet::load("rules", &files, &Kinship::default()).unwrap();
        let told = |text: &str| {
            let material = Material { subject: "", text, spans: &[], attachments: &[], has_image: false, sender: None };
            let verdict = rules.judge(&material);
            why_not(&rules, lists("rules", &files), &material, (&verdict, "account_locked")).unwrap()
        };
        let missing = told("我的账号打不开");
        assert_eq!((missing.score, missing.needs, missing.is_label), (0.0, 8.0, false));
        assert_eq!(missing.near.len(), 1);
        assert_eq!(missing.near[0].stands, [("(账户|账号)".to_owned(), "账号".to_owned())]);
        assert_eq!(missing.near[0].missing, ["<locked>"]);
        assert_eq!(missing.near[0].rule, "rules/categories/account_locked.toml:3");
        let apart = told("锁了。我的账户打不开");
        assert!(apart.near[0].missing.is_empty(), "all stand, in the wrong order");
        assert!(told("账户冻结").is_label);
    }
}
