//! `frontdesk status`

mod breaker;
mod rules;

use super::setup::Place;
use super::table::{fitted, harmless, moment};
use super::{Done, say, say_json, unreachable};
use crate::policy::Brand;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::store::{StatusRow, Store};
use crate::time::{Span, Timestamp};
use crate::{clock, config, phrasebook, safety};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::ExitCode;

pub fn run(place: &Place, (as_json, speech): (bool, Speech)) -> Done {
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
        let troubles: Vec<&String> = troubles.iter().map(|trouble| &trouble.en).collect();
        say_json(
            &json!({ "status": status, "mode": mode, "rules_active": rules.active.as_ref().map(|active| &active.hash),
            "rules_on_disk": rules.on_disk, "rules": rules, "breaker": breaker,
            "silent_day": silent, "unreachable": unreachable, "troubles": troubles }),
        );
    } else {
        lines(&status, (&brand, speech)).iter().for_each(|line| say(line));
        let sending = (mode.as_str(), loaded.config.sending.mode.name());
        let more = more(&status, &silent, sending, unreachable);
        more.iter().for_each(|(head, told)| say(&headed(*head, told, speech)));
        rules.lines(&loaded, speech).iter().for_each(|line| say(&harmless(line)));
        let attention = said!("ATTENTION", "请注意");
        troubles.iter().for_each(|trouble| {
            say(&format!("{} {}", attention.in_speech(speech), trouble.in_speech(speech)));
        });
    }
    Ok(if troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

type Head = (&'static str, &'static str);

/// What is said only where there is something to say.
fn more(
    status: &StatusRow,
    silent: &BTreeMap<String, u32>,
    (mode, wanted): (&str, &str),
    unreachable: usize,
) -> Vec<(Head, Said)> {
    let (kept, erased) = (status.sensitive_kept, status.sensitive_erased);
    let all = [
        (!silent.is_empty(), (("silent", "不回信"), silenced(silent))),
        (true, (("sending", "发信"), said!("{mode} (configured: {wanted})", "{mode}（配置：{wanted}）"))),
        (
            unreachable > 0,
            (
                ("addresses", "地址"),
                said!(
                    "{unreachable} whose letters come back: frontdesk outbox --unreachable",
                    "{unreachable} 个地址退信：frontdesk outbox --unreachable"
                ),
            ),
        ),
        (
            kept + erased > 0,
            (
                ("sensitive", "敏感"),
                said!("{kept} identity papers kept, {erased} erased", "身份证件：保存 {kept} 份，已删除 {erased} 份"),
            ),
        ),
    ];
    all.into_iter().filter(|(is_said, _)| *is_said).map(|(_, line)| line).collect()
}

/// A line with its name before it, as wide in both languages.
fn headed((en, zh): (&str, &str), told: &Said, speech: Speech) -> String {
    let name = if speech == Speech::En { en } else { zh };
    format!("{} {}", fitted(name, 9), told.in_speech(speech))
}

/// Tickets, mails, letters and timers, counted.
fn lines(status: &StatusRow, (brand, speech): (&Brand, Speech)) -> Vec<String> {
    let counts = |map: &BTreeMap<String, u32>| {
        let each = |(name, count): (&String, &u32)| match speech {
            Speech::En => format!("{count} {name}"),
            Speech::Zh => format!("{} {count}", phrasebook::told(name, speech)),
        };
        map.iter().map(each).collect::<Vec<_>>().join(if speech == Speech::En { ", " } else { "，" })
    };
    let never = said!("never", "从未");
    let when =
        |at: Option<Timestamp>| at.map_or_else(|| never.in_speech(speech).to_owned(), |at| moment(at, brand, speech));
    let (tickets, mails, letters) = (counts(&status.tickets), counts(&status.mails), counts(&status.letters));
    let (kept, accepted) = (when(status.last_kept_at), when(status.last_accepted_at));
    let (armed, next) = (status.timers_armed, when(status.next_due_at));
    [
        (("tickets", "工单"), said!("{tickets}", "{tickets}")),
        (("mails", "邮件"), said!("{mails}   last kept {kept}", "{mails}   最近一封 {kept}")),
        (("letters", "信"), said!("{letters}   last accepted {accepted}", "{letters}   最近送出 {accepted}")),
        (("timers", "计时"), said!("{armed} armed, next {next}", "{armed} 个等待中，下一个 {next}")),
    ]
    .iter()
    .map(|(name, told)| headed(*name, told, speech))
    .collect()
}

/// How many mails nothing answered, and what the rows of the gate that held mean.
fn silenced(counts: &BTreeMap<String, u32>) -> Said {
    let each = counts.iter().map(|(row, count)| {
        let Said { en, zh } = safety::meaning(row).unwrap_or_default();
        said!("{count} {row} ({en})", "{count} 封 {row}（{zh}）")
    });
    let Said { en, zh } = Said::joined(&each.collect::<Vec<_>>(), (", ", "，"));
    said!("in 24 hours: {en}", "24 小时内：{zh}")
}

/// What a person should look at.
fn troubles(status: &StatusRow) -> Vec<Said> {
    let (aside, failed, uncertain) = (status.quarantined, status.failed, status.uncertain);
    let all = [
        (
            aside,
            said!("{aside} mails in quarantine: frontdesk quarantine", "{aside} 封邮件被隔离：frontdesk quarantine"),
        ),
        (failed, said!("{failed} letters failed: frontdesk outbox", "{failed} 封信发送失败：frontdesk outbox")),
        (
            uncertain,
            said!(
                "{uncertain} letters whose arrival is uncertain: frontdesk outbox",
                "{uncertain} 封信不确定是否送达：frontdesk outbox"
            ),
        ),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told).collect()
}
