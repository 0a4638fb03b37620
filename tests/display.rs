//! Senders that try to look like others: whatever a From field holds, its real address is seen and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::letter::safe;
use frontdesk::mail::{card, read, visible};

/// Fourteen ways to hide `@evil.example` behind a bank's address, after the families found in 2017: encoded words with
/// zero bytes and line ends inside an address, comments, quotes, second addresses, direction marks.
const DISGUISES: [&str; 14] = [
    "=?utf-8?b?Y2VvQGJhbmsuZXhhbXBsZQ==?= <x@evil.example>",
    "=?utf-8?b?Y2VvQGJhbmsuZXhhbXBsZQ==?==?utf-8?Q?=00?=@evil.example",
    "=?utf-8?b?Y2VvQGJhbmsuZXhhbXBsZQ==?==?utf-8?Q?=0A=00?=@evil.example",
    "=?utf-8?Q?ceo=40bank.example=0D=0A?= <x@evil.example>",
    "\"ceo@bank.example\" <x@evil.example>",
    "\"ceo@bank.example\\\" <\" <x@evil.example>",
    "ceo@bank.example\u{0} <x@evil.example>",
    "\"=?utf-8?Q?=3Cceo=40bank.example=3E?=\" <x@evil.example>",
    "(ceo@bank.example) <x@evil.example>",
    "=?utf-8?Q?=3Cceo=40bank.example=3E=00?= <x@evil.example>",
    "<ceo@bank.example> <x@evil.example>",
    "\"ceo@bank.example\u{202e}\" <x@evil.example>",
    "=?utf-8?Q?ceo=40bank.example=F3=A0=81=81=E2=80=8B?= <x@evil.example>",
    "=?utf-8?b?PGNlb0BiYW5rLmV4YW1wbGU+?==?utf-8?Q?=0A=0D=22=28?= <x@evil.example>",
];

#[test]
fn fourteen_disguises_never_hide_the_real_address() {
    for disguise in DISGUISES {
        let mail = read(format!("From: {disguise}\r\nSubject: hi\r\n\r\nwords").as_bytes(), false);
        let Some(sender) = mail.sender() else {
            continue; // of two addresses none is the sender: such a mail gets no letter at all
        };
        assert_eq!(sender.address.domain(), "evil.example", "{disguise:?}");
        for shown in [safe::header(&sender.name), visible::address(sender.address.as_str())] {
            assert!(!shown.chars().any(visible::is_tricky), "{disguise:?}: {shown:?}");
        }
        assert!(visible::address(sender.address.as_str()).ends_with("@evil.example"), "{disguise:?}");
    }
}

#[test]
fn what_staff_read_of_a_stranger_hides_nothing_and_shows_no_card() {
    let foreign = "see\u{202e}txt.exe\u{1b}[2J 4111\u{200b}1111 1111 1111, CVV 123";
    assert_eq!(safe::foreign(foreign), "seetxt.exe[2J ******** **** 1111, CVV ***");
    assert_eq!(card::masked("nothing here"), "nothing here");
}

#[test]
fn expressions_that_branch_without_end_are_linear() {
    // A classic of engines that go back: ours never does.
    let pattern = frontdesk::rules::pattern::compile("(a+)+$", true);
    let text = "a".repeat(200_000) + "!";
    assert!(!pattern.unwrap().is_match(&text));
}

#[test]
fn no_http_client_is_linked() {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    for client in ["reqwest", "ureq", "hyper", "curl", "attohttpc", "isahc"] {
        assert!(!lock.contains(&format!("name = \"{client}\"")), "{client}");
    }
}
