//! Log lines: one function per fact, id first, the same key for the same thing.
//! Never a body, never a secret; addresses are masked. INFO is what an operator would tell a colleague.

use crate::desk::Happening;
use crate::mail::Address;
use crate::time::Span;
use tracing::{error, info, warn};

/// What a stranger wrote cannot forge a line or colour a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

pub fn started(version: &str, database: &str, rules: &str, mode: &str) {
    info!("frontdesk version={version} started database={database} rules={rules} mode={mode}");
}

pub fn stopped(why: &str) {
    info!("frontdesk stopped because={why}");
}

pub fn recovered(summary: &str) {
    warn!("store recovered {summary}");
}

pub fn mailbox_reached(mailbox: &str, server: &str, folder: &str, exists: u32) {
    info!("mailbox={mailbox} reached server={server} folder={folder} mails={exists}");
}

pub fn baseline(mailbox: &str, folder: &str, validity: u32, uid: u32) {
    info!("mailbox={mailbox} folder={folder} baseline uidvalidity={validity} uidnext={uid}");
}

pub fn resync(mailbox: &str, folder: &str, why: &str) {
    warn!("mailbox={mailbox} folder={folder} resync because={why}: nothing found there is answered twice");
}

pub fn mailbox_trouble(mailbox: &str, why: &str, again_in: Span) {
    warn!("mailbox={mailbox} trouble={} again_in_secs={}", plain(why), again_in.as_secs());
}

pub fn mails_kept(mailbox: &str, count: usize) {
    info!("mailbox={mailbox} kept mails={count}");
}

pub fn mail_quarantined(mail: i64, why: &str) {
    error!("mail=#{mail} quarantined because={}: see frontdesk quarantine", plain(why));
}

pub fn mail_broke(mail: i64, why: &str) {
    warn!("mail=#{mail} could not be handled because={}: tried again alone", plain(why));
}

pub fn happened(happening: &Happening) {
    let ticket = happening.ticket.as_deref().unwrap_or("none");
    let verb = if happening.opened { "opened" } else { happening.event };
    info!("ticket={ticket} {verb} source={} because={}", plain(&happening.source), plain(&happening.why));
    for letter in &happening.letters {
        info!("ticket={ticket} letter={} to={}", letter.kind, Address::new(&letter.to).masked());
    }
}

pub fn letter_accepted(message_id: &str, answer: &str) {
    info!("letter={} accepted relay={}", plain(message_id), plain(answer));
}

pub fn letter_later(message_id: &str, why: &str) {
    warn!("letter={} later because={}", plain(message_id), plain(why));
}

pub fn letter_failed(message_id: &str, why: &str) {
    error!("letter={} failed because={}", plain(message_id), plain(why));
}

pub fn letter_uncertain(message_id: &str, why: &str) {
    warn!("letter={} uncertain because={}", plain(message_id), plain(why));
}

pub fn post_trouble(why: &str, again_in: Span) {
    warn!("post trouble={} again_in_secs={}", plain(why), again_in.as_secs());
}

pub fn idle(mailbox: &str) {
    tracing::debug!("mailbox={mailbox} idle");
}

pub fn disk_failed(why: &str) {
    error!("store failed because={why}: stopping; nothing is lost, start again when the disk is well");
}

pub fn mode_changed(before: &str, now: &str, cancelled: usize) {
    info!("sending mode={now} before={before} held_letters_cancelled={cancelled}");
}
