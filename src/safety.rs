//! core: May an automatic letter leave? The last gate; no rule passes it.
use crate::mail::Mail;
use crate::policy::Policy;
use crate::ticket::{Facts, Ticket};
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// L31: to this one recipient.
    Send,
    /// The mail is kept and ticketed; nothing automatic leaves.
    Silent { row: &'static str, why: String },
    /// Our own mail: recorded, no ticket.
    Drop { row: &'static str, why: String },
}

/// The rows that only look at the mail (L02–L17) – also for `explain`, with what was skipped for want of a config.
pub fn mail_gate(_mail: &Mail, _facts: &Facts, _policy: Option<&Policy>, _now: Timestamp) -> Gate {
    unimplemented!()
}

/// The rows that count: L01, L25, L28–L30.
pub fn count_gate(_ticket: &Ticket, _facts: &Facts, _policy: &Policy) -> Gate {
    unimplemented!()
}
