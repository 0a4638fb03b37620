//! The rule folder: from files to texts, or the set that ships inside the program.
//! In: a folder. Out: `RuleFile`s for the core, editors' leftovers left out. A file that is no UTF-8 is named with the remedy.

use super::Error;
use crate::rules::diagnostic::{Severity, said};
use crate::rules::{Diagnostic, RuleFile};
use include_dir::{Dir, include_dir};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Whole mails that test the rules; they are no rules, so they do not count for the hash.
const MAILS: &str = "mails";

static GENERAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/config/profiles/general/rules");
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rule set that ships.
pub fn shipped() -> Vec<RuleFile> {
    shipped_with_docs().into_iter().filter(|f| f.path.ends_with(".toml") || f.path.ends_with(".txt")).collect()
}

/// Is this file one of ours, in whatever profile? An upgrade may rewrite it.
pub fn ships(path: &str) -> bool {
    SHIPPED.get_file(path).is_some() || profile_files().iter().any(|(own, _)| own == path)
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

/// Path and phrase of every category that ships, of any profile: words for everybody's mail, not a site's own.
pub fn shipped_phrases() -> BTreeSet<(String, String)> {
    let profile = profile_files().into_iter();
    let profile = profile.map(|(path, bytes)| RuleFile { path, text: String::from_utf8(bytes).unwrap_or_default() });
    let mut phrases = BTreeSet::new();
    for file in shipped().into_iter().chain(profile).filter(|file| file.path.starts_with("categories/")) {
        let table: toml::Table = toml::from_str(&file.text).unwrap_or_default();
        let matching = table.get("match").and_then(toml::Value::as_table);
        let entries = matching.into_iter().flat_map(|words| words.values()).filter_map(toml::Value::as_array);
        let texts = entries.flatten().filter_map(toml::Value::as_str);
        phrases.extend(texts.map(|text| (file.path.clone(), text.to_owned())));
    }
    phrases
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
    let (files, told) = read_all(folder)?;
    let wrong: Vec<Diagnostic> = told.into_iter().filter(|told| told.severity == Severity::Error).collect();
    if wrong.is_empty() { Ok(files) } else { Err(Error::Wrong(wrong)) }
}

/// The same, with what is wrong beside what is right; also what an editor left, which nobody reads.
pub fn read_all(folder: &Path) -> Result<(Vec<RuleFile>, Vec<Diagnostic>), Error> {
    let (mut paths, mut wrong) = (Vec::new(), Vec::new());
    for path in walk(folder)? {
        match strange(&path) {
            Some(told) => wrong.push(told),
            None if path.extension().is_some_and(|ending| ending == "toml" || ending == "txt") => paths.push(path),
            None => {}
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match decode(&bytes) {
            Ok(text) => files.push(RuleFile { path: name, text }),
            Err(what) => wrong.push(not_utf8(&format!("{}/{name}", folder.display()), what)),
        }
    }
    Ok((files, wrong))
}

/// Every file below the folder. A folder that everybody may write to is refused: who can write here decides what
/// customers are told.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrong = |source| Error::Read { path: folder.to_owned(), source };
    closed(folder)?;
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !is_hidden {
                paths.extend(walk(&path)?);
            }
        } else {
            closed(&path)?;
            paths.push(path);
        }
    }
    Ok(paths)
}

fn closed(path: &Path) -> Result<(), Error> {
    // A link to nowhere, as Emacs locks with, has no mode.
    let Ok(facts) = std::fs::metadata(path) else { return Ok(()) };
    let mode = facts.permissions().mode() & 0o7777;
    if mode & 0o002 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Error::Permission(said!(
        "{path}: everybody may write here (mode {mode:o}), and so decide what customers are told; run chmod -R o-w {path} (a group may go on writing)",
        "{path}：任何人都可以写（权限 {mode:o}），也就能决定客户收到什么；请运行 chmod -R o-w {path}（同组的人仍然可以写）"
    )))
}

/// What an editor or a file manager left behind. A copy would be read as a category of its own, so it is an error;
/// what nobody reads is only told of.
fn strange(path: &Path) -> Option<Diagnostic> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let file = path.display().to_string();
    let is_rule = name.ends_with(".toml") || name.ends_with(".txt");
    let is_hidden = name.starts_with('.');
    let endings = ["~", ".swp", ".swo", ".bak", ".orig", ".rej", ".tmp", ".old", "#"];
    if is_hidden || name.starts_with("~$") || endings.iter().any(|ending| name.ends_with(ending)) {
        let message = said!("left by an editor or a file manager, not read", "编辑器或文件管理器留下的文件，不会读取");
        let help = said!("delete it, or save it under its right name", "请删除，或者用正确的名字保存");
        return Some(Diagnostic::of_file("W115", &file, message).help(help).warning());
    }
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_lowercase();
    let marks = ["副本", "拷贝", "複製", "复件", "copy of ", " copy", "- copy", "的复制"];
    let is_numbered = stem.ends_with(')') && stem.contains(" (");
    if is_rule && (marks.iter().any(|mark| stem.contains(mark)) || is_numbered) {
        let message = said!("this is a copy of another file", "这是另一个文件的副本");
        let help = said!(
            "delete it; for a new category give it a name of its own: letters, digits and _",
            "请删除；如果是新类别，请起一个自己的名字，只用英文字母、数字和 _"
        );
        return Some(Diagnostic::of_file("E03", &file, message).help(help));
    }
    if !is_rule && !name.ends_with(".md") && !name.ends_with(".eml") {
        let message = said!("no file of this kind is read", "这种文件不会读取");
        let help = said!("rules end in .toml, letters in .txt", "规则以 .toml 结尾，信件以 .txt 结尾");
        return Some(Diagnostic::of_file("W115", &file, message).help(help).warning());
    }
    None
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

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            std::fs::write(folder.path().join(name), "[lists]\n").unwrap();
        }
        folder
    }

    #[test]
    fn leftovers_of_editors_are_no_rules_and_are_named() {
        let left = [".lists.toml.swp", "lists.toml~", "#lists.toml#", "lists.toml.bak", ".DS_Store", "~$lists.toml"];
        let folder = folder(&[&left[..], &["lists.toml", "README.md"]].concat());
        let files = read(folder.path()).unwrap();
        assert_eq!(files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["lists.toml"]);
        let (_, told) = read_all(folder.path()).unwrap();
        assert_eq!(told.iter().filter(|told| told.code == "W115").count(), left.len(), "{told:?}");
    }

    #[test]
    fn copies_are_no_categories() {
        for name in ["refund - 副本.toml", "Copy of refund.toml", "refund (1).toml", "refund copy.toml"] {
            let folder = folder(&[name]);
            assert!(matches!(read(folder.path()), Err(Error::Wrong(wrong)) if wrong[0].code == "E03"), "{name}");
        }
    }

    #[test]
    fn a_folder_that_everybody_may_write_to_is_refused() {
        let folder = folder(&["lists.toml"]);
        let set = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        set(0o777);
        assert!(matches!(read(folder.path()), Err(Error::Permission(said)) if said.en.contains("mode 777")));
        set(0o775);
        assert!(read(folder.path()).is_ok(), "one group may write");
    }
}
