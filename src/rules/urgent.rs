//! core: Which words cannot wait, whatever a mail is about?
//! In: phrases as in the categories, without word lists; mails. Out: the first phrase that stands in what the customer wrote.
//! Never looks at what he quotes: a word of ours sent back is not his.

use super::diagnostic::{Said, said};
use super::fold::fold;
use super::matcher::{Builder, Matcher, Reach, View};
use super::phrase::{Part, Phrase, Sequence, parse};
use crate::mail::{Mail, SpanKind};
use std::ops::Range;

/// As the scoring that ships has it.
const REACH: Reach = Reach { near: 4, far: 20 };

/// Phrases by number, in the order they were given.
pub struct Urgent {
    matcher: Matcher,
    phrases: Vec<String>,
}

/// What is wrong with a phrase: the bytes of it, cause and remedy.
pub struct Slip {
    pub at: Range<usize>,
    pub code: &'static str,
    pub message: Said,
    pub help: Said,
}

/// A set is known by its phrases.
impl std::fmt::Debug for Urgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Urgent").field(&self.phrases).finish()
    }
}

impl Urgent {
    /// Error: which phrase, and what is wrong with it.
    pub fn of(phrases: &[String]) -> Result<Self, Vec<(usize, Slip)>> {
        let (mut builder, mut wrong) = (Builder::default(), Vec::new());
        for (nth, text) in phrases.iter().enumerate() {
            let whole = 0..text.len();
            match parse(text) {
                Err(fault) => {
                    wrong.push((nth, Slip { at: fault.at, code: "E10", message: fault.message, help: fault.help }));
                }
                Ok(phrase) if has_list(&phrase) => {
                    let message = said!("a word list cannot stand here", "这里不能用词表");
                    let help = said!("write the words themselves: (a|b)", "请直接写词：(a|b)");
                    wrong.push((nth, Slip { at: whole, code: "E11", message, help }));
                }
                Ok(phrase) => {
                    if let Err(bad) = builder.add(&phrase) {
                        wrong.push((nth, Slip { at: whole, code: bad.code, message: bad.message, help: bad.help }));
                    }
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Self { matcher: builder.build(REACH), phrases: phrases.to_vec() })
    }

    /// The first phrase of the list that stands in the subject or the new words.
    pub fn find(&self, mail: &Mail) -> Option<usize> {
        let text = fold(&format!("{}\n{}", mail.subject, mail.words(SpanKind::New))).text;
        let scan = self.matcher.scan(&text);
        let view = View { part: &(0..text.len()), blanked: &[] };
        let found = scan.awake().into_iter().filter(|phrase| scan.find(*phrase, &view, 0).is_some()).min();
        found.and_then(|phrase| usize::try_from(phrase).ok())
    }
}

fn has_list(phrase: &Phrase) -> bool {
    fn within(sequence: &Sequence) -> bool {
        sequence.0.iter().any(|step| match &step.part {
            Part::List { .. } => true,
            Part::Group(sequences) => sequences.iter().any(within),
            Part::Text { .. } => false,
        })
    }
    match phrase {
        Phrase::Words(sequence) => within(sequence),
        Phrase::Regex(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_in_categories_and_lists_are_refused() {
        let urgent = Urgent::of(&["(监管|消费者协会|regulator)".to_owned(), "lawyer".to_owned()]).ok().unwrap();
        let find = |text: &str| {
            let raw = format!(
                "From: a@b.example\r\nSubject: Hello\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
            );
            urgent.find(&crate::mail::read(raw.as_bytes(), false))
        };
        assert_eq!(find("我要向監管部門投訴"), Some(0), "traditional characters too");
        assert_eq!(find("My LAWYER will write to the Regulator"), Some(0));
        assert_eq!(find("my lawyer"), Some(1));
        assert_eq!(find("a quick question\r\n> the regulator"), None, "quoted");
        for list in ["<soon>", "(now|<soon>)"] {
            assert_eq!(Urgent::of(&[list.to_owned()]).err().unwrap()[0].1.code, "E11", "{list}");
        }
    }
}
