//! Who takes letters over SMTP (RFC 5321), and what did the relay say of each?
//! In: settings, letters claimed from the outbox. Out: one outcome a letter; many letters on one kept connection.
//! Never sends a password or a letter in the clear but to this machine, never reuses a connection that is not in a known
//! state (a dropped future drops it), never takes anything but 250 after the final dot for a yes.
//! Weak spot: a relay that says 250 and drops the letter; we promise one hop only (fault F87).

mod hand_over;
mod open;
pub mod probe;
mod reply;
#[cfg(test)]
mod tests;
mod tls;
mod trouble;
mod wire;

use super::{Error, Outcome, Outgoing, sendable};
use crate::mail::Address;
use hand_over::Setback;
use open::Session;
use secrecy::SecretString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_rustls::rustls::ClientConfig;

pub use crate::server::{Auth, Tls};
pub use probe::{Probe, probe};
pub use trouble::Trouble;
pub use wire::{Dial, TcpDial, Wire};

/// Relays close idle connections after thirty seconds or later; before that no question is needed (fault F79).
const FRESH: Duration = Duration::from_secs(20);

#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Trusted instead of the system's roots.
    pub ca_file: Option<PathBuf>,
    /// None: the relay knows us by other means.
    pub user: Option<String>,
    pub auth: Auth,
    pub secret: Option<SecretString>,
    /// Our own name in EHLO.
    pub hello: String,
    /// Automatic letters leave with `MAIL FROM:<>` (RFC 3834 section 3.3), where the relay takes it.
    pub null_sender: bool,
    /// Envelope sender of people's letters, and of all where the relay refuses the null sender; unless a letter has one of its
    /// own and the relay takes it.
    pub bounce_address: Address,
    /// For every step but the one after the dot.
    pub timeout: Duration,
    /// RFC 5321 section 4.5.3.2.6: ten minutes. Less makes duplicates (fault F74).
    pub dot_timeout: Duration,
}

impl SmtpSettings {
    /// `smtp.okpay.example:465`, for messages.
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

/// The way out over SMTP. Connects when a letter needs it.
pub struct Smtp {
    settings: SmtpSettings,
    dial: Box<dyn Dial>,
    tls: Option<Arc<ClientConfig>>,
    session: Option<Session>,
    trouble: Option<Trouble>,
}

impl Smtp {
    /// Checks the settings and loads the roots; nothing is sent yet.
    pub fn new(settings: SmtpSettings) -> Result<Self, Error> {
        let dial = TcpDial { host: settings.host.clone(), port: settings.port };
        Self::with_dial(settings, Box::new(dial))
    }

    /// The same over another way to reach the relay.
    pub fn with_dial(settings: SmtpSettings, dial: Box<dyn Dial>) -> Result<Self, Error> {
        let failed = |why: String| Error { doing: "setting up the way out over SMTP", why };
        if let Err(why) = sendable(&settings.bounce_address) {
            return Err(failed(format!("the bounce address {}: {why}", settings.bounce_address)));
        }
        if settings.hello.is_empty() || !settings.hello.chars().all(|c| c.is_ascii_graphic()) {
            return Err(failed(format!("{:?} is no host name to greet with", settings.hello)));
        }
        let tls = match settings.tls {
            Tls::None if !is_loopback(&settings.host) => {
                let why = "tls = \"none\" is for a relay on this machine only; use \"implicit\" or \"starttls\"";
                return Err(failed(format!("{}: {why}", settings.place())));
            }
            Tls::None => None,
            Tls::Implicit | Tls::StartTls => Some(tls::client(settings.ca_file.as_deref()).map_err(failed)?),
        };
        Ok(Self { settings, dial, tls, session: None, trouble: None })
    }

    /// Opens the connection now, to hear of trouble before there is a letter.
    pub async fn connect(&mut self) -> Result<(), Trouble> {
        let (session, _) = self.session().await?;
        self.session = Some(session);
        Ok(())
    }

    /// Sends one letter. `dot` is asked with the letter's id when everything but the final dot is written; false means
    /// that the letter must not leave: the connection is cut, for RFC 5321 knows no other way out of DATA.
    pub async fn send(&mut self, letter: &Outgoing, dot: &mut (dyn FnMut(i64) -> bool + Send)) -> Outcome {
        self.trouble = None;
        if let Err(why) = sendable(&letter.to) {
            return Outcome::Never(why);
        }
        loop {
            let (mut session, is_reused) = match self.session().await {
                Ok(session) => session,
                Err(trouble) => return self.hindered(trouble),
            };
            let end = session.hand_over(letter, &self.settings, dot).await;
            session.used_at = Instant::now();
            if session.is_usable {
                self.session = Some(session);
            }
            match end {
                Ok(outcome) => return outcome,
                // The relay hung up while the connection was idle: nothing of this letter has left (fault F79).
                Err(Setback { is_before_mail: true, .. }) if is_reused => {}
                Err(setback) => return self.hindered(setback.trouble),
            }
        }
    }

    /// Why the last letter did not leave, when it was no fault of the letter: the others would fare the same.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Says goodbye. The relay's answer does not matter.
    pub async fn quit(&mut self) {
        if let Some(session) = self.session.take() {
            session.quit().await;
        }
    }

    /// The kept connection while it is fresh, else a new one. It is taken out, so that it dies with a dropped future.
    async fn session(&mut self) -> Result<(Session, bool), Trouble> {
        match self.session.take() {
            Some(session) if session.used_at.elapsed() <= FRESH => return Ok((session, true)),
            Some(stale) => stale.quit().await,
            None => {}
        }
        let session = Session::open(&self.settings, self.dial.as_ref(), self.tls.clone()).await?;
        Ok((session, false))
    }

    fn hindered(&mut self, trouble: Trouble) -> Outcome {
        let outcome = Outcome::Later(trouble.to_string());
        self.trouble = Some(trouble);
        outcome
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
