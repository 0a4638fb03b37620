//! How well do the rules that ship understand customers?
//! `cargo bench --bench accuracy [-- --wrong CATEGORY]`: precision and recall of each category on the labelled mails of
//! `tests/mails/` and, where it is there, on the bank questions of the corpus; every fifth row is held out and counted
//! apart. `--wrong` lists the rows that went wrong for one category, `--hits` prints every verdict as JSON, `--rules DIR`
//! judges with another folder.

mod figures;

use figures::{Figures, Judge, bank_questions, own_mails};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let judge = Judge::new(after("--rules").unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")));
    for (title, rows) in [
        ("own mails, Chinese", own_mails("zh")),
        ("own mails, English", own_mails("en")),
        ("bank questions", bank_questions()),
    ] {
        let Some(rows) = rows else {
            println!("{title}: not here\n");
            continue;
        };
        if let Some(category) = after("--wrong") {
            figures::wrong(&judge, &rows, category);
            continue;
        }
        if arguments.iter().any(|argument| argument == "--hits") {
            figures::hits(&judge, title, &rows);
            continue;
        }
        for (part, held_out) in [("tuned on", false), ("held out", true)] {
            let figures = Figures::of(&judge, rows.iter().filter(|row| row.held_out == held_out));
            println!("{title}, {part}\n{figures}");
        }
    }
}
