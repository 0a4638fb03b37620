use super::words::written;
use super::*;
use crate::rules::fold::{fold, is_han};
use crate::rules::phrase::parse;
use proptest::prelude::*;
use std::ops::Range;

const REACH: Reach = Reach { near: 4, far: 20 };

fn matcher(phrases: &[&str]) -> Matcher {
    let mut builder = Builder::default();
    let list = ["账户", "account*", "my okpay"].map(|word| parse(word).unwrap());
    builder.lists.insert("account".into(), list.into());
    for phrase in phrases {
        builder.add(&parse(phrase).unwrap()).unwrap();
    }
    builder.build(REACH)
}

/// The words found by one phrase.
fn found(phrase: &str, text: &str) -> Option<String> {
    let (matcher, folded) = (matcher(&[phrase]), fold(text));
    let scan = matcher.scan(&folded.text);
    let view = View { part: &(0..folded.text.len()), blanked: &[] };
    let place = scan.awake().first().and_then(|phrase| scan.find(*phrase, &view, 0))?;
    let (start, end) = folded.original(place.start, place.end);
    Some(text[start..end].to_owned())
}

fn assert_found(cases: &[(&str, &str, Option<&str>)]) {
    for (phrase, text, wanted) in cases {
        assert_eq!(found(phrase, text).as_deref(), *wanted, "{phrase} in {text}");
    }
}

#[test]
fn latin_words_match_whole_and_chinese_anywhere() {
    assert_found(&[
        ("refund", "我要refund吗", Some("refund")),
        ("refund", "refunds", None),
        ("refund", "pre_refund", None),
        ("refund*", "No ReFunded money", Some("ReFunded")),
        ("charged twice", "was charged\n  twice", Some("charged\n  twice")),
        ("重复扣款", "被重複扣\n款了", Some("重複扣\n款")),
        ("2次", "12次", None),
        ("2次", "扣了 2 次", Some("2 次")),
        ("can't", "I can’t pay", Some("can’t")),
    ]);
}

#[test]
fn gaps_end_with_the_clause_or_the_sentence() {
    assert_found(&[
        ("<account> .. 锁", "帐号？账户突然被系统锁了", Some("账户突然被系统锁")),
        ("<account> .. 锁", "我的账户。门锁", None),
        (
            "<account> .. 锁",
            "账户一二三四五六七八九十,一二三四五六七八九十锁",
            Some("账户一二三四五六七八九十,一二三四五六七八九十锁"),
        ),
        ("<account> .. 锁", "账户一二三四五六七八九十一二三四五六七八九十一锁", None),
        ("不能 ~ 锁", "不能登录,锁", None),
        ("不能 ~ 锁", "不能12abc 三四锁", Some("不能12abc 三四锁")),
        ("不能 ~ 锁", "不能一二三四五锁", None),
        ("paid .. locked", "I paid 99.50 at okpay.com and got locked", Some("paid 99.50 at okpay.com and got locked")),
        ("paid .. locked", "I paid. It is locked", None),
        ("paid .. locked", "I paid\n\nlocked", None),
    ]);
}

#[test]
fn the_leftmost_then_shortest_place_wins() {
    assert_found(&[
        ("<account> .. 锁", "账户一账户二锁三锁", Some("账户一账户二锁")),
        ("(a|a b) c", "a b c", Some("a b c")),
        ("(want) ~ (a|my)? ~ refund", "I want my refund", Some("want my refund")),
        ("x ~ (y)? .. z", "x 一二三四五 z", None),
        ("x ~ (y)? .. z", "x y 一二三四五 z", Some("x y 一二三四五 z")),
        ("锁 (了吗|会不会)", "锁会不会", Some("锁会不会")),
        ("re:'ok-\\d+'", "see OK-１２", Some("OK-１２")),
    ]);
}

#[test]
fn a_question_is_no_negation() {
    assert_found(&[
        ("不是 ~ 锁", "账户是不是被锁了", None),
        ("不是 ~ 锁", "账户不是被锁了", Some("不是被锁")),
        ("没有", "有没有收到", None),
        ("不能", "能不能登录", None),
        ("不可以", "可不可以退款", None),
        ("不会", "會不會退款", None),
        ("没有", "請問有沒有收到", None),
        ("没", "鎖沒鎖", None),
        ("不可以", "可以不可以退款", None),
        ("不知道", "知道不知道原因", None),
        ("不是", "帳戶是 不\n是被鎖了", None),
        ("不知道", "我不知道", Some("不知道")),
        ("不要", "要不要，我不要", Some("不要")),
        ("不能 .. 登录", "能不能退款？不能登錄", Some("不能登錄")),
        ("是不是", "是不是被锁", Some("是不是")),
        ("知道不知道", "您知道不知道原因", Some("知道不知道")),
        ("是否", "是否被鎖", Some("是否")),
        ("唔可以", "可唔可以退款", None),
        ("唔系 ~ 锁", "戶口係唔係被鎖咗", None),
        ("唔 ~ 登录", "知唔知點解登錄唔到", None),
        ("冇", "有冇收到", None),
        ("冇收到", "請問有冇收到", None),
        ("唔可以", "而家唔可以退款", Some("唔可以")),
        ("冇", "有冇？我冇", Some("冇")),
        ("有冇", "有冇收到", Some("有冇")),
        ("可唔可以", "可唔可以退款", Some("可唔可以")),
    ]);
}

#[test]
fn blanked_words_are_not_used() {
    let (matcher, text) = (matcher(&["锁"]), "没有锁,锁");
    let scan = matcher.scan(text);
    let view = View { part: &(0..text.len()), blanked: std::slice::from_ref(&(0..9)) };
    assert_eq!(scan.find(0, &view, 0), Some(10..13));
    let all = View { part: &(0..text.len()), blanked: &[] };
    assert_eq!(scan.find_all(0, &all), [6..9, 10..13]);
}

/// What the grammar says, spelled out slowly: every place a row may end at when its first part begins at `start`.
struct Naive<'a> {
    text: &'a str,
}

impl Naive<'_> {
    fn ends(&self, steps: &[Step], start: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        self.walk(steps, (None, None), start, &mut ends);
        ends
    }

    fn walk(&self, steps: &[Step], (end, carried): (Option<usize>, Option<Gap>), start: usize, ends: &mut Vec<usize>) {
        let Some((step, rest)) = steps.split_first() else {
            ends.extend(end);
            return;
        };
        let gap = carried.map_or(step.gap, |carried| carried.min(step.gap));
        let starts: Vec<usize> = match end {
            None => vec![start],
            Some(end) => (end..=self.text.len())
                .filter(|s| self.text.is_char_boundary(*s) && self.is_gap(end, *s, gap))
                .collect(),
        };
        for start in starts {
            for end in self.part_ends(&step.part, start) {
                self.walk(rest, (Some(end), None), start, ends);
            }
        }
        if step.is_optional {
            self.walk(rest, (end, end.map(|_| gap)), start, ends);
        }
    }

    fn part_ends(&self, part: &Part, start: usize) -> Vec<usize> {
        match part {
            Part::Text { text, is_open } => {
                written(text).iter().filter_map(|t| self.word_end(t, *is_open, start)).collect()
            }
            Part::Group(choices) => choices.iter().flat_map(|choice| self.ends(&choice.0, start)).collect(),
            Part::List { .. } => Vec::new(),
        }
    }

    fn word_end(&self, word: &str, is_open: bool, start: usize) -> Option<usize> {
        let rest = self.text[start..].strip_prefix(word)?;
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_letter(word.chars().next()) && is_letter(self.text[..start].chars().next_back()) {
            return None;
        }
        let tail = rest.chars().take_while(|c| c.is_ascii_alphanumeric()).count();
        if is_letter(word.chars().next_back()) && !is_open && tail > 0 {
            return None;
        }
        Some(start + word.len() + if is_open { tail } else { 0 })
    }

    fn is_gap(&self, end: usize, start: usize, gap: Gap) -> bool {
        let between = &self.text[end..start];
        if gap == Gap::Beside {
            return between.is_empty() || between == " ";
        }
        let stops = if gap == Gap::Near { "。\n," } else { "。\n" };
        let mut spread = String::new();
        between.chars().for_each(|c| match c {
            c if stops.contains(c) => spread.push('#'),
            c if is_han(c) => spread.extend([' ', c, ' ']),
            c if c.is_ascii_alphanumeric() => spread.push(c),
            _ => spread.push(' '),
        });
        !spread.contains('#') && spread.split_whitespace().count() <= if gap == Gap::Near { 4 } else { 20 }
    }

    fn find(&self, steps: &[Step]) -> Option<Range<usize>> {
        let starts = (0..self.text.len()).filter(|s| self.text.is_char_boundary(*s));
        starts.into_iter().find_map(|start| self.ends(steps, start).into_iter().min().map(|end| start..end))
    }
}

use crate::rules::phrase::Step;

fn phrases() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["锁", "账户", "户锁", "a", "ab", "a*", "锁a", "b a", "1"]);
    let choice = prop::collection::vec(word.clone(), 1..3).prop_map(|words| words.join(" ~ "));
    let group = (prop::collection::vec(choice, 1..3), prop::bool::ANY)
        .prop_map(|(choices, is_optional)| format!("({}){}", choices.join("|"), if is_optional { "?" } else { "" }));
    let part = prop_oneof![word.prop_map(str::to_owned), group];
    let gap = prop::sample::select(vec!["", " ", " ~ ", " .. "]);
    prop::collection::vec((gap, part), 1..4).prop_map(|parts| {
        parts
            .iter()
            .enumerate()
            .map(|(i, (gap, part))| if i == 0 { part.clone() } else { format!("{gap}{part}") })
            .collect()
    })
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec!["锁", "账", "户", "a", "b", "1", " ", ",", "。", "x ", "一二", "\n\n"]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn the_matcher_equals_the_grammar_spelled_out(phrase in phrases(), text in texts()) {
        let Ok(Phrase::Words(sequence)) = parse(&phrase) else { return Ok(()) };
        let (matcher, text) = (matcher(&[&phrase]), fold(&text).text);
        let scan = matcher.scan(&text);
        let view = View { part: &(0..text.len()), blanked: &[] };
        let found = scan.awake().first().and_then(|phrase| scan.find(*phrase, &view, 0));
        prop_assert_eq!(found, Naive { text: &text }.find(&sequence.0), "{} in {}", phrase, text);
    }
}
