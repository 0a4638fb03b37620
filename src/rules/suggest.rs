//! core: Which words would make the rules agree more with people?
//! In: earlier mails with what the rules made of them and what staff said; the files of the set. Out: `Proposal`s, each
//! tried on all those mails before anybody sees it, and words that might be a category of their own.
//! Never proposes what fewer than three people wrote, nor what breaks as much as it mends.

pub mod pieces;
#[cfg(test)]
mod tests;

use super::fold::fold;
use super::overlay::{self, Layers};
use super::set::{Wording, load_words};
use super::{GENERAL, Hit, Kinship, Material, RuleFile, Verdict, edit};
use crate::mail::{Mail, SpanKind, TextSpan, subject};
use pieces::{Piece, Text, pieces, places};
use serde::Serialize;
use std::collections::BTreeSet;

/// A mail that suggestions are drawn from and tried on.
#[derive(Clone, Debug)]
pub struct Sample {
    sender: String,
    subject: String,
    text: String,
    spans: Vec<TextSpan>,
    attachments: Vec<String>,
    /// Subject and new words, folded: what pieces are taken from.
    words: String,
    /// What the rules say now.
    category: String,
    /// Hits that count, for a mail staff put elsewhere.
    hits: Vec<Hit>,
    said: Option<String>,
}

/// Much more than people write; a huge mail must not crowd out the others.
const MOST_TEXT: usize = 16 * 1024;
const MOST_WORDS: usize = 3 * 1024;

impl Sample {
    pub fn of(mail: &Mail, verdict: &Verdict, said: Option<&str>) -> Self {
        let end = mail.text.floor_char_boundary(MOST_TEXT);
        let spans = mail.spans.iter().filter(|span| span.start < end);
        let mut words = fold(&subject::core(&mail.subject)).text;
        words.push('\n');
        words.push_str(&fold(&mail.words(SpanKind::New)).text);
        words.truncate(words.floor_char_boundary(MOST_WORDS));
        let is_elsewhere = said.is_some_and(|said| said != verdict.category);
        let hits =
            verdict.hits.iter().filter(|hit| is_elsewhere && hit.points > 0.0 && hit.category == verdict.category);
        Self {
            sender: mail.sender().map(|from| from.address.as_str().to_lowercase()).unwrap_or_default(),
            subject: mail.subject.clone(),
            text: mail.text.get(..end).unwrap_or_default().to_owned(),
            spans: spans.map(|span| TextSpan { end: span.end.min(end), ..*span }).collect(),
            attachments: mail.attachments.iter().map(|a| a.name.clone()).collect(),
            words,
            category: verdict.category.clone(),
            hits: hits.cloned().collect(),
            said: said.map(str::to_owned),
        }
    }

    /// Has staff spoken?
    pub const fn is_decided(&self) -> bool {
        self.said.is_some()
    }

    fn is_said(&self, category: &str) -> bool {
        self.said.as_deref() == Some(category)
    }

    fn is_right(&self) -> bool {
        self.is_said(&self.category)
    }

    /// What it is about: staff's word; where there is none, the rules'.
    fn about(&self) -> &str {
        self.said.as_deref().unwrap_or(&self.category)
    }

    fn judge(&self, set: &Wording) -> Verdict {
        let material = Material {
            subject: &self.subject,
            text: &self.text,
            spans: &self.spans,
            attachments: &self.attachments,
            has_image: false,
            sender: None,
        };
        set.engine.judge(&set.categories, &material)
    }
}

/// A phrase that might help, not tried yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    pub category: String,
    /// `strong`, `normal` or `ignore`.
    pub list: &'static str,
    pub phrase: String,
    /// Mails it stands in, and those of them about this category.
    pub seen: usize,
    pub own: usize,
    /// How much likelier the piece is there than elsewhere: a log-odds ratio.
    pub odds: f64,
}

/// What a candidate does to the samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// Samples that come out as staff said, and did not before.
    pub fixes: BTreeSet<usize>,
    pub breaks: usize,
    /// Mails nobody decided about that change their category.
    pub moves: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    #[serde(flatten)]
    pub candidate: Candidate,
    pub fixes: usize,
    pub breaks: usize,
    pub moves: usize,
}

/// Words that are frequent in `general` and in no category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cluster {
    pub words: String,
    pub seen: usize,
    pub senders: usize,
    /// A file name for the category it might be.
    pub name: Option<&'static str>,
}

/// Fewer mended mails may be chance: the words were found in these very mails.
const LEAST_FIXES: usize = 3;
/// Tried at most, for each category and list.
const MOST_TRIED: usize = 8;
/// Twice as likely would still be chance in a few mails.
const LEAST_ODDS: f64 = 1.5;
const LEAST_CLUSTER: usize = 5;
const MOST_CLUSTERS: usize = 3;

/// Phrases worth a trial: of mails staff moved into a category, and, for `ignore`, of those they moved out of it.
pub fn candidates(samples: &[Sample]) -> Vec<Candidate> {
    let said: BTreeSet<&str> = samples.iter().filter_map(|s| s.said.as_deref()).filter(|c| *c != GENERAL).collect();
    let mut found = Vec::new();
    for category in said {
        let missed = |s: &Sample| s.is_said(category) && s.category != category;
        for piece in best(samples, missed, |s| s.about() == category) {
            let Scored { words, seen, own, odds } = piece;
            let one = |list| Candidate { category: category.to_owned(), list, phrase: words.clone(), seen, own, odds };
            found.push(one("normal"));
            // A strong word decides alone: two of three mails with it must be about this.
            found.extend((own * 3 >= seen * 2).then(|| one("strong")));
        }
    }
    let wrong: BTreeSet<&str> = samples
        .iter()
        .filter(|s| s.said.is_some() && !s.is_right() && s.category != GENERAL)
        .map(|s| s.category.as_str())
        .collect();
    for category in wrong {
        let astray = |s: &Sample| s.category == category && s.said.is_some() && !s.is_said(category);
        let hits: BTreeSet<String> =
            samples.iter().filter(|s| astray(s)).flat_map(|s| &s.hits).map(|hit| fold(&hit.text).text).collect();
        for Scored { words, seen, own, odds } in best(samples, astray, astray) {
            if hits.iter().any(|hit| words.contains(hit.as_str()) || hit.contains(&words)) {
                found.push(Candidate { category: category.to_owned(), list: "ignore", phrase: words, seen, own, odds });
            }
        }
    }
    found
}

struct Scored {
    words: String,
    seen: usize,
    own: usize,
    odds: f64,
}

/// Pieces of the mails to mend that stand in mails of their kind rather than in others.
fn best(samples: &[Sample], is_missed: impl Fn(&Sample) -> bool, is_own: impl Fn(&Sample) -> bool) -> Vec<Scored> {
    let texts: Vec<Text<'_>> =
        samples.iter().filter(|s| is_missed(s)).map(|s| Text { words: &s.words, sender: &s.sender }).collect();
    let whole = samples.iter().filter(|s| is_own(s)).count();
    let found = pieces(&texts);
    let counts = counts(samples, &found, &is_own);
    let mut scored: Vec<(usize, Scored)> = found
        .iter()
        .zip(counts)
        .filter_map(|(Piece { words, texts, .. }, (own, others))| {
            let odds = log_odds((own, whole), (others, samples.len() - whole));
            let telling = odds >= LEAST_ODDS && own > others;
            telling.then(|| (texts.len(), Scored { words: (*words).to_owned(), seen: own + others, own, odds }))
        })
        .collect();
    scored.sort_by(|(many, a), (less, b)| {
        let worth = |count: &usize, piece: &Scored| *count as f64 * piece.odds;
        worth(less, b).total_cmp(&worth(many, a)).then_with(|| a.words.cmp(&b.words))
    });
    scored.into_iter().take(MOST_TRIED).map(|(_, piece)| piece).collect()
}

/// For each piece the mails that hold it: of this kind, and of others.
fn counts(samples: &[Sample], found: &[Piece<'_>], is_own: &impl Fn(&Sample) -> bool) -> Vec<(usize, usize)> {
    let own: Vec<bool> = samples.iter().map(is_own).collect();
    let words: Vec<&str> = found.iter().map(|piece| piece.words).collect();
    let in_samples = places(&words, samples.iter().map(|sample| sample.words.as_str()));
    let count = |at: Vec<usize>| {
        let of_own = at.iter().filter(|at| own.get(**at) == Some(&true)).count();
        (of_own, at.len() - of_own)
    };
    in_samples.into_iter().map(count).collect()
}

/// How much likelier here than there, smoothed by half a mail.
fn log_odds((own, of_own): (usize, usize), (others, of_others): (usize, usize)) -> f64 {
    let odds = |with: usize, of: usize| (with as f64 + 0.5) / ((of - with.min(of)) as f64 + 0.5);
    (odds(own, of_own) / odds(others, of_others)).ln()
}

/// What the rules would make of the samples with this phrase; only mails that hold it can change.
pub fn try_out(files: &[RuleFile], samples: &[Sample], candidate: &Candidate) -> Result<Effect, String> {
    let path = format!("categories/{}.toml", candidate.category);
    // Questions and letters decide no category.
    let decides = |file: &&RuleFile| {
        let plain = overlay::plain(&file.path);
        !plain.starts_with("templates/") && plain != "fields.toml"
    };
    let mut changed: Vec<RuleFile> = files.iter().filter(decides).cloned().collect();
    let top = Layers::of(files, &path).top().map(|file| file.path.clone());
    let file = changed.iter_mut().find(|file| Some(&file.path) == top.as_ref());
    let Some(file) = file else { return Err(format!("there is no {path}")) };
    file.text = edit::with_phrase(&file.text, candidate.list, &candidate.phrase).map_err(|why| why.en)?;
    let (set, _) = load_words("rules", &changed, &Kinship::default());
    let mut effect = Effect::default();
    let holding = places(&[&candidate.phrase], samples.iter().map(|sample| sample.words.as_str())).concat();
    for (at, sample) in holding.into_iter().filter_map(|at| Some((at, samples.get(at)?))) {
        let category = sample.judge(&set).category;
        match (&sample.said, category != sample.category) {
            (_, false) => {}
            (None, true) => effect.moves += 1,
            (Some(said), true) if *said == category => drop(effect.fixes.insert(at)),
            (Some(_), true) => effect.breaks += usize::from(sample.is_right()),
        }
    }
    Ok(effect)
}

/// Those that mend most come first; what an earlier one mends already is not counted again.
pub fn choose(tried: Vec<(Candidate, Effect)>) -> Vec<Proposal> {
    let mut left: Vec<(Candidate, Effect)> =
        tried.into_iter().filter(|(_, effect)| effect.fixes.len() > effect.breaks * 3).collect();
    let (mut chosen, mut mended) = (Vec::new(), BTreeSet::new());
    loop {
        let gain = |effect: &Effect| effect.fixes.difference(&mended).count();
        // Of equals the weaker list, then the likelier, then the longer piece.
        let rank = |(candidate, effect): &(Candidate, Effect)| {
            let mends = gain(effect) as i64 - 3 * effect.breaks as i64;
            (mends, candidate.list != "strong", (candidate.odds * 10.0) as i64, candidate.phrase.chars().count())
        };
        let best = (0..left.len()).rev().max_by_key(|at| left.get(*at).map(rank));
        let Some((candidate, effect)) = best.map(|at| left.swap_remove(at)) else { return chosen };
        let gained = gain(&effect);
        if gained < LEAST_FIXES {
            continue;
        }
        left.retain(|(other, _)| other.phrase != candidate.phrase || other.category != candidate.category);
        mended.extend(effect.fixes.iter().copied());
        chosen.push(Proposal { candidate, fixes: gained, breaks: effect.breaks, moves: effect.moves });
    }
}

/// What people write about and no category knows.
pub fn clusters(samples: &[Sample]) -> Vec<Cluster> {
    let is_general = |s: &Sample| s.about() == GENERAL;
    let texts: Vec<Text<'_>> =
        samples.iter().filter(|s| is_general(s)).map(|s| Text { words: &s.words, sender: &s.sender }).collect();
    let others = samples.len() - texts.len();
    let all = pieces(&texts);
    let is_own = |(piece, (own, elsewhere)): &(&Piece<'_>, (usize, usize))| {
        piece.texts.len() >= LEAST_CLUSTER
            && log_odds((*own, texts.len()), (*elsewhere, others)) >= LEAST_ODDS
            && *own > 2 * elsewhere
    };
    let counted = all.iter().zip(counts(samples, &all, &is_general));
    let found: Vec<&Piece<'_>> = counted.filter(is_own).map(|(piece, _)| piece).collect();
    let (mut clusters, mut covered) = (Vec::new(), BTreeSet::<usize>::new());
    while clusters.len() < MOST_CLUSTERS {
        let fresh = |piece: &Piece<'_>| piece.texts.iter().filter(|at| !covered.contains(*at)).count();
        let best = found.iter().max_by_key(|piece| (fresh(piece), std::cmp::Reverse(piece.words)));
        let Some(best) = best.filter(|piece| fresh(piece) >= LEAST_CLUSTER) else { return clusters };
        let Piece { words, texts, senders } = best;
        clusters.push(Cluster { words: (*words).to_owned(), seen: texts.len(), senders: *senders, name: name(words) });
        covered.extend(texts);
    }
    clusters
}

/// Names for the categories desks most often lack; others the admin names.
const NAMES: [(&str, &str); 24] = [
    ("发票", "invoice"),
    ("收据", "receipt"),
    ("物流", "delivery"),
    ("快递", "delivery"),
    ("发货", "delivery"),
    ("合作", "partner"),
    ("代理", "partner"),
    ("招聘", "job"),
    ("简历", "job"),
    ("投诉", "complaint"),
    ("优惠", "discount"),
    ("积分", "points"),
    ("会员", "membership"),
    ("注销", "close_account"),
    ("合同", "contract"),
    ("汇率", "exchange_rate"),
    ("额度", "limits"),
    ("接口", "api"),
    ("invoice", "invoice"),
    ("receipt", "receipt"),
    ("delivery", "delivery"),
    ("partner", "partner"),
    ("job", "job"),
    ("api", "api"),
];

fn name(words: &str) -> Option<&'static str> {
    NAMES.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| *name)
}
