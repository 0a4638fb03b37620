//! `frontdesk init [DIR] [--profile NAME]`

use super::{Done, Failure, say};
use crate::config;
use crate::config::init::Profile;
use std::path::Path;
use std::process::ExitCode;

pub fn run(dir: &Path, profile: Profile) -> Done {
    let written = config::init::write(dir, profile).map_err(|error| {
        let code = match error.kind() {
            std::io::ErrorKind::PermissionDenied => Failure::PERMISSION,
            std::io::ErrorKind::AlreadyExists => Failure::NO,
            _ => Failure::CANNOT,
        };
        Failure::new(code, format!("writing a desk into {}: {error}", dir.display()))
    })?;
    let file = dir.join("frontdesk.toml").display().to_string();
    let width = file.chars().count();
    say(&format!("{} files written into {}", written.len(), dir.display()));
    for (name, what) in [
        ("frontdesk.toml", "brand, mailbox, relay, people: edit this first"),
        ("sla.toml", "promises"),
        ("rules", "categories, words, questions, letters (begin with README.md there)"),
    ] {
        say(&format!("  {:width$}  {what}", dir.join(name).display()));
    }
    say("Then write the passwords into the files it names, beside it and with chmod 600, and look:");
    say(&format!("  frontdesk --config {file} check --online"));
    Ok(ExitCode::SUCCESS)
}
