//! frontdesk, the front desk of a support mailbox.
//!
//! Words: a *mail* comes in, a *letter* goes out, a *ticket* is a customer's matter, a *verdict* is what the rules say
//! of a mail, an *event* happens to a ticket, a *decision* follows from it, a *timer* and the *outbox* are durable rows,
//! the *desk* is the one door, the *post* the way out, *quarantine* holds what could not be handled, a *robot* wrote
//! what no person did.
//!
//! Core, pure (no input or output, no clock; `tests/tidy.rs` holds the wall):
//! - `time`: instants and lengths, UTC seconds
//! - `calendar`: opening hours, holidays, make-up days: open time counted and added
//! - `mail`: bytes to a mail: text, spans, attachments, language, kind, delivery report
//! - `thread`: which ticket a mail belongs to, and why
//! - `rules`: the rule folder as one set; what it says of a mail
//! - `ticket`: history, status, and the step from an event to a decision
//! - `sla`: promises to timers, as a function of the ticket's history
//! - `letter`: template and ticket to letter
//! - `safety`: may an automatic letter leave? the last gate
//! - `policy`: what the operator and the admin decided
//! - `report`: what lies on the desk, how fast we were, which promises were kept
//! - `phrasebook`: what the desk notes in English, read in Chinese
//! - `retry`: when to try again
//!
//! Shell:
//! - `activation`: which rule set judges; what becomes of a save
//! - `desk`: gather, decide, commit: the one door
//! - `store`: SQLite; SQL lives only there
//! - `mailbox`: where mail comes from: IMAP, Maildir, files
//! - `post`: where letters go: SMTP, a folder
//! - `server`: how mailbox and relay are reached
//! - `reader`: mails read and judged beside each other, on large stacks
//! - `daemon`: wires the loops together
//! - `rehearsal`: the whole desk with a pretended clock
//! - `replay`: mail that came earlier, under other rules
//! - `explanation`: what frontdesk sees in a mail, for people and programs
//! - `config`: the configuration files
//! - `memory`: how the process stays small
//! - `journal`: log lines, one function per fact
//! - `clock`: the only reader of the wall clock
//! - `cli`: one file per command

pub mod activation;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod daemon;
pub mod desk;
pub mod explanation;
pub mod journal;
pub mod letter;
pub mod mail;
pub mod mailbox;
pub mod memory;
pub mod phrasebook;
pub mod policy;
pub mod post;
pub mod reader;
pub mod rehearsal;
pub mod replay;
pub mod report;
pub mod retry;
pub mod rules;
pub mod safety;
pub mod server;
pub mod sla;
pub mod store;
pub mod thread;
pub mod ticket;
pub mod time;
