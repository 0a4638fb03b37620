//! `frontdesk init [DIR]`

use super::{Done, Failure, say};
use crate::config;
use std::path::Path;
use std::process::ExitCode;

pub fn run(dir: &Path) -> Done {
    let written = config::init::write(dir).map_err(|error| {
        let code = match error.kind() {
            std::io::ErrorKind::PermissionDenied => Failure::PERMISSION,
            std::io::ErrorKind::AlreadyExists => Failure::NO,
            _ => Failure::CANNOT,
        };
        Failure::new(code, format!("writing a desk into {}: {error}", dir.display()))
    })?;
    let file = dir.join("frontdesk.toml");
    say(&format!("{} files written into {}", written.len(), dir.display()));
    say(&format!("  {}   brand, mailbox, relay, people: edit this first", file.display()));
    say(&format!("  {}         promises", dir.join("sla.toml").display()));
    say(&format!(
        "  {}           categories, words, questions, templates (start with README.md there)",
        dir.join("rules").display()
    ));
    say(&format!("Then: frontdesk check --online --config {}", file.display()));
    Ok(ExitCode::SUCCESS)
}
