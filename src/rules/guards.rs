//! core: What does the site itself want done with certain mails, whatever they are about?
//! In: `guards.toml`, the site's own layer first; then mails. Out: the first guard that holds: drop, keep silently, raise.
//! Never says what a mail is about, never opens the gate: a guard can only take an answer away, or hurry people.
//! Never speaks of reports about our letters, nor of our own mail: those the desk reads itself.

mod read;
mod sender;
mod shadow;

use super::fold::fold;
use super::matcher::{Matcher, Scan, View};
use crate::mail::{Kind, Mail};
use sender::Pattern;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::ops::Range;

pub(super) use read::{Surroundings, promises, read, subjects};

/// In the order they are asked; the first that holds decides.
#[derive(Debug, Default)]
pub struct Guards {
    guards: Vec<Guard>,
    /// The phrases of all subjects.
    matcher: Option<Matcher>,
}

#[derive(Debug)]
pub struct Guard {
    pub name: String,
    pub act: Act,
    /// `rules/guards.toml:7`
    pub rule: String,
    /// Any of them will do.
    ways: Vec<Way>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Recorded; opens no ticket. In a ticket it belongs to it is kept silently.
    Drop,
    /// Kept and shown; nothing automatic leaves, no clock hears of it.
    StoreSilently,
    /// People hurry.
    Raise(Raise),
}

/// A better promise for what this sender opens, or the people who take it. Stays with the ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raise {
    /// Counts where it promises the first answer sooner.
    pub sla: Option<String>,
    pub team: Option<String>,
}

/// All its tests must hold.
type Way = Vec<Test>;

#[derive(Clone, Debug)]
struct Test {
    kind: TestKind,
    /// In the file.
    at: Range<usize>,
}

#[derive(Clone, Debug)]
enum TestKind {
    From(Pattern),
    /// Number and text of a phrase.
    Subject(u32, String),
    Header {
        name: String,
        has: Option<String>,
    },
}

impl Act {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::StoreSilently => "store_silently",
            Self::Raise(_) => "raise",
        }
    }

    /// Does it keep automatic letters back?
    pub const fn silences(&self) -> bool {
        matches!(self, Self::Drop | Self::StoreSilently)
    }
}

impl Guard {
    /// `guard "blocked sender" (guards.toml:7)`
    pub fn told(&self) -> String {
        format!("guard {}", self.place())
    }

    /// `"blocked sender" (guards.toml:7)`
    pub fn place(&self) -> String {
        format!("\"{}\" ({})", self.name, self.rule.rsplit('/').next().unwrap_or(&self.rule))
    }

    /// What it wants of people.
    pub const fn raise(&self) -> Option<&Raise> {
        match &self.act {
            Act::Raise(raise) => Some(raise),
            Act::Drop | Act::StoreSilently => None,
        }
    }
}

impl Guards {
    /// How many regular expressions they hold.
    pub fn expressions(&self) -> usize {
        self.matcher.as_ref().map_or(0, Matcher::expressions)
    }

    /// The first that holds for this mail.
    pub fn find(&self, mail: &Mail) -> Option<&Guard> {
        let is_ours = matches!(mail.kind, Kind::Own | Kind::Bounce | Kind::Delay | Kind::Report);
        if self.guards.is_empty() || is_ours || mail.bounce.is_some() {
            return None;
        }
        let case =
            Case { mail, subject: fold(&mail.subject).text, scan: OnceCell::new(), matcher: self.matcher.as_ref() };
        self.guards.iter().find(|guard| guard.ways.iter().any(|way| way.iter().all(|test| case.holds(&test.kind))))
    }

    pub const fn len(&self) -> usize {
        self.guards.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.guards.is_empty()
    }
}

/// One mail in question.
struct Case<'a> {
    mail: &'a Mail,
    /// Folded.
    subject: String,
    scan: OnceCell<Vec<u32>>,
    matcher: Option<&'a Matcher>,
}

impl Case<'_> {
    fn holds(&self, test: &TestKind) -> bool {
        match test {
            TestKind::From(pattern) => self.mail.from.iter().any(|from| pattern.holds(from.address.as_str())),
            TestKind::Subject(phrase, _) => self.found().contains(phrase),
            TestKind::Header { name, has } => self
                .mail
                .headers
                .all(name)
                .any(|value| has.as_ref().is_none_or(|wanted| fold(value).text.contains(wanted.as_str()))),
        }
    }

    /// The phrases that stand in the subject.
    fn found(&self) -> &[u32] {
        self.scan.get_or_init(|| {
            let Some(matcher) = self.matcher else { return Vec::new() };
            let scan: Scan<'_> = matcher.scan(&self.subject);
            let view = View { part: &(0..self.subject.len()), blanked: &[] };
            scan.awake().into_iter().filter(|phrase| scan.find(*phrase, &view, 0).is_some()).collect()
        })
    }
}

#[cfg(test)]
mod tests;
