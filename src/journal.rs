//! Log lines: one function per fact, id first, the same key for the same thing.
//! Never a body, never a secret; addresses are masked. INFO is what an operator would tell a colleague.

use crate::desk::Happening;
use crate::letter::safe;
use crate::mail::{Address, card};
use crate::time::Span;
use tracing::{error, info, warn};

/// What a stranger wrote cannot forge a line or colour a terminal, and no card number is whole.
fn plain(text: &str) -> String {
    card::masked(&safe::header(text)).into_owned()
}

/// The same for words that may name people: addresses and long numbers are masked.
fn discreet(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || "@.+-_=".contains(c);
    let mut told = String::with_capacity(text.len());
    let text = safe::header(text);
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        told.push_str(&masked(piece));
        rest = behind;
    }
    card::masked(&told).into_owned()
}

fn masked(word: &str) -> String {
    const CARD_DIGITS: usize = 12;
    match word.split_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => Address::new(word).masked(),
        _ if word.chars().filter(char::is_ascii_digit).count() >= CARD_DIGITS => {
            word.chars().map(|c| if c.is_ascii_digit() { '*' } else { c }).collect()
        }
        _ => word.to_owned(),
    }
}

/// Reasons quote what was found in a mail; the journal does without.
fn unquoted(why: &str) -> String {
    let words = |(place, part): (usize, &str)| if place % 2 == 0 { part.to_owned() } else { "\"…\"".to_owned() };
    why.split('"').enumerate().map(words).collect()
}

pub fn started(version: &str, database: &str, rules: &str, mode: &str) {
    info!("frontdesk version={version} started database={database} rules={rules} mode={mode}");
}

pub fn woke(away: Span) {
    info!("desk was not running away_secs={}: mail first, then the clock, a few timers a minute", away.as_secs());
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
    warn!("mailbox={mailbox} trouble={} again_in_secs={}", discreet(why), again_in.as_secs());
}

pub fn mails_kept(mailbox: &str, count: usize) {
    info!("mailbox={mailbox} kept mails={count}");
}

pub fn mail_quarantined(mail: i64, why: &str) {
    error!("mail=#{mail} quarantined because={}: see frontdesk quarantine", discreet(&unquoted(why)));
}

pub fn mail_broke(mail: i64, why: &str) {
    warn!("mail=#{mail} could not be handled because={}: tried again alone", discreet(&unquoted(why)));
}

pub fn happened(happening: &Happening) {
    let ticket = happening.ticket.as_deref().unwrap_or("none");
    let verb = if happening.opened { "opened" } else { happening.event };
    info!(
        "ticket={ticket} {verb} source={} because={}",
        discreet(&happening.source),
        discreet(&unquoted(&happening.why))
    );
    for letter in &happening.letters {
        info!("ticket={ticket} letter={} to={}", letter.kind, Address::new(&letter.to).masked());
    }
}

pub fn letter_accepted(message_id: &str, answer: &str) {
    info!("letter={} accepted relay={}", plain(message_id), discreet(answer));
}

pub fn letter_later(message_id: &str, why: &str) {
    warn!("letter={} later because={}", plain(message_id), discreet(why));
}

pub fn letter_failed(message_id: &str, why: &str) {
    error!("letter={} failed because={}", plain(message_id), discreet(why));
}

pub fn breaker_opened(why: &str) {
    warn!("automatic letters to customers are held because={}", discreet(why));
}

pub fn letter_uncertain(message_id: &str, why: &str) {
    warn!("letter={} uncertain because={}", plain(message_id), discreet(why));
}

pub fn post_trouble(why: &str, again_in: Span) {
    warn!("post trouble={} again_in_secs={}", discreet(why), again_in.as_secs());
}

pub fn rules_active(hash: &str, how: &str) {
    info!("rules={hash} active by={how}");
}

pub fn rules_waiting(hash: &str, why: &str) {
    warn!("rules={hash} waiting because={}: see frontdesk activate", plain(why));
}

pub fn rules_rejected(hash: &str, active: &str, why: &str) {
    error!("rules={hash} rejected, rules={active} stay active because={}", plain(why));
}

pub fn rules_lost(hash: &str, why: &str) {
    error!("rules={hash} were active and cannot be used any more because={}: taking those on the disk", plain(why));
}

pub fn rules_unusable(hash: &str, why: &str) {
    error!("rules={hash} were ordered and cannot be used because={}: restart when the configuration fits", plain(why));
}

pub fn idle(mailbox: &str) {
    tracing::debug!("mailbox={mailbox} idle");
}

pub fn disk_failed(why: &str) {
    error!("store failed because={}: stopping; nothing is lost, start again when the disk is well", plain(why));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_nobody_and_cannot_be_forged() {
        let told = discreet("550 <Bob.Lee+x@x.org>: no\nlevel=info forged\u{1b}[31m \u{202e}card 4111111111111111");
        assert_eq!(told, "550 <B***@x.org>: no level=info forged [31m card ****************");
        assert_eq!(
            unquoted("refund because of refund.toml:7 \"退款 卡号\"; ok"),
            "refund because of refund.toml:7 \"…\"; ok"
        );
        assert_eq!(discreet("due 2026-11-22T09:00:00Z, OK-10234"), "due 2026-11-22T09:00:00Z, OK-10234");
    }
}
