use super::*;
use crate::config;
use crate::rules::Kinship;
use crate::rules::diagnostic::Speech;
use crate::sla::Source;

/// The shipped set with some files replaced or added.
fn proved(changes: &[(&str, &str)], sla: &str) -> Vec<String> {
    let mut files = crate::config::rules::shipped();
    for (path, text) in changes {
        files.retain(|file| file.path != *path);
        if !text.is_empty() {
            files.push(RuleFile { path: (*path).to_owned(), text: (*text).to_owned() });
        }
    }
    let rules = RuleSet::load("rules", &files, &Kinship::default()).unwrap();
    let calendars = config::sla::shipped_calendars();
    let source = Source { text: sla, file: "sla.toml", files: &calendars, zones: config::sla::ZONES };
    let slas = SlaBook::read(&source).unwrap();
    let (wrong, _) = prove("rules", &files, (&rules, &slas));
    wrong
        .iter()
        .map(|told| format!("{} {}:{} {}", told.code, told.file, told.line, told.message.in_speech(Speech::En)))
        .collect()
}

#[test]
fn the_shipped_rules_keep_what_they_say() {
    assert_eq!(proved(&[], crate::config::SHIPPED_SLA), Vec::<String>::new());
}

#[test]
fn an_example_that_fails_and_a_promise_of_its_own_are_told_with_their_line() {
    let category = "name = { zh = \"发票\", en = \"Invoice\" }\nsla = \"question\"\n[match]\nstrong = [\"开发票\"]\n[reply]\nanswer = \"faq-invoice\"\n[test]\nyes = [\"请开发票\",\n  \"I need an invoice\"]\nno = [\"你好\"]\n";
    let text = "我们会在 24 小时内答复您。\n";
    let changes = [
        ("categories/invoice.toml", category),
        ("templates/zh/faq-invoice.txt", text),
        ("templates/en/faq-invoice.txt", "We answer within 2 working days.\n"),
    ];
    assert_eq!(
        proved(&changes, crate::config::SHIPPED_SLA),
        [
            "E40 rules/categories/invoice.toml:9 this example fails: yes[2]",
            "E23 rules/templates/zh/faq-invoice.txt:1 24 小时 is no promise of sla.toml",
        ]
    );
}

#[test]
fn a_letter_without_text_and_a_clock_that_never_starts_are_told() {
    let absent = ["zh", "zh-Hant", "en"].map(|folder| format!("templates/{folder}/overdue.txt"));
    let changes: Vec<(&str, &str)> = absent.iter().map(|path| (path.as_str(), "")).collect();
    let sla =
        crate::config::SHIPPED_SLA.replace("\n[sla.question]", "\n[sla.question]\nresolution = \"72h\"\n[sla.other]");
    assert_eq!(
        proved(&changes, &sla),
        [
            "E30 rules/categories/fees.toml:4 the promise question can never fire here",
            "E30 rules/categories/security_question.toml:4 the promise question can never fire here",
            "E20 rules/templates:0 no text for the letter overdue",
        ]
    );
}
