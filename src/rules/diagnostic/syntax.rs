//! core: Why can a TOML file not be read?
//! In: the parser's error. Out: an E01 in an admin's words, Chinese punctuation looked for first.
//! Never the parser's words alone where we know better: "expected literal string" helps nobody who sees quotes.

use super::{Diagnostic, Said, said};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

/// The file as a table; or each line with Chinese punctuation, or else the first error.
pub fn parse<'a>(file: &str, text: &'a str) -> Result<Spanned<DeTable<'a>>, Vec<Diagnostic>> {
    DeTable::parse(text).map_err(|error| {
        let signs = full_width_lines(file, text);
        let plain = || vec![plain(file, text, (error.span().unwrap_or(0..0), error.message()))];
        if signs.is_empty() { plain() } else { signs }
    })
}

fn plain(file: &str, text: &str, (at, message): (Range<usize>, &str)) -> Diagnostic {
    // The parser adds what it expected, in its own words.
    let message = message.lines().next().unwrap_or_default().split(", expected").next().unwrap_or_default().trim();
    let (said, help) = in_our_words(message);
    Diagnostic::at("E01", file, text, at).message(said).help(help)
}

fn in_our_words(message: &str) -> (Said, Said) {
    match message {
        "string values must be quoted" => (
            said!("a text needs quotes", "文字要放在引号里"),
            said!("write for example name = \"OKPay\"", "例如 name = \"OKPay\""),
        ),
        "duplicate key" => {
            (said!("this key stands here twice", "这一项写了两次"), said!("keep one of the two lines", "两行只留一行"))
        }
        "missing comma between array elements" => (
            said!("a comma is missing between two entries of the list", "列表的两项之间缺少逗号"),
            said!("write [\"a\", \"b\"]", "写成 [\"a\", \"b\"]"),
        ),
        "extra comma in array" => (
            said!("one comma too many in the list", "列表里多了一个逗号"),
            said!("write [\"a\", \"b\"]", "写成 [\"a\", \"b\"]"),
        ),
        "unclosed array" => (
            said!("the list that begins here is never closed", "从这里开始的列表没有结束"),
            said!("add the closing ]", "补上结尾的 ]"),
        ),
        "unclosed inline table" => (
            said!("the table that begins here is never closed", "从这里开始的表没有结束"),
            said!("add the closing }}", "补上结尾的 }}"),
        ),
        "unclosed table" | "unclosed array table" => (
            said!("the header of this section is never closed", "这一节的标题没有结束"),
            said!("write it as in [match]", "写成 [match] 这样"),
        ),
        "missing value for key" | "missing value" => (
            said!("nothing stands behind the =", "等号后面没有内容"),
            said!("write key = \"value\"", "写成 key = \"内容\""),
        ),
        "key with no value" => (
            said!("a = and a value are missing here", "这里缺少等号和内容"),
            said!("write key = \"value\"; a comment begins with #", "写成 key = \"内容\"；注释要以 # 开头"),
        ),
        "extra `=`" => (said!("one = too many", "多了一个等号"), Said::default()),
        "invalid unquoted key" => (
            said!("this is no key", "这里不能这样写"),
            said!(
                "keys are plain letters, digits, - and _; a comment begins with #",
                "= 左边只能用英文字母、数字、- 和 _；注释要以 # 开头"
            ),
        ),
        "invalid basic string" | "unclosed string" => (
            said!("this text is never closed", "这段文字的引号没有结束"),
            said!("add the closing quote on the same line", "在同一行补上结尾的引号"),
        ),
        "missing escaped value" => (
            said!(
                "a backslash between \" \" begins an escape, and this is none",
                "双引号里的反斜杠表示转义，这里不是转义"
            ),
            said!("write the pattern between ' ' or double the backslash", "请把正则写在 ' ' 之间，或者写两个反斜杠"),
        ),
        other => (Said { en: other.to_owned(), zh: format!("TOML 写法有误（{other}）") }, Said::default()),
    }
}

const SIGNS: [(char, &str, &str, &str); 17] = [
    ('“', "Chinese quotes “ ”", "中文引号 “ ”", "\""),
    ('”', "Chinese quotes “ ”", "中文引号 “ ”", "\""),
    ('‘', "Chinese quotes ‘ ’", "中文引号 ‘ ’", "'"),
    ('’', "Chinese quotes ‘ ’", "中文引号 ‘ ’", "'"),
    ('＂', "full-width quote ＂", "全角引号 ＂", "\""),
    ('，', "Chinese comma ，", "中文逗号 ，", ","),
    ('、', "Chinese comma 、", "顿号 、", ","),
    ('：', "Chinese colon ：", "中文冒号 ：", "="),
    ('＝', "full-width equals sign ＝", "全角等号 ＝", "="),
    ('＃', "full-width number sign ＃", "全角井号 ＃", "#"),
    ('【', "Chinese bracket 【", "中文括号 【", "["),
    ('】', "Chinese bracket 】", "中文括号 】", "]"),
    ('［', "full-width bracket ［", "全角括号 ［", "["),
    ('］', "full-width bracket ］", "全角括号 ］", "]"),
    ('｛', "full-width bracket ｛", "全角括号 ｛", "{"),
    ('｝', "full-width bracket ｝", "全角括号 ｝", "}"),
    ('\u{3000}', "full-width blank", "全角空格", " "),
];

/// Chinese punctuation where TOML needs ASCII: the usual slip of who types with a Chinese keyboard. One a line, and
/// none inside a text of several lines.
fn full_width_lines(file: &str, text: &str) -> Vec<Diagnostic> {
    let (mut told, mut begin, mut open) = (Vec::new(), 0, None);
    for line in text.split_inclusive('\n') {
        let marks = |mark: &str| line.matches(mark).count() % 2 == 1;
        let is_inside = open.is_some();
        match open {
            Some(mark) if marks(mark) => open = None,
            Some(_) => {}
            None => open = ["\"\"\"", "'''"].into_iter().find(|mark| marks(mark)),
        }
        if !is_inside {
            told.extend(full_width(file, text, (begin, line.trim_end())));
        }
        begin += line.len();
    }
    told
}

fn full_width(file: &str, text: &str, (begin, line): (usize, &str)) -> Option<Diagnostic> {
    let mut quote = None;
    for (offset, c) in line.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if c == '#' => return None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {
                if let Some((_, en, zh, ascii)) = SIGNS.iter().find(|(sign, ..)| *sign == c) {
                    let (width, label) = replaced(line.get(offset..)?, c, ascii);
                    let at = begin + offset..begin + offset + width;
                    let message = Said { en: (*en).to_owned(), zh: (*zh).to_owned() };
                    return Some(Diagnostic::at("E01", file, text, at).message(message).label(label));
                }
            }
        }
    }
    None
}

/// How many bytes are wrong, and what to write for them.
fn replaced(rest: &str, sign: char, ascii: &str) -> (usize, Said) {
    let closing = match sign {
        '“' => Some('”'),
        '‘' => Some('’'),
        '＂' => Some('＂'),
        _ => None,
    };
    let inner = closing.and_then(|closing| {
        let behind = rest.get(sign.len_utf8()..)?;
        let inner = behind.get(..behind.find(closing)?)?;
        Some((inner, sign.len_utf8() + inner.len() + closing.len_utf8()))
    });
    match inner {
        Some((inner, width)) => {
            let label =
                said!("write {ascii}{inner}{ascii} with straight quotes", "请用英文引号，写成 {ascii}{inner}{ascii}");
            (width, label)
        }
        None if ascii == " " => (sign.len_utf8(), said!("write an ordinary blank", "请用普通空格")),
        None => (sign.len_utf8(), said!("write {ascii}", "请写 {ascii}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::diagnostic::Speech;

    fn told(text: &str) -> Vec<String> {
        let told = parse("a.toml", text).expect_err("something is wrong");
        told.iter().map(|d| format!("{}:{} {} {}", d.line, d.column, d.message.en, d.label.en)).collect()
    }

    #[test]
    fn every_chinese_sign_is_named_in_every_line() {
        let text = "name = “a”\nsla ＝ \"b\"\nteam：\"c\"\nyes = 【\"d\"】\nno = [\"e\"，\"f\"]\nfine = \"，“”\"   # ，\nlong = '''\n，\n'''\n";
        let told = told(text);
        for (line, sign) in [(1, "“"), (2, "＝"), (3, "："), (4, "【"), (5, "，")] {
            assert!(told.iter().any(|t| t.starts_with(&format!("{line}:")) && t.contains(sign)), "{line} {told:?}");
        }
        assert!(!told.iter().any(|t| t.starts_with("6:")), "{told:?}");
    }

    #[test]
    fn other_slips_are_told_in_our_words() {
        for (text, wanted) in [
            ("a = b", "a text needs quotes"),
            ("a = 1\na = 2", "this key stands here twice"),
            ("a = [\"x\" \"y\"]", "a comma is missing between two entries of the list"),
            ("a = [\"x\"\n", "the list that begins here is never closed"),
            ("hello there\n", "a = and a value are missing here"),
            ("a = \"x\nb = 1", "this text is never closed"),
            ("a = \"TX\\d+\"", "a backslash between \" \" begins an escape, and this is none"),
        ] {
            let told = parse("a.toml", text).expect_err("something is wrong");
            assert_eq!(told.first().map(|d| d.message.en.as_str()), Some(wanted), "{text}");
            assert_ne!(told[0].told(Speech::Zh), told[0].told(Speech::En));
        }
    }
}
