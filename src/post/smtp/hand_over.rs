//! How does one letter go over to the relay?
//! In: a session, a letter with one recipient (fault F78), a last question before the dot. Out: the relay's verdict, or
//! a setback that is no fault of the letter.
//! Never sends the dot before `dot` says so; before it every fault is `Later`, after it silence is `Uncertain`.

use super::SmtpSettings;
use super::open::Session;
use super::reply::Reply;
use super::trouble::Trouble;
use super::wire::Fault;
use crate::post::mime::crlf;
use crate::post::{Outcome, Outgoing, sendable};
use std::time::Duration;

/// The relay does not take letters from us now.
pub(super) struct Setback {
    pub trouble: Trouble,
    /// Not one command of this letter was answered: on a kept connection a new one is tried at once.
    pub is_before_mail: bool,
}

/// The commands before the text, in order.
const STEPS: [&str; 3] = ["MAIL", "RCPT", "DATA"];

impl Session {
    pub(super) async fn hand_over(
        &mut self,
        letter: &Outgoing,
        settings: &SmtpSettings,
        dot: &mut (dyn FnMut(i64) -> bool + Send),
    ) -> Result<Outcome, Setback> {
        let text = crlf(&letter.bytes);
        // RFC 1870 section 3: doubled dots do not count.
        let size = text.len();
        if let Some(limit) = self.features.size.filter(|limit| *limit > 0 && size as u64 > *limit) {
            return Ok(Outcome::Never(format!("the letter has {size} bytes, the relay takes {limit}")));
        }
        if self.needs_reset {
            self.reset(settings.timeout).await?;
        }
        if let Some(refused) = self.envelope(letter, size, settings).await? {
            return Ok(refused);
        }
        if let Err(fault) = self.line.say(&stuffed(&text), settings.timeout).await {
            return Err(self.broken("the text", &fault));
        }
        self.is_usable = false;
        if !dot(letter.id) {
            return Ok(Outcome::Later("held back at the last moment".to_owned()));
        }
        let heard = match self.line.say(b".\r\n", settings.timeout).await {
            Ok(()) => self.line.hear(settings.dot_timeout).await,
            Err(fault) => Err(fault),
        };
        match heard {
            Ok(reply) => self.verdict(&reply),
            Err(fault) => Ok(Outcome::Uncertain(format!("{}: no answer to the final dot: {fault}", self.place))),
        }
    }

    /// MAIL, RCPT, DATA. An outcome when the relay refused the letter, none when it waits for the text.
    async fn envelope(
        &mut self,
        letter: &Outgoing,
        size: usize,
        settings: &SmtpSettings,
    ) -> Result<Option<Outcome>, Setback> {
        loop {
            let is_null = letter.is_automatic && settings.null_sender && !self.refuses_null;
            let own = letter.bounce_to.as_ref().filter(|own| !is_null && !self.refuses_own && sendable(own).is_ok());
            let sender = if is_null { "" } else { own.unwrap_or(&settings.bounce_address).as_str() };
            let size = self.features.size.map(|_| format!(" SIZE={size}")).unwrap_or_default();
            let notify = if self.features.dsn && letter.is_automatic { " NOTIFY=NEVER" } else { "" };
            let mail = format!("MAIL FROM:<{sender}>{size}\r\n");
            let commands = [mail, format!("RCPT TO:<{}>{notify}\r\n", letter.to), "DATA\r\n".to_owned()];
            let replies = self.exchange(&commands, settings.timeout).await?;
            let Some((at, reply)) = replies.iter().enumerate().find(|(_, reply)| !reply.is_positive()) else {
                return self.ready_for_text(&replies);
            };
            // A relay that takes text after a refusal (RFC 2920 section 3.1) would take an empty letter for ours.
            self.is_usable =
                !reply.is_goodbye() && replies.iter().all(|reply| reply.code != 354 && !reply.is_goodbye());
            self.needs_reset = at > 0;
            let is_about_sender = at <= 1 && reply.is_permanent() && !reply.is_about_size() && self.is_usable;
            if at == 0 && is_null && is_about_sender {
                self.refuses_null = true;
                continue;
            }
            // Relays that take only the login's own address say so at MAIL, or, as Postfix does, at RCPT. Whom they refuse
            // then too they refuse for himself.
            if own.is_some() && is_about_sender {
                self.refuses_own = true;
                if self.needs_reset {
                    self.reset(settings.timeout).await?;
                }
                continue;
            }
            return self.refused(at, reply).map(Some);
        }
    }

    /// All commands in one write where the relay offers PIPELINING (RFC 2920), else one after the other up to the first
    /// refusal.
    async fn exchange(&mut self, commands: &[String], limit: Duration) -> Result<Vec<Reply>, Setback> {
        let mut replies: Vec<Reply> = Vec::with_capacity(commands.len());
        let groups = if self.features.pipelining { vec![commands] } else { commands.chunks(1).collect() };
        for group in groups {
            let said = self.line.say(group.concat().as_bytes(), limit).await;
            for _ in group {
                let heard = match &said {
                    Ok(()) => self.line.hear(limit).await,
                    Err(_) => self.line.hear(Duration::ZERO).await,
                };
                match heard {
                    Ok(reply) => replies.push(reply),
                    // The refusal came, the answers to the rest did not: it still is the relay's word.
                    Err(_) if replies.iter().any(|reply| !reply.is_positive()) => {
                        self.is_usable = false;
                        return Ok(replies);
                    }
                    Err(fault) => {
                        let fault = said.err().unwrap_or(fault);
                        let step = STEPS.get(replies.len()).copied().unwrap_or("DATA");
                        let is_before_mail = replies.is_empty();
                        return Err(Setback { is_before_mail, ..self.broken(step, &fault) });
                    }
                }
            }
            if replies.iter().any(|reply| !reply.is_positive()) {
                break;
            }
        }
        Ok(replies)
    }

    fn ready_for_text(&mut self, replies: &[Reply]) -> Result<Option<Outcome>, Setback> {
        match replies {
            [_, _, data] if data.code == 354 => Ok(None),
            _ => {
                let answer = replies.last().map(Reply::text).unwrap_or_default();
                Err(self.broken("DATA", &Fault::Garbled(answer)))
            }
        }
    }

    /// A refusal before the text: of this letter, or of us.
    fn refused(&mut self, at: usize, reply: &Reply) -> Result<Outcome, Setback> {
        let step = STEPS.get(at).copied().unwrap_or("DATA");
        let words = format!("{}: {step} was answered {}", self.place, reply.text());
        let is_ours = reply.is_goodbye() || reply.is_about_us() || reply.is_about_rate() || at == 0;
        match () {
            () if reply.is_permanent() && reply.is_about_size() => Ok(Outcome::Never(words)),
            () if is_ours => Err(Setback {
                trouble: Trouble::refused(&self.place, step, reply),
                is_before_mail: reply.is_goodbye() && at == 0,
            }),
            () if reply.is_permanent() => Ok(Outcome::Never(words)),
            () => Ok(Outcome::Later(words)),
        }
    }

    /// The answer to the dot is the last word (fault F72).
    fn verdict(&mut self, reply: &Reply) -> Result<Outcome, Setback> {
        let words = format!("{}: {}", self.place, reply.text());
        self.is_usable = !reply.is_goodbye() && (reply.code == 250 || reply.code >= 400);
        self.needs_reset = false;
        match reply.code {
            250 => Ok(Outcome::Accepted(words)),
            400.. if reply.is_goodbye() || reply.is_about_us() || reply.is_about_rate() => {
                Err(Setback { trouble: Trouble::refused(&self.place, "the letter", reply), is_before_mail: false })
            }
            500.. => Ok(Outcome::Never(words)),
            400.. => Ok(Outcome::Later(words)),
            _ => Ok(Outcome::Uncertain(format!("{words} (neither yes nor no)"))),
        }
    }

    /// Back to a clean state after a broken transaction; a relay that cannot even do that is left.
    async fn reset(&mut self, limit: Duration) -> Result<(), Setback> {
        let reply = self.ask("RSET", "RSET", limit).await;
        let trouble = match reply {
            Ok(reply) if reply.code == 250 => {
                self.needs_reset = false;
                return Ok(());
            }
            Ok(reply) => Trouble::refused(&self.place, "RSET", &reply),
            Err(trouble) => trouble,
        };
        self.is_usable = false;
        Err(Setback { trouble, is_before_mail: true })
    }

    fn broken(&mut self, doing: &str, fault: &Fault) -> Setback {
        self.is_usable = false;
        Setback { trouble: self.lost(doing, fault), is_before_mail: false }
    }
}

/// Transparency (RFC 5321 section 4.5.2): a dot at the beginning of a line is doubled. Lines end in CRLF already.
pub(super) fn stuffed(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 64);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    out
}
