use super::super::{Attachment, SpanKind, attachment_bytes};
use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::GB18030;
use proptest::prelude::*;

fn read_mail(raw: impl AsRef<[u8]>) -> Mail {
    read(raw.as_ref(), false)
}

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

const ALTERNATIVE: &str = "From: Ann <ann@x.org>\r\nTo: support@okpay.example\r\nSubject: hi\r\nMessage-ID: <1@x.org>\r\n\
    Date: Mon, 02 Nov 2026 10:00:00 +0800\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nPLAIN\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--\r\n";

#[test]
fn an_ordinary_mail_has_no_defects() {
    let mail = read_mail(ALTERNATIVE.replace("PLAIN", "plain\r\nwords"));
    assert_eq!(mail.defects, []);
    assert_eq!(mail.text, "plain\nwords");
    assert_eq!(mail.message_id.as_deref(), Some("1@x.org"));
    assert_eq!(mail.date.unwrap().rfc3339(), "2026-11-02T02:00:00Z");
    assert_eq!(mail.sender().unwrap().address.as_str(), "ann@x.org");
    assert!(mail.attachments.is_empty() && mail.words(SpanKind::New) == mail.text);
}

#[test]
fn a_blank_plain_alternative_gives_way_to_html() {
    assert_eq!(read_mail(ALTERNATIVE.replace("PLAIN", " \r\n")).text, "rich");
}

#[test]
fn html_beside_plain_text_is_kept_unless_it_only_repeats() {
    let mixed = ALTERNATIVE.replace("alternative", "mixed");
    assert_eq!(read_mail(mixed.replace("PLAIN", "plain")).text, "plain\nrich");
    assert_eq!(read_mail(mixed.replace("PLAIN", "so: Rich, rich!")).text, "so: Rich, rich!");
}

#[test]
fn raw_gbk_everywhere_is_read_by_what_the_body_proves() {
    let name = gbk("截图.png");
    let raw = [
        b"From: \"".as_slice(),
        &gbk("李雷"),
        b"\" <li@x.cn>\r\nSubject: ",
        &gbk("退款"),
        b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n",
        &gbk("我要退款，谢谢"),
        b"\r\n--b\r\nContent-Type: image/png; name=\"",
        &name,
        b"\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--b--\r\n",
    ]
    .concat();
    let mail = read_mail(&raw);
    assert_eq!((mail.subject.as_str(), mail.from[0].name.as_str()), ("退款", "李雷"));
    assert_eq!(mail.text, "我要退款，谢谢");
    let sha256 = Digest::of(&[0, 1, 2, 3]);
    let (name, media_type) = ("截图.png".to_owned(), "image/png".to_owned());
    assert_eq!(mail.attachments, [Attachment { name, media_type, sha256, ..mail.attachments[0].clone() }]);
    assert_eq!(attachment_bytes(&raw, 0).unwrap(), [0, 1, 2, 3]);
    assert!(mail.has_image());
}

#[test]
fn short_unlabelled_gbk_is_judged_with_subject_and_sender() {
    let raw = [b"From: a@x\r\nSubject: ".as_slice(), &gbk("账户被冻结怎么办"), b"\r\n\r\n", &gbk("谢谢")].concat();
    let mail = read_mail(&raw);
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("账户被冻结怎么办", "谢谢"));
}

#[test]
fn a_logo_in_the_html_is_decoration_and_a_screenshot_is_not() {
    let mail = |size: usize| {
        let image = STANDARD.encode(vec![7; size]);
        read_mail(format!(
            "From: a@x\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"cid:logo@x\">\
             words\n--b\nContent-Type: image/gif\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\n{image}\n--b--"
        ))
    };
    assert!(mail(500).attachments[0].is_decoration && !mail(500).has_image());
    assert!(!mail(50_000).attachments[0].is_decoration && mail(50_000).has_image());
}

#[test]
fn a_text_file_is_an_attachment_and_an_attached_mail_keeps_its_words() {
    let raw = "From: a@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: text/plain; name=log.txt\n\
               \nlog\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner words\n--b--";
    let mail = read_mail(raw);
    assert_eq!(mail.text, "hello");
    let names: Vec<&str> = mail.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    assert_eq!(names, ["log.txt", "attachment.eml"]);
}

#[test]
fn forty_thousand_attached_mails_inside_one_another_are_harmless() {
    let raw = format!("From: a@x\n{}end", "Content-Type: message/rfc822\n\n".repeat(40_000));
    let mail = read_mail(&raw);
    assert_eq!(mail.attachments.len(), 1);
    let parts =
        (0..40_000).map(|n| format!("Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n")).collect::<String>();
    assert!(!read_mail(parts).defects.is_empty());
}

#[test]
fn base64_that_hides_attached_mails_is_only_an_attachment() {
    let hidden = STANDARD.encode("Content-Type: message/rfc822\n\n".repeat(3000));
    let raw = format!("From: a@x\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{hidden}");
    assert_eq!(read_mail(raw).attachments[0].bytes, 90_000);
}

#[test]
fn a_null_return_path_is_not_an_absent_one() {
    assert_eq!(read_mail("Return-Path: <>\n\n").return_path, ReturnPath::Null);
    assert_eq!(read_mail("From: a@x\n\n").return_path, ReturnPath::Absent);
    let path = ReturnPath::Path(super::super::Address::new("a@x"));
    assert_eq!(read_mail("Return-Path: <a@X>\nReturn-Path: <>\n\n").return_path, path);
}

#[test]
fn two_from_fields_are_both_kept_and_no_one_is_the_sender() {
    let mail = read_mail("From: a@x\nFrom: b@y\n\n");
    assert_eq!((mail.from.len(), mail.from_fields, mail.sender()), (2, 2, None));
    assert!(mail.defects.contains(&Defect("2 From fields with 2 addresses".to_owned())));
}

#[test]
fn missing_and_doubled_ids_and_dates_are_defects() {
    let mail = read_mail("Message-ID: <a@x>\nMessage-ID: <b@x>\nDate: next week\n\n");
    assert_eq!((mail.message_id.as_deref(), mail.date), (Some("b@x"), None));
    assert!(mail.defects.contains(&Defect("the date cannot be read".to_owned())));
    assert!(read_mail("Message-ID: <>\n\n").defects.contains(&Defect("no usable Message-ID".to_owned())));
}

#[test]
fn dates_are_read_as_they_are_written() {
    for text in [
        "Mon, 2 Nov 2026 10:00:00 +0800",
        "Tue, 2 Nov 2026 10:00 +0800",
        "2 Nov 26 02:00:00 GMT",
        "Mon, 2 Nov 2026 10:00:00 +0800 (CST)",
        "Mon,  2 Nov 2026 02:00:00 UT",
        "Mon, 2 Nov 2026 2:00:00",
    ] {
        assert_eq!(date(text).map(Timestamp::rfc3339).as_deref(), Some("2026-11-02T02:00:00Z"), "{text}");
    }
    for text in ["", "99999999999999999999", "Mon, 99 Foo 2026", "2 Nov 99999 10:00:00"] {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn the_canonical_hash_sees_content_and_not_the_route() {
    let one = read_mail(ALTERNATIVE);
    let other_way = read_mail(format!("Received: by y\r\nX-Spam: no\r\n{}", ALTERNATIVE.replace("PLAIN", "PLAIN  ")));
    assert_eq!(one.canonical, other_way.canonical);
    assert_ne!(one.canonical, read_mail(ALTERNATIVE.replace("PLAIN", "PLAIN!")).canonical);
    assert_ne!(one.canonical, read_mail(ALTERNATIVE.replace("Subject: hi", "Subject: ho")).canonical);
}

/// Relays and gateways write a mail anew: other boundaries, other transfer encodings, other charsets (F32).
#[test]
fn a_mail_that_was_rendered_anew_is_the_same_mail() {
    let head = "From: Ann <ann@x.org>\r\nSubject: =?utf-8?B?6YCA5qy+?=\r\nDate: Mon, 02 Nov 2026 10:00:00 +0800\r\n";
    let plain = |fields: &str, body: &[u8]| {
        let mut raw = format!("{head}Content-Type: text/plain; {fields}\r\n\r\n").into_bytes();
        raw.extend_from_slice(body);
        read(&raw, false)
    };
    let one = plain("charset=utf-8\r\nContent-Transfer-Encoding: 8bit", "我要退款，谢谢。\r\n".as_bytes());
    let gbk = encoding_rs::GBK.encode("我要退款，谢谢。\r\n").0;
    let anew = [
        plain("charset=utf-8\r\nContent-Transfer-Encoding: base64", b"5oiR6KaB6YCA5qy+77yM6LCi6LCi44CC\r\n"),
        plain(
            "charset=\"UTF-8\"\r\nContent-Transfer-Encoding: quoted-printable",
            b"=E6=88=91=E8=A6=81=E9=80=80=E6=AC=BE=EF=BC=8C=\r\n=E8=B0=A2=E8=B0=A2=E3=80=82\r\n",
        ),
        plain("charset=gbk\r\nContent-Transfer-Encoding: 8bit", &gbk),
    ];
    for other in anew {
        assert_eq!(other.text.trim_end(), "我要退款，谢谢。");
        assert_eq!(other.canonical, one.canonical);
    }
    let again = read_mail(ALTERNATIVE.replace("boundary=b", "boundary=\"=_x\"").replace("--b", "--=_x"));
    assert_eq!(again.canonical, read_mail(ALTERNATIVE).canonical);
    let words = "我要退款，谢谢！\r\n".as_bytes();
    assert_ne!(plain("charset=utf-8\r\nContent-Transfer-Encoding: 8bit", words).canonical, one.canonical);
}

#[test]
fn a_mail_cut_at_the_size_limit_gives_what_is_there() {
    let raw = "From: a@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: application/pdf; \
               name=a.pdf\nContent-Transfer-Encoding: base64\n\nAAAAAAA";
    let mail = read(raw.as_bytes(), true);
    assert_eq!((mail.text.as_str(), mail.attachments[0].bytes), ("hello", 5));
    assert!(mail.defects.iter().any(|defect| defect.0.starts_with("over the size limit")));
}

#[test]
fn headers_and_text_carry_no_control_characters() {
    let mail = read_mail("Subject: =?utf-8?Q?a=0D=0ABcc:_x=1B[31m?=\nX-A: \u{7}b\n\n\u{1b}[2Jred\0\r\rend");
    assert_eq!(mail.subject, "a  Bcc: x [31m");
    assert_eq!(mail.headers.first("x-a"), Some("b"));
    assert_eq!(mail.text, "[2Jred\n\nend");
}

fn same(one: &Mail, other: &Mail) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

proptest! {
    #[test]
    fn any_bytes_are_read_twice_alike(raw in proptest::collection::vec(any::<u8>(), 0..3000)) {
        prop_assert!(same(&read_mail(&raw), &read_mail(&raw)));
    }

    #[test]
    fn mutated_mails_are_read_twice_alike(
        bits in proptest::collection::vec((0..9_usize, any::<prop::sample::Index>()), 1..40),
    ) {
        const PIECES: [&[u8]; 9] = [
            b"--b\r\n", b"--b--\n", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"=?gbk?B?zcs", b"\xcd\xcb",
            b"Content-Transfer-Encoding: base64\n", b"<a@x>, \"(", b"Content-Disposition: attachment; filename*0*=x''%e9",
        ];
        let mut raw = ALTERNATIVE.as_bytes().to_vec();
        for (piece, at) in bits {
            let at = at.index(raw.len());
            raw.splice(at..at, PIECES[piece].iter().copied());
        }
        let mail = read_mail(&raw);
        prop_assert!(same(&mail, &read_mail(&raw)));
        for (index, attachment) in mail.attachments.iter().enumerate() {
            prop_assert_eq!(Digest::of(&attachment_bytes(&raw, index).unwrap()), attachment.sha256);
        }
    }
}
