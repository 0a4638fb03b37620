//! Payment cards' numbers are hidden wherever they are written, other numbers are not: three hundred of each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::card::masked;

/// The same numbers in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect()
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// The sum of ISO/IEC 7812-1, written another way than ours.
fn sum(number: &str) -> u32 {
    let digits = number.chars().rev().map(|c| c.to_digit(10).unwrap()).enumerate();
    digits.map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }).sum()
}

fn with_check_digit(body: &str) -> String {
    let wanted = (0..10).map(|check| format!("{body}{check}")).find(|number| sum(number).is_multiple_of(10));
    wanted.unwrap()
}

const BRANDS: [(&str, usize); 15] = [
    ("4", 16),
    ("4", 13),
    ("51", 16),
    ("55", 16),
    ("2221", 16),
    ("2720", 16),
    ("34", 15),
    ("37", 15),
    ("3528", 16),
    ("6011", 16),
    ("36", 14),
    ("62", 16),
    ("62", 19),
    ("621", 17),
    ("955880", 19),
];

fn cards(dice: &mut Dice) -> Vec<String> {
    let mut all = Vec::new();
    for round in 0..20 {
        for (begin, length) in BRANDS {
            let body = format!("{begin}{}", dice.digits(length - begin.len() - 1));
            all.push(written(&with_check_digit(&body), round));
        }
    }
    all
}

fn written(number: &str, style: usize) -> String {
    let grouped = |size: usize, between: &str| {
        let signs: Vec<char> = number.chars().collect();
        signs.chunks(size).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(between)
    };
    match style % 10 {
        0 => number.to_owned(),
        1 => grouped(4, " "),
        2 => grouped(4, "-"),
        3 => grouped(4, "\u{3000}").chars().map(wide).collect(),
        4 => grouped(4, "."),
        5 => grouped(1, " "),
        6 => number.chars().map(wide).collect(),
        7 => grouped(4, "\u{a0}"),
        8 => grouped(4, " – "),
        _ => grouped(4, " ").replacen(" ", "\n", 2).replacen('\n', " ", 1),
    }
}

fn wide(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(c)
}

fn others(dice: &mut Dice) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..30 {
        let (four, seven, eight) = (dice.digits(4), dice.digits(7), dice.digits(8));
        all.push(format!("+86 13{} {four} {}", dice.below(10), dice.digits(4)));
        all.push(format!("电话 1{}{}", dice.one_of(&["38", "59", "86"]), dice.digits(8)));
        all.push(format!("订单号 {}", dice.one_of(&["20240501", "20261122"]).to_owned() + &dice.digits(20)));
        all.push(format!("tracking 1Z{}{}", dice.digits(8), eight));
        all.push(format!("SF{}", dice.digits(13)));
        all.push(format!("TX2024{}AA{four}", dice.digits(4)));
        all.push(format!("2026-0{}-1{} 14:3{}:00 {four}", 1 + dice.below(9), dice.below(10), dice.below(10)));
        all.push(german_account(&dice.digits(18)));
        all.push(format!("transaction TXN{}", dice.digits(16)));
        let body = format!("4{}", dice.digits(14));
        let right = with_check_digit(&body);
        let wrong = char::from(b'0' + (right.as_bytes()[15] - b'0' + 1 + u8::try_from(dice.below(9)).unwrap()) % 10);
        all.push(format!("ref {body}{wrong} / {seven}"));
    }
    all
}

fn german_account(account: &str) -> String {
    let rest = format!("{account}131400").chars().fold(0, |sum, c| (sum * 10 + c.to_digit(10).unwrap()) % 97);
    let whole = format!("DE{:02}{account}", 98 - rest);
    whole.as_bytes().chunks(4).map(|chunk| str::from_utf8(chunk).unwrap()).collect::<Vec<_>>().join(" ")
}

fn count_of_digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

#[test]
fn three_hundred_card_numbers_keep_only_their_last_four_digits() {
    let mut dice = Dice(7);
    let cards = cards(&mut dice);
    assert_eq!(cards.len(), 300);
    for card in cards {
        let around = dice.one_of(&["卡号是{}，请退款", "card {}", "My card: {}.", "{}", "（{}）", "Visa：{}\n谢谢"]);
        let text = around.replace("{}", &card);
        let told = masked(&text);
        assert_eq!(count_of_digits(&told), 4, "{text}: {told}");
        assert_eq!(told.chars().count(), text.chars().count(), "{text}: {told}");
    }
}

#[test]
fn three_hundred_other_numbers_stay_as_they_are() {
    let all = others(&mut Dice(11));
    assert_eq!(all.len(), 300);
    for text in all {
        assert_eq!(masked(&text), text);
    }
}
