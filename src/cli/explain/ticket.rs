//! The mails of a stored ticket, with the rules of now or those that judged them.

use super::super::setup::Place;
use super::super::{Done, Failure, order, replay, say, table};
use super::{Judged, Lens, Wanted, clock, gate};
use crate::config::{self, Loaded};
use crate::phrasebook;
use crate::policy::Keys;
use crate::reader;
use crate::replay::Set;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::{RuleFile, Verdict};
use crate::safety;
use crate::store::{MailRow, Reader, Store};
use std::process::ExitCode;

pub fn run(place: &Place, (ticket, wanted): (&str, &Wanted), (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let number = order::parse_number(ticket, &brand.number)?;
    let reader = Store::reader(&loaded.database())?;
    let Some(found) = reader.view().show(number)? else {
        let prefix = &brand.number;
        let why = said!("there is no ticket {prefix}{number}", "没有工单 {prefix}{number}");
        return Err(Failure::new(Failure::NO, why));
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
        let lens = Lens {
            rules: book.rules,
            files,
            policy: Some(policy),
            why_not: wanted.why_not.as_deref(),
            as_json,
            speech,
        };
        lens.check()?;
        let gate = gate(&mail, row.arrived_at, lens.policy.as_ref());
        let source =
            format!("{}{number}  #{}  {}", brand.number, row.id, table::moment(row.arrived_at, &brand, speech));
        if count > 0 && !as_json {
            say("");
        }
        let then = stored.as_ref().map(|stored| then(row, &verdict, stored, wanted.then)).unwrap_or_default();
        lens.tell(&Judged { source: &source, mail: &mail, verdict: &verdict, gate: &gate, then });
        count += 1;
    }
    if count == 0 {
        let prefix = &brand.number;
        let why = said!(
            "{prefix}{number} has no mail that was judged: staff opened it, or its mails are erased",
            "{prefix}{number} 没有判断过的邮件：工单是员工建立的，或者邮件已经删除"
        );
        return Err(Failure::new(Failure::NO, why));
    }
    clock::tell(&found.ticket, &now.0.slas, (&brand, speech, as_json), crate::clock::now());
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
        _ => {
            let id = row.id;
            let why = said!(
                "mail #{id} was judged by the rules {hash}, and this database does not hold them: it was filled before \
                 rule sets were kept. Without --then the rules of now explain it",
                "邮件 #{id} 是用规则 {hash} 判断的，数据库里没有这套规则：那时还没有保存规则。去掉 --then 就用现在的规则解释"
            );
            Err(Failure::new(Failure::NO, why))
        }
    }
}

/// What is known of the moment itself: the gate's word, and the verdict where it was another one.
fn then(row: &MailRow, verdict: &Verdict, stored: &Verdict, is_then: bool) -> Vec<Said> {
    let mut lines = Vec::new();
    if let Some(gate) = &row.gate {
        let (row, why) = (&gate.row, phrasebook::said(&gate.why));
        let Said { en, zh } = safety::meaning(row).unwrap_or_default();
        lines.push(Said {
            en: format!("then     no automatic letter: {en} ({row})\n         {}", why.en),
            zh: format!("当时     没有自动回信：{zh}（{row}）\n         {}", why.zh),
        });
    }
    if !is_then && (stored.category != verdict.category || stored.also != verdict.also) {
        let labels: Vec<&str> = stored.labels().collect();
        let (labels, rules) = (labels.join(", "), &stored.rules);
        lines.push(said!(
            "then     {labels} by the rules {rules}: add --then",
            "当时     {labels}，规则 {rules}：请加 --then"
        ));
    }
    lines
}
