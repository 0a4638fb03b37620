//! Could letters leave, before one has to?
//! In: settings. Out: what the relay is, can and takes; or the trouble an operator has to mend.
//! Never sends a letter: it asks about the null sender, resets and says goodbye.

use super::{Error, Smtp, SmtpSettings, Tls, Trouble};

/// What `check --online` tells of the relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// `220 mx.okpay.example ESMTP`
    pub greeting: String,
    /// `TLS 1.3`, `none (this machine)`
    pub tls: String,
    /// `signed in as support@okpay.example`, `not needed`
    pub auth: String,
    /// Largest letter in bytes; none when the relay names no limit.
    pub size: Option<u64>,
    /// Automatic letters can leave with `MAIL FROM:<>`.
    pub null_sender: bool,
}

pub async fn probe(settings: &SmtpSettings) -> Result<Probe, Trouble> {
    let configured = |error: Error| Trouble::new(&settings.place(), error.why, "");
    Smtp::new(settings.clone()).map_err(configured)?.probe().await
}

impl Smtp {
    /// Over a connection of its own, closed afterwards.
    pub async fn probe(&mut self) -> Result<Probe, Trouble> {
        self.quit().await;
        let (mut session, _) = self.session().await?;
        let limit = self.settings.timeout;
        let null_sender = session.ask("MAIL FROM:<>", "MAIL FROM:<>", limit).await?.is_positive();
        let reset = session.ask("RSET", "RSET", limit).await;
        let found = Probe {
            greeting: session.greeting.clone(),
            tls: match self.settings.tls {
                Tls::None => "none (this machine)".to_owned(),
                Tls::Implicit | Tls::StartTls => session.encryption.clone(),
            },
            auth: match &self.settings.user {
                Some(user) => format!("signed in as {user}"),
                None => "not needed".to_owned(),
            },
            size: session.features.size.filter(|size| *size > 0),
            null_sender,
        };
        session.quit().await;
        reset.map(|_| found)
    }
}
