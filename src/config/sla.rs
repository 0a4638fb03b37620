//! The promises: `sla.toml` with the calendars it names, or what ships.

use super::{Error, Loaded, SHIPPED_SLA, read_text};
use crate::rules::diagnostic::{did_you_mean, nearest, said};
use crate::rules::{Diagnostic, RuleFile};
use crate::sla::load::{self, Zones};
use crate::sla::{SlaBook, Source};
use include_dir::{Dir, include_dir};
use std::collections::BTreeSet;
use std::path::Path;

static SHIPPED_CALENDARS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/config/calendars");

/// The system's time zones, or the ones built in where it has none.
pub const ZONES: Zones = Zones {
    get: |name| jiff::tz::TimeZone::get(name).ok(),
    names: || jiff::tz::db().available().map(|name| name.to_string()).collect(),
};

/// The calendars that ship, by the path `sla.toml` names them with.
pub fn shipped_calendars() -> Vec<RuleFile> {
    let text = |file: &include_dir::File<'_>| {
        let name = file.path().file_name()?.to_str()?.to_owned();
        Some(RuleFile { path: format!("{}{name}", load::FOLDER), text: file.contents_utf8()?.to_owned() })
    };
    SHIPPED_CALENDARS.files().filter_map(text).collect()
}

/// The book that ships.
pub fn shipped() -> Result<SlaBook, Vec<Diagnostic>> {
    let files = shipped_calendars();
    let book = SlaBook::read(&Source { text: SHIPPED_SLA, file: "sla.toml", files: &files, zones: ZONES })?;
    Ok(SlaBook { home: (ZONES.get)("Asia/Shanghai"), ..book })
}

/// The configured promises; the shipped ones where the file is not there and none is named.
pub fn text(loaded: &Loaded) -> Result<String, Error> {
    if is_there(loaded) { read_text(&loaded.sla_file()) } else { Ok(SHIPPED_SLA.to_owned()) }
}

fn is_there(loaded: &Loaded) -> bool {
    loaded.config.files.sla.is_some() || loaded.sla_file().is_file()
}

/// The calendars that this text names and that are there.
pub fn calendars(loaded: &Loaded, text: &str) -> Result<Vec<RuleFile>, Error> {
    let folder = loaded.sla_file();
    let folder = folder.parent().unwrap_or(Path::new(""));
    let mut files = Vec::new();
    for path in load::named(text) {
        let file = folder.join(&path);
        if file.is_file() {
            files.push(RuleFile { text: read_text(&file)?, path });
        } else if !is_there(loaded) {
            files.extend(shipped_calendars().into_iter().filter(|shipped| shipped.path == path));
        }
    }
    Ok(files)
}

/// The book of this text and these calendars; whom it escalates to must be known.
pub fn book(loaded: &Loaded, text: &str, files: &[RuleFile]) -> Result<SlaBook, Vec<Diagnostic>> {
    let name = loaded.sla_file().display().to_string();
    let read = SlaBook::read(&Source { text, file: &name, files, zones: ZONES })?;
    let book = SlaBook { home: (ZONES.get)(&loaded.config.brand.zone), ..read };
    let strangers = strangers(&book, loaded, (&name, text));
    if strangers.is_empty() { Ok(book) } else { Err(strangers) }
}

/// The book on the disk.
pub fn read(loaded: &Loaded) -> Result<SlaBook, Error> {
    let text = text(loaded)?;
    let files = calendars(loaded, &text)?;
    book(loaded, &text, &files).map_err(Error::Wrong)
}

/// E03: escalations to whom the configuration does not know; they would reach nobody.
fn strangers(book: &SlaBook, loaded: &Loaded, (name, text): (&str, &str)) -> Vec<Diagnostic> {
    let known: Vec<&str> = loaded.config.teams.keys().chain(loaded.config.people.keys()).map(String::as_str).collect();
    let escalations = book.slas.values().flat_map(|sla| &sla.escalate);
    let raised = book.raise.iter().flat_map(|words| &words.rows).map(|row| row.to.as_str());
    let told = escalations.map(|escalation| escalation.to.as_str()).chain(raised);
    let unknown: BTreeSet<&str> = told.filter(|to| !known.contains(to)).collect();
    let complain = |to: &str| {
        let place = text.find(&format!("\"{to}\"")).map_or(0..0, |at| at..at + to.len() + 2);
        let (all, file) = (known.join(", "), loaded.file.display());
        let list = || said!("known: {all}; add it under [teams] of {file}", "已有：{all}；请加到 {file} 的 [teams] 里");
        let help = nearest(to, known.iter().copied()).map_or_else(list, did_you_mean);
        Diagnostic::at("E03", name, text, place)
            .message(said!("unknown team or person {to}", "没有小组或人员 {to}"))
            .label(said!("no team and no person of this name", "没有这个名字的小组或人员"))
            .help(help)
    };
    unknown.into_iter().map(complain).collect()
}
