use super::*;

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.to_owned() }
}

fn both(name: &str, text: &str) -> Vec<RuleFile> {
    vec![file(&format!("templates/zh/{name}"), text), file(&format!("templates/en/{name}"), text)]
}

fn faults(files: &[RuleFile]) -> Vec<String> {
    let faults = Templates::load("rules", files).expect_err("something is wrong here");
    faults.iter().map(|f| format!("{} {}:{}:{} {} | {}", f.code, f.file, f.line, f.column, f.message, f.help)).collect()
}

#[test]
fn a_letter_has_a_subject_and_tidy_lines() {
    let text = "Subject: [{{ ticket.number }}] Hi\n\n{% if also %}also {{ also | join(', ') }}{% endif %}\n\n\nBye {{ brand.phone }}  \n{% include '_x.txt' %}";
    let mut files = both("ack.txt", text);
    files.extend(both("_x.txt", "{{ brand.name }}"));
    let templates = Templates::load("rules", &files).expect("good templates");
    let (subject, body) = templates.render("ack", Tongue::En, &Variables::bare_sample(&[])).expect("a letter");
    assert_eq!((subject.as_str(), body.as_str()), ("[] Hi", "Bye\n"));
    let (subject, body) = templates.render("ack", Tongue::Zh, &Variables::sample(&[])).expect("a letter");
    assert_eq!((subject.as_str(), body.as_str()), ("[OK-10234] Hi", "also Fees, Withdrawal\n\nBye phone\nname\n"));
    assert!(templates.has("ack") && !templates.has("overdue"));
    assert!(templates.lacking().contains(&LetterKind::Overdue) && !templates.lacking().contains(&LetterKind::Ack));
}

#[test]
fn a_wrong_name_is_found_where_it_stands_even_in_a_branch_or_a_piece() {
    let mut files = both("_x.txt", "one\n{{ customer.nmae }}");
    files.extend(both(
        "ack.txt",
        "Subject: x\n\n{% if notice %}{{ ticket.nummer }}{% endif %}{% for m in missing %}{{ m.aks }}{% endfor %}",
    ));
    let faults = faults(&files);
    assert!(
        faults
            .iter()
            .any(|f| f.starts_with("E21 rules/templates/en/_x.txt:2:4 templates may not use customer.nmae | ")),
        "{faults:?}"
    );
    let help = "templates may not use ticket.nummer | did you mean ticket.number?";
    assert!(faults.contains(&format!("E21 rules/templates/zh/ack.txt:3:19 {help}")), "{faults:?}");
    let text = "Subject: x\n\n{% for m in missing %}\n{{ m.aks }}{% endfor %}";
    let faults = super::tests::faults(&both("ack.txt", text));
    assert!(faults.iter().any(|f| f.starts_with("E21 rules/templates/en/ack.txt:4")), "{faults:?}");
}

#[test]
fn every_text_is_needed_in_chinese_and_in_english() {
    let faults = faults(&[file("templates/zh/faq-fees.txt", "1. Fees")]);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("E20") && faults[0].contains("no English text for faq-fees"), "{faults:?}");
    let hant = Templates::load("rules", &both("faq-fees.txt", "1. Fees")).expect("zh-Hant may be absent");
    let text = hant.render_answer("faq-fees", Tongue::ZhHant, &Variables::default()).expect("falls back to zh");
    assert_eq!(text, "1. Fees");
}

#[test]
fn a_syntax_error_names_its_line() {
    let faults = faults(&both("ack.txt", "Subject: x\n\n{% if notice %}never ended"));
    assert!(faults[0].starts_with("E01 rules/templates/en/ack.txt:3"), "{faults:?}");
}

#[test]
fn strangers_words_are_for_staff_only() {
    let text = "Subject: x\n\n{{ ticket.subject }}";
    let faults = faults(&both("ack.txt", text));
    assert!(faults[0].contains("may not use ticket.subject"), "{faults:?}");
    let staff = [file("templates/internal/breach.txt", text)];
    assert!(Templates::load("rules", &staff).is_ok());
}

#[test]
fn a_letter_without_subject_and_a_strange_folder_are_faults() {
    let mut files = both("ack.txt", "Hello");
    files.push(file("templates/fr/ack.txt", "Subject: x\n\nBonjour"));
    let faults = faults(&files);
    assert!(faults.iter().any(|f| f.contains("has no subject")), "{faults:?}");
    assert!(faults.iter().any(|f| f.contains("E03 rules/templates/fr/ack.txt")), "{faults:?}");
}

#[test]
fn keys_of_the_brand_are_free_but_told_when_unset() {
    let templates = Templates::load("rules", &both("faq-x.txt", "{{ brand.whatsapp }}")).expect("any brand key");
    assert_eq!(templates.brand_keys(), ["whatsapp"]);
}

#[test]
fn a_template_that_never_ends_is_cut_off_and_values_are_no_templates() {
    let endless = "Subject: x\n\n{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}";
    assert!(!faults(&both("ack.txt", endless)).is_empty());
    let templates = Templates::load("rules", &both("ack.txt", "Subject: x\n\n{{ notice }}")).expect("good");
    let variables = Variables { notice: "{{ brand.mail }} {% raw".to_owned(), ..Variables::default() };
    let (_, body) = templates.render("ack", Tongue::En, &variables).expect("a letter");
    assert_eq!(body, "{{ brand.mail }} {% raw\n");
}
