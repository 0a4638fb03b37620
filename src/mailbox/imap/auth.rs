//! Who we are: LOGIN, AUTHENTICATE PLAIN (RFC 4616), XOAUTH2 (Google, Microsoft).
//! In: user and secret. Out: a logged-in wire, or `Auth` when the server says no.
//! Never prints a secret; the line that holds it goes to the wire and nowhere else.

use super::name::quoted;
use super::runner::{Step, Wire};
use super::trouble::{Fault, Trouble, printable};
use super::{Auth, ImapSettings};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use std::collections::BTreeSet;
use tokio::time::timeout;

pub(super) async fn login(
    wire: &mut Wire,
    settings: &ImapSettings,
    capabilities: &BTreeSet<String>,
) -> Result<(), Trouble> {
    let secret = settings.secret.expose_secret();
    let user = settings.user.as_str();
    let result = match settings.auth {
        Auth::Login if capabilities.contains("LOGINDISABLED") => {
            return Err(Trouble::Refused(
                "the server allows no LOGIN on this connection: set tls, or auth = \"plain\"".to_owned(),
            ));
        }
        Auth::Login => {
            let command = format!("LOGIN {} {}", quoted(user)?, quoted(secret)?);
            wire.run(&command, |_| {}).await
        }
        Auth::Plain => sasl(wire, "PLAIN", &format!("\0{user}\0{secret}")).await,
        Auth::Xoauth2 => sasl(wire, "XOAUTH2", &format!("user={user}\x01auth=Bearer {secret}\x01\x01")).await,
    };
    result.map_err(|fault| fault.without(secret).login(user))
}

/// The first challenge gets the answer, every later one (XOAUTH2's error in JSON) an empty line, so that the server
/// comes to its NO.
async fn sasl(wire: &mut Wire, mechanism: &str, response: &str) -> Result<(), Fault> {
    let limit = wire.patience * 10;
    let talk = async {
        let asked = wire.begin(&format!("AUTHENTICATE {mechanism}")).await?;
        let mut answer = STANDARD.encode(response);
        let mut reason = None;
        loop {
            match wire.answer(&asked, &mut |_| {}).await {
                Ok(Step::Done) => return Ok(()),
                Ok(Step::Data) => {}
                Ok(Step::Continue(challenge)) => {
                    if answer.is_empty() {
                        reason = status_of(&challenge).or(reason);
                    }
                    wire.send_line(&std::mem::take(&mut answer)).await?;
                }
                Err(Fault::No(text)) => {
                    return Err(Fault::No(reason.map_or(text.clone(), |why| format!("{text} ({why})"))));
                }
                Err(fault) => return Err(fault),
            }
        }
    };
    match timeout(limit, talk).await {
        Ok(result) => result,
        Err(_) => Err(Trouble::later("the server does not come to an end with the login").into()),
    }
}

/// `{"status":"400","schemes":"Bearer",…}`
fn status_of(challenge: &str) -> Option<String> {
    let json = STANDARD.decode(challenge.trim()).ok()?;
    let value: serde_json::Value = serde_json::from_slice(&json).ok()?;
    let status = value.get("status")?;
    Some(format!("status {}", printable(&status.as_str().map_or_else(|| status.to_string(), str::to_owned))))
}
