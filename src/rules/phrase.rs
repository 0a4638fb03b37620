//! core: What did the admin mean by this phrase?
//! In: one entry of a word list. Out: a `Phrase`, or a `Fault` that names the characters at fault and the cure.
//! The grammar is that of `rules/README.md`: `text`, `<list>`, `(a|b)`, `(a|b)?`, `~`, `..`, `*`, `\` and `re:'…'`.
//! Never looks up lists and never compiles regular expressions; that is the matcher's part.

use super::diagnostic::{Said, said};
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
    pub message: Said,
    pub help: Said,
}

pub fn parse(text: &str) -> Result<Phrase, Fault> {
    if let Some(rest) = text.trim().strip_prefix("re:") {
        let inner = rest.strip_prefix('\'').and_then(|r| r.strip_suffix('\'')).filter(|r| !r.is_empty());
        return inner.map(|inner| Phrase::Regex(inner.to_owned())).ok_or_else(|| {
            fault(
                0..text.len(),
                said!("re: wants a regular expression in quotes", "re: 后面要有带引号的正则表达式"),
                said!("write re:'…' and nothing beside it", "写成 re:'…'，独占一条"),
            )
        });
    }
    let mut reader = Reader { text, at: 0, depth: 0 };
    let sequence = reader.sequence()?;
    match reader.peek() {
        None => Ok(Phrase::Words(sequence)),
        Some('|') => Err(reader.here(
            said!("| stands outside of a group", "| 不在括号里"),
            said!("put the choices in parentheses: (a|b)", "把可选的词放进括号：(a|b)"),
        )),
        Some(_) => Err(reader.here(
            said!("this ) closes nothing", "这个 ) 前面没有 ("),
            said!("write \\) for the character itself", "要匹配括号本身，写 \\)"),
        )),
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

    fn here(&self, message: Said, help: Said) -> Fault {
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
            let message = if steps.is_empty() {
                said!("nothing stands here", "这里是空的")
            } else {
                said!("this can match nothing at all", "这里可以什么都不匹配")
            };
            let help = said!(
                "write at least one word; for an optional group use (a|b)? beside a word",
                "至少写一个词；可省略的组 (a|b)? 旁边要有词"
            );
            return Err(fault(span, message, help));
        }
        // An absent group at an end would leave its gap hanging.
        let leads = steps.iter().take_while(|s| s.is_optional).count();
        let trails = steps.iter().rev().take_while(|s| s.is_optional).count();
        let leading = steps.iter().take(leads + 1).skip(1);
        let trailing = steps.iter().rev().take(trails);
        if leading.chain(trailing).any(|step| step.gap != Gap::Beside) {
            let message =
                said!("without the optional group a gap hangs in the air", "省略这个组以后，间隔的一边就空了");
            let cure = said!(
                "drop the group and its gap, or make it required",
                "去掉这个组和它的间隔，或者去掉 ? 让它必须出现"
            );
            return Err(fault(span, message, cure));
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
                let help =
                    said!("a gap is two dots: A .. B; write \\. for a dot", "间隔是两个点：A .. B；点本身写 \\.");
                return Err(fault(at, said!("too many dots", "点太多了"), help));
            }
            if gap != Gap::Beside {
                let help = said!(
                    "one is enough: ~ for near, .. for the same sentence",
                    "一个就够：~ 表示靠近，.. 表示同一句话里"
                );
                return Err(self.here(said!("two gaps side by side", "两个间隔连在一起"), help));
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
            Some('>') => Err(self.here(
                said!("this > closes nothing", "这个 > 前面没有 <"),
                said!("write \\> for the character itself", "要匹配 > 本身，写 \\>"),
            )),
            _ => Ok(self.text()?.into_iter().map(|part| (part, false)).collect()),
        }
    }

    fn group(&mut self) -> Result<Vec<Sequence>, Fault> {
        let open = self.at;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let help = said!("split the phrase into several", "把它拆成几条短语");
            return Err(self.here(said!("groups nest too deep", "括号套得太深"), help));
        }
        let mut choices = Vec::new();
        loop {
            self.at += 1;
            choices.push(self.sequence()?);
            match self.peek() {
                Some('|') => {}
                Some(')') => break,
                _ => {
                    let message = said!("this ( is never closed", "这个 ( 没有结束");
                    return Err(fault(open..self.text.len(), message, said!("add the closing )", "补上 )")));
                }
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
            let message = said!("this < is never closed", "这个 < 没有结束");
            return Err(fault(begin..self.text.len(), message, said!("a list is written <name>", "词表写成 <名称>")));
        };
        let name = inner.get(..end).unwrap_or_default().trim().to_owned();
        self.at += end + 2;
        let at = begin..self.at;
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            let help = said!(
                "a list is written <name>, with letters, digits and _",
                "词表写成 <名称>，名称只用字母、数字和 _"
            );
            return Err(fault(at, said!("this is no name of a list", "这不是词表的名称"), help));
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
            let message = said!("nothing visible stands here", "这里没有看得见的字");
            return Err(fault(begin..self.at, message, said!("write a word", "请写一个词")));
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
            (
                said!("* after a Chinese character", "* 写在了汉字后面"),
                said!(
                    "Chinese text matches anywhere: leave the * out, or write A .. B for a gap",
                    "中文在任何位置都匹配，不用写 *；中间隔着别的字就写 A .. B"
                ),
            )
        } else {
            (
                said!("* may only end a word, as in refund*", "* 只能放在英文词尾，例如 refund*"),
                said!(
                    "for any words in between write A .. B; for a regex write re:'…'",
                    "中间隔着任意的词写 A .. B；正则表达式写 re:'…'"
                ),
            )
        };
        Err(self.here(message, help))
    }

    /// Signs typed as in a regular expression, and full-width twins of our own signs.
    fn check_sign(&self, c: char, begin: usize) -> Result<(), Fault> {
        let regex = || {
            said!(
                "this looks like a regular expression; write re:'…' around the whole entry, or plain words",
                "这像是正则表达式：请整条写成 re:'…'，或者只写普通的词"
            )
        };
        let no_part = || said!("{c} is not part of the phrase language", "短语里不能用 {c}");
        let next = self.rest().chars().nth(1);
        match c {
            '\\' if next.is_some_and(|c| "()<>|~*?.\\（）＜＞｜～＊？".contains(c)) => Ok(()),
            '\\' => {
                let at = self.at..self.at + 1 + next.map_or(0, char::len_utf8);
                Err(fault(at, said!("\\ has no meaning here", "这里的 \\ 没有意义"), regex()))
            }
            '?' => Err(self.here(
                said!("? may only follow a group", "? 只能跟在括号后面"),
                said!(
                    "write (word)? for an optional word, \\? for the sign itself",
                    "可有可无的词写成 (词)?，问号本身写 \\?"
                ),
            )),
            '[' | ']' | '{' | '}' => Err(self.here(no_part(), regex())),
            '+' if self.at > begin && next.is_none_or(|c| !c.is_alphanumeric()) => Err(self.here(no_part(), regex())),
            '^' if self.at == 0 => Err(self.here(no_part(), regex())),
            '$' if next.is_none() => Err(self.here(no_part(), regex())),
            '（' | '）' | '＜' | '＞' | '｜' | '～' | '＊' => {
                let twin = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
                let help = said!(
                    "the phrase language needs {twin}; write \\{c} for the sign itself",
                    "短语里要用半角的 {twin}；要匹配 {c} 本身，写 \\{c}"
                );
                Err(self.here(said!("full-width {c}", "全角的 {c}"), help))
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
    let message = said!("this gap has nothing on one side", "这个间隔有一边是空的");
    fault(at, message, said!("~ and .. stand between two parts: A ~ B", "~ 和 .. 要放在两部分之间：A ~ B"))
}

const fn fault(at: Range<usize>, message: Said, help: Said) -> Fault {
    Fault { at, message, help }
}

#[cfg(test)]
mod tests;
