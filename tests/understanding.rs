//! The rules that ship understand customers: floors under the figures of `cargo bench --bench accuracy`.
//! Labelled texts: our own in `tests/mails/zh` and `tests/mails/en`, and the bank questions of the corpus where it is there.

#[path = "../benches/accuracy/figures.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod figures;

use figures::{Figures, Judge, Row, bank_questions, own_mails};

/// What may not be lost again. A category with few rows moves by steps: its floor is lower than what is seen.
struct Floor {
    precision: f64,
    recall: f64,
    macro_recall: f64,
    false_alarms: f64,
}

fn hold(rows: &[Row], floor: &Floor) {
    let judge = Judge::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"));
    let figures = Figures::of(&judge, rows.iter());
    let low: Vec<_> = figures
        .by_category()
        .filter(|(_, precision, recall)| *precision < floor.precision || *recall < floor.recall)
        .collect();
    assert!(low.is_empty(), "{low:?} fell below the floor\n{figures}");
    assert!(figures.macro_recall() >= floor.macro_recall, "{figures}");
    assert!(figures.false_alarms() <= floor.false_alarms, "{figures}");
}

#[test]
fn chinese_customers_are_understood() {
    let rows = own_mails("zh").unwrap();
    assert!(rows.len() >= 600, "only {} rows", rows.len());
    hold(&rows, &Floor { precision: 0.9, recall: 0.85, macro_recall: 0.93, false_alarms: 0.04 });
}

#[test]
fn english_customers_are_understood() {
    hold(&own_mails("en").unwrap(), &Floor { precision: 0.8, recall: 0.3, macro_recall: 0.65, false_alarms: 0.1 });
}

#[test]
fn bank_questions_are_understood() {
    let Some(rows) = bank_questions() else {
        println!("the corpus is not here: skipped");
        return;
    };
    hold(&rows, &Floor { precision: 0.9, recall: 0.83, macro_recall: 0.9, false_alarms: 0.035 });
}
