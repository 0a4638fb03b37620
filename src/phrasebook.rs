//! core: How does what the desk notes in English read in Chinese?
//! In: a reason, a fact, a name as they are kept in the history and shown to programs. Out: the same for an admin.
//! Never for customers, and never for what strangers wrote: what no line of the book matches stays as it is.
//! Invariant: `every_reason_the_stories_tell_reads_in_chinese`.

mod lines;
mod words;

use crate::rules::diagnostic::{Said, Speech};
use lines::LINES;
use words::WORDS;

/// Sentences inside sentences: no real one goes deeper.
const DEEPEST: u8 = 12;

/// For those who read this language.
pub fn told(text: &str, speech: Speech) -> String {
    match speech {
        Speech::En => text.to_owned(),
        Speech::Zh => chinese(text, DEEPEST),
    }
}

/// In both.
pub fn said(text: &str) -> Said {
    Said { en: text.to_owned(), zh: chinese(text, DEEPEST) }
}

/// Several sentences are told one by one, and what a sentence holds is told too.
fn chinese(text: &str, depth: u8) -> String {
    let Some(depth) = depth.checked_sub(1) else { return text.to_owned() };
    if let Some(word) = word(text) {
        return word.to_owned();
    }
    let (long, short): (Vec<_>, Vec<_>) = LINES.iter().partition(|(en, _)| en.contains("; "));
    if let Some(found) = first(&long, text, depth) {
        return found;
    }
    if let Some(parts) = sentences(text) {
        return parts.iter().map(|part| chinese(part, depth)).collect::<Vec<_>>().join("；");
    }
    if let Some(found) = first(&short, text, depth) {
        return found;
    }
    let Some((begin, end)) = text.split_once(", ") else { return text.to_owned() };
    match (chinese(begin, depth), chinese(end, depth)) {
        (read, rest) if read == begin && rest == end => text.to_owned(),
        (read, rest) => format!("{read}，{rest}"),
    }
}

fn word(text: &str) -> Option<&'static str> {
    WORDS.iter().find(|(en, _)| *en == text).map(|(_, zh)| *zh)
}

/// What stands between semicolons, but for those inside quotes; none when there is only one sentence.
fn sentences(text: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices("; ") {
        let part = text.get(start..at).unwrap_or_default();
        if part.matches('"').count() % 2 == 0 {
            parts.push(part);
            start = at + "; ".len();
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    (parts.len() > 1).then_some(parts)
}

type Line = (&'static str, &'static str);

fn first(lines: &[&Line], text: &str, depth: u8) -> Option<String> {
    lines.iter().find_map(|(en, zh)| {
        let mut read = (*zh).to_owned();
        for (number, hole) in (1..).zip(holes(en, text)?) {
            read = read.replace(&format!("{{{number}}}"), &chinese(hole, depth));
        }
        Some(read)
    })
}

/// What the text has where the line has `{}`, or `{word}` for one of `WORDS`. A hole ends where its sentence does.
fn holes<'a>(line: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut rest = text;
    let mut holes = Vec::new();
    let mut pieces = line.split('{');
    rest = rest.strip_prefix(pieces.next()?)?;
    for piece in pieces {
        let (kind, after) = piece.split_once('}')?;
        let end = match (after.is_empty(), after) {
            (true, _) => rest.len(),
            (false, after) => rest.find(after)?,
        };
        let (hole, left) = rest.split_at_checked(end)?;
        rest = left.strip_prefix(after)?;
        let crosses = !after.is_empty() && !after.starts_with([',', ')']) && hole.contains(", ");
        if hole.is_empty() || crosses || (kind == "word" && word(hole).is_none()) {
            return None;
        }
        holes.push(hole);
    }
    rest.is_empty().then_some(holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zh(text: &str) -> String {
        told(text, Speech::Zh)
    }

    #[test]
    fn sentences_are_told_one_by_one_and_what_they_hold_is_told_too() {
        assert_eq!(
            zh("new ticket: refund: \"Refund please\" (refund.toml:110); receipt"),
            "新工单：refund: \"Refund please\" (refund.toml:110)；收信回执"
        );
        assert_eq!(
            zh("OVERDUE: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z"),
            "已超时：首次答复的期限是 2026-11-24T01:00:00Z，解决快到期了：2026-11-25T01:00:00Z"
        );
        assert_eq!(
            zh("moved from refund to fees by ann; first response was due 2026-11-24T01:00:00Z"),
            "ann 把它从 refund 移到 fees；首次答复原定期限 2026-11-24T01:00:00Z"
        );
        assert_eq!(zh("no ack: L30, cap:sender_day: 3 of 3"), "没有发收信回执：达到上限 sender_day（3/3）（L30）");
    }

    #[test]
    fn what_strangers_wrote_stays_as_it_is() {
        let quoted = "new ticket: fees: \"closed by ann; receipt, open\" (fees.toml:7)";
        assert_eq!(zh(quoted), "新工单：fees: \"closed by ann; receipt, open\" (fees.toml:7)");
        assert_eq!(zh("550 5.1.1 user unknown, sorry"), "550 5.1.1 user unknown, sorry");
        assert_eq!(told("receipt", Speech::En), "receipt");
    }

    /// Two plain English words side by side, outside quotes and brackets: a sentence nobody put into the book.
    fn is_english(text: &str) -> bool {
        // What a relay answered (RFC 5321 section 4.2, RFC 3463) is its own; commands are what one types.
        let foreign = r#""[^"]*"|frontdesk [a-z ]+|\([^)]*\)|\S+@\S+|[A-Z][A-Za-z-]+: .*|\b[245](\d\d|\.\d\.\d) .*"#;
        let bare = regex::Regex::new(foreign).unwrap().replace_all(text, "").into_owned();
        regex::Regex::new("\\b[a-z]{2,} [a-z]{2,}\\b").unwrap().is_match(&bare)
    }

    #[test]
    fn every_reason_the_stories_tell_reads_in_chinese() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
        let told = regex::Regex::new(r"(?m)^  > \S.*? (?:OK-\d+|no ticket)(?: opened)?: (.*)$").unwrap();
        let mut english = std::collections::BTreeSet::new();
        let mut count = 0;
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let text = std::fs::read_to_string(file).unwrap();
            for reason in told.captures_iter(&text).map(|found| found[1].to_owned()) {
                count += 1;
                let read = zh(&reason);
                if is_english(&read) {
                    english.insert(read);
                }
            }
        }
        assert!(count > 300, "only {count} reasons found");
        assert!(english.is_empty(), "no words for:\n{}", english.into_iter().collect::<Vec<_>>().join("\n"));
    }
}
