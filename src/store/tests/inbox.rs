//! The way in.

use super::*;

#[test]
fn a_kept_mail_comes_back_byte_for_byte() {
    let mut store = memory();
    let mail = arrived("1", "退款 ".repeat(9_000).as_str());
    let kept = store.keep(std::slice::from_ref(&mail), MONDAY).unwrap();
    assert_eq!(store.view().raw(kept[0].mail).unwrap(), Some(mail.raw.clone()));
    let taken = store.take(10, MONDAY).unwrap();
    assert_eq!((&taken[0].raw, &taken[0].place), (&mail.raw, &mail.place));
    assert_eq!(taken[0].digest, Digest::of(&mail.raw));
}

#[test]
fn large_mails_are_kept_whole_and_come_in_hand_a_few_megabytes_at_a_time() {
    let mut store = memory();
    // Signs that no compression makes small.
    let noise = |seed: u64| -> String {
        let mut state = seed;
        let mut sign = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'0' + (state >> 57) as u8 % 64)
        };
        (0..3 << 20).map(|_| sign()).collect()
    };
    let mails: Vec<Arrived> = (1..=3).map(|n| arrived(&n.to_string(), &noise(n))).collect();
    let kept = store.keep(&mails, MONDAY).unwrap();
    for (kept, mail) in kept.iter().zip(&mails) {
        assert!(store.view().raw(kept.mail).unwrap().as_ref() == Some(&mail.raw), "mail {}", kept.mail);
    }
    let mut taken = || store.take(50, MONDAY).unwrap().into_iter().map(|hand| hand.raw).collect::<Vec<_>>();
    assert!(taken() == [mails[0].raw.clone(), mails[1].raw.clone()]);
    assert!(taken() == [mails[2].raw.clone()] && taken().is_empty());
}

#[test]
fn a_known_place_is_kept_once_k0() {
    let mut store = memory();
    let first = store.keep(&[arrived("1", "hello")], MONDAY).unwrap();
    let again = store.keep(&[arrived("1", "other bytes under the same key")], MONDAY).unwrap();
    assert_eq!((again[0].mail, again[0].is_new), (first[0].mail, false));
    assert_eq!(store.unknown(vec![(1, place("1")), (2, place("2"))]).unwrap(), [2]);
}

#[test]
fn known_bytes_get_another_place_and_are_not_read_again_k1() {
    let mut store = memory();
    let kept = store.keep(&[arrived("1", "hello"), arrived("2", "hello")], MONDAY).unwrap();
    assert_eq!(kept.iter().map(|k| k.is_new).collect::<Vec<_>>(), [true, false]);
    assert_eq!(kept[0].mail, kept[1].mail);
    assert_eq!(store.take(10, MONDAY).unwrap().len(), 1);
    let places = store.view().mail(kept[0].mail).unwrap().unwrap().places;
    assert_eq!(places.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn the_same_uid_under_another_validity_is_another_place() {
    let mut store = memory();
    let mut rebuilt = arrived("1", "another mail");
    rebuilt.place.validity = 8;
    let kept = store.keep(&[arrived("1", "hello"), rebuilt], MONDAY).unwrap();
    assert!(kept.iter().all(|k| k.is_new));
}

#[test]
fn mails_come_in_hand_in_the_order_they_were_kept_and_only_once() {
    let mut store = memory();
    let mails = keep(&mut store, &["a", "b", "c"]);
    let first: Vec<i64> = store.take(2, MONDAY).unwrap().iter().map(|m| m.mail).collect();
    assert_eq!(first, mails[..2]);
    assert_eq!(store.take(10, MONDAY).unwrap().iter().map(|m| m.mail).collect::<Vec<_>>(), mails[2..]);
    assert!(store.take(10, MONDAY).unwrap().is_empty());
}

#[test]
fn keep_and_take_hands_the_new_ones_through() {
    let mut store = memory();
    keep(&mut store, &["known"]);
    let known = store.take(1, MONDAY).unwrap();
    let mut old = arrived("9", "an old one");
    old.is_old = Some("older than the first start");
    let taken = store.keep_and_take(vec![arrived("8", "known"), old.clone()], MONDAY).unwrap();
    assert_eq!(taken.len(), 1, "known bytes are not read again");
    assert_eq!((taken[0].raw.as_slice(), taken[0].is_old), (old.raw.as_slice(), old.is_old));
    assert_ne!(taken[0].mail, known[0].mail);
    assert!(store.take(10, MONDAY).unwrap().is_empty(), "they are in hand");
}

#[test]
fn mails_that_wait_come_before_new_ones() {
    let mut store = memory();
    let waiting = keep(&mut store, &["first"]);
    let taken = store.keep_and_take(vec![arrived("2", "second")], MONDAY).unwrap();
    assert_eq!(taken.iter().map(|m| m.mail).collect::<Vec<_>>(), waiting);
    assert_eq!(store.take(10, MONDAY).unwrap().len(), 1);
}

#[test]
fn why_a_mail_is_old_survives_the_database() {
    let mut store = memory();
    let mut old = arrived("1", "hello");
    old.is_old = Some("imported");
    old.is_cut = true;
    store.keep(&[old], MONDAY).unwrap();
    let taken = store.take(1, MONDAY).unwrap();
    assert_eq!((taken[0].is_old, taken[0].is_cut), (Some("imported"), true));
}

#[test]
fn a_batch_dropped_for_the_disk_strikes_nobody() {
    let mut store = memory();
    let mails = keep(&mut store, &["a", "b"]);
    store.take(10, MONDAY).unwrap();
    store.release(&mails).unwrap();
    assert_eq!(store.take(10, MONDAY).unwrap().len(), 2, "together again");
    assert_eq!(store.view().mail(mails[0]).unwrap().unwrap().strikes, 0);
}

#[test]
fn two_panics_set_a_mail_aside_and_the_next_goes_on() {
    let mut store = memory();
    let mails = keep(&mut store, &["bad", "good"]);
    store.take(10, MONDAY).unwrap();
    assert!(!store.strike(mails[0], "index out of range", MONDAY).unwrap());
    store.write(|tx| tx.handled(mails[1], &handled(None, None, &ann()), MONDAY)).unwrap();
    assert_eq!(store.take(10, MONDAY).unwrap().len(), 1);
    assert!(store.strike(mails[0], "index out of range", MONDAY).unwrap());
    assert!(store.take(10, MONDAY).unwrap().is_empty());
    let aside = store.view().quarantine().unwrap();
    assert_eq!((aside[0].id, aside[0].why.as_str()), (mails[0], "index out of range"));
}

#[test]
fn a_mail_in_quarantine_may_be_tried_once_more() {
    let mut store = memory();
    let mails = keep(&mut store, &["bad"]);
    store.write(|tx| tx.quarantine(mails[0], "no reader for it", MONDAY)).unwrap();
    assert!(store.retry(mails[0]).unwrap());
    assert!(!store.retry(mails[0]).unwrap(), "it is not there any more");
    assert_eq!(store.take(10, MONDAY).unwrap().len(), 1);
    assert!(store.strike(mails[0], "again", MONDAY).unwrap(), "one strike is enough now");
}

#[test]
fn one_mail_that_fails_does_not_take_the_batch_with_it() {
    let mut store = memory();
    let done = store
        .write(|tx| {
            tx.save(&ticket(10_001), &[], MONDAY)?;
            let failed = tx.savepoint(|tx| -> Result<()> {
                tx.save(&ticket(10_002), &[], MONDAY)?;
                tx.save(&ticket(3), &[], MONDAY)
            })?;
            assert!(failed.is_err());
            tx.savepoint(|tx| tx.save(&ticket(10_003), &[], MONDAY))?
        })
        .is_ok();
    let numbers: Vec<i64> = store.view().list(&Default::default()).unwrap().iter().map(|r| r.ticket.number).collect();
    assert_eq!((done, numbers), (true, vec![10_003, 10_001]));
}

#[test]
fn a_panic_inside_a_savepoint_leaves_no_half() {
    let mut store = memory();
    store
        .write(|tx| {
            tx.save(&ticket(10_001), &[], MONDAY)?;
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                tx.savepoint(|tx| -> Result<()> {
                    tx.save(&ticket(10_002), &[], MONDAY)?;
                    panic!("a bug in a rule")
                })
            }));
            assert!(panicked.is_err());
            tx.save(&ticket(10_003), &[], MONDAY)
        })
        .unwrap();
    assert_eq!(store.view().list(&Default::default()).unwrap().len(), 2);
}

#[test]
fn mails_lack_their_mark_until_the_server_has_it() {
    let mut store = memory();
    let mails = keep(&mut store, &["a", "b"]);
    let unmarked = |store: &Store| store.unmarked("support", Folder::Inbox, 7, 10).unwrap();
    assert!(unmarked(&store).is_empty(), "not handled yet");
    store.write(|tx| tx.handled(mails[0], &handled(None, None, &ann()), MONDAY)).unwrap();
    store.write(|tx| tx.quarantine(mails[1], "no reader for it", MONDAY)).unwrap();
    assert_eq!(unmarked(&store), ["1", "2"]);
    store.marked("support", Folder::Inbox, 7, &["1".to_owned()]).unwrap();
    assert_eq!(unmarked(&store), ["2"]);
}

#[test]
fn a_cursor_is_kept_for_each_folder() {
    let mut store = memory();
    let cursor = crate::store::Cursor { validity: 7, baseline: 100, low: 100, started_at: MONDAY };
    store.set_cursor("support", Folder::Inbox, cursor).unwrap();
    let further = crate::store::Cursor { low: 140, ..cursor };
    store.set_cursor("support", Folder::Inbox, further).unwrap();
    assert_eq!(store.cursor("support", Folder::Inbox).unwrap(), Some(further));
    assert_eq!(store.cursor("support", Folder::Sent).unwrap(), None);
}
