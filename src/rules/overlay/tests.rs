use super::*;
use crate::rules::set::{Wording, load_words};
use crate::rules::{Kinship, example};

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.to_owned() }
}

const REFUND: &str = r#"name = { zh = "退款", en = "Refund" }
team = "payments"
precedence = 65
[match]
strong = ["申请 ~ <refund>"]
[reply]
answer = "faq-refund"
[test]
yes = ["申请退款"]
no = ["你好"]
"#;

fn shipped() -> Vec<RuleFile> {
    let field = |id: &str, pattern: &str| {
        let name = "name = { zh = \"a\", en = \"a\" }\nask = { zh = \"a\", en = \"a\" }";
        format!("[field.{id}]\n{name}\nfind = ['{pattern}']\n")
    };
    vec![
        file("lists.toml", "[lists]\nrefund = [\"退款\"]\n"),
        file("fields.toml", &(field("amount", "(?<v>\\d+)元") + &field("order", "O-(?<v>\\d+)"))),
        file("categories/refund.toml", REFUND),
    ]
}

fn laid_over(local: &[(&str, &str)]) -> (Wording, Vec<String>) {
    let mut files = shipped();
    files.extend(local.iter().map(|(path, text)| file(&format!("local/{path}"), text)));
    let (wording, told) = load_words("rules", &files, &Kinship::default());
    (wording, told.iter().map(ToString::to_string).collect())
}

fn category_of(wording: &Wording, text: &str) -> String {
    example::judge(&wording.engine, &wording.categories, text).category
}

#[test]
fn a_local_file_adds_words_and_examples_to_a_category() {
    let added = "[match]\nnormal = [\"退我钱\", \"把钱还我\"]\nignore = [\"申请 ~ 退款政策\"]\n[test]\nyes = [\"退我钱,把钱还我\"]\nno = [\"申请退款政策\"]\n";
    let (wording, told) = laid_over(&[("categories/refund.toml", added)]);
    assert_eq!(told, [""; 0]);
    let report = example::run_engine(&wording.engine, &wording.categories);
    assert_eq!((report.passed, report.failures), (4, vec![]));
    let category = &wording.categories["refund"];
    let kept = (category.team.as_deref(), category.precedence, category.answer.as_deref());
    assert_eq!(kept, (Some("payments"), 65, Some("faq-refund")));
}

#[test]
fn a_local_file_may_change_a_switch_and_leave_the_rest() {
    let (wording, told) = laid_over(&[("categories/refund.toml", "team = \"money\"\n[reply]\nauto_answer = true\n")]);
    assert_eq!(told, [""; 0]);
    let category = &wording.categories["refund"];
    assert_eq!((category.team.as_deref(), category.auto_answer), (Some("money"), true));
    assert_eq!((category.precedence, category.answer.as_deref()), (65, Some("faq-refund")));
}

#[test]
fn replace_puts_the_local_file_in_the_place_of_the_shipped_one() {
    let other = REFUND.replace("申请 ~ <refund>", "要钱").replace("申请退款", "要钱");
    let (wording, told) = laid_over(&[("categories/refund.toml", &format!("replace = true\n{other}"))]);
    assert_eq!(told, [""; 0]);
    assert_eq!(category_of(&wording, "申请退款"), "general");
    assert_eq!(category_of(&wording, "要钱"), "refund");
}

#[test]
fn new_categories_lists_and_fields_stand_beside_the_shipped_ones() {
    let invoice = REFUND.replace("申请 ~ <refund>", "<invoice>").replace("申请退款", "开发票").replace("退款", "发票");
    let fields = "[field.order]\nname = { zh = \"a\", en = \"a\" }\nask = { zh = \"a\", en = \"a\" }\nfind = ['订单(?<v>\\d+)']\n";
    let lists = "[lists]\ninvoice = [\"发票\"]\nrefund = [\"返款\"]\n";
    let (wording, told) =
        laid_over(&[("categories/invoice.toml", &invoice), ("lists.toml", lists), ("fields.toml", fields)]);
    assert_eq!(told, [""; 0]);
    assert_eq!(category_of(&wording, "我要开发票"), "invoice");
    assert_eq!(category_of(&wording, "申请返款"), "refund");
    let found = wording.engine.finders.find("订单55 O-77 9元");
    assert_eq!((found["order"].value.as_str(), found["amount"].value.as_str()), ("55", "9"));
}

#[test]
fn a_slip_in_a_local_file_is_told_of_that_file_and_line() {
    let (_, told) = laid_over(&[("categories/refund.toml", "[match]\nstrnog = [\"退我钱\"]\n")]);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("--> rules/local/categories/refund.toml:2:1"), "{}", told[0]);
    let (_, told) = laid_over(&[("lists.txt", "")]);
    assert!(told[0].contains("--> rules/local/lists.txt"), "{told:?}");
    let (wording, _) = laid_over(&[("categories/refund.toml", "[match]\nstrong = [\"退我钱\"]\n")]);
    let verdict = example::judge(&wording.engine, &wording.categories, "退我钱");
    assert_eq!(verdict.hits[0].rule, "rules/local/categories/refund.toml:2");
}

#[test]
fn a_local_text_takes_the_place_of_the_shipped_one_in_its_language() {
    let files = [
        file("templates/zh/ack.txt", "shipped"),
        file("local/templates/zh/ack.txt", "ours"),
        file("templates/en/ack.txt", "shipped"),
    ];
    let texts: Vec<&str> = templates(&files).values().map(|file| file.text.as_str()).collect();
    assert_eq!(texts, ["shipped", "ours"]);
}

#[test]
fn the_example_of_each_guide_holds() {
    for guide in ["rules/README.md", "rules/README.zh.md"] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(guide)).unwrap();
        let (_, after) = text.split_once("`local/categories/refund.toml`").unwrap();
        let (_, after) = after.split_once("```toml\n").unwrap();
        let local = after.split("```").next().unwrap();
        let (wording, told) = laid_over(&[("categories/refund.toml", local)]);
        assert_eq!(told, [""; 0], "{guide}");
        let report = example::run_engine(&wording.engine, &wording.categories);
        assert_eq!((report.passed, report.failures), (4, vec![]), "{guide}");
    }
}

#[test]
fn the_hash_knows_the_local_files() {
    assert_ne!(laid_over(&[]).0.hash, laid_over(&[("lists.toml", "[lists]\n")]).0.hash);
}
