use super::*;
use encoding_rs::GB18030;

fn fields(raw: &str) -> Vec<(String, String)> {
    let block = block(raw.as_bytes(), 0, |_| false);
    block.fields.iter().map(|field| (field.name.to_owned(), field.text(None))).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn folds_are_unfolded_with_either_line_end() {
    assert_eq!(fields("A: one\r\n two\r\nB : x\n\ty\n\nbody"), [pair("A", "one two"), pair("B", "x y")]);
}

#[test]
fn a_text_without_fields_is_all_body() {
    let raw = b"Hello\nNote: this is text\n";
    let block = block(raw, 0, |_| false);
    assert_eq!((block.fields.len(), block.body), (0, 0));
}

#[test]
fn a_broken_fold_stays_with_its_field() {
    let read = fields("Subject: a long\nsubject\nFrom: a@x\n\nbody");
    assert_eq!(read, [pair("Subject", "a longsubject"), pair("From", "a@x")]);
}

#[test]
fn a_header_without_empty_line_ends_where_text_begins() {
    let raw = b"Subject: x\nDear all,\nthe text\n";
    let block = block(raw, 0, |_| false);
    assert_eq!((block.fields.len(), block.body), (1, 11));
    assert_eq!(block.oddities, ["the header ends without an empty line"]);
}

#[test]
fn a_header_bomb_is_read_in_part_and_its_body_found() {
    let raw = format!("From: a@x\n{}\nthe body", "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(20_000));
    let block = block(raw.as_bytes(), 0, |_| false);
    assert_eq!(&raw[block.body..], "the body");
    assert!(block.fields.len() <= limits::FIELDS && block.fields[0].is("from"));
}

#[test]
fn a_file_name_in_pieces_is_joined_before_decoding() {
    let bytes = GB18030.encode("退款申请表.pdf").0;
    let coded: Vec<String> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    for at in 1..coded.len() {
        let (head, tail) = coded.split_at(at);
        let value = format!("attachment; filename*0*=gb2312'zh'{}; filename*1*={}", head.concat(), tail.concat());
        assert_eq!(Value::read(&value).parameter("filename", None).as_deref(), Some("退款申请表.pdf"));
    }
    let plain = Value::read("attachment; filename*1=b.pdf; filename*0=\"a \"; filename=old.pdf");
    assert_eq!(plain.parameter("filename", None).as_deref(), Some("a b.pdf"));
}

#[test]
fn encoded_words_in_quotes_are_decoded_even_cut_inside_a_character() {
    let value = Value::read("attachment; filename=\"=?gbk?B?zcu/7g==?= =?gbk?Q?=C9?=\t=?gbk?Q?=EA=C7=EB.png?=\"");
    assert_eq!(value.parameter("filename", None).as_deref(), Some("退款申请.png"));
}

#[test]
fn odd_parameters_are_read_as_meant() {
    let value = Value::read("TEXT/Plain charset = \"utf-8\" ;; format=flowed; name=\"C:\\tmp\\a\\\"b.txt");
    assert_eq!(value.text, "text/plain");
    assert_eq!(value.parameter("charset", None).as_deref(), Some("utf-8"));
    assert_eq!(value.parameter("format", None).as_deref(), Some("flowed"));
    assert_eq!(value.parameter("name", None).as_deref(), Some("C:\\tmp\\a\"b.txt"));
}

#[test]
fn raw_bytes_are_read_as_the_body_proved() {
    let raw = [b"Subject: ".as_slice(), &GB18030.encode("退款").0, b"\n\n"].concat();
    let block = block(&raw, 0, |_| false);
    assert_eq!(block.fields[0].text(Some(GB18030)), "退款");
}
