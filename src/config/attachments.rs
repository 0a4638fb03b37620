//! `[attachments]`: what becomes of customers' files.

use super::build::{Complaint, quoted};
use super::file::Attachments;
use crate::policy;
use crate::rules::diagnostic::{no_length, said};
use crate::time::Span;

/// Relays refuse letters from 10 MB on, and files grow by a third on their way.
const MOST: usize = 20_000_000;

pub(super) fn complaints(attachments: &Attachments) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let size = &attachments.forward_up_to;
    if bytes(size).is_none_or(|bytes| bytes > MOST) {
        let message = said!("{size:?} is no size of a letter", "{size:?} 不是信件的大小");
        let help = said!(
            "write a number and kB or MB, at most \"20 MB\", for example forward_up_to = \"5 MB\"",
            "请写数字加 kB 或 MB，最多 \"20 MB\"，例如 forward_up_to = \"5 MB\""
        );
        wrong.push(Complaint::new("[attachments]", quoted(size), message, help));
    }
    let kept = &attachments.sensitive_for;
    if Span::parse(kept).is_err() {
        let help = said!("for example sensitive_for = \"30d\"", "例如 sensitive_for = \"30d\"");
        wrong.push(Complaint::new("[attachments]", quoted(kept), no_length(kept), help));
    }
    wrong
}

/// Of values without complaints.
pub(super) fn policy(attachments: &Attachments) -> policy::Attachments {
    policy::Attachments {
        forward_to_staff: attachments.forward_to_staff,
        forward_up_to: bytes(&attachments.forward_up_to).unwrap_or_default(),
        sensitive_categories: attachments.sensitive_categories.clone(),
        sensitive_for: Span::parse(&attachments.sensitive_for).unwrap_or(Span::days(30)),
    }
}

/// `5 MB`, `800kB`.
fn bytes(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(at);
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "kb" => 1_000,
        "mb" => 1_000_000,
        _ => return None,
    };
    number.parse::<usize>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_write_them() {
        for (text, is) in [
            ("5 MB", Some(5_000_000)),
            ("800kB", Some(800_000)),
            ("5", None),
            ("", None),
            ("5 GB", None),
            ("MB", None),
            ("0 MB", Some(0)),
        ] {
            assert_eq!(bytes(text), is, "{text}");
        }
    }
}
