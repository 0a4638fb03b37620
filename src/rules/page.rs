//! core: What does a TOML file of the rule folder say, and where does it say it?
//! In: a file's text. Out: its keys as typed values with their places; every slip becomes a diagnostic.
//! Never stops at the first unknown key or wrong type: an admin sees all of a file's errors at once.

use super::Words;
use super::diagnostic::{Diagnostic, Said, Shape, did_you_mean, found, nearest, parse, said};
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

fn in_languages() -> Said {
    said!(
        "write it in each language: {{ zh = \"…\", zh-Hant = \"…\", en = \"…\" }}",
        "每种语言都要写：{{ zh = \"…\", zh-Hant = \"…\", en = \"…\" }}"
    )
}

/// One file while it is read.
#[derive(Debug)]
pub struct Page<'a> {
    /// As the user knows it: `rules/lists.toml`.
    pub file: String,
    text: &'a str,
    errors: RefCell<Vec<Diagnostic>>,
    /// Where its lines end; filled when first asked.
    ends: OnceCell<Vec<usize>>,
}

/// A text of the file and the bytes it stands at, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub text: String,
    pub at: Range<usize>,
}

/// One table, whose keys are asked for one by one; what nobody asked for is unknown.
pub struct Keys<'p, 'a> {
    page: &'p Page<'a>,
    table: &'p DeTable<'a>,
    at: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Page<'a> {
    pub fn new(root: &str, path: &str, text: &'a str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Self { file: format!("{root}/{path}"), text, errors: RefCell::default(), ends: OnceCell::new() }
    }

    /// A file outside of the rule folder, by its whole name.
    pub fn named(file: &str, text: &'a str) -> Self {
        Self { file: file.to_owned(), text, errors: RefCell::default(), ends: OnceCell::new() }
    }

    pub fn parse(&self) -> Option<Spanned<DeTable<'a>>> {
        parse(&self.file, self.text).map_err(|wrong| wrong.into_iter().for_each(|told| self.tell(told))).ok()
    }

    pub fn keys<'p>(&'p self, table: &'p Spanned<DeTable<'a>>) -> Keys<'p, 'a> {
        Keys { page: self, table: table.get_ref(), at: table.span(), asked: RefCell::default() }
    }

    pub fn tell(&self, diagnostic: Diagnostic) {
        self.errors.borrow_mut().push(diagnostic);
    }

    pub fn at(&self, code: &'static str, at: Range<usize>) -> Diagnostic {
        Diagnostic::at(code, &self.file, self.text, at)
    }

    pub fn line(&self, at: usize) -> usize {
        let ends = self.ends.get_or_init(|| self.text.match_indices('\n').map(|(end, _)| end).collect());
        ends.partition_point(|end| *end < at) + 1
    }

    /// The bytes of a part of a text, where the file holds it as it is; else of the whole text.
    pub fn within(&self, placed: &Placed, inner: Range<usize>) -> Range<usize> {
        let raw = self.text.get(placed.at.clone()).unwrap_or_default();
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let is_same = raw.get(quotes..raw.len().saturating_sub(quotes)) == Some(placed.text.as_str());
        let begin = placed.at.start + quotes;
        if is_same { begin + inner.start..begin + inner.end } else { placed.at.clone() }
    }

    pub fn into_errors(self) -> Vec<Diagnostic> {
        let mut errors = self.errors.into_inner();
        errors.sort_by_key(|error| (error.line, error.column));
        errors
    }
}

impl<'p, 'a> Keys<'p, 'a> {
    fn value(&self, key: &'static str) -> Option<&'p Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn wrong(&self, value: &Spanned<DeValue<'a>>, key: &str, wanted: Shape) {
        let help =
            if wanted == Shape::Table && matches!(key, "name" | "ask") { in_languages() } else { Said::default() };
        let told = self.page.at("E02", value.span()).message(wanted.wanted(key));
        self.page.tell(told.label(found(value.get_ref())).help(help));
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn text(&self, key: &'static str) -> Option<Placed> {
        let value = self.value(key)?;
        let text = placed(value);
        if text.is_none() {
            self.wrong(value, key, Shape::Text);
        }
        text
    }

    pub fn texts(&self, key: &'static str) -> Vec<Placed> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(value, key, Shape::Texts);
            return Vec::new();
        };
        list.iter().for_each(|item| {
            if !item.get_ref().is_str() {
                self.wrong(item, key, Shape::Texts);
            }
        });
        list.iter().filter_map(placed).collect()
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, Shape::Flag);
        }
        flag
    }

    pub fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|n: &f64| n.is_finite() && n.abs() < 1e9);
        if number.is_none() {
            self.wrong(value, key, Shape::Number);
        }
        number
    }

    /// A word in the languages letters are written in.
    pub fn words(&self, key: &'static str) -> Words {
        let Some(keys) = self.table(key) else {
            if self.table.get(key).is_none() {
                self.missing(key, in_languages());
            }
            return Words::default();
        };
        let words = Words {
            zh: keys.required("zh").map(|p| p.text).unwrap_or_default(),
            zh_hant: keys.text("zh-Hant").map(|p| p.text),
            en: keys.required("en").map(|p| p.text).unwrap_or_default(),
        };
        keys.finish();
        words
    }

    pub fn required(&self, key: &'static str) -> Option<Placed> {
        if self.table.get(key).is_none() {
            self.missing(key, said!("add {key} = \"…\"", "加一行 {key} = \"…\""));
        }
        self.text(key)
    }

    fn missing(&self, key: &str, help: Said) {
        self.lacks(said!("{key} is missing", "缺少 {key}"), help);
    }

    /// Something this table must say and does not.
    pub fn lacks(&self, message: Said, help: Said) {
        let line_end = self.page.text.get(self.at.start..).and_then(|t| t.find('\n')).unwrap_or(0);
        let at = self.at.start..self.at.end.min(self.at.start + line_end);
        self.page.tell(self.page.at("E02", at).message(message).help(help));
    }

    pub fn table(&self, key: &'static str) -> Option<Keys<'p, 'a>> {
        let value = self.value(key)?;
        let keys = self.page.table_of(value);
        if keys.is_none() {
            self.wrong(value, key, Shape::Table);
        }
        keys
    }

    /// The tables of a list of tables.
    pub fn tables(&self, key: &'static str) -> Vec<Keys<'p, 'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let tables: Option<Vec<_>> =
            value.get_ref().as_array().and_then(|list| list.iter().map(|item| self.page.table_of(item)).collect());
        if tables.is_none() {
            self.wrong(value, key, Shape::Tables);
        }
        tables.unwrap_or_default()
    }

    /// Names the admin chose, each with its table.
    pub fn named(&self, key: &'static str) -> Vec<(Placed, Keys<'p, 'a>)> {
        let Some(Spanned { .. }) = self.table.get(key) else { return Vec::new() };
        let Some(outer) = self.table(key) else { return Vec::new() };
        let mut named = Vec::new();
        for (name, value) in outer.table {
            match self.page.table_of(value) {
                Some(keys) => named.push((Placed { text: name.get_ref().to_string(), at: name.span() }, keys)),
                None => outer.wrong(value, name.get_ref(), Shape::Table),
            }
        }
        named.sort_by_key(|(name, _)| name.at.start);
        named
    }

    /// Names the admin chose, each with its texts.
    pub fn named_texts(&self, key: &'static str) -> Vec<(Placed, Vec<Placed>)> {
        let Some(outer) = self.table(key) else { return Vec::new() };
        let mut named = Vec::new();
        for (name, value) in outer.table {
            match value.get_ref().as_array() {
                Some(list) => {
                    list.iter()
                        .filter(|i| !i.get_ref().is_str())
                        .for_each(|i| outer.wrong(i, name.get_ref(), Shape::Texts));
                    let name = Placed { text: name.get_ref().to_string(), at: name.span() };
                    named.push((name, list.iter().filter_map(placed).collect()));
                }
                None => outer.wrong(value, name.get_ref(), Shape::Texts),
            }
        }
        named.sort_by_key(|(name, _)| name.at.start);
        named
    }

    /// What nobody asked for is a slip.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let (name, known) = (key.get_ref(), asked.join(", "));
            let told = self.page.at("E02", key.span()).message(said!("unknown key {name}", "没有 {name} 这一项"));
            let known = said!("known here: {known}", "这里可以写：{known}");
            let help = nearest(name, asked.iter().copied()).map_or(known, did_you_mean);
            self.page.tell(told.label(said!("no such key", "不认识的名字")).help(help));
        }
    }
}

impl<'a> Page<'a> {
    fn table_of<'p>(&'p self, value: &'p Spanned<DeValue<'a>>) -> Option<Keys<'p, 'a>> {
        let table = value.get_ref().as_table()?;
        Some(Keys { page: self, table, at: value.span(), asked: RefCell::default() })
    }
}

fn placed(value: &Spanned<DeValue<'_>>) -> Option<Placed> {
    value.get_ref().as_str().map(|text| Placed { text: text.to_owned(), at: value.span() })
}
