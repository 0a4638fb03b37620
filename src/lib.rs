//! frontdesk, the front desk of a support mailbox.
//!
//! Words: a *mail* comes in, a *letter* goes out, a *ticket* is a customer's matter, a *verdict* is what the rules say
//! of a mail, an *event* happens to a ticket, a *decision* follows from it, a *timer* and the *outbox* are durable rows,
//! the *desk* is the one door, the *post* the way out.
//!
//! Core, pure (no input or output, no clock):

pub mod letter;
pub mod mail;
pub mod policy;
pub mod retry;
pub mod rules;
pub mod safety;
pub mod sla;
pub mod thread;
pub mod ticket;
pub mod time;

// Shell:

pub mod mailbox;
pub mod post;
pub mod store;
