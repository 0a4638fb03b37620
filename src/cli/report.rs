//! `frontdesk report`: what is open, how fast we were, which promises were kept; for people, sheets, programs, a browser.

mod page;
mod sheet;
mod text;
mod words;

use super::setup::{self, Place};
use super::{Done, Failure, replay, say, say_json};
use crate::config::Book;
use crate::mail::Language;
use crate::policy::Brand;
use crate::report::{Report, Silence, Tally, Terms};
use crate::rules::RuleSet;
use crate::rules::diagnostic::{Speech, said};
use crate::sla::SlaBook;
use crate::store::{Store, View};
use crate::time::Timestamp;
use crate::{clock, config};
use std::path::PathBuf;
use std::process::ExitCode;

pub struct Wanted {
    pub since: String,
    pub shape: Shape,
}

pub enum Shape {
    Text,
    Csv,
    Json,
    Html(PathBuf),
}

impl Wanted {
    pub fn of(since: String, (csv, json): (bool, bool), html: Option<PathBuf>) -> Self {
        let shape = match (html, csv, json) {
            (Some(file), ..) => Shape::Html(file),
            (None, true, _) => Shape::Csv,
            (None, false, true) => Shape::Json,
            (None, false, false) => Shape::Text,
        };
        Self { since, shape }
    }
}

/// Whose figures these are, and in which language they are told.
pub struct Lens<'a> {
    pub rules: &'a RuleSet,
    pub brand: &'a Brand,
    pub speech: Speech,
}

impl Lens<'_> {
    fn category(&self, id: &str) -> String {
        let language = match self.speech {
            Speech::En => Language::En,
            Speech::Zh => Language::ZhHans,
        };
        self.rules.name_of(id, language).to_owned()
    }
}

pub fn run(place: &Place, wanted: &Wanted, speech: Speech) -> Done {
    let loaded = place.loaded()?;
    let (length, now) = (replay::since(&wanted.since)?, clock::now());
    let brand = config::brand(&loaded);
    let reader = Store::reader(&loaded.database())?;
    let Book { rules, slas } = setup::active(&loaded, &reader.view())?;
    let report = figures(&reader.view(), (&slas, &brand), now - length, now)?;
    let lens = Lens { rules: &rules, brand: &brand, speech };
    match &wanted.shape {
        Shape::Text => text::told(&report, &lens, super::table::columns()).iter().for_each(|line| say(line)),
        // Its cells are covered one by one: figures beside each other are no card number.
        Shape::Csv => super::print_line(sheet::written(&report).trim_end_matches('\n')),
        Shape::Json => say_json(&report),
        Shape::Html(file) => {
            let shown = file.display();
            std::fs::write(file, page::drawn(&report, &lens)).map_err(|error| {
                let why = said!("cannot write {shown}: {error}", "无法写入 {shown}：{error}");
                Failure::new(Failure::of_file(&error), why)
            })?;
            say(said!("written: {shown}", "已写好：{shown}").in_speech(speech));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One look at the database; tickets pass by one at a time.
fn figures(
    view: &View<'_>,
    (slas, brand): (&SlaBook, &Brand),
    since: Timestamp,
    now: Timestamp,
) -> Result<Report, Failure> {
    let terms = Terms { slas, zone: &brand.zone, prefix: &brand.number, since, now };
    let mut tally = Tally::new(terms, view.breaches_since(since)?, view.answers_in_time_since(since)?);
    view.each_ticket_since(since, |ticket| tally.add(ticket))?;
    let mut silent: Vec<Silence> =
        view.silent_since(since)?.into_iter().map(|(row, mails)| Silence::of(row, mails)).collect();
    silent.sort_by_key(|silence| std::cmp::Reverse(silence.mails));
    Ok(tally.finish(silent))
}
