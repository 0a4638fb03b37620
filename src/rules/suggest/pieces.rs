//! core: Which pieces of text do several people write?
//! In: folded texts with their senders. Out: pieces of two to six Chinese characters, or of one to three words.
//! Never a piece with a digit, an address or a link, and none that fewer than three people wrote: so no names either.

use crate::rules::fold::is_han;
use daachorse::CharwiseDoubleArrayAhoCorasick;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// One text to look through.
#[derive(Clone, Copy, Debug)]
pub struct Text<'d> {
    pub words: &'d str,
    pub sender: &'d str,
}

/// A piece and the texts it stands in, by their place in the list given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'d> {
    pub words: &'d str,
    pub texts: Vec<usize>,
    pub senders: usize,
}

/// One Chinese character or one word, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    at: Range<usize>,
    is_han: bool,
}

pub const SENDERS: usize = 3;
const MOST_HAN: usize = 6;
const MOST_WORDS: usize = 3;
const LONGEST_WORD: usize = 24;

/// A piece that begins or ends with one of these is half of something.
const EDGES: &str = "的了是我您你他她们在和与也都就着过吗呢吧啊呀哦嗯请这那个一又还再很被把从到对为以及而且但或于其之所则让给用想会能要可";
const EDGE_WORDS: &str = "a an the to of in on at by my i me you your we our us it its is are was were be been am do does did \
    have has had and or but for with from this that these those there here what when where why how who which will would can \
    could should may might please thanks thank hi hello dear not no yes if as so than then just also still again any some all \
    about into out up down get got im i'm i've don't";

/// Pieces of at least three senders, the longer one where two stand in the same texts.
pub fn pieces<'d>(texts: &[Text<'d>]) -> Vec<Piece<'d>> {
    let units: Vec<Vec<Vec<Unit>>> = texts.iter().map(|text| stretches(text.words)).collect();
    let mut found: Vec<Piece<'d>> = Vec::new();
    let mut known: HashSet<&'d str> = HashSet::new();
    for length in 1..=MOST_HAN {
        let level = level(texts, &units, length, &known);
        known = level.iter().map(|piece| piece.words).collect();
        found.extend(level.into_iter().filter(|piece| is_telling(piece.words)));
    }
    let free = free(texts, &units, &found);
    found.retain(|piece| free.contains(piece.words));
    closed(found)
}

/// For each piece the texts it stands in, all found in one pass.
pub fn places<'t>(pieces: &[&str], texts: impl Iterator<Item = &'t str>) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); pieces.len()];
    let Ok(automaton) = CharwiseDoubleArrayAhoCorasick::<u32>::new(pieces) else { return places };
    for (at, words) in texts.enumerate() {
        for found in automaton.find_overlapping_iter(words) {
            if let Some(texts) = places.get_mut(found.value() as usize)
                && texts.last() != Some(&at)
                && is_whole(words, found.start()..found.end())
            {
                texts.push(at);
            }
        }
    }
    places
}

/// Latin pieces stand only as whole words.
fn is_whole(words: &str, found: Range<usize>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let (before, after) = (words.get(..found.start), words.get(found.end..));
    let before = before.and_then(|text| text.chars().next_back());
    let after = after.and_then(|text| text.chars().next());
    let piece = words.get(found).unwrap_or_default();
    !(is_letter(piece.chars().next()) && is_letter(before) || is_letter(piece.chars().next_back()) && is_letter(after))
}

/// Pieces of so many units, built on those of one unit less.
fn level<'d>(
    texts: &[Text<'d>],
    units: &[Vec<Vec<Unit>>],
    length: usize,
    shorter: &HashSet<&'d str>,
) -> Vec<Piece<'d>> {
    let mut places: HashMap<&'d str, Vec<usize>> = HashMap::new();
    for (at, (text, stretches)) in texts.iter().zip(units).enumerate() {
        for window in stretches.iter().flat_map(|stretch| stretch.windows(length)) {
            let Some((piece, head)) = piece_of(text.words, window) else { continue };
            if length > 1 && !head.is_some_and(|head| shorter.contains(head)) {
                continue;
            }
            let texts = places.entry(piece).or_default();
            if texts.last() != Some(&at) {
                texts.push(at);
            }
        }
    }
    let told = |(words, in_texts): (&'d str, Vec<usize>)| {
        let senders: BTreeSet<&str> = in_texts.iter().filter_map(|at| texts.get(*at)).map(|t| t.sender).collect();
        Piece { words, senders: senders.len(), texts: in_texts }
    };
    let mut pieces: Vec<Piece<'d>> = places.into_iter().map(told).filter(|p| p.senders >= SENDERS).collect();
    pieces.sort_by(|a, b| a.words.cmp(b.words));
    pieces
}

/// The words of these units, and of all but the last; none for a mixture or too many of a kind.
fn piece_of<'d>(text: &'d str, window: &[Unit]) -> Option<(&'d str, Option<&'d str>)> {
    let (first, last) = (window.first()?, window.last()?);
    let most = if first.is_han { MOST_HAN } else { MOST_WORDS };
    if window.len() > most || window.iter().any(|unit| unit.is_han != first.is_han) {
        return None;
    }
    let head = window.len().checked_sub(2).and_then(|at| window.get(at));
    let head = head.and_then(|unit| text.get(first.at.start..unit.at.end));
    Some((text.get(first.at.start..last.at.end)?, head))
}

/// Runs of units with nothing between them that ends a thought.
fn stretches(text: &str) -> Vec<Vec<Unit>> {
    let (mut all, mut run) = (Vec::new(), Vec::<Unit>::new());
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if is_han(c) {
            run.push(Unit { at: at..at + c.len_utf8(), is_han: true });
            continue;
        }
        if c == ' ' {
            continue;
        }
        // Anything up to the next blank or Chinese character is looked at whole: addresses and numbers are no words.
        let mut end = at + c.len_utf8();
        while let Some((next, _)) = rest.next_if(|(_, c)| !is_han(*c) && !c.is_whitespace()) {
            end = text.ceil_char_boundary(next + 1);
        }
        let chunk = text.get(at..end).unwrap_or_default();
        let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '\'') && word.len() <= LONGEST_WORD;
        let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let starts_well = chunk.starts_with(inner);
        if !starts_well || !is_word(inner) || inner.is_empty() {
            all.push(std::mem::take(&mut run));
        }
        if is_word(inner) && !inner.is_empty() {
            let start = at + chunk.find(inner).unwrap_or(0);
            run.push(Unit { at: start..start + inner.len(), is_han: false });
            if !chunk.ends_with(inner) {
                all.push(std::mem::take(&mut run));
            }
        }
    }
    all.push(run);
    all.retain(|run| !run.is_empty());
    all
}

fn is_telling(piece: &str) -> bool {
    let mut characters = piece.chars();
    match (characters.next(), piece.chars().next_back()) {
        (Some(first), Some(last)) if is_han(first) => {
            piece.chars().count() >= 2 && !EDGES.contains(first) && !EDGES.contains(last)
        }
        _ => {
            let is_edge = |word: Option<&str>| word.is_none_or(|word| EDGE_WORDS.split_whitespace().any(|e| e == word));
            let (first, last) = (piece.split(' ').next(), piece.split(' ').next_back());
            piece.len() >= 3 && !is_edge(first) && !is_edge(last)
        }
    }
}

/// Pieces with more than one neighbour on either side, or an end: 示银行卡 always stands behind 显.
fn free<'d>(texts: &[Text<'d>], units: &[Vec<Vec<Unit>>], pieces: &[Piece<'d>]) -> HashSet<&'d str> {
    let wanted: HashSet<&str> = pieces.iter().map(|piece| piece.words).collect();
    let mut beside: HashMap<&'d str, [BTreeSet<&'d str>; 2]> = HashMap::new();
    for (text, stretches) in texts.iter().zip(units) {
        for stretch in stretches {
            for length in 1..=MOST_HAN {
                for (at, window) in stretch.windows(length).enumerate() {
                    let Some((piece, _)) = piece_of(text.words, window).filter(|(piece, _)| wanted.contains(piece))
                    else {
                        continue;
                    };
                    let word =
                        |unit: Option<&Unit>| unit.and_then(|unit| text.words.get(unit.at.clone())).unwrap_or("");
                    let [before, after] = beside.entry(piece).or_default();
                    before.insert(word(at.checked_sub(1).and_then(|at| stretch.get(at))));
                    after.insert(word(stretch.get(at + length)));
                }
            }
        }
    }
    let is_free = |side: &BTreeSet<&str>| side.len() > 1 || side.contains("");
    beside.into_iter().filter(|(_, sides)| sides.iter().all(is_free)).map(|(piece, _)| piece).collect()
}

/// Of pieces within each other that stand in the same texts only the longest.
fn closed(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut by_texts: BTreeMap<&[usize], Vec<&str>> = BTreeMap::new();
    for piece in &pieces {
        by_texts.entry(&piece.texts).or_default().push(piece.words);
    }
    let is_inner = |piece: &Piece<'_>| {
        let same = by_texts.get(piece.texts.as_slice());
        same.is_some_and(|same| same.iter().any(|other| other.len() > piece.words.len() && other.contains(piece.words)))
    };
    let inner: Vec<bool> = pieces.iter().map(is_inner).collect();
    pieces.iter().zip(inner).filter(|(_, is_inner)| !is_inner).map(|(piece, _)| piece.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<Text<'_>> = texts.iter().map(|(sender, words)| Text { words, sender }).collect();
        pieces(&texts).into_iter().map(|piece| piece.words.to_owned()).collect()
    }

    #[test]
    fn what_three_people_write_is_found_whole() {
        let mails = [
            ("a", "付款的时候显示银行卡不支持,怎么办"),
            ("b", "你好,银行卡不支持"),
            ("c", "一直说我的银行卡不支持付款"),
            ("d", "it says card not supported today"),
            ("e", "card not supported, help"),
            ("f", "why is my card not supported?"),
        ];
        let pieces = found(&mails);
        assert!(pieces.contains(&"银行卡不支持".to_owned()), "{pieces:?}");
        assert!(pieces.contains(&"card not supported".to_owned()), "{pieces:?}");
        assert!(!pieces.iter().any(|piece| piece == "行卡不支" || piece == "not supported"), "{pieces:?}");
    }

    #[test]
    fn two_people_or_one_person_thrice_are_not_enough() {
        assert!(found(&[("a", "王小明先生"), ("a", "王小明先生"), ("a", "王小明先生")]).is_empty());
        assert!(found(&[("a", "开发票"), ("b", "开发票")]).is_empty());
    }

    #[test]
    fn numbers_addresses_and_links_are_no_pieces() {
        let mails =
            ["a", "b", "c"].map(|sender| (sender, "order tx2024 ann@x.org www.okpay.example/help 订单8812 invoice"));
        assert_eq!(found(&mails), ["invoice", "order", "订单"]);
    }

    #[test]
    fn a_latin_piece_stands_only_as_a_whole_word() {
        let texts = ["my card, please", "discard it", "我的card呢", "开发票吗"];
        assert_eq!(places(&["card", "发票"], texts.into_iter()), [vec![0, 2], vec![3]]);
    }
}
