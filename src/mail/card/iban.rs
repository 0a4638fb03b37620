//! core: Where does a text name a bank account (ISO 13616)?
//! In: any text. Out: the places of valid IBANs, whose groups of four look like a card's.
//! Never asks whether the account exists.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static SHAPE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}\b").ok());

pub fn places(text: &str) -> Vec<Range<usize>> {
    let Some(shape) = SHAPE.as_ref() else { return Vec::new() };
    shape
        .find_iter(text)
        .filter_map(|found| longest(found.as_str()).map(|end| found.start()..found.start() + end))
        .collect()
}

/// Words behind an account may look like more of it: the longest part that is valid counts.
fn longest(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ' ' | '-')).map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find(|end| text.get(..*end).is_some_and(is_valid))
}

/// Four signs to the back, letters as 10 to 35, the whole modulo 97 is 1 (ISO 7064).
fn is_valid(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let Some((head, rest)) = signs.split_at_checked(4) else { return false };
    let step = |sum: u32, sign: &char| {
        let value = sign.to_digit(36).unwrap_or_default();
        (if value > 9 { sum * 100 } else { sum * 10 } + value) % 97
    };
    (11..=30).contains(&rest.len()) && rest.iter().chain(head).fold(0, step) == 1
}
