//! First starts, quiet days, and servers that renumber.

use super::*;

const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

fn selected(validity: u32, next_uid: Option<u32>) -> Selected {
    Selected { validity, next_uid, exists: 9, can_keyword: true }
}

fn mail(uid: u32) -> Listed {
    Listed { uid, size: 1, internal_date: NOW }
}

fn cursor(validity: u32, low: u32) -> Cursor {
    Cursor { validity, baseline: 10, low, started_at: NOW }
}

#[test]
fn the_first_start_ignores_what_lies_there() {
    let plan = plan(None, &selected(7, Some(100)), FirstStart::Ignore, NOW);
    assert_eq!(plan.cursor, Cursor { validity: 7, baseline: 100, low: 100, started_at: NOW });
    assert!(plan.is_new && !plan.is_resync && !plan.needs_listing);
    assert_eq!(plan.age(100), None);
}

#[test]
fn an_import_reads_all_and_answers_nothing_old() {
    let plan = plan(None, &selected(7, Some(100)), FirstStart::Import, NOW);
    assert_eq!((plan.list_from(), plan.age(99), plan.age(100)), (1, Some(OLD_START), None));
}

#[test]
fn handle_treats_all_mail_as_new() {
    let plan = plan(None, &selected(7, None), FirstStart::Handle, NOW);
    assert_eq!((plan.list_from(), plan.needs_listing, plan.age(1)), (1, false, None));
}

#[test]
fn without_uidnext_the_baseline_lies_behind_the_last_mail() {
    let open = plan(None, &selected(7, None), FirstStart::Ignore, NOW);
    assert!(open.needs_listing);
    assert_eq!(open.list_from(), 1);
    let settled = open.settle(&[mail(3), mail(41)]);
    assert_eq!((settled.cursor.baseline, settled.cursor.low), (42, 42));
    assert_eq!(open.settle(&[]).cursor.baseline, 1, "an empty mailbox: the first mail is new");
}

#[test]
fn the_same_validity_reads_on_where_we_were() {
    let plan = plan(Some(cursor(7, 50)), &selected(7, Some(60)), FirstStart::Ignore, NOW);
    assert_eq!(plan.cursor, cursor(7, 50));
    assert!(!plan.is_new);
    assert_eq!((plan.age(9), plan.age(50)), (Some(OLD_START), None));
}

#[test]
fn a_missing_uidnext_is_no_change() {
    assert!(!plan(Some(cursor(7, 50)), &selected(7, None), FirstStart::Ignore, NOW).is_resync);
}

#[test]
fn a_changed_validity_reads_all_and_answers_none_of_it() {
    let plan = plan(Some(cursor(7, 50)), &selected(8, Some(30)), FirstStart::Ignore, NOW);
    assert!(plan.is_resync && plan.is_new);
    assert_eq!((plan.list_from(), plan.cursor.validity, plan.cursor.baseline), (1, 8, 30));
    assert_eq!((plan.age(29), plan.age(30)), (Some(OLD_RESYNC), None));
}

#[test]
fn a_changed_validity_without_uidnext_asks_the_listing() {
    let plan = plan(Some(cursor(7, 50)), &selected(8, None), FirstStart::Ignore, NOW).settle(&[mail(5)]);
    assert_eq!((plan.cursor.baseline, plan.cursor.low), (6, 1));
}

#[test]
fn numbers_that_go_back_are_a_resync() {
    assert!(plan(Some(cursor(7, 50)), &selected(7, Some(49)), FirstStart::Ignore, NOW).is_resync);
    assert!(!plan(Some(cursor(7, 50)), &selected(7, Some(50)), FirstStart::Ignore, NOW).is_resync);
}

#[test]
fn the_low_mark_never_passes_a_pending_mail() {
    assert_eq!(advance(10, &[10, 11, 14], &[12]), 12);
    assert_eq!(advance(10, &[10, 11, 14], &[]), 15);
    assert_eq!(advance(10, &[], &[]), 10);
    assert_eq!(advance(10, &[u32::MAX], &[]), u32::MAX);
}

#[test]
fn a_long_folder_is_listed_in_growing_slices_and_the_last_has_no_end() {
    let all = |low, next| slices(low, next).collect::<Vec<_>>();
    assert_eq!(all(1, Some(1000)), [(1, Some(300)), (301, Some(900)), (901, None)]);
    assert_eq!(all(1, Some(301)), [(1, None)]);
    assert_eq!(all(50, Some(50)), [(50, None)]);
    assert_eq!(all(7, None), [(7, None)]);
    assert!(all(1, Some(u32::MAX)).len() < 30, "thin folders cost few commands");
}
