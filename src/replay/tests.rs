//! Properties of the comparison over made-up tickets.

use super::{Bytes, Case, Sides};
use crate::config;
use crate::rules::compare::Side;
use crate::rules::{Kinship, RuleFile, RuleSet};
use crate::sla::SlaBook;
use crate::ticket::labels::{How, Said};
use proptest::prelude::*;
use std::sync::LazyLock;

fn load(files: &[RuleFile]) -> RuleSet {
    RuleSet::load("rules", files, &Kinship::default()).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// The same files, loaded twice; and without one category.
static SETS: LazyLock<[RuleSet; 3]> = LazyLock::new(|| {
    let files = config::rules::shipped();
    let less: Vec<RuleFile> = files.iter().filter(|file| file.path != "categories/refund.toml").cloned().collect();
    [load(&files), load(&files), load(&less)]
});
static PROMISES: LazyLock<SlaBook> = LazyLock::new(|| config::sla::shipped().unwrap());

fn side(set: usize) -> Side<'static> {
    Side { rules: &SETS[set], slas: &PROMISES }
}

fn mail() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "退款",
        "申请退款",
        "账户被锁",
        "没有被锁",
        "付款失败",
        "重复扣款",
        "手续费",
        "提现",
        "refund",
        "charged twice",
        "login",
        "password",
        "stolen",
        "my account is locked",
        "300元",
        "TX20240501AA",
        "谢谢",
        "thanks",
        "\n> 退款\n",
        "盗刷",
        "什么时候",
        "。",
        ", ",
    ]);
    let text = prop::collection::vec(words, 0..7).prop_map(|words| words.join(" "));
    let kind = prop::sample::select(vec!["", "Auto-Submitted: auto-replied\r\n", "In-Reply-To: <a@b>\r\n"]);
    (text.clone(), text, kind).prop_map(|(subject, body, kind)| {
        let subject = subject.replace('\n', " ");
        format!("From: <li@example.org>\r\nSubject: {subject}\r\n{kind}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n")
    })
}

fn case() -> impl Strategy<Value = Case> {
    let said = prop::option::of((prop::sample::select(vec!["refund", "fees", "general"]), 1usize..4));
    (prop::collection::vec(mail(), 1..4), said).prop_map(|(mails, said)| Case {
        name: "OK-10001".into(),
        said: said.map(|(category, mails)| Said {
            category: category.into(),
            how: How::Moved,
            by: "ann".into(),
            mails,
        }),
        mails: mails.into_iter().map(|raw| Bytes::Plain(raw.into_bytes(), false)).collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_set_against_itself_changes_no_ticket(case in case()) {
        let sides = Sides { old: side(0), new: side(1) };
        if let Some(compared) = sides.compare(&case).unwrap() {
            prop_assert!(!compared.change.is_any(), "{:?}", compared);
            prop_assert_eq!(&compared.told.0, &compared.told.1);
        }
    }

    #[test]
    fn what_changes_one_way_changes_back_the_other_way(case in case()) {
        let there = Sides { old: side(0), new: side(2) }.compare(&case).unwrap();
        let back = Sides { old: side(2), new: side(0) }.compare(&case).unwrap();
        if let (Some(there), Some(back)) = (there, back) {
            prop_assert_eq!(there.change, back.change);
            prop_assert_eq!(there.old, back.new);
            prop_assert!(there.new.category != "refund", "a category that is gone is nobody's");
        }
    }
}
