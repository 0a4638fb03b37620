//! How many tickets were opened lately.

use super::*;
use crate::ticket::event::Counts;

fn opened(store: &mut Store, sender: &str, at: Timestamp) -> (u32, u32) {
    let sender = Address::new(sender);
    let mut counts = Counts::default();
    store.write(|tx| tx.count_openings("support", Some(&sender), at, &mut counts)).unwrap();
    (counts.new_tickets_sender_hour, counts.new_tickets_ten_minutes)
}

fn opens(store: &mut Store, sender: &str, at: Timestamp) {
    let sender = Address::new(sender);
    store.write(|tx| tx.note_opening(Some("support"), Some(&sender), at)).unwrap();
}

#[test]
fn openings_slide_out_of_their_windows_by_sender_and_by_mailbox() {
    let mut store = memory();
    let minutes = |n: i64| MONDAY + Span::minutes(n);
    opens(&mut store, "Ann+shop@x.org", MONDAY);
    opens(&mut store, "bob@x.org", minutes(5));
    assert_eq!(opened(&mut store, "ann@x.org", minutes(5)), (1, 2));
    assert_eq!(opened(&mut store, "ann@x.org", minutes(10)), (1, 1));
    assert_eq!(opened(&mut store, "ann@x.org", minutes(59)), (1, 0));
    assert_eq!(opened(&mut store, "ann@x.org", minutes(60)), (0, 0));
    assert_eq!(opened(&mut store, "bob@x.org", minutes(60)), (1, 0));
}

#[test]
fn a_time_of_arrival_set_back_does_not_open_the_window_anew() {
    let mut store = memory();
    opens(&mut store, "ann@x.org", MONDAY);
    assert_eq!(opened(&mut store, "ann@x.org", MONDAY - Span::days(30)), (1, 1));
}

#[test]
fn old_minutes_are_forgotten() {
    let mut store = memory();
    for hour in 0..5 {
        opens(&mut store, "ann@x.org", MONDAY + Span::hours(2 * hour));
    }
    let sql = "SELECT count(*) FROM new_tickets_a_minute WHERE whose = 'to support'";
    let left: Option<i64> = store.write(|tx| tx.ask(sql, [], "counting")).unwrap();
    assert_eq!(left, Some(1));
}
