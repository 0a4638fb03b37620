use super::*;

fn outcome_of(category: &str) -> Outcome {
    Outcome { category: category.to_owned(), ..Outcome::default() }
}

#[test]
fn the_same_outcome_is_no_change_and_each_part_is_told_apart() {
    let refund = outcome_of("refund");
    assert!(!Change::between(&refund, &refund.clone()).is_any());
    let moved = Outcome { also: BTreeSet::from(["fees".to_owned()]), ..outcome_of("general") };
    let change = Change::between(&refund, &moved);
    assert!(change.primary && !change.labels, "labels counts where only the other labels change");
    let labelled = Outcome { also: BTreeSet::from(["fees".to_owned()]), ..refund.clone() };
    assert!(Change::between(&refund, &labelled).labels);
    let settled = Outcome { is_settled: true, ..refund.clone() };
    assert_eq!(Change::between(&refund, &settled), Change { answer: true, ..Change::default() });
}

#[test]
fn two_of_a_hundred_mails_are_few_and_three_are_many() {
    let mut summary = Summary { mails: 98, ..Summary::default() };
    let change = Change { primary: true, ..Change::default() };
    [change; 2].into_iter().for_each(|change| summary.add(change));
    assert!(!summary.is_large(), "{summary:?}");
    summary.add(change);
    assert!(summary.is_large());
    assert!(!Summary::default().is_large(), "no mail, no change");
}

fn set(files: &[RuleFile]) -> RuleSet {
    RuleSet::load("rules", files, &crate::rules::Kinship::default()).unwrap()
}

fn changed(edit: impl Fn(&mut Vec<RuleFile>)) -> Vec<String> {
    let old = crate::config::rules::shipped();
    let mut new = old.clone();
    edit(&mut new);
    let (a, b) = (set(&old), set(&new));
    answers_changed(Side { rules: &a, files: &old }, Side { rules: &b, files: &new })
}

fn add(files: &mut Vec<RuleFile>, path: &str, text: &str) {
    files.push(RuleFile { path: path.to_owned(), text: text.to_owned() });
}

#[test]
fn words_change_no_answer_and_texts_and_switches_do() {
    assert_eq!(changed(|_| {}), [""; 0]);
    let words = "[match]\nnormal = [\"把钱还我\"]\n";
    assert_eq!(changed(|files| add(files, "local/categories/refund.toml", words)), [""; 0]);
    let switch = "[reply]\nauto_answer = true\n";
    assert_eq!(changed(|files| add(files, "local/categories/refund.toml", switch)), ["refund: auto_answer"]);
    let text = "We refund.\n";
    assert_eq!(changed(|files| add(files, "local/templates/en/faq-refund.txt", text)), ["templates/en/faq-refund.txt"]);
    let internal = changed(|files| {
        let warning = files.iter_mut().find(|file| file.path == "templates/internal/warning.txt").unwrap();
        warning.text.push_str("\nHurry.\n");
    });
    assert_eq!(internal, [""; 0], "letters to staff are no answers");
}
