//! `frontdesk status`

use super::list::moment;
use super::setup::Place;
use super::{Done, say, say_json};
use crate::store::{StatusRow, Store};
use crate::{clock, config};
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let reader = Store::reader(&loaded.database())?;
    let now = clock::now();
    let status = reader.view().status(now)?;
    let on_disk = place.rules(Some(&loaded)).map(|(rules, _)| rules.hash.clone());
    let mode = reader.view().meta("mode")?.unwrap_or_else(|| "never run".into());
    let active = reader.view().meta("rules")?.unwrap_or_else(|| "none".into());
    let troubles = troubles(&status);
    if as_json {
        say_json(&json!({ "status": status, "mode": mode, "rules_active": active,
            "rules_on_disk": on_disk.as_ref().ok(), "troubles": troubles }));
    } else {
        let counts = |map: &std::collections::BTreeMap<String, u32>| {
            map.iter().map(|(k, n)| format!("{n} {k}")).collect::<Vec<_>>().join(", ")
        };
        let when = |at| Option::map_or(at, "never".to_owned(), |at| moment(at, &brand, at));
        say(&format!("tickets   {}", counts(&status.tickets)));
        say(&format!("mails     {}   last kept {}", counts(&status.mails), when(status.last_kept_at)));
        say(&format!("letters   {}   last accepted {}", counts(&status.letters), when(status.last_accepted_at)));
        say(&format!("timers    {} armed, next {}", status.timers_armed, when(status.next_due_at)));
        say(&format!("sending   {mode} (configured: {})", loaded.config.sending.mode.name()));
        match &on_disk {
            Ok(hash) if *hash == active => say(&format!("rules     {active}")),
            Ok(hash) => say(&format!("rules     {active} active, {hash} on disk: taken at the next start")),
            Err(failure) => {
                say(&format!("rules     {active} active; the files on disk are not usable:\n{}", failure.text()))
            }
        }
        troubles.iter().for_each(|trouble| say(&format!("ATTENTION {trouble}")));
    }
    Ok(if troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What a person should look at.
fn troubles(status: &StatusRow) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |count: u32, what: &str| {
        if count > 0 {
            found.push(format!("{count} {what}"));
        }
    };
    say(status.quarantined, "mails in quarantine: frontdesk quarantine");
    say(status.failed, "letters failed: frontdesk outbox");
    say(status.uncertain, "letters whose arrival is uncertain: frontdesk outbox");
    found
}
