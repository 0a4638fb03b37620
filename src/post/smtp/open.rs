//! How does a connection become one that takes letters?
//! In: settings and a way to dial. Out: a session that is greeted, encrypted and signed in; or the trouble.
//! Never signs in before the connection is as safe as the settings demand (fault F80).

use super::reply::Reply;
use super::trouble::Trouble;
use super::wire::{Dial, Fault, Line};
use super::{Auth, SmtpSettings, Tls, tls};
use crate::server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tokio_rustls::rustls::ClientConfig;

/// How long a goodbye may take: nobody waits for it.
const GOODBYE: Duration = Duration::from_millis(500);

/// What the relay says it can do (RFC 5321 section 4.1.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    pub pipelining: bool,
    pub starttls: bool,
    pub dsn: bool,
    /// `SIZE`, announced at all; the limit, 0 for none.
    pub size: Option<u64>,
    /// Mechanisms, upper case.
    pub auth: Vec<String>,
}

pub(super) struct Session {
    pub line: Line,
    pub place: String,
    pub greeting: String,
    /// `TLS 1.3`; empty in the clear.
    pub encryption: String,
    pub features: Features,
    /// In a known state, so that the next letter may use it.
    pub is_usable: bool,
    /// A transaction was begun and broken off.
    pub needs_reset: bool,
    /// The relay refused `MAIL FROM:<>`: not asked again on this connection.
    pub refuses_null: bool,
    /// The relay wants the login's own address as envelope sender.
    pub refuses_own: bool,
    pub used_at: Instant,
}

impl Session {
    pub(super) async fn open(
        settings: &SmtpSettings,
        dial: &dyn Dial,
        tls: Option<Arc<ClientConfig>>,
    ) -> Result<Self, Trouble> {
        let place = settings.place();
        let dialed = timeout(settings.timeout, dial.dial()).await;
        let wire = dialed
            .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut)))
            .map_err(|error| Trouble::dialing(&place, &error))?;
        let mut session = Self {
            line: Line::new(wire),
            place,
            greeting: String::new(),
            encryption: String::new(),
            features: Features::default(),
            is_usable: true,
            needs_reset: false,
            refuses_null: false,
            refuses_own: false,
            used_at: Instant::now(),
        };
        if let (Tls::Implicit, Some(config)) = (settings.tls, tls.clone()) {
            session = session.encrypt(settings, config).await?;
        }
        let greeting = session.hear("the greeting", settings.timeout).await?;
        session.greeting = session.expect(220, "the greeting", &greeting)?.text();
        session.hello(settings).await?;
        if let (Tls::StartTls, Some(config)) = (settings.tls, tls) {
            session = session.start_tls(settings, config).await?;
            session.hello(settings).await?;
        }
        session.sign_in(settings).await?;
        session.used_at = Instant::now();
        Ok(session)
    }

    pub(super) async fn ask(&mut self, command: &str, doing: &str, limit: Duration) -> Result<Reply, Trouble> {
        let said = self.line.say(format!("{command}\r\n").as_bytes(), limit).await;
        said.map_err(|fault| self.lost(doing, &fault))?;
        self.hear(doing, limit).await
    }

    pub(super) fn lost(&self, doing: &str, fault: &Fault) -> Trouble {
        Trouble::lost(&self.place, doing, fault)
    }

    pub(super) async fn quit(mut self) {
        if self.line.say(b"QUIT\r\n", GOODBYE).await.is_ok() {
            // Its answer changes nothing; hearing it keeps relays from logging a lost connection.
            let _ = self.line.hear(GOODBYE).await;
        }
    }

    async fn hear(&mut self, doing: &str, limit: Duration) -> Result<Reply, Trouble> {
        let heard = self.line.hear(limit).await;
        heard.map_err(|fault| self.lost(doing, &fault))
    }

    fn expect<'r>(&self, code: u16, doing: &str, reply: &'r Reply) -> Result<&'r Reply, Trouble> {
        if reply.code == code { Ok(reply) } else { Err(Trouble::refused(&self.place, doing, reply)) }
    }

    async fn hello(&mut self, settings: &SmtpSettings) -> Result<(), Trouble> {
        let reply = self.ask(&format!("EHLO {}", settings.hello), "EHLO", settings.timeout).await?;
        self.features = features(self.expect(250, "EHLO", &reply)?);
        Ok(())
    }

    async fn start_tls(mut self, settings: &SmtpSettings, config: Arc<ClientConfig>) -> Result<Self, Trouble> {
        if !self.features.starttls {
            let remedy =
                "nothing was sent; someone between may take it away, or port 465 with tls = \"implicit\" is meant";
            return Err(Trouble::new(&self.place, "the relay does not offer STARTTLS", remedy));
        }
        let reply = self.ask("STARTTLS", "STARTTLS", settings.timeout).await?;
        self.expect(220, "STARTTLS", &reply)?;
        if self.line.has_unread() {
            let remedy = "someone between may have put words in; nothing was sent";
            return Err(Trouble::new(&self.place, "the relay went on in the clear after STARTTLS", remedy));
        }
        self.encrypt(settings, config).await
    }

    async fn encrypt(mut self, settings: &SmtpSettings, config: Arc<ClientConfig>) -> Result<Self, Trouble> {
        let shaken = timeout(settings.timeout, tls::encrypt(self.line.wire, &settings.host, config)).await;
        let (wire, version) = shaken
            .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut)))
            .map_err(|error| Trouble::encrypting(&self.place, &error))?;
        self.line = Line::new(wire);
        self.encryption = version;
        Ok(self)
    }

    async fn sign_in(&mut self, settings: &SmtpSettings) -> Result<(), Trouble> {
        let Some(user) = settings.user.as_deref() else { return Ok(()) };
        let secret = settings.secret.as_ref().map(|secret| secret.expose_secret()).unwrap_or_default();
        let signed_in = self.sign_in_with(settings, (user, secret)).await;
        // Relays have been seen to repeat what they were told.
        signed_in.map_err(|trouble| Trouble { cause: server::without_secret(&trouble.cause, secret), ..trouble })
    }

    /// RFC 4954, with PLAIN (RFC 4616), LOGIN and XOAUTH2 as Google and Microsoft describe it.
    async fn sign_in_with(&mut self, settings: &SmtpSettings, (user, secret): (&str, &str)) -> Result<(), Trouble> {
        let mechanism = self.mechanism(settings.auth)?;
        let first = match mechanism {
            Auth::Plain => format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{secret}"))),
            Auth::Login => "AUTH LOGIN".to_owned(),
            Auth::Xoauth2 => {
                format!("AUTH XOAUTH2 {}", STANDARD.encode(format!("user={user}\u{1}auth=Bearer {secret}\u{1}\u{1}")))
            }
        };
        // What answers a 334: LOGIN asks for both; XOAUTH2 shows its error and wants an empty line.
        let answers = match mechanism {
            Auth::Plain => Vec::new(),
            Auth::Login => vec![STANDARD.encode(user), STANDARD.encode(secret)],
            Auth::Xoauth2 => vec![String::new()],
        };
        let mut reply = self.ask(&first, "AUTH", settings.timeout).await?;
        for answer in answers {
            if reply.code != 334 {
                break;
            }
            reply = self.ask(&answer, "AUTH", settings.timeout).await?;
        }
        if reply.code == 235 {
            return Ok(());
        }
        let remedy = if reply.is_permanent() { "check user and password under [post]" } else { "" };
        let trouble = Trouble::refused(&self.place, "signing in", &reply);
        let remedy = if trouble.remedy.is_empty() { remedy.to_owned() } else { trouble.remedy.clone() };
        Err(Trouble { remedy, ..trouble })
    }

    /// The configured one; LOGIN stands in for PLAIN where only that is offered: both send the same password.
    fn mechanism(&self, wanted: Auth) -> Result<Auth, Trouble> {
        let offers = |auth: Auth| self.features.auth.iter().any(|name| name == auth.name());
        match wanted {
            _ if offers(wanted) => Ok(wanted),
            Auth::Plain if offers(Auth::Login) => Ok(Auth::Login),
            _ => {
                let offered = match self.features.auth.join(", ") {
                    none if none.is_empty() => "no way to sign in".to_owned(),
                    some => format!("only {some}"),
                };
                let cause = format!("the relay offers {offered}, not {}", wanted.name());
                Err(Trouble::new(&self.place, cause, "some relays offer it only over TLS, or not to this user"))
            }
        }
    }
}

fn features(reply: &Reply) -> Features {
    let mut features = Features::default();
    for line in reply.lines.iter().skip(1) {
        let mut words = line.split([' ', '=']).filter(|word| !word.is_empty()).map(str::to_ascii_uppercase);
        match words.next().as_deref() {
            Some("PIPELINING") => features.pipelining = true,
            Some("STARTTLS") => features.starttls = true,
            Some("DSN") => features.dsn = true,
            Some("SIZE") => features.size = Some(words.next().and_then(|size| size.parse().ok()).unwrap_or_default()),
            Some("AUTH") => features.auth.extend(words),
            _ => {}
        }
    }
    features
}
