//! core: What did the admin mean by this phrase?
//! In: one entry of a word list. Out: a `Phrase`, or a `Fault` that names the characters at fault and the cure.
//! The grammar is that of `rules/README.md`: `text`, `<list>`, `(a|b)`, `(a|b)?`, `~`, `..`, `*`, `\` and `re:'…'`.
//! Never looks up lists and never compiles regular expressions; that is the matcher's part.

use super::fold::{fold, is_han};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    Words(Sequence),
    Regex(String),
}

/// Parts in order; the gap of the first one means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence(pub Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub gap: Gap,
    pub part: Part,
    pub is_optional: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Folded. `is_open`: any word that begins so.
    Text {
        text: String,
        is_open: bool,
    },
    List {
        name: String,
        at: Range<usize>,
    },
    Group(Vec<Sequence>),
}

/// In order: when an optional group is absent its two gaps merge into the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    Beside,
    Near,
    Far,
}

/// Why it is no phrase (E10); `at` in bytes of the phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

pub fn parse(text: &str) -> Result<Phrase, Fault> {
    if let Some(rest) = text.trim().strip_prefix("re:") {
        let inner = rest.strip_prefix('\'').and_then(|r| r.strip_suffix('\'')).filter(|r| !r.is_empty());
        return inner.map(|inner| Phrase::Regex(inner.to_owned())).ok_or_else(|| {
            fault(0..text.len(), "re: wants a regular expression in quotes", "write re:'…' and nothing beside it")
        });
    }
    let mut reader = Reader { text, at: 0, depth: 0 };
    let sequence = reader.sequence()?;
    match reader.peek() {
        None => Ok(Phrase::Words(sequence)),
        Some('|') => Err(reader.here("| stands outside of a group", "put the choices in parentheses: (a|b)")),
        Some(_) => Err(reader.here("this ) closes nothing", "write \\) for the character itself")),
    }
}

/// Groups within groups beyond this are a slip, and the stack is finite.
const MAX_DEPTH: usize = 16;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn here(&self, message: &str, help: &str) -> Fault {
        let width = self.peek().map_or(0, char::len_utf8);
        fault(self.at..self.at + width, message, help)
    }

    /// Up to the end, a `|` or a `)`.
    fn sequence(&mut self) -> Result<Sequence, Fault> {
        let (begin, mut steps) = (self.at, Vec::<Step>::new());
        loop {
            let (gap, gap_span) = self.gap()?;
            if matches!(self.peek(), None | Some('|' | ')')) {
                self.check_ends(&steps, begin, (gap, gap_span))?;
                return Ok(Sequence(steps));
            }
            if steps.is_empty() && gap != Gap::Beside {
                return Err(dangling(gap_span));
            }
            for (index, (part, is_optional)) in self.part()?.into_iter().enumerate() {
                let gap = if index == 0 { gap } else { Gap::Beside };
                steps.push(Step { gap, part, is_optional });
            }
        }
    }

    fn check_ends(&self, steps: &[Step], begin: usize, last: (Gap, Range<usize>)) -> Result<(), Fault> {
        let span = begin..self.at.max(begin);
        if last.0 != Gap::Beside {
            return Err(dangling(last.1));
        }
        if steps.iter().all(|step| step.is_optional) {
            let message = if steps.is_empty() { "nothing stands here" } else { "this can match nothing at all" };
            return Err(fault(
                span,
                message,
                "write at least one word; for an optional group use (a|b)? beside a word",
            ));
        }
        // An absent group at an end would leave its gap hanging.
        let leads = steps.iter().take_while(|s| s.is_optional).count();
        let trails = steps.iter().rev().take_while(|s| s.is_optional).count();
        let leading = steps.iter().take(leads + 1).skip(1);
        let trailing = steps.iter().rev().take(trails);
        if leading.chain(trailing).any(|step| step.gap != Gap::Beside) {
            let cure = "drop the group and its gap, or make it required";
            return Err(fault(span, "without the optional group a gap hangs in the air", cure));
        }
        Ok(())
    }

    /// Blanks and at most one of ~ and ..
    fn gap(&mut self) -> Result<(Gap, Range<usize>), Fault> {
        let (mut gap, mut sign) = (Gap::Beside, self.at..self.at);
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.at += blank;
                continue;
            }
            let (found, width) = if rest.starts_with("..") {
                (Gap::Far, rest.len() - rest.trim_start_matches('.').len())
            } else if rest.starts_with('~') {
                (Gap::Near, 1)
            } else {
                return Ok((gap, sign));
            };
            if width > 2 {
                let at = self.at..self.at + width;
                return Err(fault(at, "too many dots", "a gap is two dots: A .. B; write \\. for a dot"));
            }
            if gap != Gap::Beside {
                return Err(self.here("two gaps side by side", "one is enough: ~ for near, .. for the same sentence"));
            }
            gap = found;
            sign = self.at..self.at + width;
            self.at += width;
        }
    }

    fn part(&mut self) -> Result<Vec<(Part, bool)>, Fault> {
        match self.peek() {
            Some('(') => {
                let group = self.group()?;
                let is_optional = self.peek() == Some('?');
                self.at += usize::from(is_optional);
                Ok(vec![(Part::Group(group), is_optional)])
            }
            Some('<') => Ok(vec![(self.list()?, false)]),
            Some('>') => Err(self.here("this > closes nothing", "write \\> for the character itself")),
            _ => Ok(self.text()?.into_iter().map(|part| (part, false)).collect()),
        }
    }

    fn group(&mut self) -> Result<Vec<Sequence>, Fault> {
        let open = self.at;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.here("groups nest too deep", "split the phrase into several"));
        }
        let mut choices = Vec::new();
        loop {
            self.at += 1;
            choices.push(self.sequence()?);
            match self.peek() {
                Some('|') => {}
                Some(')') => break,
                _ => return Err(fault(open..self.text.len(), "this ( is never closed", "add the closing )")),
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(choices)
    }

    fn list(&mut self) -> Result<Part, Fault> {
        let begin = self.at;
        let inner = self.rest().get(1..).unwrap_or_default();
        let Some(end) = inner.find('>') else {
            return Err(fault(begin..self.text.len(), "this < is never closed", "a list is written <name>"));
        };
        let name = inner.get(..end).unwrap_or_default().trim().to_owned();
        self.at += end + 2;
        let at = begin..self.at;
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            return Err(fault(at, "this is no name of a list", "a list is written <name>, with letters, digits and _"));
        }
        Ok(Part::List { name, at })
    }

    /// Words up to the next sign; several parts when a word within is open (`refund* status`).
    fn text(&mut self) -> Result<Vec<Part>, Fault> {
        let (mut parts, mut word) = (Vec::new(), String::new());
        let begin = self.at;
        while let Some(c) = self.peek() {
            let is_end = matches!(c, '(' | ')' | '<' | '>' | '|' | '~') || self.rest().starts_with("..");
            if is_end {
                break;
            }
            if c == '*' {
                self.open_word(&word)?;
                parts.push(plain(&word, true));
                word.clear();
                self.at += 1;
                continue;
            }
            self.check_sign(c, begin)?;
            if c == '\\' {
                self.at += 1;
            }
            let c = self.peek().unwrap_or_default();
            word.push(c);
            self.at += c.len_utf8();
        }
        if !word.trim().is_empty() {
            parts.push(plain(&word, false));
        }
        if parts.iter().any(|part| matches!(part, Part::Text { text, .. } if text.is_empty())) {
            return Err(fault(begin..self.at, "nothing visible stands here", "write a word"));
        }
        Ok(parts)
    }

    /// `*` may only end a Latin or digit word.
    fn open_word(&self, word: &str) -> Result<(), Fault> {
        let ends_well = word.chars().next_back().is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
        let next = self.rest().chars().nth(1);
        let stands_at_end = next.is_none_or(|c| !c.is_alphanumeric() || is_cjk(c));
        if ends_well && stands_at_end {
            return Ok(());
        }
        let (message, help) = if word.chars().next_back().is_some_and(is_cjk) {
            ("* after a Chinese character", "Chinese text matches anywhere: leave the * out, or write A .. B for a gap")
        } else {
            ("* may only end a word, as in refund*", "for any words in between write A .. B; for a regex write re:'…'")
        };
        Err(self.here(message, help))
    }

    /// Signs typed as in a regular expression, and full-width twins of our own signs.
    fn check_sign(&self, c: char, begin: usize) -> Result<(), Fault> {
        let regex = "this looks like a regular expression; write re:'…' around the whole entry, or plain words";
        let next = self.rest().chars().nth(1);
        match c {
            '\\' if next.is_some_and(|c| "()<>|~*?.\\（）＜＞｜～＊？".contains(c)) => Ok(()),
            '\\' => Err(fault(self.at..self.at + 1 + next.map_or(0, char::len_utf8), "\\ has no meaning here", regex)),
            '?' => {
                Err(self
                    .here("? may only follow a group", "write (word)? for an optional word, \\? for the sign itself"))
            }
            '[' | ']' | '{' | '}' => Err(self.here(&format!("{c} is not part of the phrase language"), regex)),
            '+' if self.at > begin && next.is_none_or(|c| !c.is_alphanumeric()) => {
                Err(self.here("+ is not part of the phrase language", regex))
            }
            '^' if self.at == 0 => Err(self.here("^ is not part of the phrase language", regex)),
            '$' if next.is_none() => Err(self.here("$ is not part of the phrase language", regex)),
            '（' | '）' | '＜' | '＞' | '｜' | '～' | '＊' => {
                let twin = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
                let message = format!("full-width {c}");
                Err(self.here(&message, &format!("the phrase language needs {twin}; write \\{c} for the sign itself")))
            }
            _ => Ok(()),
        }
    }
}

fn plain(word: &str, is_open: bool) -> Part {
    Part::Text { text: fold(word).text, is_open }
}

/// Scripts written without blanks between words.
pub const fn is_cjk(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{AC00}'..='\u{D7AF}')
}

fn dangling(at: Range<usize>) -> Fault {
    fault(at, "this gap has nothing on one side", "~ and .. stand between two parts: A ~ B")
}

fn fault(at: Range<usize>, message: &str, help: &str) -> Fault {
    Fault { at, message: message.to_owned(), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(text: &str) -> String {
        match parse(text) {
            Err(fault) => format!("{} @{}", fault.message, text.get(fault.at).unwrap_or("?")),
            Ok(phrase) => format!("{phrase:?}"),
        }
    }

    #[test]
    fn the_parts_and_gaps_are_read() {
        let Ok(Phrase::Words(Sequence(steps))) = parse("<account>..(a|b)? ~ 退 款 refund* Status") else { panic!() };
        let gaps: Vec<Gap> = steps.iter().map(|s| s.gap).collect();
        assert_eq!(gaps, [Gap::Beside, Gap::Far, Gap::Near, Gap::Beside]);
        assert!(steps[1].is_optional);
        assert_eq!(steps[2].part, Part::Text { text: "退款 refund".into(), is_open: true });
        assert_eq!(steps[3].part, Part::Text { text: "status".into(), is_open: false });
        assert_eq!(parse("re:'ok-\\d+'"), Ok(Phrase::Regex("ok-\\d+".into())));
        let escaped = Sequence(vec![Step {
            gap: Gap::Beside,
            part: Part::Text { text: "a(b)? no.".into(), is_open: false },
            is_optional: false,
        }]);
        assert_eq!(parse("a\\(b\\)\\? no."), Ok(Phrase::Words(escaped)));
    }

    #[test]
    fn every_slip_has_its_own_words() {
        for (text, wanted) in [
            ("锁*", "* after a Chinese character @*"),
            ("a .*", "* may only end a word, as in refund* @*"),
            ("退款 ~", "this gap has nothing on one side @~"),
            (".. 退款", "this gap has nothing on one side @.."),
            ("a ~ (b)?", "without the optional group a gap hangs in the air @a ~ (b)?"),
            ("(b)? .. a", "without the optional group a gap hangs in the air @(b)? .. a"),
            ("a ()", "nothing stands here @"),
            ("(a|)", "nothing stands here @"),
            ("(a)?", "this can match nothing at all @(a)?"),
            ("refunds?", "? may only follow a group @?"),
            ("[ab]", "[ is not part of the phrase language @["),
            ("退款+", "+ is not part of the phrase language @+"),
            ("\\d", "\\ has no meaning here @\\d"),
            ("a|b", "| stands outside of a group @|"),
            ("(a", "this ( is never closed @(a"),
            ("a)", "this ) closes nothing @)"),
            ("<a", "this < is never closed @<a"),
            ("a ... b", "too many dots @..."),
            ("a ~ .. b", "two gaps side by side @."),
            ("（a|b）", "full-width （ @（"),
            ("re:x", "re: wants a regular expression in quotes @re:x"),
            ("", "nothing stands here @"),
        ] {
            assert_eq!(fault_of(text), wanted, "{text}");
        }
    }
}
