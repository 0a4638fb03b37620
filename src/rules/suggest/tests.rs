//! What is proposed, and what is not.

use super::*;
use crate::mail;
use crate::rules::set::load_words;

const REFUND: &str = "name = { zh = \"退款\", en = \"Refund\" }\nprecedence = 9\n[match]\nstrong = [\n  \"退款\", # the word\n]\n\
    [test]\nyes = [\"退款\"]\nno = [\"手续费\"]\n";
const FEES: &str = "name = { zh = \"手续费\", en = \"Fees\" }\n[match]\nstrong = [\"手续费\"]\n\
    [test]\nyes = [\"手续费\"]\nno = [\"退款\"]\n";

fn files() -> Vec<RuleFile> {
    let file = |path: &str, text: &str| RuleFile { path: path.into(), text: text.into() };
    vec![file("categories/refund.toml", REFUND), file("categories/fees.toml", FEES)]
}

/// A mail as the rules see it now, with staff's word.
fn sample(number: usize, words: &str, said: Option<&str>) -> Sample {
    let raw = format!(
        "From: <customer{number}@example.org>\r\nSubject: =?utf-8?q??=\r\nContent-Type: text/plain; charset=utf-8\r\n\
         \r\n{words}\r\n"
    );
    let mail = mail::read(raw.as_bytes(), false);
    let (set, _) = load_words("rules", &files(), &Kinship::default());
    let names = Vec::new();
    let verdict = set.engine.judge(&set.categories, &Material::of(&mail, &names));
    Sample::of(&mail, &verdict, said)
}

fn proposals(samples: &[Sample]) -> Vec<Proposal> {
    let tried = candidates(samples).into_iter().map(|c| {
        let effect = try_out(&files(), samples, &c).unwrap();
        (c, effect)
    });
    choose(tried.collect())
}

#[test]
fn what_staff_moved_teaches_a_word_and_it_is_tried_before_it_is_shown() {
    let mut samples: Vec<Sample> = ["请尽快退钱给我", "什么时候退钱?", "你们到底退钱吗,很急", "商家同意退钱,谢谢"]
        .iter()
        .enumerate()
        .map(|(n, words)| sample(n, words, Some("refund")))
        .collect();
    samples.extend((10..20).map(|n| sample(n, "请问手续费是多少,谢谢", Some("fees"))));
    samples.extend((20..30).map(|n| sample(n, "你好,在吗,商家很好", None)));
    let found = proposals(&samples);
    assert_eq!(found.len(), 1, "{found:?}");
    let Proposal { candidate, fixes, breaks, moves } = &found[0];
    assert_eq!((candidate.category.as_str(), candidate.list, candidate.phrase.as_str()), ("refund", "strong", "退钱"));
    assert_eq!((*fixes, *breaks, *moves, candidate.seen, candidate.own), (4, 0, 0, 4, 4));
}

#[test]
fn what_would_break_as_much_as_it_mends_is_not_proposed() {
    let mut samples: Vec<Sample> = (0..4).map(|n| sample(n, "提现扣费多少", Some("refund"))).collect();
    samples.extend((10..14).map(|n| sample(n, "提现扣费多少", Some("fees"))));
    assert!(proposals(&samples).is_empty());
}

#[test]
fn what_staff_moved_out_teaches_an_ignore_phrase() {
    let texts = ["退款手续费多少?", "请说说退款手续费", "退款手续费太高了"];
    let mut samples: Vec<Sample> = texts.iter().enumerate().map(|(n, words)| sample(n, words, Some("fees"))).collect();
    samples.extend((10..20).map(|n| sample(n, "我要退款", Some("refund"))));
    let found = proposals(&samples);
    let Some(Proposal { candidate, fixes: 3, breaks: 0, .. }) = found.first() else { panic!("{found:?}") };
    assert_eq!(
        (candidate.category.as_str(), candidate.list, candidate.phrase.as_str()),
        ("refund", "ignore", "退款手续费")
    );
}

#[test]
fn a_cluster_in_general_is_a_category_to_think_of() {
    let texts = ["想要开发票", "发票怎么开?", "你好,发票抬头错了", "上月的发票没收到", "请补一张发票", "发票丢了"];
    let mut samples: Vec<Sample> = texts.iter().enumerate().map(|(n, words)| sample(n, words, None)).collect();
    samples.extend((10..16).map(|n| sample(n, "我要退款", Some("refund"))));
    let found = clusters(&samples);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].words.as_str(), found[0].seen, found[0].name), ("发票", 6, Some("invoice")));
    assert!(proposals(&samples).is_empty(), "nobody said where they belong");
}
