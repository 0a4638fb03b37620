use super::*;
use encoding_rs::WINDOWS_1251;

const WANT: &str = "我的账户被冻结了，请帮我解锁，订单号是12345，谢谢！";
const WANT_TW: &str = "我的帳戶被凍結了，請幫我解鎖，訂單號是12345，謝謝！";

fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn every_name_of_a_chinese_charset_is_understood() {
    for label in [
        "gb2312",
        "GB_2312-80",
        "gbk",
        "x-gbk",
        "cp936",
        "ms936",
        "euc-cn",
        "gb18030",
        "\"GB2312\"",
        " chinese ",
        "gb-2312",
    ] {
        let reading = decode(&bytes(GB18030, WANT), Some(label), None);
        assert_eq!((reading.text.as_str(), reading.is_guess), (WANT, false), "{label}");
    }
    for label in ["big5", "cp950", "ms950", "big5-hkscs", "x-x-big5", "cn-big5"] {
        let reading = decode(&bytes(BIG5, WANT_TW), Some(label), None);
        assert_eq!((reading.text.as_str(), reading.is_guess), (WANT_TW, false), "{label}");
    }
}

#[test]
fn gb2312_labels_hide_gbk_and_four_byte_characters() {
    let text = "镕𠮷😀退款";
    assert_eq!(decode(&bytes(GB18030, text), Some("gb2312"), None).text, text);
}

#[test]
fn hz_is_read() {
    assert_eq!(decode(b"ok ~{NRR*MK?n~} ~~ ~\nend", Some("hz-gb-2312"), None).text, "ok 我要退款 ~ end");
    assert_eq!(decode(b"~{NRR*\nplain", Some("HZ"), None).text, "我要\nplain");
}

#[test]
fn utf7_and_rare_code_pages_come_from_mail_parser() {
    assert_eq!(decode(b"Hi +kABrPg-!", Some("utf-7"), None).text, "Hi 退款!");
    assert_eq!(decode(b"\x82", Some("ibm850"), None).text, "é");
}

#[test]
fn missing_unknown_and_lying_labels_are_seen_through() {
    for (encoding, want) in [(GB18030, WANT), (BIG5, WANT_TW), (UTF_8, WANT)] {
        for label in
            [None, Some("x-unknown"), Some("unknown-8bit"), Some("us-ascii"), Some("iso-8859-1"), Some("utf-8")]
        {
            assert_eq!(decode(&bytes(encoding, want), label, None).text, want, "{} as {label:?}", encoding.name());
        }
    }
    assert_eq!(decode(&bytes(UTF_8, WANT), Some("gb2312"), None).text, WANT);
}

#[test]
fn two_characters_without_label_are_chinese_here() {
    for word in ["发票", "退款", "[#123] 回复：发票", "你好"] {
        assert_eq!(decode(&bytes(GB18030, word), None, None).text, word);
    }
}

#[test]
fn what_the_body_proved_decides_for_the_header() {
    assert_eq!(decode(&bytes(BIG5, "退款"), None, Some(BIG5)).text, "退款");
}

#[test]
fn latin_russian_japanese_and_korean_stay_what_they_are() {
    assert_eq!(decode(b"caf\xe9 se\xf1or", Some("iso-8859-1"), None).text, "café señor");
    let russian = "Здравствуйте, верните мне деньги за заказ";
    assert_eq!(decode(&bytes(WINDOWS_1251, russian), None, None).text, russian);
    let japanese = "お世話になっております。返金をお願いします。";
    assert_eq!(decode(&bytes(EUC_JP, japanese), None, None).text, japanese);
    assert_eq!(decode(&bytes(ISO_2022_JP, japanese), None, None).text, japanese);
    let korean = "안녕하세요 환불을 요청하고 싶습니다 감사합니다";
    assert_eq!(decode(&bytes(EUC_KR, korean), None, None).text, korean);
}

#[test]
fn a_wound_in_utf8_does_not_make_it_another_charset() {
    let cut = &WANT.as_bytes()[..WANT.len() - 2];
    let text = decode(cut, Some("utf-8"), None).text;
    assert!(text.starts_with("我的账户被冻结了") && text.ends_with('\u{fffd}'), "{text}");
}
