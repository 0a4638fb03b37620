//! `frontdesk outbox`

use super::list::moment;
use super::setup::Place;
use super::table::{harmless, shown, table};
use super::{Done, Failure, say, say_json};
use crate::store::{LetterState, OutboxFilter, Store};
use crate::{clock, config, mail};
use std::process::ExitCode;

pub struct Wanted {
    pub held: bool,
    pub release: Option<i64>,
    pub cancel: Option<i64>,
    pub show: Option<i64>,
}

pub fn run(place: &Place, wanted: Wanted, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let now = clock::now();
    if let Some(id) = wanted.release {
        return changed(Store::open_existing(&loaded.database(), now)?.hold_release(id, now)?, id, "released");
    }
    if let Some(id) = wanted.cancel {
        return changed(Store::open_existing(&loaded.database(), now)?.cancel(id, now)?, id, "cancelled");
    }
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    if let Some(id) = wanted.show {
        let bytes =
            view.letter_bytes(id)?.ok_or_else(|| Failure::new(Failure::NO, format!("there is no letter {id}")))?;
        let letter = mail::read(&bytes, false);
        let to = letter.to.first().map(|t| t.address.to_string()).unwrap_or_default();
        say(&harmless(&format!("To: {to}\nSubject: {}\n\n{}", letter.subject, letter.text.trim_end())));
        for file in view.enclosed(id)? {
            say(&harmless(&format!("with {} of mail #{}", file.name, file.mail)));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let filter = OutboxFilter { state: wanted.held.then_some(LetterState::Held), ..OutboxFilter::default() };
    let mut letters = view.outbox(&filter)?;
    if !wanted.held {
        letters.retain(|l| !matches!(l.state, LetterState::Accepted | LetterState::Cancelled));
    }
    if as_json {
        letters.iter().for_each(say_json);
        return Ok(ExitCode::SUCCESS);
    }
    if letters.is_empty() {
        say("no letters on their way");
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = table(&["ID", "STATE", "KIND", "TO", "PLANNED", "SUBJECT", "ANSWER"]);
    for letter in &letters {
        rows.add_row([
            letter.id.to_string(),
            letter.state.name().to_owned(),
            letter.kind.name().to_owned(),
            shown(letter.to.as_str(), 30),
            moment(letter.planned_at, &brand, letter.planned_at),
            shown(&letter.subject, 40),
            shown(&letter.answer, 40),
        ]);
    }
    say(&rows.trim_fmt());
    Ok(ExitCode::SUCCESS)
}

fn changed(is_changed: bool, id: i64, what: &str) -> Done {
    if is_changed {
        say(&format!("letter {id} {what}"));
        Ok(ExitCode::SUCCESS)
    } else {
        Err(Failure::new(Failure::NO, format!("letter {id} is not held or waiting: nothing to do")))
    }
}
