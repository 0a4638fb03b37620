//! core: Which labels does a ticket bear after one more mail, and what have people said of them?
//! In: the labels so far and a later mail's verdict; or a history. Out: the labels afterwards; staff's own decision.
//! Never lets a later mail take a ticket out of its category, but for one that overrides all others.

use super::order::is_unjudged;
use super::{Entry, MACHINE, What};
use crate::mail::{Kind, Mail, subject};
use crate::rules::{Place, RuleSet, Verdict};
use serde::Serialize;

/// The category of mails that ask how things are going.
pub const FOLLOWUP: &str = "followup";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    pub category: String,
    pub also: Vec<String>,
}

/// What a later mail adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widened<'a> {
    pub labels: Labels,
    pub fresh: Vec<&'a str>,
    /// The category itself is another one now.
    pub leads: bool,
}

impl Labels {
    /// Of the mail that opens a ticket; a robot's is judged by nobody.
    pub fn of_first(mail: &Mail, verdict: &Verdict) -> Self {
        match mail.kind {
            Kind::Human => Self { category: verdict.category.clone(), also: verdict.also.clone() },
            _ => Self { category: MACHINE.to_owned(), also: Vec::new() },
        }
    }
}

/// New labels of a later mail join the ticket's; one that overrides all others, or the first that any rule gave, becomes
/// its category. None: nothing new.
pub fn widened<'a>(
    (category, also): (&str, &[String]),
    news: impl Iterator<Item = &'a str>,
    rules: &RuleSet,
) -> Option<Widened<'a>> {
    let is_new = |label: &&str| {
        !is_unjudged(label) && *label != FOLLOWUP && category != *label && !also.iter().any(|known| known == label)
    };
    let fresh: Vec<&str> = news.filter(is_new).collect();
    let first = *fresh.first()?;
    let overrides = rules.categories.get(first).is_some_and(|rule| rule.overrides);
    let leads = is_unjudged(category) || overrides;
    let now = if leads { first } else { category };
    let old = (leads && !is_unjudged(category)).then_some(category);
    let mut others: Vec<String> = Vec::new();
    for label in old.into_iter().chain(also.iter().map(String::as_str)).chain(fresh.iter().copied()) {
        if label != now && !others.iter().any(|known| known == label) {
            others.push(label.to_owned());
        }
    }
    Some(Widened { labels: Labels { category: now.to_owned(), also: others }, fresh, leads })
}

/// What a later mail of the ticket is about. The subject of an answer is the old one, or ours ("we are waiting for your
/// reply"): what only it says is no news.
pub fn news(verdict: &Verdict, has_old_subject: bool, threshold: f64) -> impl Iterator<Item = &str> {
    let is_old = move |label: &str| {
        let hits = || verdict.hits.iter().filter(|hit| hit.category == label);
        let said: f64 = hits().filter(|hit| hit.field != Place::Subject).map(|hit| hit.points).sum();
        said < threshold && hits().any(|hit| hit.field == Place::Subject && hit.points > 0.0)
    };
    verdict.labels().filter(move |label| !has_old_subject || !is_old(label))
}

/// As `Joined::row` 1 and 2 tell the desk, for whoever has only the mail.
pub fn has_old_subject(mail: &Mail) -> bool {
    !mail.in_reply_to.is_empty() || !mail.references.is_empty() || subject::is_answer(&mail.subject)
}

/// The mails of a ticket that rules may speak of, and what people said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// The first opened the ticket; of the later ones those of the customer.
    pub mails: Vec<i64>,
    pub said: Option<Said>,
}

/// Staff's decision about a ticket's category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    pub category: String,
    pub how: How,
    pub by: String,
    /// How many of the matter's mails had come by then.
    #[serde(skip)]
    pub mails: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// `move` put it there.
    Moved,
    /// A person answered and left it where it was.
    Kept,
    /// It lies in a folder of this name.
    Filed,
}

/// An answer under `general` says nothing: it may only mean that nobody took the trouble to move it.
pub fn matter(history: &[Entry]) -> Matter {
    let (mut matter, mut present) = (Matter::default(), String::new());
    for entry in history {
        match &entry.what {
            What::Opened { category, .. } => present.clone_from(category),
            What::Mail { mail_id, counts, is_thanks, .. } if matter.mails.is_empty() || *counts || *is_thanks => {
                matter.mails.push(*mail_id);
            }
            What::Labelled { category, by, .. } => {
                present.clone_from(category);
                if let Some(by) = by {
                    matter.said = Some(said(category, How::Moved, by, &matter));
                }
            }
            What::Replied { by, .. } => {
                let is_known = matter.said.as_ref().is_some_and(|said| said.category == present);
                if !is_known && !is_unjudged(&present) {
                    matter.said = Some(said(&present, How::Kept, by, &matter));
                }
            }
            _ => {}
        }
    }
    matter
}

fn said(category: &str, how: How, by: &str, matter: &Matter) -> Said {
    Said { category: category.to_owned(), how, by: by.to_owned(), mails: matter.mails.len() }
}
