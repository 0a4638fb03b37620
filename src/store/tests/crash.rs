//! Crash and restart: the `Store` is dropped at the worst moment and opened again.

use super::*;
use crate::store::{LetterState, Recovered, Slip};

fn restart(disk: &Disk, boot: &str, now: Timestamp) -> (Store, Recovered) {
    let mut store = disk.open();
    let slip = Slip::read(&disk.slip()).unwrap();
    let found = store.recover(boot, &slip, now).unwrap();
    (store, found)
}

#[test]
fn a_batch_in_hand_at_a_crash_goes_one_by_one() {
    let disk = Disk::new();
    let (mut store, _) = restart(&disk, "boot", MONDAY);
    let mails = keep(&mut store, &["a", "b"]);
    store.take(10, MONDAY).unwrap();
    drop(store);
    let (mut store, found) = restart(&disk, "boot", MONDAY);
    assert_eq!(found, Recovered { singly: 2, ..Recovered::default() });
    for mail in mails {
        let taken = store.take(10, MONDAY).unwrap();
        assert_eq!(taken.iter().map(|m| m.mail).collect::<Vec<_>>(), [mail]);
        assert!(store.take(10, MONDAY).unwrap().is_empty(), "a suspect is alone in hand");
        store.write(|tx| tx.handled(mail, &handled(None, None, &ann()), MONDAY)).unwrap();
    }
}

#[test]
fn a_mail_that_ends_the_program_twice_alone_is_set_aside() {
    let disk = Disk::new();
    let (mut store, _) = restart(&disk, "boot", MONDAY);
    let mails = keep(&mut store, &["poison", "good"]);
    store.take(10, MONDAY).unwrap();
    drop(store);
    for (strikes, quarantined) in [(0, 0), (1, 0), (1, 1)] {
        let (mut store, found) = restart(&disk, "boot", MONDAY);
        assert_eq!((found.strikes, found.quarantined), (strikes, quarantined));
        store.take(10, MONDAY).unwrap();
    }
    let (store, _) = restart(&disk, "boot", MONDAY);
    let aside = store.view().quarantine().unwrap();
    assert_eq!(aside.iter().map(|m| m.id).collect::<Vec<_>>(), [mails[0]]);
}

#[test]
fn a_write_that_did_not_commit_never_happened() {
    let disk = Disk::new();
    let mut store = disk.open();
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| -> Result<()> {
            tx.save(&ticket(10_001), &[], MONDAY)?;
            panic!("killed")
        })
    }));
    assert!(stopped.is_err());
    assert!(store.view().show(10_001).unwrap().is_none());
    open_ticket(&mut store, 10_001);
}

/// A letter of this kind, claimed, its dot sent or not, then the end of the program.
fn crash_with(kind: LetterKind, is_dotted: bool, boot: &str) -> (Disk, Store, Recovered) {
    let disk = Disk::new();
    let (mut store, _) = restart(&disk, "boot", MONDAY);
    open_ticket(&mut store, 10_001);
    plan(&mut store, kind, 1, MONDAY);
    let id = claim(&mut store, MONDAY)[0].id;
    let mut slip = Slip::create(&disk.slip(), "boot").unwrap();
    if is_dotted {
        slip.dot(None, id).unwrap();
    }
    drop(store);
    let (store, found) = restart(&disk, boot, MONDAY);
    (disk, store, found)
}

fn state(store: &Store) -> LetterState {
    store.view().outbox(&Default::default()).unwrap()[0].state
}

#[test]
fn a_letter_claimed_without_its_dot_goes_out_after_the_restart() {
    let (_disk, mut store, found) = crash_with(LetterKind::Ack, false, "boot");
    assert_eq!(found, Recovered { planned_again: 1, ..Recovered::default() });
    assert_eq!(claim(&mut store, MONDAY).len(), 1);
}

#[test]
fn an_automatic_letter_whose_dot_may_have_left_is_never_sent_again() {
    let (_disk, mut store, found) = crash_with(LetterKind::Ack, true, "boot");
    assert_eq!(found, Recovered { uncertain: 1, ..Recovered::default() });
    assert_eq!(state(&store), LetterState::Uncertain);
    assert!(claim(&mut store, MONDAY + Span::days(9)).is_empty());
}

#[test]
fn a_persons_reply_in_doubt_goes_once_more_and_then_waits_for_a_person() {
    let (disk, mut store, found) = crash_with(LetterKind::Reply, true, "boot");
    assert_eq!(found, Recovered { deferred: 1, ..Recovered::default() });
    assert!(claim(&mut store, MONDAY + Span::minutes(14)).is_empty(), "a proof may still come");
    let later = MONDAY + Span::minutes(15);
    let again = claim(&mut store, later)[0].id;
    Slip::create(&disk.slip(), "boot").unwrap().dot(None, again).unwrap();
    drop(store);
    let (store, found) = restart(&disk, "boot", later);
    assert_eq!(found, Recovered { held: 1, ..Recovered::default() });
    assert_eq!(state(&store), LetterState::Held);
}

#[test]
fn after_a_power_cut_every_letter_under_way_is_in_doubt() {
    let (_disk, store, found) = crash_with(LetterKind::Ack, false, "another boot");
    assert_eq!(found, Recovered { uncertain: 1, ..Recovered::default() });
    assert_eq!(state(&store), LetterState::Uncertain);
}

#[test]
fn a_kill_in_the_middle_of_a_batch_leaves_one_letter_in_doubt() {
    let disk = Disk::new();
    let (mut store, _) = restart(&disk, "boot", MONDAY);
    open_ticket(&mut store, 10_001);
    for step in 1..=4 {
        plan(&mut store, LetterKind::Ack, step, MONDAY);
    }
    let claimed = claim(&mut store, MONDAY);
    let (mut slip, mut said) = (Slip::create(&disk.slip(), "boot").unwrap(), None);
    for letter in &claimed[..3] {
        slip.dot(said.as_ref(), letter.id).unwrap();
        said = Some((letter.id, Outcome::Accepted("250 queued".to_owned())));
    }
    drop(store);
    let (store, found) = restart(&disk, "boot", MONDAY);
    assert_eq!(found, Recovered { accepted: 2, uncertain: 1, planned_again: 1, ..Recovered::default() });
    let states: Vec<LetterState> =
        store.view().outbox(&Default::default()).unwrap().iter().map(|letter| letter.state).collect();
    use LetterState::{Accepted, Planned, Uncertain};
    assert_eq!(states, [Accepted, Accepted, Uncertain, Planned]);
}

#[test]
fn a_slip_that_was_lost_leaves_no_letter_to_go_out_twice() {
    let disk = Disk::new();
    let (mut store, _) = restart(&disk, "boot", MONDAY);
    open_ticket(&mut store, 10_001);
    plan(&mut store, LetterKind::Ack, 1, MONDAY);
    assert_eq!(claim(&mut store, MONDAY).len(), 1);
    drop(store);
    let (mut store, found) = restart(&disk, "boot", MONDAY);
    assert_eq!(found, Recovered { uncertain: 1, ..Recovered::default() });
    assert!(claim(&mut store, MONDAY).is_empty());
}
