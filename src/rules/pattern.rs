//! core: Can this regular expression be used?
//! In: a pattern of a phrase or a field. Out: it, compiled; or the catalogue's code with cause and cure.
//! Never slow on any mail: the engine is linear, and what would grow too large or match nothing at all is refused, and
//! so are patterns that are too long to be read by people, and more of them than a desk can ask of every mail.

use super::diagnostic::{Said, said};
use regex::{Regex, RegexBuilder};

/// A regular expression that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRegex {
    pub code: &'static str,
    pub message: Said,
    pub help: Said,
}

/// What one pattern may become once its repetitions are written out, in bytes: `(\pL{100}){100}` never ends well.
const PROGRAM: usize = 10 << 20;
/// Of one pattern as it is written, in bytes.
const LONGEST: usize = 1024;
/// In one folder.
const MOST: usize = 500;

/// May this pattern, the `nth` of its folder from 1, stand there at all? Asked before anything is made of it.
pub fn admit(pattern: &str, nth: usize) -> Result<(), BadRegex> {
    if nth > MOST {
        return Err(BadRegex {
            code: "E13",
            message: said!(
                "more than {MOST} regular expressions in this folder",
                "这个文件夹里的正则表达式超过了 {MOST} 个"
            ),
            help: said!(
                "plain words cost next to nothing: write them, (a|b) or a word list in place of most expressions",
                "普通的词几乎不费时间：大多数正则可以改成普通的词、(a|b) 或词表"
            ),
        });
    }
    if pattern.len() > LONGEST {
        return Err(BadRegex {
            code: "E13",
            message: said!(
                "this pattern is {} bytes long, more than {LONGEST}",
                "这个正则表达式有 {} 字节，超过了 {LONGEST} 字节（一个汉字是三个字节）",
                pattern.len()
            ),
            help: said!(
                "cut it into several entries; words alone belong into a word list",
                "请拆成几条；只是词的，请放进词表"
            ),
        });
    }
    Ok(())
}

/// Compiles a pattern, with the catalogue's words for what is wrong with it.
pub fn compile(pattern: &str, is_caseless: bool) -> Result<Regex, BadRegex> {
    let mut builder = RegexBuilder::new(&super::fold::simplified(pattern));
    match builder.case_insensitive(is_caseless).size_limit(PROGRAM).build() {
        Ok(regex) if regex.is_match("") => Err(BadRegex {
            code: "E13",
            message: said!("this pattern matches the empty text", "这个正则表达式连空白都能匹配"),
            help: said!("make at least one character required", "至少要有一个必须出现的字"),
        }),
        Ok(regex) => Ok(regex),
        Err(regex::Error::CompiledTooBig(_)) => Err(BadRegex {
            code: "E13",
            message: said!(
                "this pattern takes more than {} MiB with its repetitions written out",
                "这个正则表达式太大：把重复展开以后超过 {} MiB",
                PROGRAM >> 20
            ),
            help: said!(
                "counts inside one another multiply: write fewer or smaller ones, {{2,}} for {{2,80}}, [a-z] for \\w",
                "里外两层的次数会相乘：请减少层数或次数，例如 {{2,80}} 写成 {{2,}}，\\w 写成 [a-z]"
            ),
        }),
        Err(error) => {
            let text = error.to_string();
            let cause = text.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or(&text);
            let (zh, help) = explained(cause);
            let message = Said {
                en: format!("no regular expression: {cause}"),
                zh: format!("正则表达式写法有误：{}", zh.unwrap_or(cause)),
            };
            Err(BadRegex { code: "E12", message, help })
        }
    }
}

/// A program larger than this costs a millisecond and more on a long mail.
const LARGE: usize = 512 * 1024;

/// Is its program so large that long mail gets slow? A pattern that is no pattern is not.
pub fn is_large(pattern: &str) -> bool {
    let built = RegexBuilder::new(&super::fold::simplified(pattern)).size_limit(LARGE).build();
    matches!(built, Err(regex::Error::CompiledTooBig(_)))
}

/// The cause in Chinese where it is one of the usual ones, and the cure.
fn explained(cause: &str) -> (Option<&'static str>, Said) {
    let usual = || {
        said!(
            "plain words, (a|b) and A .. B do for most phrases; write \\( for the sign itself",
            "大多数短语用普通的词、(a|b) 和 A .. B 就够了；符号本身写 \\("
        )
    };
    if cause.starts_with("look-around") {
        let help = said!(
            "use an ignore phrase instead: it hides what should not count",
            "请改用 ignore 短语：它会盖住不该算的字"
        );
        return (Some("不支持前后查找 (?=…) (?!…)"), help);
    }
    if cause.starts_with("backreferences") {
        let help = said!("name each possible text, or use two phrases", "把可能的文字都写出来，或者分成两条短语");
        return (Some("不支持反向引用 \\1"), help);
    }
    let zh = match cause {
        "unclosed group" => Some("括号 ( 没有结束"),
        "unopened group" => Some("多了一个 )"),
        "unclosed character class" => Some("方括号 [ 没有结束"),
        "repetition operator missing expression" => Some("* + ? 前面没有内容"),
        "unrecognized escape sequence" => Some("不认识的反斜杠写法"),
        "invalid repetition count range, the start must be <= the end" => Some("{m,n} 里 m 不能大于 n"),
        "repetition quantifier expects a valid decimal" | "unclosed counted repetition" => Some("{m,n} 写得不完整"),
        _ => None,
    };
    (zh, usual())
}
