//! How do a customer's files get into a letter to staff?
//! In: the letter as it is stored, a multipart of one text, and the files. Out: its bytes as they leave.
//! Never believes what the sender called a file: the type is told by the bytes, and everything hangs beside the text as an
//! attachment, in base64 (attacks A21, A25).

use crate::letter::safe::HeaderSafe;
use crate::mail::attachment::picture;
use crate::mail::card;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, SinglePart};

/// A file, or only its name when its bytes are no longer kept.
pub struct Enclosure {
    pub name: String,
    pub content: Option<Vec<u8>>,
}

/// Why files stay behind.
pub const NOT_KEPT: &str = "This file is no longer kept. / 此文件已不再保存。";
pub const NOT_TAKEN: &str = "The relay did not take this letter with its files: see frontdesk show N --save DIR. / \
    邮件服务器拒收带附件的信件，请用 frontdesk show N --save DIR 查看。";

const LONGEST_NAME: usize = 120;

/// A boundary that no encoded text can hold: `=_` stands neither in base64 nor in quoted-printable (RFC 2045 section 6.7).
pub(super) fn boundary(message_id: &str) -> String {
    let plain: String = message_id.chars().filter(char::is_ascii_alphanumeric).take(50).collect();
    format!("=_{plain}")
}

/// Puts one more part before the end of a multipart.
pub fn enclose(letter: &mut Vec<u8>, file: Enclosure) {
    let name = HeaderSafe::new(&card::masked(&file.name), LONGEST_NAME);
    let part = match file.content {
        Some(content) => attached(name.as_str(), content),
        None => text(&format!("{}: {NOT_KEPT}\r\n", name.as_str())),
    };
    add(letter, &part);
}

/// The letter without its files, and a word about them.
pub fn leave_out(letter: &mut Vec<u8>) {
    add(letter, &text(&format!("{NOT_TAKEN}\r\n")));
}

fn add(letter: &mut Vec<u8>, part: &SinglePart) {
    let Some(at) = end_of(letter) else { return };
    let end = letter.split_off(at);
    let boundary = end.strip_suffix(b"--\r\n").unwrap_or(&end).to_vec();
    letter.extend_from_slice(&boundary);
    letter.extend_from_slice(b"\r\n");
    letter.extend_from_slice(&super::mime::crlf(&part.formatted()));
    letter.extend_from_slice(&end);
}

/// Where the last line begins, if it closes a multipart.
fn end_of(letter: &[u8]) -> Option<usize> {
    let body = letter.strip_suffix(b"--\r\n")?;
    let at = body.iter().rposition(|byte| *byte == b'\n')? + 1;
    body.get(at..)?.starts_with(b"--=_").then_some(at)
}

fn attached(name: &str, content: Vec<u8>) -> SinglePart {
    let (media_type, ending) = match picture::picture(&content) {
        Some(picture) => (picture.media_type, picture.ending),
        None if content.starts_with(b"%PDF-") => ("application/pdf", "pdf"),
        None => ("application/octet-stream", "bin"),
    };
    let has_ending = name.rsplit_once('.').is_some_and(|(_, ending)| {
        let is_word = ending.chars().all(|c| c.is_ascii_alphanumeric());
        (2..=5).contains(&ending.len()) && is_word && ending.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    let name = if has_ending { name.to_owned() } else { format!("{name}.{ending}") };
    let media_type = ContentType::parse(media_type).unwrap_or(ContentType::TEXT_PLAIN);
    let attachment = Attachment::new(name);
    match Body::new_with_encoding(content, ContentTransferEncoding::Base64) {
        Ok(body) => attachment.body(body, media_type),
        Err(content) => attachment.body(content, media_type),
    }
}

fn text(words: &str) -> SinglePart {
    SinglePart::builder().header(ContentType::TEXT_PLAIN).body(words.to_owned())
}

#[cfg(test)]
mod tests;
