//! How do bytes reach the relay, and its replies us?
//! In: a way to dial, bytes to say. Out: replies, or the fault that kept us from hearing one.
//! Never waits without a limit, never reads a reply of any length a relay likes.

use super::reply::Reply;
use futures_util::future::BoxFuture;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// RFC 5321 section 4.5.3.1.5 allows 512 bytes a line; EHLO replies of real relays stay under 4 kB.
const LONGEST_REPLY: usize = 64 * 1024;
const CHUNK: usize = 4096;

/// A connection, in the clear or not.
pub trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A way to reach the relay.
pub trait Dial: Send + Sync {
    fn dial(&self) -> BoxFuture<'_, io::Result<Box<dyn Wire>>>;
}

pub struct TcpDial {
    pub host: String,
    pub port: u16,
}

impl Dial for TcpDial {
    fn dial(&self) -> BoxFuture<'_, io::Result<Box<dyn Wire>>> {
        Box::pin(async {
            let host = self.host.trim_start_matches('[').trim_end_matches(']');
            let stream = TcpStream::connect((host, self.port)).await?;
            // With Nagle's algorithm the lone dot waits for a delayed acknowledgement: 23 letters a second.
            stream.set_nodelay(true)?;
            let wire: Box<dyn Wire> = Box::new(stream);
            Ok(wire)
        })
    }
}

/// Why no reply came.
#[derive(Debug)]
pub(super) enum Fault {
    Silence(Duration),
    HungUp,
    Io(io::Error),
    /// No SMTP reply.
    Garbled(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Silence(limit) => write!(f, "no answer within {} s", limit.as_secs()),
            Self::HungUp => f.write_str("the relay closed the connection"),
            Self::Io(error) => write!(f, "{error}"),
            Self::Garbled(text) => write!(f, "an answer that is not SMTP: {text:?}"),
        }
    }
}

/// One connection and what came in over it unread.
pub(super) struct Line {
    pub wire: Box<dyn Wire>,
    inbox: Vec<u8>,
}

impl Line {
    pub(super) fn new(wire: Box<dyn Wire>) -> Self {
        Self { wire, inbox: Vec::new() }
    }

    pub(super) async fn say(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Fault> {
        let written = async {
            self.wire.write_all(bytes).await?;
            self.wire.flush().await
        };
        timeout(limit, written).await.map_err(|_| Fault::Silence(limit))?.map_err(Fault::Io)
    }

    /// The next reply, however many lines it has.
    pub(super) async fn hear(&mut self, limit: Duration) -> Result<Reply, Fault> {
        timeout(limit, self.listen()).await.map_err(|_| Fault::Silence(limit))?
    }

    async fn listen(&mut self) -> Result<Reply, Fault> {
        loop {
            if let Some((reply, length)) = Reply::first_of(&self.inbox).map_err(Fault::Garbled)? {
                self.inbox.drain(..length);
                return Ok(reply);
            }
            if self.inbox.len() > LONGEST_REPLY {
                return Err(Fault::Garbled("it does not end".to_owned()));
            }
            let mut chunk = [0; CHUNK];
            let count = self.wire.read(&mut chunk).await.map_err(Fault::Io)?;
            if count == 0 {
                return Err(Fault::HungUp);
            }
            self.inbox.extend_from_slice(chunk.get(..count).unwrap_or_default());
        }
    }

    /// Words that came before they could have been asked for; after STARTTLS they are an attack (CVE-2011-0411).
    pub(super) fn has_unread(&self) -> bool {
        !self.inbox.is_empty()
    }
}
