//! Mails made to exhaust a reader: what they cost is bounded by what their bytes cost, and a defect says what was left.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{Mail, read};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
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

/// What is measured is the whole process: one mail at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Read within the time, and with no more memory than ten times its bytes and a little.
fn cheaply(name: &str, raw: &str) -> Mail {
    // Proc's own word for it: the most memory is counted anew from here (proc(5), clear_refs).
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak();
    let began = worked();
    let mail = read(raw.as_bytes(), false);
    let (took, grown) = (worked().saturating_sub(began), peak().saturating_sub(before));
    assert!(took < LONGEST, "{name}: {took:?}");
    assert!(grown < raw.len() * 10 + (64 << 20), "{name}: {grown} bytes for {}", raw.len());
    mail
}

fn has_defect(mail: &Mail, what: &str) -> bool {
    mail.defects.iter().any(|defect| defect.0.contains(what))
}

#[test]
fn bombs_of_depth_breadth_and_size_are_bounded_in_time_and_memory() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
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

/// A mail of one header field.
fn field(name: &str, value: &str) -> String {
    format!("From: ann@example.org\r\n{name}: {value}\r\n\r\nthe words\r\n")
}

/// A mail of one text, its fields before it.
fn body(fields: &str, text: &str) -> String {
    format!("From: ann@example.org\r\n{fields}\r\n\r\n{text}")
}

fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

#[test]
fn a_header_of_any_kind_costs_what_its_bytes_cost() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, raw, defect) in [
        ("header lines", field("X", &list(1_000_000, |n| format!("y\r\nX-{n}: y"))), "the header is over"),
        ("header bytes", field("X-Long", &"y".repeat(50_000_000)), "the header is over"),
        ("folded lines", field("Subject", &"y\r\n ".repeat(1_000_000)), "the header is over"),
        ("From fields", field("From", &list(900, |n| format!("a{n}@x.org\r\nFrom: b@x.org"))), "From fields"),
        ("ids", field("References", &list(100_000, |n| format!("<{n}@x.org>\r\n "))), ""),
        ("ids without an end", field("References", &"<".repeat(200_000)), ""),
        ("an id", field("Message-ID", &format!("<{}@x.org>", "a".repeat(200_000))), "no usable Message-ID"),
        ("addresses", field("To", &list(100_000, |n| format!("a{n}@x.org,\r\n "))), "more than 500 addresses"),
        ("groups", field("To", &"g:".repeat(100_000)), ""),
        ("quotes", field("To", &"\"".repeat(200_001)), ""),
        ("angles", field("Cc", &"<".repeat(200_000)), ""),
        ("routes", field("Cc", &format!("<{}a@x.org>", "@x,".repeat(60_000))), ""),
        ("words", field("Subject", &"=?gb18030?B?xOO6ww==?= ".repeat(10_000)), ""),
        ("words of many charsets", field("Subject", &list(5_000, |n| format!("=?x{n}?Q?=E4=BD=A0?= "))), ""),
        ("words without an end", field("Subject", &"=?utf-8?b?".repeat(20_000)), ""),
        ("parameters", field("Content-Type", &list(9_000, |n| format!("text/plain; n{n}=\"x\";\r\n "))), ""),
        (
            "parameters in pieces",
            field("Content-Disposition", &format!("attachment{}", list(9_000, |n| format!(";\r\n filename*{n}=x")))),
            "",
        ),
        ("a boundary", field("Content-Type", &format!("multipart/mixed; boundary={}", "b".repeat(200_000))), ""),
        ("dates", field("Date", &"1 Jan ".repeat(20_000)), ""),
        ("comments", field("Date", &"(".repeat(200_000)), "the date cannot be read"),
        ("Received", field("X", &"y\r\nReceived: from a by b; ".repeat(5_000)), ""),
    ] {
        let mail = cheaply(name, &raw);
        assert!(defect.is_empty() || has_defect(&mail, defect), "{name}: {:?}", mail.defects);
        assert!(mail.references.len() <= 51 && mail.to.len() <= 500 && mail.headers.0.len() <= 1000, "{name}");
        assert!(mail.attachments.iter().all(|own| own.name.chars().count() <= 120), "{name}");
    }
}

#[test]
fn a_text_of_any_kind_costs_what_its_bytes_cost() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let html = "Content-Type: text/html; charset=utf-8";
    let named = |charset: &str| format!("Content-Type: text/plain; charset={charset}");
    let coded = "Content-Transfer-Encoding: base64";
    for (name, raw) in [
        ("garbage for base64", body(coded, &"!\u{7f}=A".repeat(333_333))),
        ("base64 of nothing", body(coded, &"====\r\n".repeat(166_666))),
        ("quoted-printable of nothing", body("Content-Transfer-Encoding: quoted-printable", &"=\r\n".repeat(333_333))),
        ("escapes of a charset", body(&named("iso-2022-jp"), &"\u{1b}$B\u{1b}(B".repeat(166_666))),
        ("switches of a charset", body(&named("utf-7"), &"+AGE-".repeat(200_000))),
        ("switches of another", body(&named("hz-gb-2312"), &"~{~}".repeat(200_000))),
        ("a charset of 200 kB", body(&named(&"x".repeat(66_666)), "words")),
        ("zeros", body("", &"\0".repeat(1_000_000))),
        ("bytes that are no text", body(&named("gb18030"), &"\u{81}".repeat(333_333))),
        ("one line", body("", &"x".repeat(3_900_000))),
        ("empty lines", body("", &"\n".repeat(3_900_000))),
        ("labels", body("", &"From: a\nTo: b\n".repeat(83_333))),
        ("labels in one line", body("", &"From: To: Subject: ".repeat(66_666))),
        ("rules above labels", body("", &"____\nFrom: a\n\n".repeat(83_333))),
        ("introductions", body("", &"On Mon, 2 Nov 2026 at 15:21, a\n".repeat(33_333))),
        ("dividers", body("", &"-----Original Message\n".repeat(50_000))),
        ("signatures", body("", &"-- \nRegards,\n\n".repeat(66_666))),
        ("quotations", body("", &"> a\nb\n".repeat(166_666))),
        ("pointers", body("", &"see my answers\nFrom: a@b\nTo: c\nSubject: d\n".repeat(26_666))),
        ("addresses", body("", &"a@b.cc <".repeat(133_333))),
        ("open tags", body(html, &"<".repeat(1_000_000))),
        ("tags without an end", body(html, &"<a href=\"".repeat(100_000))),
        ("comments without an end", body(html, &"<!--".repeat(233_333))),
        ("styles without an end", body(html, &"<style>".repeat(133_333))),
        ("styles", body(html, &"<style>p{color:red}</style>".repeat(40_000))),
        ("tables", body(html, &"<table><tr><td>".repeat(83_333))),
        ("cells", body(html, &format!("<table><tr>{}", "<td>x</td>".repeat(116_666)))),
        ("entities", body(html, &"&amp;&#38;&bogus;&".repeat(83_333))),
        ("entities without an end", body(html, &"&".repeat(1_000_000))),
        ("quotes in quotes", body(html, &"<blockquote>x".repeat(83_333))),
        ("quotes and lines", body(html, &format!("{}{}", "<blockquote>".repeat(1_000), "x<br>".repeat(166_666)))),
        ("lists", body(html, &"<ul><li>".repeat(133_333))),
        ("attributes", body(html, &format!("<img {}>", "alt=\"".repeat(166_666)))),
        ("closing tags", body(html, &"</div></blockquote></style>".repeat(50_000))),
    ] {
        let mail = cheaply(name, &raw);
        assert!(mail.text.len() <= frontdesk::mail::limits::TEXT, "{name}: {}", mail.text.len());
    }
}

#[test]
fn attachments_of_any_number_and_name_cost_what_their_bytes_cost() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let head = "From: ann@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let part = |name: &str, rest: &str| {
        format!("--b\r\nContent-Type: application/zip; name=\"{name}\"\r\nContent-ID: <{name}>\r\n\r\n{rest}\r\n")
    };
    // The names of a hundred thousand entries, as the directory of an archive lists them: nobody reads them.
    let directory = format!("PK\u{5}\u{6}{}", list(100_000, |n| format!("PK\u{1}\u{2}../../{n}.exe")));
    for (name, raw) in [
        ("names", head.to_owned() + &list(100_000, |n| part(&format!("../{n}.zip.exe"), "PK"))),
        ("long names", head.to_owned() + &list(400, |n| part(&format!("{n}{}.zip", "长".repeat(2_000)), "PK"))),
        ("a directory of names", head.to_owned() + &part("names.zip", &directory)),
        (
            "headers of parts",
            head.to_owned() + &list(400, |_| format!("--b\r\n{}\r\n\r\nx\r\n", "X: y\r\n".repeat(5_000))),
        ),
        (
            "pictures the page shows",
            format!("{head}--b\r\nContent-Type: text/html\r\n\r\n{}\r\n", "<img src=\"cid:a\">".repeat(150_000))
                + &list(400, |n| part(&format!("a{n}"), "GIF89a").replace("application/zip", "image/gif")),
        ),
        ("one boundary begins another", nested(25) + &list(300_000, |n| format!("--b{}x\r\n", n % 25))),
    ] {
        let mail = cheaply(name, &raw);
        assert!(mail.attachments.len() <= 500, "{name}: {}", mail.attachments.len());
        assert!(mail.attachments.iter().all(|own| own.name.chars().count() <= 120), "{name}");
    }
}

#[test]
fn no_text_makes_the_shipped_rules_slow() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let rules =
        frontdesk::rules::RuleSet::load("rules", &frontdesk::config::rules::shipped(), &Default::default()).unwrap();
    for (name, text) in [
        ("one word of a rule", "退款".repeat(333_333)),
        ("words and gaps", "账户 被 锁 refund charged twice ".repeat(20_000)),
        ("digits", "1".repeat(1_000_000)),
        ("amounts", "300元 USD 5 ".repeat(66_666)),
        ("dates", "2026年11月2日 15:21 Nov 2 ".repeat(33_333)),
        ("letters", "a".repeat(1_000_000)),
        ("marks", "不是没有 ~ .. | ( ".repeat(50_000)),
        ("order numbers", "TX20261102-".repeat(100_000)),
    ] {
        let mail = cheaply(name, &body("Content-Type: text/plain; charset=utf-8", &text));
        let began = worked();
        let verdict = rules.judge(&frontdesk::rules::Material::of(&mail, &[]));
        assert!(worked() - began < LONGEST, "{name}: {:?}, {}", worked() - began, verdict.category);
    }
}

#[test]
fn what_an_encoding_unfolds_is_bounded() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // Each byte of Latin 1 becomes two of ours, each entity of six signs three bytes: nothing unfolds like a zip.
    let latin = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let raw = format!("From: a@x.org\r\n{latin}{}", "=E9=E9=E9=E9=E9=\r\n".repeat(600_000));
    let mail = cheaply("latin", &raw);
    assert!(mail.text.len() <= frontdesk::mail::limits::TEXT, "{}", mail.text.len());
    assert!(has_defect(&mail, "text"), "{:?}", mail.defects);
}

#[test]
fn archives_are_never_opened() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // The directory of an archive of one entry that says it is four gigabytes.
    let zip = "UEsDBBQAAAAIAAAAAAAAAAAA/////wAAAAAFAAAAYS50eHQ=";
    let raw = format!(
        "From: a@x.org\r\nContent-Type: application/zip; name=42.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{zip}\r\n"
    );
    let mail = cheaply("42.zip", &raw);
    assert_eq!((mail.attachments.len(), mail.attachments[0].name.as_str()), (1, "42.zip"));
    assert!(mail.attachments[0].bytes < 100 && mail.text.is_empty());
}
