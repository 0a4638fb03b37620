//! The rule folder: from files to texts, or the set that ships inside the program.
//! In: a folder. Out: `RuleFile`s for the core, editors' leftovers left out. A file that is no UTF-8 is named with the remedy.

use super::Error;
use crate::rules::diagnostic::said;
use crate::rules::{Diagnostic, RuleFile};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};

/// Whole mails that test the rules; they are no rules, so they do not count for the hash.
const MAILS: &str = "mails";

static GENERAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/config/profiles/general/rules");
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rule set that ships.
pub fn shipped() -> Vec<RuleFile> {
    shipped_with_docs().into_iter().filter(|f| f.path.ends_with(".toml") || f.path.ends_with(".txt")).collect()
}

/// The mails it is tested with; in any charset, so bytes. Named as from the folder above.
pub fn shipped_mails() -> Vec<(String, Vec<u8>)> {
    let files = SHIPPED.get_dir(MAILS).into_iter().flat_map(Dir::files);
    let mails = files.filter(|file| file.path().extension().is_some_and(|e| e == "eml"));
    let mut mails: Vec<_> =
        mails.map(|file| (format!("rules/{}", file.path().display()), file.contents().to_vec())).collect();
    mails.sort();
    mails
}

/// The rules of `init --profile general`, by path within the rule folder: what stands in place of the shipped ones.
pub fn profile_files() -> Vec<(String, Vec<u8>)> {
    fn walk(dir: &Dir<'_>, files: &mut Vec<(String, Vec<u8>)>) {
        let own = dir.files().map(|file| (file.path().display().to_string(), file.contents().to_vec()));
        files.extend(own);
        dir.dirs().for_each(|sub| walk(sub, files));
    }
    let mut files = Vec::new();
    walk(&GENERAL, &mut files);
    files
}

/// The same of a folder.
pub fn mails(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let folder = folder.join(MAILS);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        |source| Error::Read { path, source }
    };
    let mut mails = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed(&folder))? {
        let path = entry.map_err(failed(&folder))?.path();
        if path.extension().is_some_and(|e| e == "eml") {
            let raw = std::fs::read(&path).map_err(failed(&path))?;
            mails.push((path.display().to_string(), raw));
        }
    }
    mails.sort();
    Ok(mails)
}

/// The same with its guides, for `init`.
pub fn shipped_with_docs() -> Vec<RuleFile> {
    let mut files = Vec::new();
    collect(&SHIPPED, &mut files);
    files
}

fn collect(dir: &Dir<'_>, files: &mut Vec<RuleFile>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.push(RuleFile { path: path.replace('\\', "/"), text: text.to_owned() });
        }
    }
    dir.dirs().for_each(|sub| collect(sub, files));
}

/// Every `.toml` and `.txt` below the folder, sorted by path. All wrong encodings at once.
pub fn read(folder: &Path) -> Result<Vec<RuleFile>, Error> {
    let mut paths = Vec::new();
    walk(folder, &mut paths)?;
    paths.sort();
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match decode(&bytes) {
            Ok(text) => files.push(RuleFile { path: name, text }),
            Err(what) => wrong.push(not_utf8(&format!("{}/{name}", folder.display()), what)),
        }
    }
    if wrong.is_empty() { Ok(files) } else { Err(Error::Wrong(wrong)) }
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let wrong = |source| Error::Read { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue; // left by an editor
        }
        if path.is_dir() {
            walk(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "txt") {
            paths.push(path);
        }
    }
    Ok(())
}

const UNKNOWN: &str = "an unknown encoding";

/// A text without its byte order mark and with plain line ends, or how it is written.
pub(super) fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err("UTF-16"),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(_) if encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() => {
            Err("GBK")
        }
        Err(_) => Err(UNKNOWN),
    }
}

pub(super) fn not_utf8(file: &str, encoding: &str) -> Diagnostic {
    let message = match encoding {
        UNKNOWN => said!("this file is no UTF-8 text", "这个文件不是 UTF-8 文本"),
        _ => said!("this file is written in {encoding}, not in UTF-8", "这个文件的编码是 {encoding}，不是 UTF-8"),
    };
    let help = said!("open it in your editor and save it as UTF-8", "请用编辑器打开，另存为 UTF-8 编码");
    Diagnostic::of_file("E01", file, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bom_and_crlf_are_read_past_and_other_encodings_are_named() {
        assert_eq!(decode(b"\xEF\xBB\xBFa = 1\r\n").unwrap(), "a = 1\n");
        assert_eq!(decode(b"\xFF\xFEa\0"), Err("UTF-16"));
        assert_eq!(decode(b"name = \"\xCD\xCB\xBF\xEE\""), Err("GBK"));
    }

    #[test]
    fn leftovers_of_editors_are_no_rules() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["lists.toml", ".lists.toml.swp", "lists.toml~", "README.md"] {
            std::fs::write(folder.path().join(name), "[lists]\n").unwrap();
        }
        let files = read(folder.path()).unwrap();
        assert_eq!(files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["lists.toml"]);
    }
}
