//! `frontdesk quarantine`

use super::setup::Place;
use super::table::{Column, column, moment, narrowing, shown, table};
use super::{Done, Failure, say, say_json};
use crate::phrasebook;
use crate::rules::diagnostic::{Speech, said};
use crate::store::{MailRow, Store};
use crate::{clock, config};
use std::io::Write;
use std::process::ExitCode;

const COLUMNS: [Column; 5] = [
    column("MAIL", "邮件"),
    column("ARRIVED", "到达"),
    column("BYTES", "字节"),
    narrowing("FROM", "来自", 8),
    narrowing("WHY", "原因", 8),
];

/// `retry` and `save` name one mail by its number.
pub fn run(place: &Place, (retry, save): (Option<i64>, Option<i64>), (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    if let Some(id) = retry {
        if !Store::open_existing(&loaded.database(), clock::now())?.retry(id)? {
            return Err(Failure::new(Failure::NO, said!("mail #{id} is not in quarantine", "邮件 #{id} 不在隔离区")));
        }
        let told = said!(
            "mail #{id} is handled again by the running desk, or at its next start",
            "邮件 #{id} 会由正在运行的服务重新处理，或者在下次启动时处理"
        );
        say(told.in_speech(speech));
        return Ok(ExitCode::SUCCESS);
    }
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    if let Some(id) = save {
        let raw = view
            .raw(id)?
            .ok_or_else(|| Failure::new(Failure::NO, said!("there is no mail #{id}", "没有邮件 #{id}")))?;
        let _ = std::io::stdout().write_all(&raw);
        return Ok(ExitCode::SUCCESS);
    }
    let mails = view.quarantine()?;
    if as_json {
        mails.iter().for_each(say_json);
    } else if mails.is_empty() {
        say(said!("quarantine is empty", "隔离区是空的").in_speech(speech));
    } else {
        let row = |mail: &MailRow| {
            [
                format!("#{}", mail.id),
                moment(mail.arrived_at, &brand, speech),
                mail.bytes.to_string(),
                shown(mail.from.as_deref().unwrap_or("?"), 30),
                shown(&phrasebook::told(&mail.why, speech), 60),
            ]
        };
        say(&table(&COLUMNS, &mails.iter().map(row).collect::<Vec<_>>(), speech));
    }
    Ok(ExitCode::SUCCESS)
}
