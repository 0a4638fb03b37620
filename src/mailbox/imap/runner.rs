//! One command, checked: did the server say OK to this very command, or what else?
//! In: command lines. Out: every answer on the way, then OK or a fault.
//! Never takes silence, a closed connection or another command's answer for success: async-imap's own helpers do
//! (its `uid_fetch` answers `Ok` to NO, BYE and EOF), so of async-imap only the reading and parsing is used.

use super::Stream;
use super::guard::Guard;
use super::trouble::{Fault, Trouble, from_io, pause, printable};
use async_imap::Client;
use async_imap::imap_proto::{MailboxDatum, Outcome, Response, Status};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// A connection that speaks in commands.
#[derive(Debug)]
pub(super) struct Wire {
    client: Client<Guard>,
    /// `imap.example.org:993`, for texts.
    pub(super) place: String,
    /// Longest silence, and a tenth of the longest time a small command may take.
    pub(super) patience: Duration,
    sent: u32,
    /// Tags of commands not answered yet. Not empty at rest: a dropped future left the connection in the middle.
    open: Vec<String>,
    /// Answers to open commands that came before their turn: servers may work on two FETCHes at once (RFC 3501
    /// section 5.5; Dovecot does, and mixes the rows).
    early: Vec<(String, Result<(), Fault>)>,
    /// The server said EXISTS since the mailbox was last listed.
    pub(super) has_news: bool,
}

/// A command under way.
#[derive(Debug)]
pub(super) struct Asked(String);

impl Wire {
    pub(super) fn new(stream: Box<dyn Stream>, place: String, patience: Duration, max_literal: u64) -> Self {
        let client = Client::new(Guard::new(stream, max_literal, patience));
        Self { client, place, patience, sent: 0, open: Vec::new(), early: Vec::new(), has_news: false }
    }

    /// For STARTTLS: what the server said before is forgotten with its buffer (RFC 3501 section 6.2.1).
    pub(super) fn into_stream(self) -> Box<dyn Stream> {
        self.client.into_inner().into_inner()
    }

    pub(super) fn set_patience(&mut self, patience: Option<Duration>) {
        self.client.get_mut().set_patience(patience);
    }

    /// The first line of a connection.
    pub(super) async fn greeting(&mut self) -> Result<(), Trouble> {
        let answer = match self.client.read_response().await {
            Ok(Some(answer)) => answer,
            Ok(None) => return Err(Trouble::later("the server closed the connection without a greeting")),
            Err(error) => return Err(from_io(&error)),
        };
        match answer.parsed() {
            Response::Data { status: Status::Ok, .. } => Ok(()),
            // RFC 3501 section 7.1.4; before TLS it is an attacker's way around STARTTLS.
            Response::Data { status: Status::PreAuth, .. } => Err(Trouble::Refused(
                "the server greets with PREAUTH (already logged in), which is never accepted: check host and port"
                    .to_owned(),
            )),
            Response::Data { status: Status::Bye, outcome } => Err(bye(outcome)),
            _ => Err(Trouble::Broken("the greeting is not one of an IMAP server: check host and port".to_owned())),
        }
    }

    /// Sends a command and reads to its end. `on` sees every answer, the final one too.
    pub(super) async fn run(&mut self, command: &str, on: impl FnMut(&Response<'_>)) -> Result<(), Fault> {
        if !self.open.is_empty() {
            return Err(Trouble::later("an earlier command was cut short: connect again").into());
        }
        let limit = self.patience * 10;
        let whole = async {
            let asked = self.begin(command).await?;
            self.finish(asked, on).await
        };
        match timeout(limit, whole).await {
            Ok(result) => result,
            Err(_) => Err(Trouble::later("the server does not come to an end with its answer").into()),
        }
    }

    /// Sends a command only. At most one other may still be unanswered (fetch windows overlap).
    pub(super) async fn begin(&mut self, command: &str) -> Result<Asked, Trouble> {
        if self.open.len() > 1 {
            return Err(Trouble::later("an earlier command was cut short: connect again"));
        }
        self.sent += 1;
        let tag = format!("f{}", self.sent);
        self.open.push(tag.clone());
        self.send_line(&format!("{tag} {command}")).await?;
        Ok(Asked(tag))
    }

    /// One write a line: separate small writes cost a round trip each under Nagle and a TLS record each.
    pub(super) async fn send_line(&mut self, line: &str) -> Result<(), Trouble> {
        let patience = self.patience;
        let stream = self.client.get_mut();
        let bytes = format!("{line}\r\n");
        let write = async {
            stream.write_all(bytes.as_bytes()).await?;
            stream.flush().await
        };
        match timeout(patience, write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(from_io(&error)),
            Err(_) => Err(Trouble::later("the server takes no more commands")),
        }
    }

    /// Reads to the answer of `asked`.
    pub(super) async fn finish(&mut self, asked: Asked, mut on: impl FnMut(&Response<'_>)) -> Result<(), Fault> {
        if let Some(n) = self.early.iter().position(|(tag, _)| *tag == asked.0) {
            return self.early.remove(n).1;
        }
        loop {
            match self.answer(&asked, &mut on).await? {
                Step::Done => return Ok(()),
                Step::Continue(_) | Step::Data => {}
            }
        }
    }

    /// Reads one answer. Cancel-safe: what was read stays in the buffer.
    pub(super) async fn answer(&mut self, asked: &Asked, on: &mut impl FnMut(&Response<'_>)) -> Result<Step, Fault> {
        let answer = match self.client.read_response().await {
            Ok(Some(answer)) => answer,
            Ok(None) => return Err(Trouble::later("the server closed the connection").into()),
            Err(error) => return Err(from_io(&error).into()),
        };
        let parsed = answer.parsed();
        match parsed {
            Response::Done { tag, status, outcome } => {
                let Some(n) = self.open.iter().position(|open| *open == tag.0) else {
                    return Err(Trouble::Broken("the server answered a command we did not send".to_owned()).into());
                };
                let tag = self.open.remove(n);
                on(parsed);
                let result = match status {
                    Status::Ok => Ok(()),
                    Status::No => Err(Fault::No(words(outcome))),
                    _ => Err(Fault::Bad(words(outcome))),
                };
                if tag == asked.0 {
                    return result.map(|()| Step::Done);
                }
                self.early.push((tag, result));
                Ok(Step::Data)
            }
            Response::Data { status: Status::Bye, outcome } => Err(bye(outcome).into()),
            Response::Continue(outcome) => {
                Ok(Step::Continue(outcome.information.as_deref().unwrap_or_default().into()))
            }
            other => {
                self.has_news |= matches!(other, Response::MailboxData(MailboxDatum::Exists(_)));
                on(other);
                Ok(Step::Data)
            }
        }
    }
}

/// What one answer was.
pub(super) enum Step {
    Done,
    /// `+ words`.
    Continue(String),
    Data,
}

/// The server's words, fit to print. Codes imap-proto does not know stand in them in brackets.
fn words(outcome: &Outcome<'_>) -> String {
    outcome.information.as_deref().map_or_else(|| "no reason given".to_owned(), printable)
}

fn bye(outcome: &Outcome<'_>) -> Trouble {
    let text = words(outcome);
    Trouble::Later { wait: pause(&text), why: format!("the server says goodbye: {text}") }
}
