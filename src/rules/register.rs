//! core: Which phrase of which category is a number of the matcher?
//! In: the phrases, in the order the matcher takes them. Out: for a number its category, its use, its words, its line.
//! Words lie end to end in one text: thousands of small ones would keep a third more memory for as long as the desk runs.

use super::category::Use;
use std::ops::Range;

/// One phrase of one category.
#[derive(Debug)]
pub struct Rule {
    pub label: usize,
    pub purpose: Use,
    words: Range<u32>,
    file: u32,
    line: u32,
}

/// By number of the phrase; those of one category stand together, its ignore phrases first.
#[derive(Debug, Default)]
pub struct Register {
    rules: Vec<Rule>,
    words: String,
    files: Vec<String>,
}

impl Register {
    pub fn push(&mut self, (label, purpose): (usize, Use), phrase: &str, (file, line): (&str, usize)) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if self.files.last().is_none_or(|last| last != file) {
            self.files.push(file.to_owned());
        }
        let start = number(self.words.len());
        self.words.push_str(phrase);
        let (words, file) = (start..number(self.words.len()), number(self.files.len() - 1));
        self.rules.push(Rule { label, purpose, words, file, line: number(line) });
    }

    /// Nothing more is to come.
    pub fn close(mut self) -> Self {
        self.rules.shrink_to_fit();
        self.words.shrink_to_fit();
        self
    }

    pub fn rule(&self, number: u32) -> Option<&Rule> {
        self.rules.get(number as usize)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    pub fn phrase(&self, rule: &Rule) -> &str {
        self.words.get(rule.words.start as usize..rule.words.end as usize).unwrap_or_default()
    }

    /// `rules/categories/refund.toml:7`
    pub fn place(&self, rule: &Rule) -> String {
        let file = self.files.get(rule.file as usize).map_or("", String::as_str);
        format!("{file}:{}", rule.line)
    }
}
