//! Is what the server sends safe to hand to the parser above?
//! In: bytes from the wire. Out: the same bytes, or an error before anything large is allocated or deeply nested.
//! Never looks inside literals (mail). Mends two oddities: double spaces in CAPABILITY (t-online.hu), and an 8-bit
//! character right behind a response code, on which imap-proto 0.17 panics.

use super::Stream;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

const MAX_LINE: usize = 1024 * 1024;
/// imap-proto recurses: 500 levels overflow a 2 MiB stack. Nothing we ask for nests deeper than four.
const MAX_DEPTH: u32 = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Suspicion {
    #[error("the server announced {0} bytes for one answer, more than max_mail allows")]
    Literal(u64),
    #[error("the server sent a line over 1 MB")]
    Line,
    #[error("the server sent parentheses more than 100 deep")]
    Depth,
}

/// The stream below async-imap.
pub(super) struct Guard {
    inner: Box<dyn Stream>,
    scan: Scan,
    /// Longest silence while we read; none while idling, where silence is normal.
    patience: Option<Duration>,
    silence: Pin<Box<Sleep>>,
    is_waiting: bool,
}

impl Guard {
    pub(super) fn new(inner: Box<dyn Stream>, max_literal: u64, patience: Duration) -> Self {
        let silence = Box::pin(tokio::time::sleep(patience));
        Self { inner, scan: Scan::new(max_literal), patience: Some(patience), silence, is_waiting: false }
    }

    pub(super) fn into_inner(self) -> Box<dyn Stream> {
        self.inner
    }

    pub(super) fn set_patience(&mut self, patience: Option<Duration>) {
        self.patience = patience;
        self.is_waiting = false;
    }

    fn poll_silence(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(patience) = self.patience else { return Poll::Pending };
        if !self.is_waiting {
            self.silence.as_mut().reset(Instant::now() + patience);
            self.is_waiting = true;
        }
        ready!(self.silence.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl AsyncRead for Guard {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            let start = buf.filled().len();
            match Pin::new(&mut this.inner).poll_read(cx, buf) {
                Poll::Pending => return this.poll_silence(cx),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Ready(Ok(())) => {}
            }
            this.is_waiting = false;
            let new = buf.filled_mut().get_mut(start..).unwrap_or_default();
            if new.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let kept = this.scan.check(new).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
            buf.set_filled(start + kept);
            if kept > 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Guard {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

/// Where we are in a `{123}` at the end of a line.
#[derive(Clone, Copy, Debug)]
enum Brace {
    None,
    Digits(u64),
    Closed(u64),
    Return(u64),
}

/// Follows lines and literals (RFC 3501 section 4.3).
#[derive(Debug)]
struct Scan {
    max_literal: u64,
    /// Bytes of the current literal still to come.
    literal_left: u64,
    /// Bytes of all literals of the current answer.
    literal_sum: u64,
    line_length: usize,
    depth: u32,
    is_quoted: bool,
    is_escaped: bool,
    brace: Brace,
    /// The line's first bytes: is it data or a status with free text?
    head: Vec<u8>,
    last: u8,
}

const CAPABILITY: &[u8] = b"* CAPABILITY";

impl Scan {
    fn new(max_literal: u64) -> Self {
        Self {
            max_literal,
            literal_left: 0,
            literal_sum: 0,
            line_length: 0,
            depth: 0,
            is_quoted: false,
            is_escaped: false,
            brace: Brace::None,
            head: Vec::with_capacity(CAPABILITY.len()),
            last: 0,
        }
    }

    /// Looks at new bytes, mends them in place and says how many are left.
    fn check(&mut self, bytes: &mut [u8]) -> Result<usize, Suspicion> {
        let (mut from, mut to) = (0, 0);
        while from < bytes.len() {
            if self.literal_left > 0 {
                let rest = bytes.len() - from;
                let skipped = usize::try_from(self.literal_left).map_or(rest, |left| left.min(rest));
                bytes.copy_within(from..from + skipped, to);
                self.literal_left -= skipped as u64;
                (from, to) = (from + skipped, to + skipped);
                continue;
            }
            let Some(&byte) = bytes.get(from) else { break };
            from += 1;
            let mended = self.mend(byte);
            self.step(mended.unwrap_or(byte))?;
            if let (Some(byte), Some(slot)) = (mended, bytes.get_mut(to)) {
                *slot = byte;
                to += 1;
            }
        }
        Ok(to)
    }

    /// The byte as the parser shall see it; none when it shall not.
    fn mend(&self, byte: u8) -> Option<u8> {
        if byte == b' ' && self.last == b' ' && self.head.eq_ignore_ascii_case(CAPABILITY) {
            return None;
        }
        if byte >= 0x80 && self.last == b']' && !self.is_data() { Some(b'?') } else { Some(byte) }
    }

    fn step(&mut self, byte: u8) -> Result<(), Suspicion> {
        self.line_length += 1;
        if self.line_length > MAX_LINE {
            return Err(Suspicion::Line);
        }
        if self.head.len() < CAPABILITY.len() {
            self.head.push(byte);
        }
        self.last = byte;
        if byte == b'\n' {
            return self.end_line();
        }
        self.brace = match (self.brace, byte) {
            (_, b'{') => Brace::Digits(0),
            (Brace::Digits(n), b'0'..=b'9') => {
                Brace::Digits(n.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
            }
            (Brace::Digits(n), b'}') => Brace::Closed(n),
            (Brace::Closed(n), b'\r') => Brace::Return(n),
            _ => Brace::None,
        };
        self.nest(byte)
    }

    fn nest(&mut self, byte: u8) -> Result<(), Suspicion> {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_quoted => self.is_escaped = true,
            b'"' => self.is_quoted = !self.is_quoted,
            b'(' if !self.is_quoted => self.depth += 1,
            b')' if !self.is_quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > MAX_DEPTH { Err(Suspicion::Depth) } else { Ok(()) }
    }

    fn end_line(&mut self) -> Result<(), Suspicion> {
        if let Brace::Return(length) = std::mem::replace(&mut self.brace, Brace::None) {
            self.literal_sum = self.literal_sum.saturating_add(length);
            if self.literal_sum > self.max_literal {
                return Err(Suspicion::Literal(self.literal_sum));
            }
            if self.is_data() {
                // The same answer goes on behind the literal: depth and length are kept.
                self.literal_left = length;
                return Ok(());
            }
        }
        self.literal_sum = 0;
        self.line_length = 0;
        self.depth = 0;
        self.is_quoted = false;
        self.is_escaped = false;
        self.head.clear();
        Ok(())
    }

    /// Free text (`* OK …`, `a1 NO …`, `+ …`) holds no literals; a hostile one must not hide bytes from us.
    fn is_data(&self) -> bool {
        let Some(rest) = self.head.strip_prefix(b"* ") else { return false };
        let word = rest.split(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
        ![&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].iter().any(|status| word.eq_ignore_ascii_case(status))
    }
}

#[cfg(test)]
mod tests;
