//! Commands that consist of several.

use clap::Subcommand;
use std::path::PathBuf;

/// What `init` can add to a desk that is there.
#[derive(Subcommand, Debug)]
pub enum Part {
    /// Write a category of your own, ready to be filled in
    Category {
        /// Its id, also the name of its file: small letters, digits and _
        name: String,
    },
}

/// What can be asked about the promises.
#[derive(Subcommand, Debug)]
pub enum SlaPart {
    /// Say which open tickets' deadlines an edit of sla.toml would move
    Diff {
        /// One JSON object a line, for programs
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about opening hours and holidays.
#[derive(Subcommand, Debug)]
pub enum CalendarPart {
    /// Show a month: hours, holidays, make-up days
    Show {
        /// Its name in sla.toml (default: each)
        name: Option<String>,
        /// Which month (default: this one)
        #[arg(long, value_name = "2026-02")]
        month: Option<String>,
        /// One JSON object a day, for programs
        #[arg(long)]
        json: bool,
    },
    /// Take the days of a holiday feed over into calendars/NAME.toml
    Import {
        /// An iCalendar file
        file: PathBuf,
        /// Which file of days (default: named as the feed)
        #[arg(long)]
        name: Option<String>,
        /// Hours of the days on which people work instead
        #[arg(long, value_name = "09:00-18:00", default_value = "09:00-18:00")]
        hours: String,
        /// One JSON object, for programs
        #[arg(long)]
        json: bool,
    },
}
