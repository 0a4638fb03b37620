//! core: Which phrases of a site's own has nobody written for a long time?
//! In: the folder, and the phrases that stand in no mail of the last ninety days. Out: W107.
//! Never about what ships: those words are for the mail of everybody, and `stats` lists them.

use super::leaf::Shelf;
use crate::rules::diagnostic::{Diagnostic, said};
use std::collections::BTreeSet;

/// Where each stands, `rules/local/categories/refund.toml:7`, and the phrase.
pub type Idle = BTreeSet<(String, String)>;

pub(super) fn phrases(shelf: &Shelf<'_>, idle: Option<&Idle>, told: &mut Vec<Diagnostic>) {
    let Some(idle) = idle.filter(|idle| !idle.is_empty()) else { return };
    for leaf in &shelf.categories {
        for entry in leaf.entries.iter().filter(|entry| entry.strength().is_some()) {
            let phrase = &entry.placed.text;
            let place = format!("{}:{}", leaf.page.file, leaf.page.line(entry.placed.at.start));
            if !idle.contains(&(place, phrase.clone())) {
                continue;
            }
            let message = said!("nobody wrote {phrase} in the last 90 days", "最近 90 天没有人写过 {phrase}");
            let help = said!(
                "frontdesk suggest shows what they write instead; take it out, or keep it with # allow W107: reason",
                "frontdesk suggest 会显示他们怎么写；请删去，或者用 # allow W107: 理由 保留"
            );
            told.push(leaf.page.at("W107", entry.placed.at.clone()).message(message).help(help));
        }
    }
}
