//! core: Where do the words of all phrases stand in a text?
//! In: phrases and word lists, once; then folded texts. Out: for each text a `Scan`, asked phrase by phrase.
//! One pass of one automaton finds every word of every phrase; phrases are then evaluated on the places found.
//! Never looks at categories or weights.

mod gap;
mod live;
mod place;
mod words;

use super::pattern::{BadRegex, admit, compile};
use super::phrase::{Gap, Part, Phrase, Sequence};
use super::sieve::Sieve;
use live::Live;
use place::Scratch;
use regex::Regex;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use words::{Standing, Words};

pub use place::{Found, View};

/// How many units the gaps may jump over.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    pub near: usize,
    pub far: usize,
}

/// All phrases of a rule set, by number in the order they were added.
#[derive(Debug)]
pub struct Matcher {
    words: Words,
    /// Words of which any will do.
    sets: Vec<Box<[u32]>>,
    /// Choices that are more than words.
    choices: Vec<Box<[Node]>>,
    patterns: Vec<Pattern>,
    /// For each word the phrases it wakes.
    wakes: Shelf,
    /// For each word the sets it stands in.
    holders: Shelf,
    /// For each phrase the sets of which some word must stand in the text too.
    needs: Shelf,
    regexes: Vec<u32>,
    /// Which of the regexes can match a text.
    sieve: Sieve,
    reach: Reach,
}

#[derive(Debug)]
enum Pattern {
    Words(Node),
    Regex(Regex),
}

impl Pattern {
    const fn regex(&self) -> Option<&Regex> {
        if let Self::Regex(regex) = self { Some(regex) } else { None }
    }
}

#[derive(Clone, Debug)]
enum Node {
    Word(u32),
    /// Any word of the set of this number.
    Set(u32),
    /// Any of the choices of this number.
    Any(u32),
    /// Shared: a list stands in many phrases.
    Row(Arc<[Link]>),
}

#[derive(Clone, Debug)]
struct Link {
    gap: Gap,
    node: Node,
    is_optional: bool,
}

/// Short lists of numbers, end to end.
#[derive(Debug)]
struct Shelf {
    /// Where each list begins; one more at the end.
    firsts: Vec<u32>,
    numbers: Vec<u32>,
}

/// What one pass found in one text.
pub struct Scan<'a> {
    matcher: &'a Matcher,
    text: &'a str,
    standing: Standing,
    scratch: RefCell<Scratch>,
}

/// Collects phrases, then builds the automaton.
#[derive(Default)]
pub struct Builder {
    words: HashMap<(String, bool), u32>,
    sets: Vec<Box<[u32]>>,
    set_numbers: HashMap<Box<[u32]>, u32>,
    choices: Vec<Box<[Node]>>,
    patterns: Vec<Pattern>,
    /// Regular expressions of the folder so far, those of other files too.
    pub expressions: usize,
    /// The parsed entries of each word list.
    pub lists: BTreeMap<String, Vec<Phrase>>,
    /// What each list became, so that it is read once for all phrases that name it.
    nodes: HashMap<String, Node>,
}

impl Builder {
    /// Adds one phrase; its lists must exist, unknown ones match nothing.
    pub fn add(&mut self, phrase: &Phrase) -> Result<u32, BadRegex> {
        let pattern = match phrase {
            Phrase::Words(sequence) => Pattern::Words(self.row(sequence)),
            Phrase::Regex(regex) => {
                self.expressions += 1;
                admit(regex, self.expressions)?;
                Pattern::Regex(compile(regex, true)?)
            }
        };
        self.patterns.push(pattern);
        Ok(u32::try_from(self.patterns.len() - 1).unwrap_or(u32::MAX))
    }

    fn row(&mut self, sequence: &Sequence) -> Node {
        let mut links: Vec<Link> = sequence
            .0
            .iter()
            .map(|step| Link { gap: step.gap, node: self.part(&step.part), is_optional: step.is_optional })
            .collect();
        match (links.len(), links.pop()) {
            (1, Some(only)) if !only.is_optional => only.node,
            (_, last) => {
                links.extend(last);
                Node::Row(links.into())
            }
        }
    }

    fn part(&mut self, part: &Part) -> Node {
        match part {
            Part::Text { text, is_open } => Node::Word(self.word(text, *is_open)),
            Part::List { name, .. } => self.list(name),
            Part::Group(choices) => {
                let nodes = choices.iter().map(|choice| self.row(choice)).collect();
                self.any(nodes)
            }
        }
    }

    fn list(&mut self, name: &str) -> Node {
        if let Some(node) = self.nodes.get(name) {
            return node.clone();
        }
        let mut nodes = Vec::new();
        for entry in self.lists.get(name).cloned().unwrap_or_default() {
            if let Phrase::Words(sequence) = entry {
                nodes.push(self.row(&sequence));
            }
        }
        let node = self.any(nodes);
        self.nodes.insert(name.to_owned(), node.clone());
        node
    }

    fn word(&mut self, text: &str, is_open: bool) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.words.entry((text.to_owned(), is_open)).or_insert(next)
    }

    /// Single words are looked up at once, without walking a tree.
    fn any(&mut self, nodes: Vec<Node>) -> Node {
        let word = |node: &Node| if let Node::Word(word) = node { Some(*word) } else { None };
        match nodes.iter().map(word).collect() {
            Some(words) => Node::Set(self.set(words)),
            None => {
                self.choices.push(nodes.into());
                Node::Any(u32::try_from(self.choices.len() - 1).unwrap_or(u32::MAX))
            }
        }
    }

    fn set(&mut self, mut words: Vec<u32>) -> u32 {
        words.sort_unstable();
        words.dedup();
        let (sets, words) = (&mut self.sets, words.into_boxed_slice());
        *self.set_numbers.entry(words).or_insert_with_key(|words| {
            sets.push(words.clone());
            u32::try_from(sets.len() - 1).unwrap_or(u32::MAX)
        })
    }

    pub fn build(mut self, reach: Reach) -> Matcher {
        let mut words: Vec<((String, bool), u32)> = std::mem::take(&mut self.words).into_iter().collect();
        words.sort_unstable_by_key(|(_, word)| *word);
        let patterns = std::mem::take(&mut self.patterns);
        let musts: Vec<Vec<u32>> = patterns.iter().map(|pattern| self.musts_of(pattern)).collect();
        let costs = self.costs(words.iter().map(|((text, _), _)| text.as_str()), &musts);
        let cost =
            |set: &u32| -> usize { self.words_of(*set).iter().filter_map(|word| costs.get(*word as usize)).sum() };
        let (mut wakes, mut needs) = (vec![Vec::new(); words.len()], Vec::new());
        for (number, mut sets) in (0u32..).zip(musts) {
            if let Some(rarest) = (0..sets.len()).min_by_key(|at| sets.get(*at).map(cost)) {
                for word in self.words_of(sets.swap_remove(rarest)) {
                    wakes.get_mut(*word as usize).into_iter().for_each(|phrases: &mut Vec<u32>| phrases.push(number));
                }
            }
            needs.push(sets);
        }
        let regexes = (0u32..).zip(&patterns).filter(|(_, pattern)| pattern.regex().is_some()).map(|(at, _)| at);
        let mut holders = vec![Vec::new(); words.len()];
        for (set, word) in (0u32..).zip(&self.sets).flat_map(|(set, words)| words.iter().map(move |word| (set, word))) {
            holders.get_mut(*word as usize).into_iter().for_each(|sets: &mut Vec<u32>| sets.push(set));
        }
        Matcher {
            words: Words::build(words.iter().map(|((text, is_open), _)| (text.as_str(), *is_open))),
            sets: self.sets,
            choices: self.choices,
            regexes: regexes.collect(),
            sieve: Sieve::new(patterns.iter().filter_map(Pattern::regex), true),
            patterns,
            wakes: Shelf::of(&wakes),
            holders: Shelf::of(&holders),
            needs: Shelf::of(&needs),
            reach,
        }
    }

    fn musts_of(&mut self, pattern: &Pattern) -> Vec<u32> {
        let musts = match pattern {
            Pattern::Words(node) => self.musts(node),
            Pattern::Regex(_) => Vec::new(),
        };
        musts.into_iter().map(|words| self.set(words)).collect()
    }

    /// For each required part the words of which at least one must stand in any match.
    fn musts(&self, node: &Node) -> Vec<Vec<u32>> {
        match node {
            Node::Word(word) => vec![vec![*word]],
            Node::Set(set) => vec![self.words_of(*set).to_vec()],
            Node::Any(choices) => {
                let fewest = |node| self.musts(node).into_iter().min_by_key(Vec::len).unwrap_or_default();
                let choices = self.choices.get(*choices as usize);
                vec![choices.into_iter().flatten().flat_map(fewest).collect()]
            }
            Node::Row(links) => {
                links.iter().filter(|link| !link.is_optional).flat_map(|link| self.musts(&link.node)).collect()
            }
        }
    }

    fn words_of(&self, set: u32) -> &[u32] {
        self.sets.get(set as usize).map(|words| &**words).unwrap_or_default()
    }

    /// How often each word would wake a phrase for nothing: short words stand in every mail, and so do those that many
    /// phrases name.
    fn costs<'a>(&self, words: impl Iterator<Item = &'a str>, musts: &[Vec<u32>]) -> Vec<usize> {
        let length = |text: &str| match text.len() {
            0..=3 => 8,
            4..=6 => 3,
            _ => 1,
        };
        let lengths: Vec<usize> = words.map(length).collect();
        let mut costs = lengths.clone();
        for word in musts.iter().flatten().flat_map(|set| self.words_of(*set)) {
            if let (Some(cost), Some(length)) = (costs.get_mut(*word as usize), lengths.get(*word as usize)) {
                *cost += length;
            }
        }
        costs
    }
}

impl Shelf {
    fn of(lists: &[Vec<u32>]) -> Self {
        let mut shelf = Self { firsts: vec![0], numbers: Vec::new() };
        for list in lists {
            shelf.numbers.extend(list);
            shelf.firsts.push(u32::try_from(shelf.numbers.len()).unwrap_or(u32::MAX));
        }
        shelf
    }

    fn list(&self, number: u32) -> &[u32] {
        let first = |at: usize| self.firsts.get(at).map(|first| *first as usize);
        let own = || self.numbers.get(first(number as usize)?..first(number as usize + 1)?);
        own().unwrap_or_default()
    }
}

impl Matcher {
    pub fn expressions(&self) -> usize {
        self.regexes.len()
    }

    /// The one pass. `text` is folded.
    pub fn scan<'a>(&'a self, text: &'a str) -> Scan<'a> {
        let standing = self.words.find(text);
        let live = Live::of(self, &standing);
        Scan { matcher: self, text, standing, scratch: RefCell::new(Scratch::new(live)) }
    }

    /// Gives back what its patterns remember of the texts they saw.
    pub fn forget(&mut self) {
        for pattern in &mut self.patterns {
            if let Pattern::Regex(regex) = pattern {
                *regex = regex.clone(); // a clone begins with empty caches
            }
        }
    }

    fn set(&self, set: u32) -> &[u32] {
        self.sets.get(set as usize).map(|words| &**words).unwrap_or_default()
    }

    fn choices(&self, choices: u32) -> &[Node] {
        self.choices.get(choices as usize).map(|nodes| &**nodes).unwrap_or_default()
    }
}

impl Scan<'_> {
    /// The phrases worth asking, ascending: none of the others can match.
    pub fn awake(&self) -> Vec<u32> {
        let regexes = self.matcher.regexes.iter().zip(self.matcher.sieve.sift(self.text));
        let mut phrases: Vec<u32> = regexes.filter(|(_, passes)| *passes).map(|(phrase, _)| *phrase).collect();
        let live = &self.scratch.borrow().live;
        let has_needs = |phrase: &&u32| self.matcher.needs.list(**phrase).iter().all(|set| live.has(*set));
        for word in self.standing.words() {
            phrases.extend(self.matcher.wakes.list(word).iter().filter(&has_needs));
        }
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }

    /// The folded words between two places.
    pub fn text(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
