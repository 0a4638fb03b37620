//! `frontdesk rehearse PATH…`

use super::setup::{self, Place};
use super::table::{fitted, harmless};
use super::{Done, Failure, explain, say, say_json};
use crate::desk::{Desk, Happening};
use crate::mailbox::files::Source;
use crate::policy::Mode;
use crate::post::{Outcome, Outgoing};
use crate::rehearsal::Rehearsal;
use crate::rules::RuleSet;
use crate::rules::diagnostic::{Said, Speech, no_length, said};
use crate::store::Store;
use crate::time::{Span, Timestamp};
use crate::{clock, phrasebook, reader};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

pub fn run(place: &Place, paths: &[PathBuf], until: &str, (as_json, speech): (bool, Speech)) -> Done {
    let run_on = Span::parse(until).map_err(|_| {
        let Said { en, zh } = no_length(until);
        Failure::new(Failure::CANNOT, said!("--until: {en}", "--until：{zh}"))
    })?;
    let loaded = place.loaded_if_there()?;
    let mut policy = setup::pretended_policy(place, loaded.as_ref())?;
    policy.sending.mode = Mode::Live; // in a rehearsal nothing leaves; show what would
    let mails = dated(explain::sources(paths)?.collect::<Result<_, _>>()?, &policy.rules);
    let Some((first, _)) = mails.first() else {
        return Err(Failure::new(Failure::CANNOT, said!("no mail found there", "那里没有邮件")));
    };
    let start = *first;
    let desk = Desk::new(Store::in_memory(start)?, policy);
    let mut rehearsal = Rehearsal::new(desk, |_: &Outgoing, _| Outcome::Accepted("rehearsed".into()), start);
    let mut last = start;
    for (at, source) in mails {
        tell(&rehearsal.advance(at)?, (as_json, speech));
        tell(&rehearsal.mail_in_part(&source.name, source.raw, source.is_cut)?, (as_json, speech));
        last = at;
    }
    tell(&rehearsal.advance(last + run_on)?, (as_json, speech));
    Ok(ExitCode::SUCCESS)
}

/// In the order of `Date`, then of the name; a mail without a date comes when the one before it came.
fn dated(sources: Vec<Source>, rules: &Arc<RuleSet>) -> Vec<(Timestamp, Source)> {
    let mut mails: Vec<(Option<Timestamp>, Source)> = sources
        .into_iter()
        .map(|source| {
            (reader::read_one(&source.raw, source.is_cut, rules).ok().and_then(|(mail, _)| mail.date), source)
        })
        .collect();
    let mut before = mails.iter().filter_map(|(at, _)| *at).min().unwrap_or_else(clock::now);
    for (at, _) in &mut mails {
        before = at.unwrap_or(before);
        *at = Some(before);
    }
    mails.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.name.cmp(&y.name)));
    mails.into_iter().map(|(at, source)| (at.unwrap_or(before), source)).collect()
}

/// One line an event, one more a letter.
fn tell(happened: &[Happening], (as_json, speech): (bool, Speech)) {
    let word = |name: &str| phrasebook::told(name, speech);
    for happening in happened {
        if as_json {
            say_json(happening);
            continue;
        }
        let ticket = happening.ticket.as_deref().unwrap_or("–");
        let verb = if happening.opened { word("opened") } else { String::new() };
        let source = if happening.event == "timer" { word(&happening.source) } else { happening.source.clone() };
        say(&harmless(&format!(
            "{}  {} {} {ticket} {verb}  {}",
            happening.at,
            fitted(&word(happening.event), 6),
            fitted(&source, 24),
            word(&happening.why)
        )));
        for letter in &happening.letters {
            let (kind, to, subject) = (word(letter.kind), &letter.to, &letter.subject);
            let told = said!("{kind} to {to}  {subject}", "{kind}，发给 {to}  {subject}");
            say(&harmless(&format!("{:22}  ➤ {}", "", told.in_speech(speech))));
        }
    }
}
