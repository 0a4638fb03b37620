//! core: Is a picture or a PDF what it seems to be?
//! In: the name as its sender wrote it, what the bytes are, the content. Out: a doubt, or none.
//! Never opens a file: a PDF is searched for words that stand outside its packed parts. Weak spot: what a PDF hides in
//! packed objects is not seen.

use super::nature::{Nature, ending};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Why a file is not mailed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Wants a password: nobody has looked into it.
    Locked,
    /// Runs something or holds other files when it is opened.
    Active,
    /// Its name says something else than its bytes, or is written to deceive the eye.
    Disguised,
}

impl Doubt {
    pub const fn warning(self) -> &'static str {
        match self {
            Self::Locked => "locked with a password, not looked into / 有密码，未检查内容",
            Self::Active => "holds scripts or other files: do not open it / 含脚本或内嵌文件，请勿打开",
            Self::Disguised => "its name deceives: do not trust it / 文件名有伪装，请小心",
        }
    }
}

const PICTURES: [&str; 14] =
    ["png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff", "heic", "heif", "avif"];

/// ISO 32000-1: 7.6 encryption, 12.6.4 actions, 7.11.4 embedded files.
const TELLING: [&str; 4] = ["/Encrypt", "/JavaScript", "/Launch", "/EmbeddedFile"];

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(TELLING).ok());

pub(super) fn doubt(written: &str, nature: Nature, content: &[u8]) -> Option<Doubt> {
    if written.chars().any(is_turned) {
        return Some(Doubt::Disguised);
    }
    match nature {
        Nature::Image => is_named(written, |ending| !PICTURES.contains(&ending)).then_some(Doubt::Disguised),
        Nature::Pdf if is_named(written, |ending| ending != "pdf") => Some(Doubt::Disguised),
        Nature::Pdf => told(content),
        Nature::Other | Nature::Archive | Nature::Program => None,
    }
}

/// Marks that turn the direction of writing: `photo\u{202e}gpj.exe` (attack A14).
fn is_turned(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Its ending is one of a type of files, and `is_other`; `截图 2026.11.22` has none.
fn is_named(written: &str, is_other: impl Fn(&str) -> bool) -> bool {
    let ending = ending(written);
    let is_type = (2..=5).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    is_type && is_other(&ending)
}

/// A password counts most: with it the rest cannot be seen.
fn told(content: &[u8]) -> Option<Doubt> {
    let mut found = None;
    for hit in WORDS.as_ref()?.find_iter(content) {
        match hit.pattern().as_usize() {
            0 => return Some(Doubt::Locked),
            _ => found = Some(Doubt::Active),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_what_it_seems_is_doubted() {
        use Doubt::{Active, Disguised, Locked};
        for (name, nature, content, is) in [
            ("screen.png", Nature::Image, &b"\x89PNG"[..], None),
            ("really-a-png.JPG", Nature::Image, b"\x89PNG", None),
            ("截图 2026.11.22", Nature::Image, b"\x89PNG", None),
            ("", Nature::Image, b"\x89PNG", None),
            ("invoice.docx", Nature::Image, b"\x89PNG", Some(Disguised)),
            ("invoice.pdf", Nature::Image, b"\x89PNG", Some(Disguised)),
            ("photo.jpg", Nature::Pdf, b"%PDF-1.7", Some(Disguised)),
            ("photo\u{202e}gpj.png", Nature::Image, b"\x89PNG", Some(Disguised)),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 trailer << /Root 1 0 R >>", None),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 trailer << /Encrypt 5 0 R >>", Some(Locked)),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 /S /JavaScript trailer << /Encrypt 5 0 R >>", Some(Locked)),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>", Some(Active)),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 << /S /Launch >>", Some(Active)),
            ("bill.pdf", Nature::Pdf, b"%PDF-1.7 << /Type /EmbeddedFile >>", Some(Active)),
        ] {
            assert_eq!(doubt(name, nature, content), is, "{name} {content:?}");
        }
    }
}
