//! core: Which promise counts for this customer and this mail, and who hears of it at once?
//! In: `[[override]]` rows and `[raise]` words of the book; what is known of the ticket. Out: the promise's name; the
//! words that stand in a mail.
//! Never a promise by chance: the first row that holds decides, before the category and its other labels.

use super::SlaBook;
use crate::mail::{Address, Language, Mail};
use crate::rules::RuleSet;
use crate::rules::urgent::Urgent;
use crate::ticket::{Priority, Ticket};
use std::sync::Arc;

/// A row of `[[override]]`: all it names must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    pub sla: String,
    /// This or a higher one.
    pub priority: Option<Priority>,
    pub mailbox: Option<String>,
    /// `ann@shop.example`, or `*@shop.example`; small letters.
    pub sender: Option<String>,
    pub language: Option<Language>,
}

/// `[raise]`: words that cannot wait.
#[derive(Clone, Debug)]
pub struct Words {
    pub urgent: Arc<Urgent>,
    /// By the number of the phrase.
    pub rows: Vec<Urgency>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urgency {
    /// As it is written.
    pub phrase: String,
    pub priority: Priority,
    /// A team or a person.
    pub to: String,
}

/// What rows ask about.
#[derive(Clone, Copy, Debug)]
pub struct Traits<'a> {
    pub priority: Priority,
    pub mailbox: &'a str,
    pub sender: &'a Address,
    pub language: Language,
}

impl<'a> Traits<'a> {
    pub fn of(ticket: &'a Ticket) -> Self {
        let Ticket { priority, mailbox, customer, language, .. } = ticket;
        Self { priority: *priority, mailbox, sender: customer, language: *language }
    }
}

impl Override {
    fn holds(&self, traits: &Traits<'_>) -> bool {
        let sender = traits.sender.as_str().to_lowercase();
        let is_from = |wanted: &String| match wanted.strip_prefix('*') {
            Some(domain) => sender.ends_with(domain),
            None => sender == *wanted,
        };
        self.priority.is_none_or(|priority| traits.priority >= priority)
            && self.mailbox.as_ref().is_none_or(|mailbox| mailbox == traits.mailbox)
            && self.sender.as_ref().is_none_or(is_from)
            && self.language.is_none_or(|language| language == traits.language)
    }
}

impl SlaBook {
    /// The promise that counts: that of the first row that holds, else the labels'.
    pub fn chosen(&self, rules: &RuleSet, labels: (&str, &[String]), traits: &Traits<'_>) -> Option<String> {
        let row = self.overrides.iter().find(|row| row.holds(traits));
        row.map(|row| row.sla.clone()).or_else(|| self.choose(rules, labels.0, labels.1))
    }

    /// Words of this mail that cannot wait.
    pub fn urgency(&self, mail: &Mail) -> Option<&Urgency> {
        let words = self.raise.as_ref()?;
        words.rows.get(words.urgent.find(mail)?)
    }
}
