//! core: Does a mail say of itself that no person waits for an answer?
//! In: subject and new words. Out: the words that say so: of absence notes, desks' receipts, challenges, read receipts.
//! Never a proof (RFC 3834 section 3.1.5): the gate only keeps silent, the mail stays a person's. A read receipt is the
//! exception: subject and text must both be one, and nothing else may stand in it.

use super::phrases::{ALONE, ANNOUNCED, HELD, NOTES, OPENINGS, PROVE, RECEIPTS, UNDELIVERED, WAS_READ};

/// A receipt says nothing else.
const LONGEST_RECEIPT: usize = 600;

/// A challenge says what it wants in its first bytes.
const LONGEST_CHALLENGE: usize = 4_000;

/// Why nobody waits for an answer, or nothing.
pub fn notice(subject: &str, words: &str) -> Option<String> {
    absence(subject)
        .map(|words| format!("subject begins with {words:?}"))
        .or_else(|| opening(words).map(|words| format!("text begins with {words:?}")))
        .or_else(|| challenge(words).map(|words| format!("a challenge: {words:?}")))
}

/// How automatic answers begin their subject, behind `[EXTERNAL]` and other tags.
pub fn absence(subject: &str) -> Option<&'static str> {
    let subject = untagged(&folded(subject)).to_owned();
    // Chinese and Japanese know no blanks: `自动回复没有解决我的问题` is a person's.
    let is_whole = |words: &str, rest: &str| {
        words.chars().last().is_none_or(|last| last < '\u{2e80}') || !rest.starts_with(char::is_alphanumeric)
    };
    let announced =
        ANNOUNCED.into_iter().find(|words| subject.strip_prefix(words).is_some_and(|rest| is_whole(words, rest)));
    let alone =
        || ALONE.into_iter().find(|words| subject.strip_prefix(words).is_some_and(|rest| is_end(rest.trim_start())));
    let notes = || {
        let rest = subject.strip_prefix("auto:")?;
        NOTES.into_iter().find(|words| rest.contains(words))
    };
    announced.or_else(alone).or_else(notes)
}

/// Nobody wrote it: subject and text are those of a read receipt (Outlook, QQ and others send it as plain text too).
pub fn receipt(subject: &str, words: &str) -> Option<&'static str> {
    let subject = folded(subject);
    let is_short = words.chars().count() <= LONGEST_RECEIPT;
    let is_named = |name: &&str| {
        let rest = subject.strip_prefix(name).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '：']) || (rest.is_empty() && name.chars().count() > 2))
    };
    let name = RECEIPTS.into_iter().filter(|_| is_short).find(is_named)?;
    let text = folded(words);
    WAS_READ.iter().any(|words| text.contains(words)).then_some(name)
}

/// Among the first lines, for a greeting may stand above.
fn opening(words: &str) -> Option<&'static str> {
    const FIRST: usize = 3;
    let is_said = |line: &str| line.chars().any(char::is_alphanumeric);
    let lines: Vec<String> = words.lines().filter(|line| is_said(line)).take(FIRST).map(folded).collect();
    let starts = |phrase: &&str| lines.iter().any(|line| bare(line).starts_with(phrase));
    OPENINGS.into_iter().chain(UNDELIVERED).find(starts)
}

fn challenge(words: &str) -> Option<&'static str> {
    let text = folded(words.get(..words.floor_char_boundary(LONGEST_CHALLENGE)).unwrap_or(words));
    let held = HELD.into_iter().find(|phrase| text.contains(phrase))?;
    PROVE.iter().any(|phrase| text.contains(phrase)).then_some(held)
}

/// Lower case, blanks joined. A Turkish capital leaves a dot behind (U+0307).
fn folded(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.to_lowercase().replace('\u{307}', "")
}

/// Without `[EXTERNAL]`, `【…】` and single brackets in front.
fn untagged(subject: &str) -> &str {
    let subject = subject.trim_start();
    for (open, close) in [('[', ']'), ('【', '】')] {
        let Some((tag, rest)) = subject.strip_prefix(open).and_then(|rest| rest.split_once(close)) else { continue };
        let is_notice = ANNOUNCED.iter().any(|words| tag.starts_with(words)) || ALONE.contains(&tag);
        return if is_notice { tag } else { untagged(rest) };
    }
    subject.trim_start_matches(['(', '（', '<', '[', '【', ' '])
}

fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// Nothing, or a mark and what comes behind it.
fn is_end(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with([':', '：', '-', '–', '—', '(', '（', '[', '!', '！', '.', '。', ']', '】', '/'])
}
