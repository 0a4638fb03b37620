//! core: What do the rows of the gate see in a letter and its ticket?
//! In: the kind of letter, the mail it answers, the ticket, what the desk counted. Out: why a row holds, or nothing.
//! Never decides by itself: order, reasons and tests stand in `table`, the limits in `caps`.

use super::caps::{self, Standing};
use crate::letter::{self, LetterKind};
use crate::mail::Mail;
use crate::policy::Policy;
use crate::ticket::{Facts, Ticket};
use crate::time::Timestamp;

/// What a row may look at.
pub struct Tally<'a> {
    pub kind: LetterKind,
    /// The mail it answers.
    pub mail: &'a Mail,
    pub ticket: &'a Ticket,
    pub facts: &'a Facts,
    pub policy: &'a Policy,
    pub standing: Standing,
    pub now: Timestamp,
}

/// L25.
pub fn is_frozen(tally: &Tally<'_>) -> Option<String> {
    if tally.ticket.is_spam || tally.ticket.merged_into.is_some() {
        return Some("closed as spam, or merged into another ticket".to_owned());
    }
    tally.ticket.is_still(tally.now).then(String::new)
}

/// L28.
pub fn had_its_letter(tally: &Tally<'_>) -> Option<String> {
    (tally.facts.counts.for_mail > 0).then(String::new)
}

/// L29: one receipt a ticket, ever, and none for an answer to an automatic letter of ours. One exception: who answers
/// about a ticket closed long ago opens a new one, and would else hear nothing at all.
pub fn is_second_receipt(tally: &Tally<'_>) -> Option<String> {
    if tally.kind != LetterKind::Ack {
        return None;
    }
    if tally.facts.counts.ticket_acks > 0 {
        return Some("the ticket has had its receipt".to_owned());
    }
    let is_automatic = |id: &String| letter::is_automatic(&tally.policy.keys, id);
    let answers = tally.mail.in_reply_to.iter().chain(&tally.mail.references).any(is_automatic);
    (answers && tally.facts.continues.is_none()).then(|| "it answers an automatic letter of ours".to_owned())
}

/// L30.
pub fn is_capped(tally: &Tally<'_>) -> Option<String> {
    caps::full(tally)
}
