//! Tables for people: right widths for Chinese, no escape sequences out of a stranger's mail.

use crate::mail::{card, visible};
use crate::policy::Brand;
use crate::rules::diagnostic::Speech;
use crate::time::Timestamp;
use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

/// A table with a header line and no frame.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.to_vec());
    table
}

/// Rows without a header, each column as wide as its widest cell.
pub fn rows<const N: usize>(cells: &[[String; N]]) -> Vec<String> {
    let mut widths = [0; N];
    for row in cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let told = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| fitted(cell, width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    cells.iter().map(told).collect()
}

/// Exactly so many columns, where the text has no more; Chinese takes two each.
pub fn fitted(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// `Mon 23 Nov 14:30`, `11-23 周一 14:30`; in the brand's zone.
pub fn moment(at: Timestamp, brand: &Brand, speech: Speech) -> String {
    let at = at.in_zone(&brand.zone);
    match speech {
        Speech::En => at.strftime("%a %d %b %H:%M").to_string(),
        Speech::Zh => {
            let day = ["一", "二", "三", "四", "五", "六", "日"];
            let day = day.get(usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default());
            format!("{} 周{} {}", at.strftime("%m-%d"), day.copied().unwrap_or_default(), at.strftime("%H:%M"))
        }
    }
}

/// How wide the terminal is; programs get what a wide one shows.
pub fn columns() -> usize {
    terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0)).max(60)
}

/// Foreign text on a terminal: nothing that deceives, no card number whole; at most `width` columns.
pub fn shown(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let clean: String = text.chars().filter(|c| !visible::is_tricky(*c)).collect();
    let mut out = String::new();
    let mut used = 0;
    // Covered before it is cut: half a card's number is no card's number any more.
    for c in card::masked(&clean).chars() {
        let columns = c.width().unwrap_or(0);
        if used + columns > width {
            out.push('…');
            break;
        }
        used += columns;
        out.push(c);
    }
    out
}

/// Many lines of foreign text: line ends stay.
pub fn harmless(text: &str) -> String {
    visible::harmless(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_steer_the_terminal() {
        assert_eq!(shown("red \u{1b}[31m\u{202E}alert", 40), "red [31malert");
        assert_eq!(shown("退款什么时候到账", 8), "退款什么…");
        assert_eq!(harmless("a\r\nb\u{7}"), "a\nb");
    }
}
