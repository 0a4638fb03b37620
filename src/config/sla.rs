//! The promises: `sla.toml`, or the ones that ship.

use super::{Error, Loaded, SHIPPED_SLA, read_text};
use crate::rules::Diagnostic;
use crate::rules::diagnostic::{did_you_mean, nearest, said};
use crate::sla::SlaBook;
use std::collections::BTreeSet;

/// The book that ships.
pub fn shipped() -> Result<SlaBook, Vec<Diagnostic>> {
    SlaBook::load(SHIPPED_SLA, "sla.toml")
}

/// The configured promises; the shipped ones where the file is not there and none is named.
pub fn text(loaded: &Loaded) -> Result<String, Error> {
    let file = loaded.sla_file();
    if loaded.config.files.sla.is_some() || file.is_file() { read_text(&file) } else { Ok(SHIPPED_SLA.to_owned()) }
}

/// The book of this text; whom it escalates to must be known.
pub fn book(loaded: &Loaded, text: &str) -> Result<SlaBook, Vec<Diagnostic>> {
    let name = loaded.sla_file().display().to_string();
    let book = SlaBook::load(text, &name)?;
    let strangers = strangers(&book, loaded, (&name, text));
    if strangers.is_empty() { Ok(book) } else { Err(strangers) }
}

/// The book on the disk.
pub fn read(loaded: &Loaded) -> Result<SlaBook, Error> {
    book(loaded, &text(loaded)?).map_err(Error::Wrong)
}

/// E03: escalations to whom the configuration does not know; they would reach nobody.
fn strangers(book: &SlaBook, loaded: &Loaded, (name, text): (&str, &str)) -> Vec<Diagnostic> {
    let known: Vec<&str> = loaded.config.teams.keys().chain(loaded.config.people.keys()).map(String::as_str).collect();
    let escalations = book.slas.values().flat_map(|sla| &sla.escalate);
    let unknown: BTreeSet<&str> = escalations.map(|e| e.to.as_str()).filter(|to| !known.contains(to)).collect();
    let told = |to: &str| {
        let place = text.find(&format!("\"{to}\"")).map_or(0..0, |at| at..at + to.len() + 2);
        let (all, file) = (known.join(", "), loaded.file.display());
        let list = || said!("known: {all}; add it under [teams] of {file}", "已有：{all}；请加到 {file} 的 [teams] 里");
        let help = nearest(to, known.iter().copied()).map_or_else(list, did_you_mean);
        Diagnostic::at("E03", name, text, place)
            .message(said!("unknown team or person {to}", "没有小组或人员 {to}"))
            .label(said!("no team and no person of this name", "没有这个名字的小组或人员"))
            .help(help)
    };
    unknown.into_iter().map(told).collect()
}
