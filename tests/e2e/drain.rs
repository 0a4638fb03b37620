//! A mailbox of a thousand mails, read once.

use crate::desk::{Desk, Scene};
use crate::mails::{self, Expected};
use crate::sink::Sink;
use std::collections::BTreeSet;
use std::time::Instant;

/// Fails unless tickets, mails and letters are exactly what the mails ask for. `may_be_missing`: receipts in doubt.
#[track_caller]
pub fn assert_settled(desk: &Desk, sink: &Sink, expected: &Expected, may_be_missing: usize) {
    let status = desk.status();
    let all = |counts: &std::collections::BTreeMap<String, u32>| counts.values().sum::<u32>() as usize;
    assert_eq!(all(&status.tickets), expected.tickets, "tickets {status:#?}");
    assert_eq!(all(&status.mails), expected.mails, "mails {status:#?}");
    assert_eq!(status.mails.get("dropped").copied().unwrap_or(0) as usize, expected.dropped, "dropped {status:#?}");
    assert_eq!(status.quarantined, 0, "{status:#?}");
    assert_eq!(all(&status.letters), expected.receipts.len() + expected.pages, "letters {status:#?}");
    sink.assert_nothing_twice();
    let mut answered = BTreeSet::new();
    let mut pages = BTreeSet::new();
    for letter in sink.letters() {
        assert_eq!(letter.sender, "<>", "automatic letters leave with the null sender");
        assert!(letter.is_automatic());
        if letter.recipient == crate::desk::ANN {
            pages.insert(letter.id().to_owned());
            continue;
        }
        let answers = letter.mail.in_reply_to.first().expect("a receipt answers a mail").clone();
        assert!(expected.receipts.contains(&answers), "{answers} must get no receipt");
        assert!(answered.insert(answers.clone()), "{answers} got two receipts");
    }
    let missing = expected.receipts.len() - answered.len();
    assert!(missing <= may_be_missing, "{missing} receipts are missing, at most {may_be_missing} are in doubt");
    assert!(pages.len() + may_be_missing >= expected.pages && pages.len() <= expected.pages, "{} pages", pages.len());
}

#[test]
fn a_thousand_mixed_mails_become_exactly_their_tickets_and_letters_and_a_second_run_does_nothing() {
    let Some(mut scene) = Scene::with_all_rules() else { return };
    let made = mails::mixed(1000, 1);
    let expected = mails::expected(&made);
    made.iter().for_each(|mail| scene.dovecot.deliver(&mail.raw));

    let began = Instant::now();
    scene.desk.run_once();
    eprintln!("1000 mails drained in {:.1} s: {} tickets", began.elapsed().as_secs_f64(), expected.tickets);
    assert_settled(&scene.desk, &scene.sink, &expected, 0);
    assert_eq!(scene.desk.status().letters.keys().collect::<Vec<_>>(), ["accepted"]);

    let flags = scene.dovecot.flags();
    assert_eq!(flags.len(), 1000);
    for mail in flags {
        assert!(mail.flags.iter().any(|flag| flag == "$FrontdeskDone"), "{mail:?}");
        assert!(!mail.flags.iter().any(|flag| flag == "\\Seen"), "{mail:?}");
    }

    let before = (scene.desk.status(), scene.desk.letters());
    let quiet = scene.desk.run_once();
    assert_eq!((scene.desk.status(), scene.desk.letters()), before);
    assert_eq!(quiet.out, "");
    assert_settled(&scene.desk, &scene.sink, &expected, 0);
}

#[test]
fn the_first_start_leaves_older_mail_alone_and_answers_what_comes_after() {
    let Some(mut scene) = Scene::set() else { return };
    scene.desk.settings.mailbox.remove("first_start");
    scene.desk.configure();
    scene.dovecot.deliver(&mails::new(1).raw);
    scene.desk.run_once();
    assert_eq!(scene.desk.status().mails.len(), 0, "older mail is not even read");
    scene.dovecot.deliver(&mails::new(2).raw);
    scene.desk.run_once();
    let letters = scene.sink.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].recipient, mails::customer(2));
    assert!(scene.dovecot.flags()[0].flags.is_empty(), "not even marked");
}
