//! What did the relay answer?
//! In: bytes. Out: a reply (RFC 5321 section 4.2): a code, lines; whom it blames.
//! Never trusts the words for more than telling people, but where relays put our fault into a letter's code.

use crate::letter::safe;

/// What is told of a reply at most.
const LONGEST_TEXT: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub code: u16,
    /// Without codes and line ends.
    pub lines: Vec<String>,
}

impl Reply {
    /// The reply at the beginning of `bytes` and its length; none while it is not whole. Error: what is no reply.
    pub(super) fn first_of(bytes: &[u8]) -> Result<Option<(Self, usize)>, String> {
        let mut lines = Vec::new();
        let mut code = None;
        let mut length = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !line.ends_with(b"\n") {
                break;
            }
            length += line.len();
            let text = String::from_utf8_lossy(line);
            let text = text.trim_end_matches(['\r', '\n']);
            let (digits, rest) = text.split_at_checked(3).ok_or_else(|| shown(text))?;
            let number: u16 = digits.parse().map_err(|_| shown(text))?;
            if !(200..600).contains(&number) || code.is_some_and(|earlier| earlier != number) {
                return Err(shown(text));
            }
            code = Some(number);
            lines.push(rest.get(1..).unwrap_or_default().to_owned());
            match rest.chars().next() {
                Some('-') => {}
                Some(' ') | None => return Ok(Some((Self { code: number, lines }, length))),
                Some(_) => return Err(shown(text)),
            }
        }
        Ok(None)
    }

    pub(super) const fn is_positive(&self) -> bool {
        self.code < 400
    }

    pub(super) const fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// The relay goes away (RFC 5321 section 3.8): any command may be answered so.
    pub(super) const fn is_goodbye(&self) -> bool {
        self.code == 421
    }

    /// `550 5.1.1 no such user`, one line, shortened.
    pub(super) fn text(&self) -> String {
        safe::shorten(&safe::header(&format!("{} {}", self.code, self.lines.join(" "))), LONGEST_TEXT)
    }

    /// RFC 3463: `5.7.30` as (5, 7, 30).
    pub(super) fn enhanced(&self) -> Option<(u16, u16, u16)> {
        let mut parts = self.lines.first()?.split(' ').next()?.splitn(3, '.').map(|part| part.parse().ok());
        Some((parts.next()??, parts.next()??, parts.next()??))
    }

    /// The letter is too large for the relay (RFC 1870 section 6).
    pub(super) fn is_about_size(&self) -> bool {
        self.code == 552 || matches!(self.enhanced(), Some((5, 2 | 3, 3 | 4)))
    }

    /// A refusal of us, not of this letter: sign-in needed, wrong or forbidden, relaying denied (fault F81). Every other
    /// letter would be refused too, so it must not fail this one.
    pub(super) fn is_about_us(&self) -> bool {
        let sign_in = [8, 9, 11, 13, 14, 30, 57, 60, 64, 139];
        let by_code = matches!(self.code, 530 | 534 | 535 | 538)
            || matches!(self.enhanced(), Some((4 | 5, 7, detail)) if sign_in.contains(&detail));
        let words = self.lines.join(" ").to_lowercase();
        let no_relay = words.contains("relay")
            && ["denied", "unable", "not permitted", "not allowed"].iter().any(|no| words.contains(no));
        by_code || no_relay || words.contains("authentication required")
    }

    /// Too many letters, too fast (fault F82).
    pub(super) fn is_about_rate(&self) -> bool {
        let words = self.lines.join(" ").to_lowercase();
        !self.is_permanent()
            && (words.contains("too many") || words.contains("rate limit") || words.contains("too fast"))
    }
}

fn shown(text: &str) -> String {
    safe::shorten(&safe::header(text), 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Reply {
        Reply::first_of(text.as_bytes()).expect("a reply").expect("whole").0
    }

    #[test]
    fn a_reply_of_many_lines_ends_with_the_line_that_has_a_blank() {
        let bytes = b"250-mx greets you\r\n250-SIZE 1000\r\n250 PIPELINING\r\n354 go\r\n";
        let (first, length) = Reply::first_of(bytes).expect("a reply").expect("whole");
        assert_eq!((first.code, first.lines.len()), (250, 3));
        assert_eq!(Reply::first_of(&bytes[length..]), Ok(Some((reply("354 go\r\n"), 8))));
        assert_eq!(Reply::first_of(b"250-mx\r\n250"), Ok(None));
        assert_eq!(reply("220\r\n").code, 220);
    }

    #[test]
    fn what_is_not_smtp_is_no_reply() {
        for odd in [
            "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 400\r\n",
            "250-a\r\n550 b\r\n",
            "25\r\n",
            "999 x\r\n",
            "250x\r\n",
            "你好吗\r\n",
        ] {
            assert!(Reply::first_of(odd.as_bytes()).is_err(), "{odd}");
        }
    }

    #[test]
    fn refusals_of_us_are_told_from_refusals_of_a_letter() {
        for ours in [
            "550 5.7.30 Basic authentication is not supported\r\n",
            "530 5.7.0 Must issue a STARTTLS command first\r\n",
            "554 5.7.1 <ann@x.org>: Relay access denied\r\n",
            "550 5.7.1 Unable to relay\r\n",
            "535 Error: authentication failed\r\n",
        ] {
            assert!(reply(ours).is_about_us(), "{ours}");
        }
        for letters in ["550 5.1.1 no such user\r\n", "554 5.7.1 message looks like spam\r\n", "552 5.3.4 too big\r\n"]
        {
            assert!(!reply(letters).is_about_us(), "{letters}");
        }
        assert!(reply("552 5.3.4 too big\r\n").is_about_size());
        assert!(reply("450 4.7.1 too many messages\r\n").is_about_rate());
    }
}
