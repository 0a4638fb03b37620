//! core: What would an edit of the promises move?
//! In: a ticket that is not closed, the book it lives by, the book on the disk. Out: every deadline that would be another.
//! Never decides anything: what an edit really does is `ticket::rebooked`, by the same books and the same choice.

use super::{Account, DEADLINE, PROMISES, SlaBook, instance, is_running};
use crate::rules::RuleSet;
use crate::ticket::{Status, Ticket, TimerKind, rebooked};
use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// One deadline, reminder or closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    pub timer: TimerKind,
    /// Tells the first reminder from the second.
    pub level: u8,
    /// None: the timer is new.
    pub old: Option<Timestamp>,
    /// None: the timer goes.
    pub new: Option<Timestamp>,
    pub fate: Fate,
    /// How the new time of a promise is counted.
    pub account: Option<Account>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Moves,
    /// The new time is past already: the promise breaks, the reminder leaves, when the edit goes live.
    AtOnce,
    /// What the clock has counted as late stays late.
    StaysLate,
}

/// May deadlines move at all? A category more or less changes no promise.
pub fn differ((old_rules, old): (&RuleSet, &SlaBook), (rules, new): (&RuleSet, &SlaBook)) -> bool {
    let promised = |id: &String| rules.categories.get(id).map(|category| &category.sla);
    let is_other = |id: &String, sla: &Option<String>| promised(id).is_some_and(|promised| promised != sla);
    format!("{old:?}") != format!("{new:?}")
        || old_rules.categories.iter().any(|(id, category)| is_other(id, &category.sla))
}

type Due = BTreeMap<(TimerKind, u8), Timestamp>;

/// By kind of timer. Warnings and escalations move with their deadline and are not listed.
pub fn moves(ticket: &Ticket, old: &SlaBook, (rules, book): (&RuleSet, &SlaBook), now: Timestamp) -> Vec<Move> {
    if ticket.status == Status::Closed || ticket.started_at.is_none() {
        return Vec::new();
    }
    let renewed = Ticket { sla: rebooked::chosen(ticket, rules, book), ..ticket.clone() };
    let (before, after) = (due(old, ticket, now), due(book, &renewed, now));
    let mut keys: Vec<(TimerKind, u8)> = before.keys().chain(after.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let moved = |key: (TimerKind, u8)| {
        let (old, new) = (before.get(&key).copied(), after.get(&key).copied());
        let (timer, level) = key;
        let fate = if ticket.fired.contains(&(timer, instance(ticket, timer), DEADLINE)) {
            Fate::StaysLate
        } else if new.is_some_and(|new| new <= now) && old.is_none_or(|old| old > now) {
            Fate::AtOnce
        } else {
            Fate::Moves
        };
        (old != new).then(|| Move { timer, level, old, new, fate, account: book.account(&renewed, timer, now) })
    };
    keys.into_iter().filter_map(moved).collect()
}

fn due(book: &SlaBook, ticket: &Ticket, now: Timestamp) -> Due {
    let running = PROMISES.into_iter().filter(|kind| is_running(ticket, *kind));
    let promises = running.filter_map(|kind| Some(((kind, DEADLINE), book.deadline(ticket, kind)?)));
    let others = book.derive(ticket, now).into_iter().filter(|timer| !PROMISES.contains(&timer.kind));
    promises.chain(others.map(|timer| ((timer.kind, timer.level), timer.due_at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kinship, RuleFile};
    use crate::sla::tests::{START, book, ticket};
    use crate::time::Span;

    fn rules_text() -> String {
        "name = { zh = \"退款\", en = \"Refund\" }\n[match]\nstrong = [\"refund\"]\n[test]\nyes = [\"refund\"]\nno = [\"charge\"]\n".to_owned()
    }

    fn rules() -> RuleSet {
        let file = RuleFile { path: "categories/refund.toml".to_owned(), text: rules_text() };
        RuleSet::load("rules", &[file], &Kinship::default()).unwrap()
    }

    /// What becomes of the ticket when the book's text is edited so, after so many hours.
    fn told(ticket: &Ticket, edit: (&str, &str), hours: i64) -> Vec<(TimerKind, Option<Timestamp>, Fate)> {
        let text = crate::sla::tests::BOOK.replace(edit.0, edit.1);
        let new = SlaBook::load(&text, "sla.toml").unwrap();
        let rules = rules();
        let moves = moves(ticket, &book(), (&rules, &new), START + Span::hours(hours));
        moves.into_iter().map(|moved| (moved.timer, moved.new, moved.fate)).collect()
    }

    const FIRST: TimerKind = TimerKind::FirstResponse;

    #[test]
    fn a_shorter_promise_moves_the_deadline_or_breaks_it_at_once() {
        let edit = ("first_response = \"24h\"", "first_response = \"8h\"");
        let at = Some(START + Span::hours(8));
        assert_eq!(told(&ticket(), edit, 1), [(FIRST, at, Fate::Moves)]);
        assert_eq!(told(&ticket(), edit, 9), [(FIRST, at, Fate::AtOnce)]);
        let mut late = ticket();
        late.fired.push((FIRST, 1, DEADLINE));
        assert_eq!(told(&late, edit, 25), [(FIRST, at, Fate::StaysLate)]);
    }

    #[test]
    fn a_book_against_itself_and_a_closed_ticket_move_nothing() {
        assert_eq!(told(&ticket(), ("", ""), 1), []);
        let closed = Ticket { status: Status::Closed, ..ticket() };
        assert_eq!(told(&closed, ("24h", "8h"), 1), []);
    }

    #[test]
    fn a_new_category_changes_no_promise_and_another_book_does() {
        let more = |sla: &str| {
            let text = "name = { zh = \"a\", en = \"a\" }\n[match]\nstrong = [\"fee\"]\n[test]\nyes = [\"fee\"]\nno = [\"b\"]\n";
            let mut refund = rules_text();
            refund.insert_str(0, sla);
            let file = |name: &str, text: String| RuleFile { path: format!("categories/{name}.toml"), text };
            let files = [file("refund", refund), file("fees", text.to_owned())];
            RuleSet::load("rules", &files, &Kinship::default()).unwrap()
        };
        let (few, other) = (rules(), crate::sla::tests::BOOK.replace("24h", "8h"));
        assert!(!differ((&few, &book()), (&more(""), &book())));
        assert!(differ((&few, &book()), (&more("sla = \"standard\"\n"), &book())));
        assert!(differ((&few, &book()), (&few, &SlaBook::load(&other, "sla.toml").unwrap())));
    }

    #[test]
    fn reminders_and_closing_are_told_apart_and_a_promise_may_go_or_come() {
        let waiting = Ticket { status: Status::Waiting, waiting_at: Some(START), ..ticket() };
        let waits = ("[waiting]\n", "[waiting]\nremind = [\"4d\", \"7d\"]\n");
        assert_eq!(told(&waiting, waits, 1), [(TimerKind::Remind, Some(START + Span::days(4)), Fate::Moves)]);
        assert_eq!(told(&ticket(), ("[sla.standard]", "[sla.other]"), 1), [(FIRST, None, Fate::Moves)]);
    }
}
