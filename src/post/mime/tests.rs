use super::*;
use crate::letter::LetterKind;
use crate::mail::Language;
use proptest::prelude::*;

fn letter(kind: LetterKind) -> Letter {
    Letter {
        kind,
        ticket: Some(10234),
        step: 7,
        to: Address::new("ann@x.example"),
        language: Language::ZhHans,
        subject: "[OK-10234] 已收到您的来信：退款".to_owned(),
        text: "您好：\n\n.一行以点开头\n".to_owned(),
        message_id: "10234.7.ack.1.aaaaaaaaaaaaaaaa@okpay.example".to_owned(),
        in_reply_to: Some("m2@x.example".to_owned()),
        references: vec!["m1@x.example".to_owned(), "m2@x.example".to_owned()],
        not_before: None,
        enclosed: Vec::new(),
    }
}

fn sender() -> Sender {
    Sender {
        reply_to: None,
        name: "OKPay 客服".to_owned(),
        address: Address::new("support@okpay.example"),
        loop_mark: "desk-1; hop=1; letter=10234.7.ack.1; mac=aaaaaaaaaaaaaaaa".to_owned(),
        has_precedence: true,
    }
}

const AT: Timestamp = Timestamp::from_secs(1_795_329_000);

fn written(letter: &Letter) -> String {
    String::from_utf8(bytes(letter, &sender(), AT).expect("bytes")).expect("ASCII")
}

/// Names of the fields, unfolded.
fn names(text: &str) -> Vec<String> {
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn answers_go_to_the_tickets_own_address_where_it_is_asked_for() {
    assert!(!names(&written(&letter(LetterKind::Ack))).contains(&"Reply-To".to_owned()));
    let own = Address::new("support+10234.aaaaaaaaaaaaaaaa@okpay.example");
    let from = Sender { reply_to: Some(own), ..sender() };
    let text = String::from_utf8(bytes(&letter(LetterKind::Ack), &from, AT).expect("bytes")).expect("ASCII");
    assert!(text.contains("Reply-To: support+10234.aaaaaaaaaaaaaaaa@okpay.example\r\n"), "{text}");
}

#[test]
fn an_automatic_letter_says_that_it_is_one() {
    let text = written(&letter(LetterKind::Ack));
    for line in [
        "Auto-Submitted: auto-replied\r\n",
        "X-Auto-Response-Suppress: All\r\n",
        "Precedence: bulk\r\n",
        "X-Frontdesk-Loop: desk-1; hop=1; letter=10234.7.ack.1; mac=aaaaaaaaaaaaaaaa\r\n",
        "Message-ID: <10234.7.ack.1.aaaaaaaaaaaaaaaa@okpay.example>\r\n",
        "In-Reply-To: <m2@x.example>\r\n",
        "References: <m1@x.example> <m2@x.example>\r\n",
        "Date: Sun, 22 Nov 2026 06:30:00 +0000\r\n",
        "To: ann@x.example\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(written(&letter(LetterKind::Remind)).contains("Auto-Submitted: auto-generated\r\n"));
    let plain = bytes(&letter(LetterKind::Ack), &Sender { has_precedence: false, ..sender() }, AT).expect("bytes");
    assert!(!String::from_utf8_lossy(&plain).contains("Precedence"));
}

#[test]
fn a_persons_letter_says_nothing_of_robots() {
    let text = written(&letter(LetterKind::Reply));
    for name in ["Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "X-Frontdesk-Loop"] {
        assert!(!text.contains(name), "{text}");
    }
}

#[test]
fn another_reader_understands_subject_name_and_text() {
    let bytes = bytes(&letter(LetterKind::Ack), &sender(), AT).expect("bytes");
    let read = mail_parser::MessageParser::default().parse(&bytes).expect("a mail");
    assert_eq!(read.subject(), Some("[OK-10234] 已收到您的来信：退款"));
    assert_eq!(read.from().and_then(|from| from.first()).and_then(|from| from.name()), Some("OKPay 客服"));
    assert_eq!(read.body_text(0).as_deref().map(str::trim_end), Some("您好：\r\n\r\n.一行以点开头"));
}

#[test]
fn strangers_words_to_staff_never_travel_as_they_are() {
    let words = ".\r\nMAIL FROM:<eve@evil.net>\nFrom here on = \n";
    let text = written(&Letter { text: words.to_owned(), ..letter(LetterKind::Breach) });
    assert!(text.contains("Content-Transfer-Encoding: quoted-printable\r\n"), "{text}");
    let read = mail_parser::MessageParser::default().parse(text.as_bytes()).expect("a mail");
    assert_eq!(
        read.body_text(0).as_deref().map(str::trim_end),
        Some(".\r\nMAIL FROM:<eve@evil.net>\r\nFrom here on =")
    );
    let odd = Letter { message_id: "a@b>\r\nBcc: x@y".to_owned(), ..letter(LetterKind::Ack) };
    assert!(bytes(&odd, &sender(), AT).is_err());
}

#[test]
fn the_same_letter_always_has_the_same_bytes() {
    let one = bytes(&letter(LetterKind::Ack), &sender(), AT).expect("bytes");
    assert_eq!(one, bytes(&letter(LetterKind::Ack), &sender(), AT).expect("bytes"));
}

#[test]
fn a_recipient_no_command_can_name_is_not_written_down() {
    let odd = Letter { to: Address::new("a@b>\r\nBcc: all@x.org"), ..letter(LetterKind::Ack) };
    let text = written(&odd);
    assert!(text.contains("To: undisclosed-recipients:;\r\n") && !text.contains("Bcc"), "{text}");
    let ours = Sender { address: Address::new("no address"), ..sender() };
    assert!(bytes(&letter(LetterKind::Ack), &ours, AT).is_err());
}

#[test]
fn references_are_the_twenty_newest_that_are_ids() {
    let mut many: Vec<String> = (1..=30).map(|n| format!("m{n}@x.example")).collect();
    many.push("not an id\r\nBcc: x@y.z".to_owned());
    let text = written(&Letter { references: many, ..letter(LetterKind::Ack) });
    assert!(text.contains("<m11@x.example>") && text.contains("<m30@x.example>"), "{text}");
    assert!(!text.contains("<m10@x.example>") && !text.contains("Bcc"), "{text}");
}

proptest! {
    #[test]
    fn no_text_adds_a_field_or_a_bare_line_end(
        subject in "(\\PC|[\r\n\u{0}\t :]){0,300}",
        name in "(\\PC|[\r\n\u{0}\"<>@,]){0,60}",
        text in "(\\PC|[\r\n.\u{0}]){0,400}",
        id in "(\\PC|[\r\n<> ]){0,300}",
        loop_mark in any::<String>(),
    ) {
        let letter = Letter {
            subject, text, in_reply_to: Some(id.clone()), references: vec![id], ..letter(LetterKind::Ack)
        };
        let bytes = bytes(&letter, &Sender { name, loop_mark, ..sender() }, AT).expect("bytes");
        let text = String::from_utf8(bytes).expect("ASCII");
        prop_assert!(text.is_ascii());
        prop_assert!(text.replace("\r\n", "").find(['\r', '\n', '\0']).is_none());
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 998));
        let allowed = ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
            "X-Auto-Response-Suppress", "Precedence", "X-Frontdesk-Loop", "MIME-Version", "Content-Type",
            "Content-Transfer-Encoding"];
        let mut names = names(&text);
        prop_assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{:?}", names);
        let count = names.len();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), count);
    }
}
