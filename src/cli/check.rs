//! `frontdesk check [--online]`: what is wrong, or what was reached, before anything is touched.

mod choice;
mod idle;
mod online;
mod survey;

use super::findings::{self, Format, junit, show};
use super::setup::Place;
use super::{Done, Failure, say, say_json};
use crate::config::Loaded;
use crate::policy::Keys;
use crate::rules::RuleSet;
use crate::rules::diagnostic::{Said, Severity, Speech, said};
use crate::store::Store;
use online::Online;
use serde_json::json;
use std::process::ExitCode;
use survey::Survey;

/// What the command line asks for.
pub struct Wanted {
    pub online: bool,
    pub format: Format,
    pub fail_on: Option<FailOn>,
    pub speech: Speech,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    Warning,
}

pub fn run(place: &Place, wanted: &Wanted) -> Done {
    let survey = Survey::of(place)?;
    let mut notes = Vec::new();
    let mut reached = Online::default();
    if let (Some(loaded), Some((rules, slas))) = (&survey.loaded, &survey.set) {
        notes = hints(loaded, rules);
        if wanted.online {
            let keys = Keys::derive(b"checking sends nothing", "check");
            reached = online::reach(loaded, &loaded.policy(rules.clone(), slas.clone(), keys))?;
        }
    }
    match wanted.format {
        Format::Junit => say(&junit("frontdesk check", &findings::files(&survey.told, (&survey.files, wanted.speech)))),
        format => show(format, &survey.told, wanted.speech),
    }
    let hash = survey.set.as_ref().map(|(rules, _)| rules.hash.as_str());
    match wanted.format {
        Format::Text => conclude(&survey, (&notes, &reached), wanted),
        Format::Json => say_json(&json!({
            "rules": hash,
            "categories": survey.categories,
            "examples": survey.examples,
            "errors": survey.errors(),
            "warnings": survey.warnings(),
            "notes": notes.iter().map(|note| note.in_speech(wanted.speech)).collect::<Vec<_>>(),
            "mailbox": reached.mailbox,
            "relay": reached.relay,
            "troubles": reached.troubles,
        })),
        Format::Junit | Format::Github => {}
    }
    Ok(ExitCode::from(code(&survey, &reached, wanted)))
}

/// Examples that fail are findings; everything else that is wrong is a bad configuration.
fn code(survey: &Survey, reached: &Online, wanted: &Wanted) -> u8 {
    let mut errors = survey.told.iter().filter(|told| told.severity == Severity::Error).peekable();
    let fails = wanted.fail_on == Some(FailOn::Warning) && survey.warnings() > 0;
    if errors.peek().is_some() {
        if errors.all(|told| told.code == "E40") { Failure::NO } else { Failure::CONFIG }
    } else if fails || !reached.troubles.is_empty() {
        Failure::NO
    } else {
        0
    }
}

/// What could be better, and is no mistake.
fn hints(loaded: &Loaded, rules: &RuleSet) -> Vec<Said> {
    let mut hints = Vec::new();
    let more = &loaded.config.brand.more;
    let unset: Vec<String> = rules.templates.brand_keys().into_iter().filter(|key| !more.contains_key(key)).collect();
    if !unset.is_empty() {
        let unset = unset.join(", ");
        hints.push(said!(
            "[brand.more] does not set {unset}: letters leave those sentences out",
            "[brand.more] 没有写 {unset}：信里会省去那些句子"
        ));
    }
    if loaded.config.trust.authserv_id.is_none() {
        hints.push(said!(
            "[trust] authserv_id is not set: senders cannot be authenticated, so their limits are halved and Return-Path must equal From; check --online proposes it",
            "[trust] 没有写 authserv_id：无法验证来信人，所以他们的限额减半，Return-Path 也必须和 From 相同；check --online 会给出建议"
        ));
    }
    if loaded.config.mailbox.len() > 1 {
        hints.push(said!(
            "several mailboxes are configured; only the first is served",
            "配置了几个邮箱；只有第一个在用"
        ));
    }
    hints
}

/// The last lines: one when something is wrong, else what was reached and what comes next.
fn conclude(survey: &Survey, (hints, reached): (&[Said], &Online), wanted: &Wanted) {
    let kept = survey.loaded.as_ref().filter(|_| survey.errors() > 0).and_then(active);
    let summary = survey.summary(kept.as_deref());
    let (Some(loaded), Some((rules, _))) = (&survey.loaded, &survey.set) else {
        say(summary.in_speech(wanted.speech));
        return;
    };
    let file = loaded.file.display();
    let is_right = match wanted.speech {
        Speech::En => format!("configuration  {file} is right"),
        Speech::Zh => format!("配置           {file} 没有错误"),
    };
    let [rule, hint, sending] = match wanted.speech {
        Speech::En => ["rules          ", "note           ", "sending        "],
        Speech::Zh => ["规则           ", "说明           ", "发信           "],
    };
    say(&is_right);
    say(&format!("{rule}{}   ({})", summary.in_speech(wanted.speech), rules.hash));
    reached.print(loaded, wanted.speech);
    hints.iter().for_each(|note| say(&format!("{hint}{}", note.in_speech(wanted.speech))));
    if reached.troubles.is_empty() {
        let next = if wanted.online { "frontdesk run" } else { "frontdesk check --online" };
        let mode = loaded.config.sending.mode.name();
        let said = said!("mode {mode}; next: {next}", "模式 {mode}；下一步：{next}");
        say(&format!("{sending}{}", said.in_speech(wanted.speech)));
    }
}

/// The rules the daemon goes by, when there is a database that knows.
fn active(loaded: &Loaded) -> Option<String> {
    let database = loaded.database();
    let reader = database.is_file().then(|| Store::reader(&database).ok()).flatten()?;
    reader.view().active_rules().ok().flatten().map(|activation| activation.hash)
}
