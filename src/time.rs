//! core: Instants and lengths, whole seconds, UTC.
//! In: seconds, or a length as an admin writes it (`90m`, `24h`, `3d`). Out: values that only add and compare.
//! Never reads a clock; `now` is always handed in.

use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// An instant: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A length in seconds; may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Timestamp {
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs)
    }

    pub const fn secs(self) -> i64 {
        self.0
    }

    /// RFC 3339 in UTC, for JSON and logs; seconds outside jiff's range print as a number.
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_second(self.0).map_or_else(|_| self.0.to_string(), |at| at.to_string())
    }

    /// The civil time in a zone, for letters and tables.
    pub fn in_zone(self, zone: &jiff::tz::TimeZone) -> jiff::Zoned {
        jiff::Timestamp::from_second(self.0).unwrap_or_default().to_zoned(zone.clone())
    }
}

impl Span {
    pub const ZERO: Self = Self(0);

    pub const fn secs(secs: i64) -> Self {
        Self(secs)
    }

    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60)
    }

    pub const fn hours(hours: i64) -> Self {
        Self(hours * 3600)
    }

    pub const fn days(days: i64) -> Self {
        Self(days * 86_400)
    }

    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// `75%` of a length, rounded down to the second.
    pub const fn percent(self, percent: i64) -> Self {
        Self(self.0.saturating_mul(percent) / 100)
    }

    /// As an admin writes it: `24h`, `90m`, `45s`.
    pub fn short(self) -> String {
        match self.0 {
            secs if secs != 0 && secs % 3600 == 0 => format!("{}h", secs / 3600),
            secs if secs != 0 && secs % 60 == 0 => format!("{}m", secs / 60),
            secs => format!("{secs}s"),
        }
    }

    /// Reads `30s`, `90m`, `24h`, `3d`. Error: what was wrong, for the admin.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = text.get(digits.len()..).unwrap_or_default().trim();
        let size = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => {
                return Err(format!("{text:?} is no length: write a number and s, m, h or d, for example 24h"));
            }
        };
        let number: i64 = digits.parse().map_err(|_| format!("{text:?} is no length: write for example 24h"))?;
        number.checked_mul(size).map(Self).ok_or_else(|| format!("{text:?} is too long"))
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_as_admins_write_them() {
        assert_eq!(Span::parse("90m"), Ok(Span::minutes(90)));
        assert_eq!(Span::parse(" 24h "), Ok(Span::days(1)));
        assert_eq!(Span::parse("0h"), Ok(Span::ZERO));
        assert!(Span::parse("2 working days").is_err());
        assert!(Span::parse("h").is_err());
        assert!(Span::parse("99999999999999999999d").is_err());
    }
}
