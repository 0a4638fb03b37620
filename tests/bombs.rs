//! Mails made to exhaust a reader: what they cost is bounded by what their bytes cost, and a defect says what was left.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{Mail, read};
use std::fmt::Write;
use std::time::Duration;

/// Of the processor, in a debug build: a reader that is worse than linear needs minutes for these.
const LONGEST: Duration = Duration::from_secs(10);

/// Multiparts inside one another, each with a boundary of its own and a word in it.
fn nested(levels: usize) -> String {
    let mut raw = String::from("From: ann@example.org\r\nSubject: deep\r\n");
    for level in 0..levels {
        let _ = write!(raw, "Content-Type: multipart/mixed; boundary=\"b{level}\"\r\n\r\n--b{level}\r\n");
    }
    raw.push_str("Content-Type: text/plain\r\n\r\nthe innermost words\r\n");
    for level in (0..levels).rev() {
        let _ = write!(raw, "--b{level}--\r\n");
    }
    raw
}

fn flat(parts: usize) -> String {
    let mut raw = String::from("From: ann@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    for _ in 0..parts {
        raw.push_str("--b\r\n\r\nx\r\n");
    }
    raw + "--b--\r\n"
}

fn inside_mails(levels: usize) -> String {
    let head = "Content-Type: message/rfc822\r\n\r\n";
    format!("From: ann@example.org\r\n{}Subject: inner\r\n\r\nwords\r\n", head.repeat(levels))
}

/// The most memory this process ever had, in bytes.
#[cfg(target_os = "linux")]
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// How long this thread was on a processor: other work on the machine does not count.
#[cfg(target_os = "linux")]
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split_whitespace().next().unwrap().parse().unwrap())
}

#[cfg(not(target_os = "linux"))]
fn worked() -> Duration {
    Duration::ZERO
}

#[cfg(not(target_os = "linux"))]
fn peak() -> usize {
    0
}

/// Read within the time, and with no more memory than ten times its bytes and a little.
fn cheaply(name: &str, raw: &str) -> Mail {
    let before = peak();
    let began = worked();
    let mail = read(raw.as_bytes(), false);
    let (took, grown) = (worked() - began, peak() - before);
    assert!(took < LONGEST, "{name}: {took:?}");
    assert!(grown < raw.len() * 10 + (64 << 20), "{name}: {grown} bytes for {}", raw.len());
    mail
}

fn has_defect(mail: &Mail, what: &str) -> bool {
    mail.defects.iter().any(|defect| defect.0.contains(what))
}

#[test]
fn bombs_of_depth_breadth_and_size_are_bounded_in_time_and_memory() {
    for levels in [1, 10, 29, 31, 100, 1000, 10_000, 50_000] {
        let mail = cheaply(&format!("{levels} multiparts"), &nested(levels));
        assert_eq!(has_defect(&mail, "more than 30 parts inside one another"), levels > 30, "{levels}");
        assert_eq!(mail.text.contains("the innermost words"), levels <= 30, "{levels}");
    }
    for parts in [1, 499, 1000, 100_000, 1_000_000] {
        let mail = cheaply(&format!("{parts} parts"), &flat(parts));
        assert_eq!(has_defect(&mail, "more than 500 parts"), parts >= 500, "{parts}");
    }
    for levels in [1, 1000, 50_000] {
        let mail = cheaply(&format!("{levels} attached mails"), &inside_mails(levels));
        assert!(mail.attachments.len() <= 1, "{levels}");
    }
    let open = "(".repeat(1_000_000);
    cheaply("comments in an address", &format!("From: {open}ann@example.org\r\n\r\nwords"));
    cheaply("words of one encoding", &format!("Subject: {}\r\n\r\nwords", "=?utf-8?q?a?= ".repeat(200_000)));
    cheaply("quotes", &format!("From: a@x.org\r\n\r\n{}", "> ".repeat(2_000_000)));
    cheaply("tags", &format!("From: a@x.org\r\nContent-Type: text/html\r\n\r\n{}", "<div>".repeat(1_000_000)));
}

#[test]
fn what_an_encoding_unfolds_is_bounded() {
    // Each byte of Latin 1 becomes two of ours, each entity of six signs three bytes: nothing unfolds like a zip.
    let latin = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let raw = format!("From: a@x.org\r\n{latin}{}", "=E9=E9=E9=E9=E9=\r\n".repeat(600_000));
    let mail = cheaply("latin", &raw);
    assert!(mail.text.len() <= frontdesk::mail::limits::TEXT, "{}", mail.text.len());
    assert!(has_defect(&mail, "text"), "{:?}", mail.defects);
}

#[test]
fn archives_are_never_opened() {
    // The directory of an archive of one entry that says it is four gigabytes.
    let zip = "UEsDBBQAAAAIAAAAAAAAAAAA/////wAAAAAFAAAAYS50eHQ=";
    let raw = format!(
        "From: a@x.org\r\nContent-Type: application/zip; name=42.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{zip}\r\n"
    );
    let mail = cheaply("42.zip", &raw);
    assert_eq!((mail.attachments.len(), mail.attachments[0].name.as_str()), (1, "42.zip"));
    assert!(mail.attachments[0].bytes < 100 && mail.text.is_empty());
}
