//! `frontdesk quarantine`

use super::list::moment;
use super::setup::Place;
use super::table::{shown, table};
use super::{Done, Failure, say, say_json};
use crate::store::Store;
use crate::{clock, config};
use std::io::Write;
use std::process::ExitCode;

pub struct Wanted {
    pub retry: Option<i64>,
    pub save: Option<i64>,
}

pub fn run(place: &Place, wanted: Wanted, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    if let Some(id) = wanted.retry {
        if !Store::open_existing(&loaded.database(), clock::now())?.retry(id)? {
            return Err(Failure::new(Failure::NO, format!("mail #{id} is not in quarantine")));
        }
        say(&format!("mail #{id} is handled again by the running desk, or at its next start"));
        return Ok(ExitCode::SUCCESS);
    }
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    if let Some(id) = wanted.save {
        let raw = view.raw(id)?.ok_or_else(|| Failure::new(Failure::NO, format!("there is no mail #{id}")))?;
        let _ = std::io::stdout().write_all(&raw);
        return Ok(ExitCode::SUCCESS);
    }
    let mails = view.quarantine()?;
    if as_json {
        mails.iter().for_each(say_json);
    } else if mails.is_empty() {
        say("quarantine is empty");
    } else {
        let mut rows = table(&["MAIL", "ARRIVED", "BYTES", "FROM", "WHY"]);
        for mail in &mails {
            let from = shown(mail.from.as_deref().unwrap_or("?"), 30);
            rows.add_row([
                format!("#{}", mail.id),
                moment(mail.arrived_at, &brand, mail.arrived_at),
                mail.bytes.to_string(),
                from,
                shown(&mail.why, 60),
            ]);
        }
        say(&rows.trim_fmt());
    }
    Ok(ExitCode::SUCCESS)
}
