//! Does the breaker hold letters back? A part of `status`.

use crate::cli::table::moment;
use crate::phrasebook;
use crate::policy::Brand;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::safety::{Breaker, State};
use crate::store::{self, View};
use crate::time::Timestamp;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct BreakerStatus {
    pub state: State,
    /// The cap that opened it.
    pub why: Option<String>,
    pub since: Option<Timestamp>,
    /// When the next letter may leave.
    pub next_at: Option<Timestamp>,
    pub held: u32,
}

pub fn look(view: &View<'_>, now: Timestamp) -> store::Result<BreakerStatus> {
    let breaker = view.breaker()?;
    let state = breaker.state(now);
    let held = view.held_by_breaker()?;
    let next_at = breaker.next_at();
    let Breaker { opened_at, why, .. } = breaker;
    Ok(match state {
        State::Closed => BreakerStatus { state, why: None, since: None, next_at: None, held },
        _ => BreakerStatus { state, why: Some(why), since: opened_at, next_at, held },
    })
}

impl BreakerStatus {
    /// What a person should look at, while it is not closed.
    pub fn trouble(&self, brand: &Brand) -> Option<Said> {
        let (why, since) = (self.why.as_deref()?, self.since?);
        let Said { en: pace, zh: pace_zh } = match self.state {
            State::HalfOpen => said!("one a minute leaves", "每分钟发出一封"),
            _ => said!("none leaves", "一封也不发"),
        };
        let when = |at: Timestamp, speech| moment(at, brand, speech);
        let next = |speech| self.next_at.map(|at| when(at, speech)).unwrap_or_default();
        let held = self.held;
        Some(Said {
            en: format!(
                "automatic letters to customers are held since {} ({why}): {held} wait, {pace}, the next at {}; look why, \
                 then frontdesk resume",
                when(since, Speech::En),
                next(Speech::En)
            ),
            zh: format!(
                "给客户的自动信从 {} 起暂停（{}）：{held} 封在等，{pace_zh}，下一封 {}；请查明原因，然后运行 frontdesk resume",
                when(since, Speech::Zh),
                phrasebook::told(why, Speech::Zh),
                next(Speech::Zh)
            ),
        })
    }
}
