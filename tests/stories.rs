//! Runs every `tests/stories/*.story` through the real desk: as written, with a crash after every commit,
//! and with every letter's fate doubtful once. `UPDATE=1 cargo test --test stories` rewrites the `>` lines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "stories/script.rs"]
mod script;
#[path = "stories/stage.rs"]
mod stage;

use script::Script;
use stage::{Fate, Stage};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn stories() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "story"));
    files.sort();
    assert!(files.len() >= 20, "only {} stories found", files.len());
    files
}

#[test]
fn every_story_ends_as_it_is_told() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in stories() {
        let text = std::fs::read_to_string(&file).unwrap();
        let told = Script::parse(&text).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        let lived = Stage::new(&told, Fate::Sure).play(&told);
        let now = told.with_outcome(&lived.lines);
        if now != text && update {
            std::fs::write(&file, &now).unwrap();
        } else if now != text {
            wrong.push(format!("{}\n{}", file.display(), difference(&text, &now)));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 rewrites the stories below; read the difference first\n{}", wrong.join("\n"));
}

#[test]
fn a_crash_after_any_commit_changes_no_letter() {
    for file in stories() {
        let told = Script::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let plain = Stage::new(&told, Fate::Sure).play(&told);
        for commit in 0..plain.commits {
            let lived = Stage::new(&told, Fate::CrashAfter(commit)).play(&told);
            assert_eq!(
                lived.ids(),
                plain.ids(),
                "{}: a crash after commit {commit} changed what reaches people",
                file.display()
            );
            assert_eq!(lived.repeated_automatic(), BTreeSet::new(), "{}: crash after commit {commit}", file.display());
            assert_eq!(lived.tickets, plain.tickets, "{}: crash after commit {commit}", file.display());
        }
    }
}

#[test]
fn a_doubtful_post_never_repeats_an_automatic_letter() {
    for file in stories() {
        let told = Script::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let plain = Stage::new(&told, Fate::Sure).play(&told);
        let lived = Stage::new(&told, Fate::DoubtfulOnce).play(&told);
        assert_eq!(lived.repeated_automatic(), BTreeSet::new(), "{}", file.display());
        assert!(lived.ids().is_superset(&plain.ids()), "{}: a doubtful answer lost a letter", file.display());
    }
}

fn difference(told: &str, lived: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (told.lines().collect(), lived.lines().collect());
    let gone = a.iter().filter(|l| !b.contains(l)).map(|l| format!("  - {l}"));
    let come = b.iter().filter(|l| !a.contains(l)).map(|l| format!("  + {l}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
