//! Waiting for mail: IDLE (RFC 2177) where it is offered, else a plain wait.
//! In: how long at most, and a future that ends the wait. Out: why we woke. Every waking means: list again.
//! Never trusts silence for more than five minutes, never waits when news came before the wait.

use super::Imap;
use super::runner::{Asked, Step};
use super::trouble::{Fault, Trouble};
use async_imap::imap_proto::{MailboxDatum, Response};
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout};

/// Servers' `* OK Still here` must not keep a dead wait alive, and half-open connections show at DONE.
const TURN: Duration = Duration::from_secs(5 * 60);
const DONE_WITHIN: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woke {
    /// The server says something is new.
    News,
    /// The time is over.
    Timer,
    /// The caller's future ended the wait.
    Stopped,
}

impl Imap {
    /// Waits for news in the selected folder. Dropping this future leaves the connection unusable: end it by `stop`.
    pub async fn idle(&mut self, max: Duration, stop: impl Future<Output = ()>) -> Result<Woke, Trouble> {
        let mut stop = pin!(stop);
        if self.wire.has_news {
            return Ok(Woke::News);
        }
        let began = match self.can_idle {
            true => self.begin_idle().await.map_err(|t| self.at(t))?,
            false => None,
        };
        let Some(asked) = began else {
            let until = Instant::now() + max.min(self.settings.poll);
            return Ok(tokio::select! {
                () = sleep_until(until) => Woke::Timer,
                () = &mut stop => Woke::Stopped,
            });
        };
        let until = Instant::now() + max.min(TURN);
        self.wire.set_patience(None);
        let woke = tokio::select! {
            woke = self.watch(&asked) => woke,
            () = sleep_until(until) => Ok(Some(Woke::Timer)),
            () = &mut stop => Ok(Some(Woke::Stopped)),
        };
        self.wire.set_patience(Some(self.wire.patience));
        match woke.map_err(|t| self.at(t))? {
            Some(woke) => self.end_idle(asked, woke).await.map_err(|t| self.at(t)),
            // The server ended IDLE itself: nothing is open any more.
            None => Ok(if self.can_idle { Woke::News } else { Woke::Timer }),
        }
    }

    /// None: the server refuses IDLE, and is not asked again.
    async fn begin_idle(&mut self) -> Result<Option<Asked>, Trouble> {
        let whole = async {
            let asked = self.wire.begin("IDLE").await?;
            loop {
                match self.wire.answer(&asked, &mut |_| {}).await {
                    Ok(Step::Continue(_)) => return Ok(Some(asked)),
                    Ok(Step::Data) => {}
                    Ok(Step::Done) | Err(Fault::No(_) | Fault::Bad(_)) => return Ok(None),
                    Err(Fault::Trouble(trouble)) => return Err(trouble),
                }
            }
        };
        let began = match timeout(DONE_WITHIN.max(self.settings.timeout), whole).await {
            Ok(began) => began?,
            Err(_) => return Err(Trouble::later("the server does not answer IDLE")),
        };
        self.can_idle = began.is_some();
        Ok(began)
    }

    /// Reads until something is new. Cancel-safe, because reading one answer is. None: IDLE is over.
    async fn watch(&mut self, asked: &Asked) -> Result<Option<Woke>, Trouble> {
        if self.wire.has_news {
            return Ok(Some(Woke::News));
        }
        loop {
            let mut is_new = false;
            let mut note = |answer: &Response<'_>| {
                is_new |= matches!(answer, Response::MailboxData(MailboxDatum::Exists(_)));
            };
            match self.wire.answer(asked, &mut note).await {
                Ok(Step::Data) if is_new => return Ok(Some(Woke::News)),
                Ok(Step::Data | Step::Continue(_)) => {}
                Ok(Step::Done) => return Ok(None),
                Err(Fault::No(_) | Fault::Bad(_)) => {
                    self.can_idle = false;
                    return Ok(None);
                }
                Err(Fault::Trouble(trouble)) => return Err(trouble),
            }
        }
    }

    async fn end_idle(&mut self, asked: Asked, woke: Woke) -> Result<Woke, Trouble> {
        let whole = async {
            self.wire.send_line("DONE").await?;
            self.wire.finish(asked, |_| {}).await.map_err(|fault| fault.trouble("ending IDLE"))
        };
        match timeout(DONE_WITHIN, whole).await {
            Ok(Ok(())) => Ok(woke),
            Ok(Err(trouble)) => Err(trouble),
            Err(_) => Err(Trouble::later("the server does not answer the end of IDLE")),
        }
    }
}
