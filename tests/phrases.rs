//! The phrase language against its grammar, spelled out slowly on single characters, and places back to the words as sent.
//! The reference shares no code with the matcher: it builds its phrases itself and knows of each sign of a text what it
//! folds to, because the text is put together from pieces that say so.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use frontdesk::rules::set::{Kinship, load_words};
use frontdesk::rules::{Hit, Material, RuleFile};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// As a customer writes it, and what it folds to, sign by sign.
const PIECES: [(&str, &str); 66] = [
    ("账户", "账户"),
    ("帳戶", "账户"),
    ("账\n户", "账户"),
    ("账\u{200B}户", "账户"),
    ("户", "户"),
    ("锁", "锁"),
    ("锁", "锁"),
    ("鎖", "锁"),
    ("退款", "退款"),
    ("退\u{FEFF}款", "退款"),
    ("不", "不"),
    ("不", "不"),
    ("没", "没"),
    ("沒", "没"),
    ("有", "有"),
    ("是", "是"),
    ("被", "被"),
    ("是不是", "是不是"),
    ("有沒有", "有没有"),
    ("能不能", "能不能"),
    ("可不可以", "可不可以"),
    ("會不會", "会不会"),
    ("知道不知道", "知道不知道"),
    ("我不我", "我不我"),
    ("唔", "唔"),
    ("冇", "冇"),
    ("冇", "冇"),
    ("係", "系"),
    ("係唔係", "系唔系"),
    ("可唔可以", "可唔可以"),
    ("有冇", "有冇"),
    ("我唔我", "我唔我"),
    ("一二", "一二"),
    ("一二三四五", "一二三四五"),
    ("次", "次"),
    ("refund", "refund"),
    ("Re\u{AD}Fund", "refund"),
    ("ｒｅｆｕｎｄ", "refund"),
    ("s", "s"),
    ("a", "a"),
    ("a", "a"),
    ("Ａ", "a"),
    ("b", "b"),
    ("b", "b"),
    ("_", "_"),
    ("2", "2"),
    ("２", "2"),
    (" ", " "),
    (" ", " "),
    (" ", " "),
    (" x ", " x "),
    (" and so on ", " and so on "),
    ("\u{3000}", " "),
    ("\n", "\n"),
    ("\r\n", "\r\n"),
    ("\n\n", "\n\n"),
    (",", ","),
    ("，", ","),
    ("、", "、"),
    ("：", ":"),
    ("。", "。"),
    (".", "."),
    (". ", ". "),
    ("...", "..."),
    ("！", "!"),
    ("？", "?"),
];

const WORDS: [&str; 31] = [
    "账户",
    "帳戶",
    "户",
    "锁",
    "锁",
    "退款",
    "不是",
    "没有",
    "没",
    "不",
    "不会",
    "不能",
    "不知道",
    "不可以",
    "是不是",
    "唔系",
    "唔可以",
    "冇",
    "有冇",
    "冇退款",
    "被",
    "a",
    "b",
    "b a",
    "ab",
    "a*",
    "refund*",
    "refund",
    "2次",
    "2 次",
    "账户 a",
];

const LIST: &str = "[lists]\nthing = [\"账户\", \"退款\", \"refund*\", \"b a\"]\n";

/// A folded sign and the bytes it stands for.
#[derive(Clone, Debug)]
struct Sign {
    c: char,
    at: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Beside,
    Near,
    Far,
}

#[derive(Clone, Debug)]
enum Part {
    Word(&'static str),
    List,
    Group(Vec<Row>),
}

type Row = Vec<(Gap, Part, bool)>;

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The text as sent, and as it folds: blanks are one, none between Chinese characters, and an empty line is a border.
fn text_of(pieces: &[(&str, &str)]) -> (String, Vec<Sign>) {
    let (mut text, mut signs, mut blank) = (String::new(), Vec::<Sign>::new(), None::<(usize, usize)>);
    for (sent, folded) in pieces {
        let mut folded = folded.chars().filter(|c| !c.is_whitespace());
        let is_word = !folded.clone().collect::<String>().is_empty();
        for c in sent.chars() {
            let at = text.len()..text.len() + c.len_utf8();
            text.push(c);
            if matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}') || (is_word && c == '\n') {
                continue;
            }
            if c.is_whitespace() {
                let (start, lines) = blank.unwrap_or((at.start, 0));
                blank = Some((start, lines + usize::from(c == '\n')));
                continue;
            }
            let c = folded.next().unwrap();
            if let (Some((start, lines)), Some(last)) = (blank.take(), signs.last()) {
                let blank = |c: char| Sign { c, at: start..start + 1 };
                match (lines, is_han(last.c) && is_han(c)) {
                    (2.., _) => signs.push(blank('\n')),
                    (_, false) => signs.push(blank(' ')),
                    (_, true) => {}
                }
            }
            signs.push(Sign { c, at });
        }
    }
    (text, signs)
}

fn written(row: &Row) -> String {
    let mut out = String::new();
    for (index, (gap, part, is_optional)) in row.iter().enumerate() {
        let gap = match gap {
            _ if index == 0 => "",
            Gap::Beside => " ",
            Gap::Near => " ~ ",
            Gap::Far => " .. ",
        };
        let part = match part {
            Part::Word(word) => (*word).to_owned(),
            Part::List => "<thing>".to_owned(),
            Part::Group(rows) => format!("({})", rows.iter().map(written).collect::<Vec<_>>().join("|")),
        };
        out.extend([gap, &part, if *is_optional { "?" } else { "" }]);
    }
    out
}

/// One text, in which the places of `blanked` are covered.
struct Reference<'a> {
    signs: &'a [Sign],
    blanked: &'a [Range<usize>],
}

impl Reference<'_> {
    fn c(&self, at: usize) -> char {
        self.signs.get(at).map_or('\0', |sign| sign.c)
    }

    fn word(&self, word: &str, start: usize) -> Option<usize> {
        let word = word.replace("帳戶", "账户");
        let (stem, is_open) = word.strip_suffix('*').map_or((word.as_str(), false), |stem| (stem, true));
        let letters: Vec<char> = stem.chars().collect();
        let meets = |a: char, b: char| is_han(a) && is_letter(b) || is_letter(a) && is_han(b);
        let mut end = start;
        let mut before = None::<char>;
        for (index, &c) in letters.iter().enumerate() {
            let after = letters.get(index + 1).copied().unwrap_or('\0');
            if c == ' ' && before.is_some_and(|before| meets(before, after)) {
                continue;
            }
            let does_meet = before.is_some_and(|before| meets(before, c));
            end += usize::from(does_meet && self.c(end) == ' ');
            if self.c(end) != c {
                return None;
            }
            before = Some(c);
            end += 1;
        }
        if is_letter(letters[0]) && start > 0 && is_letter(self.c(start - 1)) || self.asks(start..end) {
            return None;
        }
        if is_letter(letters[letters.len() - 1]) && is_letter(self.c(end)) {
            if !is_open {
                return None;
            }
            end += (end..).take_while(|at| is_letter(self.c(*at))).count();
        }
        let is_free = self.blanked.iter().all(|blank| blank.end <= start || end <= blank.start);
        is_free.then_some(end)
    }

    /// A不A and AB不AB, with 没 and 唔 too, and 有冇, unless the word holds all of it.
    fn asks(&self, word: Range<usize>) -> bool {
        word.clone().any(|at| {
            let is_verb = |long: usize| {
                let is_same = |back: usize| {
                    let c = self.c(at - back);
                    is_han(c) && !"了的不没唔冇我你他天次".contains(c) && c == self.c(at + 1 + long - back)
                };
                at >= long && (1..=long).all(is_same)
            };
            let question = match self.c(at) {
                '不' | '没' | '唔' => {
                    [1, 2].into_iter().find(|long| is_verb(*long)).map(|long| at - long..at + 1 + long)
                }
                '冇' => (at > 0 && self.c(at - 1) == '有').then(|| at - 1..at + 1),
                _ => None,
            };
            question.is_some_and(|question| question.start < word.start || word.end < question.end)
        })
    }

    fn part(&self, part: &Part, start: usize) -> BTreeSet<usize> {
        match part {
            Part::Word(word) => self.word(word, start).into_iter().collect(),
            Part::List => ["账户", "退款", "refund*", "b a"].iter().filter_map(|word| self.word(word, start)).collect(),
            Part::Group(rows) => rows.iter().flat_map(|row| self.row(row, None, start)).collect(),
        }
    }

    /// Where a row may end. `last`: where its parts so far end, and the smallest gap of absent parts since.
    fn row(&self, row: &[(Gap, Part, bool)], last: Option<(usize, Option<Gap>)>, start: usize) -> BTreeSet<usize> {
        let Some(((gap, part, is_optional), rest)) = row.split_first() else {
            return last.map(|(end, _)| end).into_iter().collect();
        };
        let gap = last.and_then(|(_, absent)| absent).map_or(*gap, |absent| absent.min(*gap));
        let starts: Vec<usize> = match last {
            None => vec![start],
            Some((end, _)) => (end..self.signs.len()).filter(|start| self.is_gap(end..*start, gap)).collect(),
        };
        let ends = starts.into_iter().flat_map(|start| self.part(part, start));
        let mut found: BTreeSet<usize> = ends.flat_map(|end| self.row(rest, Some((end, None)), start)).collect();
        if *is_optional {
            found.extend(self.row(rest, last.map(|(end, _)| (end, Some(gap))), start));
        }
        found
    }

    fn is_gap(&self, between: Range<usize>, gap: Gap) -> bool {
        let allowed = match gap {
            Gap::Beside => return between.is_empty() || between.len() == 1 && self.c(between.start) == ' ',
            Gap::Near => 4,
            Gap::Far => 20,
        };
        let ends_sentence = |at: usize| match self.c(at) {
            '。' | '!' | '?' | '\n' => true,
            '.' => {
                (at == 0 || self.c(at - 1) != '.') && self.c(at + 1) != '.' && !self.c(at + 1).is_ascii_alphanumeric()
            }
            _ => false,
        };
        let ends_clause = |at: usize| gap == Gap::Near && ",;:、".contains(self.c(at));
        let is_unit = |at: usize| {
            let continues = at > between.start && self.c(at - 1).is_ascii_alphanumeric();
            is_han(self.c(at)) || self.c(at).is_ascii_alphanumeric() && !continues
        };
        !between.clone().any(|at| ends_sentence(at) || ends_clause(at))
            && between.clone().filter(|at| is_unit(*at)).count() <= allowed
    }

    /// The leftmost, then shortest place.
    fn find(&self, row: &Row, from: usize) -> Option<Range<usize>> {
        (from..self.signs.len()).find_map(|start| Some(start..*self.row(row, None, start).first()?))
    }

    fn find_all(&self, row: &Row) -> Vec<Range<usize>> {
        let mut places = Vec::<Range<usize>>::new();
        while let Some(place) = self.find(row, places.last().map_or(0, |last| last.end)) {
            places.push(place);
        }
        places
    }
}

fn rows() -> impl Strategy<Value = Row> {
    let word = || prop::sample::select(WORDS.to_vec()).prop_map(Part::Word);
    let leaf = || prop_oneof![4 => word(), 1 => Just(Part::List)].boxed();
    let group = |part| prop::collection::vec(row_of(part, 2), 1..3).prop_map(Part::Group).boxed();
    let inner = prop_oneof![3 => leaf(), 1 => group(leaf())].boxed();
    row_of(prop_oneof![3 => leaf(), 2 => group(inner)].boxed(), 4)
}

/// Parts with gaps; only a group may be absent, and only where no gap is left hanging; text never stands beside text.
fn row_of(part: BoxedStrategy<Part>, most: usize) -> impl Strategy<Value = Row> {
    let gap = prop::sample::select(vec![Gap::Beside, Gap::Near, Gap::Far]);
    prop::collection::vec((gap, part, any::<bool>()), 1..=most).prop_map(|mut row| {
        let count = row.len();
        for at in 0..count {
            let is_inside = at > 0 && at + 1 < count;
            row[at].2 &= is_inside && matches!(row[at].1, Part::Group(_));
            let is_text = |at: usize| matches!(row[at].1, Part::Word(_));
            if at > 0 && is_text(at - 1) && is_text(at) && row[at].0 == Gap::Beside {
                row[at].0 = Gap::Near;
            }
        }
        row
    })
}

/// What the reference expects of one phrase: the words as sent, where, and whether they are covered.
fn expected((text, signs): &(String, Vec<Sign>), phrase: &Row, covered: &[Range<usize>]) -> Vec<(String, usize, bool)> {
    let told = |place: Range<usize>, is_ignored: bool| {
        let at = signs[place.start].at.start..signs[place.end - 1].at.end;
        (text[at.clone()].to_owned(), text[..at.start].chars().count(), is_ignored)
    };
    let place = Reference { signs, blanked: covered }.find(phrase, 0);
    let hidden = Reference { signs, blanked: &[] }.find(phrase, 0);
    let hides = |place: &Range<usize>| covered.iter().any(|blank| blank.start < place.end && place.start < blank.end);
    let place = place.map(|place| told(place, false));
    place.into_iter().chain(hidden.filter(hides).map(|place| told(place, true))).collect()
}

fn files(phrases: &[Row], ignore: Option<&Row>) -> Vec<RuleFile> {
    let quoted = |rows: &[Row]| rows.iter().map(|row| format!("\"{}\"", written(row))).collect::<Vec<_>>().join(", ");
    let ignore: Vec<Row> = ignore.into_iter().cloned().collect();
    let text = format!(
        "name = {{ zh = \"x\", en = \"x\" }}\n[match]\nnormal = [{}]\nignore = [{}]\n[test]\nyes = [\"x\"]\nno = [\"y\"]\n",
        quoted(phrases),
        quoted(&ignore)
    );
    let file = |path: &str, text: String| RuleFile { path: path.to_owned(), text };
    vec![file("lists.toml", LIST.to_owned()), file("categories/x.toml", text)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn every_hit_is_where_the_grammar_says(
        phrases in prop::collection::vec(rows(), 1..4),
        ignore in prop::option::of(rows()),
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30), 1..5),
    ) {
        let (wording, told) = load_words("rules", &files(&phrases, ignore.as_ref()), &Kinship::default());
        prop_assert_eq!(told, []);
        for text in texts.iter().map(|pieces| text_of(pieces)) {
            let (words, signs) = &text;
            let covered = ignore.as_ref().map(|row| Reference { signs, blanked: &[] }.find_all(row)).unwrap_or_default();
            let wanted: Vec<_> = phrases.iter().flat_map(|phrase| expected(&text, phrase, &covered)).collect();
            let material = Material { subject: "", text: words, spans: &[], attachments: &[], has_image: false, sender: None };
            let verdict = wording.engine.judge(&wording.categories, &material);
            let told = |hit: &Hit| (hit.text.clone(), hit.start, hit.ignored_by.is_some());
            let found: Vec<_> = verdict.hits.iter().map(told).collect();
            prop_assert_eq!(found, wanted, "{:?} without {:?} in {:?}",
                phrases.iter().map(written).collect::<Vec<_>>(), ignore.as_ref().map(written), words);
        }
    }
}

/// The rows of the table of examples in a guide: a phrase, what it is found in, what it is not found in.
fn examples(guide: &str) -> Vec<[Vec<String>; 3]> {
    let ticks = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = guide.lines().skip_while(|line| !line.starts_with("| phrase |") && !line.starts_with("| 短语 |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|')).map(|line| line.replace("\\|", "\u{1}"));
    let cells = |row: String| {
        let cells: Vec<String> = row.split('|').map(|cell| cell.replace('\u{1}', "|")).collect();
        [1, 2, 3].map(|at| ticks(&cells[at]))
    };
    rows.map(cells).collect()
}

#[test]
fn the_guides_examples_of_each_sign_are_true() {
    for guide in [include_str!("../rules/README.md"), include_str!("../rules/README.zh.md")] {
        let rows = examples(guide);
        assert!(rows.len() >= 12, "only {} rows", rows.len());
        for [phrase, found, missed] in rows {
            let text = format!(
                "name = {{ zh = \"x\", en = \"x\" }}\n[match]\nnormal = [{:?}]\n[test]\nyes = [\"x\"]\nno = [\"y\"]\n",
                phrase[0]
            );
            let lists = "[lists]\naccount = [\"账户\", \"account\"]\n".to_owned();
            let file = |path: &str, text: String| RuleFile { path: path.to_owned(), text };
            let files = [file("lists.toml", lists), file("categories/x.toml", text)];
            let (wording, told) = load_words("rules", &files, &Kinship::default());
            assert_eq!(told, [], "{phrase:?}");
            for (texts, is_found) in [(found, true), (missed, false)] {
                assert!(!texts.is_empty(), "{phrase:?} lacks an example");
                for text in texts {
                    let material = Material {
                        subject: "",
                        text: &text,
                        spans: &[],
                        attachments: &[],
                        has_image: false,
                        sender: None,
                    };
                    let verdict = wording.engine.judge(&wording.categories, &material);
                    assert_eq!(!verdict.hits.is_empty(), is_found, "{phrase:?} in {text}");
                }
            }
        }
    }
}
