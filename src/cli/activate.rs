//! `frontdesk activate` and `frontdesk rollback`: which rules judge, ordered by a person.

use super::setup::{self, Place};
use super::table::{Column, column, harmless, moment, narrowing, table};
use super::{Done, Failure, say, say_json};
use crate::activation::{self, saved};
use crate::clock;
use crate::config::{self, Book, Loaded};
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::lineage::Step;
use crate::rules::{guard, lineage};
use crate::sla::diff;
use crate::store::{ActivatedBy, Activation, Store, View, WaitingRules};
use serde_json::json;
use std::collections::BTreeMap;
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
        let moved = summary(&loaded, &book, (as_json, speech))?;
        if moved > 0 && !as_json {
            say(said!("frontdesk sla diff shows which", "frontdesk sla diff 会列出是哪些").in_speech(speech));
        }
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

/// What a set would change: what customers read, the replay of the last weeks, and the deadlines of how many tickets.
fn summary(loaded: &Loaded, book: &Book, (as_json, speech): (bool, Speech)) -> Result<usize, Failure> {
    let reader = Store::reader(&loaded.database())?;
    let old = setup::active(loaded, &reader.view())?;
    let now = clock::now();
    let answers = guard::answers_changed(old.side(), book.side(), now);
    let moves = diff::differ((&old.rules, &old.slas), (&book.rules, &book.slas));
    let moved = activation::moved(loaded, (old.side(), book.side()), now)?;
    super::replay::between(loaded, &reader, (old.side(), book.side()), (as_json, speech))?;
    if as_json {
        let answers: Vec<String> = answers.into_iter().map(|answer| answer.en).collect();
        say_json(&json!({ "answers": answers, "promises": moves, "moved": moved }));
        return Ok(moved);
    }
    answers.iter().for_each(|answer| say(&harmless(answer.in_speech(speech))));
    if moves {
        let told = match moved {
            0 => said!("sla.toml changes: no open ticket's deadline moves", "sla.toml 有变化：未结工单的期限都不变"),
            _ => said!(
                "the promises change: deadlines of {moved} open tickets move",
                "承诺有变化：{moved} 张未结工单的期限会变"
            ),
        };
        say(told.in_speech(speech));
    }
    Ok(moved)
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
        return list(&loaded, &reader.view(), (as_json, speech));
    }
    let mut store = Store::open_existing(&loaded.database(), now)?;
    let history = store.view().activations(0)?;
    let target = target(&history, back.to.as_deref())?;
    let files = store.rules_of(&target)?.unwrap_or_default();
    let book = loaded.compile(&files).map_err(|error| {
        let Said { en, zh } = error.said();
        let why = said!(
            "rules {target} cannot be used with this program and configuration\n\n{en}",
            "规则 {target} 不能用于现在的程序和配置\n\n{zh}"
        );
        Failure::new(Failure::NO, why)
    })?;
    // Who goes back may be in a hurry: what cannot be shown does not stop it.
    if let Err(failure) = summary(&loaded, &book, (as_json, speech)) {
        eprintln!("frontdesk: {}", harmless(failure.text.in_speech(speech)));
    }
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

const COLUMNS: [Column; 5] = [
    column("RULES", "规则"),
    column("LIVE SINCE", "生效时间"),
    column("BY", "方式"),
    narrowing("CHANGED", "变化", 12),
    column("", ""),
];

/// Every time a set went live, the newest first, and what it changed of the one before.
fn list(loaded: &Loaded, view: &View<'_>, (as_json, speech): (bool, Speech)) -> Done {
    let history = view.activations(0)?;
    let mut texts = BTreeMap::new();
    for one in &history {
        if !texts.contains_key(&one.hash) {
            texts.insert(one.hash.clone(), view.rules_of(&one.hash)?.unwrap_or_default());
        }
    }
    let of = |one: &Activation| texts.get(&one.hash).map(Vec::as_slice);
    let changed = |place: usize, one: &Activation| {
        lineage::step(history.get(place + 1).and_then(of), of(one).unwrap_or_default())
    };
    let steps = history.iter().enumerate().map(|(place, one)| (one, changed(place, one), place == 0));
    if as_json {
        for (one, step, is_active) in steps {
            let mut value = serde_json::to_value(one).unwrap_or_default();
            if let Some(map) = value.as_object_mut() {
                map.insert("active".into(), json!(is_active));
                map.insert("changed".into(), json!(step));
            }
            say_json(&value);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let brand = config::brand(loaded);
    let active = said!("active", "正在使用");
    let row = |(one, step, is_active): (&Activation, Step, bool)| {
        [
            one.hash.clone(),
            moment(one.since, &brand, speech),
            how(one.how).into_speech(speech),
            step.told().into_speech(speech),
            if is_active { active.in_speech(speech).to_owned() } else { String::new() },
        ]
    };
    say(&table(&COLUMNS, &steps.map(row).collect::<Vec<_>>(), speech));
    Ok(ExitCode::SUCCESS)
}

/// By what it went live, as an admin calls it.
pub fn how(by: ActivatedBy) -> Said {
    match by {
        ActivatedBy::Start => said!("first start", "首次启动"),
        ActivatedBy::Reload => said!("save", "保存"),
        ActivatedBy::Activate => said!("activate", "启用"),
        ActivatedBy::Rollback => said!("rollback", "退回"),
    }
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
