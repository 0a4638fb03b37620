//! Delivery reports of a quarter century, against what other programs find in them.
//! Every difference stands below by name with its reason, and no other may appear.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{self, Bounce, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const DIFFERENCES: [(&str, &str); 4] = [
    ("aol_01.txt", "the address is not in the mail: a user name without its domain"),
    ("dsn_15.txt", "a report inside a forwarded mail: a customer may have attached it"),
    ("simple_20.txt", "neither sender nor path nor type tell of a machine, and the subject begins as an answer"),
    ("yale_01.txt", "the address is not in the mail: a user name without its domain"),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

fn read(raw: &[u8]) -> (Kind, Bounce) {
    let mail = mail::read(raw, false);
    (mail.kind, mail.bounce.unwrap_or_default())
}

#[test]
fn failed_recipients_are_found_or_the_difference_has_a_reason() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let folder = corpus.join("bounces/flufl");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut expected: BTreeMap<&str, (BTreeSet<String>, bool)> = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let entry = expected.entry(cells[1]).or_default();
        entry.0.extend(cells[2].split(',').filter(|a| !a.is_empty()).map(str::to_lowercase));
        entry.1 |= cells[3] == "True";
    }
    let (mut all, mut differing) = (0, Vec::new());
    // No address: that program finds none, which says nothing about the mail.
    for (file, (addresses, is_delay)) in expected.into_iter().filter(|(_, (addresses, _))| !addresses.is_empty()) {
        let (found_kind, bounce) = read(&std::fs::read(folder.join(file)).unwrap());
        let found: BTreeSet<String> = bounce.recipients.iter().map(|r| r.address.to_lowercase()).collect();
        let kind = if is_delay { Kind::Delay } else { Kind::Bounce };
        all += 1;
        if found != addresses || found_kind != kind {
            println!("== {file}: {:?} {found:?}, expected {kind:?} {addresses:?}", found_kind);
            differing.push(file);
        }
    }
    println!("bounces: {} of {all} as expected", all - differing.len());
    assert_eq!(differing, DIFFERENCES.map(|(file, _)| file));
    assert!((all - differing.len()) * 100 >= all * 95, "fewer than 95 % right");
}

/// They name no address – a quota of an account, and a virus wall that says nothing – but failures they are.
#[test]
fn failures_that_name_nobody_are_bounces_of_nobody() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    for file in ["bounce_01.txt", "dumbass_01.txt"] {
        let (kind, bounce) = read(&std::fs::read(corpus.join("bounces/flufl").join(file)).unwrap());
        assert_eq!((kind, bounce.recipients), (Kind::Bounce, Vec::new()), "{file}");
    }
}
