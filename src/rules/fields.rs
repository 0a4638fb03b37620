//! core: What did the customer tell us: amount, date, number, and so on?
//! In: the field patterns of fields.toml; a text folded for values. Out: for each field the tidied value and its place.
//! Never guesses: the first pattern that matches wins, a default answers only what the file says it answers.

mod number;
mod part;
mod value;

use super::diagnostic::said;
use super::expression::Expression;
use part::Parts;

use super::fold::{Depth, Folded};
use super::page::{Keys, Page, Placed};
use super::pattern::admit;
use super::set::Field;
use super::sieve::Sieve;
use crate::letter::secrets;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;

pub use value::{as_written, masked};

/// `screenshot` answers a question for the message on the page.
pub const SCREENSHOT: &str = "screenshot";

/// How one field is found.
#[derive(Debug)]
pub struct Finder {
    pub id: String,
    /// Numbers of its patterns.
    patterns: Range<usize>,
    must_have_digit: bool,
    pub is_answered_by_sender: bool,
    pub is_answered_by_image: bool,
}

/// All fields of a rule set.
#[derive(Debug, Default)]
pub struct Finders {
    pub finders: Vec<Finder>,
    pub examples: Vec<FieldExample>,
    /// Run one by one, those the sieve lets pass: one set of all of them grows too many states for its DFA.
    patterns: Vec<Expression>,
    sieve: Sieve,
}

/// `test = [{ text = "扣了300元", value = "300 CNY" }]`; without a value nothing must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldExample {
    pub field: String,
    pub text: String,
    pub value: Option<String>,
    /// `rules/fields.toml:12`
    pub rule: String,
}

/// A value and its place in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    pub value: String,
    pub at: Range<usize>,
    /// The currency was 元 or 块 alone.
    pub is_bare_money: bool,
}

impl Finders {
    /// Reads fields.toml: `[parts]` of patterns, and `[field.NAME]` with name, ask, find and, when wanted, must_have_digit, default = "sender",
    /// or_attachment = "image", typed = true (letters echo it) and test. A field of a later page takes the place of
    /// an earlier one of its name.
    pub fn read(pages: &[Page<'_>]) -> (BTreeMap<String, Field>, Self) {
        let (mut fields, mut finders) = (BTreeMap::new(), Self::default());
        let mut parts = Parts::default();
        for page in pages {
            finders.read_page(page, &mut parts, &mut fields);
        }
        finders.sieve = Sieve::new(finders.patterns.iter());
        (fields, finders)
    }

    fn read_page(&mut self, page: &Page<'_>, parts: &mut Parts, fields: &mut BTreeMap<String, Field>) {
        let Some(table) = page.parse() else { return };
        let keys = page.keys(&table);
        parts.read(&keys);
        for (name, field) in keys.named("field") {
            let id = name.text;
            self.finders.retain(|finder| finder.id != id);
            self.examples.retain(|example| example.field != id);
            let typed = matches!(id.as_str(), "amount" | "when" | "payment_method");
            let field_read = Field {
                id: id.clone(),
                name: field.words("name"),
                ask: field.words("ask"),
                is_typed: field.flag("typed").unwrap_or(typed),
            };
            let asks =
                [&field_read.ask.zh, field_read.ask.zh_hant.as_ref().unwrap_or(&field_read.ask.zh), &field_read.ask.en];
            if let Some(secret) = asks.into_iter().find_map(|ask| secrets::asked_for(&format!("reply {ask}"))) {
                let message = said!("this question asks for: {secret}", "这个问题在索要：{secret}");
                let told = page.at("E22", name.at.clone()).message(message);
                page.tell(told.help(secrets::remedy()));
            }
            self.read_finder((page, parts), &id, &field);
            field.finish();
            fields.insert(id, field_read);
        }
        let _ = keys.table("field");
        keys.finish();
    }

    fn read_finder(&mut self, (page, parts): (&Page<'_>, &Parts), id: &str, keys: &Keys<'_, '_>) {
        let first = self.patterns.len();
        for pattern in keys.texts("find") {
            let Some(whole) = parts.put_into(page, &pattern) else { continue };
            match admit(&pattern.text, self.patterns.len() + 1).and_then(|()| Expression::new(&whole, false)) {
                Ok(expression) if expression.has_group("v") => self.patterns.push(expression),
                Ok(_) => {
                    let message = said!("this pattern names no value", "这个正则表达式没有标出要取的值");
                    let help = said!("put (?<v>…) around the part that is the value", "用 (?<v>…) 把要取的部分括起来");
                    page.tell(page.at("E12", pattern.at).message(message).help(help));
                }
                Err(bad) => page.tell(page.at(bad.code, pattern.at).message(bad.message).help(bad.help)),
            }
        }
        self.finders.push(Finder {
            id: id.to_owned(),
            patterns: first..self.patterns.len(),
            must_have_digit: keys.flag("must_have_digit").unwrap_or(false),
            is_answered_by_sender: only(page, keys.text("default"), "default", "sender"),
            is_answered_by_image: only(page, keys.text("or_attachment"), "or_attachment", "image"),
        });
        for test in keys.tables("test") {
            if let Some(text) = test.required("text") {
                self.examples.push(FieldExample {
                    field: id.to_owned(),
                    rule: format!("{}:{}", page.file, page.line(text.at.start)),
                    text: text.text,
                    value: test.text("value").map(|value| value.text),
                });
            }
            test.finish();
        }
    }

    /// How many patterns all fields have.
    pub const fn expressions(&self) -> usize {
        self.patterns.len()
    }

    /// As `Matcher::forget`.
    pub fn forget(&self) {
        self.patterns.iter().for_each(Expression::forget);
    }

    /// What stands in a text folded with `Depth::Values`.
    pub fn find(&self, text: &str) -> BTreeMap<String, FieldValue> {
        let (mut found, passes) = (BTreeMap::new(), self.sieve.sift(text));
        let pass = |at: usize| self.patterns.get(at).filter(|_| passes.get(at) == Some(&true));
        for finder in &self.finders {
            let value = finder
                .patterns
                .clone()
                .filter_map(pass)
                .find_map(|pattern| finder.value(pattern.program()?.as_ref(), text));
            if let Some(value) = value {
                found.insert(finder.id.clone(), value);
            }
        }
        found
    }

    /// What a field's own example gives.
    pub fn try_example(&self, example: &FieldExample) -> Option<String> {
        let mut folded = Folded::new(Depth::Values);
        folded.push(&example.text, 0);
        self.find(&folded.text).remove(&example.field).map(|found| found.value)
    }
}

/// Characters of a value; longer ones are cut.
const LONGEST: usize = 80;

impl Finder {
    fn value(&self, pattern: &Regex, text: &str) -> Option<FieldValue> {
        let matches = pattern.captures_iter(text).filter_map(|captures| {
            let part = captures.name("v")?;
            let words = shortened(part.as_str());
            let part = part.start()..part.start() + words.len();
            let currency = captures.name("c");
            // The place shown holds the currency too: 300 元.
            let at = currency.map_or(part.clone(), |c| part.start.min(c.start())..part.end.max(c.end()));
            let currency = currency.map(|c| c.as_str());
            let is_bare_money = currency.is_some_and(value::is_bare_money);
            Some(FieldValue { value: value::tidied(words, currency), at, is_bare_money })
        });
        let has_digit = |found: &FieldValue| !self.must_have_digit || found.value.chars().any(|c| c.is_ascii_digit());
        matches.into_iter().find(|found| !found.value.is_empty() && has_digit(found))
    }
}

/// A pattern that counted to eighty itself would be compiled eighty times over.
fn shortened(words: &str) -> &str {
    words.char_indices().nth(LONGEST).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

fn only(page: &Page<'_>, given: Option<Placed>, key: &str, allowed: &str) -> bool {
    let Some(given) = given else { return false };
    if given.text != allowed {
        let message = said!("{key} can only be \"{allowed}\"", "{key} 只能写 \"{allowed}\"");
        page.tell(page.at("E03", given.at).message(message));
    }
    given.text == allowed
}

#[cfg(test)]
mod tests;
