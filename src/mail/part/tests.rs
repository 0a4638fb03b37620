use super::*;

fn shape(raw: &str) -> Vec<String> {
    let structure = structure(raw.as_bytes());
    let told = |part: &Part<'_>| format!("{} {:?}", part.media_type, String::from_utf8_lossy(part.body));
    structure.parts.iter().map(told).collect()
}

fn multipart(boundary: &str, body: &str) -> String {
    format!("From: a@x\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\n\n{body}")
}

#[test]
fn parts_end_before_the_line_end_of_the_boundary() {
    let raw = multipart("b", "preamble\n--b\n\none\n--b\r\nContent-Type: image/png\r\n\r\n12\r\n\r\n--b-- \nepilogue");
    assert_eq!(shape(&raw), ["multipart/mixed \"\"", "text/plain \"one\"", "image/png \"12\\r\\n\""]);
}

#[test]
fn a_boundary_counts_only_as_a_whole_line() {
    let raw = multipart("b", "--b\n\nin --b the line\n --b\n--bc\n--b--x\n--b--\n");
    assert_eq!(shape(&raw), ["multipart/mixed \"\"", "text/plain \"in --b the line\\n --b\\n--bc\\n--b--x\""]);
}

#[test]
fn an_outer_boundary_closes_the_inner_ones() {
    let inner = "--b\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\none\n--b\n\ntwo\n--b--\n";
    let raw = multipart("b", inner);
    assert_eq!(
        shape(&raw),
        ["multipart/mixed \"\"", "multipart/alternative \"\"", "text/plain \"one\"", "text/plain \"two\""]
    );
    assert_eq!(structure(raw.as_bytes()).parts[3].parent, Some(0));
}

#[test]
fn a_multipart_without_its_boundary_is_text() {
    assert_eq!(shape(&multipart("b", "just words\n")), ["text/plain \"just words\\n\""]);
    assert_eq!(shape("Content-Type: multipart/mixed\n\nwords"), ["text/plain \"words\""]);
}

#[test]
fn an_attached_mail_is_one_part_with_all_it_holds() {
    let attached =
        "--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nx\n--i--\n--b--";
    let raw = multipart("b", attached);
    assert_eq!(shape(&raw).len(), 2);
    assert!(shape(&raw)[1].starts_with("message/rfc822 \"Content-Type: multipart"));
}

#[test]
fn parts_of_a_digest_are_mails() {
    let raw = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--\n";
    assert_eq!(shape(raw)[1], "message/rfc822 \"Subject: x\\n\\ny\"");
}

#[test]
fn a_part_without_an_empty_line_ends_at_the_boundary() {
    let raw = multipart("b", "--b\nContent-Type: text/html\n--b\n\nx\n--b--\n");
    assert_eq!(shape(&raw), ["multipart/mixed \"\"", "text/html \"\"", "text/plain \"x\""]);
}

#[test]
fn an_mbox_line_and_empty_lines_before_the_header_are_stepped_over() {
    assert_eq!(structure(b"\r\nFrom a@x Mon\nSubject: x\n\nbody").fields.len(), 1);
}

#[test]
fn depth_and_number_of_parts_are_bounded() {
    let level = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
    let deep: String = (0..200).map(level).collect();
    let found = structure(deep.as_bytes());
    assert_eq!(found.parts.len(), limits::DEPTH + 1);
    assert_eq!(found.defects.len(), 1);
    let many = multipart("b", &"--b\n\nx\n".repeat(100_000));
    assert_eq!(structure(many.as_bytes()).parts.len(), limits::PARTS);
}

#[test]
fn nonsense_in_a_content_type_is_plain_text() {
    for written in ["text", "text/", "/x", "te xt/plain", "a/b/c", "text/\u{e9}"] {
        let read = media_type(&Value::read(written).text, "text/plain");
        assert_eq!(read, "text/plain", "{written}");
    }
}
