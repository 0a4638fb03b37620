//! `frontdesk init`: a commented configuration, the rule set and the templates, ready to edit.

use super::{SHIPPED, SHIPPED_SLA, rules};
use crate::rules::RuleFile;
use std::io;
use std::path::{Path, PathBuf};

/// What the rules are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// A payment service.
    #[default]
    Payments,
    /// Any other company.
    General,
}

/// Writes the files; never over one that is there. Out: what was written, or the first file in the way.
pub fn write(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let mut files = vec![text("frontdesk.toml", SHIPPED), text("sla.toml", SHIPPED_SLA)];
    let is_mail = |file: &RuleFile| file.path.ends_with(".eml");
    let words = rules::shipped_with_docs().into_iter().filter(|file| !is_mail(file));
    files.extend(words.map(|file| (format!("rules/{}", file.path), file.text.into_bytes())));
    files.extend(rules::shipped_mails());
    let targets: Vec<(PathBuf, Vec<u8>)> = files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    if let Some((there, _)) = targets.iter().find(|(path, _)| path.exists()) {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is already there", there.display())));
    }
    for (path, text) in &targets {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(targets.into_iter().map(|(path, _)| path).collect())
}
