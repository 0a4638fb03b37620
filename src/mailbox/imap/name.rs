//! Names and number sets as IMAP writes them.
//! In: a folder's name as people write it, UIDs. Out: modified UTF-7 (RFC 3501 section 5.1.3), quoted strings, sets.
//! Never lets a line end into a command.

use super::trouble::Trouble;
use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt::Write;

const MODIFIED: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new().with_encode_padding(false).with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// `已发送` → `&XfJT0ZAB-`. A name that is modified UTF-7 already is left alone.
pub(super) fn on_the_wire(name: &str) -> String {
    if name.is_ascii() && name.contains('&') && decode(name).is_some_and(|plain| encode(&plain) == name) {
        return name.to_owned();
    }
    encode(name)
}

fn encode(name: &str) -> String {
    let mut out = String::new();
    let mut shifted: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            end_shift(&mut out, &mut shifted);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    end_shift(&mut out, &mut shifted);
    out
}

fn end_shift(out: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        let _ = write!(out, "&{}-", MODIFIED.encode(&*shifted));
        shifted.clear();
    }
}

/// None when the name is not modified UTF-7.
pub(super) fn decode(name: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('&') {
        out.push_str(plain);
        let (code, after) = after.split_once('-')?;
        if code.is_empty() {
            out.push('&');
        } else {
            let bytes = MODIFIED.decode(code).ok()?;
            let units: Vec<u16> =
                bytes.chunks(2).map(|pair| pair.iter().fold(0, |n, b| (n << 8) | u16::from(*b))).collect();
            if bytes.len() % 2 != 0 {
                return None;
            }
            out.push_str(&String::from_utf16(&units).ok()?);
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// `"…"` with `"` and `\` escaped.
pub(super) fn quoted(text: &str) -> Result<String, Trouble> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(Trouble::Refused(
            "user, password or folder name holds a line end: check the secret's file".to_owned(),
        ));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// `[1, 2, 3, 7]` → `1:3,7`. Ascending, or it only gets longer.
pub(super) fn uid_set(uids: &[u32]) -> String {
    let mut out = String::new();
    let mut run: Option<(u32, u32)> = None;
    for uid in uids.iter().copied() {
        run = match run {
            Some((first, last)) if last.checked_add(1) == Some(uid) => Some((first, uid)),
            Some(done) => {
                push_run(&mut out, done);
                Some((uid, uid))
            }
            None => Some((uid, uid)),
        };
    }
    if let Some(done) = run {
        push_run(&mut out, done);
    }
    out
}

fn push_run(out: &mut String, (first, last): (u32, u32)) {
    let comma = if out.is_empty() { "" } else { "," };
    let _ = if first == last { write!(out, "{comma}{first}") } else { write!(out, "{comma}{first}:{last}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_folder_names_go_as_modified_utf7() {
        assert_eq!(on_the_wire("已发送"), "&XfJT0ZAB-");
        assert_eq!(on_the_wire("已处理"), "&XfJZBHQG-");
        assert_eq!(on_the_wire("A&B"), "A&-B");
        assert_eq!(on_the_wire("Sent 😀"), "Sent &2D3eAA-");
    }

    #[test]
    fn a_name_already_encoded_is_left_alone() {
        assert_eq!(on_the_wire("&XfJT0ZAB-"), "&XfJT0ZAB-");
        assert_eq!(decode("&XfJT0ZAB-").as_deref(), Some("已发送"));
        assert_eq!(decode("A&-B").as_deref(), Some("A&B"));
        assert_eq!(decode("A&B"), None);
    }

    #[test]
    fn quotes_are_escaped_and_line_ends_refused() {
        assert_eq!(quoted(r#"a"b\c"#).unwrap(), r#""a\"b\\c""#);
        assert!(quoted("a\r\nLOGOUT").is_err());
    }

    #[test]
    fn runs_of_uids_are_written_as_ranges() {
        assert_eq!(uid_set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(uid_set(&[u32::MAX - 1, u32::MAX]), "4294967294:4294967295");
        assert_eq!(uid_set(&[]), "");
    }
}
