//! core: Where do the words of all phrases stand in a text?
//! In: phrases and word lists, once; then folded texts. Out: for each text a `Scan`, asked phrase by phrase.
//! One pass of one automaton finds every word of every phrase; phrases are then evaluated on the places found.
//! Never looks at categories or weights.

mod gap;
mod live;
mod place;
mod words;

use super::expression::Expression;
use super::pattern::{BadRegex, admit};
use super::phrase::{Gap, Part, Phrase, Sequence};
use super::sieve::Sieve;
use live::Live;
use place::Scratch;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
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
    sets: Shelf<u32>,
    /// Choices that are more than words.
    choices: Shelf<Node>,
    rows: Shelf<Link>,
    patterns: Vec<Pattern>,
    /// For each word the phrases it wakes.
    wakes: Shelf<u32>,
    /// For each word the sets it stands in.
    holders: Shelf<u32>,
    /// For each phrase the sets of which some word must stand in the text too.
    needs: Shelf<u32>,
    regexes: Vec<u32>,
    /// Which of the regexes can match a text.
    sieve: Sieve,
    reach: Reach,
}

#[derive(Debug)]
enum Pattern {
    Words(Node),
    /// Large, and few.
    Regex(Box<Expression>),
}

impl Pattern {
    const fn regex(&self) -> Option<&Expression> {
        if let Self::Regex(regex) = self { Some(regex) } else { None }
    }
}

#[derive(Clone, Copy, Debug)]
enum Node {
    Word(u32),
    /// Any word of the set of this number.
    Set(u32),
    /// Any of the choices of this number.
    Any(u32),
    /// The row of this number.
    Row(u32),
}

#[derive(Clone, Copy, Debug)]
struct Link {
    gap: Gap,
    node: Node,
    is_optional: bool,
}

/// Short lists, end to end.
#[derive(Debug)]
struct Shelf<T> {
    /// Where each list ends.
    ends: Vec<u32>,
    items: Vec<T>,
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
    sets: Shelf<u32>,
    set_numbers: HashMap<Box<[u32]>, u32>,
    choices: Shelf<Node>,
    rows: Shelf<Link>,
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
                Pattern::Regex(Box::new(Expression::new(regex, true)?))
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
                Node::Row(self.rows.push(links))
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
            return *node;
        }
        let mut nodes = Vec::new();
        for entry in self.lists.get(name).cloned().unwrap_or_default() {
            if let Phrase::Words(sequence) = entry {
                nodes.push(self.row(&sequence));
            }
        }
        let node = self.any(nodes);
        self.nodes.insert(name.to_owned(), node);
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
            None => Node::Any(self.choices.push(nodes)),
        }
    }

    fn set(&mut self, mut words: Vec<u32>) -> u32 {
        words.sort_unstable();
        words.dedup();
        let (sets, words) = (&mut self.sets, words.into_boxed_slice());
        *self.set_numbers.entry(words).or_insert_with_key(|words| sets.push(words.iter().copied()))
    }

    pub fn build(mut self, reach: Reach) -> Matcher {
        let mut words: Vec<((String, bool), u32)> = std::mem::take(&mut self.words).into_iter().collect();
        words.sort_unstable_by_key(|(_, word)| *word);
        let mut patterns = std::mem::take(&mut self.patterns);
        patterns.shrink_to_fit();
        let musts: Vec<Vec<u32>> = patterns.iter().map(|pattern| self.musts_of(pattern)).collect();
        let costs = self.costs(words.iter().map(|((text, _), _)| text.as_str()), &musts);
        let cost =
            |set: &u32| -> usize { self.sets.list(*set).iter().filter_map(|word| costs.get(*word as usize)).sum() };
        let (mut wakes, mut needs) = (vec![Vec::new(); words.len()], Vec::new());
        for (number, mut sets) in (0u32..).zip(musts) {
            if let Some(rarest) = (0..sets.len()).min_by_key(|at| sets.get(*at).map(cost)) {
                for word in self.sets.list(sets.swap_remove(rarest)) {
                    wakes.get_mut(*word as usize).into_iter().for_each(|phrases: &mut Vec<u32>| phrases.push(number));
                }
            }
            needs.push(sets);
        }
        let regexes = (0u32..).zip(&patterns).filter(|(_, pattern)| pattern.regex().is_some()).map(|(at, _)| at);
        let mut holders = vec![Vec::new(); words.len()];
        for (set, word) in self.sets.numbered() {
            holders.get_mut(*word as usize).into_iter().for_each(|sets: &mut Vec<u32>| sets.push(set));
        }
        Matcher {
            words: Words::build(words.iter().map(|((text, is_open), _)| (text.as_str(), *is_open))),
            sets: self.sets.close(),
            choices: self.choices.close(),
            rows: self.rows.close(),
            regexes: regexes.collect(),
            sieve: Sieve::new(patterns.iter().filter_map(Pattern::regex)),
            patterns,
            wakes: Shelf::of(wakes),
            holders: Shelf::of(holders),
            needs: Shelf::of(needs),
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
            Node::Set(set) => vec![self.sets.list(*set).to_vec()],
            Node::Any(choices) => {
                let fewest = |node| self.musts(node).into_iter().min_by_key(Vec::len).unwrap_or_default();
                vec![self.choices.list(*choices).iter().flat_map(fewest).collect()]
            }
            Node::Row(row) => {
                let required = self.rows.list(*row).iter().filter(|link| !link.is_optional);
                required.flat_map(|link| self.musts(&link.node)).collect()
            }
        }
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
        for word in musts.iter().flatten().flat_map(|set| self.sets.list(*set)) {
            if let (Some(cost), Some(length)) = (costs.get_mut(*word as usize), lengths.get(*word as usize)) {
                *cost += length;
            }
        }
        costs
    }
}

impl<T> Shelf<T> {
    fn push(&mut self, list: impl IntoIterator<Item = T>) -> u32 {
        self.items.extend(list);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    /// Nothing more is to come.
    fn close(mut self) -> Self {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
        self
    }

    fn of(lists: Vec<Vec<T>>) -> Self {
        let mut shelf = Self::default();
        for list in lists {
            shelf.push(list);
        }
        shelf.close()
    }

    const fn len(&self) -> usize {
        self.ends.len()
    }

    fn list(&self, number: u32) -> &[T] {
        let first = (number as usize).checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let own = || self.items.get(first? as usize..*self.ends.get(number as usize)? as usize);
        own().unwrap_or_default()
    }

    /// Every item with the number of its list.
    fn numbered(&self) -> impl Iterator<Item = (u32, &T)> {
        let numbers = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        numbers.flat_map(|number| self.list(number).iter().map(move |item| (number, item)))
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
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

    /// Gives back the programs of its patterns.
    pub fn forget(&self) {
        self.patterns.iter().filter_map(Pattern::regex).for_each(Expression::forget);
    }
}

impl Scan<'_> {
    /// The phrases worth asking, ascending: none of the others can match.
    pub fn awake(&self) -> Vec<u32> {
        let regexes = self.matcher.regexes.iter().zip(self.matcher.sieve.sift(self.text));
        let mut phrases: Vec<u32> = regexes.filter(|(_, passes)| *passes).map(|(phrase, _)| *phrase).collect();
        let live = &self.scratch.borrow().live;
        let has_needs = |phrase: &&u32| self.matcher.needs.list(**phrase).iter().all(|set| live.has(*set));
        for word in live.words() {
            phrases.extend(self.matcher.wakes.list(*word).iter().filter(&has_needs));
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
