//! core: Where does one phrase stand, given the places of its words?
//! In: a `Scan`, a phrase's number, a part of the text and what is blanked in it. Out: the leftmost, then shortest place.
//! Parts follow in order, never overlap, and gaps end at the sentence (`~` at the comma already).

use super::live::Live;
use super::words::Spot;
use super::{Link, Node, Pattern, Scan, gap};
use crate::rules::phrase::Gap;
use regex::Regex;
use std::ops::Range;

/// Bytes of the folded text.
pub type Found = Range<usize>;

/// One part of the text, with the places that are blanked for this question: sorted and apart.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub part: &'a Range<usize>,
    pub blanked: &'a [Found],
}

impl View<'_> {
    fn is_free(&self, start: usize, end: usize) -> bool {
        if self.blanked.is_empty() {
            return true;
        }
        let next = self.blanked.partition_point(|blank| blank.end <= start);
        self.blanked.get(next).is_none_or(|blank| end <= blank.start)
    }

    fn holds(&self, spot: &Spot) -> bool {
        spot.end as usize <= self.part.end && self.is_free(spot.start as usize, spot.end as usize)
    }
}

impl Scan<'_> {
    /// The leftmost, then shortest place of a phrase from `from` on.
    pub fn find(&self, phrase: u32, view: &View<'_>, from: usize) -> Option<Found> {
        let from = from.max(view.part.start);
        match self.matcher.patterns.get(phrase as usize)? {
            Pattern::Words(node) => {
                let mut scratch = self.scratch.borrow_mut();
                Search::new(self, view, &mut scratch).next(node, from)
            }
            Pattern::Regex(regex) => self.next_of_regex(regex.program()?.as_ref(), view, from),
        }
    }

    /// Every place of a phrase, one after the other.
    pub fn find_all(&self, phrase: u32, view: &View<'_>) -> Vec<Found> {
        let mut places: Vec<Found> = Vec::new();
        let mut add = |place: Found| {
            let next = place.end.max(place.start + 1);
            places.push(place);
            next
        };
        let mut from = view.part.start;
        match self.matcher.patterns.get(phrase as usize) {
            Some(Pattern::Words(node)) => {
                let mut scratch = self.scratch.borrow_mut();
                let mut search = Search::new(self, view, &mut scratch);
                while let Some(place) = search.next(node, from) {
                    from = add(place);
                }
            }
            Some(Pattern::Regex(regex)) => {
                let program = regex.program();
                while let Some(place) = program.as_ref().and_then(|regex| self.next_of_regex(regex, view, from)) {
                    from = add(place);
                }
            }
            None => {}
        }
        places
    }

    fn next_of_regex(&self, regex: &Regex, view: &View<'_>, from: usize) -> Option<Found> {
        let part = self.text.get(..view.part.end)?;
        let mut at = from;
        while let Some(found) = regex.find_at(part, at) {
            if view.is_free(found.start(), found.end()) {
                return Some(found.range());
            }
            at = part.ceil_char_boundary(found.start() + 1);
        }
        None
    }
}

/// How far a row has come: where its parts so far end, and the smallest gap left over by absent optional parts.
/// No end before the first part.
type State = (Option<u32>, Option<Gap>);

/// What a search writes down, handed on from one to the next.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Where matches could begin, ascending.
    starts: Vec<u32>,
    states: Vec<State>,
    pub live: Live,
}

impl Scratch {
    pub const fn new(live: Live) -> Self {
        Self { starts: Vec::new(), states: Vec::new(), live }
    }
}

/// One phrase looked for in one part of a text.
struct Search<'s> {
    scan: &'s Scan<'s>,
    view: &'s View<'s>,
    scratch: &'s mut Scratch,
    /// How many starts are used up; none are known before the first question.
    used: Option<usize>,
}

impl<'s> Search<'s> {
    fn new(scan: &'s Scan<'s>, view: &'s View<'s>, scratch: &'s mut Scratch) -> Self {
        Self { scan, view, scratch, used: None }
    }

    /// The next place from `from` on; `from` never goes back.
    fn next(&mut self, node: &Node, from: usize) -> Option<Found> {
        if let Node::Word(_) | Node::Set(_) = node {
            let view = self.view;
            let spot = after(self.spots(node), from).iter().find(|spot| view.holds(spot))?;
            return Some(spot.start as usize..spot.end as usize);
        }
        let mut used = self.used.unwrap_or_else(|| {
            let mut starts = std::mem::take(&mut self.scratch.starts);
            starts.clear();
            self.starts_of(node, &mut starts);
            starts.sort_unstable();
            starts.dedup();
            self.scratch.starts = starts;
            0
        });
        let mut found = None;
        while let Some(start) = self.scratch.starts.get(used).copied().filter(|_| found.is_none()) {
            used += 1;
            if start as usize >= from {
                self.scratch.states.clear();
                self.ends(node, start..start + 1);
                let end = self.scratch.states.iter().filter_map(|(end, _)| *end).min();
                found = end.map(|end| start as usize..end as usize);
            }
        }
        self.used = Some(used);
        found
    }

    /// The places of a leaf, sorted.
    fn spots(&mut self, leaf: &Node) -> &[Spot] {
        match leaf {
            Node::Word(word) => self.scan.standing.spots(*word),
            Node::Set(set) => self.scratch.live.spots(self.scan, *set),
            Node::Any(_) | Node::Row(_) => &[],
        }
    }

    /// The choices worth following.
    fn each_able(&mut self, choices: u32, mut follow: impl FnMut(&mut Self, &Node)) {
        for at in self.scratch.live.able(self.scan, choices) {
            if let Some(node) = self.scratch.live.choice(self.scan, choices, at) {
                follow(self, node);
            }
        }
    }

    fn starts_of(&mut self, node: &Node, starts: &mut Vec<u32>) {
        match node {
            Node::Word(_) | Node::Set(_) => {
                let view = self.view;
                let own = after(self.spots(node), view.part.start).iter();
                let own = own.take_while(|spot| (spot.start as usize) < view.part.end);
                starts.extend(own.filter(|spot| view.holds(spot)).map(|spot| spot.start));
            }
            Node::Any(choices) => self.each_able(*choices, |search, node| search.starts_of(node, starts)),
            Node::Row(row) => {
                let links = self.scan.matcher.rows.list(*row);
                let optional = links.iter().take_while(|link| link.is_optional).count();
                links.iter().take(optional + 1).for_each(|link| self.starts_of(&link.node, starts));
            }
        }
    }

    /// Where matches of this node that begin within `starts` end: put on top of the states.
    fn ends(&mut self, node: &Node, starts: Range<u32>) {
        match node {
            Node::Word(word) => {
                put_ends(&mut self.scratch.states, self.scan.standing.spots(*word), self.view, starts);
            }
            Node::Set(set) => {
                let Scratch { states, live, .. } = &mut *self.scratch;
                put_ends(states, live.spots(self.scan, *set), self.view, starts);
            }
            Node::Any(choices) => self.each_able(*choices, |search, node| search.ends(node, starts.clone())),
            Node::Row(row) => self.row_ends(self.scan.matcher.rows.list(*row), starts),
        }
    }

    /// Does a leaf stand anywhere from `end` on? Other nodes may.
    fn stands_after(&mut self, node: &Node, end: u32) -> bool {
        matches!(node, Node::Any(_) | Node::Row(_)) || self.spots(node).last().is_some_and(|spot| spot.start >= end)
    }

    /// Walks the row part by part, keeping every place the parts so far may end at.
    fn row_ends(&mut self, links: &[Link], starts: Range<u32>) {
        let base = self.scratch.states.len();
        self.scratch.states.push((None, None));
        for link in links {
            let top = self.scratch.states.len();
            for at in base..top {
                let Some((end, carried)) = self.scratch.states.get(at).copied() else { continue };
                let gap = carried.map_or(link.gap, |carried| carried.min(link.gap));
                match end {
                    None => self.ends(&link.node, starts.clone()),
                    // Most parts do not stand behind this place at all; only then the gap is worth measuring.
                    Some(end) if self.stands_after(&link.node, end) => {
                        let within = gap::within(self.scan.text, end as usize, gap, self.scan.matcher.reach);
                        self.ends(&link.node, within.start as u32..within.end as u32);
                    }
                    Some(_) => {}
                }
                if link.is_optional {
                    self.scratch.states.push((end, end.map(|_| gap)));
                }
            }
            self.scratch.states.drain(base..top);
            self.tidy(base);
        }
        let mut at = 0;
        self.scratch.states.retain(|(end, _)| {
            at += 1;
            at <= base || end.is_some()
        });
    }

    /// Sorts the states from `base` on and drops doubles.
    fn tidy(&mut self, base: usize) {
        let own = self.scratch.states.get_mut(base..).unwrap_or_default();
        if own.len() < 2 {
            return;
        }
        own.sort_unstable();
        let (mut at, mut last) = (0, None);
        self.scratch.states.retain(|state| {
            at += 1;
            at <= base || last.replace(*state) != Some(*state)
        });
    }
}

/// The spots that begin at `from` or later.
fn after(spots: &[Spot], from: usize) -> &[Spot] {
    let first = spots.partition_point(|spot| (spot.start as usize) < from);
    spots.get(first..).unwrap_or_default()
}

fn put_ends(states: &mut Vec<State>, spots: &[Spot], view: &View<'_>, starts: Range<u32>) {
    let own = after(spots, starts.start as usize).iter().take_while(|spot| spot.start < starts.end);
    states.extend(own.filter(|spot| view.holds(spot)).map(|spot| (Some(spot.end), None)));
}
