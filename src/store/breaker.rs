//! The breaker and what it counts: automatic letters at their final dot.
//! In: the letter in hand. Out: whether it may leave; the row says what became of it.
//! Never lets a letter go that is not counted in the same transaction.

use super::error::Doing;
use super::{Result, Store, Tx, View};
use crate::letter::LetterKind;
use crate::mail::Address;
use crate::policy::Caps;
use crate::safety::{Breaker, Departures, HELD, Leave, State, usual_hour};
use crate::time::{Span, Timestamp};
use rusqlite::{OptionalExtension, params};

const KEY: &str = "breaker";
/// Since when departures are counted.
const SINCE: &str = "departures_since";
const FIGURES: Span = Span::days(28);
const HELD_BACK: &str = "held by the breaker";

/// What becomes of a letter at its final dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dot {
    Leaves,
    /// Cancelled, or back in the outbox.
    Stays,
    /// As `Stays`, and the breaker opened by it: why, and whether the owner is to be told.
    Opened {
        why: String,
        is_news: bool,
    },
}

impl View<'_> {
    pub fn breaker(&self) -> Result<Breaker> {
        let stored = self.meta(KEY)?;
        Ok(stored
            .map(|stored| serde_json::from_str(&stored))
            .transpose()
            .doing("reading the breaker")?
            .unwrap_or_default())
    }

    /// Letters it holds.
    pub fn held_by_breaker(&self) -> Result<u32> {
        let sql = "SELECT count(*) FROM outbox WHERE rank = 2 AND next_at IS NOT NULL AND answer = ?1";
        Ok(Tx { conn: self.conn }.ask(sql, [HELD_BACK], "counting what the breaker holds")?.unwrap_or(0))
    }
}

impl Store {
    /// A person says that all is well. False: the breaker was closed.
    pub fn resume(&mut self, now: Timestamp) -> Result<bool> {
        self.write(|tx| {
            let mut breaker = tx.view().breaker()?;
            let was_open = breaker.resume(now);
            if was_open {
                tx.set_breaker(&breaker)?;
            }
            Ok(was_open)
        })
    }
}

impl Tx<'_> {
    fn set_breaker(&self, breaker: &Breaker) -> Result<()> {
        self.set_meta(KEY, &serde_json::to_string(breaker).doing("writing the breaker")?)
    }

    /// How many automatic letters to customers may be claimed now.
    pub(super) fn let_through(&self, limit: usize, now: Timestamp) -> Result<usize> {
        let breaker = self.view().breaker()?;
        Ok(match breaker.state(now) {
            State::Closed => limit,
            _ if breaker.next_at().is_some_and(|at| now < at) => 0,
            _ => limit.min(1),
        })
    }

    /// The last moment of a letter planned now, when the breaker is not closed.
    pub(super) fn held_until(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        Ok((self.view().breaker()?.state(now) != State::Closed).then(|| now + HELD))
    }

    /// Asks the breaker and the caps about a letter just before its dot; counts it when it leaves.
    pub(super) fn ask_breaker(&self, letter: i64, caps: &Caps, now: Timestamp) -> Result<Dot> {
        let Some((kind, to)) = self.counted(letter)? else { return Ok(Dot::Leaves) };
        let mut breaker = self.view().breaker()?;
        let left = self.departures(letter, &to, (&breaker, caps), now)?;
        match breaker.ask(kind, to.domain(), (&left, caps), now) {
            Leave::Now => {
                if breaker.state(now) == State::HalfOpen {
                    breaker.let_go_at = Some(now);
                    self.set_breaker(&breaker)?;
                }
                self.note_departure(now)?;
                Ok(Dot::Leaves)
            }
            Leave::Later => self.hold(letter, now).map(|()| Dot::Stays),
            Leave::Never(why) => {
                let sql = "UPDATE outbox SET state = 'cancelled', settled_at = ?2, answer = ?3
                           WHERE id = ?1 AND state = 'sending'";
                self.run(sql, params![letter, now, why], "cancelling a letter over a cap")?;
                Ok(Dot::Stays)
            }
            Leave::Opens(why) => {
                breaker.opens(&why, now);
                let is_news = breaker.is_news(now);
                self.set_breaker(&breaker)?;
                self.hold(letter, now)?;
                let sql = "UPDATE outbox SET answer = ?1, not_after_at = min(coalesce(not_after_at, ?2), ?2)
                           WHERE rank = 2 AND next_at IS NOT NULL";
                self.run(sql, params![HELD_BACK, now + HELD], "holding letters")?;
                Ok(Dot::Opened { why, is_news })
            }
        }
    }

    /// Kind and recipient of an automatic letter to a customer; none for any other.
    fn counted(&self, letter: i64) -> Result<Option<(LetterKind, Address)>> {
        let sql = "SELECT kind, recipient FROM outbox WHERE id = ?1 AND is_counted = 1";
        let doing = "reading a letter before its dot";
        self.prepare(sql, doing)?.query_row([letter], |row| Ok((row.get(0)?, row.get(1)?))).optional().doing(doing)
    }

    fn hold(&self, letter: i64, now: Timestamp) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'planned', next_at = ?2, attempts = attempts - 1, answer = ?3,
                       not_after_at = min(coalesce(not_after_at, ?4), ?4)
                   WHERE id = ?1 AND state = 'sending'";
        self.run(sql, params![letter, now, HELD_BACK, now + HELD], "holding a letter").map(drop)
    }

    fn note_departure(&self, now: Timestamp) -> Result<()> {
        let doing = "counting a letter that leaves";
        if self.meta(SINCE)?.is_none() {
            self.set_meta(SINCE, &now.secs().to_string())?;
        }
        for (table, length) in [("left_a_minute (minute, letters)", 60), ("left_an_hour (hour, letters)", 3600)] {
            let sql = format!("INSERT INTO {table} VALUES (?1, 1) ON CONFLICT DO UPDATE SET letters = letters + 1");
            self.run(&sql, [now.secs().div_euclid(length)], doing)?;
        }
        Ok(())
    }

    fn departures(
        &self,
        letter: i64,
        to: &Address,
        (breaker, caps): (&Breaker, &Caps),
        now: Timestamp,
    ) -> Result<Departures> {
        let doing = "counting what left";
        let newest: Option<i64> = self.ask("SELECT max(minute) FROM left_a_minute", [], doing)?.flatten();
        // A clock set back must not open the windows anew.
        let end = now.max(newest.map_or(now, |minute| Timestamp::from_secs(minute * 60)));
        let minute = |at: Timestamp| at.secs().div_euclid(60);
        let resumed = breaker.counts_from.map_or(i64::MIN, |at| minute(at) + 1);
        let sql = "SELECT coalesce(sum(letters), 0) FROM left_a_minute WHERE minute >= ?1";
        let all = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, [minute(end - window).max(resumed)], doing)?.unwrap_or(0))
        };
        let sql = "SELECT coalesce(sum(letters), 0) FROM letters_a_minute WHERE domain = ?1 AND minute >= ?2";
        let domain = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, params![to.domain(), minute(end - window)], doing)?.unwrap_or(0))
        };
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND id <> ?3
                   AND kind IN ('ack', 'followup_status') AND state IN ('dot_sent', 'accepted', 'uncertain')";
        let sender = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, params![super::sender_key(to), end - window, letter], doing)?.unwrap_or(0))
        };
        let hour = all(Span::hours(1))?;
        Ok(Departures {
            hour,
            day: all(Span::days(1))?,
            usual_hour: if hour >= caps.usual_hour_least { self.usual_hour(now)? } else { None },
            domain_hour: domain(Span::hours(1))?,
            domain_day: domain(Span::days(1))?,
            sender_day: sender(Span::days(1))?,
            sender_week: sender(Span::days(7))?,
        })
    }

    /// None before there are figures of 28 days. The hour under way is not yet usual.
    fn usual_hour(&self, now: Timestamp) -> Result<Option<u32>> {
        let since = self.meta(SINCE)?.and_then(|at| at.parse().ok()).map(Timestamp::from_secs);
        if since.is_none_or(|since| now - since < FIGURES) {
            return Ok(None);
        }
        let sql = "SELECT letters FROM left_an_hour WHERE hour < ?1";
        Ok(usual_hour(self.ask_all(sql, [now.secs().div_euclid(3600)], "reading what is usual")?))
    }
}
