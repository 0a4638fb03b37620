//! What the owner hears, and how often; what staff read of a mail that is too large; what a stranger hears.

use super::*;
use crate::desk::{Alert, QUARANTINE};

fn at(hours: i64) -> Timestamp {
    MONDAY + Span::hours(hours)
}

#[test]
fn the_owner_hears_of_one_kind_once_an_hour_and_of_all_kinds_twelve_times_a_day() {
    let mut desk = desk();
    let told = |desk: &mut Desk, kind, now| {
        let alert = Alert { kind, what: "something" };
        desk.alert(alert, now).unwrap().letters.len()
    };
    assert_eq!(told(&mut desk, "one", MONDAY), 1);
    assert_eq!((told(&mut desk, "one", MONDAY + Span::minutes(59)), told(&mut desk, "two", MONDAY)), (0, 1));
    let day: usize = (1..20).map(|hour| told(&mut desk, "one", at(hour))).sum();
    assert_eq!(2 + day, 12);
    assert_eq!(desk.alert(QUARANTINE, at(20)).unwrap().letters.len(), 0, "another kind is no way around it");
    assert_eq!(told(&mut desk, "one", at(24)), 1, "the window slides");
}

#[test]
fn no_alert_goes_to_the_mailbox_itself() {
    let mut desk = desk();
    let own = Address::new("Support@okpay.example");
    for person in desk.policy.people.values_mut() {
        person.address = own.clone();
    }
    assert!(desk.alert(QUARANTINE, MONDAY).unwrap().letters.is_empty());
}

#[test]
fn staff_are_told_of_a_mail_that_was_read_in_part() {
    let mut desk = desk();
    let cut = Arrived { is_cut: true, ..arrived("1", Folder::Inbox, question(1), MONDAY) };
    let hand = desk.keep(vec![cut], MONDAY).unwrap();
    let read = reader::read_all(hand, &desk.policy().rules);
    desk.handle(&read, MONDAY).unwrap();
    desk.tick(50, at(19)).unwrap();
    let warning = letters_of(&mut desk, "warning").remove(0);
    let text = crate::mail::read(&desk.store().view().letter_bytes(warning.id).unwrap().unwrap(), false).text;
    assert!(text.contains("only its headers and its first 64 kB were read"), "{text}");
}

#[test]
fn a_stranger_reads_in_their_language_that_the_mail_is_here_and_nothing_else() {
    let mut desk = desk();
    desk.policy.trust.authserv_id = Some("mx.okpay.example".into());
    let vouched =
        |domain: &str| format!("Authentication-Results: mx.okpay.example; dmarc=pass header.from={domain}\r\n");
    let opened = format!("{}Message-ID: <q@example.org>\r\nSubject: Refund\r\n", vouched("example.org"));
    comes(&mut desk, "1", mail("ann@example.org", &opened, "I want a refund for transaction id TX8812345."), MONDAY);
    let ack = letters_of(&mut desk, "ack").remove(0);
    let strangers = [
        ("en", "Hello, how is this going? Please tell me more about it.", "Your mail has arrived"),
        ("zh", "您好，请问这件事情现在处理得怎么样了？", "我们已经收到"),
        ("tw", "您好，請問這件事情現在處理得怎麼樣了？謝謝您的幫忙。", "我們已經收到"),
    ];
    for (name, words, expected) in strangers {
        let from = format!("{name}@{name}.example");
        let head = format!(
            "{}Message-ID: <{from}>\r\nIn-Reply-To: <{}>\r\nSubject: Fwd\r\n",
            vouched(&from[3..]),
            ack.message_id
        );
        comes(&mut desk, name, mail(&from, &head, words), MONDAY + Span::hours(1));
        let letter = letters_of(&mut desk, "stranger_receipt").into_iter().find(|letter| letter.to.as_str() == from);
        let bytes = desk.store().view().letter_bytes(letter.expect(name).id).unwrap().unwrap();
        let letter = crate::mail::read(&bytes, false);
        assert!(letter.text.contains(expected), "{}", letter.text);
        let all = format!("{} {}", letter.subject, letter.text);
        for secret in ["OK-10001", "10001", "Refund", "退款", "ann@", "TX88"] {
            assert!(!all.contains(secret), "{secret}: {all}");
        }
    }
}
