//! `frontdesk activate` and `frontdesk rollback`: which rules judge, ordered by a person.

use super::setup::{self, Place};
use super::table::moment;
use super::table::{harmless, table};
use super::{Done, Failure, say, say_json};
use crate::activation::{self, saved};
use crate::clock;
use crate::config::{self, Book, Loaded};
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::guard;
use crate::store::{ActivatedBy, Activation, Store, WaitingRules};
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
pub fn activate(place: &Place, is_sure: bool, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    let mut store = Store::open_existing(&loaded.database(), now)?;
    let disk = saved(&loaded);
    let files = disk.files.map_err(unusable)?;
    let active = store.active_rules()?;
    if active.as_ref().is_some_and(|active| active.hash == disk.hash) {
        return told(&disk.hash, &said!("is active already", "已经在使用"), (as_json, speech));
    }
    let book = activation::prove(&loaded, &files).map_err(unusable)?;
    if active.is_some() {
        summary(&loaded, &book, (as_json, speech))?;
    }
    let hash = &disk.hash;
    if !is_sure && !asked(said!("activate {hash}?", "启用 {hash} 吗？").in_speech(speech))? {
        return Ok(ExitCode::from(Failure::NO));
    }
    store.write(|tx| {
        tx.keep_rules(&disk.hash, &files, now)?;
        tx.activate_rules(&disk.hash, ActivatedBy::Activate, now)
    })?;
    let what = said!(
        "is active; a desk that runs takes it within a second or two",
        "现在生效；正在运行的服务一两秒内就会改用它"
    );
    told(&disk.hash, &what, (as_json, speech))
}

fn unusable(why: Said) -> Failure {
    Failure::new(Failure::CONFIG, why)
}

/// What the set on the disk would change: what customers read, and the replay of the last weeks.
fn summary(loaded: &Loaded, book: &Book, (as_json, speech): (bool, Speech)) -> Result<(), Failure> {
    let reader = Store::reader(&loaded.database())?;
    let old = setup::active(loaded, &reader.view())?;
    let answers = guard::answers_changed(&old.rules, &book.rules);
    let moves = old.promises() != book.promises();
    super::replay::between(loaded, &reader, (old.side(), book.side()), (as_json, speech))?;
    if as_json {
        let answers: Vec<String> = answers.into_iter().map(|answer| answer.en).collect();
        say_json(&json!({ "answers": answers, "promises": moves }));
        return Ok(());
    }
    answers.iter().for_each(|answer| say(&harmless(answer.in_speech(speech))));
    if moves {
        let moved = said!(
            "the promises change: frontdesk sla diff shows which open tickets' deadlines move",
            "承诺有变化：frontdesk sla diff 会列出哪些未结工单的期限会变"
        );
        say(moved.in_speech(speech));
    }
    Ok(())
}

fn asked(question: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        let why = said!(
            "nobody to ask here: say --yes to activate what you have seen",
            "这里没有人可以回答：看过变化之后请写 --yes"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    }
    print!("{question} [y/N] ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| {
        Failure::new(Failure::CANNOT, said!("reading your answer: {error}", "读取您的回答：{error}"))
    })?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "是"))
}

fn told(hash: &str, what: &Said, (as_json, speech): (bool, Speech)) -> Done {
    if as_json {
        say_json(&json!({ "rules": hash, "told": what.en }));
    } else {
        let Said { en, zh } = what;
        say(said!("rules {hash}: {en}", "规则 {hash}：{zh}").in_speech(speech));
    }
    Ok(ExitCode::SUCCESS)
}

/// An earlier set judges again, and what lies on the disk waits until it changes or somebody activates it.
pub fn rollback(place: &Place, back: Back, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    if back.list {
        let reader = Store::reader(&loaded.database())?;
        return list(&loaded, &reader.view().activations(0)?, (as_json, speech));
    }
    let mut store = Store::open_existing(&loaded.database(), now)?;
    let history = store.view().activations(0)?;
    let target = target(&history, back.to.as_deref())?;
    let files = store.rules_of(&target)?.unwrap_or_default();
    loaded.compile(&files).map_err(|error| {
        let Said { en, zh } = error.said();
        let why = said!(
            "rules {target} cannot be used with this program and configuration\n\n{en}",
            "规则 {target} 不能用于现在的程序和配置\n\n{zh}"
        );
        Failure::new(Failure::NO, why)
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
    let mut what = vec![said!("is active again", "重新生效")];
    if disk != target {
        what.push(said!(
            "{disk} on the disk waits until you change or activate it",
            "磁盘上的 {disk} 会等到您修改或启用它"
        ));
    }
    told(&target, &Said::joined(&what, ("; ", "；")), (as_json, speech))
}

/// The set that judged before the one that judges now, or the one these digits begin.
fn target(history: &[Activation], digits: Option<&str>) -> Result<String, Failure> {
    let no = |why: Said| Err(Failure::new(Failure::NO, why));
    let Some(active) = history.first() else {
        return no(said!(
            "no rules have ever been active here: frontdesk run takes those on the disk",
            "这里还没有用过任何规则：frontdesk run 会使用磁盘上的规则"
        ));
    };
    let is_wanted = |hash: &str| digits.map_or(hash != active.hash, |digits| hash.starts_with(digits));
    let mut found: Vec<&str> = history.iter().map(|one| one.hash.as_str()).filter(|hash| is_wanted(hash)).collect();
    let newest = found.first().map(|hash| (*hash).to_owned());
    found.sort_unstable();
    found.dedup();
    match (newest, digits) {
        (Some(hash), Some(_)) if hash == active.hash && found.len() == 1 => {
            no(said!("rules {hash} are active already", "规则 {hash} 已经在使用"))
        }
        (Some(_), Some(digits)) if found.len() > 1 => {
            let all = found.join(", ");
            let why = said!("{digits} begins several sets: {all}", "以 {digits} 开头的规则不止一套：{all}");
            Err(Failure::new(Failure::CANNOT, why))
        }
        (Some(hash), _) => Ok(hash),
        (None, Some(digits)) => no(said!(
            "no rules {digits} were ever active: see frontdesk rollback --list",
            "没有用过规则 {digits}：请看 frontdesk rollback --list"
        )),
        (None, None) => no(said!("there is no earlier set to go back to", "没有更早的规则可以退回")),
    }
}

fn list(loaded: &Loaded, history: &[Activation], (as_json, speech): (bool, Speech)) -> Done {
    if as_json {
        history.iter().for_each(say_json);
        return Ok(ExitCode::SUCCESS);
    }
    let brand = config::brand(loaded);
    let mut rows = match speech {
        Speech::En => table(&["RULES", "ACTIVE SINCE", "BY", ""]),
        Speech::Zh => table(&["规则", "生效时间", "方式", ""]),
    };
    let active = said!("active", "正在使用");
    for (place, one) in history.iter().enumerate() {
        let mark = if place == 0 { active.in_speech(speech) } else { "" };
        rows.add_row([&one.hash, &moment(one.since, &brand, speech), one.how.name(), mark]);
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
