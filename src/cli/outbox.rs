//! `frontdesk outbox`

use super::setup::Place;
use super::table::{Column, column, harmless, moment, narrowing, shown, table};
use super::{Done, Failure, say, say_json, unreachable};
use crate::phrasebook;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::store::{LetterRow, LetterState, OutboxFilter, Store};
use crate::{clock, config, mail};
use std::process::ExitCode;

pub struct Wanted {
    pub held: bool,
    pub release: Option<i64>,
    pub cancel: Option<i64>,
    pub show: Option<i64>,
    /// Addresses whose letters come back, in place of letters.
    pub unreachable: bool,
    pub lift: Option<String>,
}

const COLUMNS: [Column; 7] = [
    column("ID", "编号"),
    column("STATE", "状态"),
    column("KIND", "种类"),
    narrowing("TO", "收件人", 8),
    column("PLANNED", "写于"),
    narrowing("SUBJECT", "主题", 8),
    narrowing("ANSWER", "对方答复", 8),
];

pub fn run(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    if wanted.unreachable || wanted.lift.is_some() {
        return unreachable::run(place, wanted.lift.as_deref(), (as_json, speech));
    }
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let now = clock::now();
    if let Some(id) = wanted.release {
        let is_changed = Store::open_existing(&loaded.database(), now)?.hold_release(id, now)?;
        return changed(is_changed, id, &said!("letter {id} released", "信 {id} 已放行"), speech);
    }
    if let Some(id) = wanted.cancel {
        let is_changed = Store::open_existing(&loaded.database(), now)?.cancel(id, now)?;
        return changed(is_changed, id, &said!("letter {id} cancelled", "信 {id} 已取消"), speech);
    }
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    if let Some(id) = wanted.show {
        let none = || Failure::new(Failure::NO, said!("there is no letter {id}", "没有编号 {id} 的信"));
        let bytes = view.letter_bytes(id)?.ok_or_else(none)?;
        let letter = mail::read(&bytes, false);
        let to = letter.to.first().map(|t| t.address.to_string()).unwrap_or_default();
        let (subject, text) = (&letter.subject, letter.text.trim_end());
        let told = said!("To: {to}\nSubject: {subject}\n\n{text}", "收件人：{to}\n主题：{subject}\n\n{text}");
        say(&harmless(told.in_speech(speech)));
        for file in view.enclosed(id)? {
            let (name, mail) = (&file.name, file.mail);
            let told = said!("with {name} of mail #{mail}", "附上邮件 #{mail} 的 {name}");
            say(&harmless(told.in_speech(speech)));
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
        say(said!("no letters on their way", "没有待发的信").in_speech(speech));
        return Ok(ExitCode::SUCCESS);
    }
    let row = |letter: &LetterRow| {
        [
            letter.id.to_string(),
            phrasebook::told(letter.state.name(), speech),
            phrasebook::told(letter.kind.name(), speech),
            shown(letter.to.as_str(), 30),
            moment(letter.planned_at, &brand, speech),
            shown(&letter.subject, 40),
            shown(&letter.answer, 40),
        ]
    };
    say(&table(&COLUMNS, &letters.iter().map(row).collect::<Vec<_>>(), speech));
    Ok(ExitCode::SUCCESS)
}

fn changed(is_changed: bool, id: i64, told: &Said, speech: Speech) -> Done {
    if is_changed {
        say(told.in_speech(speech));
        Ok(ExitCode::SUCCESS)
    } else {
        let why =
            said!("letter {id} is not held or waiting: nothing to do", "信 {id} 没有暂扣，也不在等待：没有要做的");
        Err(Failure::new(Failure::NO, why))
    }
}
