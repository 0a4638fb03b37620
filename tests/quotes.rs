//! What is the customer's own in an answer? What the world's own tests expect, against our spans: the sources disagree by
//! taste; every difference stands below by name with its reason, and no other may appear. And the mails of our customers'
//! clients, `mails/clients/*.eml`, with every piece beside it in `.spans` (N new, Q quoted, F forwarded, S signature):
//! `UPDATE=1 cargo test --test quotes` rewrites those.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::quote::spans;
use frontdesk::mail::{SpanKind, TextSpan, read};
use std::path::PathBuf;

/// (file, kind and index, reason).
const DIFFERENCES: [(&str, &str, &str); 6] = [
    ("github/email_1_1.txt", "fragment 0", "taste: -Name stays visible, as crisp wants it for the same mail"),
    ("github/email_1_1.txt", "fragment 1", "taste: -Name stays visible, as crisp wants it for the same mail"),
    ("github/email_1_8.txt", "fragment 5", "counting: we have no empty piece between quotation and signature"),
    ("github/email_1_8.txt", "fragment 6", "counting: it is our piece 5"),
    ("quotequail/inline/case-017.txt", "text_unwrap 0", "taste: one line behind > is quoted too"),
    (
        "quotequail/ios_mail_reply_unescaped_address.html",
        "html_unwrap 0",
        "taste: its Sent from my iPhone stays visible",
    ),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

/// White space at line ends and both ends of the text differs by source.
fn tidied(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Our piece of a plain text, and the source's.
fn plain(raw: &[u8], case: &serde_json::Value) -> (String, String) {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let spans = spans(&text);
    let words = |s: &TextSpan| tidied(&text[s.start..s.end]);
    let new: Vec<String> = spans.iter().filter(|s| s.kind == SpanKind::New).map(words).collect();
    let index = case["index"].as_u64().unwrap_or(0);
    let ours = match case["kind"].as_str().unwrap() {
        "fragment" => spans.get(usize::try_from(index).unwrap()).map(words).unwrap_or_default(),
        // A quotation was found: what stands above it.
        "text_unwrap" if !case["expected"].is_null() => {
            spans.first().filter(|s| s.kind == SpanKind::New).map(words).unwrap_or_default()
        }
        "visible" | "text_quote" | "text_unwrap" => new.join("\n\n"),
        kind => panic!("{kind}"),
    };
    let expected = case["expected"].as_str().map_or_else(|| tidied(&text), tidied);
    (ours, expected)
}

/// The same of HTML, read as a mail would be; of it the words count, not the white space.
fn html(raw: &[u8], case: &serde_json::Value) -> (String, String) {
    let mail = read(&[b"Content-Type: text/html; charset=utf-8\r\n\r\n", raw].concat(), false);
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let above = mail.spans.first().filter(|s| s.kind == SpanKind::New);
    let ours = match case["bottom"].is_string() {
        true => joined(&above.map(|s| mail.text[s.start..s.end].to_owned()).unwrap_or_default()),
        false => joined(&mail.words(SpanKind::New)),
    };
    let told = |key: &str| case[key].as_str().map(joined);
    match (told("expected_words"), told("expected_with_intro_words")) {
        (Some(expected), _) => (ours, expected),
        // Told with its introduction only: ours is the same without.
        (None, Some(whole)) if whole.starts_with(&ours) && whole.ends_with(':') => (ours.clone(), ours),
        (None, whole) => (ours, whole.unwrap_or_else(|| joined(&mail.text))),
    }
}

#[test]
fn the_visible_reply_is_found_or_the_difference_has_a_reason() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let folder = corpus.join("quotes");
    let expectations = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let (mut met, mut all, mut differing) = (0, 0, Vec::new());
    for line in expectations.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let kind = case["kind"].as_str().unwrap();
        let file = case["file"].as_str().unwrap();
        let index = case["index"].as_u64().unwrap_or(0);
        let raw = std::fs::read(folder.join(file)).unwrap();
        let (ours, expected) = if file.ends_with(".html") { html(&raw, &case) } else { plain(&raw, &case) };
        all += 1;
        if ours == expected {
            met += 1;
        } else {
            differing.push((file.to_owned(), format!("{kind} {index}")));
            println!("== {file} {kind} {index}\n-- ours\n{ours}\n-- expected\n{expected}");
        }
    }
    println!("quotes: {met} of {all} as expected, {} %", met * 100 / all);
    let known: Vec<(String, String)> = DIFFERENCES.iter().map(|(f, k, _)| ((*f).to_owned(), (*k).to_owned())).collect();
    assert_eq!(differing, known);
    assert!(met * 100 >= all * 90);
}

/// Each piece of a mail's text, a line each, its lines joined by ` / `.
fn pieces(raw: &[u8]) -> String {
    let mail = read(raw, false);
    let piece = |span: &TextSpan| {
        let letter = match span.kind {
            SpanKind::New => 'N',
            SpanKind::Quoted => 'Q',
            SpanKind::Forwarded => 'F',
            SpanKind::Signature => 'S',
        };
        let words = mail.text[span.start..span.end].split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>());
        let lines: Vec<String> = words.map(|words| words.join(" ")).filter(|line| !line.is_empty()).collect();
        format!("{letter} {}\n", lines.join(" / "))
    };
    mail.spans.iter().map(piece).collect()
}

#[test]
fn every_chinese_client_shows_the_customers_words_and_only_those() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mails/clients");
    let mut mails: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    mails.retain(|path| path.extension().is_some_and(|end| end == "eml"));
    mails.sort();
    assert!(mails.len() >= 30);
    let mut wrong = Vec::new();
    for path in mails {
        let (told, file) = (pieces(&std::fs::read(&path).unwrap()), path.with_extension("spans"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if told != expected {
            wrong.push(format!("{}: expected\n{expected}but reads\n{told}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
