//! Lengths, promises and subjects as people read them.

use super::super::table::shown;
use crate::mail::card;
use crate::phrasebook;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::ticket::TimerKind;
use crate::time::Span;

/// `12 min`, `3.4 h`, `2.1 d`.
pub fn length(span: Span, speech: Speech) -> String {
    let secs = span.as_secs();
    let tenths = |unit: i64| {
        let tenths = (secs * 10 + unit / 2) / unit;
        let (whole, rest) = (tenths / 10, tenths % 10);
        if rest == 0 || whole >= 100 { whole.to_string() } else { format!("{whole}.{rest}") }
    };
    let told: Said = match secs {
        ..60 => said!("{secs} s", "{secs} 秒"),
        60..3_600 => {
            let minutes = secs / 60;
            said!("{minutes} min", "{minutes} 分钟")
        }
        3_600..172_800 => {
            let hours = tenths(3_600);
            said!("{hours} h", "{hours} 小时")
        }
        _ => {
            let days = tenths(86_400);
            said!("{days} d", "{days} 天")
        }
    };
    told.into_speech(speech)
}

pub fn length_or_none(span: Option<Span>, speech: Speech) -> String {
    span.map_or_else(|| "–".to_owned(), |span| length(span, speech))
}

pub fn promise(kind: TimerKind, speech: Speech) -> String {
    phrasebook::told(kind.words(), speech)
}

/// A customer's words, as everywhere: nothing that deceives, no card number whole.
pub fn subject(text: &str) -> String {
    card::masked(&shown(text, 70)).into_owned()
}

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// So much of the width as the value is of the most; what is there at all is seen.
pub fn bar(value: usize, most: usize, width: usize) -> String {
    let eighths = (value * width * 8).checked_div(most).unwrap_or(0);
    let eighths = if value > 0 { eighths.max(1) } else { 0 };
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS.get(eighths % 8).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_the_unit_people_think_in() {
        let en = |secs| length(Span::secs(secs), Speech::En);
        assert_eq!([en(59), en(60), en(3_599), en(3_600)], ["59 s", "1 min", "59 min", "1 h"]);
        assert_eq!([en(12_240), en(172_799), en(172_800), en(181_440)], ["3.4 h", "48 h", "2 d", "2.1 d"]);
        assert_eq!(length(Span::hours(5), Speech::Zh), "5 小时");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_and_the_smallest_is_seen() {
        assert_eq!([bar(10, 10, 4), bar(5, 10, 4), bar(0, 10, 4)], ["████", "██", ""]);
        assert_eq!([bar(1, 1_000, 4), bar(3, 16, 2), bar(3, 0, 4)], ["▏", "▍", "▏"]);
    }
}
