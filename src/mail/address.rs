//! core: Mail addresses.
//! In: header text or an addr-spec. Out: `Mailbox`es; an `Address` is an addr-spec with its domain in lower case.
//! Never follows a display name: only the addr-spec counts.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An addr-spec, domain lower-cased, local part as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: String,
    pub address: Address,
}

impl Address {
    /// Takes what stands between the angle brackets; a text without `@` is kept whole.
    pub fn new(spec: &str) -> Self {
        let spec = spec.trim();
        match spec.rsplit_once('@') {
            Some((local, domain)) => Self(format!("{local}@{}", domain.to_lowercase())),
            None => Self(spec.to_owned()),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Local parts are compared without case: every provider we know does.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// For logs: `a***@x.org`.
    pub fn masked(&self) -> String {
        let first = self.local().chars().next().map(String::from).unwrap_or_default();
        format!("{first}***@{}", self.domain())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
