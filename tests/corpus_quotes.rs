//! What the world's own tests expect of quoted texts, against our spans.
//! The sources disagree by taste; every difference stands below by name with its reason, and no other may appear.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::SpanKind;
use frontdesk::mail::quote::spans;
use std::path::PathBuf;

/// (file, kind and index, reason).
const DIFFERENCES: [(&str, &str, &str); 5] = [
    ("github/email_1_1.txt", "fragment 0", "taste: -Name stays visible, as crisp wants it for the same mail"),
    ("github/email_1_1.txt", "fragment 1", "taste: -Name stays visible, as crisp wants it for the same mail"),
    ("github/email_1_8.txt", "fragment 5", "counting: we have no empty piece between quotation and signature"),
    ("github/email_1_8.txt", "fragment 6", "counting: it is our piece 5"),
    ("quotequail/inline/case-017.txt", "text_unwrap 0", "taste: one line behind > is quoted too"),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

/// White space at line ends and both ends of the text differs by source.
fn tidied(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
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
        if file.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(folder.join(file)).unwrap()).replace("\r\n", "\n");
        let spans = spans(&text);
        let words = |s: &frontdesk::mail::TextSpan| tidied(&text[s.start..s.end]);
        let new: Vec<String> = spans.iter().filter(|s| s.kind == SpanKind::New).map(words).collect();
        let index = case["index"].as_u64().unwrap_or(0);
        let ours = match kind {
            "fragment" => spans.get(usize::try_from(index).unwrap()).map(words).unwrap_or_default(),
            // No quotation found: all of it is visible.
            "text_unwrap" if case["expected"].is_null() => new.join("\n\n"),
            "text_unwrap" => {
                let top = spans.first().filter(|s| s.kind == SpanKind::New).map(words);
                top.unwrap_or_default()
            }
            "visible" | "text_quote" => new.join("\n\n"),
            _ => continue,
        };
        let expected = case["expected"].as_str().map_or_else(|| tidied(&text), tidied);
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
}
