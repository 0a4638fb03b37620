//! core: What did the customer attach?
//! In: the parts of a mail. Out: `Attachment`s in the mail's order, with names safe on any disk.
//! Never opens what is attached. Weak spot: a small screenshot pasted into HTML looks like a logo.

pub mod nature;

use super::charset::Hint;
use super::part::{self, Part};
use super::{Attachment, Digest, limits, visible};
use std::collections::HashSet;

/// The content of attachment `index` of `Mail::attachments`.
pub fn attachment_bytes(raw: &[u8], index: usize) -> Option<Vec<u8>> {
    let structure = part::structure(raw);
    let part = structure.parts.iter().filter(|part| is_attached(part)).nth(index)?;
    Some(part.content().into_owned())
}

/// Everything but the text of the mail itself.
pub fn is_attached(part: &Part<'_>) -> bool {
    if part.is_multipart {
        return false;
    }
    let is_file = part.disposition.text == "attachment" || part.has_file_name();
    match part.media_type.as_str() {
        // A mail of one part is its text, whatever the name.
        "text/plain" | "text/html" => is_file && (part.parent.is_some() || part.disposition.text == "attachment"),
        "text/x-amp-html" | "text/enriched" | "text/richtext" => is_file,
        _ => true,
    }
}

/// The Content-IDs an HTML body shows.
pub fn shown_ids(html: &str) -> impl Iterator<Item = String> + '_ {
    html.split("cid:").skip(1).map(|after| {
        let end = after.find(['"', '\'', '>', ' ', ')', '\n']).unwrap_or(after.len());
        after.get(..end).unwrap_or_default().to_owned()
    })
}

/// `shown`: the Content-IDs that stand in the HTML bodies.
pub fn describe(part: &Part<'_>, content: &[u8], shown: &HashSet<String>, hint: Hint) -> Attachment {
    let is_small = content.len() <= limits::DECORATION_BYTES;
    let name = safe_name(&part.file_name(hint).unwrap_or_default(), &part.media_type);
    Attachment {
        nature: nature::nature(&name, &part.media_type, content),
        name,
        media_type: part.media_type.clone(),
        bytes: content.len(),
        sha256: Digest::of(content),
        is_decoration: part.media_type.starts_with("image/")
            && is_small
            && part.content_id.as_ref().is_some_and(|id| shown.contains(id)),
    }
}

/// A name for a file in any folder of any system: no path, no control or direction signs, no device name.
pub fn safe_name(written: &str, media_type: &str) -> String {
    let last = written.rsplit(['/', '\\']).find(|piece| !piece.trim_matches([' ', '.']).is_empty()).unwrap_or("");
    let name: String =
        last.chars().filter(|&c| !visible::is_tricky(c)).map(|c| if is_forbidden(c) { '_' } else { c }).collect();
    let name = name.trim_matches([' ', '.']);
    if name.is_empty() {
        return unnamed(media_type);
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_port = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    let is_device = is_port || ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str());
    shortened(&if is_device { format!("_{name}") } else { name.to_owned() })
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

fn unnamed(media_type: &str) -> String {
    let ending = match media_type {
        "message/rfc822" => "eml",
        "image/jpeg" => "jpg",
        "text/plain" | "message/delivery-status" | "text/rfc822-headers" => "txt",
        _ => media_type.rsplit(['/', '.', '-', '+']).next().filter(|e| e.len() <= 5 && e.is_ascii()).unwrap_or("bin"),
    };
    let is_word = ending.chars().all(|c| c.is_ascii_alphanumeric()) && !ending.is_empty();
    format!("attachment.{}", if is_word { ending } else { "bin" })
}

/// Shortened in the middle: the ending says what it is.
fn shortened(name: &str) -> String {
    if name.chars().count() <= limits::NAME_CHARS {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() <= 10);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let keep = limits::NAME_CHARS - ending.chars().count();
    name.chars().take(keep).collect::<String>() + &ending
}

#[cfg(test)]
mod tests;
