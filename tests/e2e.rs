//! The built program against real servers: a Dovecot and a Postfix `smtp-sink` of our own, on free ports, in a
//! temporary folder; both end with the test. Without these programs a test says so and passes, unless `CI` or
//! `FRONTDESK_E2E` is set (`tests/run` sets it).

// A test that cannot set its scene shall fail at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "e2e/canary.rs"]
mod canary;
#[path = "e2e/crash.rs"]
mod crash;
#[path = "e2e/desk.rs"]
mod desk;
#[path = "e2e/doors.rs"]
mod doors;
#[path = "e2e/dovecot.rs"]
mod dovecot;
#[path = "e2e/drain.rs"]
mod drain;
#[path = "e2e/mails.rs"]
mod mails;
#[path = "e2e/memory.rs"]
mod memory;
#[path = "e2e/refusals.rs"]
mod refusals;
#[path = "e2e/relay.rs"]
mod relay;
#[path = "e2e/renumber.rs"]
mod renumber;
#[path = "e2e/serve.rs"]
mod serve;
#[path = "e2e/sink.rs"]
mod sink;
#[path = "e2e/staff.rs"]
mod staff;
#[path = "e2e/tools.rs"]
mod tools;
#[path = "e2e/upkeep.rs"]
mod upkeep;
