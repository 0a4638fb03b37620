use super::super::set::load_words;
use super::super::set::{Kinship, Wording};
use super::super::{Material, Place, RuleFile, Verdict};
use crate::mail::{SpanKind, TextSpan};
use proptest::prelude::*;

const LISTS: &str = r#"[lists]
account = ["账户", "account*"]
locked = ["锁", "冻结", "locked"]
not = ["没有", "不是", "not"]
"#;

const FIELDS: &str = r#"
[field.amount]
name = { zh = "金额", en = "amount" }
ask = { zh = "金额", en = "the amount" }
find = ['(?<v>\d+)\s*(?<c>元|usd)']
[field.error_text]
name = { zh = "提示", en = "message" }
ask = { zh = "提示", en = "the message" }
find = ['提示:(?<v>[^\n。]+)']
or_attachment = "image"
[field.account_email]
name = { zh = "邮箱", en = "mail" }
ask = { zh = "邮箱", en = "your mail" }
find = ['(?<v>[a-z]+@[a-z.]+)']
default = "sender"
"#;

fn category(id: &str, precedence: i64, more: &str) -> RuleFile {
    let head = format!("name = {{ zh = \"{id}\", en = \"{id}\" }}\nprecedence = {precedence}\n");
    RuleFile {
        path: format!("categories/{id}.toml"),
        text: format!("{head}{more}\n[test]\nyes = [\"x\"]\nno = [\"y\"]\n"),
    }
}

fn wording() -> Wording {
    let locked = r#"[match]
strong = ["<account> .. <locked>"]
normal = ["解锁", "锁定"]
weak = ["尽快", "急"]
ignore = ["<not> ~ <locked>"]
[ask]
need = ["amount", "account_email"]"#;
    let refund = "[match]\nstrong = [\"申请 ~ 退款\"]\nnormal = [\"退款\"]\n[ask]\nneed = [\"error_text\", \"amount\"]";
    let files = [
        RuleFile { path: "lists.toml".into(), text: LISTS.into() },
        RuleFile { path: "fields.toml".into(), text: FIELDS.into() },
        category("account_locked", 80, locked),
        category("refund", 65, refund),
        category("security_report", 100, "overrides = true\n[match]\nstrong = [\"被盗\"]"),
    ];
    let (wording, told) = load_words("rules", &files, &Kinship::default());
    assert_eq!(told, []);
    wording
}

fn verdict_of(material: &Material<'_>) -> Verdict {
    let wording = wording();
    wording.engine.judge(&wording.categories, material)
}

fn judge(subject: &str, text: &str) -> Verdict {
    let spans = [TextSpan { kind: SpanKind::New, start: 0, end: text.len() }];
    verdict_of(&Material { subject, text, spans: &spans, attachments: &[], has_image: false, sender: None })
}

fn parts(pieces: &[(SpanKind, &str)]) -> Verdict {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (kind, piece) in pieces {
        let start = text.len();
        text.push_str(piece);
        spans.push(TextSpan { kind: *kind, start, end: text.len() });
    }
    let none: &[String] = &[];
    verdict_of(&Material { subject: "", text: &text, spans: &spans, attachments: none, has_image: false, sender: None })
}

#[test]
fn a_hit_is_told_with_its_words_place_and_line() {
    let verdict = judge("", "您好，\n我的帳戶被鎖");
    assert_eq!((verdict.category.as_str(), verdict.scores["account_locked"]), ("account_locked", 10.0));
    let hit = &verdict.hits[0];
    assert_eq!((hit.text.as_str(), hit.start, hit.end), ("帳戶被鎖", 6, 10));
    assert_eq!((hit.rule.as_str(), hit.field), ("rules/categories/account_locked.toml:4", Place::Body));
}

#[test]
fn the_subject_counts_double_and_a_phrase_once() {
    let verdict = judge("退款", "退款,退款");
    assert_eq!((verdict.scores["refund"], verdict.category.as_str()), (8.0, "refund"));
    assert_eq!(verdict.hits.len(), 1);
    assert_eq!(judge("", "退款").category, "general");
}

#[test]
fn an_ignored_hit_is_shown_and_counts_nothing() {
    let verdict = judge("", "我的账户没有被锁,我要申请退款");
    assert_eq!(verdict.category, "refund");
    let ignored = verdict.hits.iter().find(|hit| hit.category == "account_locked").unwrap();
    assert_eq!((ignored.ignored_by.as_deref(), ignored.points), (Some("<not> ~ <locked>"), 0.0));
    assert_eq!(judge("", "账户是不是被锁了?").category, "account_locked");
}

#[test]
fn of_overlapping_hits_only_the_strongest_counts() {
    let verdict = judge("", "账户已锁定");
    assert_eq!(verdict.scores["account_locked"], 14.0 - 4.0);
    let points: Vec<f64> = verdict.hits.iter().map(|hit| hit.points).collect();
    assert_eq!(points, [10.0, 0.0]);
}

#[test]
fn weak_words_alone_make_no_label() {
    assert_eq!(judge("尽快 急", "尽快").category, "general");
    assert_eq!(judge("", "解锁 急 锁定").category, "account_locked");
}

#[test]
fn near_the_top_precedence_decides_and_says_so() {
    let verdict = judge("", "账户被锁,我要申请退款");
    assert_eq!((verdict.category.as_str(), verdict.also), ("account_locked", vec!["refund".to_owned()]));
    assert!(verdict.close_call);
    let verdict = judge("申请退款", "账户被锁");
    assert_eq!((verdict.category.as_str(), verdict.close_call), ("refund", false));
    let verdict = judge("申请退款", "我的卡被盗");
    assert_eq!((verdict.category.as_str(), verdict.close_call), ("security_report", false));
}

#[test]
fn quoted_words_are_shown_and_a_forward_counts_when_little_is_said() {
    let quoted = parts(&[(SpanKind::New, "谢谢\n"), (SpanKind::Quoted, "> 账户被锁"), (SpanKind::Signature, "锁定")]);
    assert_eq!((quoted.category.as_str(), quoted.hits[0].field), ("general", Place::Quoted));
    let forward = (SpanKind::Forwarded, "账户被锁,损失 300元");
    let few = parts(&[(SpanKind::New, "请看\n"), forward]);
    assert_eq!((few.category.as_str(), few.fields["amount"].value.as_str()), ("account_locked", "300 CNY"));
    let many = parts(&[(SpanKind::New, "这是我朋友昨天晚上写来的一封信请你们看一下然后答复他\n"), forward]);
    assert_eq!((many.category.as_str(), many.fields.len()), ("general", 0));
    assert_eq!(parts(&[(SpanKind::New, "账户\n"), (SpanKind::Quoted, "x"), (SpanKind::New, "锁")]).category, "general");
}

#[test]
fn only_what_is_missing_is_asked() {
    let none: &[String] = &[];
    let text = "账户被锁,申请退款 ３００元";
    let material =
        Material { subject: "", text, spans: &[], attachments: none, has_image: true, sender: Some("a@x.org") };
    let verdict = verdict_of(&material);
    assert_eq!(verdict.fields["amount"], crate::rules::Found { value: "300 CNY".into(), text: "３００元".into() });
    assert_eq!((verdict.fields["account_email"].value.as_str(), verdict.missing.len()), ("a@x.org", 0));
    let bare = verdict_of(&Material { text: "账户被锁,申请退款", has_image: false, sender: None, ..material });
    assert_eq!(bare.missing, ["amount", "account_email", "error_text"]);
}

#[test]
fn the_names_of_attachments_count_like_the_body() {
    let names = ["账户被锁.png".to_owned()];
    let verdict = verdict_of(&Material {
        subject: "",
        text: "",
        spans: &[],
        attachments: &names,
        has_image: false,
        sender: None,
    });
    assert_eq!((verdict.category.as_str(), verdict.hits[0].field), ("account_locked", Place::Attachment));
}

proptest! {
    #[test]
    fn judging_any_text_ends_and_every_place_is_true(
        subject in "\\PC{0,20}", text in "(\\PC|账户|锁|没有|[ \\n\\t，。]){0,80}", cut in 0usize..400,
    ) {
        let wording = wording();
        let cut = text.floor_char_boundary(cut.min(text.len()));
        let span = |kind, start, end| TextSpan { kind, start, end };
        let spans = [span(SpanKind::New, 0, cut), span(SpanKind::Quoted, cut, text.len())];
        let material = Material { subject: &subject, text: &text, spans: &spans, attachments: &[], has_image: false, sender: None };
        for hit in wording.engine.judge(&wording.categories, &material).hits {
            let source = if hit.field == Place::Subject { &subject } else { &text };
            let words: String = source.chars().skip(hit.start).take(hit.end - hit.start).collect();
            prop_assert_eq!(words, hit.text);
        }
    }
}

#[test]
fn names_of_attachments_part_at_signs() {
    let attachments = ["my_账户-locked.png".to_owned(), "REFUND_account.frozen.pdf".to_owned()];
    let material =
        Material { subject: "", text: "", spans: &[], attachments: &attachments, has_image: true, sender: None };
    let verdict = verdict_of(&material);
    let hit = verdict.hits.iter().find(|hit| hit.field == Place::Attachment).unwrap();
    assert_eq!((hit.text.as_str(), hit.start, hit.end), ("账户-locked", 3, 12));
}

#[test]
fn yuan_is_only_yuan_in_simplified_mails_and_words_stay_as_written() {
    let value = |text: &str, field: &str| judge("", text).fields[field].value.clone();
    assert_eq!(value("账户里的300元没有了", "amount"), "300 CNY");
    assert_eq!(value("帳戶裡的300元沒有了", "amount"), "300");
    assert_eq!(value("帳戶裡的300 usd沒有了", "amount"), "300 USD");
    assert_eq!(value("提示：帳戶　已鎖定", "error_text"), "帳戶 已鎖定");
}

#[test]
fn a_victim_is_not_asked_what_other_labels_ask() {
    let verdict = judge("被盗", "我的账户也被冻结了");
    assert_eq!(
        (verdict.category.as_str(), verdict.also.as_slice()),
        ("security_report", &["account_locked".into()][..])
    );
    assert!(verdict.missing.is_empty(), "{:?}", verdict.missing);
}
