//! `frontdesk status`

mod breaker;
mod rules;

use super::list::moment;
use super::setup::Place;
use super::table::harmless;
use super::{Done, say, say_json, unreachable};
use crate::store::{StatusRow, Store};
use crate::time::Span;
use crate::{clock, config};
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let reader = Store::reader(&loaded.database())?;
    let now = clock::now();
    let status = reader.view().status(now)?;
    let rules = rules::look(&loaded, &reader.view())?;
    let mode = reader.view().meta("mode")?.unwrap_or_else(|| "never run".into());
    let unreachable = unreachable::all(&loaded, &reader.view(), now)?.len();
    let mut troubles = troubles(&status);
    troubles.extend(rules.trouble());
    let breaker = breaker::look(&reader.view(), now)?;
    troubles.extend(breaker.trouble(&brand));
    let silent = reader.view().silent_since(now - Span::days(1))?;
    if as_json {
        say_json(
            &json!({ "status": status, "mode": mode, "rules_active": rules.active.as_ref().map(|active| &active.hash),
            "rules_on_disk": rules.on_disk, "rules": rules, "breaker": breaker,
            "silent_day": silent, "unreachable": unreachable, "troubles": troubles }),
        );
    } else {
        let counts = |map: &std::collections::BTreeMap<String, u32>| {
            map.iter().map(|(k, n)| format!("{n} {k}")).collect::<Vec<_>>().join(", ")
        };
        let when = |at| Option::map_or(at, "never".to_owned(), |at| moment(at, &brand, at));
        say(&format!("tickets   {}", counts(&status.tickets)));
        say(&format!("mails     {}   last kept {}", counts(&status.mails), when(status.last_kept_at)));
        say(&format!("letters   {}   last accepted {}", counts(&status.letters), when(status.last_accepted_at)));
        say(&format!("timers    {} armed, next {}", status.timers_armed, when(status.next_due_at)));
        if !silent.is_empty() {
            say(&format!("silent    {} in 24 hours, by the row of the gate", counts(&silent)));
        }
        say(&format!("sending   {mode} (configured: {})", loaded.config.sending.mode.name()));
        if unreachable > 0 {
            say(&format!("addresses {unreachable} whose letters come back: frontdesk outbox --unreachable"));
        }
        if status.sensitive_kept + status.sensitive_erased > 0 {
            let (kept, erased) = (status.sensitive_kept, status.sensitive_erased);
            say(&format!("sensitive {kept} identity papers kept, {erased} erased"));
        }
        rules.lines(&loaded).iter().for_each(|line| say(&harmless(line)));
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
