//! `frontdesk reply | close | reopen | move | merge | accept`: what staff order.

use super::setup::{self, Place};
use super::{Done, Failure, say, say_json};
use crate::clock;
use crate::config::{self, Loaded};
use crate::desk::Desk;
use crate::mail::Address;
use crate::phrasebook;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::ticket::Order;
use std::io::{IsTerminal, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How `reply` gets its words.
pub struct Words {
    pub by: Option<String>,
    pub file: Option<PathBuf>,
    pub keep_open: bool,
}

/// Where `move` puts the ticket.
pub struct Relabel {
    pub category: String,
    pub by: Option<String>,
}

pub fn reply(place: &Place, ticket: &str, words: Words, told: (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let mut desk = setup::existing_desk(&loaded, clock::now())?;
    let number = number(ticket, &desk)?;
    let by = author(words.by, &loaded)?;
    let text = text(words.file.as_deref(), &desk.policy().number(number))?;
    give(&mut desk, number, (&by, Order::Reply { text, waits: !words.keep_open }), told)
}

pub fn close(place: &Place, ticket: &str, (by, spam): (Option<String>, bool), told: (bool, Speech)) -> Done {
    simple(place, ticket, by, if spam { Order::Spam } else { Order::Close }, told)
}

pub fn merge(place: &Place, ticket: &str, (by, into): (Option<String>, &str), told: (bool, Speech)) -> Done {
    let into = parse_number(into, &config::brand(&place.loaded()?).number)?;
    simple(place, ticket, by, Order::Merge { into }, told)
}

pub fn accept(place: &Place, ticket: &str, (by, address): (Option<String>, &str), told: (bool, Speech)) -> Done {
    simple(place, ticket, by, Order::Accept { address: Address::new(address) }, told)
}

pub fn reopen(place: &Place, ticket: &str, by: Option<String>, told: (bool, Speech)) -> Done {
    simple(place, ticket, by, Order::Reopen, told)
}

pub fn relabel(place: &Place, ticket: &str, wanted: Relabel, told: (bool, Speech)) -> Done {
    simple(place, ticket, wanted.by, Order::Move { category: wanted.category }, told)
}

fn simple(place: &Place, ticket: &str, by: Option<String>, order: Order, told: (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let mut desk = setup::existing_desk(&loaded, clock::now())?;
    let number = number(ticket, &desk)?;
    let by = author(by, &loaded)?;
    give(&mut desk, number, (&by, order), told)
}

fn give(desk: &mut Desk, number: i64, (by, order): (&str, Order), (as_json, speech): (bool, Speech)) -> Done {
    for happening in desk.order(number, by, &order, clock::now())? {
        if as_json {
            say_json(&happening);
            continue;
        }
        let why = phrasebook::told(&happening.why, speech);
        say(&format!("{}  {why}", happening.ticket.as_deref().unwrap_or_default()));
        for letter in &happening.letters {
            let (kind, to, subject) = (phrasebook::said(letter.kind), &letter.to, &letter.subject);
            let Said { en, zh } = kind;
            say(said!("  {en} to {to}: {subject}", "  {zh}，发给 {to}：{subject}").in_speech(speech));
            if letter.is_held {
                let mode = desk.policy().sending.mode.name();
                let told = said!(
                    "  held: [sending] mode is \"{mode}\"; frontdesk outbox --held shows it",
                    "  暂扣：[sending] mode 是 \"{mode}\"；frontdesk outbox --held 可以看到"
                );
                say(told.in_speech(speech));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `10001`, `OK-10001` or `ok-10001`.
pub(super) fn number(text: &str, desk: &Desk) -> Result<i64, Failure> {
    parse_number(text, &desk.policy().brand.number)
}

pub(super) fn parse_number(text: &str, prefix: &str) -> Result<i64, Failure> {
    let digits = match text.get(..prefix.len()) {
        Some(head) if head.eq_ignore_ascii_case(prefix) => text.get(prefix.len()..).unwrap_or_default(),
        _ => text,
    };
    digits.parse().map_err(|_| {
        let why = said!(
            "{text:?} is no ticket number: write for example {prefix}10001",
            "{text:?} 不是工单编号：请写成例如 {prefix}10001"
        );
        Failure::new(Failure::CANNOT, why)
    })
}

/// Who orders: a person of the configuration.
fn author(by: Option<String>, loaded: &Loaded) -> Result<String, Failure> {
    let people = &loaded.config.people;
    let names = || people.keys().cloned().collect::<Vec<_>>().join(", ");
    match by {
        Some(name) if people.contains_key(&name) => Ok(name),
        Some(name) => {
            let names = names();
            let why = said!(
                "--by {name}: no such person under [people]; there are: {names}",
                "--by {name}：[people] 里没有这个人；已有：{names}"
            );
            Err(Failure::new(Failure::CANNOT, why))
        }
        None => match std::env::var("USER").ok().filter(|user| people.contains_key(user)) {
            Some(user) => Ok(user),
            None if people.len() == 1 => Ok(people.keys().next().cloned().unwrap_or_default()),
            None => {
                let names = names();
                let why =
                    said!("who answers? add --by NAME; there are: {names}", "由谁答复？请加 --by 名字；已有：{names}");
                Err(Failure::new(Failure::CANNOT, why))
            }
        },
    }
}

/// The reply's words: a file, standard input, or the editor.
fn text(file: Option<&Path>, number: &str) -> Result<String, Failure> {
    let wrong =
        |error: std::io::Error| Failure::new(Failure::CANNOT, said!("reading the reply: {error}", "读取答复：{error}"));
    let text = match file {
        Some(file) if file != Path::new("-") => std::fs::read_to_string(file).map_err(wrong)?,
        None if std::io::stdin().is_terminal() => edited(number).map_err(wrong)?,
        _ => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(wrong)?;
            text
        }
    };
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Err(Failure::new(Failure::NO, said!("nothing written, nothing sent", "没有写内容，什么都没有发")));
    }
    Ok(text)
}

fn edited(number: &str) -> std::io::Result<String> {
    let editor = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).unwrap_or_else(|_| "vi".into());
    let file = std::env::temp_dir().join(format!("frontdesk-reply-{number}-{}.txt", std::process::id()));
    // Other users of this machine share the folder: a new file, for our eyes only, never one laid out for us.
    let _ = std::fs::remove_file(&file);
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
    let status = Command::new("sh").args(["-c", &format!("{editor} \"$1\""), "sh"]).arg(&file).status()?;
    let text = std::fs::read_to_string(&file);
    let _ = std::fs::remove_file(&file);
    if status.success() { text } else { Err(std::io::Error::other(format!("{editor} ended with {status}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_with_or_without_its_prefix() {
        assert_eq!(parse_number("10001", "OK-").unwrap(), 10001);
        assert_eq!(parse_number("ok-10001", "OK-").unwrap(), 10001);
        assert!(parse_number("refund", "OK-").unwrap_err().text.en.contains("OK-10001"));
    }
}
