//! Tables for people: right widths for Chinese, no escape sequences out of a stranger's mail.

use crate::mail::{card, visible};
use crate::policy::Brand;
use crate::rules::diagnostic::Speech;
use crate::time::Timestamp;
use std::io::IsTerminal;
use unicode_width::UnicodeWidthStr;

/// A column of a table: its name in both languages, and how narrow it may become on a narrow terminal.
pub struct Column {
    pub en: &'static str,
    pub zh: &'static str,
    /// None: its cells are never cut.
    pub least: Option<usize>,
}

pub const fn column(en: &'static str, zh: &'static str) -> Column {
    Column { en, zh, least: None }
}

/// One whose cells may be cut.
pub const fn narrowing(en: &'static str, zh: &'static str, least: usize) -> Column {
    Column { en, zh, least: Some(least) }
}

/// A header and its rows, no frame. On a terminal no line is wider than it, as far as cells may be cut.
pub fn table<const N: usize>(columns: &[Column; N], cells: &[[String; N]], speech: Speech) -> String {
    let room = std::io::stdout().is_terminal().then(self::columns);
    drawn(columns, cells, (speech, room))
}

/// Between columns.
const GAP: &str = "  ";

fn drawn<const N: usize>(
    columns: &[Column; N],
    cells: &[[String; N]],
    (speech, room): (Speech, Option<usize>),
) -> String {
    let header = columns.each_ref().map(|column| match speech {
        Speech::En => column.en.to_owned(),
        Speech::Zh => column.zh.to_owned(),
    });
    let mut widths = header.each_ref().map(|name| name.width());
    for row in cells {
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = (*width).max(cell.width()));
    }
    let mut over =
        (widths.iter().sum::<usize>() + GAP.len() * N.saturating_sub(1)).saturating_sub(room.unwrap_or(usize::MAX));
    while over > 0 {
        let may_shrink =
            widths.iter_mut().zip(columns).filter(|(width, column)| column.least.is_some_and(|least| **width > least));
        let Some((widest, _)) = may_shrink.max_by_key(|(width, _)| **width) else { break };
        *widest -= 1;
        over -= 1;
    }
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| fitted(&cut(cell, width), width)).collect();
        cells.join(GAP).trim_end().to_owned()
    };
    std::iter::once(&header).chain(cells).map(line).collect::<Vec<_>>().join("\n")
}

/// At most so many columns, the sign of what is missing among them.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns { text.to_owned() } else { shown(text, columns.saturating_sub(1)) }
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
    fn a_table_fits_a_narrow_terminal_and_its_columns_stay_right_under_each_other() {
        let columns = [column("TICKET", "工单"), narrowing("CATEGORY", "类别", 8), narrowing("SUBJECT", "主题", 8)];
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let cells = [
            row(["OK-10001", "账户被锁定", "付款失败两次，帐户是不是被锁了？"]),
            row(["OK-2", "Refund", "Where is my money, please? It is late"]),
        ];
        let wide = drawn(&columns, &cells, (Speech::Zh, None));
        assert!(wide.starts_with("工单      类别        主题\nOK-10001  账户被锁定  付款失败两次"), "{wide}");
        let narrow = drawn(&columns, &cells, (Speech::En, Some(40)));
        assert!(narrow.lines().all(|line| line.width() <= 40), "{narrow}");
        let at = |line: &str, text: &str| line.find(text).map(|at| line[..at].width());
        let lines: Vec<&str> = narrow.lines().collect();
        assert_eq!(at(lines[1], "付款"), at(lines[2], "Where"), "{narrow}");
        assert!(lines[1].ends_with('…') && lines[2].ends_with('…'), "{narrow}");
    }

    #[test]
    fn foreign_text_cannot_steer_the_terminal() {
        assert_eq!(shown("red \u{1b}[31m\u{202E}alert", 40), "red [31malert");
        assert_eq!(shown("退款什么时候到账", 8), "退款什么…");
        assert_eq!(harmless("a\r\nb\u{7}"), "a\nb");
    }
}
