//! What does the operator read when the relay does not take our letters?
//! In: where it happened, what was said. Out: one sentence with place, cause and remedy.
//! Never holds a secret: what the relay says of a sign-in is cleaned of it first.

use super::reply::Reply;
use super::wire::Fault;
use std::fmt;
use std::io;
use tokio_rustls::rustls::{self, CertificateError};

/// A hindrance of ours: no letter can leave while it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// `smtp.okpay.example:465`
    pub place: String,
    pub cause: String,
    /// What the operator can do; may be empty.
    pub remedy: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.cause)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", self.remedy) }
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    pub(super) fn new(place: &str, cause: impl Into<String>, remedy: &str) -> Self {
        Self { place: place.to_owned(), cause: cause.into(), remedy: remedy.to_owned() }
    }

    pub(super) fn dialing(place: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::ConnectionRefused => "nothing listens there: check host and port under [post]",
            io::ErrorKind::TimedOut => "a firewall may hold back this port: try 465 or 587",
            _ => "check the host's name and the network",
        };
        Self::new(place, format!("cannot connect: {error}"), remedy)
    }

    pub(super) fn encrypting(place: &str, error: &io::Error) -> Self {
        let remedy = match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(rustls::Error::InvalidCertificate(what)) => mistrust(what),
            Some(rustls::Error::InvalidMessage(_)) => {
                "no TLS is spoken there: port 587 wants tls = \"starttls\", port 465 \"implicit\""
            }
            _ => "nothing was sent",
        };
        Self::new(place, format!("no encrypted connection: {error}"), remedy)
    }

    pub(super) fn lost(place: &str, doing: &str, fault: &Fault) -> Self {
        let remedy = match fault {
            Fault::Garbled(_) => "is this the port of a mail relay?",
            Fault::Silence(_) if doing == "the greeting" => {
                "port 465 wants tls = \"implicit\"; else the relay is overloaded"
            }
            _ => "",
        };
        Self::new(place, format!("at {doing}: {fault}"), remedy)
    }

    pub(super) fn refused(place: &str, doing: &str, reply: &Reply) -> Self {
        let remedy = match () {
            () if reply.is_goodbye() => "",
            () if reply.is_about_rate() => "the relay limits how fast we may send",
            () if matches!(reply.enhanced(), Some((5, 7, 30 | 139))) => {
                "this provider has switched passwords off: use a token_command (XOAUTH2)"
            }
            () if reply.is_about_us() => "check user and password under [post]",
            () if reply.is_permanent() => "ask who runs the relay, or choose another one under [post]",
            () => "",
        };
        Self::new(place, format!("{doing} was answered {}", reply.text()), remedy)
    }
}

fn mistrust(what: &CertificateError) -> &'static str {
    match what {
        CertificateError::UnknownIssuer => "if the relay has its own certificate authority, name its file as ca_file",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "use the host name that stands in the relay's certificate"
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => "check this machine's clock and the relay's certificate",
        _ => "nothing was sent",
    }
}
