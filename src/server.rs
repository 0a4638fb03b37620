//! How a server is reached, mailbox or relay: the words of the configuration, and what of a server's words may be told.

use crate::mail::transfer;
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

/// So many bytes of a secret are one: less may be any word.
const PIECE: usize = 8;

/// What a server says, without the secret it was told: some repeat the command they refuse. A word that holds a piece of
/// it, as it is or in base64, is left out whole.
pub fn without_secret(words: &str, secret: &str) -> String {
    if secret.is_empty() {
        return words.to_owned();
    }
    let words = words.replace(secret, "…");
    let told = |word: &str| {
        let bare = word.trim_end();
        if holds(bare, secret) { word.replace(bare, "…") } else { word.to_owned() }
    };
    words.split_inclusive(char::is_whitespace).map(told).collect()
}

fn holds(word: &str, secret: &str) -> bool {
    let has_piece = |bytes: &[u8]| {
        let length = PIECE.min(secret.len());
        secret.as_bytes().windows(length).any(|piece| bytes.windows(length).any(|own| own == piece))
    };
    let is_coded = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let runs = word.split(|c| !is_coded(c)).filter(|run| run.len() >= PIECE);
    has_piece(word.as_bytes()) || runs.into_iter().any(|run| has_piece(&transfer::base64(run.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn a_server_that_repeats_what_it_was_told_gives_no_secret_away() {
        let secret = "correct horse-7f3k9q2x";
        let coded = STANDARD.encode(format!("\0ann\0{secret}"));
        let token = STANDARD.encode(format!("user=ann\u{1}auth=Bearer {secret}\u{1}\u{1}"));
        for (said, told) in [
            (format!("535 bad password {secret} of ann"), "535 bad password … of ann"),
            (format!("BAD LOGIN \"ann\" \"{secret}\""), "BAD LOGIN \"ann\" \"…\""),
            (format!("535 AUTH PLAIN {coded} is refused"), "535 AUTH PLAIN … is refused"),
            (format!("NO <{token}>\tno"), "NO …\tno"),
            // Cut off, as servers and we ourselves do with long lines.
            (format!("NO {}", &token[..token.len() - 9]), "NO …"),
            ("NO horse-7f3k9".to_owned(), "NO …"),
        ] {
            assert_eq!(without_secret(&said, secret), told);
        }
        assert_eq!(without_secret("[AUTHENTICATIONFAILED] no", secret), "[AUTHENTICATIONFAILED] no");
        assert_eq!(without_secret("as it is", ""), "as it is");
    }
}
