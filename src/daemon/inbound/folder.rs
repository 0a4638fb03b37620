//! Mail from a Maildir to the desk: looked for each second, a batch at a time.
//! Never moves a file before its mail is committed, and never holds more than a batch, or one large mail, in memory.

use super::{Error, House, set_cursor};
use crate::config::{FirstStart, MailboxConfig};
use crate::mailbox::{Arrived, Cursor, Folder, maildir};
use crate::time::{Span, Timestamp};
use crate::{clock, journal};
use std::path::Path;
use std::time::Duration;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);
const BATCH_MAILS: usize = 50;
const BATCH_BYTES: usize = 4 << 20;

/// A Maildir, looked at again and again. One file that cannot be read keeps no other waiting; it is told of when it is
/// new, and then every five minutes.
pub(super) async fn watch(house: &House, (name, mailbox): (&str, &MailboxConfig), dir: &Path) -> Result<(), Error> {
    let mut told: Option<(String, Timestamp)> = None;
    while !house.is_stopped() {
        let looked = look(house, name, mailbox, dir).await?;
        house.has_read.send_replace(true);
        let now = clock::now();
        let is_told = |why: &str| told.as_ref().is_some_and(|(last, at)| last == why && now - *at < Span::minutes(5));
        match looked {
            Ok(_) => told = None,
            Err(why) if is_told(&why) => {}
            Err(why) => {
                journal::mailbox_trouble(name, &why, Span::secs(1));
                told = Some((why, now));
            }
        }
        house.pause(LOOK).await;
    }
    Ok(())
}

/// One look into a Maildir. Out: how many mails were new; the inner error is the folder's, in words.
pub(super) async fn look(
    house: &House,
    name: &str,
    mailbox: &MailboxConfig,
    dir: &Path,
) -> Result<Result<usize, String>, Error> {
    let name_owned = name.to_owned();
    let known = house.with_desk(move |desk| desk.store().cursor(&name_owned, Folder::Inbox)).await??;
    let now = clock::now();
    let started_at = match known {
        Some(cursor) => cursor.started_at,
        None => {
            set_cursor(house, name, Folder::Inbox, Cursor { validity: 0, baseline: 0, low: 0, started_at: now })
                .await?;
            journal::baseline(name, "inbox", 0, 0);
            now
        }
    };
    // Until the first look is over `low` is 0: a crash in the middle of an import begins it again.
    let is_first = known.is_none_or(|cursor| cursor.low == 0) && mailbox.first_start != FirstStart::Ignore;
    let waiting = match if is_first { maildir::scan_all(dir) } else { maildir::scan(dir) } {
        Ok(waiting) => waiting,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let count = waiting.len();
    let mut trouble = None;
    let (mut batch, mut bytes, mut taken) = (Vec::new(), 0, Vec::new());
    for mail in &waiting {
        let is_ignored = || maildir::arrived_at(mail).is_none_or(|at| at < started_at);
        if mailbox.first_start == FirstStart::Ignore && is_ignored() {
            continue;
        }
        match maildir::read(mail, name, mailbox.max_mail_mb << 20) {
            Ok(Some(arrived)) => {
                bytes += arrived.raw.len();
                batch.push(aged(arrived, mailbox.first_start, started_at));
                taken.push(mail);
            }
            Ok(None) => {}
            Err(error) => trouble = Some(error.to_string()), // the others need not wait for it
        }
        if batch.len() >= BATCH_MAILS || bytes >= BATCH_BYTES {
            bytes = 0;
            house.take_in(std::mem::take(&mut batch), now).await?;
            trouble = filed(std::mem::take(&mut taken)).or(trouble);
        }
    }
    house.take_in(batch, now).await?;
    trouble = filed(taken).or(trouble);
    if is_first {
        set_cursor(house, name, Folder::Inbox, Cursor { validity: 0, baseline: 0, low: 1, started_at }).await?;
    }
    house.work_off().await?;
    Ok(trouble.map_or(Ok(count), Err))
}

/// Mail that lay there before the first start is never answered.
fn aged(mut arrived: Arrived, first: FirstStart, started_at: Timestamp) -> Arrived {
    if first != FirstStart::Handle && arrived.arrived_at < started_at {
        arrived.is_old = Some(crate::mailbox::imap::plan::OLD_START);
    }
    arrived
}

/// After the commit. Out: the last trouble, in words.
fn filed(taken: Vec<&maildir::Waiting>) -> Option<String> {
    let troubles = taken.into_iter().filter_map(|mail| maildir::done(mail).err());
    troubles.fold(None, |_, error| Some(error.to_string()))
}
