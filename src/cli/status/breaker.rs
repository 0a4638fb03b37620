//! Does the breaker hold letters back? A part of `status`.

use crate::cli::list::moment;
use crate::policy::Brand;
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
    pub fn trouble(&self, brand: &Brand, now: Timestamp) -> Option<String> {
        let (why, since) = (self.why.as_deref()?, self.since?);
        let pace = if self.state == State::HalfOpen { "one a minute leaves" } else { "none leaves" };
        let next = self.next_at.map(|at| moment(at, brand, now)).unwrap_or_default();
        Some(format!(
            "automatic letters to customers are held since {} ({why}): {} wait, {pace}, the next at {next}; look why, then \
             frontdesk resume / 给客户的自动邮件已暂停，{} 封等待：查明原因后运行 frontdesk resume",
            moment(since, brand, now),
            self.held,
            self.held
        ))
    }
}
