use super::*;
use crate::letter::{Enclosed, Letter, LetterKind};
use crate::mail::{self, Address, Language};
use crate::post::mime::{self, Sender};
use crate::time::Timestamp;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xd2\0\0\x02\x20\r\n.\r\n--=_x--\r\n";

fn stored() -> Vec<u8> {
    let letter = Letter {
        kind: LetterKind::Breach,
        ticket: Some(10_001),
        step: 3,
        to: Address::new("bob@okpay.example"),
        language: Language::En,
        subject: "[OK-10001] OVERDUE / 已超时".to_owned(),
        text: "The customer wrote:\n--=_10001--\n.\n".to_owned(),
        message_id: "10001.3.breach.1.abcdefghijklmnop@okpay.example".to_owned(),
        in_reply_to: None,
        references: Vec::new(),
        not_before: None,
        enclosed: vec![Enclosed { mail: 1, place: 0, name: "截图.png".to_owned() }],
    };
    let from = Sender {
        name: "OKPay".to_owned(),
        address: Address::new("support@okpay.example"),
        reply_to: None,
        loop_mark: "x".to_owned(),
        has_precedence: true,
    };
    mime::bytes(&letter, &from, Timestamp::from_secs(1_795_329_000)).unwrap()
}

fn with(name: &str, content: Option<&[u8]>) -> Vec<u8> {
    let mut letter = stored();
    enclose(&mut letter, Enclosure { name: name.to_owned(), content: content.map(<[u8]>::to_vec) });
    letter
}

#[test]
fn files_hang_beside_the_text_byte_for_byte() {
    let mut letter = with("截图 “1”.png", Some(PNG));
    enclose(&mut letter, Enclosure { name: "bill".to_owned(), content: Some(b"%PDF-1.7 x".to_vec()) });
    let read = mail::read(&letter, false);
    assert_eq!(read.text.trim(), "The customer wrote:\n--=_10001--\n.");
    let told: Vec<_> = read.attachments.iter().map(|one| (one.name.as_str(), one.media_type.as_str())).collect();
    assert_eq!(told, [("截图 “1”.png", "image/png"), ("bill.pdf", "application/pdf")]);
    assert_eq!(mail::attachment_bytes(&letter, 0).unwrap(), PNG);
    assert_eq!(mail::attachment_bytes(&letter, 1).unwrap(), b"%PDF-1.7 x");
    assert!(read.defects.is_empty(), "{:?}", read.defects);
    assert!(!String::from_utf8(letter).unwrap().replace("\r\n", "").contains(['\r', '\n']), "no bare line end");
}

#[test]
fn a_letter_with_a_place_for_files_is_whole_without_them() {
    let read = mail::read(&stored(), false);
    assert_eq!(read.text.trim(), "The customer wrote:\n--=_10001--\n.");
    assert!(read.attachments.is_empty() && read.defects.is_empty());
    let gone = mail::read(&with("a.png", None), false);
    assert!(gone.attachments.is_empty() && gone.text.contains("a.png: This file is no longer kept."), "{}", gone.text);
    let mut refused = stored();
    leave_out(&mut refused);
    assert!(mail::read(&refused, false).text.contains("did not take this letter with its files"));
}

#[test]
fn a_letter_of_one_text_takes_no_file() {
    let mut plain = b"Subject: x\r\n\r\nThe text\r\n".to_vec();
    enclose(&mut plain, Enclosure { name: "a.png".to_owned(), content: Some(PNG.to_vec()) });
    assert_eq!(plain, b"Subject: x\r\n\r\nThe text\r\n");
}

#[test]
fn a_name_and_a_type_are_never_the_senders_word() {
    let letter = with("a.png\r\nContent-Type: text/html", Some(b"<script>"));
    let read = mail::read(&letter, false);
    assert_eq!(read.attachments.len(), 1);
    assert_eq!(read.attachments[0].media_type, "application/octet-stream");
    assert!(!String::from_utf8(letter).unwrap().contains("\r\nContent-Type: text/html"));
}
