//! One mail through the whole desk, alone, as if it had just come: reading, rules, gate, ticket, letters, timers.
//! In: a policy and raw bytes. Out: what was read in it, the ticket it opened, the letters that would have left.
//! Never a second way to decide: it is a rehearsal of one mail on a desk in memory.

use super::Rehearsal;
use crate::desk::{Desk, Happening};
use crate::mail::Mail;
use crate::mailbox::Folder;
use crate::policy::{Mode, Policy};
use crate::post::{Outcome, Outgoing};
use crate::reader;
use crate::rules::Verdict;
use crate::store::Store;
use crate::ticket::Ticket;
use crate::time::Timestamp;

/// What became of the mail.
pub struct Alone {
    pub mail: Mail,
    pub verdict: Verdict,
    pub happened: Vec<Happening>,
    /// None when it opened none: our own mail.
    pub ticket: Option<Ticket>,
    pub at: Timestamp,
}

/// The mail arrives when it says it was written; without a date, at `now`.
pub fn rehearse(policy: &Policy, source: &str, raw: &[u8], now: Timestamp) -> Result<Alone, String> {
    let (mail, verdict) = reader::read_one(raw, false, &policy.rules)?;
    let at = mail.date.unwrap_or(now);
    let mut policy = policy.clone();
    policy.sending.mode = Mode::Live; // nothing leaves; show what would
    let store = Store::in_memory(at).map_err(|error| error.to_string())?;
    let post = |_: &Outgoing, _| Outcome::Accepted("rehearsed".into());
    let mut rehearsal = Rehearsal::new(Desk::new(store, policy), post, at);
    let happened = rehearsal.mail(source, raw.to_vec(), Folder::Inbox).map_err(|error| error.to_string())?;
    let number = rehearsal.desk().store().view().list(&crate::store::ListFilter::default());
    let ticket = number.map_err(|error| error.to_string())?.into_iter().next().map(|row| row.ticket);
    Ok(Alone { mail, verdict, happened, ticket, at })
}

impl Alone {
    /// Kinds of the letters to the customer.
    pub fn letters(&self) -> Vec<&'static str> {
        let to = self.ticket.as_ref().map(|ticket| ticket.customer.to_string()).unwrap_or_default();
        let letters = self.happened.iter().flat_map(|happening| &happening.letters);
        letters.filter(|letter| letter.to == to).map(|letter| letter.kind).collect()
    }
}
