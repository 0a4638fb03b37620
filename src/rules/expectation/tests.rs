use super::*;
use crate::rules::{Kinship, RuleFile};

fn rules() -> RuleSet {
    let file = |path: &str, text: &str| RuleFile { path: path.into(), text: text.into() };
    let category = |word: &str, need: &str| {
        format!(
            "name = {{ zh = \"x\", en = \"x\" }}\n[match]\nstrong = [\"{word}\"]\n[ask]\nneed = [{need}]\n\
             [test]\nyes = [\"{word}\"]\nno = [\"y\"]\n"
        )
    };
    let field = "[field.amount]\nname = { zh = \"a\", en = \"a\" }\nask = { zh = \"a\", en = \"a\" }\nfind = ['(?<v>[0-9]+)']\n";
    let files = [
        file("categories/refund.toml", &category("refund", "\"amount\"")),
        file("categories/fees.toml", &category("fee", "")),
        file("categories/locked.toml", &category("locked", "")),
        file("fields.toml", field),
    ];
    RuleSet::load("rules", &files, &Kinship::default()).expect("a set")
}

fn told(expect: &str, text: &str) -> Vec<String> {
    let rules = rules();
    let verdict = crate::rules::example::judge(&rules.engine, &rules.categories, text);
    let expectation = Expectation::parse(expect, &rules).expect("an expectation");
    let promise = Some(Span::hours(24));
    let differences =
        expectation.differences(&Outcome { verdict: &verdict, language: Language::En, letters: vec!["ack"], promise });
    differences.into_iter().map(|told| told.en).collect()
}

#[test]
fn what_holds_says_nothing() {
    for expect in [
        "fees +refund",
        "fees|refund ?fees ?locked",
        "fees ?refund, missing=amount",
        "fees|locked ?refund, amount=none, letter=ack, promise=24h, language=en",
    ] {
        assert_eq!(told(expect, "refund the fee"), Vec::<String>::new(), "{expect}");
    }
    assert_eq!(told("general, missing=none", "hello"), Vec::<String>::new());
}

#[test]
fn every_difference_is_named() {
    assert_eq!(
        told("locked +fees, missing=none, amount=300, letter=none, promise=2h, language=zh-Hant", "refund 20"),
        [
            "expected locked, got refund",
            "expected +fees, it is no label",
            "expected amount=300, got 20",
            "expected letter=none, got ack",
            "expected promise=2h, got 1d",
            "expected language=zh-Hant, got en"
        ]
    );
    assert_eq!(
        told("fees, missing=none", "refund the fee"),
        ["refund is a label too (allow it with ?refund)", "expected missing=none, got amount"]
    );
}

#[test]
fn a_slip_in_the_expectation_names_what_is_meant() {
    let wrong = |text: &str| Expectation::parse(text, &rules()).expect_err("a slip").en;
    assert_eq!(wrong("refnd"), "unknown category refnd: did you mean refund?");
    assert_eq!(wrong("refund, missing=amuont"), "unknown field amuont: did you mean amount?");
    assert_eq!(
        wrong("refund, amount"),
        "\"amount\" says nothing: labels stand before the first comma, after it key=value"
    );
    assert!(wrong("").starts_with("name the category first"));
    assert!(wrong("refund, promise=soon").starts_with("promise=soon: "));
}
