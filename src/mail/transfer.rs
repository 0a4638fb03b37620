//! core: What bytes does a transfer encoding stand for (RFC 2045 section 6)?
//! In: a part's body as it travelled. Out: its content.
//! Never fails: cut or damaged text gives what can be read of it.

use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Identity,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    pub fn named(name: &str) -> Self {
        match name.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            _ => Self::Identity,
        }
    }

    pub fn decode(self, body: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Self::Identity => Cow::Borrowed(body),
            Self::Base64 => Cow::Owned(base64(body)),
            Self::QuotedPrintable => Cow::Owned(quoted_printable(body)),
        }
    }
}

/// mail-parser's decoder is fast and strict; damaged text is read again, sign by sign.
pub fn base64(text: &[u8]) -> Vec<u8> {
    mail_parser::decoders::base64::base64_decode(text).unwrap_or_else(|| patient_base64(text))
}

fn patient_base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(((bits >> count) & 0xff) as u8);
        }
    }
    out
}

/// Line ends stay as they are; blanks before a line end were added on the way (RFC 2045 section 6.7 rule 3).
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let bare = line.trim_ascii_end();
        let end = line.get(line.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |at| at + 1)..);
        match bare.strip_suffix(b"=") {
            Some(soft) => quoted_signs(soft, &mut out),
            None => {
                quoted_signs(bare, &mut out);
                out.extend_from_slice(end.unwrap_or_default());
            }
        }
    }
    out
}

fn quoted_signs(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&byte| byte == b'=') {
        let (plain, coded) = rest.split_at(at);
        out.extend_from_slice(plain);
        match coded.get(1..3).and_then(hex_pair) {
            Some(byte) => {
                out.push(byte);
                rest = coded.get(3..).unwrap_or_default();
            }
            None => {
                out.push(b'=');
                rest = coded.get(1..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
}

/// `4A` as a byte, either case.
pub fn hex_pair(pair: &[u8]) -> Option<u8> {
    let [high, low] = pair else { return None };
    let value = char::from(*high).to_digit(16)? * 16 + char::from(*low).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_base64_gives_what_is_there() {
        assert_eq!(base64(b"5oiR6KaB6YCA5qy"), "我要退款".as_bytes().get(..11).unwrap());
    }

    #[test]
    fn dirt_in_base64_is_stepped_over() {
        assert_eq!(base64(b"aGVs*bG8\x00=\r\n"), b"hello");
    }

    #[test]
    fn quoted_printable_keeps_line_ends_and_broken_escapes() {
        assert_eq!(quoted_printable(b"a=3Db  \r\nsoft=\r\n end =zz=\n"), b"a=b\r\nsoft end =zz");
        assert_eq!(quoted_printable(b"=E4=BD=A0=20\nx"), "你 \nx".as_bytes());
    }
}
