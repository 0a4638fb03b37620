//! What does judging cost, beside the bare scan it stands on?
//! `cargo bench --bench judge`: sets of 100, 1,000 and 10,000 phrases, half Chinese, half English, over eight mails of
//! 1.5 kB, half Chinese, half English. `bare_scan` is an overlapping Aho-Corasick NFA over the same folded texts with the
//! same words. `shipped` judges every example of the shipped rules, fields included; `shipped_fields` finds only these.
//! Budgets: judge at least 0.6 of the bare scan's speed; 1,000 phrases under 1.5 times the cost of 100; a set loads in 0.2 s.

#![allow(clippy::indexing_slicing, reason = "a bench that slips may stop")]

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use divan::Bencher;
use divan::counter::BytesCount;
use frontdesk::rules::fold::{Depth, Folded, fold};
use frontdesk::rules::set::{Kinship, Wording, load_words};
use frontdesk::rules::{Material, RuleFile};
use std::path::Path;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const CATEGORIES: usize = 15;
/// Words of each language; the first ones are the commonest, as in all languages (Zipf's law).
const WORDS: usize = 25_000;
/// The commonest words say nothing of a mail's problem: no rule names them alone.
const COMMONEST: usize = 100;

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

    /// A rank below `count`: half as often for twice the rank.
    fn rank(&mut self, count: usize) -> usize {
        let share = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        ((count as f64).powf(share) as usize).min(count) - 1
    }
}

/// The words of one invented language by rank; common ones are short and share their syllables.
fn language(is_chinese: bool) -> Vec<String> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let character = |dice: &mut Dice| char::from_u32(0x4E00 + (dice.rank(3_000) * 6_151 % 20_000) as u32);
    let syllable = |dice: &mut Dice| {
        let (rank, vowels) = (dice.rank(400), ["a", "e", "i", "o", "u", "ea", "ou", "y"]);
        let starts = ["t", "s", "r", "p", "c", "m", "d", "l", "n", "b", "f", "st", "ch", "tr", "w", "pl", "h", "g"];
        let ends = ["", "n", "r", "t", "nd", "ck", "s", "l", "m"];
        [starts[rank % 18], vowels[rank / 18 % 8], ends[dice.rank(9)]].concat()
    };
    let word = |rank: usize| {
        let length = 1 + usize::from(rank >= COMMONEST / 2) + dice.roll(if rank < 1_000 { 2 } else { 3 });
        match is_chinese {
            true => (0..length).filter_map(|_| character(&mut dice)).collect::<String>(),
            false => (0..length).map(|_| syllable(&mut dice)).collect(),
        }
    };
    (0..WORDS).map(word).collect()
}

/// As admins write: plain words, gaps, choices. Each names one word for its problem, and beside it commoner ones. The
/// words customers use most are written down first; who writes ten thousand phrases has come to the rare ones.
fn phrases(count: usize) -> (Vec<String>, Vec<String>) {
    let (languages, mut dice) = ([language(true), language(false)], Dice(77));
    let (mut words, mut phrases) = (Vec::new(), Vec::new());
    for number in 0..count {
        let language = &languages[number % 2];
        let telling = &language[COMMONEST + 2 * number + dice.roll(100)];
        let [common, other] = [(); 2].map(|()| &language[COMMONEST / 4 + dice.rank(WORDS / 2)]);
        phrases.push(match dice.roll(5) {
            0 | 1 => telling.clone(),
            2 => format!("{telling} .. {common}"),
            3 => format!("{common} .. {telling}"),
            _ => format!("({common}|{other}) ~ {telling}"),
        });
        words.extend([telling, common, other].map(String::clone));
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

fn wording(files: &[RuleFile]) -> Wording {
    let (wording, told) = load_words("rules", files, &Kinship::default());
    assert!(told.is_empty(), "{told:?}");
    wording
}

/// Sentences of words as often as a language uses them.
fn mails() -> Vec<String> {
    let (languages, mut dice) = ([language(true), language(false)], Dice(42));
    let mut mail = |number: usize| {
        let (is_chinese, mut text) = (number.is_multiple_of(2), String::new());
        while text.len() < 1_500 {
            text.push_str(&languages[number % 2][dice.rank(WORDS)]);
            text.push_str(match (dice.roll(14), is_chinese) {
                (0, true) => "，",
                (1, true) => "。",
                (0, false) => ", ",
                (1, false) => ". ",
                (2, _) => "\n",
                (_, true) => "",
                (_, false) => " ",
            });
        }
        text
    };
    (0..8).map(&mut mail).collect()
}

const fn material(text: &str) -> Material<'_> {
    Material { subject: "", text, spans: &[], attachments: &[], has_image: false, sender: None }
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench(args = SIZES)]
fn judge(bencher: Bencher<'_, '_>, count: usize) {
    let (wording, mails) = (wording(&files(count)), mails());
    let judge = |mail: &String| wording.engine.judge(&wording.categories, &material(mail)).hits.len();
    bencher.counter(bytes(&mails)).bench(|| divan::black_box(&mails).iter().map(judge).sum::<usize>());
}

#[divan::bench(args = SIZES)]
fn bare_scan(bencher: Bencher<'_, '_>, count: usize) {
    let mut words: Vec<String> = phrases(count).1;
    words.sort();
    words.dedup();
    let builder =
        AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA)).build(words);
    let Ok(automaton) = builder else { return };
    let texts: Vec<String> = mails().iter().map(|mail| fold(mail).text).collect();
    let scan = |text: &String| automaton.find_overlapping_iter(text.as_str()).count();
    bencher.counter(bytes(&texts)).bench(|| divan::black_box(&texts).iter().map(scan).sum::<usize>());
}

#[divan::bench]
fn fold_only(bencher: Bencher<'_, '_>) {
    let mails = mails();
    bencher
        .counter(bytes(&mails))
        .bench(|| divan::black_box(&mails).iter().map(|mail| fold(mail).text.len()).sum::<usize>());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load(bencher: Bencher<'_, '_>, count: usize) {
    let files = files(count);
    bencher.bench(|| load_words("rules", divan::black_box(&files), &Kinship::default()));
}

/// The shipped rules, and the mails of their examples.
fn shipped() -> (Wording, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let names = std::fs::read_dir(root.join("categories")).into_iter().flatten().flatten();
    let names = names.map(|entry| format!("categories/{}", entry.file_name().to_string_lossy()));
    let shared = ["lists.toml", "fields.toml", "scoring.toml"].map(str::to_owned);
    let read = |path: String| RuleFile { text: std::fs::read_to_string(root.join(&path)).unwrap_or_default(), path };
    let files: Vec<RuleFile> = names.chain(shared).map(read).collect();
    let wording = wording(&files);
    let mails = wording.engine.examples.iter().map(|example| example.text.clone()).collect();
    (wording, mails)
}

#[divan::bench]
fn shipped_rules(bencher: Bencher<'_, '_>) {
    let (wording, mails) = shipped();
    let judge = |mail: &String| wording.engine.judge(&wording.categories, &material(mail)).hits.len();
    bencher.counter(bytes(&mails)).bench(|| divan::black_box(&mails).iter().map(judge).sum::<usize>());
}

#[divan::bench]
fn shipped_fields(bencher: Bencher<'_, '_>) {
    let (wording, mails) = shipped();
    let find = |mail: &String| {
        let mut folded = Folded::new(Depth::Values);
        folded.push(mail, 0);
        wording.engine.finders.find(&folded.text).len()
    };
    bencher.counter(bytes(&mails)).bench(|| divan::black_box(&mails).iter().map(find).sum::<usize>());
}
