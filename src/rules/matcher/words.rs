//! core: Which words stand where in a text?
//! In: all words of all phrases, once; then folded texts. Out: for each text every word's places, in one pass.
//! Never takes a part of a Latin word for the word, nor the 不 of a question for a negation.

use super::super::fold::is_han;
use super::super::phrase::is_cjk;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// A place of a word: bytes of the folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub start: u32,
    pub end: u32,
}

/// Words by number.
pub(super) struct Words {
    /// Its values are `Spelling`s.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Words that are written alike: the lists that spellings name.
    alike: Vec<Box<[Meant]>>,
    count: usize,
}

/// What a text means, small enough to lie in the automaton itself: flags, and a word or a list of words.
#[derive(Clone, Copy, Debug)]
struct Spelling(u32);

impl Spelling {
    const STARTS_LATIN: u32 = 1 << 31;
    const ENDS_LATIN: u32 = 1 << 30;
    /// Holds a word of `DENIALS`.
    const DENIES: u32 = 1 << 29;
    /// The number is that of a list.
    const ALIKE: u32 = 1 << 28;
    const OPEN: u32 = 1 << 27;
    const NUMBER: u32 = Self::OPEN - 1;
}

#[derive(Clone, Copy, Debug)]
struct Meant {
    word: u32,
    is_open: bool,
}

/// Where the words of one text stand.
#[derive(Debug)]
pub(super) struct Standing {
    /// One bit a word.
    present: Vec<u64>,
    /// How many words are present before each 64 of them.
    ranks: Vec<u32>,
    /// For each present word where its spots begin; one more at the end.
    firsts: Vec<u32>,
    /// Those of one word stand together, sorted.
    spots: Vec<Spot>,
}

impl Words {
    /// `words`: folded text and whether any ending may follow; numbered in this order.
    pub fn build<'a>(words: impl ExactSizeIterator<Item = (&'a str, bool)>) -> Self {
        let (count, mut by_text) = (words.len(), HashMap::<String, Vec<Meant>>::new());
        for (word, (text, is_open)) in (0u32..).zip(words) {
            for text in written(text) {
                by_text.entry(text).or_default().push(Meant { word, is_open });
            }
        }
        let mut by_text: Vec<(String, Vec<Meant>)> = by_text.into_iter().collect();
        by_text.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut alike = Vec::new();
        let spelled = by_text.iter().map(|(text, own)| (text, Spelling::of(text, own, &mut alike).0));
        // The filter before the automaton pays only where words are rare; in mail they are not.
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().use_prefilter(false);
        let automaton = builder.build_with_values(spelled).ok();
        Self { automaton, alike, count }
    }

    /// The one pass.
    pub fn find(&self, text: &str) -> Standing {
        let (mut found, mut present) = (Vec::with_capacity(128), vec![0u64; self.count.div_ceil(64)]);
        let mut add = |word: u32, start: usize, end: usize| {
            if let Some(bits) = present.get_mut(word as usize / 64) {
                *bits |= 1 << (word % 64);
            }
            found.push((word, Spot { start: number(start), end: number(end) }));
        };
        let Some(automaton) = &self.automaton else { return Standing::of(&found, present) };
        for hit in automaton.find_overlapping_iter(text) {
            let (spelling, start, end) = (Spelling(hit.value()), hit.start(), hit.end());
            let Some(tail) = spelling.settle(text, start..end) else { continue };
            if !spelling.is(Spelling::ALIKE) {
                if tail == 0 || spelling.is(Spelling::OPEN) {
                    add(spelling.number(), start, end + tail);
                }
                continue;
            }
            let alike = self.alike.get(spelling.number() as usize);
            for Meant { word, is_open } in alike.into_iter().flatten().filter(|meant| meant.is_open || tail == 0) {
                add(*word, start, if *is_open { end + tail } else { end });
            }
        }
        Standing::of(&found, present)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Spelling {
    fn of(text: &str, own: &[Meant], alike: &mut Vec<Box<[Meant]>>) -> Self {
        let is_latin = |c: Option<char>| c.is_some_and(is_word_char);
        let flag = |is: bool, flag: u32| if is { flag } else { 0 };
        let number = match own {
            [Meant { word, is_open }] => word & Self::NUMBER | flag(*is_open, Self::OPEN),
            _ => {
                alike.push(own.into());
                number(alike.len() - 1) & Self::NUMBER | Self::ALIKE
            }
        };
        Self(
            number
                | flag(is_latin(text.chars().next()), Self::STARTS_LATIN)
                | flag(is_latin(text.chars().next_back()), Self::ENDS_LATIN)
                | flag(text.contains(DENIALS), Self::DENIES),
        )
    }

    const fn is(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    const fn number(self) -> u32 {
        self.0 & Self::NUMBER
    }

    /// How many bytes of a Latin word follow; nothing when it is only the tail of one, or asks instead of denying.
    fn settle(self, text: &str, place: Range<usize>) -> Option<usize> {
        if self.is(Self::STARTS_LATIN) && text.get(..place.start).is_some_and(ends_in_word) {
            return None;
        }
        if self.is(Self::DENIES) && asks(text, &place) {
            return None;
        }
        let rest = text.get(place.end..).filter(|_| self.is(Self::ENDS_LATIN)).unwrap_or_default();
        Some(rest.chars().take_while(|&c| is_word_char(c)).map(char::len_utf8).sum())
    }
}

impl Standing {
    /// Groups the places by word: counts, then puts each where its word's places begin.
    fn of(found: &[(u32, Spot)], present: Vec<u64>) -> Self {
        let mut ranks = Vec::with_capacity(present.len());
        let mut words = 0u32;
        for bits in &present {
            ranks.push(words);
            words += bits.count_ones();
        }
        let mut standing =
            Self { present, ranks, firsts: vec![0; words as usize + 1], spots: vec![Spot::default(); found.len()] };
        for (word, _) in found {
            let count = standing.slot(*word).and_then(|slot| standing.firsts.get_mut(slot + 1));
            count.into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for first in &mut standing.firsts {
            sum += *first;
            *first = sum;
        }
        let mut next = standing.firsts.clone();
        for (word, spot) in found {
            let Some(next) = standing.slot(*word).and_then(|slot| next.get_mut(slot)) else { continue };
            if let Some(place) = standing.spots.get_mut(*next as usize) {
                *place = *spot;
            }
            *next += 1;
        }
        standing.sort();
        standing
    }

    /// Two spellings of one word may end in another order than they begin.
    fn sort(&mut self) {
        for (first, next) in self.firsts.iter().zip(self.firsts.iter().skip(1)) {
            if let Some(own) = self.spots.get_mut(*first as usize..*next as usize).filter(|own| !own.is_sorted()) {
                own.sort_unstable();
            }
        }
    }

    pub fn has(&self, word: u32) -> bool {
        self.present.get(word as usize / 64).is_some_and(|bits| bits & (1 << (word % 64)) != 0)
    }

    fn slot(&self, word: u32) -> Option<usize> {
        let block = word as usize / 64;
        let (bits, bit) = (self.present.get(block)?, 1u64 << (word % 64));
        let within = (bits & (bit - 1)).count_ones();
        (bits & bit != 0).then(|| self.ranks.get(block).map(|rank| (rank + within) as usize))?
    }

    /// All places of one word, sorted.
    pub fn spots(&self, word: u32) -> &[Spot] {
        let own = || {
            let slot = self.slot(word)?;
            self.spots.get(*self.firsts.get(slot)? as usize..*self.firsts.get(slot + 1)? as usize)
        };
        own().unwrap_or_default()
    }

    /// The words that stand in the text, ascending.
    pub fn words(&self) -> Vec<u32> {
        let mut words = Vec::with_capacity(self.firsts.len());
        for (block, bits) in (0u32..).zip(&self.present) {
            let mut rest = *bits;
            while rest != 0 {
                words.push(block * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        words
    }
}

/// A text of 4 GB is cut long before it comes here.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A blank where Chinese meets Latin is a matter of taste: `2 次` is `2次`.
pub(super) fn written(text: &str) -> Vec<String> {
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
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => is_word_byte(byte),
        _ => !is_cjk(c) && c.is_alphanumeric(),
    }
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_word_char)
}

/// What negates, unless it asks: mandarin, and the 唔 and 冇 of Cantonese.
const DENIALS: [char; 4] = ['不', '没', '唔', '冇'];

/// Is a denial of this place part of a question?
fn asks(text: &str, place: &Range<usize>) -> bool {
    let word = text.get(place.clone()).unwrap_or_default();
    let mut denials = word.char_indices().filter(|(_, c)| DENIALS.contains(c));
    denials.any(|(at, c)| is_part_of_question(text, (place.start + at, c), place))
}

/// 是不是, 有没有, 可唔可以, 知道不知道 and 有冇 ask: what denies in them negates nothing, unless the word holds the whole
/// question.
fn is_part_of_question(text: &str, (at, denial): (usize, char), word: &Range<usize>) -> bool {
    let behind = at + denial.len_utf8();
    let (Some(before), Some(after)) = (text.get(..at), text.get(behind..)) else { return false };
    let verb = |characters: usize| {
        let (start, _) = before.char_indices().rev().nth(characters - 1)?;
        let verb = before.get(start..)?;
        let is_verb = verb.chars().all(|c| is_han(c) && !NO_VERBS.contains(c)) && after.starts_with(verb);
        is_verb.then(|| start..behind + verb.len())
    };
    // 冇 is 没有 in one: 有冇 is the whole question.
    let has_or_not = || before.ends_with('有').then(|| at - '有'.len_utf8()..behind);
    let question = if denial == '冇' { has_or_not() } else { verb(1).or_else(|| verb(2)) };
    question.is_some_and(|question| !(word.start <= question.start && question.end <= word.end))
}

/// They stand on both sides of a denial by chance: 我不我知道.
const NO_VERBS: &str = "了的不没唔冇我你他天次";
