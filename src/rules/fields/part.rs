//! core: Which pieces of patterns have a name?
//! In: `[parts]` of fields.toml, a pattern that takes some in, `{day}\s*{clock}`. Out: the whole pattern.
//! Never leaves a name that no part has: a slip in it is told, with the part that is meant.

use crate::rules::diagnostic::{did_you_mean, nearest, said};
use crate::rules::page::{Keys, Page, Placed};

/// Names in braces and what they stand for. A part may use those above it.
#[derive(Debug, Default)]
pub struct Parts(Vec<(String, String)>);

impl Parts {
    /// Those of a later page take the place of earlier ones of their name.
    pub fn read(&mut self, keys: &Keys<'_, '_>) {
        for (name, alternatives) in keys.named_texts("parts") {
            let any: Vec<String> = alternatives.iter().map(|one| self.expand(&one.text)).collect();
            let name = format!("{{{}}}", name.text);
            self.0.retain(|(known, _)| *known != name);
            self.0.push((name, format!("(?:{})", any.join("|"))));
        }
    }

    fn expand(&self, pattern: &str) -> String {
        self.0.iter().fold(pattern.to_owned(), |text, (name, part)| text.replace(name, part))
    }

    /// The pattern with its parts; None when it names one that is not there.
    pub fn put_into(&self, page: &Page<'_>, pattern: &Placed) -> Option<String> {
        let whole = self.expand(&pattern.text);
        let Some(unknown) = named(&whole) else { return Some(whole) };
        let names = || self.0.iter().map(|(name, _)| name.trim_matches(['{', '}']));
        let near = nearest(unknown, names()).map(|near| did_you_mean(&format!("{{{near}}}")));
        let known = names().collect::<Vec<_>>().join(", ");
        let known = said!("known under [parts]: {known}", "[parts] 里有：{known}");
        let at = pattern
            .text
            .find(&format!("{{{unknown}}}"))
            .map_or(pattern.at.clone(), |start| page.within(pattern, start..start + unknown.len() + 2));
        let told = page.at("E11", at).message(said!("unknown part {{{unknown}}}", "没有名为 {{{unknown}}} 的部分"));
        page.tell(told.label(said!("no part of this name", "没有这个部分")).help(near.unwrap_or(known)));
        None
    }
}

/// A name in braces; `{2,}` counts, and the braces of `\p{L}` and `\x{ab}` are their own.
fn named(pattern: &str) -> Option<&str> {
    pattern.match_indices('{').find_map(|(at, _)| {
        let is_escape = pattern.get(..at)?.chars().rev().nth(1) == Some('\\');
        let (name, _) = pattern.get(at + 1..)?.split_once('}')?;
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !name.is_empty();
        (is_name && !is_escape).then_some(name)
    })
}
