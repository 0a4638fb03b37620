//! Bytes that pass the guard, and bytes that do not; whole and one by one.

use super::*;

fn whole(text: &[u8]) -> Result<Vec<u8>, Suspicion> {
    let mut scan = Scan::new(1000);
    let mut bytes = text.to_vec();
    let kept = scan.check(&mut bytes)?;
    bytes.truncate(kept);
    Ok(bytes)
}

fn one_by_one(text: &[u8]) -> Result<Vec<u8>, Suspicion> {
    let mut scan = Scan::new(1000);
    let mut out = Vec::new();
    for byte in text {
        let mut one = [*byte];
        let kept = scan.check(&mut one)?;
        out.extend_from_slice(&one[..kept]);
    }
    Ok(out)
}

fn both(text: &[u8]) -> Result<Vec<u8>, Suspicion> {
    let result = whole(text);
    assert_eq!(result, one_by_one(text), "cut after every byte it must be the same");
    result
}

#[test]
fn mail_passes_untouched_whatever_it_holds() {
    let mut text = b"* 1 FETCH (UID 1 BODY[] {900}\r\n".to_vec();
    text.extend(std::iter::repeat_n(b'(', 450));
    text.extend_from_slice(&b"{99999}\r\n".repeat(50));
    text.extend_from_slice(b")\r\na1 OK done\r\n");
    assert_eq!(both(&text), Ok(text.clone()));
}

#[test]
fn a_huge_literal_is_refused_when_it_is_announced() {
    assert_eq!(both(b"* 1 FETCH (UID 1 BODY[] {400000000}\r\n"), Err(Suspicion::Literal(400_000_000)));
    assert_eq!(both(b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n"), Err(Suspicion::Literal(u64::MAX)));
    assert_eq!(both(b"* OK [BADCHARSET ({400000000}\r\n"), Err(Suspicion::Literal(400_000_000)));
}

#[test]
fn many_literals_in_one_answer_are_summed() {
    let mut text = b"* 1 FETCH (".to_vec();
    for _ in 0..3 {
        text.extend_from_slice(b"BODY[] {400}\r\n");
        text.extend_from_slice(&[b'x'; 400]);
    }
    assert_eq!(both(&text), Err(Suspicion::Literal(1200)));
}

#[test]
fn the_sum_starts_anew_with_every_answer() {
    let mut text = Vec::new();
    for _ in 0..5 {
        text.extend_from_slice(b"* 1 FETCH (BODY[] {900}\r\n");
        text.extend_from_slice(&[b'x'; 900]);
        text.extend_from_slice(b")\r\n");
    }
    assert_eq!(both(&text), Ok(text.clone()));
}

#[test]
fn deep_parentheses_are_refused() {
    let mut text = b"* 1 FETCH (BODYSTRUCTURE ".to_vec();
    text.extend(std::iter::repeat_n(b'(', 200));
    assert_eq!(both(&text), Err(Suspicion::Depth));
}

#[test]
fn quoted_closing_parentheses_do_not_hide_depth() {
    let text = [b"* 1 FETCH (BODYSTRUCTURE ".to_vec(), br#"("))" "#.repeat(150)].concat();
    assert_eq!(both(&text), Err(Suspicion::Depth));
}

#[test]
fn a_literal_does_not_reset_the_depth() {
    let text = [b"* 1 FETCH (BODYSTRUCTURE ".to_vec(), b"({1}\r\nx ".repeat(150)].concat();
    assert_eq!(both(&text), Err(Suspicion::Depth));
}

#[test]
fn status_text_cannot_hide_bytes_behind_a_pretended_literal() {
    let text = [b"* OK {900}\r\n* 1 FETCH (".to_vec(), vec![b'('; 200]].concat();
    assert_eq!(both(&text), Err(Suspicion::Depth));
}

#[test]
fn a_line_without_end_is_refused() {
    let mut text = b"* SEARCH".to_vec();
    text.extend_from_slice(&b" 4294967295".repeat(100_000));
    assert_eq!(whole(&text), Err(Suspicion::Line));
}

#[test]
fn double_spaces_leave_the_capability_line() {
    assert_eq!(
        both(b"* CAPABILITY  IMAP4rev1   IDLE\r\n* LIST () \"/\"  x\r\n"),
        Ok(b"* CAPABILITY IMAP4rev1 IDLE\r\n* LIST () \"/\"  x\r\n".to_vec())
    );
}

#[test]
fn a_character_behind_a_response_code_cannot_split() {
    let mended = both("* OK [ALERT]登录\r\n".as_bytes()).unwrap();
    assert_eq!(mended.get(12), Some(&b'?'));
    assert!(async_imap::imap_proto::Response::parse(&mended).is_ok());
}
