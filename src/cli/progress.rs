//! A line on the terminal that says how far a long command is.

use crate::rules::diagnostic::{Said, Speech};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// On standard error, and only where a person looks at it.
pub struct Progress {
    what: String,
    is_shown: bool,
    drawn: Option<Instant>,
    started: Instant,
}

/// Drawing more often would cost more than it tells.
const PAUSE: Duration = Duration::from_millis(100);

impl Progress {
    pub fn new(what: Said, speech: Speech) -> Self {
        Self {
            what: what.into_speech(speech),
            is_shown: std::io::stderr().is_terminal(),
            drawn: None,
            started: Instant::now(),
        }
    }

    pub fn at(&mut self, done: usize, total: Option<usize>) {
        if !self.is_shown || self.drawn.is_some_and(|drawn| drawn.elapsed() < PAUSE) {
            return;
        }
        self.drawn = Some(Instant::now());
        let _ = write!(std::io::stderr(), "\r\x1b[K{}", line(&self.what, done, total));
    }

    /// Takes the line away. Out: how long it took.
    pub fn done(self) -> Duration {
        if self.drawn.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
        self.started.elapsed()
    }
}

fn line(what: &str, done: usize, total: Option<usize>) -> String {
    const WIDTH: usize = 24;
    let Some(total) = total.filter(|total| *total > 0) else { return format!("{done} {what}") };
    let full = (done * WIDTH / total).min(WIDTH);
    format!("{}{} {done} of {total} {what}", "█".repeat(full), "░".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_never_longer_than_its_place() {
        assert_eq!(line("tickets", 50, Some(100)), format!("{}{} 50 of 100 tickets", "█".repeat(12), "░".repeat(12)));
        assert!(line("tickets", 300, Some(100)).starts_with(&"█".repeat(24)));
        assert_eq!(line("mails", 7, None), "7 mails");
        assert_eq!(line("mails", 0, Some(0)), "0 mails");
    }
}
