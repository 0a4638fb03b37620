use super::*;

fn files(category: &str) -> Vec<RuleFile> {
    let lists = "[lists]\nlocked = [\"锁\"]\naccount = [\"账户\"]\n";
    let fields =
        "[field.amount]\nname = { zh = \"a\", en = \"a\" }\nask = { zh = \"a\", en = \"a\" }\nfind = ['(?<v>\\d+)']\n";
    vec![
        RuleFile { path: "lists.toml".into(), text: lists.into() },
        RuleFile { path: "fields.toml".into(), text: fields.into() },
        RuleFile { path: "categories/locked.toml".into(), text: category.into() },
    ]
}

const GOOD: &str = r#"name = { zh = "锁", en = "Locked" }
team = "account"
sla = "urgent"
[match]
strong = ["<account> .. <locked>"]
[ask]
need = ["amount"]
[test]
yes = ["账户被锁"]
no = ["退款"]
"#;

fn told(category: &str) -> Vec<String> {
    let names = Kinship { slas: Some(vec!["urgent".into(), "standard".into()]), teams: Some(vec!["account".into()]) };
    load_words("rules", &files(category), &names).1.iter().map(ToString::to_string).collect()
}

fn first(from: &str, to: &str) -> String {
    told(&GOOD.replace(from, to)).join("\n")
}

#[test]
fn a_good_set_loads_and_its_hash_follows_every_byte() {
    assert_eq!(told(GOOD), [""; 0]);
    let hash = |text: &str| load_words("rules", &files(text), &Kinship::default()).0.hash;
    assert_eq!((hash(GOOD).len(), hash(GOOD)), (12, hash(GOOD)));
    assert_ne!(hash(GOOD), hash(&GOOD.replace("退款", "退費")));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    assert_eq!(told(&format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n"))), [""; 0]);
}

#[test]
fn chinese_punctuation_is_named() {
    let wanted = "error[E01]: Chinese quotes “ ”
 --> rules/categories/locked.toml:3:7
  |
3 | sla = “urgent”
  |       ^^^^^^^^ write \"urgent\" with straight quotes";
    assert_eq!(first("\"urgent\"", "“urgent”"), wanted);
    assert!(first("team =", "team：").contains("Chinese colon ："));
    assert!(first("[match]", "【match】").contains("Chinese bracket 【"));
    assert!(first("[\"amount\"]", "[\"amount\"，\"amount\"]").contains("Chinese comma ，"));
}

#[test]
fn an_unknown_list_is_told_where_it_stands() {
    let wanted = "error[E11]: unknown word list <lokced>
 --> rules/categories/locked.toml:5:25
  |
5 | strong = [\"<account> .. <lokced>\"]
  |                         ^^^^^^^^ no list of this name
  = help: did you mean <locked>?";
    assert_eq!(first("<locked>", "<lokced>"), wanted);
}

#[test]
fn every_error_of_every_file_is_told_at_once() {
    let bad = GOOD
        .replace("strong =", "strnog =")
        .replace("\"urgent\"", "\"urgnet\"")
        .replace("\"account\"", "7")
        .replace("need = [\"amount\"]", "need = [\"amuont\"]\nnormal = [\"a\"]")
        .replace("no = [\"退款\"]", "");
    let codes: Vec<String> = told(&bad).iter().map(|t| t.lines().next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        codes,
        [
            "error[E41]: no example of a mail that sounds like it and does not belong here",
            "error[E02]: team must be a text in quotes",
            "error[E03]: unknown SLA urgnet",
            "error[E02]: unknown key strnog",
            "error[E03]: unknown field amuont",
            "error[E02]: unknown key normal",
        ]
    );
}

#[test]
fn phrases_and_patterns_are_checked_where_they_stand() {
    assert!(first("<account> .. <locked>", "锁*").contains("error[E10]: * after a Chinese character"));
    assert!(first("<account> .. <locked>", "re:'(?=锁)'").contains("help: use an ignore phrase instead"));
    assert!(first("<account> .. <locked>", "re:'锁*'").contains("error[E13]"));
}

#[test]
fn a_pattern_has_a_kilobyte_and_a_folder_five_hundred_of_them() {
    let long = |bytes: usize| first("<account> .. <locked>", &format!("re:'{}'", "a".repeat(bytes)));
    assert!(!long(1024).contains("error") && long(1025).contains("1025 bytes long, more than 1024"), "{}", long(1025));
    // One stands in fields.toml, and guards count too.
    let guards = "[[guard]]\nname = \"a\"\ndo = \"drop\"\nwhen = { subject = [\"re:'spam'\"] }\n";
    let told = |count: usize| {
        let phrases: Vec<String> = (0..count).map(|n| format!("\"re:'锁{n}'\"")).collect();
        let text = GOOD.replace("\"<account> .. <locked>\"", &format!("\"账户\", {}", phrases.join(", ")));
        let mut all = files(&text);
        all.push(RuleFile { path: "guards.toml".into(), text: guards.into() });
        load_words("rules", &all, &Kinship::default()).1
    };
    assert!(told(498).is_empty(), "{:?}", told(498).first());
    let over = told(500);
    let said: Vec<&str> = over.iter().map(|told| told.message.en.as_str()).collect();
    assert_eq!(said, ["more than 500 regular expressions in this folder"; 2]);
    assert!(over.iter().all(|told| told.code == "E13" && told.line == 5 && told.message.zh.contains("500")));
}

#[test]
fn an_answer_needs_its_template_once_there_are_any() {
    let text = format!("{GOOD}[reply]\nanswer = \"faq-loked\"\n");
    let mut all = files(&text);
    all.push(RuleFile { path: "templates/zh/faq-locked.txt".into(), text: String::new() });
    let told = load_words("rules", &all, &Kinship::default()).1;
    assert_eq!((told[0].code, told[0].help.en.as_str()), ("E03", "did you mean faq-locked?"));
}

#[test]
fn general_needs_no_words_and_no_examples() {
    let mut all = files(GOOD);
    let general = "name = { zh = \"其他\", en = \"Other\" }\n[ask]\nneed = [\"amount\"]\n";
    all.push(RuleFile { path: "categories/general.toml".into(), text: general.into() });
    let (wording, told) = load_words("rules", &all, &Kinship::default());
    assert_eq!(told, []);
    assert_eq!(missing(&wording.categories, &["general"], &BTreeMap::new()), ["amount"]);
}

#[test]
fn examples_tell_the_hit_that_decided() {
    let text = GOOD.replace("no = [\"退款\"]", "no = [\"退款\", \"账户门锁\"]\ntodo_yes = [\"锁住\", \"账户锁\"]");
    let (wording, _) = load_words("rules", &files(&text), &Kinship::default());
    let report = crate::rules::example::run_engine(&wording.engine, &wording.categories);
    assert_eq!((report.passed, report.open, report.done.len(), report.failures.len()), (2, 1, 1, 1));
    let failure = &report.failures[0];
    assert_eq!((failure.rule.as_str(), failure.name.as_str()), ("rules/categories/locked.toml:10", "no[2]"));
    assert_eq!((failure.got.en.as_str(), failure.hits[0].text.as_str()), ("got locked 10", "账户门锁"));
    assert_eq!(failure.hint.en, "add an ignore phrase, for example \"账户门锁\"");
}
