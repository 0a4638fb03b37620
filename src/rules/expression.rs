//! core: A regular expression that may be used, and what finds its matches.
//! In: a pattern of a phrase or a field. Out: it, compiled when the first text asks for it; or why it cannot be used.
//! Most patterns are never asked (`sieve`): compiling them all would take a third of loading, and megabytes for good.

use super::fold::simplified;
use super::pattern::{BadRegex, compile};
use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::{Arc, PoisonError, RwLock};

#[derive(Debug)]
pub struct Expression {
    pattern: String,
    is_caseless: bool,
    program: RwLock<Option<Arc<Regex>>>,
}

impl Expression {
    /// What is surely good is not compiled yet.
    pub fn new(pattern: &str, is_caseless: bool) -> Result<Self, BadRegex> {
        let new = Self { pattern: simplified(pattern), is_caseless, program: RwLock::default() };
        if !new.read().is_some_and(|read| read.properties().minimum_len() > Some(0) && weight(&read) < SURELY_SMALL) {
            compile(pattern, is_caseless)?;
        }
        Ok(new)
    }

    /// As it is compiled: in simplified characters.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    pub const fn is_caseless(&self) -> bool {
        self.is_caseless
    }

    pub fn has_group(&self, name: &str) -> bool {
        self.read().is_some_and(|read| names(&read, name))
    }

    /// Nothing for a pattern that `new` would not have let in.
    pub fn program(&self) -> Option<Arc<Regex>> {
        if let Some(program) = &*self.program.read().unwrap_or_else(PoisonError::into_inner) {
            return Some(program.clone());
        }
        let program = Arc::new(RegexBuilder::new(&self.pattern).case_insensitive(self.is_caseless).build().ok()?);
        *self.program.write().unwrap_or_else(PoisonError::into_inner) = Some(program.clone());
        Some(program)
    }

    /// Gives back the program, and all it remembers of the texts it saw.
    pub fn forget(&self) {
        *self.program.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn read(&self) -> Option<Hir> {
        ParserBuilder::new().case_insensitive(self.is_caseless).build().parse(&self.pattern).ok()
    }
}

/// Steps of a program that is far below any limit.
const SURELY_SMALL: usize = 20_000;

/// No fewer steps than the program of this piece has.
fn weight(piece: &Hir) -> usize {
    /// A range of characters is several rows of bytes.
    const RANGE: usize = 16;
    let sum = |pieces: &[Hir]| pieces.iter().map(weight).fold(pieces.len(), usize::saturating_add);
    match piece.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => RANGE * class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => RANGE * class.ranges().len(),
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1) as usize;
            weight(&repetition.sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Concat(pieces) | HirKind::Alternation(pieces) => sum(pieces),
    }
}

fn names(piece: &Hir, name: &str) -> bool {
    match piece.kind() {
        HirKind::Capture(capture) => capture.name.as_deref() == Some(name) || names(&capture.sub, name),
        HirKind::Repetition(repetition) => names(&repetition.sub, name),
        HirKind::Concat(pieces) | HirKind::Alternation(pieces) => pieces.iter().any(|piece| names(piece, name)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_compiled_when_it_is_asked_and_forgotten_when_told() {
        let expression = Expression::new("(?<v>退款[0-9]{2,4})", false).unwrap();
        assert!(expression.program.read().unwrap().is_none());
        assert!(expression.program().unwrap().is_match("退款300"));
        assert!(expression.program.read().unwrap().is_some());
        expression.forget();
        assert!(expression.program.read().unwrap().is_none());
        assert!(expression.program().unwrap().is_match("退款300"));
    }

    #[test]
    fn bad_patterns_are_told_in_our_words_compiled_or_not() {
        let told = |pattern| Expression::new(pattern, true).map_err(|bad| (bad.code, bad.message.en)).unwrap_err();
        assert_eq!(told("a*"), ("E13", "this pattern matches the empty text".to_owned()));
        assert_eq!(told("(?=锁)").0, "E12");
        assert!(told("(?=锁)").1.contains("look-around"), "{:?}", told("(?=锁)"));
        assert_eq!(told("(锁").0, "E12");
        for nested in ["(\\w{1000}){1000}", "(\\pL{100}){100}", "((((a{90}){90}){90}){90}){90}"] {
            assert!(told(nested).1.contains("more than 10 MiB"), "{:?}", told(nested));
        }
        assert!(Expression::new("锁|lock", true).is_ok());
    }

    #[test]
    fn a_named_group_is_found_however_deep() {
        let has = |pattern| Expression::new(pattern, false).unwrap().has_group("v");
        assert!(has("a(?:b|c(?<v>d)+)"));
        assert!(!has("a(?<w>b)(c)"));
    }
}
