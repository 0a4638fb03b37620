//! The commands, one file each.
//! In: the command line. Out: text or JSON on standard output, complaints on standard error, an exit code.
//! Exit codes: 0 done, 1 no or findings, 2 cannot read or wrong use, 74 the disk failed, 75 another instance runs,
//! 77 permissions, 78 bad configuration.

mod activate;
mod arguments;
mod calendar;
mod check;
mod demo;
mod explain;
mod filed;
mod findings;
mod first;
mod fmt;
mod help;
mod init;
mod json;
mod list;
mod order;
mod outbox;
mod preview;
mod progress;
mod quarantine;
mod rehearse;
mod replay;
mod report;
mod resume;
mod run;
mod setup;
mod show;
mod sla;
mod stats;
mod status;
mod suggest;
mod table;
mod test;
mod r#try;
mod unreachable;

pub use arguments::Arguments;
pub use help::HELP;

use crate::mail::card;
use crate::rules::diagnostic::{Said, Speech};
use arguments::{Command, Part, SlaPart};
use std::process::ExitCode;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    text: Said,
}

impl Failure {
    const NO: u8 = 1;
    const CANNOT: u8 = 2;
    const DISK: u8 = 74;
    const BUSY: u8 = 75;
    const PERMISSION: u8 = 77;
    const CONFIG: u8 = 78;

    fn new(code: u8, text: impl Into<Said>) -> Self {
        Self { code, text: text.into() }
    }

    /// A file of ours cannot be made, read or written: who may, or does the disk fail?
    fn of_file(error: &std::io::Error) -> u8 {
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Self::PERMISSION,
            _ => Self::DISK,
        }
    }
}

impl From<crate::config::Error> for Failure {
    fn from(error: crate::config::Error) -> Self {
        use crate::config::Error;
        let code = match &error {
            Error::Read { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => Self::PERMISSION,
            Error::Permission(_) => Self::PERMISSION,
            Error::Read { .. } | Error::Wrong(_) | Error::NoRules(_) => Self::CONFIG,
        };
        Self::new(code, error.said())
    }
}

impl From<crate::store::Error> for Failure {
    fn from(error: crate::store::Error) -> Self {
        let code = match &error {
            crate::store::Error::Missing(_) => Self::CANNOT,
            error if error.is_permission() => Self::PERMISSION,
            _ => Self::DISK,
        };
        Self::new(code, chain(&error))
    }
}

impl From<crate::activation::Error> for Failure {
    fn from(error: crate::activation::Error) -> Self {
        match error {
            crate::activation::Error::Store(error) => error.into(),
            crate::activation::Error::Unusable(why) => Self::new(Self::CONFIG, why),
        }
    }
}

impl From<crate::desk::Error> for Failure {
    fn from(error: crate::desk::Error) -> Self {
        match error {
            crate::desk::Error::Store(error) => error.into(),
            crate::desk::Error::Cannot(text) => Self::new(Self::CANNOT, text),
        }
    }
}

/// An error with its causes, once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = inner.source();
    }
    text
}

type Done = Result<ExitCode, Failure>;

/// Runs one command.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { config, rules, lang, command } = arguments;
    let speech = lang.as_deref().and_then(Speech::of_locale).unwrap_or_else(setup::speech);
    let place = setup::Place { config, rules };
    let done = match command {
        Command::Run { once } => run::run(&place, once, speech),
        Command::Demo { dir } => demo::run(dir, speech),
        Command::Init { part: Some(Part::Category { name }), .. } => init::category(&place, &name, speech),
        Command::Init { part: None, dir, profile } => init::run(&dir, profile, speech),
        Command::Check { online, json, format, fail_on } => {
            check::run(&place, &check::Wanted { online, format: format.or_json(json), fail_on, speech })
        }
        Command::Fmt { check } => fmt::run(&place, check, speech),
        Command::Status { json } => status::run(&place, (json, speech)),
        Command::Test { format, json } => test::run(&place, format.or_json(json), speech),
        Command::Preview { template, mail, all, out, vars } => {
            let wanted = preview::Wanted { template, language: lang, mail, all, out, vars };
            preview::run(&place, &wanted, speech)
        }
        Command::Try => r#try::run(&place, speech),
        Command::Explain { paths, ticket, then, why_not, json } => {
            explain::run(&place, &explain::Wanted { paths, ticket, then, why_not }, (json, speech))
        }
        Command::Replay { since, labels, against, fail_on, all, json, paths } => {
            let wanted = replay::Wanted { since, labels, against, fail_on, all, paths };
            replay::run(&place, &wanted, (json, speech))
        }
        Command::Suggest { since, labels, write, json } => {
            suggest::run(&place, &suggest::Wanted { since, labels, write }, (json, speech))
        }
        Command::Calendar { part } => calendar::run(&place, part, speech),
        Command::Sla { part: SlaPart::Diff { json } } => sla::diff(&place, (json, speech)),
        Command::Stats { since, all, json } => stats::run(&place, &stats::Wanted { since, all }, (json, speech)),
        Command::Report { since, csv, json, html } => {
            report::run(&place, &report::Wanted::of(since, (csv, json), html), speech)
        }
        Command::Rehearse { paths, until, json } => rehearse::run(&place, &paths, &until, (json, speech)),
        Command::Activate { yes, json } => activate::activate(&place, yes, (json, speech)),
        Command::Rollback { to, list, json } => activate::rollback(&place, activate::Back { to, list }, (json, speech)),
        Command::List { status, category, all, json } => {
            list::run(&place, list::Wanted { status, category, all }, (json, speech))
        }
        Command::Show { ticket, save, json } => show::run(&place, &ticket, save, (json, speech)),
        Command::Reply { ticket, by, file, keep_open, json } => {
            order::reply(&place, &ticket, order::Words { by, file, keep_open }, (json, speech))
        }
        Command::Close { ticket, spam, by, json } => order::close(&place, &ticket, (by, spam), (json, speech)),
        Command::Reopen { ticket, by, json } => order::reopen(&place, &ticket, by, (json, speech)),
        Command::Move { ticket, category, by, json } => {
            order::relabel(&place, &ticket, order::Relabel { category, by }, (json, speech))
        }
        Command::Merge { ticket, into, by, json } => order::merge(&place, &ticket, (by, &into), (json, speech)),
        Command::Accept { ticket, address, by, json } => order::accept(&place, &ticket, (by, &address), (json, speech)),
        Command::Outbox { held, release, cancel, show, unreachable, lift, json } => {
            let wanted = outbox::Wanted { held, release, cancel, show, unreachable, lift };
            outbox::run(&place, &wanted, (json, speech))
        }
        Command::Resume { json } => resume::run(&place, json, speech),
        Command::Quarantine { retry, save, json } => quarantine::run(&place, (retry, save), (json, speech)),
    };
    done.unwrap_or_else(|failure| failed(&failure, speech))
}

fn failed(failure: &Failure, speech: Speech) -> ExitCode {
    eprintln!("frontdesk: {}", card::masked(failure.text.in_speech(speech).trim_end()));
    ExitCode::from(failure.code)
}

/// Prints a line; a closed pipe (`| head`) is no error. Whatever a command tells, no card number is whole.
fn say(text: &str) {
    print_line(&card::masked(text));
}

fn say_json(value: &impl serde::Serialize) {
    print_line(&json::told(value));
}

fn print_line(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}
