//! The clock's rows.

use super::*;
use crate::store::{Due, How};
use crate::ticket::{Timer, TimerKind};

fn timer(kind: TimerKind, level: u8, hours: i64) -> Timer {
    Timer { kind, instance: 1, level, due_at: MONDAY + Span::hours(hours) }
}

fn set(store: &mut Store, timers: &[Timer]) {
    store.write(|tx| tx.set_timers(10_001, timers, MONDAY)).unwrap();
}

fn due(store: &Store, hours: i64) -> Due {
    store.due(MONDAY + Span::hours(hours), 10).unwrap()
}

fn with_timers(timers: &[Timer]) -> Store {
    let mut store = memory();
    open_ticket(&mut store, 10_001);
    set(&mut store, timers);
    store
}

#[test]
fn due_gives_work_or_the_time_until_there_is_some() {
    let first = timer(TimerKind::FirstResponse, 0, 4);
    let store = with_timers(&[timer(TimerKind::FirstResponse, 1, 6), first.clone()]);
    assert_eq!(due(&store, 3), Due { timers: vec![], next_at: Some(first.due_at) });
    let at_four = due(&store, 4);
    assert_eq!((at_four.timers, at_four.next_at), (vec![(10_001, first)], Some(MONDAY + Span::hours(6))));
    assert_eq!(due(&store, 9).next_at, None);
    assert_eq!(store.due(MONDAY + Span::hours(9), 1).unwrap().next_at, Some(MONDAY + Span::hours(6)));
}

#[test]
fn a_list_cut_by_its_limit_says_that_more_is_due() {
    let store = with_timers(&[timer(TimerKind::FirstResponse, 0, 4), timer(TimerKind::Resolution, 0, 4)]);
    let cut = store.due(MONDAY + Span::hours(5), 1).unwrap();
    assert_eq!((cut.timers.len(), cut.next_at), (1, Some(MONDAY + Span::hours(4))));
}

#[test]
fn setting_timers_twice_is_once_and_what_is_not_derived_any_more_goes() {
    let (a, b) = (timer(TimerKind::Remind, 1, 4), timer(TimerKind::Remind, 2, 8));
    let mut store = with_timers(&[a.clone(), b.clone()]);
    set(&mut store, &[a, b.clone()]);
    assert_eq!(due(&store, 99).timers.len(), 2);
    set(&mut store, &[Timer { due_at: MONDAY + Span::hours(9), ..b.clone() }]);
    let left = due(&store, 99).timers;
    assert_eq!(left.iter().map(|(_, t)| (t.level, t.due_at)).collect::<Vec<_>>(), [(2, MONDAY + Span::hours(9))]);
    set(&mut store, &[]);
    assert_eq!(due(&store, 99), Due::default());
}

#[test]
fn what_has_fired_never_fires_again() {
    let breach = timer(TimerKind::FirstResponse, 1, 4);
    let mut store = with_timers(std::slice::from_ref(&breach));
    let fire = |store: &mut Store, how| {
        store.write(|tx| tx.fired(10_001, TimerKind::FirstResponse, 1, 1, how, MONDAY)).unwrap()
    };
    assert!(fire(&mut store, How::Fired));
    assert!(!fire(&mut store, How::Skipped));
    set(&mut store, &[Timer { due_at: MONDAY + Span::hours(40), ..breach }]);
    assert_eq!(due(&store, 99), Due::default());
    assert_eq!(store.view().show(10_001).unwrap().unwrap().timers[0].state, "fired");
}

#[test]
fn due_timers_of_one_ticket_come_together() {
    let levels = [timer(TimerKind::FirstResponse, 0, 3), timer(TimerKind::FirstResponse, 1, 4)];
    let mut store = with_timers(&[levels[0].clone(), levels[1].clone(), timer(TimerKind::FirstResponse, 2, 9)]);
    let found = store.write(|tx| tx.due_of(10_001, MONDAY + Span::hours(5))).unwrap();
    assert_eq!(found, levels);
}

#[test]
fn a_timer_without_its_ticket_is_refused() {
    let mut store = memory();
    assert!(store.write(|tx| tx.set_timers(10_001, &[timer(TimerKind::Close, 0, 1)], MONDAY)).is_err());
    assert_eq!(due(&store, 99), Due::default());
}
