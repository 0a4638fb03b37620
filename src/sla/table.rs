//! core: Values of a TOML file, with their places.
//! In: a parsed table. Out: strings, lists and tables by key; what has the wrong shape becomes a diagnostic.
//! Never stops at the first fault: an admin wants to see them all.

use super::load::Reader;
use crate::rules::Diagnostic;
use crate::rules::diagnostic::{Said, Shape, did_you_mean, found, nearest, said};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    pub place: Range<usize>,
}

/// One of a list of texts and tables.
pub(super) enum Item<'a> {
    Text(Range<usize>, String),
    Table(Range<usize>, &'a DeTable<'a>),
}

impl<'a> Table<'a> {
    pub fn new(entries: &'a DeTable<'a>, place: Range<usize>) -> Self {
        Self { entries, place }
    }

    /// The place of the key, and the value with its own.
    pub fn value(&self, key: &str) -> Option<(Range<usize>, &'a toml::Spanned<DeValue<'a>>)> {
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(name, value)| (name.span(), value))
    }

    /// Each key with its place, as they stand in the file.
    pub fn keys(&self) -> Vec<(String, Range<usize>)> {
        let mut keys: Vec<_> = self.entries.keys().map(|name| (name.get_ref().to_string(), name.span())).collect();
        keys.sort_by_key(|(_, place)| place.start);
        keys
    }
}

impl Reader<'_> {
    pub(super) fn fault(&mut self, code: &'static str, place: Range<usize>, message: Said, help: Said) {
        self.faults.push(Diagnostic::at(code, self.file, self.text, place).message(message).help(help));
    }

    pub(super) fn has_faults_in(&self, place: &Range<usize>) -> bool {
        let next =
            self.text.get(place.end..).unwrap_or_default().find("\n[").map_or(self.text.len(), |at| place.end + at);
        self.faults.iter().any(|fault| (self.line(place.start)..=self.line(next)).contains(&fault.line))
    }

    /// From 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    pub(super) fn flag(&mut self, table: &Table<'_>, key: &str) -> Option<bool> {
        let (_, value) = table.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                self.shape(value.span(), (key, Shape::Flag), other);
                None
            }
        }
    }

    pub(super) fn known(&mut self, table: &Table<'_>, keys: &[&str], what: Said) {
        for name in table.entries.keys().filter(|name| !keys.contains(&name.get_ref().as_ref())) {
            let known = keys.join(", ");
            let list =
                || Said { en: format!("{} knows {known}", what.en), zh: format!("{}里可以写：{known}", what.zh) };
            let help = nearest(name.get_ref(), keys.iter().copied()).map_or_else(list, did_you_mean);
            let key = name.get_ref();
            self.fault("E02", name.span(), said!("unknown key {key}", "没有 {key} 这一项"), help);
        }
    }

    pub(super) fn string(&mut self, table: &Table<'_>, key: &str) -> Option<(Range<usize>, String)> {
        let (_, value) = table.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((value.span(), text.trim().to_owned())),
            other => {
                self.shape(value.span(), (key, Shape::Text), other);
                None
            }
        }
    }

    pub(super) fn strings(&mut self, table: &Table<'_>, key: &str) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        let Some((_, value)) = table.value(key) else { return found };
        let DeValue::Array(values) = value.get_ref() else {
            self.shape(value.span(), (key, Shape::Texts), value.get_ref());
            return found;
        };
        for item in values.iter() {
            match item.get_ref() {
                DeValue::String(text) => found.push((item.span(), text.trim().to_owned())),
                other => self.shape(item.span(), (key, Shape::Text), other),
            }
        }
        found
    }

    /// Texts, or tables that say more.
    pub(super) fn items<'a>(&mut self, table: &Table<'a>, key: &str) -> Vec<Item<'a>> {
        let mut found = Vec::new();
        let Some((_, value)) = table.value(key) else { return found };
        let DeValue::Array(values) = value.get_ref() else {
            self.shape(value.span(), (key, Shape::Texts), value.get_ref());
            return found;
        };
        for item in values.iter() {
            match item.get_ref() {
                DeValue::String(text) => found.push(Item::Text(item.span(), text.trim().to_owned())),
                DeValue::Table(inner) => found.push(Item::Table(item.span(), inner)),
                other => self.shape(item.span(), (key, Shape::Text), other),
            }
        }
        found
    }

    pub(super) fn table<'a>(&mut self, table: &Table<'a>, key: &str) -> Option<(Range<usize>, &'a DeTable<'a>)> {
        let (place, value) = table.value(key)?;
        match value.get_ref() {
            DeValue::Table(inner) => Some((place, inner)),
            other => {
                self.shape(value.span(), (key, Shape::Table), other);
                None
            }
        }
    }

    /// The tables of a table: `[sla.payment]`, `[sla.question]`.
    pub(super) fn tables<'a>(&mut self, table: &Table<'a>, key: &str) -> Vec<(String, Range<usize>, &'a DeTable<'a>)> {
        let mut found = Vec::new();
        let Some((_, entries)) = self.table(table, key) else { return found };
        for (name, value) in entries {
            match value.get_ref() {
                DeValue::Table(inner) => found.push((name.get_ref().to_string(), name.span(), inner)),
                other => self.shape(value.span(), (name.get_ref(), Shape::Table), other),
            }
        }
        found
    }

    /// The tables of a list: `[{ … }, { … }]`.
    pub(super) fn rows<'a>(&mut self, table: &Table<'a>, key: &str) -> Vec<(Range<usize>, &'a DeTable<'a>)> {
        let mut found = Vec::new();
        let Some((_, value)) = table.value(key) else { return found };
        let DeValue::Array(values) = value.get_ref() else {
            self.shape(value.span(), (key, Shape::Tables), value.get_ref());
            return found;
        };
        for item in values.iter() {
            match item.get_ref() {
                DeValue::Table(inner) => found.push((item.span(), inner)),
                other => self.shape(item.span(), (key, Shape::Tables), other),
            }
        }
        found
    }

    fn shape(&mut self, place: Range<usize>, (key, wanted): (&str, Shape), value: &DeValue<'_>) {
        let told = Diagnostic::at("E02", self.file, self.text, place).message(wanted.wanted(key));
        self.faults.push(told.label(found(value)));
    }
}
