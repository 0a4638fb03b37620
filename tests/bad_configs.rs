//! What does an admin read after a slip? One slip a folder: `tests/bad-configs/*/`, laid over what `frontdesk init`
//! writes, and beside it in `expect` and `expect.zh` every word that `frontdesk check` then says.
//! `UPDATE=1 cargo test --test bad_configs` rewrites those; read the difference as an admin would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

fn frontdesk(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    command.args(arguments).current_dir(folder).env_remove("STATE_DIRECTORY").output().expect("the binary runs")
}

/// Lays the files of the case over the desk.
fn lay_over(from: &Path, to: &Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            count += lay_over(&entry, &target);
        } else if !entry.file_name().unwrap().to_string_lossy().starts_with("expect") {
            std::fs::copy(&entry, &target).unwrap();
            count += 1;
        }
    }
    count
}

/// What `check` says of a desk, finding by finding; the last line sums up.
fn findings(desk: &Path, lang: &str) -> Result<Vec<String>, String> {
    let done = frontdesk(desk, &["--lang", lang, "check", "--fail-on", "warning"]);
    let text = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    match done.status.code() {
        Some(0 | 1 | 77 | 78) => Ok(text.trim_end().split("\n\n").map(str::to_owned).collect()),
        code => Err(format!("ends with {code:?}, not with 1 or 78\n{text}")),
    }
}

/// What `check` says of the case in English and in Chinese, or why the case is none. What it says of the shipped rules
/// too is not told.
fn told(case: &Path) -> Result<[String; 2], String> {
    let desk = tempfile::tempdir().unwrap();
    assert!(frontdesk(desk.path(), &["init", "."]).status.success());
    static SHIPPED: OnceLock<[Vec<String>; 2]> = OnceLock::new();
    let before = SHIPPED.get_or_init(|| ["en", "zh"].map(|lang| findings(desk.path(), lang).unwrap_or_default()));
    if lay_over(case, desk.path()) == 0 {
        return Err("nothing is laid over".into());
    }
    let say = |lang: &str, before: &[String]| -> Result<String, String> {
        let mut all = findings(desk.path(), lang)?;
        let summary = all.pop().unwrap_or_default();
        all.retain(|finding| !before.contains(finding));
        if all.is_empty() {
            all.push(summary);
        }
        Ok(all.join("\n\n") + "\n")
    };
    Ok([say("en", &before[0])?, say("zh", &before[1])?])
}

#[test]
fn every_slip_is_told_with_its_place_and_its_remedy() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bad-configs");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "only {} slips", cases.len());
    let halves: Vec<&[PathBuf]> = cases.chunks(cases.len().div_ceil(2)).collect();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = halves
            .into_iter()
            .map(|half| scope.spawn(move || half.iter().filter_map(|case| compare(case)).collect::<Vec<_>>()))
            .collect();
        running.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn compare(case: &Path) -> Option<String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let texts = match told(case) {
        Ok(texts) => texts,
        Err(why) => return Some(format!("{name}: {why}")),
    };
    let mut wrong = Vec::new();
    for (text, file) in texts.into_iter().zip(["expect", "expect.zh"]) {
        let expected = std::fs::read_to_string(case.join(file)).unwrap_or_default();
        if text == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(case.join(file), text).unwrap();
        } else {
            wrong.push(format!("── {name}/{file}: expected\n{expected}── but reads\n{text}"));
        }
    }
    (!wrong.is_empty()).then(|| wrong.join("\n"))
}
