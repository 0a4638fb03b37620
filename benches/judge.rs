//! What does judging cost, beside the bare scan it stands on?
//! `cargo bench --bench judge`: sets of 100, 1,000 and 10,000 phrases, half Chinese, half English, over one mail of
//! about 6 kB. `bare_scan` is an overlapping Aho-Corasick NFA over the same folded text with the same words.
//! Budgets: judge at least 0.6 of the bare scan's speed; 1,000 phrases under 1.5 times the cost of 100; a set loads in 0.2 s.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use divan::Bencher;
use divan::counter::BytesCount;
use frontdesk::rules::set::{Kinship, Wording, load_words};
use frontdesk::rules::{Material, RuleFile, fold};

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const CATEGORIES: usize = 15;

fn main() {
    divan::main();
}

/// A small generator (xorshift), so that every run measures the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn chinese(&mut self) -> String {
        let length = 2 + self.roll(3);
        (0..length).filter_map(|_| char::from_u32(0x4E00 + self.roll(2_500) as u32 * 8)).collect()
    }

    fn english(&mut self) -> String {
        let syllables =
            ["ac", "count", "pay", "ment", "re", "fund", "lock", "ed", "trans", "fer", "log", "in", "un", "able"];
        let length = 2 + self.roll(3);
        (0..length).filter_map(|_| syllables.get(self.roll(syllables.len())).copied()).collect()
    }

    fn word(&mut self) -> String {
        if self.roll(2) == 0 { self.chinese() } else { self.english() }
    }
}

/// As admins write: plain words, gaps, choices.
fn phrases(count: usize) -> (Vec<String>, Vec<String>) {
    let (mut dice, mut words, mut phrases) = (Dice(0x9E37_79B9_7F4A_7C15), Vec::new(), Vec::new());
    for number in 0..count {
        let [a, b, c] = if number % 2 == 0 {
            [dice.chinese(), dice.chinese(), dice.chinese()]
        } else {
            [dice.english(), dice.english(), dice.english()]
        };
        phrases.push(match dice.roll(4) {
            0 | 1 => a.clone(),
            2 => format!("{a} .. {b}"),
            _ => format!("({a}|{c}) ~ {b}"),
        });
        words.extend([a, b, c]);
    }
    (phrases, words)
}

fn files(count: usize) -> Vec<RuleFile> {
    let (phrases, _) = phrases(count);
    let each = phrases.len().div_ceil(CATEGORIES);
    let file = |(number, phrases): (usize, &[String])| {
        let strong: String = phrases.iter().map(|phrase| format!("  \"{phrase}\",\n")).collect();
        let text = format!(
            "name = {{ zh = \"x\", en = \"x\" }}\n[match]\nnormal = [\n{strong}]\n[test]\nyes = [\"x\"]\nno = [\"y\"]\n"
        );
        RuleFile { path: format!("categories/c{number}.toml"), text }
    };
    phrases.chunks(each).enumerate().map(file).collect()
}

fn wording(count: usize) -> Wording {
    let (wording, told) = load_words("rules", &files(count), &Kinship::default());
    assert!(told.is_empty(), "{told:?}");
    wording
}

/// Sentences of other words than the rules know, with one of the first hundred phrases' words now and then.
fn mail() -> String {
    let (mut dice, known, mut text) = (Dice(42), phrases(100).1, String::new());
    while text.len() < 6_000 {
        let is_known = dice.roll(30) == 0;
        let word = if is_known { known.get(dice.roll(known.len())).cloned().unwrap_or_default() } else { dice.word() };
        text.push_str(&word);
        text.push_str(match dice.roll(12) {
            0 => "，",
            1 => ". ",
            2 => "\n",
            _ if word.is_ascii() => " ",
            _ => "",
        });
    }
    text
}

#[divan::bench(args = SIZES)]
fn judge(bencher: Bencher<'_, '_>, count: usize) {
    let (wording, text) = (wording(count), mail());
    let material = Material { subject: "", text: &text, spans: &[], attachments: &[], has_image: false, sender: None };
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| wording.engine.judge(&wording.categories, divan::black_box(&material)));
}

#[divan::bench(args = SIZES)]
fn bare_scan(bencher: Bencher<'_, '_>, count: usize) {
    let mut words: Vec<String> = phrases(count).1;
    words.sort();
    words.dedup();
    let builder =
        AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA)).build(words);
    let Ok(automaton) = builder else { return };
    let text = fold::fold(&mail()).text;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| automaton.find_overlapping_iter(divan::black_box(text.as_str())).count());
}

#[divan::bench]
fn fold_only(bencher: Bencher<'_, '_>) {
    let text = mail();
    bencher.counter(BytesCount::of_str(&text)).bench(|| fold::fold(divan::black_box(&text)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load(bencher: Bencher<'_, '_>, count: usize) {
    let files = files(count);
    bencher.bench(|| load_words("rules", divan::black_box(&files), &Kinship::default()));
}
