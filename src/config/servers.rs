//! The settings of mailbox and relay, their secrets read now.

use super::file::{Auth, MailboxConfig, Tls};
use super::{Error, Loaded, secret};
use crate::mail::Address;
use crate::mailbox::imap::ImapSettings;
use crate::post::smtp::SmtpSettings;
use crate::time::Span;
use secrecy::SecretString;
use std::time::Duration;

/// Longest silence of a server within a command.
const TIMEOUT: Duration = Duration::from_secs(60);
/// RFC 5321 section 4.5.3.2.6.
const DOT_TIMEOUT: Duration = Duration::from_secs(600);

impl Loaded {
    /// How to reach the mailbox's IMAP server. Error: its secret cannot be read.
    pub fn imap(&self, name: &str, mailbox: &MailboxConfig) -> Result<ImapSettings, Error> {
        let secret = secret::read(&mailbox.secret(), self)?.unwrap_or_else(|| SecretString::from(String::new()));
        let implied = if mailbox.tls == Tls::Implicit { 993 } else { 143 };
        let poll = Span::parse(&mailbox.poll).unwrap_or(Span::minutes(1));
        Ok(ImapSettings {
            host: mailbox.imap.clone().unwrap_or_default(),
            port: mailbox.port.unwrap_or(implied),
            tls: mailbox.tls,
            ca_file: mailbox.ca_file.as_ref().map(|file| self.path(file)),
            user: mailbox.user.clone().unwrap_or_default(),
            auth: if mailbox.token_command.is_some() { Auth::Xoauth2 } else { mailbox.auth },
            secret,
            inbox: mailbox.inbox.clone(),
            sent: mailbox.sent.clone().filter(|sent| !sent.is_empty()),
            max_mail: mailbox.max_mail_mb << 20,
            poll: Duration::from_secs(poll.as_secs().max(1).unsigned_abs()),
            mailbox: name.to_owned(),
            timeout: TIMEOUT,
        })
    }

    /// How to reach the relay. Error: its secret cannot be read.
    pub fn smtp(&self) -> Result<SmtpSettings, Error> {
        let post = &self.config.post;
        let implied = match post.tls {
            Tls::Implicit => 465,
            Tls::StartTls => 587,
            Tls::None => 25,
        };
        let own = super::brand(self).mail;
        let bounce_address = post.user.as_deref().filter(|user| user.contains('@')).map_or(own, Address::new);
        Ok(SmtpSettings {
            host: post.smtp.clone().unwrap_or_default(),
            port: post.port.unwrap_or(implied),
            tls: post.tls,
            ca_file: post.ca_file.as_ref().map(|file| self.path(file)),
            user: post.user.clone(),
            auth: if post.token_command.is_some() { Auth::Xoauth2 } else { post.auth },
            secret: secret::read(&post.secret(), self)?,
            hello: if post.hello.is_empty() { host_name() } else { post.hello.clone() },
            null_sender: post.null_sender,
            bounce_address,
            timeout: TIMEOUT,
            dot_timeout: DOT_TIMEOUT,
        })
    }
}

/// This machine's name, for EHLO.
fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name = name.trim();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_graphic()) { "localhost".into() } else { name.to_owned() }
}
