//! core: In which charset are these bytes?
//! In: bytes, the label they carry if any, and the charset other parts of the mail proved. Out: text, and the charset.
//! Never believes a label that the bytes contradict. Weak spot: one or two characters without label can be anything.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::limits;

/// The charset another part of the mail was proved to be in.
pub type Hint = Option<&'static Encoding>;

#[derive(Debug)]
pub struct Reading {
    pub text: String,
    /// Set when bytes beyond ASCII were read without error.
    pub proved: Hint,
    /// The label was missing, unknown or a lie.
    pub is_guess: bool,
}

enum Charset {
    Standard(&'static Encoding),
    Hz,
    /// UTF-7 and the code pages browsers do not know.
    Rare(fn(&[u8]) -> String),
}

pub fn decode(bytes: &[u8], label: Option<&str>, hint: Hint) -> Reading {
    match label.and_then(named) {
        Some(Charset::Hz) => Reading { text: hz(bytes), proved: Some(GB18030), is_guess: false },
        Some(Charset::Rare(decoder)) => Reading { text: decoder(bytes), proved: None, is_guess: false },
        Some(Charset::Standard(encoding)) => labelled(bytes, encoding, hint),
        None if bytes.is_ascii() => plain(bytes, !bytes.contains(&0x1b)),
        None => Reading { is_guess: true, ..read_as(bytes, detect(bytes, hint)) },
    }
}

/// ASCII; with an escape in it, ISO-2022-JP may have lost its label.
fn plain(bytes: &[u8], has_no_escape: bool) -> Reading {
    let is_japanese = !has_no_escape && (contains(bytes, b"\x1b$B") || contains(bytes, b"\x1b$@"));
    if is_japanese {
        return Reading { is_guess: true, ..read_as(bytes, ISO_2022_JP) };
    }
    Reading { text: String::from_utf8_lossy(bytes).into_owned(), proved: None, is_guess: false }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Names mail uses and browsers do not are mapped first; GB 2312 is read as its superset GB 18030.
fn named(label: &str) -> Option<Charset> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    let encoding = match label.as_str() {
        "hz" | "hz-gb-2312" | "x-hz" => return Some(Charset::Hz),
        "cp936" | "ms936" | "windows-936" | "x-cp936" | "euc-cn" | "x-euc-cn" | "gb2312-80" | "gb_1988-80" | "gb"
        | "x-gb2312" | "x-gb18030" | "gb-18030" | "gb-2312" | "gb18030-2022" | "gb18030-2000" | "cn-gb" => GB18030,
        "cp950" | "ms950" | "windows-950" | "x-windows-950" | "x-cp950" | "big-5" | "big5-eten" | "big5hkscs" => BIG5,
        "utf8mb4" | "utf-8mb4" | "utf_8" | "x-utf-8" => UTF_8,
        "" | "x-unknown" | "unknown-8bit" | "unknown" | "default" | "default_charset" | "8bit" | "binary" => {
            return None;
        }
        _ => match Encoding::for_label(label.as_bytes()) {
            Some(found) if found == REPLACEMENT => return None,
            Some(found) if found.name() == "GBK" => GB18030,
            Some(found) => found,
            None => return mail_parser::decoders::charsets::map::charset_decoder(label.as_bytes()).map(Charset::Rare),
        },
    };
    Some(Charset::Standard(encoding))
}

fn labelled(bytes: &[u8], encoding: &'static Encoding, hint: Hint) -> Reading {
    let is_ascii_like = encoding != ISO_2022_JP && !encoding.name().starts_with("UTF-16");
    if is_ascii_like && bytes.is_ascii() {
        let proved = (!encoding.is_single_byte()).then_some(encoding);
        return Reading { proved, ..plain(bytes, true) };
    }
    if !is_ascii_like && (encoding != ISO_2022_JP || bytes.is_ascii()) {
        return read_as(bytes, encoding);
    }
    if encoding != UTF_8 && is_surely_utf8(bytes) {
        return Reading { is_guess: true, ..read_as(bytes, UTF_8) };
    }
    // us-ascii and latin1 are what broken clients write when they do not know.
    if encoding == WINDOWS_1252 {
        let found = detect(bytes, hint);
        let is_honest = found.is_single_byte();
        return Reading { is_guess: !is_honest, ..read_as(bytes, if is_honest { encoding } else { found }) };
    }
    let as_labelled = read_as(bytes, encoding);
    if as_labelled.proved.is_some() {
        return as_labelled;
    }
    let detected = read_as(bytes, detect(bytes, hint));
    if damage(&detected.text) < damage(&as_labelled.text) && !is_damaged_utf8(encoding, &as_labelled.text) {
        return Reading { is_guess: true, ..detected };
    }
    as_labelled
}

fn read_as(bytes: &[u8], encoding: &'static Encoding) -> Reading {
    let (text, used, had_errors) = encoding.decode(bytes);
    Reading { text: text.into_owned(), proved: (!had_errors).then_some(used), is_guess: false }
}

fn damage(text: &str) -> usize {
    text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count()
}

/// UTF-8 with a wound (cut in mid-character) is still UTF-8; GBK read as UTF-8 is nearly nothing but wounds.
fn is_damaged_utf8(encoding: &'static Encoding, text: &str) -> bool {
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    encoding == UTF_8 && damage(text) * 2 <= beyond_ascii
}

/// Valid, with a character of three bytes: text in another charset does not look so by chance.
fn is_surely_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|c| c.len_utf8() >= 3))
}

/// Without a label: UTF-8 if it is valid, then what the rest of the mail is in, then the detector. No hint by top
/// level domain: it turns all Big5 into GBK or the other way round.
pub fn detect(bytes: &[u8], hint: Hint) -> &'static Encoding {
    let sample = bytes.get(..limits::SAMPLE).unwrap_or(bytes);
    // Two bytes that are valid UTF-8 can be a Chinese character all the same (`谢` in GBK is `л`).
    if bytes.is_ascii() || is_surely_utf8(bytes) {
        return UTF_8;
    }
    if let Some(hint) = hint.filter(|&hint| hint != UTF_8 && !hint.is_single_byte())
        && hint.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    {
        return hint;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == EUC_JP || guess == SHIFT_JIS {
        return if share(sample, guess, is_kana) >= 20 { guess } else { GB18030 };
    }
    if guess == EUC_KR {
        let is_long = sample.iter().filter(|byte| !byte.is_ascii()).count() >= 16;
        return if is_long && share(sample, guess, is_hangul) >= 95 { guess } else { GB18030 };
    }
    if guess.is_single_byte() && is_short_chinese(sample) { GB18030 } else { guess }
}

/// Percent of the characters beyond ASCII and punctuation that satisfy `is_kind`.
fn share(sample: &[u8], encoding: &'static Encoding, is_kind: fn(char) -> bool) -> usize {
    let text = encoding.decode_without_bom_handling(sample).0;
    let letters = || text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric());
    letters().filter(|&c| is_kind(c)).count() * 100 / letters().count().max(1)
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&c)
}

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// A few pairs of level-one Hanzi or full-width punctuation and nothing else beyond ASCII; detectors need more text.
fn is_short_chinese(sample: &[u8]) -> bool {
    let mut pairs = 0;
    let mut bytes = sample.iter().copied();
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        let is_pair = matches!(lead, 0xa1 | 0xa3 | 0xb0..=0xd7) && matches!(bytes.next(), Some(0xa1..=0xfe));
        pairs += 1;
        if !is_pair || pairs > 8 {
            return false;
        }
    }
    pairs > 0
}

/// RFC 1843: GB 2312 in seven bits between `~{` and `~}`.
fn hz(bytes: &[u8]) -> String {
    let mut gb = Vec::with_capacity(bytes.len());
    let mut is_chinese = false;
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => break,
            [b'~', b'{', tail @ ..] => {
                is_chinese = true;
                tail
            }
            [b'~', b'}', tail @ ..] => {
                is_chinese = false;
                tail
            }
            [b'~', b'~', tail @ ..] if !is_chinese => {
                gb.push(b'~');
                tail
            }
            [b'~', b'\n', tail @ ..] | [b'~', b'\r', b'\n', tail @ ..] => tail,
            // Chinese ends with its line even where `~}` was lost.
            [b'\n', tail @ ..] => {
                is_chinese = false;
                gb.push(b'\n');
                tail
            }
            [high, low, tail @ ..] if is_chinese && (0x21..0x7f).contains(high) && (0x21..0x7f).contains(low) => {
                gb.extend_from_slice(&[high | 0x80, low | 0x80]);
                tail
            }
            [byte, tail @ ..] => {
                gb.push(*byte);
                tail
            }
        };
    }
    GB18030.decode_without_bom_handling(&gb).0.into_owned()
}

#[cfg(test)]
mod tests;
