//! The rules and promises of a story: those that ship, and what its head lays over them.

use frontdesk::config;
use frontdesk::rules::{Kinship, RuleFile, RuleSet};
use frontdesk::sla::{SlaBook, Source};
use std::sync::{Arc, LazyLock};

pub static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    let set = RuleSet::load("rules", &config::rules::shipped(), &Kinship::default());
    Arc::new(set.unwrap_or_else(|wrong| panic!("{}", frontdesk::rules::diagnostic::render_all(&wrong))))
});

pub static PROMISES: LazyLock<SlaBook> = LazyLock::new(|| {
    let book = config::sla::shipped();
    book.unwrap_or_else(|wrong| panic!("{}", frontdesk::rules::diagnostic::render_all(&wrong)))
});

/// The rules that ship, and a site's own guards.
pub fn with_guards(text: &str) -> Arc<RuleSet> {
    let mut files = config::rules::shipped();
    files.push(RuleFile { path: "local/guards.toml".to_owned(), text: text.to_owned() });
    let set = RuleSet::load("rules", &files, &Kinship::default());
    Arc::new(set.unwrap_or_else(|wrong| panic!("{}", frontdesk::rules::diagnostic::render_all(&wrong))))
}

/// The promises that ship; a table that the story writes itself takes the place of the shipped one.
pub fn with_promises(text: &str) -> SlaBook {
    let mut book: toml::Table = config::SHIPPED_SLA.parse().unwrap();
    let own: toml::Table = text.parse().unwrap_or_else(|wrong| panic!("{wrong}\n{text}"));
    for (key, value) in own {
        match (book.get_mut(&key), value) {
            (Some(toml::Value::Table(there)), toml::Value::Table(more)) => there.extend(more),
            (_, value) => drop(book.insert(key, value)),
        }
    }
    let (text, files) = (toml::to_string(&book).unwrap(), config::sla::shipped_calendars());
    let source = Source { text: &text, file: "sla.toml", files: &files, zones: config::sla::ZONES };
    let book =
        SlaBook::read(&source).unwrap_or_else(|wrong| panic!("{}", frontdesk::rules::diagnostic::render_all(&wrong)));
    SlaBook { home: PROMISES.home.clone(), ..book }
}
