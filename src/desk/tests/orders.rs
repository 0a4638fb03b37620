//! Orders that concern two tickets or two people, and those that are refused.

use super::*;

fn merge(desk: &mut Desk, number: i64, into: i64) -> Result<Vec<Happening>, String> {
    desk.order(number, "ann", &Order::Merge { into }, MONDAY).map_err(|error| error.to_string())
}

fn accept(desk: &mut Desk, number: i64, address: &str) -> Result<Vec<Happening>, String> {
    let order = Order::Accept { address: Address::new(address) };
    desk.order(number, "ann", &order, MONDAY).map_err(|error| error.to_string())
}

/// Three tickets: two of ann's, one of bea's.
fn shop() -> Desk {
    let mut desk = desk();
    let from = |who: &str, n: usize| mail(who, &format!("Message-ID: <{n}@x.org>\r\n"), &format!("question {n}"));
    for (n, who) in [(1, "ann@x.example"), (2, "ann@x.example"), (3, "bea@y.example")] {
        comes(&mut desk, &n.to_string(), from(who, n), MONDAY);
    }
    desk
}

#[test]
fn a_merge_that_would_leave_somebody_without_answer_or_run_in_a_circle_is_refused() {
    let mut desk = shop();
    let why = merge(&mut desk, 10_003, 10_001).unwrap_err();
    assert!(why.contains("frontdesk accept OK-10001 bea@y.example"), "{why}");
    assert!(merge(&mut desk, 10_001, 10_001).unwrap_err().contains("into itself"));
    assert!(merge(&mut desk, 10_001, 10_009).unwrap_err().contains("no ticket OK-10009"));
    assert_eq!(merge(&mut desk, 10_002, 10_001).unwrap().len(), 2, "both tickets tell of it");
    assert!(merge(&mut desk, 10_001, 10_002).unwrap_err().contains("merged into it"), "a circle");
    let close = desk.order(10_002, "ann", &Order::Close, MONDAY).unwrap_err().to_string();
    assert!(close.contains("merged into OK-10001") && close.contains("frontdesk reopen OK-10002"), "{close}");
    accept(&mut desk, 10_001, "bea@y.example").unwrap();
    merge(&mut desk, 10_003, 10_002).unwrap();
    let survivor = desk.store().write(|tx| tx.ticket(10_003)).unwrap().unwrap();
    assert_eq!(survivor.merged_into, Some(10_001), "into the one that is left of it");
}

#[test]
fn nobody_of_ours_and_nothing_that_is_no_address_is_accepted() {
    let mut desk = shop();
    for address in ["support@okpay.example", "ann@okpay.example", "nonsense", "@x.org", "a@b"] {
        assert!(accept(&mut desk, 10_001, address).is_err(), "{address}");
    }
}
