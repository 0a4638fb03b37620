//! Every mail of the shared corpus is read; what its sources expect is met, or named here with the reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{self, Mail, attachment_bytes};
use std::fs;
use std::path::{Path, PathBuf};

/// The corpus lies beside the project or one folder further up.
fn corpus(folder: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found =
        ["../shared/corpus", "../../shared/corpus"].iter().map(|c| here.join(c).join(folder)).find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no corpus at ../shared/corpus/{folder}");
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn read(raw: &[u8]) -> Mail {
    mail::read(raw, false)
}

#[test]
fn every_mail_of_the_corpus_is_read_and_its_attachments_can_be_saved() {
    let mut count = 0;
    for folder in ["robust", "bounces", "fields", "auth", "threads"] {
        let Some(folder) = corpus(folder) else { return };
        for path in files(&folder) {
            let raw = fs::read(&path).unwrap();
            let mail = read(&raw);
            for (index, attachment) in mail.attachments.iter().enumerate() {
                let bytes = attachment_bytes(&raw, index).unwrap();
                assert_eq!(bytes.len(), attachment.bytes, "{}", path.display());
            }
            assert!(attachment_bytes(&raw, mail.attachments.len()).is_none());
            assert!(!mail.text.contains('\r'), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 550, "only {count} mails");
}

/// (mail, field, why ours differs from the source's answer)
const DIFFERENT: &[(&str, &str, &str)] = &[
    ("attachment_2_base64.eml", "text", INSIDE),
    ("attachment_7bit.eml", "text", INSIDE),
    ("attachment_8bit.eml", "text", INSIDE),
    ("attachment_emails/attachment_message_rfc822.eml", "text", INSIDE),
    ("attachment_emails/attachment_message_rfc822.eml", "attachments", INSIDE),
    ("forwarded_message.eml", "text", INSIDE),
    ("mime_emails/raw_email_with_mimepart_without_content_type.eml", "text", INSIDE),
    ("multipart_report_emails/multi_address_bounce1.eml", "text", INSIDE),
    ("multipart_report_emails/multi_address_bounce2.eml", "text", INSIDE),
    ("multipart_report_emails/multipart_report_multiple_status.eml", "text", INSIDE),
    ("multipart_report_emails/multipart_report_multiple_status.eml", "attachments", INSIDE),
    ("attachment_emails/attachment_with_encoded_name.eml", "attachments", "we read the lying label as windows-1252"),
    ("plain_emails/raw_email8.eml", "attachments", "we read the lying label as windows-1252"),
    ("plain_emails/raw_email6.eml", "text", "we read the latin1 bytes under a us-ascii label, the source drops them"),
    ("mime_emails/raw_email11.eml", "to", "a name without @ is kept whole: `To: matmail`"),
    ("plain_emails/mix_caps_content_type.eml", "from", "the source keeps name and address as one address"),
    ("plain_emails/mix_caps_content_type.eml", "from_name", "the source keeps name and address as one address"),
    ("plain_emails/raw_email_with_at_display_name.eml", "to", "`Mikel@Lindsaar <…>` is one mailbox: names may hold @"),
    ("plain_emails/raw_email_incorrect_header.eml", "subject", BROKEN_FOLD),
    ("plain_emails/raw_email_incorrect_header.eml", "from", BROKEN_FOLD),
    ("plain_emails/raw_email_incorrect_header.eml", "from_name", BROKEN_FOLD),
    ("plain_emails/raw_email_incorrect_header.eml", "to", BROKEN_FOLD),
    ("plain_emails/raw_email_incorrect_header.eml", "date", BROKEN_FOLD),
    ("plain_emails/raw_email_incorrect_header.eml", "text", BROKEN_FOLD),
    ("rfc2822/example13.eml", "subject", BROKEN_FOLD),
    ("rfc2822/example13.eml", "to", BROKEN_FOLD),
    ("rfc2822/example13.eml", "date", BROKEN_FOLD),
    ("rfc2822/example13.eml", "text", BROKEN_FOLD),
    ("rfc2822/example10.eml", "from_name", "a comment is no part of the name when there is one"),
    ("rfc2822/example14.eml", "subject", "the blank between plain text and a word stays (RFC 2047 section 6.2)"),
    ("text_with_content_id.eml", "attachments", "a text with a Content-ID is still the mail's text"),
];
const INSIDE: &str = "what is inside an attached mail belongs to the attachment";
const BROKEN_FOLD: &str =
    "a line without colon in the header is a broken fold for us, the end of the header for the source";

#[test]
fn the_fields_of_the_corpus_are_read_as_expected() {
    let Some(folder) = corpus("fields/imap_tools") else { return };
    let (mut wrong, mut excused) = (Vec::new(), Vec::new());
    for line in fs::read_to_string(folder.join("expected.jsonl")).unwrap().lines() {
        let expected: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = expected["path"].as_str().unwrap();
        let mail = read(&fs::read(folder.join(path)).unwrap());
        for (field, ours, theirs) in differences(&mail, &expected) {
            if DIFFERENT.iter().any(|(p, f, _)| *p == path && *f == field) {
                excused.push(format!("{path} {field}"));
            } else {
                wrong.push(format!("{path} {field}\n  ours   {ours}\n  theirs {theirs}"));
            }
        }
    }
    let stale = DIFFERENT.iter().filter(|(path, field, _)| !excused.contains(&format!("{path} {field}")));
    assert_eq!(stale.collect::<Vec<_>>(), Vec::<&(&str, &str, &str)>::new(), "named, but no longer different");
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

fn differences(mail: &Mail, expected: &serde_json::Value) -> Vec<(&'static str, String, String)> {
    let addresses = |list: &[frontdesk::mail::Mailbox]| {
        let list: Vec<String> = list.iter().map(|mailbox| mailbox.address.as_str().to_lowercase()).collect();
        format!("{list:?}")
    };
    let texts = |key: &str| {
        let list: Vec<String> = expected[key].as_array().map_or(Vec::new(), |list| {
            list.iter().map(|text| text.as_str().unwrap_or_default().to_lowercase()).collect()
        });
        format!("{list:?}")
    };
    let plain = |key: &str| expected[key].as_str().unwrap_or_default().to_owned();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let date = [plain("date"), plain("date") + "Z"]
        .iter()
        .find_map(|date| date.parse::<jiff::Timestamp>().ok())
        .map(|at| at.as_second());
    let (attachments, files) = (attached(mail), expected_files(expected));
    let is_html_only = plain("text").trim().is_empty() && expected["has_html"] == true;
    let from = mail.from.first();
    let pairs = [
        ("subject", words(&mail.subject), words(&plain("subject"))),
        ("from", from.map(|m| m.address.to_string().to_lowercase()).unwrap_or_default(), plain("from").to_lowercase()),
        ("from_name", from.map(|m| m.name.clone()).unwrap_or_default(), plain("from_name")),
        ("to", addresses(&mail.to), texts("to")),
        ("cc", addresses(&mail.cc), texts("cc")),
        ("reply_to", addresses(&mail.reply_to), texts("reply_to")),
        ("date", format!("{:?}", mail.date.map(|at| at.secs())), format!("{date:?}")),
        ("text", if is_html_only { String::new() } else { words(&mail.text) }, words(&plain("text"))),
        ("attachments", format!("{attachments:?}"), format!("{files:?}")),
    ];
    pairs.into_iter().filter(|(_, ours, theirs)| ours != theirs).collect()
}

/// Name, type and sum; parts without a name are called `attachment.…` by us. An attached mail's bytes the source rewrites.
fn attached(mail: &Mail) -> Vec<String> {
    let is_report = |kind: &str| kind == "message/delivery-status" || kind == "text/rfc822-headers";
    let own = mail.attachments.iter().filter(|attachment| !is_report(&attachment.media_type));
    own.map(|a| match (a.name.as_str(), a.media_type.as_str()) {
        (name, "message/rfc822") => format!("{} message/rfc822", if name == "attachment.eml" { "" } else { name }),
        (name, kind) => {
            format!("{} {kind} {} {}", if name.starts_with("attachment.") { "" } else { name }, a.bytes, a.sha256)
        }
    })
    .collect()
}

fn expected_files(expected: &serde_json::Value) -> Vec<String> {
    let text = |file: &serde_json::Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
    let files = expected["attachments"].as_array().cloned().unwrap_or_default();
    files
        .iter()
        .map(|file| match (text(file, "filename"), text(file, "content_type")) {
            (name, kind) if kind == "message/rfc822" => format!("{name} {kind}"),
            (name, kind) => {
                let name = if name.starts_with("attachment.") { String::new() } else { name };
                format!("{name} {kind} {} {}", file["bytes"], text(file, "sha256"))
            }
        })
        .collect()
}

/// `zh/gb18030.txt`: the text in the charset of its name, and what it says by `encoding_rs`.
fn charset_texts() -> Vec<(String, String, Vec<u8>, String)> {
    let Some(folder) = corpus("charset/uchardet") else { return Vec::new() };
    let mut texts = Vec::new();
    for path in files(&folder) {
        let language = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let label = name.split('.').next().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        if let Some(encoding) = encoding_rs::Encoding::for_label(label.as_bytes())
            && encoding != encoding_rs::REPLACEMENT
        {
            let expected = encoding.decode(&bytes).0.into_owned();
            texts.push((format!("{language}/{name}"), label, bytes, expected));
        }
    }
    texts
}

fn as_mail(content_type: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("From: a@x.org\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
    [head.as_bytes(), bytes].concat()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{feff}').collect()
}

#[test]
fn texts_under_their_right_label_are_read_right() {
    let texts = charset_texts();
    let mut wrong = Vec::new();
    for (name, label, bytes, expected) in &texts {
        let mail = read(&as_mail(&format!("text/plain; charset={label}"), bytes));
        if squeezed(&mail.text) != squeezed(expected) {
            wrong.push((name, mail.defects));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?} of {}", texts.len());
}

#[test]
fn chinese_texts_without_label_or_under_a_lying_one_are_read_right() {
    let texts = charset_texts();
    let mut wrong = Vec::new();
    for (name, label, bytes, expected) in texts.iter().filter(|text| text.0.starts_with("zh/")) {
        if label.starts_with("utf-16") || label.starts_with("utf-32") {
            continue;
        }
        for content_type in ["text/plain", "text/plain; charset=us-ascii", "text/plain; charset=utf-8"] {
            let mail = read(&as_mail(content_type, bytes));
            if squeezed(&mail.text) != squeezed(expected) {
                wrong.push((name, content_type, mail.defects));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
