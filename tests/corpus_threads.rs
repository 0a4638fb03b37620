//! Whom the world's threads belong together with, by their headers, against ours.
//! The trees were made to sort a folder that is all there; a desk decides when a mail comes and joins only what it has
//! itself: every difference stands below by name with its reason, and no other may appear.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::{self, Mail};
use frontdesk::policy::{Keys, Policy};
use frontdesk::rules::RuleSet;
use frontdesk::sla::SlaBook;
use frontdesk::thread::{self, Candidate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ABSENT: &str = "the mail they answer never came: two mails that name it are no proof of one matter";
const SUBJECT: &str = "grouped by subject alone: a desk never joins by a subject";

/// (box, the mail that has another ticket than its thread, reason).
const DIFFERENCES: [(&str, &str, &str); 6] = [
    ("testbox", "4.3.2-J.20030107222402.051f7418@mail.chipple.net", ABSENT),
    ("testbox", "3E1B380C.F5713721@earthlink.net", ABSENT),
    ("testbox", "000f01c2b6ab$2017f8e0$25197450@win98", ABSENT),
    ("testbox-3", "20030102115117.A21351@cs839290-a.mtth.phub.net.cable.rogers.com", ABSENT),
    ("testbox-9", "11030370.22639@webbox.com", SUBJECT),
    ("testbox-9", "86fzpu3r6o.fsf@red.stonehenge.com", SUBJECT),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

/// The mails of an mbox file, in order.
fn mails(path: &Path) -> Vec<Mail> {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let mut mails: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with("From ") {
            mails.push(String::new());
        } else if let Some(mail) = mails.last_mut() {
            mail.push_str(line);
            mail.push_str("\r\n");
        }
    }
    mails.iter().map(|raw| mail::read(raw.as_bytes(), false)).collect()
}

fn policy() -> Policy {
    let loaded = frontdesk::config::Loaded::shipped().unwrap();
    let rules = RuleSet::load("rules", &frontdesk::config::rules::shipped(), &Default::default()).unwrap();
    loaded.policy(Arc::new(rules), SlaBook::default(), Keys::derive(b"corpus", "corpus"))
}

/// Ticket by Message-ID, when all writers take part in all tickets.
fn tickets(mails: &[Mail], policy: &Policy) -> BTreeMap<String, i64> {
    let mut tickets: BTreeMap<String, i64> = BTreeMap::new();
    for (number, mail) in (1..).zip(mails) {
        let keys = thread::keys(mail, policy);
        let known = keys.message_ids.iter().filter_map(|id| tickets.get(id));
        let candidates: Vec<Candidate> = known
            .map(|ticket| Candidate { named: *ticket, ticket: *ticket, sender_is_participant: true, row: 2 })
            .collect();
        let ticket = thread::join(&keys, &candidates).ticket.unwrap_or(number);
        tickets.insert(mail.message_id.clone().unwrap_or_else(|| format!("without id {number}")), ticket);
    }
    tickets
}

/// The threads of a tree: the ids that came, by their root.
fn threads(tree: &serde_json::Value) -> Vec<Vec<String>> {
    let mut threads: Vec<Vec<String>> = Vec::new();
    for node in tree.as_array().unwrap() {
        if node["depth"] == 0 {
            threads.push(Vec::new());
        }
        if node["present"] == true {
            threads.last_mut().unwrap().push(node["message_id"].as_str().unwrap().to_owned());
        }
    }
    threads
}

#[test]
fn mails_of_one_thread_have_one_ticket_or_the_difference_has_a_reason() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let folder = corpus.join("threads/jwz");
    let policy = policy();
    let (mut found, mut compared) = (BTreeSet::new(), 0);
    for line in std::fs::read_to_string(folder.join("expected.jsonl")).unwrap().lines() {
        let expected: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = expected["box"].as_str().unwrap();
        let mails = mails(&folder.join(name));
        let tickets = tickets(&mails, &policy);
        assert_eq!(tickets.len(), mails.len(), "{name}: two mails of one id");
        if expected["tree"].is_null() {
            // Loops, and boxes without a tree: that every mail has a ticket is all there is to ask.
            continue;
        }
        let mut owner: BTreeMap<i64, usize> = BTreeMap::new();
        for (thread, ids) in threads(&expected["tree"]).iter().enumerate() {
            let first = ids.first().and_then(|id| tickets.get(id));
            for id in ids {
                compared += 1;
                let ticket = tickets.get(id).unwrap_or_else(|| panic!("{name}: {id} is not in the box"));
                assert_eq!(*owner.entry(*ticket).or_insert(thread), thread, "{name}: {id} is in a stranger's ticket");
                if Some(ticket) != first {
                    found.insert((name.to_owned(), id.clone()));
                }
            }
        }
    }
    let listed: BTreeSet<(String, String)> =
        DIFFERENCES.iter().map(|(name, id, _)| ((*name).to_owned(), (*id).to_owned())).collect();
    println!("{compared} mails compared, {} differ, all with a reason", found.len());
    assert_eq!(found, listed);
}
