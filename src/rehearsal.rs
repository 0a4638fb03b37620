//! The whole desk with a pretended clock: no network, no wait.
//! In: mails, orders and the passing of time. Out: what happened, in order. `rehearse`, `demo` and the stories run on it.
//! The code is the daemon's own; only the clock and the post are other values.

pub mod alone;

use crate::desk::{Desk, Error, Happening, enclosed};
use crate::mailbox::{Arrived, Folder, Place};
use crate::policy::Policy;
use crate::post::{Outcome, Outgoing};
use crate::reader;
use crate::store::Slip;
use crate::ticket::Order;
use crate::time::{Span, Timestamp};

/// A desk whose time is told, not read.
pub struct Rehearsal<P> {
    desk: Desk,
    post: P,
    now: Timestamp,
    arrived: u32,
    slip: Slip,
    crash: Crash,
}

/// Called after every commit; true: the program "died" there and has recovered, what was in hand is gone.
pub type Crash = Box<dyn FnMut(&mut Desk, &Slip, Timestamp) -> bool>;

/// A rehearsal lives in one start of the machine.
pub const BOOT: &str = "rehearsal";

impl<P: FnMut(&Outgoing, Timestamp) -> Outcome> Rehearsal<P> {
    pub fn new(desk: Desk, post: P, now: Timestamp) -> Self {
        Self { desk, post, now, arrived: 0, slip: Slip::in_memory(BOOT), crash: Box::new(|_, _, _| false) }
    }

    /// The same with a crash after some commits.
    pub fn with_crashes(self, crash: Crash) -> Self {
        Self { crash, ..self }
    }

    pub const fn desk(&mut self) -> &mut Desk {
        &mut self.desk
    }

    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// A mail arrives now. `source` is how people know it.
    pub fn mail(&mut self, source: &str, raw: Vec<u8>, folder: Folder) -> Result<Vec<Happening>, Error> {
        let mut happened = self.take_in(source, (raw, false), (folder, self.now))?;
        happened.extend(self.post()?);
        Ok(happened)
    }

    /// A mail arrives now, of which perhaps only the beginning was fetched.
    pub fn mail_in_part(&mut self, source: &str, raw: Vec<u8>, is_cut: bool) -> Result<Vec<Happening>, Error> {
        let mut happened = self.take_in(source, (raw, is_cut), (Folder::Inbox, self.now))?;
        happened.extend(self.post()?);
        Ok(happened)
    }

    fn take_in(
        &mut self,
        source: &str,
        (raw, is_cut): (Vec<u8>, bool),
        (folder, arrived_at): (Folder, Timestamp),
    ) -> Result<Vec<Happening>, Error> {
        self.arrived += 1;
        let place = Place { mailbox: "support".into(), folder, validity: 1, key: format!("{}:{source}", self.arrived) };
        let arrived = Arrived { place, raw, arrived_at, is_cut, is_old: None };
        let mut hand = self.desk.keep(vec![arrived], self.now)?;
        let mut happened = Vec::new();
        if self.crashed() {
            hand = self.desk.backlog(50, self.now)?;
        }
        while !hand.is_empty() {
            let read = reader::read_all(hand, &self.desk.policy().rules);
            happened.extend(self.desk.handle(&read, self.now)?);
            self.crashed();
            hand = self.desk.backlog(50, self.now)?;
        }
        for happening in &mut happened {
            source.clone_into(&mut happening.source);
        }
        Ok(happened)
    }

    pub const fn policy(&self) -> &Policy {
        self.desk.policy()
    }

    /// Staff order something now.
    pub fn order(&mut self, number: i64, by: &str, order: &Order) -> Result<Vec<Happening>, Error> {
        let mut happened = self.desk.order(number, by, order, self.now)?;
        self.crashed();
        happened.extend(self.post()?);
        Ok(happened)
    }

    /// Time passes: every timer fires and every letter leaves at its moment, up to `to`.
    pub fn advance(&mut self, to: Timestamp) -> Result<Vec<Happening>, Error> {
        let mut happened = Vec::new();
        while let Some(at) = self.next_moment()?.filter(|at| *at <= to) {
            self.now = self.now.max(at);
            happened.extend(self.due()?);
        }
        self.now = self.now.max(to);
        Ok(happened)
    }

    /// The program was not running until now. The mail that waited is read first: the customer may have answered
    /// meanwhile. What is due comes after a while, a few timers a minute.
    pub fn sleep(&mut self, to: Timestamp, waiting: Vec<Waiting>) -> Result<Vec<Happening>, Error> {
        self.desk.wake_after(to - self.now, to);
        self.now = self.now.max(to);
        let mut happened = Vec::new();
        for mail in waiting {
            happened.extend(self.take_in(&mail.source, (mail.raw, false), (Folder::Inbox, mail.arrived_at))?);
        }
        happened.extend(self.due()?);
        Ok(happened)
    }

    fn due(&mut self) -> Result<Vec<Happening>, Error> {
        let mut happened = Vec::new();
        loop {
            let fired = self.desk.tick(1, self.now)?;
            if !fired.is_empty() {
                self.crashed();
            }
            happened.extend(self.post()?);
            if fired.is_empty() {
                return Ok(happened);
            }
            happened.extend(fired);
        }
    }

    fn next_moment(&mut self) -> Result<Option<Timestamp>, Error> {
        let timer = self.desk.next_timer_at()?;
        let letter = self.desk.store().next_letter_at(Timestamp::default())?;
        Ok(timer.into_iter().chain(letter).min())
    }

    fn crashed(&mut self) -> bool {
        (self.crash)(&mut self.desk, &self.slip, self.now)
    }

    fn send(&mut self, letter: &Outgoing) -> Result<Outcome, Error> {
        let whole = enclosed::whole(&self.desk.store().view(), letter)?;
        let outcome = (self.post)(&whole, self.now);
        Ok(enclosed::bare(letter, &outcome).map_or(outcome, |bare| (self.post)(&bare, self.now)))
    }

    /// Posts what is due until nothing is.
    fn post(&mut self) -> Result<Vec<Happening>, Error> {
        let mut happened = Vec::new();
        loop {
            self.slip.begin()?;
            let letters = self.desk.claim(self.now)?;
            if letters.is_empty() {
                return Ok(happened);
            }
            if self.crashed() {
                continue;
            }
            let mut outcomes = Vec::with_capacity(letters.len());
            for letter in letters {
                if self.desk.store().view().still_holds(letter.id)? {
                    self.slip.dot(outcomes.last(), letter.id)?;
                    outcomes.push((letter.id, self.send(&letter)?));
                } else {
                    self.desk.call_off(letter.id, self.now)?;
                }
            }
            if self.crashed() {
                continue;
            }
            happened.extend(self.desk.settle(&outcomes, self.now)?);
            self.crashed();
        }
    }
}

/// A mail that came while the program was not running.
pub struct Waiting {
    pub source: String,
    pub raw: Vec<u8>,
    pub arrived_at: Timestamp,
}

/// How far `rehearse` runs on after the last mail.
pub const RUN_ON: Span = Span::days(30);
