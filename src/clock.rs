//! The only reader of the wall clock.
//! In: nothing. Out: now, how long the machine has run, and which start of it this is.
//! Never used by the core: there `now` is an argument.

use crate::time::{Span, Timestamp};

#[allow(clippy::disallowed_methods)] // the one place
pub fn now() -> Timestamp {
    Timestamp::from_secs(jiff::Timestamp::now().as_second())
}

/// How long the machine has run, its sleep included: no setting of the clock changes it. None where the system does not
/// tell.
pub fn uptime() -> Option<Span> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    text.split('.').next()?.trim().parse().ok().map(Span::secs)
}

/// Changes with every start of the machine; after one, an unsettled letter's fate is unknown. Empty where the system does
/// not tell.
pub fn boot_id() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").map_or_else(|_| String::new(), |id| id.trim().into())
}
