//! What can go wrong with a server, as the daemon and the operator need to know it.
//! In: an error below, or the server's words. Out: one of four kinds with a text fit for a log.
//! Never carries mail text, commands or secrets: parse errors of async-imap hold the whole buffer and are not shown.

use super::guard::Suspicion;
use crate::server;
use std::io;
use std::time::Duration;
use tokio_rustls::rustls;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The server does not take user and password. Trying on may lock the account.
    #[error("{0}")]
    Auth(String),
    /// Network, shutdown, overload: connect again, after `wait` when the server named a time.
    #[error("{why}")]
    Later { why: String, wait: Option<Duration> },
    /// The server breaks the protocol.
    #[error("{0}")]
    Broken(String),
    /// The configuration or a certificate forbids it: trying again is useless until someone changes something.
    #[error("{0}")]
    Refused(String),
}

impl Trouble {
    pub(super) fn later(why: impl Into<String>) -> Self {
        Self::Later { why: why.into(), wait: None }
    }

    /// Puts `imap host:port` before the text.
    pub(super) fn at(self, place: &str) -> Self {
        self.told(|why| if why.starts_with("imap ") { why } else { format!("imap {place}: {why}") })
    }

    fn told(self, tell: impl FnOnce(String) -> String) -> Self {
        match self {
            Self::Auth(why) => Self::Auth(tell(why)),
            Self::Later { why, wait } => Self::Later { why: tell(why), wait },
            Self::Broken(why) => Self::Broken(tell(why)),
            Self::Refused(why) => Self::Refused(tell(why)),
        }
    }
}

/// What a tagged answer can be besides OK.
#[derive(Debug)]
pub(super) enum Fault {
    No(String),
    Bad(String),
    Trouble(Trouble),
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl Fault {
    /// Servers repeat what they were told. Our own words stay: they speak of the "password".
    pub(super) fn without(self, secret: &str) -> Self {
        let tell = |text: String| server::without_secret(&text, secret);
        match self {
            Self::No(text) => Self::No(tell(text)),
            Self::Bad(text) => Self::Bad(tell(text)),
            Self::Trouble(trouble) => Self::Trouble(trouble.told(tell)),
        }
    }

    /// A refused command means: not now. A misunderstood one: this server and we do not speak alike.
    pub(super) fn trouble(self, doing: &str) -> Trouble {
        match self {
            Self::Trouble(trouble) => trouble,
            Self::No(text) => {
                let remedy = remedy(&text);
                Trouble::Later { why: format!("{doing} was refused: {text}{remedy}"), wait: pause(&text) }
            }
            Self::Bad(text) if is_passing(&text) => {
                Trouble::Later { why: format!("{doing} was refused: {text}"), wait: pause(&text) }
            }
            Self::Bad(text) => Trouble::Broken(format!("{doing} was not understood: {text}")),
        }
    }

    pub(super) fn login(self, user: &str) -> Trouble {
        match self {
            Self::No(text) if !is_passing(&text) => Trouble::Auth(format!(
                "the server refuses the login of {}: {text}; check user and password (some providers want an app \
                 password or authorisation code, and IMAP switched on in their settings)",
                printable(user)
            )),
            other => other.trouble("the login"),
        }
    }
}

/// 163.com and its sisters refuse SELECT until ID was sent and IMAP is allowed in the account's settings.
fn remedy(text: &str) -> &'static str {
    if text.to_ascii_lowercase().contains("unsafe login") {
        "; switch IMAP on in the provider's settings and use its authorisation code as password"
    } else {
        ""
    }
}

/// Words of servers that are busy, not unwilling (RFC 5530; Exchange and Gmail in their own words).
pub(super) fn is_passing(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "[unavailable]",
        "[inuse]",
        "[limit]",
        "[throttled]",
        "[serverbug]",
        "throttled",
        "too many",
        "try again",
        "temporar",
        "authenticated but not connected",
    ];
    let text = text.to_ascii_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// `Request is throttled. Suggested Backoff Time: 299961 milliseconds` (Exchange Online); at most an hour is believed.
pub(super) fn pause(text: &str) -> Option<Duration> {
    let text = text.to_ascii_lowercase();
    let (_, rest) = text.split_once("backoff time:")?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let millis: u64 = digits.parse().ok()?;
    Some(Duration::from_millis(millis.min(3_600_000)))
}

/// A stranger's words for a log line: one line, no control or direction marks, at most 200 characters.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.trim().chars().enumerate() {
        if n >= 200 {
            out.push('…');
            break;
        }
        let is_hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || is_hidden {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// An error below the protocol. `text` of an error is shown only when the operating system or rustls made it.
pub(super) fn from_io(error: &io::Error) -> Trouble {
    let inner = error.get_ref();
    if let Some(suspicion) = inner.and_then(|e| e.downcast_ref::<Suspicion>()) {
        return Trouble::Broken(format!("the connection was dropped: {suspicion}"));
    }
    if let Some(tls) = inner.and_then(|e| e.downcast_ref::<rustls::Error>()) {
        return from_tls(tls);
    }
    match error.kind() {
        io::ErrorKind::TimedOut if error.raw_os_error().is_none() => Trouble::later("the server does not answer"),
        io::ErrorKind::UnexpectedEof => Trouble::later("the connection broke off"),
        _ if error.raw_os_error().is_some() => Trouble::later(printable(&error.to_string())),
        io::ErrorKind::Other => Trouble::Broken("the server's answer cannot be read".to_owned()),
        kind => Trouble::later(kind.to_string()),
    }
}

fn from_tls(error: &rustls::Error) -> Trouble {
    let why = printable(&error.to_string());
    match error {
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => Trouble::Refused(format!(
            "the certificate is not trusted: {why}; set host to the name in the certificate, or ca_file to your own CA"
        )),
        rustls::Error::InvalidMessage(_) => Trouble::Refused(format!(
            "the server does not speak TLS here: {why}; port 993 wants tls = \"implicit\", port 143 tls = \"starttls\""
        )),
        _ => Trouble::later(format!("TLS failed: {why}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_pause_is_believed_up_to_an_hour() {
        let text = "Request is throttled. Suggested Backoff Time: 92415 milliseconds";
        assert_eq!(pause(text), Some(Duration::from_millis(92_415)));
        assert_eq!(pause("Suggested Backoff Time: 999999999999"), Some(Duration::from_secs(3600)));
        assert_eq!(pause("go away"), None);
    }

    #[test]
    fn a_busy_server_is_no_wrong_password() {
        let busy = Fault::No("[UNAVAILABLE] Temporary authentication failure.".to_owned()).login("ann");
        assert!(matches!(busy, Trouble::Later { .. }));
        let wrong = Fault::No("[AUTHENTICATIONFAILED] Authentication failed.".to_owned()).login("ann");
        assert!(matches!(wrong, Trouble::Auth(_)));
    }

    #[test]
    fn a_strangers_words_stay_on_one_line() {
        assert_eq!(printable("a\r\nb\u{1b}[2Jc\u{202e}d"), "a\\r\\nb\\u{1b}[2Jc\\u{202e}d");
        assert_eq!(printable(&"x".repeat(500)).chars().count(), 201);
    }

    #[test]
    fn a_parse_error_shows_nothing_of_the_mail() {
        let error = io::Error::other("Error during parsing of \"4111 1111 1111 1111\"");
        assert_eq!(from_io(&error), Trouble::Broken("the server's answer cannot be read".to_owned()));
    }
}
