//! core: What did the customer attach?
//! In: the parts of a mail. Out: `Attachment`s in the mail's order, with names safe on any disk.
//! Never opens what is attached. Weak spot: a strip cut out of a screenshot and pasted into HTML looks like a logo.

pub mod doubt;
pub mod nature;
pub mod papers;
pub mod picture;

use super::charset::Hint;
use super::part::{self, Part};
use super::{Attachment, Digest, Nature, limits, visible};
use std::collections::HashMap;

/// The content of attachment `index` of `Mail::attachments`.
pub fn attachment_bytes(raw: &[u8], index: usize) -> Option<Vec<u8>> {
    let structure = part::structure(raw);
    let part = structure.parts.iter().filter(|part| is_attached(part)).nth(index)?;
    Some(part.content().into_owned())
}

/// The mail without the content of these attachments. Their headers stay, and so does every other byte: what it says and
/// how it is made reads as before.
pub fn without(raw: &[u8], places: &[u32]) -> Vec<u8> {
    let structure = part::structure(raw);
    let attached = structure.parts.iter().filter(|part| is_attached(part)).zip(0u32..);
    let mut rest = Vec::with_capacity(raw.len());
    let mut kept_to = 0;
    for (part, _) in attached.filter(|(_, place)| places.contains(place)) {
        rest.extend_from_slice(raw.get(kept_to..part.body_at).unwrap_or_default());
        kept_to = part.body_at + part.body.len();
    }
    rest.extend_from_slice(raw.get(kept_to..).unwrap_or_default());
    rest
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

/// `shown`: how often each Content-ID stands in the HTML bodies.
pub fn describe(part: &Part<'_>, content: &[u8], shown: &HashMap<String, usize>, hint: Hint) -> Attachment {
    let written = part.file_name(hint).unwrap_or_default();
    let name = safe_name(&written, &part.media_type);
    let nature = nature::nature(&name, &part.media_type, content);
    let is_picture = nature == Nature::Image || part.media_type.starts_with("image/");
    let shown = part.content_id.as_ref().and_then(|id| shown.get(id)).copied().unwrap_or_default();
    Attachment {
        nature,
        doubt: doubt::doubt(&written, nature, content),
        name,
        media_type: part.media_type.clone(),
        bytes: content.len(),
        sha256: Digest::of(content),
        is_decoration: is_picture && is_decoration(content, shown),
        is_shown: shown > 0,
    }
}

/// A logo, an icon, a spacer or a tracking pixel. `shown`: how often the HTML shows it; what hangs beside the text was
/// attached by somebody. In doubt it is none: a logo too many is a small fault, a screenshot too few a large one.
fn is_decoration(content: &[u8], shown: usize) -> bool {
    let is_light = content.len() <= limits::DECORATION_BYTES;
    let Some((width, height)) = picture::picture(content).and_then(|picture| picture.size) else {
        return shown > 0 && is_light;
    };
    let area = u64::from(width) * u64::from(height);
    let is_logo = width.min(height) <= LOGO_SIDE || area <= LOGO_AREA;
    match shown {
        _ if width.min(height) <= SPACER_SIDE => true,
        0 => false,
        1 => is_logo && content.len() <= LOGO_BYTES,
        // It stands under each mail of the thread that is quoted.
        _ => content.len() <= LOGO_BYTES,
    }
}

/// Pixels: lines and spacers, the height of a row of icons, a logo of 160 by 150.
const SPACER_SIDE: u32 = 3;
const LOGO_SIDE: u32 = 48;
const LOGO_AREA: u64 = 24_000;
const LOGO_BYTES: usize = 64_000;

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
