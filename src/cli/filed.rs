//! `--labels DIR`: folders of an old mailbox, each named after the category its mails belong to.

use super::Failure;
use crate::replay::Filed;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, said};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders every mailbox has and nobody files into by category.
const PASSED_OVER: [&str; 14] = [
    "cur",
    "new",
    "tmp",
    "inbox",
    "sent",
    "sent_items",
    "trash",
    "deleted_items",
    "drafts",
    "junk",
    "spam",
    "archive",
    "outbox",
    "templates",
];

/// `DIR/refund/`, `DIR/.Refund/` of a Maildir, `DIR/Payment Failed.mbox`. An unknown name is an error: its mails would
/// count against every rule.
pub fn filed(dir: &Path, known: &BTreeSet<String>) -> Result<Vec<Filed>, Failure> {
    let shown = dir.display();
    let wrong = |error: std::io::Error| {
        Failure::new(Failure::CANNOT, said!("reading {shown}: {error}", "读取 {shown}：{error}"))
    };
    let entries = std::fs::read_dir(dir).map_err(wrong)?;
    let mut paths =
        entries.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<Vec<PathBuf>>>().map_err(wrong)?;
    paths.sort();
    let (mut filed, mut strangers) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(name) = category(&path) else { continue };
        if known.contains(&name) {
            filed.push(Filed { path, category: Some(name) });
        } else {
            let near = nearest(&name, known.iter().map(String::as_str));
            let path = path.display();
            let stranger = said!("{path}: there is no category {name}", "{path}：没有类别 {name}");
            let told: Vec<Said> = [stranger].into_iter().chain(near.map(did_you_mean)).collect();
            strangers.push(Said::joined(&told, ("; ", "；")));
        }
    }
    if !strangers.is_empty() {
        let known = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        strangers.push(said!(
            "rename or move the folder away, or write the category first; there are: {known}",
            "请把文件夹改名或移走，或者先写好这个类别；已有：{known}"
        ));
        return Err(Failure::new(Failure::CANNOT, Said::joined(&strangers, ("\n", "\n"))));
    }
    if filed.is_empty() {
        let why = said!(
            "{shown}: no folders of categories there; make one for each, named as its file: {shown}/refund/ with .eml \
             files, a Maildir, or refund.mbox",
            "{shown}：那里没有类别的文件夹；请为每个类别建一个，与类别文件同名：{shown}/refund/ 里放 .eml，或者 Maildir，或者 refund.mbox"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    }
    Ok(filed)
}

/// The id a folder or mbox means; none for what holds no mail of a category.
fn category(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let name = match path.is_dir() {
        true => name,
        false => name.strip_suffix(".mbox")?,
    };
    let name = name.trim_start_matches('.').trim_start_matches("INBOX.").to_lowercase().replace([' ', '-', '.'], "_");
    (!name.is_empty() && !PASSED_OVER.contains(&name.as_str())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_every_make_are_known_by_their_name_and_strangers_are_named() {
        let dir = tempfile::tempdir().unwrap();
        for name in [".Refund", "Payment Failed", "cur", "Sent"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        std::fs::write(dir.path().join("fees.mbox"), "From x\n\n").unwrap();
        let mut known: BTreeSet<String> = ["refund", "payment_failed", "fees"].map(str::to_owned).into();
        let found = filed(dir.path(), &known).unwrap();
        let names: Vec<&str> = found.iter().filter_map(|filed| filed.category.as_deref()).collect();
        assert_eq!(names, ["refund", "payment_failed", "fees"]);
        known.remove("fees");
        std::fs::create_dir(dir.path().join("refunds")).unwrap();
        let told = filed(dir.path(), &known).unwrap_err();
        assert!(told.text.en.contains("there is no category refunds; did you mean refund?"), "{}", told.text.en);
        assert!(told.text.en.contains("fees.mbox"), "{}", told.text.en);
    }
}
