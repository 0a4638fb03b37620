//! `frontdesk init`: a commented configuration, the rule set and the templates, ready to edit.

use super::{SHIPPED, SHIPPED_SLA, rules};
use std::io;
use std::path::{Path, PathBuf};

/// Writes the files; never over one that is there. Out: what was written, or the first file in the way.
pub fn write(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files =
        vec![("frontdesk.toml".to_owned(), SHIPPED.to_owned()), ("sla.toml".to_owned(), SHIPPED_SLA.to_owned())];
    files.extend(rules::shipped_with_docs().into_iter().map(|f| (format!("rules/{}", f.path), f.text)));
    let targets: Vec<(PathBuf, String)> = files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
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
