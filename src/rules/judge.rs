//! core: What do the rules say of a mail?
//! In: a `Material`. Out: a `Verdict`: category, other labels, every hit with its place, fields found and missing.
//! Ignore phrases blank first, each phrase counts once, of overlapping hits the strongest.
//! Never learns from anything but the material and the rule set, so every command judges alike.

use super::category::Use;
use super::example::Example;
use super::fields::{Finders, SCREENSHOT, as_written};
use super::matcher::{Matcher, Scan, View};
use super::register::{Register, Rule};
use super::scoring::Scoring;
use super::set::{Category, missing};
use super::sheet::{Sheet, SheetPart};
use super::{Found, GENERAL, Hit, Material, RuleSet, Strength, Verdict};
use crate::mail::language::language;
use crate::mail::{Language, SpanKind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The compiled rules: what judging needs.
#[derive(Debug)]
pub struct Engine {
    pub hash: String,
    pub scoring: Scoring,
    pub finders: Finders,
    pub examples: Vec<Example>,
    pub(super) matcher: Matcher,
    pub(super) phrases: Register,
    pub(super) labels: Vec<Label>,
    /// Texts judged since the patterns were last given back.
    pub(super) judged: AtomicUsize,
}

/// What deciding needs of a category.
#[derive(Debug)]
pub(super) struct Label {
    pub id: String,
    pub precedence: i64,
    pub overrides: bool,
}

/// A category that did not reach the threshold, though some of its phrases stand in the mail.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    pub category: String,
    pub score: f64,
    pub needs: f64,
}

/// A phrase found, before it is told.
#[derive(Clone, Debug)]
struct Strike<'a> {
    rule: &'a Rule,
    strength: Strength,
    part: &'a SheetPart,
    at: Range<usize>,
    ignored_by: Option<&'a Rule>,
    points: f64,
}

/// A score, and whether more than weak words made it.
struct Score<'a> {
    label: &'a Label,
    score: f64,
    is_firm: bool,
}

impl RuleSet {
    pub fn judge(&self, material: &Material<'_>) -> Verdict {
        self.engine.judge(&self.categories, material)
    }
}

/// The categories that were near, nearest first: for `explain`.
pub fn near_misses(verdict: &Verdict, rules: &RuleSet) -> Vec<NearMiss> {
    let labels: Vec<&str> = verdict.labels().collect();
    let mut near: Vec<NearMiss> = Vec::new();
    for category in verdict.hits.iter().map(|hit| &hit.category) {
        if !labels.contains(&category.as_str()) && !near.iter().any(|miss| miss.category == *category) {
            let score = verdict.scores.get(category).copied().unwrap_or(0.0);
            near.push(NearMiss { category: category.clone(), score, needs: rules.engine.scoring.threshold });
        }
    }
    near.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.category.cmp(&b.category)));
    near
}

impl Engine {
    /// Gives back what patterns became when texts asked for them: megabytes, after a run of all examples.
    pub fn forget(&self) {
        self.matcher.forget();
        self.finders.forget();
    }

    /// Was a backlog worked off since this was asked last? What single mails needed the next will need again.
    pub fn had_backlog(&self) -> bool {
        const BACKLOG: usize = 50;
        let had = self.judged.load(Ordering::Relaxed) >= BACKLOG;
        if had {
            self.judged.store(0, Ordering::Relaxed);
        }
        had
    }

    /// A set that was proved needs its examples no more.
    pub fn drop_examples(&mut self) {
        self.examples = Vec::new();
    }

    pub fn judge(&self, categories: &BTreeMap<String, Category>, material: &Material<'_>) -> Verdict {
        self.judged.fetch_add(1, Ordering::Relaxed);
        let sheet = Sheet::for_words(material);
        let scan = self.matcher.scan(&sheet.folded.text);
        let awake = scan.awake();
        let (mut hits, mut scores) = (Vec::new(), Vec::new());
        let mut rest = awake.as_slice();
        while let Some(label) = rest.first().and_then(|phrase| self.phrases.rule(*phrase)).map(|rule| rule.label) {
            let is_same = |phrase: &u32| self.phrases.rule(*phrase).is_some_and(|rule| rule.label == label);
            let (own, others) = rest.split_at(rest.iter().take_while(|phrase| is_same(phrase)).count());
            let mut strikes = self.strikes(&scan, &sheet, own);
            let score = settle(&mut strikes);
            hits.extend(strikes.iter().map(|strike| self.tell(&sheet, strike)));
            if let Some(label) = self.labels.get(label).filter(|_| score.0 > 0.0) {
                scores.push(Score { label, score: score.0, is_firm: score.1 });
            }
            rest = others;
        }
        let (fields, mut verdict) = (self.fields(material), self.decide(&scores));
        let labels: Vec<&str> = verdict.labels().collect();
        verdict.missing = missing(categories, &labels, &fields);
        Verdict { fields, hits, rules: self.hash.clone(), ..verdict }
    }

    /// Where the phrases of one category strike: blanked first by its ignore phrases.
    fn strikes<'a>(&'a self, scan: &Scan<'_>, sheet: &'a Sheet<'_>, phrases: &[u32]) -> Vec<Strike<'a>> {
        let mut masks: Vec<(Range<usize>, &Rule)> = Vec::new();
        let mut strikes = Vec::new();
        let mut blanked: Vec<Range<usize>> = Vec::new();
        for &phrase in phrases {
            let Some(rule) = self.phrases.rule(phrase) else { continue };
            match rule.purpose {
                Use::Ignore => {
                    for part in &sheet.parts {
                        let places = scan.find_all(phrase, &View { part: &part.range, blanked: &[] });
                        masks.extend(places.into_iter().map(|place| (place, rule)));
                    }
                    blanked = joined(masks.iter().map(|(mask, _)| mask.clone()).collect());
                }
                Use::Match(strength) => {
                    let find = |part: &'a SheetPart, blanked: &[Range<usize>]| {
                        let at = scan.find(phrase, &View { part: &part.range, blanked }, 0)?;
                        let points = self.scoring.points(strength, part.place);
                        Some(Strike { rule, strength, part, at, ignored_by: None, points })
                    };
                    let live = sheet.parts.iter().filter_map(|part| find(part, &blanked));
                    strikes.extend(live.reduce(|best, next| if next.points > best.points { next } else { best }));
                    if !blanked.is_empty() {
                        let is_masked = |part: &&SheetPart| blanked.iter().any(|mask| overlaps(mask, &part.range));
                        let hidden = sheet.parts.iter().filter(is_masked).filter_map(|part| find(part, &[]));
                        strikes.extend(hidden.into_iter().find_map(|strike| ignored(strike, &masks)));
                    }
                }
            }
        }
        strikes
    }

    fn tell(&self, sheet: &Sheet<'_>, strike: &Strike<'_>) -> Hit {
        let (text, place) = sheet.original(strike.part, &strike.at);
        Hit {
            category: self.labels.get(strike.rule.label).map(|label| label.id.clone()).unwrap_or_default(),
            phrase: self.phrases.phrase(strike.rule).to_owned(),
            strength: strike.strength,
            field: strike.part.place,
            text: text.to_owned(),
            start: place.start,
            end: place.end,
            rule: self.phrases.place(strike.rule),
            ignored_by: strike.ignored_by.map(|rule| self.phrases.phrase(rule).to_owned()),
            points: strike.points,
        }
    }

    /// The highest wins; near the top precedence decides; an overriding category wins from the threshold on.
    fn decide(&self, scores: &[Score<'_>]) -> Verdict {
        let mut labels: Vec<&Score<'_>> =
            scores.iter().filter(|s| s.is_firm && s.score >= self.scoring.threshold).collect();
        labels.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(b.label.precedence.cmp(&a.label.precedence))
                .then(a.label.id.cmp(&b.label.id))
        });
        let top = labels.first().map_or(0.0, |top| top.score);
        let close: Vec<usize> = (0..labels.len())
            .filter(|&at| labels.get(at).is_some_and(|s| top - s.score < self.scoring.margin))
            .collect();
        let precedence = |at: &usize| labels.get(*at).map(|s| s.label.precedence);
        let overriding = labels.iter().position(|s| s.label.overrides);
        // The first of equals: `labels` is sorted by score.
        let chosen = overriding.or_else(|| close.iter().copied().rev().max_by_key(precedence));
        let primary = chosen.map(|at| labels.remove(at));
        Verdict {
            category: primary.map_or(GENERAL, |s| s.label.id.as_str()).to_owned(),
            also: labels.iter().map(|s| s.label.id.clone()).collect(),
            close_call: overriding.is_none() && close.len() > 1,
            scores: scores.iter().map(|s| (s.label.id.clone(), s.score)).collect(),
            ..Verdict::default()
        }
    }

    fn fields(&self, material: &Material<'_>) -> BTreeMap<String, Found> {
        let mut fields = BTreeMap::new();
        if self.finders.finders.is_empty() {
            return fields;
        }
        let sheet = Sheet::for_values(material);
        let mut values = self.finders.find(&sheet.folded.text);
        for finder in &self.finders.finders {
            let found = if let Some(found) = values.remove(&finder.id) {
                let text = match sheet.part_of(&found.at) {
                    Some(part) => sheet.original(part, &found.at).0,
                    None => sheet.folded.text.get(found.at).unwrap_or_default(),
                };
                // 元 in traditional characters is seldom yuan, $ seldom the American: nobody said the currency.
                let value = match found.value.rsplit_once(' ') {
                    Some((amount, _)) if found.is_bare_money && is_traditional(material) => amount.to_owned(),
                    _ => as_written(&found.value, text),
                };
                Found { value, text: text.to_owned() }
            } else if let Some(sender) = material.sender.filter(|_| finder.is_answered_by_sender) {
                Found { value: sender.to_owned(), text: String::new() }
            } else if finder.is_answered_by_image && material.has_image {
                Found { value: SCREENSHOT.to_owned(), text: String::new() }
            } else {
                continue;
            };
            fields.insert(finder.id.clone(), found);
        }
        fields
    }
}

fn is_traditional(material: &Material<'_>) -> bool {
    let new = material.spans.iter().filter(|span| span.kind == SpanKind::New);
    let new: Vec<&str> = new.filter_map(|span| material.text.get(span.start..span.end)).collect();
    let words = if material.spans.is_empty() { material.text.to_owned() } else { new.join("\n") };
    language(material.subject, &words) == Language::ZhHant
}

const fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The same places, sorted and apart.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_unstable_by_key(|place| place.start);
    places.dedup_by(|next, last| {
        let is_joined = next.start <= last.end;
        if is_joined {
            last.end = last.end.max(next.end);
        }
        is_joined
    });
    places
}

/// A place that would have used blanked text is shown with what hides it.
fn ignored<'a>(strike: Strike<'a>, masks: &[(Range<usize>, &'a Rule)]) -> Option<Strike<'a>> {
    let (_, rule) = masks.iter().find(|(mask, _)| overlaps(mask, &strike.at))?;
    Some(Strike { ignored_by: Some(rule), points: 0.0, ..strike })
}

/// Of hits that overlap in the text only the strongest keeps its points. The sum, and whether it is more than weak words.
fn settle(strikes: &mut [Strike<'_>]) -> (f64, bool) {
    let mut order: Vec<usize> = (0..strikes.len()).collect();
    let points = |at: &usize| strikes.get(*at).map_or(0.0, |strike| strike.points);
    order.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let (mut sum, mut is_firm) = (0.0, false);
    for at in order {
        let Some(strike) = strikes.get_mut(at).filter(|strike| strike.points > 0.0) else { continue };
        if taken.iter().any(|other| overlaps(other, &strike.at)) {
            strike.points = 0.0;
            continue;
        }
        taken.push(strike.at.clone());
        sum += strike.points;
        is_firm |= strike.strength != Strength::Weak;
    }
    (sum, is_firm)
}

#[cfg(test)]
mod tests;
