use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

fn word(charset: &str, bytes: &[u8]) -> String {
    format!("=?{charset}?B?{}?=", STANDARD.encode(bytes))
}

fn quoted_word(charset: &str, bytes: &[u8]) -> String {
    format!("=?{charset}?q?{}?=", bytes.iter().map(|byte| format!("={byte:02X}")).collect::<String>())
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn words_cut_inside_a_character_are_joined_before_decoding() {
    for (label, encoding, text) in [
        ("utf-8", UTF_8, "我要退款😀谢谢"),
        ("gb2312", GB18030, "我要退款谢谢"),
        ("gb18030", GB18030, "𠮷野家😀退款"),
        ("big5", BIG5, "我要退款謝謝"),
    ] {
        let bytes = encoded(encoding, text);
        for at in 1..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(decode(&format!("{} {}", word(label, head), word(label, tail)), None), text, "{label} {at}");
            let mixed = format!("{}  {}", quoted_word(label, head), word(&label.to_uppercase(), tail));
            assert_eq!(decode(&mixed, None), text, "{label} {at}");
        }
    }
}

#[test]
fn no_blank_is_put_between_a_word_and_the_ticket_number() {
    let subject = format!("Re: {}[#123] ok", word("utf-8", "退款".as_bytes()));
    assert_eq!(decode(&subject, None), "Re: 退款[#123] ok");
    assert_eq!(decode(&format!("{} [#123]", word("utf-8", "退款".as_bytes())), None), "退款 [#123]");
}

#[test]
fn neighbours_of_two_charsets_are_two_texts_without_a_blank() {
    let value = format!("{} {}", word("gbk", &encoded(GB18030, "退")), word("utf-8", "款".as_bytes()));
    assert_eq!(decode(&value, None), "退款");
}

#[test]
fn base64_cut_between_words_is_joined() {
    let text = STANDARD.encode("我要退款".as_bytes());
    let (head, tail) = text.split_at(6);
    assert_eq!(decode(&format!("=?utf-8?B?{head}?= =?utf-8?B?{tail}?="), None), "我要退款");
}

#[test]
fn odd_words_are_read_and_no_words_stay() {
    assert_eq!(decode("=?UTF-8?Q?a_b=5Fc d?=", None), "a b_c d");
    assert_eq!(decode("=?utf-8*zh?Q?=E9=80=80?=", None), "退");
    assert_eq!(decode("=?utf-8?X?abc?= =?broken ?=", None), "=?utf-8?X?abc?= =?broken ?=");
    assert_eq!(decode("a =?utf-8?B?5L2g", None), "a =?utf-8?B?5L2g");
    assert_eq!(decode(&word("hz-gb-2312", b"~{MK?n~}"), None), "退款");
}

#[test]
fn a_decoded_word_cannot_start_a_new_line() {
    let value = word("utf-8", b"a\r\nBcc: x@y\0z");
    assert_eq!(decode(&value, None), "a  Bcc: x@y z");
}

#[test]
fn endless_beginnings_cost_no_more_than_their_length() {
    let value = "=?a?q?_ ".repeat(200_000);
    assert_eq!(decode(value.trim(), None).len(), value.len() - 1);
}
