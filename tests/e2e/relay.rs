//! A relay in a bad mood.

use crate::desk::Scene;
use crate::mails;
use frontdesk::store::{LetterRow, LetterState};

/// One mail, one run with a relay that behaves so. Out: the scene, how the run ended, the receipt.
fn receipt_at(options: &[&str]) -> Option<(Scene, Option<i32>, LetterRow)> {
    let mut scene = Scene::set()?;
    scene.sink.begin(options);
    scene.dovecot.deliver(&mails::new(1).raw);
    let code = scene.desk.run(&["run", "--once"]).code;
    let letter = scene.desk.letters().remove(0);
    Some((scene, code, letter))
}

#[test]
fn a_relay_that_hangs_up_after_the_dot_leaves_a_doubt_and_gets_the_letter_once() {
    let Some((mut scene, code, letter)) = receipt_at(&["-q", "."]) else { return };
    assert_eq!(letter.state, LetterState::Uncertain, "{letter:?}");
    assert_eq!(code, Some(0), "a doubt is settled: nothing waits for a next run");
    assert!(letter.answer.contains("no answer to the final dot"), "{}", letter.answer);
    scene.sink.begin(&[]);
    scene.desk.run_once();
    let ids = scene.sink.ids();
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), [(letter.message_id, 1)]);
    assert_eq!(scene.desk.run(&["status"]).code, Some(1), "status asks a person to look");
}

#[test]
fn a_recipient_refused_for_now_is_tried_later() {
    let Some((scene, code, letter)) = receipt_at(&["-r", "RCPT"]) else { return };
    assert_eq!(letter.state, LetterState::Deferred, "{letter:?}");
    assert!(letter.next_at > letter.planned_at.into(), "{letter:?}");
    assert!(letter.answer.contains("450"), "{}", letter.answer);
    assert_eq!(code, Some(1), "cron hears that something waits");
    assert!(scene.sink.letters().is_empty());
}

#[test]
fn a_recipient_refused_for_good_fails_the_letter_and_staff_see_it_in_the_ticket() {
    let Some((scene, _, letter)) = receipt_at(&["-f", "RCPT"]) else { return };
    assert_eq!(letter.state, LetterState::Failed, "{letter:?}");
    assert!(letter.answer.contains("500"), "{}", letter.answer);
    let ticket = scene.desk.ticket(10001).unwrap();
    let history = serde_json::to_string(&ticket.history).unwrap();
    assert!(history.contains("failed"), "{history}");
    assert!(scene.sink.letters().is_empty());
}

#[test]
fn a_relay_that_is_away_gets_the_letter_when_it_is_back() {
    let Some(mut scene) = Scene::set() else { return };
    scene.sink.stop();
    scene.dovecot.deliver(&mails::new(1).raw);
    let ended = scene.desk.run(&["run", "--once"]).expect(1);
    let place = format!("127.0.0.1:{}", scene.sink.port);
    assert!(ended.err.contains(&place), "the relay is named: {}", ended.err);
    assert_eq!(scene.desk.letters()[0].state, LetterState::Deferred);
    assert!(scene.dovecot.flags()[0].flags.contains(&"$FrontdeskDone".to_owned()), "the mail itself is done");
}
