//! Runs every `tests/stories/*.story` through the real desk: as written, with crashes after its commits (six plays,
//! each dying after every sixth), and with every letter's fate doubtful once. `UPDATE=1 cargo test --test stories` rewrites the `>` lines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "stories/script.rs"]
mod script;
#[path = "stories/set.rs"]
mod set;
#[path = "stories/stage.rs"]
mod stage;

use script::Script;
use stage::{CRASH_EVERY, Fate, Lived, Stage};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

fn stories() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "story"));
    files.sort();
    assert!(files.len() >= 26, "only {} stories found", files.len());
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
    each(|file, told| {
        let plain = Stage::new(told, Fate::Sure).play(told);
        for first in 0..CRASH_EVERY.min(plain.commits) {
            let lived = Stage::new(told, Fate::CrashesFrom(first)).play(told);
            let told_of = format!("{file}: crashes after commit {first} and every {CRASH_EVERY}th from there");
            // A refusal that was not written down leaves an automatic letter in doubt: it counts as sent.
            let sure = |lived: &Lived| if told.has_refusals() { lived.owed_ids() } else { lived.ids() };
            assert_eq!(sure(&lived), sure(&plain), "{told_of} changed what reaches people");
            assert_eq!(lived.repeated_automatic(), BTreeSet::new(), "{told_of} repeated a letter");
            assert_eq!(lived.tickets, plain.tickets, "{told_of} changed a ticket");
        }
    });
}

#[test]
fn a_doubtful_post_never_repeats_an_automatic_letter() {
    each(|file, told| {
        let plain = Stage::new(told, Fate::Sure).play(told);
        let lived = Stage::new(told, Fate::DoubtfulOnce).play(told);
        assert_eq!(lived.repeated_automatic(), BTreeSet::new(), "{file}");
        assert!(lived.ids().is_superset(&plain.ids()), "{file}: a doubtful answer lost a letter");
    });
}

/// Plays all stories on every core of the machine.
fn each(play: impl Fn(&str, &Script) + Sync) {
    let files = stories();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let told = Script::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
            play(&file.display().to_string(), &told);
        }
    };
    std::thread::scope(|scope| {
        let players = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        (0..players).for_each(|_| drop(scope.spawn(work)));
    });
}

fn difference(told: &str, lived: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (told.lines().collect(), lived.lines().collect());
    let gone = a.iter().filter(|l| !b.contains(l)).map(|l| format!("  - {l}"));
    let come = b.iter().filter(|l| !a.contains(l)).map(|l| format!("  + {l}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
