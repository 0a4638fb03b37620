//! The command line, as clap reads it.

mod parts;

pub use parts::{CalendarPart, Part, SlaPart};

use super::check;
use super::findings::Format;
use super::help::HELP;
use super::replay::FailOn;
use crate::config::init::Profile;
use crate::rules::diagnostic::Speech;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser, Debug)]
#[command(name = "frontdesk", version, override_help = HELP)]
pub struct Arguments {
    /// Configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Rule folder in place of the configured one
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Language of messages: zh or en (default: that of the locale)
    #[arg(long, global = true, value_name = "zh|en", value_parser = spoken)]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

fn spoken(text: &str) -> Result<String, String> {
    Speech::of_locale(text).map(|_| text.to_owned()).ok_or_else(|| "write zh or en".to_owned())
}

impl Arguments {
    /// Only the daemon tells what it does; cron gets mail when something is wrong.
    pub const fn log_level(&self) -> &'static str {
        match self.command {
            Command::Run { once: false } => "info",
            _ => "warn",
        }
    }
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve the mailbox until told to stop
    Run {
        /// Do what is due, then end: for cron
        #[arg(long)]
        once: bool,
    },
    /// Run the built-in mailbox through the whole desk
    Demo {
        /// Where mailbox, letters and database go (default: a new folder in the temporary directory)
        dir: Option<PathBuf>,
    },
    /// Write a commented configuration, the rule set and the templates
    #[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
    Init {
        #[command(subcommand)]
        part: Option<Part>,
        /// Where to (a folder that is named category: ./category)
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// payments: a payment service; general: any other company
        #[arg(long, value_enum, default_value = "payments")]
        profile: Profile,
    },
    /// Check configuration, rules and templates
    Check {
        /// Reach the mailbox and the relay too; nothing is touched, nothing sent
        #[arg(long)]
        online: bool,
        /// How findings are shown
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// End with 1 when there are warnings
        #[arg(long, value_enum)]
        fail_on: Option<check::FailOn>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Say how the desk is doing
    Status {
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Run the examples inside the rule files
    Test {
        /// How examples that fail are shown
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Tidy the rule files; comments stay where they are
    Fmt {
        /// Write nothing, list what is untidy, end with 1
        #[arg(long)]
        check: bool,
    },
    /// Say what the rules see in a mail, and why
    Explain {
        /// Files, folders, mbox, Maildir, or - for standard input
        #[arg(required_unless_present = "ticket", conflicts_with = "ticket")]
        paths: Vec<PathBuf>,
        /// The mails of a stored ticket: 10001 or OK-10001
        #[arg(long, value_name = "N")]
        ticket: Option<String>,
        /// With the rules that judged the ticket, not with those of now
        #[arg(long, requires = "ticket")]
        then: bool,
        /// Which phrases of this category nearly hit
        #[arg(long, value_name = "CATEGORY")]
        why_not: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Say what the rules on disk would change for the mail that came
    Replay {
        /// How far back
        #[arg(long, default_value = "30d")]
        since: String,
        /// Folders of mail, named after categories, in place of the stored mail
        #[arg(long, value_name = "DIR")]
        labels: Option<PathBuf>,
        /// Compare with this rule folder, or an earlier set by its hash, in place of the active set
        #[arg(long, value_name = "DIR|HASH")]
        against: Option<String>,
        /// End with 1 when something staff decided would break, or when anything would change
        #[arg(long, value_enum)]
        fail_on: Option<FailOn>,
        /// Show every change
        #[arg(long)]
        all: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
        /// Mails in place of the stored ones (files, folders, mbox, Maildir)
        paths: Vec<PathBuf>,
    },
    /// Propose words that staff's corrections teach, each tried on the mail that came
    Suggest {
        /// How far back
        #[arg(long, default_value = "60d")]
        since: String,
        /// Folders of mail, named after categories, in place of the stored mail
        #[arg(long, value_name = "DIR")]
        labels: Option<PathBuf>,
        /// Write these proposals into the rule files: 1,2
        #[arg(long, value_name = "N,…", value_delimiter = ',')]
        write: Vec<usize>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Say which phrases earn their place, and what customers leave out
    Stats {
        /// How far back
        #[arg(long, default_value = "90d")]
        since: String,
        /// Every phrase
        #[arg(long)]
        all: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Say what is open, how fast we were, which promises were kept
    Report {
        /// How far back
        #[arg(long, default_value = "30d")]
        since: String,
        /// One figure a row, for spreadsheets
        #[arg(long, group = "shape")]
        csv: bool,
        /// One JSON object, for programs
        #[arg(long, group = "shape")]
        json: bool,
        /// One page for a browser or the printer, into this file
        #[arg(long, value_name = "FILE", group = "shape")]
        html: Option<PathBuf>,
    },
    /// Ask about the promises
    Sla {
        #[command(subcommand)]
        part: SlaPart,
    },
    /// Opening hours and holidays
    Calendar {
        #[command(subcommand)]
        part: CalendarPart,
    },
    /// Type or paste mails and see what the rules make of them
    Try,
    /// Print a letter as it would leave, in the language of --lang zh, zh-Hant or en (default: all; with --mail, its own)
    Preview {
        /// ack, remind, internal/page …; an answer (faq-refund) is shown inside its receipt
        template: Option<String>,
        /// About the ticket this mail would open, in place of a made-up one
        #[arg(long, value_name = "FILE")]
        mail: Option<PathBuf>,
        /// Every letter in every language, with all and with none of its optional parts
        #[arg(long, conflicts_with_all = ["template", "mail"])]
        all: bool,
        /// Write them into this folder, a file each
        #[arg(long, value_name = "DIR", requires = "all")]
        out: Option<PathBuf>,
        /// What templates may say: every variable, with what it is
        #[arg(long, conflicts_with_all = ["template", "all"])]
        vars: bool,
    },
    /// Run mails through the whole desk with a pretended clock
    Rehearse {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How long time runs on after the last mail
        #[arg(long, default_value = "30d")]
        until: String,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Put the rules on the disk live
    Activate {
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Go back to the rules before
    Rollback {
        /// The first digits of a set's hash (default: the set before)
        #[arg(value_name = "HASH")]
        to: Option<String>,
        /// Every set that was active, and since when
        #[arg(long)]
        list: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// List tickets, most urgent first
    List {
        /// Only open, waiting, solved or closed
        #[arg(long)]
        status: Option<String>,
        /// Only this one, by its id: refund
        #[arg(long)]
        category: Option<String>,
        /// Closed and robots' tickets too
        #[arg(long)]
        all: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Show a ticket
    Show {
        /// 10001 or OK-10001
        ticket: String,
        /// Write its attachments there
        #[arg(long, value_name = "DIR")]
        save: Option<PathBuf>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Answer the customer
    Reply {
        ticket: String,
        /// Who answers (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// Text from a file; - for standard input; default: your editor, or standard input when it is no terminal
        #[arg(long)]
        file: Option<PathBuf>,
        /// We still owe the customer: do not wait for an answer
        #[arg(long)]
        keep_open: bool,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Close a ticket without a letter
    Close {
        ticket: String,
        /// For good: what its sender writes into it changes nothing
        #[arg(long)]
        spam: bool,
        /// Who orders it (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Open a ticket again
    Reopen {
        ticket: String,
        /// Who orders it (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Put a ticket into another category
    Move {
        ticket: String,
        category: String,
        /// Who orders it (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Let a ticket go on in another one
    Merge {
        ticket: String,
        /// The one that stays
        into: String,
        /// Who orders it (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Let somebody speak for the customer; letters still go to the customer alone
    Accept {
        ticket: String,
        /// ann@example.org; `show` names who has written
        address: String,
        /// Who orders it (a name under `[people]`; default: the only one, or $USER)
        #[arg(long)]
        by: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// List letters on their way
    Outbox {
        /// Only what the ramp holds back
        #[arg(long)]
        held: bool,
        /// Let a held letter leave
        #[arg(long, value_name = "ID")]
        release: Option<i64>,
        /// Never send this letter
        #[arg(long, value_name = "ID")]
        cancel: Option<i64>,
        /// Print a letter whole
        #[arg(long, value_name = "ID")]
        show: Option<i64>,
        /// Addresses whose letters come back: nothing automatic goes there
        #[arg(long)]
        unreachable: bool,
        /// Write to this address again
        #[arg(long, value_name = "ADDRESS")]
        lift: Option<String>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// Let automatic letters to customers leave again after a limit of all letters was reached
    Resume {
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
    /// List mails that could not be handled
    Quarantine {
        /// Try this mail again
        #[arg(long, value_name = "ID")]
        retry: Option<i64>,
        /// Write this mail's raw bytes to standard output
        #[arg(long, value_name = "ID")]
        save: Option<i64>,
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
}
