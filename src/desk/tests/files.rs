//! Customers' files: who gets them by mail, and how long identity papers are kept.

use super::*;
use crate::desk::enclosed;
use crate::mail::{attachment_bytes, read as read_mail};
use crate::post::Outgoing;
use base64::Engine as _;

/// A screenshot, as far as anybody looks at it.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xd2\0\0\x02\x20 pixels";

fn with_picture(n: usize, subject: &str, words: &str, name: &str) -> Vec<u8> {
    let bytes = base64::engine::general_purpose::STANDARD.encode([PNG, n.to_string().as_bytes()].concat());
    let headers = format!(
        "Message-ID: <p{n}@example.org>\r\nSubject: {subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    );
    let body = format!(
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n--b\r\nContent-Type: image/png; \
         name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{bytes}\r\n--b--"
    );
    let from = format!("customer{n}@example.org");
    format!(
        "Return-Path: <{from}>\r\nFrom: <{from}>\r\nTo: <support@okpay.example>\r\n{headers}MIME-Version: 1.0\r\n\r\n\
         {body}\r\n"
    )
    .into_bytes()
}

const THEFT: &str = "My account was hacked and the money is gone, it was not me.";

/// The page to people on call, claimed.
fn page(desk: &mut Desk, now: Timestamp) -> Outgoing {
    desk.claim(now).unwrap().into_iter().find(|letter| letter.message_id.contains(".page.")).unwrap()
}

#[test]
fn staff_get_the_picture_and_the_outbox_holds_no_second_copy() {
    let mut desk = desk();
    comes(&mut desk, "1", with_picture(1, "Help", THEFT, "screen.png"), MONDAY);
    let letter = page(&mut desk, MONDAY);
    assert_eq!(letter.enclosed.len(), 1, "the letter names it");
    assert!(read_mail(&letter.bytes, false).attachments.is_empty(), "and does not hold it yet");
    let whole = enclosed::whole(&desk.store().view(), &letter).unwrap().into_owned();
    let told = read_mail(&whole.bytes, false);
    assert_eq!(
        (told.attachments[0].name.as_str(), told.attachments[0].media_type.as_str()),
        ("screen.png", "image/png")
    );
    assert_eq!(attachment_bytes(&whole.bytes, 0).unwrap(), [PNG, b"1"].concat());
    assert!(told.text.contains("In this letter / 随信附上: screen.png"), "{}", told.text);
    let again = enclosed::whole(&desk.store().view(), &letter).unwrap().into_owned();
    assert_eq!(again, whole, "the same bytes however often it is tried");
    assert_eq!(enclosed::bare(&letter, &accepted()), None);
    assert_eq!(enclosed::bare(&letter, &Outcome::Later("421".into())), None, "it comes again, whole");
    let bare = enclosed::bare(&letter, &Outcome::Never("552 too large".into())).unwrap();
    assert!(bare.enclosed.is_empty() && read_mail(&bare.bytes, false).text.contains("did not take this letter"));
}

#[test]
fn customers_never_get_a_file() {
    let mut desk = desk();
    comes(&mut desk, "1", with_picture(1, "Help", THEFT, "screen.png"), MONDAY);
    desk.order(10_001, "ann", &Order::Reply { text: "We look into it.".into(), waits: true }, MONDAY).unwrap();
    let to_customers: Vec<Outgoing> =
        desk.claim(MONDAY).unwrap().into_iter().filter(|letter| letter.to.domain() == "example.org").collect();
    assert_eq!(to_customers.len(), 2, "a receipt and a reply");
    for letter in to_customers {
        assert!(letter.enclosed.is_empty());
        let whole = enclosed::whole(&desk.store().view(), &letter).unwrap();
        assert!(read_mail(&whole.bytes, false).attachments.is_empty());
        assert!(!String::from_utf8_lossy(&whole.bytes).contains("multipart"));
    }
}

#[test]
fn a_picture_of_a_passport_is_not_mailed_on_and_not_even_named() {
    let mut desk = desk();
    comes(&mut desk, "1", with_picture(1, "Help", THEFT, "li-lei-passport.png"), MONDAY);
    let letter = page(&mut desk, MONDAY);
    assert!(letter.enclosed.is_empty());
    let text = read_mail(&letter.bytes, false).text;
    assert!(text.contains("sensitive, not mailed on") && text.contains("frontdesk show OK-10001 --save DIR"), "{text}");
    assert!(!text.contains("li-lei"), "{text}");
    assert_eq!(desk.store().view().papers(10_001).unwrap().len(), 1);
}

#[test]
fn what_turns_out_to_be_about_papers_stays_behind_even_on_the_way() {
    let mut desk = desk();
    comes(&mut desk, "1", with_picture(1, "Help", THEFT, "me.png"), MONDAY);
    desk.order(10_001, "ann", &Order::Move { category: "identity".into() }, MONDAY).unwrap();
    assert!(page(&mut desk, MONDAY).enclosed.is_empty(), "the letter was planned before the ticket was moved");
    assert_eq!(desk.store().view().papers(10_001).unwrap().len(), 1);
}

/// What a folder keeps of a ticket's papers.
fn kept(desk: &mut Desk, ticket: i64) -> Vec<bool> {
    desk.store().view().papers(ticket).unwrap().iter().map(|paper| paper.erased_at.is_none()).collect()
}

#[test]
fn papers_go_a_month_after_closing_and_never_while_the_ticket_is_open() {
    let mut desk = desk();
    for n in [1, 2] {
        comes(&mut desk, &n.to_string(), with_picture(n, "Refund", "See my passport", "passport.png"), MONDAY);
    }
    let order = |desk: &mut Desk, number, order: Order, at| drop(desk.order(number, "ann", &order, at).unwrap());
    order(&mut desk, 10_001, Order::Close, MONDAY);
    let day = |n: i64| MONDAY + Span::days(n);
    let erase = |desk: &mut Desk, at| desk.erase_papers(at).unwrap().map(|told| (told.ticket.unwrap(), told.why));
    assert_eq!(erase(&mut desk, day(29)), None);
    order(&mut desk, 10_001, Order::Reopen, day(29));
    order(&mut desk, 10_001, Order::Close, day(40));
    assert_eq!(erase(&mut desk, day(60)), None, "the month begins anew");
    let before = desk.store().view().raw(1).unwrap().unwrap();
    let why = "erased 1 sensitive files of mail #1: kept for 30 days after closing".to_owned();
    assert_eq!(erase(&mut desk, day(71)), Some(("OK-10001".to_owned(), why)));
    assert_eq!(erase(&mut desk, day(71)), None);
    assert_eq!((kept(&mut desk, 10_001), kept(&mut desk, 10_002)), (vec![false], vec![true]), "the other one is open");
    let after = desk.store().view().raw(1).unwrap().unwrap();
    assert!(after.len() < before.len() && attachment_bytes(&after, 0).unwrap().is_empty());
    assert_eq!(read_mail(&after, false).text, read_mail(&before, false).text);
    let again = comes(&mut desk, "1 once more", before, day(71));
    assert!(again.is_empty(), "its hash is known: {again:?}");
}

#[test]
fn papers_of_a_merged_ticket_wait_for_the_one_it_went_into() {
    let mut desk = desk();
    for n in [1, 2] {
        let raw = with_picture(n, "Refund", "See my passport", "passport.png");
        let raw = String::from_utf8(raw).unwrap().replace("customer2@", "customer1@");
        comes(&mut desk, &n.to_string(), raw.into_bytes(), MONDAY + Span::hours(i64::try_from(n).unwrap()));
    }
    let later = MONDAY + Span::days(1);
    desk.order(10_002, "ann", &Order::Merge { into: 10_001 }, later).unwrap();
    assert!(desk.erase_papers(later + Span::days(100)).unwrap().is_none(), "10001 is open");
    desk.order(10_001, "ann", &Order::Close, later + Span::days(100)).unwrap();
    let month = later + Span::days(131);
    assert!(desk.erase_papers(month).unwrap().is_some() && desk.erase_papers(month).unwrap().is_some());
    assert_eq!((kept(&mut desk, 10_001), kept(&mut desk, 10_002)), (vec![false], vec![false]));
}
