//! core: Where do the words of all phrases stand in a text?
//! In: phrases and word lists, once; then folded texts. Out: for each text a `Scan`, asked phrase by phrase.
//! One pass of one automaton finds every word of every phrase; phrases are then evaluated on the places found.
//! Never looks at categories or weights.

mod place;

use super::fold::is_han;
use super::pattern::{BadRegex, compile};
use super::phrase::{Gap, Part, Phrase, Sequence, is_cjk};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

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
    automaton: Option<AhoCorasick>,
    spellings: Vec<Spelling>,
    patterns: Vec<Pattern>,
    /// For each word the phrases that cannot match without one of their anchor words, this among them.
    awakes: Vec<Vec<u32>>,
    regexes: Vec<u32>,
    reach: Reach,
}

/// One way a word is written; the automaton's pattern of the same number.
#[derive(Clone, Debug)]
struct Spelling {
    word: u32,
    starts_latin: bool,
    ends_latin: bool,
    is_open: bool,
    /// Byte places of 不 and 没 within.
    negations: Box<[u32]>,
}

#[derive(Debug)]
enum Pattern {
    Words(Node),
    Regex(Regex),
}

#[derive(Clone, Debug)]
enum Node {
    Word(u32),
    /// Any of these words.
    Words(Box<[u32]>),
    Any(Box<[Node]>),
    Row(Box<[Link]>),
}

#[derive(Clone, Debug)]
struct Link {
    gap: Gap,
    node: Node,
    is_optional: bool,
}

/// A word found: bytes of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    word: u32,
    start: u32,
    end: u32,
}

/// What one pass found in one text.
#[derive(Debug)]
pub struct Scan<'a> {
    matcher: &'a Matcher,
    text: &'a str,
    /// Sorted by word, then place.
    spots: Vec<Spot>,
    present: Vec<u64>,
}

/// Collects phrases, then builds the automaton.
#[derive(Default)]
pub struct Builder {
    words: HashMap<(String, bool), u32>,
    patterns: Vec<Pattern>,
    /// The parsed entries of each word list.
    pub lists: BTreeMap<String, Vec<Phrase>>,
}

impl Builder {
    /// Adds one phrase; its lists must exist, unknown ones match nothing.
    pub fn add(&mut self, phrase: &Phrase) -> Result<u32, BadRegex> {
        let pattern = match phrase {
            Phrase::Words(sequence) => Pattern::Words(self.row(sequence)),
            Phrase::Regex(regex) => Pattern::Regex(compile(regex, true)?),
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
            Part::List { name, .. } => {
                let entries = self.lists.get(name).cloned().unwrap_or_default();
                let nodes = entries.iter().filter_map(|entry| match entry {
                    Phrase::Words(sequence) => Some(self.row(sequence)),
                    Phrase::Regex(_) => None,
                });
                any(nodes.collect())
            }
            Part::Group(choices) => any(choices.iter().map(|choice| self.row(choice)).collect()),
        }
    }

    fn word(&mut self, text: &str, is_open: bool) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.words.entry((text.to_owned(), is_open)).or_insert(next)
    }

    pub fn build(self, reach: Reach) -> Matcher {
        let mut words: Vec<((String, bool), u32)> = self.words.into_iter().collect();
        words.sort_by_key(|(_, word)| *word);
        let (mut texts, mut spellings) = (Vec::new(), Vec::new());
        for ((text, is_open), word) in &words {
            for text in written(text) {
                spellings.push(Spelling::of(&text, *word, *is_open));
                texts.push(text);
            }
        }
        let lengths: Vec<usize> = words.iter().map(|((text, _), _)| text.len()).collect();
        let (mut awakes, mut regexes) = (vec![Vec::new(); words.len()], Vec::new());
        for (number, pattern) in (0u32..).zip(&self.patterns) {
            match pattern {
                Pattern::Regex(_) => regexes.push(number),
                Pattern::Words(node) => {
                    let mut anchors = node.anchors(&lengths);
                    anchors.sort_unstable();
                    anchors.dedup();
                    for word in anchors {
                        if let Some(phrases) = awakes.get_mut(word as usize) {
                            Vec::push(phrases, number);
                        }
                    }
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&texts)
            .ok();
        Matcher { automaton, spellings, patterns: self.patterns, awakes, regexes, reach }
    }
}

impl Node {
    /// Words of which at least one must stand in any match.
    fn anchors(&self, lengths: &[usize]) -> Vec<u32> {
        match self {
            Self::Word(word) => vec![*word],
            Self::Words(words) => words.to_vec(),
            Self::Any(nodes) => nodes.iter().flat_map(|node| node.anchors(lengths)).collect(),
            Self::Row(links) => {
                // Short words are common words: they would wake the phrase in every mail.
                let cost = |words: &Vec<u32>| -> usize {
                    let one = |word: &u32| match lengths.get(*word as usize) {
                        Some(0..=3) => 8,
                        Some(4..=6) => 3,
                        _ => 1,
                    };
                    words.iter().map(one).sum()
                };
                let required = links.iter().filter(|link| !link.is_optional);
                required.map(|link| link.node.anchors(lengths)).min_by_key(cost).unwrap_or_default()
            }
        }
    }
}

impl Spelling {
    fn of(text: &str, word: u32, is_open: bool) -> Self {
        let negations = text.char_indices().filter(|(_, c)| matches!(c, '不' | '没'));
        Self {
            word,
            starts_latin: text.chars().next().is_some_and(is_word_char),
            ends_latin: text.chars().next_back().is_some_and(is_word_char),
            is_open,
            negations: negations.filter_map(|(at, _)| u32::try_from(at).ok()).collect(),
        }
    }

    /// The whole place, or nothing when a Latin word is only part of a longer one or a question is no negation.
    fn settle(&self, text: &str, found: Range<usize>) -> Option<Range<usize>> {
        if self.starts_latin && text.get(..found.start).is_some_and(ends_in_word) {
            return None;
        }
        let rest = text.get(found.end..).unwrap_or_default();
        let mut end = found.end;
        if self.is_open {
            end += rest.chars().take_while(|&c| is_word_char(c)).map(char::len_utf8).sum::<usize>();
        } else if self.ends_latin && rest.chars().next().is_some_and(is_word_char) {
            return None;
        }
        let whole = found.start..end;
        let is_asked = |at: &u32| is_part_of_question(text, found.start + *at as usize, &whole);
        (!self.negations.iter().any(is_asked)).then_some(whole)
    }
}

impl Matcher {
    /// The one pass. `text` is folded.
    pub fn scan<'a>(&'a self, text: &'a str) -> Scan<'a> {
        let mut spots = Vec::with_capacity(64);
        let mut present = vec![0u64; self.awakes.len().div_ceil(64)];
        for found in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            let Some(spelling) = self.spellings.get(found.pattern().as_usize()) else { continue };
            let Some(place) = spelling.settle(text, found.start()..found.end()) else { continue };
            let (Ok(start), Ok(end)) = (u32::try_from(place.start), u32::try_from(place.end)) else { continue };
            if let Some(bits) = present.get_mut(spelling.word as usize / 64) {
                *bits |= 1 << (spelling.word % 64);
            }
            spots.push(Spot { word: spelling.word, start, end });
        }
        spots.sort_unstable();
        Scan { matcher: self, text, spots, present }
    }
}

impl Scan<'_> {
    /// The phrases worth asking, ascending: none of the others can match.
    pub fn awake(&self) -> Vec<u32> {
        let mut phrases = self.matcher.regexes.clone();
        let mut last = None;
        for spot in &self.spots {
            if last != Some(spot.word) {
                phrases.extend(self.matcher.awakes.get(spot.word as usize).into_iter().flatten());
                last = Some(spot.word);
            }
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

/// Single words are looked up at once, without walking a tree.
fn any(nodes: Vec<Node>) -> Node {
    let words: Option<Vec<u32>> = nodes
        .iter()
        .map(|node| match node {
            Node::Word(word) => Some(vec![*word]),
            Node::Words(words) => Some(words.to_vec()),
            Node::Any(_) | Node::Row(_) => None,
        })
        .collect::<Option<Vec<_>>>()
        .map(|words| words.concat());
    match words {
        Some(mut words) => {
            words.sort_unstable();
            words.dedup();
            Node::Words(words.into())
        }
        None => Node::Any(nodes.into()),
    }
}

/// A blank where Chinese meets Latin is a matter of taste: `2 次` is `2次`.
fn written(text: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    let characters: Vec<char> = text.chars().collect();
    for (index, &c) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| characters.get(i)).copied();
        let after = characters.get(index + 1).copied();
        let meets = |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if (is_han(a) && is_word_char(b)) || (is_word_char(a) && is_han(b)));
        let is_choice = spellings.len() < 8;
        if c == ' ' && meets(before, after) && is_choice {
            spellings = spellings.into_iter().flat_map(|s| [s.clone(), s + " "]).collect();
        } else if meets(before, Some(c)) && is_choice {
            spellings = spellings.into_iter().flat_map(|s| [format!("{s}{c}"), format!("{s} {c}")]).collect();
        } else {
            spellings.iter_mut().for_each(|s| s.push(c));
        }
    }
    spellings
}

/// Letters and digits of scripts that put blanks between words, and `_`.
fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() && !is_cjk(c) }
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_word_char)
}

/// 是不是, 有没有, 能不能, 可不可以 ask: their 不 and 没 negate nothing, unless the word holds the whole question.
fn is_part_of_question(text: &str, negation: usize, word: &Range<usize>) -> bool {
    let before = text.get(..negation).and_then(|t| t.chars().next_back());
    let after = text.get(negation + '不'.len_utf8()..).and_then(|t| t.chars().next());
    let Some(verb) =
        before.filter(|verb| Some(*verb) == after && is_han(*verb) && !"了的不没我你他天次".contains(*verb))
    else {
        return false;
    };
    let question = negation - verb.len_utf8()..negation + '不'.len_utf8() + verb.len_utf8();
    !(word.start <= question.start && question.end <= word.end)
}

#[cfg(test)]
mod tests;
