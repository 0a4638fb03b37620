//! core: When is everything slower, and when is nobody written to?
//! In: `[peak]` and `[quiet]` of the book, a start, a ticket. Out: how much longer a promise is that is made then; the
//! instant before which the clock does not write to this customer.
//! Never delays what answers a mail: who has just written is awake.

use super::{Sla, SlaBook};
use crate::rules::Words;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Days on which more comes than anybody can answer as fast as usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peak {
    pub first: Date,
    pub last: Date,
    pub name: Words,
    /// Percent: promises made on these days take so much longer.
    pub slower: i64,
}

/// Half-open, minutes of the day; may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    pub from: u16,
    pub to: u16,
}

impl SlaBook {
    pub fn home(&self) -> TimeZone {
        self.home.clone().unwrap_or(TimeZone::UTC)
    }

    /// The peak on whose days a promise was made.
    pub fn peak(&self, sla: &Sla, start: Timestamp) -> Option<&Peak> {
        if self.peaks.is_empty() {
            return None;
        }
        let zone = sla.calendar.zone().cloned().unwrap_or_else(|| self.home());
        let date = start.in_zone(&zone).date();
        self.peaks.iter().find(|peak| (peak.first..=peak.last).contains(&date))
    }

    /// Percent.
    pub(super) fn slower(&self, sla: &Sla, start: Timestamp) -> i64 {
        self.peak(sla, start).map_or(100, |peak| peak.slower)
    }

    /// Why what we owe this ticket's customer next takes longer than usual.
    pub fn peak_of(&self, ticket: &Ticket) -> Option<&Words> {
        let (kind, _) = self.due(ticket)?;
        let (measure, _) = self.measure(ticket, kind)?;
        Some(&self.peak(self.of(ticket)?, measure.start)?.name)
    }

    /// When the clock may write to this customer: then, or when the night is over for him.
    pub fn polite(&self, ticket: &Ticket, at: Timestamp) -> Timestamp {
        self.quiet.map_or(at, |quiet| quiet.over(at, &ticket.zone(&self.home(), at)))
    }
}

impl Quiet {
    fn over(self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        let local = at.in_zone(zone);
        let minute = u16::try_from(60 * i32::from(local.hour()) + i32::from(local.minute())).unwrap_or_default();
        let is_late = minute >= self.from;
        let is_quiet = if self.from < self.to { is_late && minute < self.to } else { is_late || minute < self.to };
        if !is_quiet {
            return at;
        }
        let is_tomorrow = self.from > self.to && is_late;
        let date = if is_tomorrow { local.date().tomorrow().unwrap_or(local.date()) } else { local.date() };
        let end = i8::try_from(self.to / 60).ok().zip(i8::try_from(self.to % 60).ok());
        let end = end.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        let end = end.and_then(|time| date.to_datetime(time).to_zoned(zone.clone()).ok());
        end.map_or(at, |end| Timestamp::from_secs(end.timestamp().as_second()).max(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_ends_where_the_customer_lives() {
        let at = |text: &str| Timestamp::from_secs(text.parse::<jiff::Timestamp>().unwrap().as_second());
        let (night, noon) = (Quiet { from: 22 * 60, to: 8 * 60 }, Quiet { from: 12 * 60, to: 13 * 60 });
        let zone = |name: &str| TimeZone::get(name).unwrap();
        let shanghai = zone("Asia/Shanghai");
        assert_eq!(night.over(at("2026-11-23T22:00+08"), &shanghai), at("2026-11-24T08:00+08"));
        assert_eq!(night.over(at("2026-11-24T03:00+08"), &shanghai), at("2026-11-24T08:00+08"));
        for awake in ["2026-11-23T08:00+08", "2026-11-23T21:59:59+08"] {
            assert_eq!(night.over(at(awake), &shanghai), at(awake));
        }
        assert_eq!(
            night.over(at("2026-11-23T22:00+08"), &zone("Europe/Berlin")),
            at("2026-11-23T22:00+08"),
            "15:00 there"
        );
        assert_eq!(noon.over(at("2026-11-23T12:30+08"), &shanghai), at("2026-11-23T13:00+08"));
        assert_eq!(night.over(at("2026-03-29T01:30+01"), &zone("Europe/Berlin")), at("2026-03-29T08:00+02"));
    }
}
