//! core: Which digits of a text are a payment card's number?
//! In: any text. Out: the same with each card number but its last four digits as stars, and one-time codes all stars.
//! Never touches what is stored: only what is shown, logged and mailed (attack A43). A number is a card's when its
//! beginning and length are a card brand's, its check digit is right (ISO/IEC 7812-1) and it is written like one.

mod brand;
mod iban;

use super::{code, visible};
use std::borrow::Cow;
use std::ops::Range;

/// Card numbers and one-time codes.
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut places = code::places(text);
    if places.is_empty() {
        return numbers_masked(text);
    }
    places.extend(places_of_numbers(text));
    Cow::Owned(starred(text, &places))
}

/// Card numbers only: for words our own people wrote.
pub fn numbers_masked(text: &str) -> Cow<'_, str> {
    let places = places_of_numbers(text);
    if places.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(starred(text, &places)) }
}

/// A run of digits.
struct Group {
    at: Range<usize>,
    digits: Vec<u8>,
}

/// What is covered: all but the last four digits of each card number, byte ranges of whole digits.
fn places_of_numbers(text: &str) -> Vec<Range<usize>> {
    if text.chars().filter(|c| digit(*c).is_some()).count() < brand::SHORTEST {
        return Vec::new();
    }
    let groups = groups(text);
    let others = iban::places(text);
    let mut places = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let taken = window(text, groups.get(first..).unwrap_or_default(), &others);
        for group in groups.iter().skip(first).take(taken) {
            places.push(group.at.clone());
        }
        if taken > 0 {
            keep_four(text, &mut places);
        }
        first += taken.max(1);
    }
    places
}

/// How many groups from the first one on are one card number.
fn window(text: &str, groups: &[Group], others: &[Range<usize>]) -> usize {
    let Some(first) = groups.first() else { return 0 };
    let is_foreign = others.iter().any(|other| other.contains(&first.at.start));
    if is_foreign || !may_begin(text.get(..first.at.start).unwrap_or_default()) {
        return 0;
    }
    let mut reach = 1;
    let mut count = first.digits.len();
    let mut is_wrapped = false;
    for pair in groups.windows(2) {
        let [one, next] = pair else { break };
        let gap = text.get(one.at.end..next.at.start).unwrap_or_default();
        count += next.digits.len();
        if count > brand::LONGEST || !is_separator(gap) || (gap.contains('\n') && is_wrapped) {
            break;
        }
        is_wrapped |= gap.contains('\n');
        reach += 1;
    }
    (1..=reach).rev().find(|&taken| is_card(text, groups.get(..taken).unwrap_or_default())).unwrap_or_default()
}

fn is_card(text: &str, groups: &[Group]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let digits: Vec<u8> = groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
    let before = text.get(..first.at.start).unwrap_or_default();
    let after = text.get(last.at.end..).unwrap_or_default();
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    // A telephone number has at most fifteen digits (ITU-T E.164).
    let is_phone = before.ends_with('+') && digits.len() <= 15;
    let is_usual = matches!(digits.len(), 15 | 16);
    brand::is_brand(&digits)
        && brand::is_right(&digits)
        && brand::is_written_so(&sizes)
        && !is_phone
        && (is_usual || !is_named_otherwise(before))
        && !after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_'))
}

/// `TX4111…` is a transaction, `card4111…` a card.
fn may_begin(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
    let names = ["card", "cardno", "visa", "mastercard", "unionpay", "amex", "jcb", "no", "pan", "number"];
    word.is_empty() || names.contains(&word.to_ascii_lowercase().as_str())
}

/// At most three signs, and a quote mark where a quoted line was wrapped.
fn is_separator(gap: &str) -> bool {
    const LONGEST: usize = 5;
    let is_sign = |c: char| c.is_whitespace() || visible::is_tricky(c) || "-‐‑‒–—―−－.．·・/／_*,，>|".contains(c);
    !gap.is_empty()
        && gap.chars().count() <= LONGEST
        && gap.chars().all(is_sign)
        && gap.matches('\n').count() <= 1
        && (!gap.contains('>') || gap.contains('\n'))
}

/// Other numbers are as long as a card's of unusual length: their name stands before them.
fn is_named_otherwise(before: &str) -> bool {
    const NAMES: [&str; 22] = [
        "单号",
        "單號",
        "订单",
        "訂單",
        "编号",
        "編號",
        "流水号",
        "流水號",
        "交易号",
        "交易號",
        "电话",
        "電話",
        "手机",
        "手機",
        "order",
        "tracking",
        "transaction",
        "reference",
        "invoice",
        "phone",
        "tel",
        "parcel",
    ];
    const NEAR: usize = 16;
    let near: Vec<char> = before.chars().rev().take(NEAR).collect();
    let near: String = near.into_iter().rev().collect::<String>().to_lowercase();
    let mut near = near.as_str();
    loop {
        let bare = near.trim_end_matches(|c: char| c.is_whitespace() || ":：#.=＝".contains(c));
        let links = ["number", "no", "nr", "id", "is", "是", "为", "為", "号", "號", "号码", "號碼"];
        let shorter = links.iter().find_map(|link| bare.strip_suffix(link)).unwrap_or(bare);
        if NAMES.iter().any(|name| bare.ends_with(name)) {
            return true;
        }
        if shorter == near {
            return false;
        }
        near = shorter;
    }
}

/// Signs without width inside a number do not part it.
fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        match digit(c) {
            Some(digit) => {
                if !is_open {
                    groups.push(Group { at: at..at, digits: Vec::new() });
                }
                is_open = true;
                if let Some(group) = groups.last_mut() {
                    group.at.end = at + c.len_utf8();
                    group.digits.push(digit);
                }
            }
            None => is_open &= !c.is_control() && visible::is_tricky(c),
        }
    }
    groups
}

/// Half width, full width, Arabic-Indic in both forms, and the mathematical ones.
fn digit(c: char) -> Option<u8> {
    let code = u32::from(c);
    let value = match c {
        '0'..='9' => code - 0x30,
        '\u{ff10}'..='\u{ff19}' => code - 0xff10,
        '\u{660}'..='\u{669}' => code - 0x660,
        '\u{6f0}'..='\u{6f9}' => code - 0x6f0,
        '\u{1d7ce}'..='\u{1d7ff}' => (code - 0x1d7ce) % 10,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Uncovers the last four digits of the number whose groups were added last.
fn keep_four(text: &str, places: &mut Vec<Range<usize>>) {
    let mut kept = 0;
    while let Some(last) = places.last_mut() {
        let digits = text.get(last.clone()).unwrap_or_default().char_indices().rev();
        let uncovered: Vec<usize> =
            digits.filter(|(_, c)| digit(*c).is_some()).map(|(at, _)| at).take(4 - kept).collect();
        kept += uncovered.len();
        last.end = uncovered.last().map_or(last.end, |at| last.start + at);
        if last.start >= last.end {
            places.pop();
        }
        if kept == 4 {
            return;
        }
    }
}

fn starred(text: &str, places: &[Range<usize>]) -> String {
    let is_covered = |at: usize| places.iter().any(|place| place.contains(&at));
    let star = |(at, c): (usize, char)| if digit(c).is_some() && is_covered(at) { '*' } else { c };
    text.char_indices().map(star).collect()
}

#[cfg(test)]
mod tests;
