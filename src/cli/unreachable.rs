//! `frontdesk outbox --unreachable` and `--lift`: where letters come back.

use super::list::moment;
use super::setup::Place;
use super::table::{shown, table};
use super::{Done, Failure, say, say_json};
use crate::config::Loaded;
use crate::mail::Address;
use crate::store::{self, Store, UnreachableRow, View};
use crate::time::Timestamp;
use crate::{clock, config};
use std::process::ExitCode;

pub fn run(place: &Place, lift: Option<&str>, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    if let Some(address) = lift {
        return match Store::open_existing(&loaded.database(), now)?.lift(&Address::new(address))? {
            true => {
                say(&format!("letters go to {address} again"));
                Ok(ExitCode::SUCCESS)
            }
            false => Err(Failure::new(Failure::NO, format!("no letter to {address} came back: nothing to do"))),
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
        say("no address whose letters come back");
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = table(&["ADDRESS", "SINCE", "TICKET", "WHY"]);
    for row in &found {
        let ticket = row.ticket.map(|number| format!("{}{number}", brand.number)).unwrap_or_default();
        let since = moment(row.failed_at, &brand, row.failed_at);
        rows.add_row([shown(row.address.as_str(), 40), since, ticket, shown(&row.why, 60)]);
    }
    say(&rows.trim_fmt());
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
