//! The mails of a stored ticket, with the rules of now or those that judged them.

use super::super::setup::Place;
use super::super::{Done, Failure, list, order, replay, say};
use super::{Judged, Lens, Wanted, gate};
use crate::config::{self, Loaded};
use crate::policy::Keys;
use crate::reader;
use crate::replay::Set;
use crate::rules::{RuleFile, Verdict};
use crate::store::{MailRow, Reader, Store};
use std::process::ExitCode;

pub fn run(place: &Place, (ticket, wanted): (&str, &Wanted), as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let number = order::parse_number(ticket, &brand.number)?;
    let reader = Store::reader(&loaded.database())?;
    let Some(found) = reader.view().show(number)? else {
        return Err(Failure::new(Failure::NO, format!("there is no ticket {}{number}", brand.number)));
    };
    let now = (place.set(Some(&loaded))?, place.texts(Some(&loaded))?);
    let mut count = 0;
    for row in found.mails.iter().filter(|row| row.verdict.is_object()) {
        let Some(raw) = reader.view().raw(row.id)? else { continue };
        let (mail, judged) = reader::read_one(&raw, row.is_cut, &now.0.rules)
            .map_err(|why| Failure::new(Failure::CANNOT, format!("mail #{}: {why}", row.id)))?;
        let stored: Option<Verdict> = serde_json::from_value(row.verdict.clone()).ok();
        let (verdict, (book, files)) = match (&stored, wanted.then) {
            (Some(stored), true) => (stored.clone(), set_of(&loaded, &reader, (&stored.rules, row), &now)?),
            _ => (judged, now.clone()),
        };
        let policy = loaded.policy(book.rules.clone(), book.slas, Keys::derive(b"explaining sends nothing", "explain"));
        let lens = Lens { rules: book.rules, files, policy: Some(policy), why_not: wanted.why_not.as_deref(), as_json };
        lens.check()?;
        let gate = gate(&mail, row.arrived_at, lens.policy.as_ref());
        let source =
            format!("{}{number}  #{}  {}", brand.number, row.id, list::moment(row.arrived_at, &brand, row.arrived_at));
        if count > 0 && !as_json {
            say("");
        }
        let then = stored.as_ref().map(|stored| then(row, &verdict, stored, wanted.then)).unwrap_or_default();
        lens.tell(&Judged { source: &source, mail: &mail, verdict: &verdict, gate: &gate, then });
        count += 1;
    }
    if count == 0 {
        let text =
            format!("{}{number} has no mail that was judged: staff opened it, or its mails are erased", brand.number);
        return Err(Failure::new(Failure::NO, text));
    }
    Ok(ExitCode::SUCCESS)
}

/// The set that judged a mail.
fn set_of(
    loaded: &Loaded,
    reader: &Reader,
    (hash, row): (&str, &MailRow),
    now: &(Set, Vec<RuleFile>),
) -> Result<(Set, Vec<RuleFile>), Failure> {
    if now.0.rules.hash == hash {
        return Ok(now.clone());
    }
    match (replay::stored(Some(loaded), reader, hash)?, reader.view().rules_of(hash)?) {
        (Some(book), Some(files)) => Ok((book, files)),
        _ => Err(Failure::new(
            Failure::NO,
            format!(
                "mail #{} was judged by the rules {hash}, and this database does not hold them: it was filled before \
                 rule sets were kept. Without --then the rules of now explain it",
                row.id
            ),
        )),
    }
}

/// What is known of the moment itself: the gate's word, and the verdict where it was another one.
fn then(row: &MailRow, verdict: &Verdict, stored: &Verdict, is_then: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(gate) = &row.gate {
        lines.push(format!("then     no automatic letter: {} {}", gate.row, gate.why));
    }
    if !is_then && (stored.category != verdict.category || stored.also != verdict.also) {
        let labels: Vec<&str> = stored.labels().collect();
        lines.push(format!("then     {} by the rules {}: add --then", labels.join(", "), stored.rules));
    }
    lines
}
