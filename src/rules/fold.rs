//! core: What does a text look like to the phrases and field patterns?
//! In: text as written, in a phrase or a mail. Out: the folded text, and for each place in it the place in the original.
//! The same function folds both sides, so what an admin types meets what a customer types.
//! Never cuts or adds words. Weak spot: words that differ between regions (登入, 登录) stay two words.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use std::sync::LazyLock;

/// How far a text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// For phrases: lower case, straight quotes, lines joined.
    Words,
    /// For field patterns: letters and lines stay as they are.
    Values,
}

/// A folded text that remembers where each part of it came from.
#[derive(Clone, Debug)]
pub struct Folded {
    pub text: String,
    depth: Depth,
    steps: Vec<Step>,
    /// Original place less folded place, while the text is copied byte for byte.
    shift: Option<usize>,
    last: Last,
    pending: Option<Pending>,
}

/// From this folded place on. `original_end` is set where a few characters became others: they only map as a whole.
#[derive(Clone, Copy, Debug)]
struct Step {
    folded: usize,
    original: usize,
    original_end: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Han,
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    at: usize,
    lines: usize,
}

/// Folds one text for phrases.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::new(Depth::Words);
    folded.push(text, 0);
    folded
}

/// Traditional characters become simplified ones, the rest stays: for regular expressions.
pub fn simplified(text: &str) -> String {
    text.chars().map(simplify).collect()
}

/// One Han character; kana and hangul are not joined across lines.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{3007}')
}

impl Folded {
    pub const fn new(depth: Depth) -> Self {
        Self { text: String::new(), depth, steps: Vec::new(), shift: None, last: Last::Nothing, pending: None }
    }

    /// Appends the folded form of `original`, which begins at byte `base` of its text.
    /// Each piece stands alone: nothing is joined across the border.
    pub fn push(&mut self, original: &str, base: usize) {
        self.text.reserve(original.len());
        (self.shift, self.last, self.pending) = (None, Last::Nothing, None);
        let mut at = 0;
        while let Some(rest) = original.get(at..)
            && let Some(c) = rest.chars().next()
        {
            let next = self.copy_run(rest, base + at);
            at += if next > 0 { next } else { self.fold_cluster(original, at, c, base) };
        }
    }

    /// A border no phrase crosses.
    pub fn border(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// The bytes of the original behind `start..end` of the folded text.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let from = match self.step(start) {
            Some(step) if step.original_end.is_some() => step.original,
            Some(step) => step.original + (start - step.folded),
            None => 0,
        };
        let last = end.saturating_sub(1);
        let to = match self.step(last) {
            Some(Step { original_end: Some(end), .. }) => end,
            Some(step) => step.original + (end - step.folded.min(end)),
            None => from,
        };
        (from, to.max(from))
    }

    fn step(&self, at: usize) -> Option<Step> {
        let index = self.steps.partition_point(|step| step.folded <= at);
        index.checked_sub(1).and_then(|i| self.steps.get(i)).copied()
    }

    /// The quick way for what mails mostly hold: plain ASCII and Han characters. How many bytes it took.
    fn copy_run(&mut self, rest: &str, original: usize) -> usize {
        let ascii = ascii_run(rest.as_bytes());
        if ascii > 0 {
            self.lead_in(Last::Other);
            self.copy_from(original);
            let from = self.text.len();
            self.text.push_str(rest.get(..ascii).unwrap_or_default());
            if self.depth == Depth::Words
                && let Some(run) = self.text.get_mut(from..)
            {
                run.make_ascii_lowercase();
            }
            self.last = Last::Other;
            return ascii;
        }
        let run: usize = rest.chars().take_while(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).map(char::len_utf8).sum();
        if let Some(run) = rest.get(..run).filter(|run| !run.is_empty()) {
            self.lead_in(Last::Han);
            self.copy_from(original);
            self.push_simplified(run);
            self.last = Last::Han;
        }
        run
    }

    /// Most characters are the same in both scripts: what lies between those that differ is copied whole.
    fn push_simplified(&mut self, run: &str) {
        let mut copied = 0;
        for (at, c) in run.char_indices().filter(|(_, c)| simplify(*c) != *c) {
            self.text.push_str(run.get(copied..at).unwrap_or_default());
            self.text.push(simplify(c));
            copied = at + c.len_utf8();
        }
        self.text.push_str(run.get(copied..).unwrap_or_default());
    }

    /// The careful way: a character with the marks that belong to it, normalised together. How many bytes it took.
    fn fold_cluster(&mut self, original: &str, at: usize, c: char, base: usize) -> usize {
        let rest = original.get(at..).unwrap_or_default();
        let marks: usize = rest.chars().skip(1).take_while(|&c| continues(c)).map(char::len_utf8).sum();
        let taken = c.len_utf8() + marks;
        let mut start = at;
        if continues(c)
            && let Some(before) = original.get(..at).and_then(|t| t.chars().next_back())
            && is_plain(before)
        {
            start -= before.len_utf8();
            self.text.pop();
            while self.steps.last().is_some_and(|step| step.folded > self.text.len()) {
                self.steps.pop();
            }
        }
        let cluster = original.get(start..at + taken).unwrap_or_default();
        let whole = (base + start, base + at + taken);
        if taken == 1 || (marks == 0 && start == at && maps_alone(c)) {
            self.emit(alone(c), whole);
        } else {
            let normalised = ComposingNormalizerBorrowed::new_nfkc().normalize(cluster);
            normalised.chars().for_each(|c| self.emit(c, whole));
        }
        taken
    }

    fn emit(&mut self, c: char, whole: (usize, usize)) {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() || c.is_control() {
            self.blank(c, whole);
        } else if self.depth == Depth::Values {
            self.place(simplify(c), whole);
        } else if matches!(c, '‘' | '’') {
            self.place('\'', whole);
        } else if matches!(c, '“' | '”') {
            self.place('"', whole);
        } else {
            c.to_lowercase().for_each(|c| self.place(simplify(c), whole));
        }
    }

    fn place(&mut self, c: char, (original, original_end): (usize, usize)) {
        let kind = if is_han(c) { Last::Han } else { Last::Other };
        self.lead_in(kind);
        let folded = self.text.len();
        let is_same = self.steps.last().is_some_and(|s| s.original == original && s.original_end.is_some());
        if !is_same {
            self.steps.push(Step { folded, original, original_end: Some(original_end) });
            self.shift = None;
        }
        self.text.push(c);
        self.last = kind;
    }

    fn blank(&mut self, c: char, whole: (usize, usize)) {
        let is_line = matches!(c, '\n' | '\u{2028}');
        if self.depth == Depth::Values {
            if c != '\r' {
                self.copy_from(whole.0);
                self.text.push(if is_line { '\n' } else { ' ' });
                self.shift = None;
            }
            return;
        }
        let lines = if c == '\u{2029}' { 2 } else { usize::from(is_line) };
        let pending = self.pending.get_or_insert(Pending { at: whole.0, lines: 0 });
        pending.lines += lines;
    }

    /// Blanks before the next character: none between two Han characters, a line end for a paragraph.
    fn lead_in(&mut self, next: Last) {
        let Some(pending) = self.pending.take() else { return };
        if self.last == Last::Nothing {
            return;
        }
        if pending.lines > 1 {
            self.copy_from(pending.at);
            self.text.push('\n');
        } else if self.last != Last::Han || next != Last::Han {
            self.copy_from(pending.at);
            self.text.push(' ');
        }
    }

    /// The text goes on byte for byte from this original place.
    fn copy_from(&mut self, original: usize) {
        let folded = self.text.len();
        if self.shift.is_none_or(|shift| folded.wrapping_add(shift) != original) {
            self.steps.push(Step { folded, original, original_end: None });
            self.shift = Some(original.wrapping_sub(folded));
        }
    }
}

/// Printable ASCII words with single blanks between them.
fn ascii_run(bytes: &[u8]) -> usize {
    let mut end = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0x21..=0x7E => end = at + 1,
            b' ' if end == at && at > 0 => {}
            _ => break,
        }
    }
    end
}

const fn is_plain(c: char) -> bool {
    matches!(c, '\u{21}'..='\u{7E}' | '\u{4E00}'..='\u{9FFF}')
}

/// Characters that become one other character, or stay, without asking the normaliser.
const fn maps_alone(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{301B}' | '\u{FF01}'..='\u{FF5E}' | '\u{2018}'..='\u{201D}')
}

fn alone(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Joins the character before it: combining marks, half-width voiced marks, hangul vowels and tails.
fn continues(c: char) -> bool {
    (c as u32) >= 0x300
        && !matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
        && (matches!(c, '\u{FF9E}' | '\u{FF9F}' | '\u{1160}'..='\u{11FF}')
            || CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0)
}

const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}')
}

fn simplify(c: char) -> char {
    let index = (c as usize).wrapping_sub(0x3400);
    let bits = SIMPLIFIED.differs.get(index / 64).copied().unwrap_or_default();
    if bits & (1 << (index % 64)) == 0 { c } else { SIMPLIFIED.to.get(index).copied().unwrap_or(c) }
}

/// Traditional characters, by their number from U+3400 on.
struct Simplified {
    /// One bit a character: small enough to stay at hand while a text is read.
    differs: Box<[u64]>,
    to: Box<[char]>,
}

static SIMPLIFIED: LazyLock<Simplified> = LazyLock::new(|| {
    const COUNT: usize = 0xA000 - 0x3400;
    let mut table = Simplified { differs: vec![0; COUNT / 64].into(), to: vec!['\0'; COUNT].into() };
    for pair in include_str!("trad_simp.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace) {
        let mut characters = pair.chars();
        let (Some(from), Some(to)) = (characters.next(), characters.next()) else { continue };
        let index = (from as usize).wrapping_sub(0x3400);
        if let (Some(slot), Some(bits)) = (table.to.get_mut(index), table.differs.get_mut(index / 64)) {
            *slot = to;
            *bits |= 1 << (index % 64);
        }
    }
    table
});

#[cfg(test)]
mod tests;
