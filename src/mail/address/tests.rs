use super::*;

fn read(text: &str) -> Vec<(String, String)> {
    mailboxes(text, None).list.into_iter().map(|m| (m.name, m.address.to_string())).collect()
}

fn pair(name: &str, address: &str) -> (String, String) {
    (name.to_owned(), address.to_owned())
}

#[test]
fn names_quotes_comments_and_groups_are_understood() {
    assert_eq!(read("Ann <ann@X.org>, bob@y.org (Bob B.)"), [pair("Ann", "ann@x.org"), pair("Bob B.", "bob@y.org")]);
    assert_eq!(read("\"Doe, \\\"J\\\"\" <j@x.org>"), [pair("Doe, \"J\"", "j@x.org")]);
    assert_eq!(read("Staff: a@x, \"b\" <b@x>;, c@x"), [pair("", "a@x"), pair("b", "b@x"), pair("", "c@x")]);
    assert_eq!(read("undisclosed-recipients:;"), []);
    assert_eq!(read("=?utf-8?Q?=E9=80=80,x?= <a@x>"), [pair("退,x", "a@x")]);
    assert_eq!(
        read("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>"),
        [pair("Pete", "pete@silly.test")]
    );
    assert_eq!(read("\"a@b\"@c.org"), [pair("", "\"a@b\"@c.org")]);
    assert_eq!(read("<@relay,@other:joe@x.org>"), [pair("", "joe@x.org")]);
    assert_eq!(read("joe@x . org; Ann ann@x.org"), [pair("", "joe@x.org"), pair("Ann", "ann@x.org")]);
}

#[test]
fn a_decoded_name_cannot_smuggle_an_address() {
    let found = mailboxes("=?utf-8?Q?ceo=40good.com=00=0A_=3Cceo=40good.com=3E?= <thief@evil.org>", None);
    assert_eq!(found.list.len(), 1);
    assert_eq!(found.list[0].address.as_str(), "thief@evil.org");
    assert!(!found.list[0].name.contains(char::is_control));
}

#[test]
fn encoded_words_and_controls_in_an_address_never_change_its_domain() {
    let found = mailboxes("=?utf-8?b?Y2VvQGdvb2QuY29tAA==?=@evil.org", None);
    assert_eq!(found.list[0].address.domain(), "evil.org");
    assert_eq!(found.oddities, ["encoded words in an address"]);
    let found = mailboxes("<ceo@good.com\u{0}@evil.org>", None);
    assert_eq!(found.list[0].address.domain(), "evil.org");
    assert_eq!(found.oddities, ["control characters in an address", "an address with two @"]);
}

#[test]
fn a_million_addresses_are_five_hundred_and_a_defect() {
    let found = mailboxes(&"a@x, ".repeat(50_000), None);
    assert_eq!((found.list.len(), found.oddities), (500, vec!["more than 500 addresses in one field"]));
}

#[test]
fn broken_brackets_and_quotes_end_somewhere() {
    for text in ["<a@x", "\"Ann <a@x>", "Ann (x <a@x>", "<<<a@x>>>", ",;:<>()\"", "=?a?b", "<,".repeat(1000).as_str()] {
        mailboxes(text, None);
    }
    assert_eq!(read("\"Ann <a@x>"), [pair("Ann", "a@x")]);
}
