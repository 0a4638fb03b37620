//! The way of a letter.

use super::*;
use crate::store::{LetterState, OutboxFilter};

fn with_ticket() -> Store {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    store
}

fn states(store: &Store) -> Vec<LetterState> {
    store.view().outbox(&OutboxFilter::default()).unwrap().iter().map(|letter| letter.state).collect()
}

fn held(store: &mut Store, kind: LetterKind, step: u32) -> i64 {
    let letter = letter(kind, Some(10_001), step, "ann@x.org");
    store.write(|tx| tx.plan(&letter, b"bytes", true, None, None, MONDAY)).unwrap();
    store.write(|tx| tx.letter_by_message_id(&letter.message_id)).unwrap().unwrap().id
}

#[test]
fn one_cause_never_makes_two_letters() {
    let mut store = with_ticket();
    assert!(plan(&mut store, LetterKind::Ack, 1, MONDAY));
    assert!(!plan(&mut store, LetterKind::Ack, 1, MONDAY));
    assert_eq!(states(&store).len(), 1);
}

#[test]
fn a_letter_leaves_once_with_its_bytes_and_is_accepted() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    let claimed = claim(&mut store, MONDAY);
    assert_eq!(claimed[0].bytes, b"From: desk\r\n\r\nDear Ann\r\n");
    assert_eq!((claimed[0].to.as_str(), claimed[0].is_automatic), ("ann@x.org", true));
    assert!(claim(&mut store, MONDAY).is_empty(), "it is under way");
    assert!(store.view().still_holds(claimed[0].id).unwrap());
    let settled = settle(&mut store, claimed[0].id, Outcome::Accepted("250 queued as 4F2".to_owned()), MONDAY);
    assert_eq!((settled.state, settled.why.as_str()), (LetterState::Accepted, "250 queued as 4F2"));
    assert_eq!(store.next_letter_at(MONDAY).unwrap(), None);
    let row = store.view().outbox(&OutboxFilter::default()).unwrap().remove(0);
    assert_eq!((row.settled_at, row.attempts), (Some(MONDAY), 1));
}

#[test]
fn people_go_first_then_alerts_then_receipts() {
    let mut store = with_ticket();
    for (step, kind) in [(1, LetterKind::Ack), (2, LetterKind::Breach), (3, LetterKind::Reply)] {
        plan(&mut store, kind, step, MONDAY);
    }
    let claimed = claim(&mut store, MONDAY);
    let order: Vec<&str> = claimed.iter().map(|o| o.message_id.split('.').nth(2).unwrap()).collect();
    assert_eq!(order, ["reply", "breach", "ack"]);
    assert!(!claimed[0].is_automatic, "a person wrote it");
}

#[test]
fn a_letter_put_off_comes_back_and_is_given_up_at_last() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Reply, 1, MONDAY);
    let mut now = MONDAY;
    for _ in 0..2 {
        let id = claim(&mut store, now)[0].id;
        let settled = settle(&mut store, id, Outcome::Later("421 busy".to_owned()), now);
        assert_eq!((settled.state, settled.next_at), (LetterState::Deferred, Some(now + Span::minutes(5))));
        assert!(claim(&mut store, now).is_empty());
        assert_eq!(store.next_letter_at(now).unwrap(), settled.next_at);
        now = now + Span::minutes(5);
    }
    let id = claim(&mut store, now)[0].id;
    assert_eq!(settle(&mut store, id, Outcome::Later("421 busy".to_owned()), now).state, LetterState::Failed);
}

#[test]
fn a_refusal_for_good_names_ticket_and_recipient() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Reply, 1, MONDAY);
    let id = claim(&mut store, MONDAY)[0].id;
    let settled = settle(&mut store, id, Outcome::Never("550 no such user".to_owned()), MONDAY);
    assert_eq!((settled.ticket, settled.kind, settled.to), (Some(10_001), LetterKind::Reply, ann()));
    assert_eq!(settled.state, LetterState::Failed);
}

#[test]
fn a_doubtful_receipt_counts_as_sent_a_doubtful_alert_goes_once_more() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    plan(&mut store, LetterKind::Breach, 2, MONDAY);
    let silence = || Outcome::Uncertain("no answer".to_owned());
    let claimed = claim(&mut store, MONDAY);
    let [alert, ack] = [claimed[0].id, claimed[1].id];
    assert_eq!(settle(&mut store, ack, silence(), MONDAY).state, LetterState::Uncertain);
    let settled = settle(&mut store, alert, silence(), MONDAY);
    assert_eq!((settled.state, settled.next_at), (LetterState::Deferred, Some(MONDAY + Span::minutes(15))));
    let again = claim(&mut store, MONDAY + Span::minutes(15));
    assert_eq!(again.iter().map(|o| o.id).collect::<Vec<_>>(), [alert], "the receipt never");
    assert_eq!(settle(&mut store, alert, silence(), MONDAY).state, LetterState::Held);
}

#[test]
fn a_copy_in_the_mailbox_ends_the_doubt() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Reply, 1, MONDAY);
    let id = claim(&mut store, MONDAY)[0].id;
    settle(&mut store, id, Outcome::Uncertain("no answer".to_owned()), MONDAY);
    assert!(store.write(|tx| tx.proven(id, MONDAY)).unwrap());
    assert_eq!(states(&store), [LetterState::Accepted]);
    assert!(claim(&mut store, MONDAY + Span::hours(1)).is_empty());
}

#[test]
fn a_letter_can_be_cancelled_until_the_post_has_it() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    plan(&mut store, LetterKind::Ack, 2, MONDAY);
    let id = store.view().outbox(&OutboxFilter::default()).unwrap()[0].id;
    assert!(store.cancel(id, MONDAY).unwrap());
    assert!(!store.cancel(id, MONDAY).unwrap(), "once is enough");
    let claimed = claim(&mut store, MONDAY);
    assert!(claimed.len() == 1 && !store.cancel(claimed[0].id, MONDAY).unwrap(), "it is on its way");
    assert!(!store.view().still_holds(id).unwrap());
}

#[test]
fn a_reminder_does_not_leave_after_the_customer_has_written() {
    let mut store = with_ticket();
    happens(&mut store, 10_001, 1, What::Waiting { by: "bob".to_owned() });
    plan(&mut store, LetterKind::Remind, 1, MONDAY);
    plan(&mut store, LetterKind::Reply, 2, MONDAY);
    let claimed = claim(&mut store, MONDAY);
    let mail = What::Mail {
        mail_id: 1,
        message_id: None,
        language: Language::En,
        counts: true,
        is_thanks: false,
        is_stranger: false,
        outsider: None,
        is_cut: false,
        notes: Vec::new(),
        offset: None,
        files: Vec::new(),
        fields: BTreeMap::new(),
        arrived_at: MONDAY,
    };
    happens(&mut store, 10_001, 2, mail);
    let holds = |letter: &Outgoing| store.view().still_holds(letter.id).unwrap();
    assert!(holds(&claimed[0]), "a person's reply");
    assert!(!holds(&claimed[1]));
    store.call_off(claimed[1].id, MONDAY).unwrap();
    assert_eq!(states(&store), [LetterState::Cancelled, LetterState::Sending]);
}

#[test]
fn a_closing_letter_leaves_although_its_own_decision_closed_the_ticket() {
    let mut store = with_ticket();
    happens(&mut store, 10_001, 1, What::Closed { by: "clock".to_owned() });
    plan(&mut store, LetterKind::Closing, 1, MONDAY);
    let id = claim(&mut store, MONDAY)[0].id;
    happens(&mut store, 10_001, 2, What::Frozen { until: None });
    assert!(store.view().still_holds(id).unwrap());
}

#[test]
fn a_receipt_that_comes_too_late_is_cancelled() {
    let mut store = with_ticket();
    let late = letter(LetterKind::Ack, Some(10_001), 1, "ann@x.org");
    let not_after = Some(MONDAY + Span::hours(2));
    store.write(|tx| tx.plan(&late, b"bytes", false, None, not_after, MONDAY)).unwrap();
    assert!(claim(&mut store, MONDAY + Span::hours(3)).is_empty());
    assert_eq!(states(&store), [LetterState::Cancelled]);
}

#[test]
fn held_letters_wait_for_a_person() {
    let mut store = with_ticket();
    let (one, two, three) = (
        held(&mut store, LetterKind::Ack, 1),
        held(&mut store, LetterKind::Reply, 2),
        held(&mut store, LetterKind::Breach, 3),
    );
    assert!(claim(&mut store, MONDAY + Span::days(1)).is_empty());
    assert!(store.hold_release(one, MONDAY).unwrap());
    assert_eq!(claim(&mut store, MONDAY).len(), 1);
    assert_eq!(store.write(|tx| tx.cancel_held(MONDAY)).unwrap(), [LetterKind::Breach]);
    assert_eq!(store.write(|tx| tx.held(LetterKind::Reply)).unwrap(), 1);
    assert_eq!(states(&store), [LetterState::Sending, LetterState::Held, LetterState::Cancelled]);
    assert!(!store.hold_release(three, MONDAY).unwrap());
    assert!(store.send_now(two, MONDAY).unwrap());
    assert_eq!(claim(&mut store, MONDAY).len(), 1);
}

#[test]
fn at_most_fifty_letters_are_under_way() {
    let mut store = with_ticket();
    (0..60).for_each(|step| assert!(plan(&mut store, LetterKind::Breach, step, MONDAY)));
    let claimed = store.write(|tx| tx.claim(&Caps::default(), 1_000, MONDAY)).unwrap();
    assert_eq!(claimed.letters.len(), 50);
    assert_eq!(claim(&mut store, MONDAY).len(), 10);
}

#[test]
fn a_bounce_is_noted_once() {
    let mut store = with_ticket();
    plan(&mut store, LetterKind::Reply, 1, MONDAY);
    let id = claim(&mut store, MONDAY)[0].id;
    settle(&mut store, id, Outcome::Accepted("250".to_owned()), MONDAY);
    assert!(store.write(|tx| tx.bounced(id, "5.1.1 no such user", MONDAY)).unwrap());
    assert!(!store.write(|tx| tx.bounced(id, "5.1.1 no such user", MONDAY)).unwrap());
}
