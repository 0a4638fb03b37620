//! Every letter in every language, with all and with none of its optional parts, as it leaves: a change of wording shows
//! in review. `UPDATE=1 cargo test --test letters` rewrites them; `frontdesk preview --all --out DIR` does the same for
//! a desk of one's own.

#![allow(clippy::expect_used, reason = "a test may panic")]

use frontdesk::config::{Loaded, rules, sla};
use frontdesk::letter::sample;
use frontdesk::policy::{Keys, Policy};
use frontdesk::rules::{Kinship, RuleSet};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The shipped desk with every variable of the brand set.
fn policy() -> Policy {
    let rules = RuleSet::load("rules", &rules::shipped(), &Kinship::default()).expect("the shipped rules");
    let keys = Keys::derive(b"letters", "letters");
    let book = sla::shipped().expect("the shipped promises");
    let mut policy = Loaded::shipped().expect("the shipped configuration").policy(Arc::new(rules), book, keys);
    for (key, value) in [
        ("phone", "+86 400 000 0000"),
        ("chat", "https://okpay.example/chat"),
        ("social", "@okpay"),
        ("forms", "https://okpay.example/forms"),
        ("fee_page", "https://okpay.example/fees"),
        ("card_fee", "3%–5%"),
        ("dispute_form", "https://okpay.example/dispute"),
        ("verify_form", "https://okpay.example/verify"),
    ] {
        policy.brand.more.insert(key.to_owned(), value.to_owned());
    }
    policy
}

#[test]
fn every_letter_reads_as_it_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let letters = sample::all(&policy()).expect("every letter can be written");
    let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
    let mut differ = Vec::new();
    for (name, letter) in letters {
        let file = folder.join(&name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for letters");
            std::fs::write(&file, &letter).expect("writing a letter");
        }
        if std::fs::read_to_string(&file).ok().as_ref() != Some(&letter) {
            differ.push(format!("{name} now reads:\n{letter}"));
        }
        wanted.insert(file);
    }
    for tongue in std::fs::read_dir(&folder).expect("the folder of letters") {
        for file in std::fs::read_dir(tongue.expect("a tongue").path()).expect("its letters") {
            let file = file.expect("a letter").path();
            if !wanted.contains(&file) {
                differ.push(format!("{}: no letter of this name is written any more", file.display()));
            }
        }
    }
    assert!(differ.is_empty(), "{}\n(UPDATE=1 takes the new wording)", differ.join("\n"));
}
