//! How a server is reached, mailbox or relay: the words of the configuration.

use serde::Deserialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte: ports 993 and 465 (RFC 8314).
    #[default]
    Implicit,
    /// Required, never "if offered" (fault F80).
    StartTls,
    /// To this machine only, checked.
    None,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    #[default]
    Login,
    Plain,
    /// The secret is an access token.
    Xoauth2,
}

impl Auth {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::Xoauth2 => "XOAUTH2",
        }
    }
}
