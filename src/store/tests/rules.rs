//! Rule sets: kept, made active, rolled back, rejected, waiting.

use super::*;
use crate::rules::RuleFile;
use crate::store::{ActivatedBy, Activation, Error, WaitingRules};

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.to_owned() }
}

fn texts(files: Vec<RuleFile>) -> Vec<(String, String)> {
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

fn waiting(hash: &str, is_held: bool) -> WaitingRules {
    WaitingRules { hash: hash.to_owned(), since: MONDAY, why: "an answer changes".to_owned(), is_held }
}

#[test]
fn a_rule_set_comes_back_as_it_was_and_the_newest_activation_is_the_active_one() {
    let disk = Disk::new();
    let mut store = disk.open();
    let first = [file("lists.toml", "[lists]\nrefund = [\"退款\"]\n"), file("../sla.toml", "")];
    store.keep_rules("aa", &first, MONDAY).unwrap();
    store.keep_rules("aa", &[], MONDAY).unwrap();
    store.keep_rules("bb", &[file("lists.toml", "two")], MONDAY).unwrap();
    let later = |minutes| MONDAY + Span::minutes(minutes);
    store.activate_rules("aa", ActivatedBy::Start, MONDAY).unwrap();
    store.activate_rules("bb", ActivatedBy::Reload, later(1)).unwrap();
    store.activate_rules("aa", ActivatedBy::Rollback, later(2)).unwrap();
    drop(store);
    let store = disk.open();
    assert_eq!(
        texts(store.rules_of("aa").unwrap().unwrap()),
        texts(first.to_vec()),
        "known sets are not written again"
    );
    assert!(store.rules_of("cc").unwrap().is_none());
    let active = Activation { hash: "aa".into(), since: later(2), how: ActivatedBy::Rollback };
    assert_eq!(store.active_rules().unwrap(), Some(active));
    let history = store.view().activations(0).unwrap();
    assert_eq!(history.iter().map(|a| a.hash.as_str()).collect::<Vec<_>>(), ["aa", "bb", "aa"]);
}

#[test]
fn a_set_nobody_kept_cannot_go_live() {
    let mut store = memory();
    assert!(matches!(store.activate_rules("aa", ActivatedBy::Rollback, MONDAY), Err(Error::Refused(_))));
    assert_eq!(store.active_rules().unwrap(), None);
}

#[test]
fn rejected_rules_are_news_once() {
    let disk = Disk::new();
    assert!(disk.open().write(|tx| tx.reject_rules("bad", "error[E01]", MONDAY)).unwrap());
    let mut store = disk.open();
    assert!(!store.write(|tx| tx.reject_rules("bad", "error[E01]", MONDAY)).unwrap());
    assert!(store.write(|tx| tx.reject_rules("worse", "error[E10]", MONDAY)).unwrap());
    assert_eq!(store.view().rejected_rules("bad").unwrap().unwrap().diagnostics, "error[E01]");
}

#[test]
fn what_waits_gives_way_to_the_next_save_and_a_rollback_holds() {
    let mut store = memory();
    store.keep_rules("aa", &[], MONDAY).unwrap();
    store.write(|tx| tx.let_rules_wait(&waiting("held", true))).unwrap();
    assert!(store.write(|tx| tx.let_rules_wait(&waiting("one", false))).unwrap());
    assert!(!store.write(|tx| tx.let_rules_wait(&waiting("one", false))).unwrap(), "no news");
    store.write(|tx| tx.let_rules_wait(&waiting("two", false))).unwrap();
    let waits = |store: &Store, hash: &str| store.view().waiting_rules(hash).unwrap().is_some();
    assert_eq!((waits(&store, "one"), waits(&store, "two"), waits(&store, "held")), (false, true, true));
    store.activate_rules("aa", ActivatedBy::Activate, MONDAY).unwrap();
    assert_eq!((waits(&store, "two"), waits(&store, "held")), (false, false), "somebody has decided");
}
