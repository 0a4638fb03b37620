//! `frontdesk outbox --unreachable` and `--lift`: where letters come back.

use super::setup::Place;
use super::table::{Column, column, moment, narrowing, shown, table};
use super::{Done, Failure, say, say_json};
use crate::config::Loaded;
use crate::mail::Address;
use crate::rules::diagnostic::{Speech, said};
use crate::store::{self, Store, UnreachableRow, View};
use crate::time::Timestamp;
use crate::{clock, config};
use std::process::ExitCode;

const COLUMNS: [Column; 4] =
    [narrowing("ADDRESS", "地址", 12), column("SINCE", "开始"), column("TICKET", "工单"), narrowing("WHY", "原因", 8)];

pub fn run(place: &Place, lift: Option<&str>, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    if let Some(address) = lift {
        return match Store::open_existing(&loaded.database(), now)?.lift(&Address::new(address))? {
            true => {
                say(said!("letters go to {address} again", "重新给 {address} 发信").in_speech(speech));
                Ok(ExitCode::SUCCESS)
            }
            false => {
                let why = said!(
                    "no letter to {address} came back: nothing to do",
                    "发给 {address} 的信没有被退回：没有要做的"
                );
                Err(Failure::new(Failure::NO, why))
            }
        };
    }
    let brand = config::brand(&loaded);
    let reader = Store::reader(&loaded.database())?;
    let found = all(&loaded, &reader.view(), now)?;
    if as_json {
        found.iter().for_each(say_json);
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        say(said!("no address whose letters come back", "没有退信的地址").in_speech(speech));
        return Ok(ExitCode::SUCCESS);
    }
    let row = |row: &UnreachableRow| {
        let ticket = row.ticket.map(|number| format!("{}{number}", brand.number)).unwrap_or_default();
        let since = moment(row.failed_at, &brand, speech);
        [shown(row.address.as_str(), 40), since, ticket, shown(&row.why, 60)]
    };
    say(&table(&COLUMNS, &found.iter().map(row).collect::<Vec<_>>(), speech));
    Ok(ExitCode::SUCCESS)
}

/// Those that get nothing automatic now.
pub fn all(loaded: &Loaded, view: &View<'_>, now: Timestamp) -> store::Result<Vec<UnreachableRow>> {
    view.unreachable(now - config::silence_after_bounce(&loaded.config))
}

/// The line of `show` about the customer's address.
pub fn of(loaded: &Loaded, view: &View<'_>, address: &Address) -> store::Result<Option<UnreachableRow>> {
    Ok(all(loaded, view, clock::now())?
        .into_iter()
        .find(|row| store::sender_key(&row.address) == store::sender_key(address)))
}
