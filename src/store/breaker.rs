//! The breaker and what it counts: automatic letters that left.
//! In: a claim, and what the post said. Out: how many may be claimed; which are over a cap of their own.
//! Never counts a letter the relay put off: it has not left.

use super::error::Doing;
use super::{Result, Store, Tx, View};
use crate::letter::LetterKind;
use crate::mail::Address;
use crate::policy::Caps;
use crate::safety::{Breaker, Departures, HELD, Own, Room, State, passed, usual_hour};
use crate::time::{Span, Timestamp};
use rusqlite::{OptionalExtension, params};

const KEY: &str = "breaker";
/// Since when departures are counted.
const SINCE: &str = "departures_since";
const FIGURES: Span = Span::days(28);
const HELD_BACK: &str = "held by the breaker";

/// The breaker opened: why, and whether the owner is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub why: String,
    pub is_news: bool,
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

    /// How many of the automatic letters that wait may be claimed now; or the breaker opens. When it is asked nothing is
    /// under way: all claimed before is settled.
    pub(super) fn let_through(&self, caps: &Caps, limit: usize, now: Timestamp) -> Result<(usize, Option<Opened>)> {
        let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE rank = 2 AND next_at <= ?1)";
        if self.ask(sql, [now], "looking for letters that wait")? != Some(true) {
            return Ok((0, None));
        }
        let mut breaker = self.view().breaker()?;
        match breaker.room(&self.departures(&breaker, now)?, caps, now) {
            Room::For(count) => {
                let count = limit.min(usize::try_from(count).unwrap_or(usize::MAX));
                if breaker.state(now) == State::HalfOpen && count > 0 {
                    breaker.let_go_at = Some(now);
                    self.set_breaker(&breaker)?;
                }
                Ok((count, None))
            }
            Room::Opens(why) => {
                breaker.opens(&why, now);
                let is_news = breaker.is_news(now);
                self.set_breaker(&breaker)?;
                let sql = "UPDATE outbox SET answer = ?1, not_after_at = min(coalesce(not_after_at, ?2), ?2)
                           WHERE rank = 2 AND next_at IS NOT NULL";
                self.run(sql, params![HELD_BACK, now + HELD], "holding letters")?;
                Ok((0, Some(Opened { why, is_news })))
            }
        }
    }

    /// True: this letter is over a cap of its own meanwhile, and is cancelled.
    pub(super) fn is_over_cap(&self, letter: i64, caps: &Caps, now: Timestamp) -> Result<bool> {
        let Some((kind, to)) = self.counted(letter)? else { return Ok(false) };
        let Some(why) = passed(kind, to.domain(), (&self.own(letter, &to, now)?, caps)) else { return Ok(false) };
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?2, answer = ?3 WHERE id = ?1";
        self.run(sql, params![letter, now, why], "cancelling a letter over a cap")?;
        Ok(true)
    }

    /// The last moment of a letter planned now, when the breaker is not closed.
    pub(super) fn held_until(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        Ok((self.view().breaker()?.state(now) != State::Closed).then(|| now + HELD))
    }

    /// Kind and recipient of an automatic letter to a customer; none for any other.
    fn counted(&self, letter: i64) -> Result<Option<(LetterKind, Address)>> {
        let sql = "SELECT kind, recipient FROM outbox WHERE id = ?1 AND is_counted = 1";
        let doing = "reading a letter before its dot";
        self.prepare(sql, doing)?.query_row([letter], |row| Ok((row.get(0)?, row.get(1)?))).optional().doing(doing)
    }

    /// An automatic letter left, or may have left.
    pub(super) fn note_departure(&self, now: Timestamp) -> Result<()> {
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

    fn departures(&self, breaker: &Breaker, now: Timestamp) -> Result<Departures> {
        let doing = "counting what left";
        let newest: Option<i64> = self.ask("SELECT max(minute) FROM left_a_minute", [], doing)?.flatten();
        // A clock set back must not open the windows anew.
        let end = now.max(newest.map_or(now, |minute| Timestamp::from_secs(minute * 60)));
        let minute = |at: Timestamp| at.secs().div_euclid(60);
        let resumed = breaker.counts_from.map_or(i64::MIN, |at| minute(at) + 1);
        let sql = "SELECT coalesce(sum(letters), 0) FROM left_a_minute WHERE minute >= ?1";
        let within = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, [minute(end - window).max(resumed)], doing)?.unwrap_or(0))
        };
        let (hour, day) = (within(Span::hours(1))?, within(Span::days(1))?);
        Ok(Departures { hour, day, usual_hour: self.usual_hour(now)? })
    }

    fn own(&self, letter: i64, to: &Address, now: Timestamp) -> Result<Own> {
        let doing = "counting a recipient's letters";
        let sql = "SELECT coalesce(sum(letters), 0) FROM letters_a_minute WHERE domain = ?1 AND minute >= ?2";
        let domain = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, params![to.domain(), (now - window).secs().div_euclid(60)], doing)?.unwrap_or(0))
        };
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND id <> ?3
                   AND kind IN ('ack', 'followup_status') AND state IN ('sending', 'accepted', 'uncertain')";
        let sender = |window: Span| -> Result<u32> {
            Ok(self.ask(sql, params![super::sender_key(to), now - window, letter], doing)?.unwrap_or(0))
        };
        Ok(Own {
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
