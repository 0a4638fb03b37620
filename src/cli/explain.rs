//! `frontdesk explain PATH…`

use super::setup::Place;
use super::table::harmless;
use super::{Done, Failure, say, say_json};
use crate::explanation::Explanation;
use crate::mailbox::files::{self, Source};
use crate::policy::{Keys, Policy};
use crate::safety;
use crate::ticket::Facts;
use crate::{clock, reader};
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

pub fn run(place: &Place, paths: &[PathBuf], as_json: bool) -> Done {
    let loaded = place.loaded_if_there()?;
    let (rules, slas) = place.rules(loaded.as_ref())?;
    let policy =
        loaded.map(|loaded| loaded.policy(rules.clone(), slas, Keys::derive(b"explaining sends nothing", "explain")));
    let mut count = 0;
    for source in sources(paths)? {
        let (mail, verdict) = reader::read_one(&source.raw, false, &rules)
            .map_err(|why| Failure::new(Failure::CANNOT, format!("{}: {why}", source.name)))?;
        let gate = gate(&mail, policy.as_ref());
        let explanation = Explanation {
            source: &source.name,
            mail: &mail,
            verdict: &verdict,
            gate: &gate,
            rules: &rules,
            policy: policy.as_ref(),
        };
        if as_json {
            say_json(&explanation.json());
        } else {
            if count > 0 {
                say("");
            }
            explanation.lines().iter().for_each(|line| say(&harmless(line)));
        }
        count += 1;
    }
    if count == 0 {
        return Err(Failure::new(Failure::CANNOT, "no mail found there"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The mails behind PATHs; `-` reads standard input.
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
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
    files::sources(paths, stdin)
        .map(|source| source.map_err(|error| Failure::new(Failure::CANNOT, error.to_string())))
        .collect()
}

/// As if the mail had arrived just when it was written: its age is no matter here.
pub(super) fn gate(mail: &crate::mail::Mail, policy: Option<&Policy>) -> safety::Gate {
    let now = mail.date.unwrap_or_else(clock::now);
    let facts = Facts { arrived_at: now, ..Facts::default() };
    safety::mail_gate(mail, &facts, policy, now)
}
