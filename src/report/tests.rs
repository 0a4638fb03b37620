//! core: Made-up lives, their figures counted by hand.

use super::*;
use crate::sla::tests::{START, book, ticket};
use crate::ticket::{Status, TimerKind};
use crate::time::Span;
use jiff::tz::TimeZone;

/// Thirty days after the start, which is Sunday 22 November 2026, 00:00 UTC.
const NOW: Span = Span::days(30);

fn report(tickets: &[Ticket], breaches: Vec<Breach>, answers: &[(i64, u32)]) -> Report {
    let (slas, zone) = (book(), TimeZone::UTC);
    let terms = Terms { slas: &slas, zone: &zone, prefix: "OK-", since: START, now: START + NOW };
    let mut tally = Tally::new(terms, breaches, answers.iter().copied().collect());
    tickets.iter().for_each(|ticket| tally.add(ticket));
    tally.finish(Vec::new())
}

/// Opened so many hours after the start.
fn life(number: i64, hours: i64, change: impl FnOnce(&mut Ticket, Timestamp)) -> Ticket {
    let opened_at = START + Span::hours(hours);
    let mut life = Ticket { number, opened_at, started_at: Some(opened_at), ..ticket() };
    change(&mut life, opened_at);
    life
}

fn answered(after: Span) -> impl FnOnce(&mut Ticket, Timestamp) {
    move |ticket, opened_at| {
        ticket.first_replied_at = Some(opened_at + after);
        ticket.runs.insert(TimerKind::FirstResponse, 1);
    }
}

#[test]
fn a_desk_without_tickets_has_a_report_of_nothing() {
    let report = report(&[], Vec::new(), &[]);
    assert_eq!((report.open.all.tickets, report.pace.opened, report.general.of), (0, 0, 0));
    assert_eq!(report.pace.first_response, Spread::default());
    assert!(report.promises.kinds.is_empty() && report.pace.weeks.is_empty());
}

#[test]
fn median_and_nine_in_ten_are_lengths_somebody_waited() {
    let hours = |hours: &[i64]| Spread::of(hours.iter().map(|hours| Span::hours(*hours)).collect());
    let is = |count, median, p90| Spread { count, median: Some(Span::hours(median)), p90: Some(Span::hours(p90)) };
    assert_eq!(hours(&[5]), is(1, 5, 5));
    assert_eq!(hours(&[9, 1]), is(2, 1, 9));
    assert_eq!(hours(&[3, 1, 2]), is(3, 2, 3));
    // Of ten: the fifth, the ninth.
    assert_eq!(hours(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), is(10, 5, 9));
    // Of eleven: the sixth, the tenth (nine are fewer than nine in ten of eleven).
    assert_eq!(hours(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), is(11, 6, 10));
}

#[test]
fn who_has_the_next_word_is_counted_by_category_and_team() {
    let unread = life(10_001, 48, |_, _| {});
    let ours = life(10_002, 24, answered(Span::hours(1)));
    let theirs = life(10_003, 72, |ticket, at| {
        answered(Span::hours(1))(ticket, at);
        ticket.status = Status::Waiting;
        ticket.team = Some("payments".to_owned());
    });
    let solved = life(10_004, 0, |ticket, _| ticket.status = Status::Solved);
    let robot = life(10_005, 0, |ticket, _| ticket.started_at = None);
    let open = report(&[unread, ours, theirs, solved, robot], Vec::new(), &[]).open;
    assert_eq!((open.all.tickets, open.all.unread, open.all.us, open.all.customer), (3, 1, 1, 1));
    let lanes: Vec<(Option<&str>, usize)> =
        open.lanes.iter().map(|lane| (lane.team.as_deref(), lane.heap.tickets)).collect();
    assert_eq!(lanes, [(None, 2), (Some("payments"), 1)], "the fullest first");
    let oldest = open.all.oldest.as_ref().map(|oldest| (oldest.ticket.as_str(), oldest.age));
    assert_eq!(oldest, Some(("OK-10002", Span::days(29))));
}

#[test]
fn an_answer_belongs_to_the_week_it_was_given_in() {
    // Opened on Sunday of week 47, answered on Monday of week 48; the other within Monday.
    let sunday = life(10_001, 20, answered(Span::hours(6)));
    let monday = life(10_002, 30, answered(Span::hours(2)));
    let pace = report(&[sunday, monday], Vec::new(), &[]).pace;
    let told = |row: &WeekRow| (row.week.clone(), row.opened, row.first_response.count, row.first_response.p90);
    let weeks: Vec<_> = pace.weeks.iter().map(told).collect();
    assert_eq!(weeks[0], ("2026-W47".to_owned(), 1, 0, None));
    assert_eq!(weeks[1], ("2026-W48".to_owned(), 1, 2, Some(Span::hours(6))));
    assert_eq!(pace.first_response.median, Some(Span::hours(2)));
    assert!(pace.categories[0].first_response_open.is_none(), "its promises count every hour");
}

#[test]
fn a_promise_is_kept_broken_or_open_and_each_counts_once() {
    let kept = life(10_001, 0, answered(Span::hours(24)));
    let seen_late = life(10_002, 0, |ticket, at| {
        answered(Span::hours(30))(ticket, at);
        ticket.fired.push((TimerKind::FirstResponse, 1, crate::sla::DEADLINE));
    });
    let unseen = life(10_003, 0, |_, _| {});
    let open = life(10_004, 719, |_, _| {});
    let due_at = START + Span::hours(24);
    let breach = Breach {
        ticket: 10_002,
        category: "general".to_owned(),
        kind: TimerKind::FirstResponse,
        due_at,
        met_at: Some(due_at + Span::hours(6)),
    };
    let promises = report(&[kept, seen_late, unseen, open], vec![breach], &[]).promises;
    let row = PromiseRow { promise: TimerKind::FirstResponse, kept: Some(1), broken: 2, open: 1 };
    assert_eq!((promises.kinds.as_slice(), row.share()), ([row].as_slice(), Some(33)));
    let broken: Vec<_> = promises.broken.iter().map(|one| (one.ticket.as_str(), one.late, one.met_at)).collect();
    let late = Span::hours(6);
    assert_eq!(broken, [("OK-10003", Span::days(29), None), ("OK-10002", late, Some(due_at + late))]);
}

#[test]
fn later_questions_answered_in_time_count_where_that_was_promised() {
    let book = "[sla.standard]\nfirst_response = \"24h\"\nnext_response = \"8h\"\n";
    let slas = crate::sla::SlaBook::load(book, "sla.toml").unwrap();
    let zone = TimeZone::UTC;
    let terms = Terms { slas: &slas, zone: &zone, prefix: "", since: START, now: START + NOW };
    let mut tally = Tally::new(terms, Vec::new(), BTreeMap::from([(10_001, 2), (10_002, 5)]));
    tally.add(&life(10_001, 0, answered(Span::hours(1))));
    tally.add(&life(10_002, 0, |ticket, _| ticket.sla = None));
    let kinds = tally.finish(Vec::new()).promises.kinds;
    let row = PromiseRow { promise: TimerKind::NextResponse, kept: Some(2), broken: 0, open: 0 };
    assert_eq!(kinds.last(), Some(&row));
    assert_eq!(report(&[life(10_001, 0, |_, _| {})], Vec::new(), &[(10_001, 2)]).promises.kinds.len(), 1);
}

#[test]
fn general_names_its_newest_and_spam_tells_nothing() {
    let mut lives: Vec<Ticket> = (1..=12).map(|n| life(10_000 + n, n, |_, _| {})).collect();
    lives.push(life(10_020, 1, |ticket, _| ticket.category = "refund".to_owned()));
    lives.push(life(10_021, 1, |ticket, _| ticket.is_spam = true));
    let general = report(&lives, Vec::new(), &[]).general;
    assert_eq!((general.tickets, general.of, general.open, general.newest.len()), (12, 13, 12, 10));
    assert_eq!((general.newest[0].ticket.as_str(), general.newest[9].ticket.as_str()), ("OK-10012", "OK-10003"));
}

#[test]
fn a_silence_says_every_reason_of_its_row() {
    let silence = Silence::of("L26".to_owned(), 3);
    assert_eq!(silence.reason, "a container we cannot read; an invitation");
    assert_eq!(Silence::of("of the site".to_owned(), 1).reason, "of the site");
}
