//! From the outbox to the post and back: claimed, dotted, settled.
//! In: what the post says of each letter. Out: the letters whose turn it is, and what became of the others.
//! Never hands out a letter twice at a time; an automatic letter to a customer in doubt is never sent again.

use super::breaker::Opened;
use super::error::Doing;
use super::inbox::Recovered;
use super::outbox::{AUTOMATIC, RANKS};
use super::slip::Noted;
use super::{LetterState, Result, Store, Tx, View};
use crate::letter::{LetterKind, Origin};
use crate::mail::Address;
use crate::policy::Caps;
use crate::post::{Outcome, Outgoing};
use crate::time::{Span, Timestamp};
use rusqlite::{OptionalExtension, params};

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub id: i64,
    pub message_id: String,
    pub ticket: Option<i64>,
    pub kind: LetterKind,
    pub to: Address,
    pub state: LetterState,
    /// The relay's words, or why it goes no further.
    pub why: String,
    /// When it is tried again.
    pub next_at: Option<Timestamp>,
}

/// How long a letter in doubt waits for a proof before it goes once more (mail-safety 3.3).
const PROOF_WITHIN: Span = Span::minutes(15);
const MOST_AT_ONCE: usize = 50;

/// What the outbox knows of a letter under way.
struct UnderWay {
    message_id: String,
    ticket: Option<i64>,
    kind: LetterKind,
    to: Address,
    attempts: u32,
    doubts: u32,
    not_after: Option<Timestamp>,
    planned_at: Timestamp,
}

/// Letters handed to the post, under way on the disk once this is committed.
#[derive(Debug, Default)]
pub struct Claimed {
    pub letters: Vec<Outgoing>,
    /// There was no room for the automatic ones that wait.
    pub opened: Option<Opened>,
}

impl Store {
    /// A letter under way that must not leave after all.
    pub fn call_off(&mut self, letter: i64, now: Timestamp) -> Result<()> {
        let sql =
            "UPDATE outbox SET state = 'cancelled', settled_at = ?2, answer = 'the ticket moved on before it left'
                   WHERE id = ?1 AND state = 'sending'";
        self.write_lightly(|tx| tx.run(sql, params![letter, now], "cancelling a stale letter").map(drop))
    }

    /// Writes down what the post said. `again` says when a kind of letter is tried once more, after so many attempts and
    /// planned then; none gives the letter up.
    pub fn settle(
        &mut self,
        outcomes: &[(i64, Outcome)],
        now: Timestamp,
        again: impl Fn(LetterKind, u32, Timestamp) -> Option<Timestamp>,
    ) -> Result<Vec<Settled>> {
        self.write(|tx| tx.settle_all(outcomes, now, again))
    }

    /// Claimed, and not tried because the program stops: the claim is undone.
    pub fn put_back(&mut self, letters: &[i64], now: Timestamp) -> Result<()> {
        self.write(|tx| {
            let sql = "UPDATE outbox SET state = 'planned', next_at = ?2, attempts = attempts - 1
                       WHERE id = ?1 AND state = 'sending'";
            letters.iter().try_for_each(|id| tx.run(sql, params![id, now], "putting a letter back").map(drop))
        })
    }

    /// When the next letter's turn comes; in the past when it has.
    pub fn next_letter_at(&self, _now: Timestamp) -> Result<Option<Timestamp>> {
        let tx = Tx { conn: &self.conn };
        let mut next_at: Option<Timestamp> = None;
        for rank in RANKS {
            let sql = "SELECT min(next_at) FROM outbox WHERE rank = ?1 AND next_at IS NOT NULL";
            let of_rank = tx.ask::<Option<Timestamp>>(sql, [rank], "looking for the next letter")?.flatten();
            let of_rank = match (rank, of_rank) {
                (AUTOMATIC, Some(at)) => Some(tx.view().breaker()?.next_at().map_or(at, |open_at| open_at.max(at))),
                (_, at) => at,
            };
            next_at = next_at.into_iter().chain(of_rank).min();
        }
        Ok(next_at)
    }
}

impl Tx<'_> {
    /// `Store::settle`, beside what follows from it.
    pub fn settle_all(
        &self,
        outcomes: &[(i64, Outcome)],
        now: Timestamp,
        again: impl Fn(LetterKind, u32, Timestamp) -> Option<Timestamp>,
    ) -> Result<Vec<Settled>> {
        let mut settled = Vec::with_capacity(outcomes.len());
        for (id, outcome) in outcomes {
            settled.extend(self.settle(*id, outcome, now, &again)?);
        }
        Ok(settled)
    }

    /// The letters whose turn it is, at most 50: people's, then staff's, then as many automatic ones as breaker and caps let
    /// through. What came too late is cancelled instead.
    pub fn claim(&self, caps: &Caps, limit: usize, now: Timestamp) -> Result<Claimed> {
        let limit = limit.min(MOST_AT_ONCE);
        let doing = "choosing the next letters";
        let sql = "UPDATE outbox SET state = 'cancelled', next_at = NULL, settled_at = ?1,
                       answer = CASE answer WHEN 'held by the breaker' THEN 'held by the breaker for too long'
                           ELSE 'too late to be of use' END
                   WHERE next_at IS NOT NULL AND next_at <= ?1 AND rank IN (0, 1, 2) AND not_after_at < ?1";
        self.run(sql, [now], doing)?;
        let mut claimed = Claimed::default();
        for rank in RANKS {
            let mut room = limit - claimed.letters.len();
            if rank == AUTOMATIC {
                (room, claimed.opened) = self.let_through(caps, room, now)?;
            }
            let sql = "SELECT id FROM outbox WHERE rank = ?1 AND next_at <= ?2 ORDER BY next_at, id LIMIT ?3";
            for letter in self.ask_all::<i64>(sql, params![rank, now, room as i64], doing)? {
                if rank != AUTOMATIC || !self.is_over_cap(letter, caps, now)? {
                    claimed.letters.push(self.claim_one(letter)?);
                }
            }
        }
        Ok(claimed)
    }

    fn claim_one(&self, id: i64) -> Result<Outgoing> {
        let doing = "claiming a letter";
        let sql = "UPDATE outbox SET state = 'sending', next_at = NULL, attempts = attempts + 1 WHERE id = ?1";
        self.run(sql, [id], doing)?;
        let mut statement = self.prepare(
            "SELECT o.message_id, o.recipient, o.kind, r.bytes FROM outbox o JOIN outbox_raw r ON r.letter = o.id
             WHERE o.id = ?1",
            doing,
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            let (message_id, to, kind, bytes): (_, _, LetterKind, _) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let is_automatic = kind.origin() != Origin::Person;
            Ok((kind, Outgoing { id, message_id, to, is_automatic, bounce_to: None, bytes, enclosed: Vec::new() }))
        };
        let (kind, mut letter) = statement.query_row([id], read).doing(doing)?;
        if !kind.is_to_customer() {
            letter.enclosed = self.enclosed(id)?;
        }
        Ok(letter)
    }

    /// None: the letter was not under way.
    fn under_way(&self, id: i64) -> Result<Option<UnderWay>> {
        let doing = "reading a letter under way";
        let mut statement = self.prepare(
            "SELECT message_id, ticket, kind, recipient, attempts, doubts, not_after_at, planned_at FROM outbox
             WHERE id = ?1 AND state = 'sending'",
            doing,
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            let (message_id, ticket, kind, to) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (attempts, doubts, not_after) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(UnderWay { message_id, ticket, kind, to, attempts, doubts, not_after, planned_at: row.get(7)? })
        };
        statement.query_row([id], read).optional().doing(doing)
    }

    fn settle(
        &self,
        id: i64,
        outcome: &Outcome,
        now: Timestamp,
        again: &impl Fn(LetterKind, u32, Timestamp) -> Option<Timestamp>,
    ) -> Result<Option<Settled>> {
        let Some(letter) = self.under_way(id)? else {
            return Ok(None);
        };
        let (state, next_at, words) = match outcome {
            Outcome::Accepted(words) => (LetterState::Accepted, None, words),
            Outcome::Never(why) => (LetterState::Failed, None, why),
            Outcome::Later(why) => match again(letter.kind, letter.attempts, letter.planned_at) {
                Some(next_at) if letter.not_after.is_some_and(|last| next_at > last) => {
                    (LetterState::Cancelled, None, why)
                }
                Some(next_at) => (LetterState::Deferred, Some(next_at), why),
                // A late receipt or reminder is noise, no failure (page on mail safety, 3.3).
                None if letter.kind.is_at_most_once() => (LetterState::Cancelled, None, why),
                None => (LetterState::Failed, None, why),
            },
            Outcome::Uncertain(why) => {
                let (state, next_at) = in_doubt(&letter, now);
                (state, next_at, why)
            }
        };
        let doubts = letter.doubts + u32::from(matches!(outcome, Outcome::Uncertain(_)));
        self.settle_row(id, (state, next_at, doubts), words, now)?;
        self.count_if_it_left(&letter, state, now)?;
        let UnderWay { message_id, ticket, kind, to, .. } = letter;
        Ok(Some(Settled { id, message_id, ticket, kind, to, state, why: words.clone(), next_at }))
    }

    /// For the breaker: automatic letters to customers only.
    fn count_if_it_left(&self, letter: &UnderWay, state: LetterState, now: Timestamp) -> Result<()> {
        let left = matches!(state, LetterState::Accepted | LetterState::Uncertain);
        if left && letter.kind.is_at_most_once() { self.note_departure(now) } else { Ok(()) }
    }

    fn settle_row(
        &self,
        id: i64,
        (state, next_at, doubts): (LetterState, Option<Timestamp>, u32),
        words: &str,
        now: Timestamp,
    ) -> Result<()> {
        let sql = "UPDATE outbox SET state = ?2, next_at = ?3, doubts = ?4, answer = ?5,
                       settled_at = CASE WHEN ?3 IS NULL THEN ?6 END
                   WHERE id = ?1";
        self.run(sql, params![id, state, next_at, doubts, words, now], "settling a letter").map(drop)
    }

    /// After a crash. A claimed letter without a dot on the slip did not leave; without a slip of this start of the
    /// machine every letter under way is in doubt.
    pub(super) fn recover_letters(&self, noted: Option<Noted>, now: Timestamp, found: &mut Recovered) -> Result<()> {
        let doing = "recovering letters under way";
        for id in self.ask_all::<i64>("SELECT id FROM outbox WHERE state = 'sending' ORDER BY id", [], doing)? {
            let Some(letter) = self.under_way(id)? else { continue };
            let taken = noted.as_ref().and_then(|noted| noted.accepted.get(&id));
            let is_unsent = noted.as_ref().is_some_and(|noted| !noted.dotted.contains(&id));
            let lost = "the program ended before the relay's answer was written down";
            let ((state, next_at), doubts, words) = match taken {
                Some(words) => ((LetterState::Accepted, None), 0, words.as_str()),
                None if is_unsent => ((LetterState::Planned, Some(now)), 0, ""),
                None => (in_doubt(&letter, now), 1, lost),
            };
            *match state {
                LetterState::Accepted => &mut found.accepted,
                LetterState::Planned => &mut found.planned_again,
                LetterState::Deferred => &mut found.deferred,
                LetterState::Held => &mut found.held,
                _ => &mut found.uncertain,
            } += 1;
            self.settle_row(id, (state, next_at, letter.doubts + doubts), words, now)?;
            self.count_if_it_left(&letter, state, now)?;
        }
        Ok(())
    }
}

impl View<'_> {
    /// Just before the final dot. False: it is no longer under way, or it is a letter of the clock whose reason has
    /// gone: the customer wrote, a person answered, the status changed.
    pub fn still_holds(&self, letter: i64) -> Result<bool> {
        let sql = "SELECT o.kind NOT IN ('ask_again', 'overdue', 'remind', 'closing', 'solved_check')
                       OR NOT EXISTS (SELECT 1 FROM history h WHERE h.ticket = o.ticket AND h.step > o.ticket_steps
                           AND (h.kind IN ('replied', 'waiting', 'solved', 'closed', 'reopened')
                                OR (h.kind = 'mail' AND o.kind <> 'overdue')))
                   FROM outbox o WHERE o.id = ?1 AND o.state = 'sending'";
        let doing = "checking whether a letter still holds";
        let mut statement = self.conn.prepare_cached(sql).doing(doing)?;
        Ok(statement.query_row([letter], |row| row.get(0)).optional().doing(doing)?.unwrap_or(false))
    }
}

/// A person's words and staff's alerts go once more with the same Message-ID, then a person decides; an automatic
/// letter to a customer counts as sent.
fn in_doubt(letter: &UnderWay, now: Timestamp) -> (LetterState, Option<Timestamp>) {
    match (letter.kind.is_at_most_once(), letter.doubts) {
        (true, _) => (LetterState::Uncertain, None),
        (false, 0) => (LetterState::Deferred, Some(now + PROOF_WITHIN)),
        (false, _) => (LetterState::Held, None),
    }
}
