//! core: Which patterns can match a text at all?
//! In: regular expressions, once; then texts. Out: for each pattern whether the text holds something every match of it holds.
//! One pass of one automaton over their literals spares most of the slow patterns most of the mails.
//! Never changes what is found: a pattern without a sure literal always passes.

use super::expression::Expression;
use aho_corasick::AhoCorasick;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// What stands in every text a pattern matches: one of these literals, or a row of so many digits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Need {
    literals: Vec<Vec<u8>>,
    digits: Option<usize>,
}

/// The needs of all patterns, and the automaton of their literals.
#[derive(Debug, Default)]
pub struct Sieve {
    automaton: Option<AhoCorasick>,
    /// For each literal the number of its pattern.
    owners: Vec<usize>,
    /// For each pattern the digits that will do.
    digits: Vec<Option<usize>>,
    /// Patterns that always pass.
    open: Vec<bool>,
}

/// Shorter literals stand in every text.
const LEAST: usize = 2;

impl Sieve {
    pub fn new<'a>(patterns: impl Iterator<Item = &'a Expression>) -> Self {
        let needs: Vec<Option<Need>> = patterns.map(need_of).collect();
        let of_literals = |(owner, need): (usize, &Option<Need>)| {
            let literals = need.iter().flat_map(|need| need.literals.clone());
            literals.map(|literal| (owner, literal)).collect::<Vec<_>>()
        };
        let (owners, literals): (Vec<usize>, Vec<Vec<u8>>) = needs.iter().enumerate().flat_map(of_literals).unzip();
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(literals).ok();
        let open = needs.iter().map(|need| need.is_none() || automaton.is_none()).collect();
        let digits = needs.iter().map(|need| need.as_ref().and_then(|need| need.digits)).collect();
        Self { automaton, owners, digits, open }
    }

    /// For each pattern, in their order: must it be tried on this text?
    pub fn sift(&self, text: &str) -> Vec<bool> {
        // Two signs equal Latin letters when capitals do not matter, and no literal has them.
        if text.contains(['\u{17F}', '\u{212A}']) {
            return vec![true; self.open.len()];
        }
        let mut passes = self.open.clone();
        if let Some(found) = self.automaton.as_ref().and_then(|all| all.try_find_overlapping_iter(text).ok()) {
            for owner in found.filter_map(|found| self.owners.get(found.pattern().as_usize())) {
                passes.get_mut(*owner).into_iter().for_each(|pass| *pass = true);
            }
        }
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        for (pass, digits) in passes.iter_mut().zip(&self.digits) {
            *pass |= digits.is_some_and(|digits| digits <= longest);
        }
        passes
    }
}

impl Need {
    /// The shortest thing that will do: the longer, the fewer texts hold it.
    fn strength(&self) -> usize {
        self.literals.iter().map(Vec::len).chain(self.digits).min().unwrap_or(0)
    }

    fn or(mut self, other: Self) -> Self {
        self.literals.extend(other.literals);
        let digits = self.digits.into_iter().chain(other.digits).min();
        Self { digits, ..self }
    }
}

fn need_of(expression: &Expression) -> Option<Need> {
    let (pattern, is_caseless) = (expression.pattern(), expression.is_caseless());
    let marked = pattern.strip_prefix("(?i)");
    let need = need_in(&regex_syntax::parse(marked.unwrap_or(pattern)).ok()?)?;
    // ASCII letters are found in any case, so others must have none.
    let has_case = |c: char| !c.is_ascii() && !c.to_lowercase().eq(c.to_uppercase());
    let is_safe = |literal: &Vec<u8>| !String::from_utf8_lossy(literal).contains(has_case);
    (marked.is_none() && !is_caseless || need.literals.iter().all(is_safe)).then_some(need)
}

/// The strongest need of a piece of a pattern.
fn need_in(piece: &Hir) -> Option<Need> {
    match piece.kind() {
        HirKind::Capture(capture) => need_in(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => match digits(repetition) {
            Some(digits) => Some(Need { literals: Vec::new(), digits: Some(digits) }),
            None => need_in(&repetition.sub),
        },
        HirKind::Alternation(choices) => {
            choices.iter().map(need_in).reduce(|some, next| Some(some?.or(next?))).flatten()
        }
        HirKind::Concat(row) => {
            let beginnings = (0..row.len()).filter_map(|from| beginning(&Hir::concat(row.get(from..)?.to_vec())));
            strongest(beginnings.chain(row.iter().filter_map(need_in)))
        }
        _ => beginning(piece),
    }
}

fn strongest(needs: impl Iterator<Item = Need>) -> Option<Need> {
    needs.max_by_key(|need| (need.strength(), std::cmp::Reverse(need.literals.len())))
}

/// `[0-9]{10,28}`: ten digits in a row.
fn digits(repetition: &Repetition) -> Option<usize> {
    let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() else { return None };
    let is_digits = matches!(class.ranges(), [range] if (range.start(), range.end()) == ('0', '9'));
    usize::try_from(repetition.min).ok().filter(|min| is_digits && *min >= LEAST)
}

/// The literals a piece can begin with, when they are few.
fn beginning(piece: &Hir) -> Option<Need> {
    let all = Extractor::new().extract(piece);
    let literals: Vec<Vec<u8>> = all.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    let need = Need { literals, digits: None };
    (need.strength() >= LEAST).then_some(need)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_tried_only_where_its_literals_stand() {
        let patterns = [
            r"(?i)\b(?<v>selfie|photo)(?:$|[^a-z])",
            r"(?i)(?:^|[^a-z0-9])(?<v>tx[-_]?[0-9a-z]{6,30}|[a-z]{2,5}-?[0-9]{10,28})",
            r"(?<v>(?:[0-9]{1,2}|[一二])\s*[日号])",
            r"(?<v>[a-z]+)",
        ];
        let patterns = patterns.map(|pattern| Expression::new(pattern, false).unwrap());
        let sieve = Sieve::new(patterns.iter());
        let tried = |text| sieve.sift(text);
        assert_eq!(tried("nothing here"), [false, false, false, true]);
        assert_eq!(tried("a SELFIE, 3号"), [true, false, true, true]);
        assert_eq!(tried("TX12, pay 1234567890"), [false, true, false, true]);
        assert_eq!(tried("pay 123456789"), [false, false, false, true]);
        assert_eq!(tried("a photo, some \u{212A}"), [true; 4], "the Kelvin sign is a k");
    }

    #[test]
    fn a_literal_with_a_case_beyond_ascii_holds_nothing_back() {
        for (pattern, is_caseless) in [("(?i)école", false), ("école", true)] {
            let sieve = Sieve::new([Expression::new(pattern, is_caseless).unwrap()].iter());
            assert_eq!(sieve.sift("ÉCOLE"), [true]);
        }
    }
}
