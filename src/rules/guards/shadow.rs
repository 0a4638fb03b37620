//! core: Which guards, or parts of one, can never hold because one before them always does?
//! In: guards in their order, with the page each stands on. Out: E50.
//! Never a guess: a way is shadowed only when each test of an earlier way follows from one of its own.

use super::{Guard, Test, TestKind, Way};
use crate::rules::diagnostic::{Diagnostic, said};
use crate::rules::page::{Page, Placed};

/// A guard with its page, and where its name stands.
pub(super) type Placing<'p, 'a> = (&'p Page<'a>, Placed, Guard);

pub(super) fn tell(guards: &[Placing<'_, '_>]) {
    for (number, (page, name, guard)) in guards.iter().enumerate() {
        let earlier = guards.get(..number).unwrap_or_default();
        let shadow_of = |way: &Way| earlier.iter().find(|(.., first)| first.ways.iter().any(|one| follows(one, way)));
        let shadows: Vec<Option<&Placing<'_, '_>>> = guard.ways.iter().map(shadow_of).collect();
        let told = |told: Diagnostic, (_, _, first): &Placing<'_, '_>| {
            let (by, place) = (&first.name, &first.rule);
            told.label(said!("\"{by}\" ({place}) decides first", "\"{by}\"（{place}）先作决定")).help(said!(
                "the first guard that holds decides: put this one above it, or take it out",
                "第一条成立的 guard 说了算：请把这一条移到它上面，或者删去"
            ))
        };
        if let (true, Some(Some(first))) = (shadows.iter().all(Option::is_some), shadows.first()) {
            let message = said!("guard \"{}\" can never hold", "guard \"{}\" 永远轮不到", name.text);
            page.tell(told(page.at("E50", name.at.clone()).message(message), first));
            continue;
        }
        for (at, first) in lost(&guard.ways, &shadows) {
            let message = said!("this never gets as far as guard \"{}\"", "这一项轮不到 guard \"{}\"", name.text);
            page.tell(told(page.at("E50", at).message(message), first));
        }
    }
}

/// Entries all of whose ways are shadowed: who reads the guard believes that they count.
fn lost<'f, T>(ways: &[Way], shadows: &[Option<&'f T>]) -> Vec<(std::ops::Range<usize>, &'f T)> {
    let mut lost: Vec<(std::ops::Range<usize>, &'f T)> = Vec::new();
    for test in ways.iter().flatten() {
        let own = || ways.iter().zip(shadows).filter(|(way, _)| way.iter().any(|other| other.at == test.at));
        if let (true, Some((_, Some(first)))) = (own().all(|(_, shadow)| shadow.is_some()), own().next())
            && !lost.iter().any(|(at, _)| *at == test.at)
        {
            lost.push((test.at.clone(), first));
        }
    }
    lost
}

/// Does `first` hold wherever `way` does?
fn follows(first: &Way, way: &Way) -> bool {
    first.iter().all(|wanted| way.iter().any(|given| implies(given, wanted)))
}

fn implies(given: &Test, wanted: &Test) -> bool {
    match (&given.kind, &wanted.kind) {
        (TestKind::From(given), TestKind::From(wanted)) => wanted.covers(given),
        (TestKind::Subject(_, given), TestKind::Subject(_, wanted)) => given == wanted,
        (TestKind::Header { name, has }, TestKind::Header { name: other, has: wanted }) => {
            let is_in = |wanted: &String| has.as_ref().is_some_and(|has| has.contains(wanted.as_str()));
            name.eq_ignore_ascii_case(other) && wanted.as_ref().is_none_or(is_in)
        }
        _ => false,
    }
}
