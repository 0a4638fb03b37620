//! core: Which sets and choices stand in a text at all?
//! In: a `Scan`. Out: for each set of words its places, for each list of choices those that can match.
//! A list of hundreds of words stands in hundreds of phrases: each of its words is looked up once a text, not once a
//! phrase.
//! Never says that a choice matches, only that all its words stand somewhere.

use super::words::{Spot, Standing};
use super::{Matcher, Node, Scan};
use std::ops::Range;

/// What is known so far of the sets and choices of one text.
#[derive(Debug)]
pub(super) struct Live {
    /// The words that stand.
    words: Vec<u32>,
    /// One bit a set: does a word of it stand?
    present: Vec<u64>,
    sets: Known,
    spots: Vec<Spot>,
    choices: Known,
    /// Which of the choices, by their place in the list.
    able: Vec<u32>,
}

/// For each number, once it is asked: a range of another list.
#[derive(Debug, Default)]
struct Known(Vec<Option<(u32, u32)>>);

impl Known {
    fn get(&self, number: u32) -> Option<Range<usize>> {
        let (start, end) = self.0.get(number as usize).copied().flatten()?;
        Some(start as usize..end as usize)
    }

    fn set(&mut self, number: u32, own: Range<usize>) -> Range<usize> {
        if self.0.len() <= number as usize {
            self.0.resize(number as usize + 1, None);
        }
        if let Some(known) = self.0.get_mut(number as usize) {
            *known = Some((own.start as u32, own.end as u32));
        }
        own
    }
}

impl Live {
    pub fn of(matcher: &Matcher, standing: &Standing) -> Self {
        let (words, mut present) = (standing.words(), vec![0_u64; matcher.sets.len().div_ceil(64)]);
        for set in words.iter().flat_map(|word| matcher.holders.list(*word)) {
            present.get_mut(*set as usize / 64).into_iter().for_each(|bits| *bits |= 1 << (set % 64));
        }
        Self { words, present, sets: Known::default(), spots: Vec::new(), choices: Known::default(), able: Vec::new() }
    }

    /// The words that stand, ascending.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    pub fn has(&self, set: u32) -> bool {
        self.present.get(set as usize / 64).is_some_and(|bits| bits & (1 << (set % 64)) != 0)
    }

    /// All places of the words of a set, sorted.
    pub fn spots(&mut self, scan: &Scan<'_>, set: u32) -> &[Spot] {
        if !self.has(set) {
            return &[];
        }
        let own = self.sets.get(set).unwrap_or_else(|| {
            let first = self.spots.len();
            let own = scan.matcher.sets.list(set);
            let stands_in = |word: &&u32| scan.matcher.holders.list(**word).binary_search(&set).is_ok();
            // Whichever is less to look through: the words of the set, or those that stand.
            if own.len() > 4 * self.words.len() {
                self.words.iter().filter(stands_in).for_each(|word| self.spots.extend(scan.standing.spots(*word)));
            } else {
                own.iter().for_each(|word| self.spots.extend(scan.standing.spots(*word)));
            }
            self.spots.get_mut(first..).unwrap_or_default().sort_unstable();
            self.sets.set(set, first..self.spots.len())
        });
        self.spots.get(own).unwrap_or_default()
    }

    /// Those of the choices whose words all stand: their places in the list.
    pub fn able(&mut self, scan: &Scan<'_>, choices: u32) -> Range<usize> {
        self.choices.get(choices).unwrap_or_else(|| {
            let nodes = scan.matcher.choices.list(choices);
            let able: Vec<u32> = (0..).zip(nodes).filter(|(_, node)| self.can(scan, node)).map(|(at, _)| at).collect();
            let first = self.able.len();
            self.able.extend(able);
            self.choices.set(choices, first..self.able.len())
        })
    }

    /// The choice that stands at this place of what `able` gave.
    pub fn choice<'m>(&self, scan: &Scan<'m>, choices: u32, at: usize) -> Option<&'m Node> {
        scan.matcher.choices.list(choices).get(*self.able.get(at)? as usize)
    }

    fn can(&mut self, scan: &Scan<'_>, node: &Node) -> bool {
        match node {
            Node::Word(word) => scan.standing.has(*word),
            Node::Set(set) => self.has(*set),
            Node::Any(choices) => !self.able(scan, *choices).is_empty(),
            Node::Row(row) => {
                scan.matcher.rows.list(*row).iter().all(|link| link.is_optional || self.can(scan, &link.node))
            }
        }
    }
}
