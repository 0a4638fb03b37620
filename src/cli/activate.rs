//! `frontdesk activate` and `frontdesk rollback`: which rules judge, ordered by a person.

use super::list::moment;
use super::setup::{self, Place};
use super::table::{harmless, table};
use super::{Done, Failure, say, say_json};
use crate::activation::{self, saved};
use crate::clock;
use crate::config::{self, Book, Loaded};
use crate::rules::diagnostic::Said;
use crate::rules::guard;
use crate::store::{ActivatedBy, Activation, Store, View, WaitingRules};
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// What `rollback` is asked for.
pub struct Back {
    /// The first digits of its hash; none: the set before.
    pub to: Option<String>,
    pub list: bool,
}

/// The set on the disk goes live, after a person has seen what it changes.
pub fn activate(place: &Place, is_sure: bool, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    let mut store = Store::open_existing(&loaded.database(), now)?;
    let disk = saved(&loaded);
    let files = disk.files.map_err(unusable)?;
    let active = store.active_rules()?;
    if active.as_ref().is_some_and(|active| active.hash == disk.hash) {
        return told(&disk.hash, "is active already", as_json);
    }
    let book = activation::prove(&loaded, &files).map_err(unusable)?;
    if let Some(active) = &active {
        summary(&loaded, &store.view(), (active, &book), as_json)?;
    }
    if !is_sure && !asked(&format!("activate {}?", disk.hash))? {
        return Ok(ExitCode::from(Failure::NO));
    }
    store.write(|tx| {
        tx.keep_rules(&disk.hash, &files, now)?;
        tx.activate_rules(&disk.hash, ActivatedBy::Activate, now)
    })?;
    told(&disk.hash, "is active; a desk that runs takes it within a second or two", as_json)
}

fn unusable(why: Said) -> Failure {
    Failure::new(Failure::CONFIG, why)
}

/// What another set would change, as far as customers and the mail of the last weeks go.
fn summary(
    loaded: &Loaded,
    view: &View<'_>,
    (active, book): (&Activation, &Book),
    as_json: bool,
) -> Result<(), Failure> {
    let old = setup::active(loaded, view)?;
    let share = activation::share(loaded, old.side(), book.side(), clock::now())?;
    let answers = guard::answers_changed(&old.rules, &book.rules);
    if as_json {
        say_json(&json!({ "active": active.hash, "disk": book.rules.hash, "mails": share.mails,
            "changed": share.changed, "answers": answers, "promises": old.promises() != book.promises() }));
        return Ok(());
    }
    say(&format!("active {} → disk {}", active.hash, book.rules.hash));
    say(&format!("of the last {} mails of customers, {} are treated otherwise", share.mails, share.changed));
    answers.iter().for_each(|answer| say(&harmless(&format!("  {answer}"))));
    if old.promises() != book.promises() {
        say("  promises change: open timers are derived again");
    }
    Ok(())
}

fn asked(question: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Failure::CANNOT, "nobody to ask here: say --yes to activate what you have seen"));
    }
    print!("{question} [y/N] ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| Failure::new(Failure::CANNOT, format!("reading your answer: {error}")))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "是"))
}

fn told(hash: &str, what: &str, as_json: bool) -> Done {
    if as_json {
        say_json(&json!({ "rules": hash, "told": what }));
    } else {
        say(&format!("rules {hash}: {what}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// An earlier set judges again, and what lies on the disk waits until it changes or somebody activates it.
pub fn rollback(place: &Place, back: Back, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    if back.list {
        let reader = Store::reader(&loaded.database())?;
        return list(&loaded, &reader.view().activations(0)?, as_json);
    }
    let mut store = Store::open_existing(&loaded.database(), now)?;
    let history = store.view().activations(0)?;
    let target = target(&history, back.to.as_deref())?;
    let files = store.rules_of(&target)?.unwrap_or_default();
    loaded.compile(&files).map_err(|error| {
        Failure::new(
            Failure::NO,
            format!("rules {target} cannot be used with this program and configuration\n\n{error}"),
        )
    })?;
    let disk = saved(&loaded).hash;
    let left = history.first().map(|active| active.hash.clone()).unwrap_or_default();
    store.write(|tx| {
        tx.activate_rules(&target, ActivatedBy::Rollback, now)?;
        if disk != target {
            let why = format!("rolled back from {left} to {target}");
            tx.let_rules_wait(&WaitingRules { hash: disk.clone(), since: now, why, is_held: true })?;
        }
        Ok(())
    })?;
    let held = if disk == target {
        String::new()
    } else {
        format!("; {disk} on the disk waits until you change or activate it")
    };
    told(&target, &format!("is active again{held}"), as_json)
}

/// The set that judged before the one that judges now, or the one these digits begin.
fn target(history: &[Activation], digits: Option<&str>) -> Result<String, Failure> {
    let Some(active) = history.first() else {
        return Err(Failure::new(
            Failure::NO,
            "no rules have ever been active here: frontdesk run takes those on the disk",
        ));
    };
    let is_wanted = |hash: &str| digits.map_or(hash != active.hash, |digits| hash.starts_with(digits));
    let mut found: Vec<&str> = history.iter().map(|one| one.hash.as_str()).filter(|hash| is_wanted(hash)).collect();
    let newest = found.first().map(|hash| (*hash).to_owned());
    found.sort_unstable();
    found.dedup();
    match (newest, digits) {
        (Some(hash), Some(_)) if hash == active.hash && found.len() == 1 => {
            Err(Failure::new(Failure::NO, format!("rules {hash} are active already")))
        }
        (Some(_), Some(digits)) if found.len() > 1 => {
            Err(Failure::new(Failure::CANNOT, format!("{digits} begins several sets: {}", found.join(", "))))
        }
        (Some(hash), _) => Ok(hash),
        (None, Some(digits)) => {
            Err(Failure::new(Failure::NO, format!("no rules {digits} were ever active: see frontdesk rollback --list")))
        }
        (None, None) => Err(Failure::new(Failure::NO, "there is no earlier set to go back to")),
    }
}

fn list(loaded: &Loaded, history: &[Activation], as_json: bool) -> Done {
    if as_json {
        history.iter().for_each(say_json);
        return Ok(ExitCode::SUCCESS);
    }
    let brand = config::brand(loaded);
    let mut rows = table(&["RULES", "ACTIVE SINCE", "BY", ""]);
    for (place, one) in history.iter().enumerate() {
        let mark = if place == 0 { "active" } else { "" };
        rows.add_row([&one.hash, &moment(one.since, &brand, clock::now()), one.how.name(), mark]);
    }
    say(&rows.to_string());
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    fn history(hashes: &[&str]) -> Vec<Activation> {
        let one = |hash: &&str| Activation {
            hash: (*hash).to_owned(),
            since: Timestamp::default(),
            how: ActivatedBy::Reload,
        };
        hashes.iter().map(one).collect()
    }

    fn back(hashes: &[&str], digits: Option<&str>) -> Result<String, String> {
        target(&history(hashes), digits).map_err(|failure| failure.text.en)
    }

    #[test]
    fn back_goes_to_the_set_before_or_to_the_one_that_is_named() {
        assert_eq!(back(&["cc", "cc", "bb", "aa"], None).unwrap(), "bb", "activated twice is one set");
        assert_eq!(back(&["cc", "bb", "aa"], Some("a")).unwrap(), "aa");
        assert!(back(&["cc"], None).unwrap_err().contains("no earlier set"));
        assert!(back(&[], None).unwrap_err().contains("ever been active"));
        assert!(back(&["cc", "bb"], Some("cc")).unwrap_err().contains("active already"));
        assert!(back(&["cc", "bb"], Some("dd")).unwrap_err().contains("--list"));
        assert!(back(&["cc", "a1", "a2"], Some("a")).unwrap_err().contains("a1, a2"));
    }
}
