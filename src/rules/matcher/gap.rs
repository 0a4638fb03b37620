//! core: How far does a gap reach?
//! In: a folded text and a place in it. Out: the places at which the part after the gap may begin.
//! Never passes the end of a sentence; `~` not even that of a clause.

use super::Reach;
use crate::rules::fold::is_han;
use crate::rules::phrase::{Gap, is_cjk};
use std::ops::Range;

/// Where the next part may begin after a gap that starts at `end`.
pub(super) fn within(text: &str, end: usize, gap: Gap, reach: Reach) -> Range<usize> {
    let rest = text.get(end..).unwrap_or_default();
    let allowed = match gap {
        Gap::Beside => return end..end + 1 + usize::from(rest.starts_with(' ')),
        Gap::Near => reach.near,
        Gap::Far => reach.far,
    };
    let (mut units, mut is_run) = (0, false);
    for (at, c) in rest.char_indices() {
        let is_single = is_single(c);
        let is_letter = !is_single && c.is_alphanumeric();
        let is_unit = is_single || is_letter && !is_run;
        if is_unit && units == allowed || !is_unit && is_border(text, end + at, c, gap) {
            return end..end + at + 1;
        }
        units += usize::from(is_unit);
        is_run = is_letter;
    }
    end..text.len()
}

/// A letter of a script without blanks is a unit of its own; of the others a run of letters and digits is one.
fn is_single(c: char) -> bool {
    is_han(c) || (is_cjk(c) && c.is_alphanumeric())
}

/// Does a sentence (for `~` also a clause) end with this character?
fn is_border(text: &str, at: usize, c: char, gap: Gap) -> bool {
    match c {
        '。' | '!' | '?' | '\n' | '｡' => true,
        // A dot within 99.5, okpay.com or ... ends no sentence.
        '.' => {
            let after = text.get(at + 1..).and_then(|rest| rest.chars().next());
            let is_first = !text.get(..at).is_some_and(|before| before.ends_with('.'));
            is_first && after.is_none_or(|c| c != '.' && (is_cjk(c) || !c.is_alphanumeric()))
        }
        ',' | ';' | ':' | '、' => gap == Gap::Near,
        _ => false,
    }
}
