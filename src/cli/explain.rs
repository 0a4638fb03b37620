//! `frontdesk explain PATH…`, `explain --ticket N [--then]`, `--why-not CATEGORY`

pub(super) mod clock;
mod ticket;
mod why_not;

use super::setup::Place;
use super::table::harmless;
use super::{Done, Failure, say, say_json};
use crate::explanation::Explanation;
use crate::mail::{Defect, Mail};
use crate::mailbox::files::{self, FilesError, Source};
use crate::policy::{Keys, Policy};
use crate::reader;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::{self, GENERAL, Material, RuleFile, RuleSet, Verdict};
use crate::safety::{self, Gate};
use crate::ticket::Facts;
use crate::time::Timestamp;
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

pub struct Wanted {
    pub paths: Vec<PathBuf>,
    pub ticket: Option<String>,
    /// With the rules that judged the ticket, not with those of now.
    pub then: bool,
    pub why_not: Option<String>,
}

/// What explanations are made with.
struct Lens<'a> {
    rules: Arc<RuleSet>,
    /// The texts of the set, for its word lists.
    files: Vec<RuleFile>,
    policy: Option<Policy>,
    why_not: Option<&'a str>,
    as_json: bool,
    speech: Speech,
}

/// A mail and what was made of it.
struct Judged<'a> {
    source: &'a str,
    mail: &'a Mail,
    verdict: &'a Verdict,
    gate: &'a Gate,
    /// What is known of the moment it was judged.
    then: Vec<Said>,
}

pub fn run(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    if let Some(number) = &wanted.ticket {
        return ticket::run(place, (number, wanted), (as_json, speech));
    }
    let loaded = place.loaded_if_there()?;
    let (rules, slas) = place.rules(loaded.as_ref())?;
    let files = place.texts(loaded.as_ref())?;
    let keys = Keys::derive(b"explaining sends nothing", "explain");
    let policy = loaded.map(|loaded| loaded.policy(rules.clone(), slas, keys));
    let lens = Lens { rules, files, policy, why_not: wanted.why_not.as_deref(), as_json, speech };
    lens.check()?;
    let mut count = 0;
    for source in sources(&wanted.paths)? {
        let source = source?;
        let (mail, verdict) = read(&source, &lens.rules)?;
        // As if the mail had arrived just when it was written: its age is no matter here.
        let gate = gate(&mail, mail.date.unwrap_or_else(crate::clock::now), lens.policy.as_ref());
        if count > 0 && !as_json {
            say("");
        }
        lens.tell(&Judged { source: &source.name, mail: &mail, verdict: &verdict, gate: &gate, then: Vec::new() });
        count += 1;
    }
    if count == 0 {
        return Err(Failure::new(Failure::CANNOT, said!("no mail found there", "那里没有邮件")));
    }
    Ok(ExitCode::SUCCESS)
}

/// A mail that cannot be read in its time is explained by its beginning, and says so.
fn read(source: &Source, rules: &Arc<RuleSet>) -> Result<(Mail, Verdict), Failure> {
    let cannot = |why: String| Failure::new(Failure::CANNOT, format!("{}: {why}", source.name));
    let why = match reader::read_one(&source.raw, source.is_cut, rules) {
        Ok(read) => return Ok(read),
        Err(why) => why,
    };
    let beginning = source.beginning().map_err(|error| cannot(error.to_string()))?;
    let (mut mail, verdict) = reader::read_one(&beginning, true, rules).map_err(cannot)?;
    mail.defects.push(Defect(why));
    Ok((mail, verdict))
}

impl Lens<'_> {
    fn check(&self) -> Result<(), Failure> {
        let Some(category) = self.why_not else { return Ok(()) };
        if self.rules.categories.contains_key(category) && category != GENERAL {
            return Ok(());
        }
        let known: Vec<&str> = self.rules.categories.keys().map(String::as_str).collect();
        let all = known.join(", ");
        let why = said!(
            "--why-not {category}: there is no such category; there are: {all}",
            "--why-not {category}：没有这个类别；已有：{all}"
        );
        Err(Failure::new(Failure::CANNOT, why))
    }

    fn tell(&self, judged: &Judged<'_>) {
        let Judged { source, mail, verdict, gate, .. } = *judged;
        let explanation = Explanation { source, mail, verdict, gate, rules: &self.rules, policy: self.policy.as_ref() };
        let names: Vec<String> = mail.attachments.iter().map(|a| a.name.clone()).collect();
        let material = Material::of(mail, &names);
        let missing = self.why_not.and_then(|category| {
            let lists = rules::lists("rules", &self.files);
            rules::why_not::why_not(&self.rules, lists, &material, (verdict, category))
        });
        if self.as_json {
            let mut value = explanation.json();
            if let (Some(map), Some(missing)) = (value.as_object_mut(), &missing) {
                map.insert("why_not".into(), json!(missing));
            }
            say_json(&value);
            return;
        }
        let lines = explanation.lines(self.speech);
        let missing = missing
            .iter()
            .flat_map(|missing| why_not::lines(missing, verdict))
            .map(|line| line.into_speech(self.speech));
        lines
            .into_iter()
            .chain(judged.then.iter().map(|line| line.in_speech(self.speech).to_owned()))
            .chain(missing)
            .for_each(|line| say(&harmless(&line)));
    }
}

/// The mails behind PATHs, one in memory at a time; `-` reads standard input.
pub(super) fn sources(paths: &[PathBuf]) -> Result<impl Iterator<Item = Result<Source, Failure>>, Failure> {
    let mut stdin = None;
    if paths.iter().any(|path| path.as_os_str() == "-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(Failure::CANNOT, format!("reading standard input: {error}")))?;
        if bytes.is_empty() {
            return Err(Failure::new(Failure::CANNOT, "standard input is empty: no mail to read"));
        }
        stdin = Some(bytes);
    }
    let named =
        |source: Result<Source, FilesError>| source.map_err(|error| Failure::new(Failure::CANNOT, error.to_string()));
    Ok(files::sources(paths, stdin).map(named))
}

pub(super) fn gate(mail: &Mail, arrived_at: Timestamp, policy: Option<&Policy>) -> Gate {
    let facts = Facts { arrived_at, ..Facts::default() };
    safety::mail_gate(mail, &facts, policy, arrived_at)
}
