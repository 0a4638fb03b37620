//! core: Which of a customer's files go to staff with a letter about the ticket?
//! In: a mail and what it is about; or a ticket and whose letter it is. Out: the files, and a line that says so.
//! Never a file of a letter to a customer, and never one that is sensitive, in doubt or more than a picture or a PDF.

use super::Ticket;
use crate::letter::{Enclosed, LetterKind};
use crate::mail::attachment::papers::names_papers;
use crate::mail::{Address, Attachment, Kind, Mail, SpanKind, notes};
use crate::policy::{Mode, Policy};
use serde::{Deserialize, Serialize};

/// A file of one of the ticket's mails that staff may get by mail, or that is sensitive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub mail_id: i64,
    /// Of all the mail's attachments, from 0.
    pub place: u32,
    pub name: String,
    pub bytes: usize,
    pub sha256: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_sensitive: bool,
    /// Of our people, those who have had it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent_to: Vec<Address>,
}

/// Older files of a ticket are seen with `show` alone.
const MOST: usize = 100;

/// Identity papers are sensitive: by the matter, by the words of the mail, by the file's own name.
pub struct Sorting<'a> {
    pub mail: &'a Mail,
    pub mail_id: i64,
    pub ticket: Option<&'a Ticket>,
    is_about_papers: bool,
}

impl<'a> Sorting<'a> {
    /// `labels`: what the mail itself is about.
    pub fn new<'l>(
        (mail, mail_id): (&'a Mail, i64),
        ticket: Option<&'a Ticket>,
        mut labels: impl Iterator<Item = &'l str>,
        policy: &Policy,
    ) -> Self {
        let is_papers = |label: &str| is_about_papers(label, policy);
        let is_about_papers = !mail.attachments.is_empty()
            && (labels.any(is_papers)
                || ticket.is_some_and(|ticket| ticket.is_about(policy))
                || words_name_papers(mail));
        Self { mail, mail_id, ticket, is_about_papers }
    }

    pub fn is_sensitive(&self, attachment: &Attachment) -> bool {
        !attachment.is_decoration && (self.is_about_papers || names_papers(&attachment.name))
    }

    /// A logo under each of his mails, however large.
    pub fn is_known_logo(&self, attachment: &Attachment) -> bool {
        let sum = attachment.sha256.to_string();
        attachment.is_shown && self.ticket.is_some_and(|ticket| ticket.files.iter().any(|file| file.sha256 == sum))
    }

    /// For staff. Nothing for a logo; of a sensitive file not even its name goes out by mail.
    pub fn told(&self, attachment: &Attachment, number: &str) -> Option<String> {
        if self.is_sensitive(attachment) {
            return Some(format!(
                "attached: {} bytes, sensitive, not mailed on / 敏感证件，不随信转发: frontdesk show {number} --save DIR",
                attachment.bytes
            ));
        }
        (!self.is_known_logo(attachment)).then(|| notes::described(attachment))
    }

    pub fn files(&self) -> Vec<File> {
        let is_persons = self.mail.kind == Kind::Human;
        let mut files = Vec::new();
        for (place, attachment) in (0u32..).zip(&self.mail.attachments) {
            let is_sensitive = self.is_sensitive(attachment);
            let is_evidence = is_persons && attachment.is_plain_evidence() && !self.is_known_logo(attachment);
            if is_sensitive || is_evidence {
                let (name, bytes, sha256) = (attachment.name.clone(), attachment.bytes, attachment.sha256.to_string());
                files.push(File {
                    mail_id: self.mail_id,
                    place,
                    name,
                    bytes,
                    sha256,
                    is_sensitive,
                    sent_to: Vec::new(),
                });
            }
        }
        files
    }
}

fn is_about_papers(label: &str, policy: &Policy) -> bool {
    policy.attachments.sensitive_categories.iter().any(|category| category == label)
}

fn words_name_papers(mail: &Mail) -> bool {
    const MOST: usize = 20_000;
    let said = [SpanKind::New, SpanKind::Forwarded].map(|kind| mail.words(kind));
    let start = |words: &String| words.chars().take(MOST).collect::<String>();
    names_papers(&mail.subject) || said.iter().map(start).any(|words| names_papers(&words))
}

impl Ticket {
    /// It is about somebody's identity papers.
    pub fn is_about(&self, policy: &Policy) -> bool {
        std::iter::once(&self.category).chain(&self.also).any(|label| is_about_papers(label, policy))
    }
}

/// Adds what a mail brought.
pub(super) fn add(ticket: &mut Ticket, files: &[File]) {
    for file in files {
        let is_known = |known: &File| known.mail_id == file.mail_id && known.place == file.place;
        if !ticket.files.iter().any(is_known) {
            ticket.files.push(file.clone());
        }
    }
    let surplus = ticket.files.len().saturating_sub(MOST);
    ticket.files.drain(..surplus);
}

pub(super) fn sent(ticket: &mut Ticket, enclosed: &[Enclosed], to: &Address) {
    let is_in = |file: &File| enclosed.iter().any(|one| one.mail == file.mail_id && one.place == file.place);
    ticket.files.iter_mut().filter(|file| is_in(file)).for_each(|file| file.sent_to.push(to.clone()));
}

/// The letter came to nothing: the next one carries them again.
pub(super) fn unsent(ticket: &mut Ticket, to: &Address) {
    ticket.files.iter_mut().for_each(|file| file.sent_to.retain(|had| !had.same_as(to)));
}

/// What a letter about the ticket carries: what this person has not had, the newest first as far as there is room.
pub fn enclosed(ticket: &Ticket, kind: LetterKind, to: &Address, policy: &Policy) -> Vec<Enclosed> {
    let wanted = &policy.attachments;
    if !tells_of_mails(kind) || !wanted.forward_to_staff || ticket.is_about(policy) {
        return Vec::new();
    }
    let mut room = wanted.forward_up_to;
    let mut chosen: Vec<&File> = Vec::new();
    for file in news(ticket, to).rev() {
        if file.bytes <= room && chosen.len() < MOST_ENCLOSED && !chosen.iter().any(|one| one.sha256 == file.sha256) {
            room -= file.bytes;
            chosen.push(file);
        }
    }
    chosen.reverse();
    chosen.iter().map(|file| Enclosed { mail: file.mail_id, place: file.place, name: file.name.clone() }).collect()
}

/// Files of one letter; nobody looks at more at once.
const MOST_ENCLOSED: usize = 20;

fn news<'a>(ticket: &'a Ticket, to: &'a Address) -> impl DoubleEndedIterator<Item = &'a File> {
    let has_had = |file: &File| file.sent_to.iter().any(|had| had.same_as(to));
    ticket.files.iter().filter(move |file| !file.is_sensitive && !has_had(file))
}

/// Letters to staff about one ticket.
pub const fn tells_of_mails(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::Warning | LetterKind::Breach | LetterKind::Page)
}

/// For the letter: what it carries, and what it does not.
pub fn told(
    ticket: &Ticket,
    kind: LetterKind,
    enclosed: &[Enclosed],
    (to, policy): (&Address, &Policy),
) -> Option<String> {
    if !tells_of_mails(kind) {
        return None;
    }
    let names: Vec<&str> = enclosed.iter().map(|one| one.name.as_str()).collect();
    let is_left = |file: &&File| !enclosed.iter().any(|one| one.mail == file.mail_id && one.place == file.place);
    let left = match policy.attachments.forward_to_staff && !ticket.is_about(policy) {
        true => news(ticket, to).filter(is_left).count(),
        false => 0,
    };
    let mut lines = Vec::new();
    if !names.is_empty() {
        lines.push(format!("In this letter / 随信附上: {}", names.join(", ")));
    }
    if left > 0 {
        let number = policy.number(ticket.number);
        lines.push(format!("Not in this letter / 未随信附上: {left}. frontdesk show {number} --save DIR"));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A letter that the ramp keeps back has told nobody (design section 5).
pub fn leaves(to: &Address, policy: &Policy) -> bool {
    policy.sending.mode != Mode::Shadow || policy.sending.try_addresses.iter().any(|tried| tried.same_as(to))
}

#[cfg(test)]
mod tests;
