//! What does an admin read after a slip? One slip a folder: `tests/bad-configs/*/`, laid over what `frontdesk init`
//! writes, and beside it in `expect` and `expect.zh` every word that `frontdesk check` then says.
//! `UPDATE=1 cargo test --test bad_configs` rewrites those; read the difference as an admin would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// The desk that the cases are laid over: what `frontdesk init` writes, with one of its categories. The phrases of the
/// others would be proved and weighed anew for every slip; that they are right is for `frontdesk check` on the whole set.
struct Desk {
    home: tempfile::TempDir,
    /// What `check` says of it by itself, in English and in Chinese.
    before: [Vec<String>; 2],
}

const KEPT: &str = "fees.toml";

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        assert!(frontdesk(home.path(), &["init", "."]).status.success());
        for file in std::fs::read_dir(home.path().join("rules/categories")).unwrap().map(|file| file.unwrap().path()) {
            if file.file_name().unwrap() != KEPT {
                std::fs::remove_file(file).unwrap();
            }
        }
        let before = LANGUAGES.map(|lang| findings(home.path(), lang).unwrap());
        assert!(before[0].iter().all(|told| !told.starts_with("error")), "{before:#?}");
        Desk { home, before }
    })
}

const LANGUAGES: [&str; 2] = ["en", "zh"];

/// What `check` says of the case in English and in Chinese, or why the case is none. What it says of the desk by itself
/// is not told.
fn told(case: &Path) -> Result<[String; 2], String> {
    let (bare, own) = (desk(), tempfile::tempdir().unwrap());
    lay_over(bare.home.path(), own.path());
    if lay_over(case, own.path()) == 0 {
        return Err("nothing is laid over".into());
    }
    let say = |lang: &str, before: &[String]| -> Result<String, String> {
        let mut all = findings(own.path(), lang)?;
        let summary = all.pop().unwrap_or_default();
        all.retain(|finding| !before.contains(finding));
        if all.is_empty() {
            all.push(summary);
        }
        Ok(all.join("\n\n") + "\n")
    };
    Ok([say(LANGUAGES[0], &bare.before[0])?, say(LANGUAGES[1], &bare.before[1])?])
}

#[test]
fn every_slip_is_told_with_its_place_and_its_remedy() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bad-configs");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "only {} slips", cases.len());
    desk();
    let next = AtomicUsize::new(0);
    let work = || {
        let taken = std::iter::from_fn(|| cases.get(next.fetch_add(1, Ordering::Relaxed)));
        taken.filter_map(|case| compare(case)).collect::<Vec<String>>()
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let running = [scope.spawn(work), scope.spawn(work)];
        running.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
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

/// W107 needs mail of ninety days: `phrases_of_ones_own_that_nobody_writes_are_told_after_ninety_days` (tests/replay.rs).
const SHOWN_ELSEWHERE: [&str; 1] = ["W107"];

#[test]
fn every_code_of_the_catalogue_has_a_slip_that_shows_it() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let quoted = regex::Regex::new("\"([EW][0-9]{2,3})\"").unwrap();
    let shown = regex::Regex::new(r"(?m)^(?:error|warning)\[([EW][0-9]{2,3})\]").unwrap();
    let mut codes = BTreeSet::new();
    collect(&home.join("src"), "rs", (&quoted, &mut codes));
    let mut told = BTreeSet::new();
    collect(&home.join("tests/bad-configs"), "expect", (&shown, &mut told));
    assert!(codes.len() >= 28, "{codes:?}");
    let dark: Vec<_> =
        codes.iter().filter(|code| !told.contains(*code) && !SHOWN_ELSEWHERE.contains(&&***code)).collect();
    assert!(dark.is_empty(), "no slip shows {dark:?}");
}

/// What the pattern finds in the files of this name or ending.
fn collect(folder: &Path, name: &str, (pattern, found): (&regex::Regex, &mut BTreeSet<String>)) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, name, (pattern, found));
        } else if path.file_name().is_some_and(|file| file == name) || path.extension().is_some_and(|end| end == name) {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(pattern.captures_iter(&text).map(|hit| hit[1].to_owned()));
        }
    }
}
