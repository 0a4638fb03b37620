//! core: Where does one phrase stand, given the places of its words?
//! In: a `Scan`, a phrase's number, a part of the text and what is blanked in it. Out: the leftmost, then shortest place.
//! Parts follow in order, never overlap, and gaps end at the sentence (`~` at the comma already).

use super::{Link, Node, Pattern, Scan, Spot};
use crate::rules::phrase::{Gap, is_cjk};
use std::ops::Range;

/// Bytes of the folded text.
pub type Found = Range<usize>;

/// One part of the text, with the places that are blanked for this question.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub part: &'a Range<usize>,
    pub blanked: &'a [Found],
}

impl View<'_> {
    fn is_free(&self, place: &Range<usize>) -> bool {
        self.blanked.iter().all(|blank| place.end <= blank.start || blank.end <= place.start)
    }
}

impl Scan<'_> {
    /// The leftmost, then shortest place of a phrase from `from` on.
    pub fn find(&self, phrase: u32, view: &View<'_>, from: usize) -> Option<Found> {
        let from = from.max(view.part.start);
        match self.matcher.patterns.get(phrase as usize)? {
            Pattern::Words(node) => self.find_node(node, view, from),
            Pattern::Regex(regex) => {
                let part = self.text.get(..view.part.end)?;
                let mut at = from;
                while let Some(found) = regex.find_at(part, at) {
                    if view.is_free(&found.range()) && found.start() >= view.part.start {
                        return Some(found.range());
                    }
                    at = part.ceil_char_boundary(found.start() + 1);
                }
                None
            }
        }
    }

    /// Every place of a phrase, one after the other.
    pub fn find_all(&self, phrase: u32, view: &View<'_>) -> Vec<Found> {
        let (mut places, mut from) = (Vec::new(), view.part.start);
        while let Some(place) = self.find(phrase, view, from) {
            from = place.end.max(from + 1);
            places.push(place);
        }
        places
    }

    fn find_node(&self, node: &Node, view: &View<'_>, from: usize) -> Option<Found> {
        if let Node::Word(word) = node {
            let spots = self.spots_from(*word, from).map(range).take_while(|place| place.end <= view.part.end);
            return spots.into_iter().find(|place| view.is_free(place));
        }
        let mut starts = Vec::new();
        self.starts(node, view, from, &mut starts);
        starts.sort_unstable();
        starts.dedup();
        let mut ends = Vec::new();
        for start in starts {
            ends.clear();
            self.ends(node, view, start..start + 1, &mut ends);
            if let Some(end) = ends.iter().min() {
                return Some(start..*end);
            }
        }
        None
    }

    /// Where a match of this node could begin.
    fn starts(&self, node: &Node, view: &View<'_>, from: usize, starts: &mut Vec<usize>) {
        match node {
            Node::Word(word) => self.word_starts(*word, view, from, starts),
            Node::Words(words) => words.iter().for_each(|word| self.word_starts(*word, view, from, starts)),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.starts(node, view, from, starts)),
            Node::Row(links) => {
                let optional = links.iter().take_while(|link| link.is_optional).count();
                links.iter().take(optional + 1).for_each(|link| self.starts(&link.node, view, from, starts));
            }
        }
    }

    fn word_starts(&self, word: u32, view: &View<'_>, from: usize, starts: &mut Vec<usize>) {
        let places = self.spots_from(word, from).map(range).take_while(|place| place.end <= view.part.end);
        starts.extend(places.filter(|place| view.is_free(place)).map(|place| place.start));
    }

    /// Where matches of this node that begin within `starts` end.
    fn ends(&self, node: &Node, view: &View<'_>, starts: Range<usize>, ends: &mut Vec<usize>) {
        match node {
            Node::Word(word) => self.word_ends(*word, view, &starts, ends),
            Node::Words(words) => words.iter().for_each(|word| self.word_ends(*word, view, &starts, ends)),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.ends(node, view, starts.clone(), ends)),
            Node::Row(links) => self.row_ends(links, view, starts, ends),
        }
    }

    fn word_ends(&self, word: u32, view: &View<'_>, starts: &Range<usize>, ends: &mut Vec<usize>) {
        let places = self.spots_from(word, starts.start).map(range);
        let places = places.take_while(|place| place.start < starts.end);
        ends.extend(places.filter(|p| p.end <= view.part.end && view.is_free(p)).map(|place| place.end));
    }

    /// Walks the row part by part, keeping every place the parts so far may end at.
    fn row_ends(&self, links: &[Link], view: &View<'_>, starts: Range<usize>, ends: &mut Vec<usize>) {
        // An end, and the smallest gap left over by absent optional parts; no end yet before the first part.
        let mut states: Vec<(Option<usize>, Option<Gap>)> = vec![(None, None)];
        for link in links {
            let mut next = Vec::new();
            for (end, carried) in states {
                let gap = carried.map_or(link.gap, |carried| carried.min(link.gap));
                let within = end.map_or(starts.clone(), |end| self.reach(end, gap, view.part.end));
                let mut found = Vec::new();
                self.ends(&link.node, view, within, &mut found);
                next.extend(found.into_iter().map(|end| (Some(end), None)));
                if link.is_optional {
                    next.push((end, end.map(|_| gap)));
                }
            }
            next.sort_unstable();
            next.dedup();
            states = next;
            if states.is_empty() {
                return;
            }
        }
        ends.extend(states.into_iter().filter_map(|(end, _)| end));
    }

    /// The spots of one word that begin at `from` or later.
    fn spots_from(&self, word: u32, from: usize) -> impl Iterator<Item = &Spot> {
        let is_present = self.present.get(word as usize / 64).is_some_and(|bits| bits & (1 << (word % 64)) != 0);
        let spots = if is_present { self.spots.as_slice() } else { &[] };
        let first = spots.partition_point(|spot| (spot.word, spot.start as usize) < (word, from));
        spots.iter().skip(first).take_while(move |spot| spot.word == word)
    }

    /// Where the next part may begin after a gap that starts at `end`.
    fn reach(&self, end: usize, gap: Gap, limit: usize) -> Range<usize> {
        let rest = self.text.get(end..limit).unwrap_or_default();
        let allowed = match gap {
            Gap::Beside => return end..end + 1 + usize::from(rest.starts_with(' ')),
            Gap::Near => self.matcher.reach.near,
            Gap::Far => self.matcher.reach.far,
        };
        let (mut units, mut is_run) = (0, false);
        let mut before = self.text.get(..end).and_then(|t| t.chars().next_back());
        for (at, c) in rest.char_indices() {
            let is_letter = c.is_alphanumeric();
            let is_unit = is_letter && (is_cjk(c) || !is_run);
            if is_unit && units == allowed || is_border(before, rest.get(at..).unwrap_or_default(), gap) {
                return end..end + at + 1;
            }
            units += usize::from(is_unit);
            is_run = is_letter && !is_cjk(c);
            before = Some(c);
        }
        end..limit
    }
}

/// Does a sentence (for `~` also a clause) end with the first character of `rest`?
fn is_border(before: Option<char>, rest: &str, gap: Gap) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        Some('。' | '!' | '?' | '\n' | '｡') => true,
        // A dot within 99.5, okpay.com or ... ends no sentence.
        Some('.') => {
            before != Some('.') && characters.next().is_none_or(|c| c != '.' && (is_cjk(c) || !c.is_alphanumeric()))
        }
        Some(',' | ';' | ':' | '、') => gap == Gap::Near,
        _ => false,
    }
}

const fn range(spot: &Spot) -> Range<usize> {
    spot.start as usize..spot.end as usize
}
