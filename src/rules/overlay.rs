//! core: What does a site's own folder, `local/`, lay over the rules that ship?
//! In: the files of a set. Out: for each category, list and text the layers that hold, the shipped one first.
//! Never rewrites a text: every layer is read under its own name, so that a message names the file it is about.

use super::RuleFile;
use std::collections::BTreeMap;

/// The site's own files, in the same format. An upgrade of the others leaves them alone.
pub const LOCAL: &str = "local/";

/// A file that ships and the site's own of the same name; one of them may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layers<'a> {
    pub shipped: Option<&'a RuleFile>,
    pub local: Option<&'a RuleFile>,
}

impl<'a> Layers<'a> {
    pub fn of(files: &'a [RuleFile], path: &str) -> Self {
        let shipped = files.iter().find(|file| file.path == path);
        let local = files.iter().find(|file| file.path.strip_prefix(LOCAL) == Some(path));
        Self { shipped, local }
    }

    /// Both, the shipped one first.
    pub fn each(self) -> impl Iterator<Item = &'a RuleFile> {
        self.shipped.into_iter().chain(self.local)
    }

    /// Where the site's own takes the place of the other.
    pub fn top(self) -> Option<&'a RuleFile> {
        self.local.or(self.shipped)
    }
}

/// The path without `local/`.
pub fn plain(path: &str) -> &str {
    path.strip_prefix(LOCAL).unwrap_or(path)
}

/// Id to layers, for every file directly in `categories/`.
pub fn categories(files: &[RuleFile]) -> BTreeMap<&str, Layers<'_>> {
    let mut found: BTreeMap<&str, Layers<'_>> = BTreeMap::new();
    for file in files {
        let name = plain(&file.path).strip_prefix("categories/").and_then(|name| name.strip_suffix(".toml"));
        let Some(id) = name.filter(|id| !id.contains('/')) else { continue };
        let layers = found.entry(id).or_default();
        let layer = if file.path.starts_with(LOCAL) { &mut layers.local } else { &mut layers.shipped };
        *layer = Some(file);
    }
    found
}

/// The texts of letters by their plain path; the site's own in place of the shipped one.
pub fn templates(files: &[RuleFile]) -> BTreeMap<&str, &RuleFile> {
    let texts = files.iter().filter(|file| plain(&file.path).starts_with("templates/"));
    let (local, shipped): (Vec<_>, Vec<_>) = texts.partition(|file| file.path.starts_with(LOCAL));
    shipped.into_iter().chain(local).map(|file| (plain(&file.path), file)).collect()
}

#[cfg(test)]
mod tests;
