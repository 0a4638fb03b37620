//! Both rates over mail of a quarter century: robots that would be answered, and people who would not.
//! Who wrote a mail is said by its folder, and by name where a folder holds both; only the rows that look at the mail are
//! asked, for no mail of the corpus is addressed to us.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{self, Kind, Mail};
use frontdesk::safety::{Gate, mail_gate};
use frontdesk::ticket::Facts;
use frontdesk::time::Timestamp;
use std::path::{Path, PathBuf};

/// Mail of people, but for what stands in `ROBOTS` and `UNANSWERABLE`.
const PEOPLE: [&str; 6] = [
    "auth/chasquid-dkim",
    "fields/imap_tools",
    "robust/chatmail-core",
    "robust/cpython-email",
    "robust/django-helpdesk",
    "robust/spamassassin/nice",
];

/// By the beginning of their path. Test mails of filters (rspamd, SpamAssassin's spam) are in neither rate: whether a mail
/// is unwanted is the filter's word, row L20.
const ROBOTS: [(&str, &str); 43] = [
    ("bounces/flufl/", "delivery reports"),
    ("threads/jwz/", "posts of mailing lists"),
    ("fields/imap_tools/attachment_inline1.eml", "advertising"),
    ("fields/imap_tools/base.eml", "advertising"),
    ("fields/imap_tools/text_with_content_id.eml", "a web form: ne-pas-repondre@"),
    ("fields/imap_tools/mime_emails/raw_email_encoded_stack_level_too_deep.eml", "noreply@"),
    ("fields/imap_tools/mime_emails/raw_email_with_mimepart_without_content_type.eml", "a delay"),
    ("fields/imap_tools/multipart_report_emails/", "delivery reports"),
    ("fields/imap_tools/plain_emails/raw_email_trailing_dot.eml", "noreply@"),
    ("robust/chatmail-core/dsn_relayed.eml", "a delivery report"),
    ("robust/chatmail-core/gmail_ndn", "delivery reports"),
    ("robust/chatmail-core/gmx_ndn.eml", "a delivery report"),
    ("robust/chatmail-core/list-from.eml", "a list"),
    ("robust/chatmail-core/mailinglist_", "lists"),
    ("robust/chatmail-core/ms_exchange_report_disposition_notification.eml", "a read receipt"),
    ("robust/chatmail-core/ndn_with_attachment.eml", "a delivery report"),
    ("robust/chatmail-core/posteo_ndn.eml", "a delivery report"),
    ("robust/chatmail-core/schleuder.eml", "a list"),
    ("robust/chatmail-core/testrun_ndn", "delivery reports"),
    ("robust/chatmail-core/tiscali_ndn.eml", "a delivery report"),
    ("robust/chatmail-core/tlsrpt.eml", "a report about TLS"),
    ("robust/chatmail-core/yahoo_ndn.eml", "a delivery report"),
    ("robust/chatmail-core/calendar-alternative.eml", "an invitation"),
    ("robust/cpython-email/msg_02.txt", "a digest"),
    ("robust/cpython-email/msg_05.txt", "a delivery report"),
    ("robust/cpython-email/msg_16.txt", "a delivery report"),
    ("robust/cpython-email/msg_25.txt", "a delivery report"),
    ("robust/cpython-email/msg_32.txt", "a list"),
    ("robust/cpython-email/msg_33.txt", "a list"),
    ("robust/cpython-email/msg_36.txt", "an announcement: To: IETF-Announce:;"),
    ("robust/cpython-email/msg_43.txt", "a delivery report"),
    ("robust/spamassassin/nice/001", "an announcement of a list"),
    ("robust/spamassassin/nice/002", "a list"),
    ("robust/spamassassin/nice/005", "a list"),
    ("robust/spamassassin/nice/016", "an announcement of a list, without its marks"),
    ("robust/spamassassin/nice/authres", "a list"),
    ("robust/spamassassin/nice/base64.txt", "a list"),
    ("robust/spamassassin/nice/cjk/big5-base64.1", "a list"),
    ("robust/spamassassin/nice/cjk/gb2312.2", "a list"),
    ("robust/spamassassin/nice/cjk/iso-2022-jp", "lists"),
    ("robust/spamassassin/nice/dmarc/", "mass mail: undisclosed recipients"),
    ("robust/spamassassin/nice/mailman_message.txt", "a list"),
    ("robust/spamassassin/nice/spf", "newsalerts-noreply@"),
];

/// Advertising and an announcement without any mark, or with all of them taken off: nothing tells them from a person's
/// letter but what they say.
const UNMARKED: [&str; 3] =
    ["fields/imap_tools/attachment_inline1.eml", "fields/imap_tools/base.eml", "robust/spamassassin/nice/016"];

/// People the page on mail safety wants unanswered, or mails nobody can be answered to; each is ticketed all the same.
const UNANSWERABLE: [(&str, &str); 16] = [
    ("bounces/flufl/groupwise_03.txt", "a person among the reports: looked at by itself"),
    ("auth/chasquid-dkim/03-bad_message.msg", "no From"),
    ("fields/imap_tools/mime_emails/raw_email11.eml", "a sender without a domain"),
    ("fields/imap_tools/plain_emails/raw_email_with_at_display_name.eml", "two senders"),
    ("fields/imap_tools/rfc2822/example13.eml", "no From"),
    ("fields/imap_tools/rfc6532/utf8_headers.eml", "L17: an address beyond ASCII"),
    ("robust/chatmail-core/mailparse-0.16.0-panic.eml", "no From"),
    ("robust/cpython-email/msg_11.txt", "no From"),
    ("robust/cpython-email/msg_18.txt", "no From"),
    ("robust/cpython-email/msg_37.txt", "no From"),
    ("robust/cpython-email/msg_38.txt", "no From"),
    ("robust/cpython-email/msg_39.txt", "no From"),
    ("robust/cpython-email/msg_40.txt", "no From"),
    ("robust/spamassassin/nice/unicode1", "L17: an address beyond ASCII"),
    ("robust/spamassassin/nice/unicode2", "no address"),
    ("robust/spamassassin/nice/cjk/gb2312.1", "advertising without a mark"),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

/// Every mail below these folders, by its path; a box is taken apart.
fn mails(corpus: &Path, folders: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut left: Vec<PathBuf> = folders.iter().map(|folder| corpus.join(folder)).collect();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = path.strip_prefix(corpus).unwrap().to_str().unwrap().to_owned();
        let is_other = [".dns", ".result", ".error", ".jsonl", ".tsv"].iter().any(|end| name.ends_with(end));
        let raw = std::fs::read(&path).unwrap();
        match name.starts_with("threads/jwz") {
            _ if is_other => {}
            true => found.extend((1..).zip(boxed(&raw)).map(|(nth, raw)| (format!("{name}#{nth}"), raw))),
            false => found.push((name, raw)),
        }
    }
    found.sort();
    found
}

fn boxed(raw: &[u8]) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        match mails.last_mut() {
            Some(mail) if !line.starts_with(b"From ") => mail.extend_from_slice(line),
            _ => mails.push(Vec::new()),
        }
    }
    mails
}

/// The row of the gate that holds, with its reason; none: it is answered.
fn silent(mail: &Mail) -> Option<String> {
    match mail_gate(mail, &Facts::default(), None, Timestamp::from_secs(1)) {
        Gate::Send => None,
        Gate::Silent { row, why } | Gate::Drop { row, why } => Some(format!("{row} {why}")),
    }
}

fn is_among<'a>(name: &str, mut list: impl Iterator<Item = &'a str>) -> bool {
    list.any(|begin| name.starts_with(begin))
}

/// RFC 3156, or its key exchange: the page wants silence (L26), for nobody can read what it says.
fn is_closed(mail: &Mail) -> bool {
    mail.headers.first("Content-Type").is_some_and(|kind| kind.to_lowercase().contains("multipart/encrypted"))
}

#[test]
fn no_robot_of_the_corpus_is_answered() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let folders = [&PEOPLE[..], &["bounces", "threads"]].concat();
    let is_robot = |name: &str| {
        is_among(name, ROBOTS.iter().map(|(n, _)| *n))
            && !is_among(name, UNMARKED.into_iter().chain(UNANSWERABLE.iter().map(|(n, _)| *n)))
    };
    let robots: Vec<_> = mails(&corpus, &folders).into_iter().filter(|(name, _)| is_robot(name)).collect();
    let answered: Vec<&String> =
        robots.iter().filter(|(_, raw)| silent(&mail::read(raw, false)).is_none()).map(|(name, _)| name).collect();
    println!("robots answered: {} of {}", answered.len(), robots.len());
    assert!(robots.len() >= 200, "{}", robots.len());
    assert!(answered.is_empty(), "{answered:#?}");
}

#[test]
fn people_of_the_corpus_are_answered_and_none_is_taken_for_a_bounce() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let is_listed = |name: &str| is_among(name, ROBOTS.iter().chain(&UNANSWERABLE).map(|(n, _)| *n));
    let (mut all, mut closed, mut unanswered, mut bounced) = (0, 0, Vec::new(), Vec::new());
    for (name, raw) in mails(&corpus, &PEOPLE).into_iter().filter(|(name, _)| !is_listed(name)) {
        let mail = mail::read(&raw, false);
        if mail.bounce.is_some() || matches!(mail.kind, Kind::Bounce | Kind::Delay) {
            bounced.push(name.clone());
        }
        if is_closed(&mail) {
            closed += 1;
            continue;
        }
        all += 1;
        unanswered.extend(silent(&mail).map(|why| format!("{name}: {why}")));
    }
    println!("people not answered: {} of {all} (and {closed} encrypted, by L26)", unanswered.len());
    unanswered.iter().for_each(|who| println!("  {who}"));
    assert!(all >= 200, "{all}");
    assert!(bounced.is_empty(), "{bounced:#?}");
    assert!(unanswered.len() * 100 < all, "{unanswered:#?}");
}

#[test]
fn neither_test_mails_of_filters_nor_a_receipt_asked_for_are_bounces() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    for (name, raw) in mails(&corpus, &["robust/rspamd", "robust/spamassassin", "bounces/flufl/groupwise_03.txt"]) {
        let mail = mail::read(&raw, false);
        assert!(mail.bounce.is_none(), "{name}: {}", mail.kind_why);
    }
}

/// Ten thousand questions to a bank and what people answered on lists and desks: no phrase of ours may silence them.
#[test]
fn what_people_ask_and_answer_is_never_taken_for_a_robots_words() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let table = std::fs::read_to_string(corpus.join("classify/banking77-train.csv")).unwrap();
    let questions = table.lines().skip(1).filter_map(|line| line.rsplit_once(',')).map(|(text, _)| text.to_owned());
    let replies = mails(&corpus, &["quotes"]).into_iter().map(|(_, raw)| String::from_utf8_lossy(&raw).into_owned());
    let (mut all, mut wrong) = (0, Vec::new());
    for text in questions.step_by(4).chain(replies) {
        let subject: String = text.lines().next().unwrap_or_default().chars().take(80).collect();
        let head = format!("From: Ann <ann@x.example>\r\nTo: support@okpay.example\r\nSubject: {subject}\r\n");
        let mail =
            mail::read(format!("{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n").as_bytes(), false);
        all += 1;
        if mail.kind != Kind::Human || mail.bounce.is_some() || silent(&mail).is_some() {
            wrong.push(format!("{text}: {:?} {:?}", mail.kind_why, silent(&mail)));
        }
    }
    println!("people's words taken for a robot's: {} of {all}", wrong.len());
    assert!(all > 2_500, "{all}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
