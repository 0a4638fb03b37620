//! A month as people see it.

use super::*;
use crate::config;
use crate::sla::{SlaBook, Source};
use jiff::civil::date;

fn page(speech: Speech) -> String {
    let files = config::sla::shipped_calendars();
    let text = "[calendar.office]\nzone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-12:00\", \"13:00-18:00\"]\nexceptions = [\"calendars/cn-2026.toml\"]\n";
    let source = Source { text, file: "sla.toml", files: &files, zones: config::sla::ZONES };
    let book = SlaBook::read(&source).unwrap();
    let page = Page { office: office(&book.calendars["office"]).unwrap(), first: date(2026, 2, 1), speech };
    page.lines().join("\n")
}

#[test]
fn a_month_shows_its_hours_and_the_days_that_differ() {
    let wanted = "\
office · Asia/Shanghai · February 2026 · 16 open days, 130 h

  Mon   Tue   Wed   Thu   Fri   Sat   Sun
                                       1·
   2     3     4     5     6     7·    8·
   9    10    11    12    13    14*   15*
  16*   17*   18*   19*   20*   21*   22*
  23*   24    25    26    27    28*

    Mon–Fri                  09:00–12:00, 13:00–18:00
    Sat–Sun                  closed
  * Sat 14 Feb               09:00–18:00               Working Saturday (Spring Festival)
  * Sun 15 Feb – Mon 23 Feb  closed                    Spring Festival
  * Sat 28 Feb               09:00–18:00               Working Saturday (Spring Festival)";
    assert_eq!(page(Speech::En), wanted);
}

#[test]
fn chinese_columns_stand_under_each_other() {
    let page = page(Speech::Zh);
    assert!(
        page.starts_with("office · Asia/Shanghai · 2026年2月 · 上班 16 天，130 小时\n\n  周一  周二  周三"),
        "{page}"
    );
    assert!(page.contains("\n   2     3     4  "), "{page}");
    assert!(page.contains("  * 02-15 周日 – 02-23 周一  休息                      春节"), "{page}");
}
