//! core: What sort of file is it, by its name and by its first bytes?
//! In: a safe name, the type its sender gave it, the content. Out: a `Nature`; the more dangerous of all answers counts.
//! Never trusts one of them alone, and never looks further than the first bytes: nothing is opened or unpacked.

use super::picture::picture;

/// What a person must know before opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    Image,
    Pdf,
    Other,
    /// May hold anything; is never unpacked.
    Archive,
    /// Runs when it is opened: a program, a script, a page with scripts, a document with macros.
    Program,
}

const PROGRAMS: [&str; 62] = [
    "ade", "apk", "app", "appx", "bat", "chm", "cmd", "com", "command", "cpl", "deb", "dll", "dmg", "docm", "dotm",
    "exe", "gadget", "hta", "htm", "html", "inf", "iqy", "iso", "img", "jar", "jnlp", "js", "jse", "lnk", "mht",
    "mhtml", "msc", "msi", "msix", "msp", "one", "pif", "pkg", "potm", "ppam", "ppsm", "pptm", "ps1", "psm1", "py",
    "reg", "rpm", "scf", "scr", "sct", "sh", "svg", "url", "vb", "vbe", "vbs", "vhd", "wsf", "wsh", "xlam", "xll",
    "xlsm",
];
const ARCHIVES: [&str; 13] = ["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "cab", "arj", "lzh", "ace", "zst"];
/// PE, ELF, Mach-O in three forms, Java and universal binaries, shortcuts of Windows, scripts.
const PROGRAM_BYTES: [&[u8]; 8] = [
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"#!",
];
const ARCHIVE_BYTES: [&[u8]; 6] = [b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF"];

/// A picture is one only when its bytes say so; a program is one when anything says so.
pub fn nature(name: &str, media_type: &str, content: &[u8]) -> Nature {
    let ending = ending(name);
    let begins = |all: &[&[u8]]| all.iter().any(|begin| content.starts_with(begin));
    let is_script = matches!(media_type, "text/html" | "image/svg+xml" | "text/javascript" | "application/javascript")
        || media_type.contains("msdownload")
        || media_type.contains("x-executable");
    if PROGRAMS.contains(&ending.as_str()) || begins(&PROGRAM_BYTES) || is_script {
        return Nature::Program;
    }
    // Office documents are archives inside; their names say what they are.
    let is_zip =
        content.starts_with(b"PK\x03\x04") && !["docx", "xlsx", "pptx", "odt", "ods"].contains(&ending.as_str());
    if ARCHIVES.contains(&ending.as_str()) || begins(&ARCHIVE_BYTES) || is_zip {
        return Nature::Archive;
    }
    match () {
        () if picture(content).is_some() => Nature::Image,
        () if content.starts_with(b"%PDF-") => Nature::Pdf,
        () => Nature::Other,
    }
}

/// What stands behind the last dot of a name, lower case.
pub(super) fn ending(name: &str) -> String {
    let ending = name.trim_end_matches([' ', '.', '_']).rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.trim().to_ascii_lowercase()
}

impl Nature {
    /// What staff are warned of.
    pub const fn warning(self) -> Option<&'static str> {
        match self {
            Self::Program => Some("A PROGRAM: do not open it / 可执行文件，请勿打开"),
            Self::Archive => Some("an archive, not looked into / 压缩包，未检查内容"),
            Self::Image | Self::Pdf | Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_name_or_by_its_bytes() {
        for (name, media_type, content, is) in [
            ("photo.jpg", "image/jpeg", &b"\xff\xd8\xff\xe0"[..], Nature::Image),
            ("photo.jpg", "image/jpeg", b"MZ\x90\x00", Nature::Program),
            ("photo.jpg.exe", "image/jpeg", b"\xff\xd8\xff\xe0", Nature::Program),
            ("run.SCR ", "application/octet-stream", b"x", Nature::Program),
            ("run.exe.", "application/octet-stream", b"x", Nature::Program),
            ("bill.pdf", "application/pdf", b"%PDF-1.7", Nature::Pdf),
            ("bill.pdf", "application/pdf", b"<script>", Nature::Other),
            ("bill.pdf", "text/html", b"<script>", Nature::Program),
            ("a.docx", "application/octet-stream", b"PK\x03\x04", Nature::Other),
            ("a.docm", "application/octet-stream", b"PK\x03\x04", Nature::Program),
            ("a.bin", "application/octet-stream", b"PK\x03\x04", Nature::Archive),
            ("a.pdf", "application/pdf", b"Rar!\x1a", Nature::Archive),
            ("a.heic", "image/heic", b"\0\0\0\x18ftypheic", Nature::Image),
            ("a", "application/octet-stream", b"#!/bin/sh", Nature::Program),
            ("notes.txt", "text/plain", b"hello", Nature::Other),
        ] {
            assert_eq!(nature(name, media_type, content), is, "{name} {media_type}");
        }
    }
}
