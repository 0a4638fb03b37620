//! core: How does a letter write an instant or a length?
//! In: a timestamp, the brand's zone, the tongue of the letter. Out: words people of that tongue read at once.
//! Never without its zone: a promise read in another country must mean the same.

use super::Tongue;
use crate::time::{Span, Timestamp};
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `11月22日 14:30（北京时间）`, `22 November 2026, 14:30 (UTC+8)`, for staff `2026-11-22 14:30 (UTC+8)`.
pub fn instant(at: Timestamp, zone: &TimeZone, tongue: Tongue) -> String {
    let local = at.in_zone(zone);
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    let offset = offset(local.offset().seconds());
    let beijing = zone.iana_name() == Some("Asia/Shanghai");
    let name = match tongue {
        Tongue::Zh if beijing => "北京时间",
        Tongue::ZhHant if beijing => "北京時間",
        _ => offset.as_str(),
    };
    let (year, month, day) = (local.year(), local.month(), local.day());
    match tongue {
        Tongue::Zh | Tongue::ZhHant => format!("{month}月{day}日 {clock}（{name}）"),
        Tongue::En => {
            let month = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
            format!("{day} {month} {year}, {clock} ({name})")
        }
        Tongue::Internal => format!("{year}-{month:02}-{day:02} {clock} ({name})"),
    }
}

/// `45m`, `2h 10m`, `3d 4h`: the two largest units, for staff.
pub fn length(span: Span) -> String {
    let minutes = span.as_secs().max(0) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let units: Vec<String> = match (days, hours) {
        (0, 0) => vec![format!("{minutes}m")],
        (0, _) => {
            [(hours, "h"), (minutes, "m")].iter().filter(|u| u.0 > 0).map(|u| format!("{}{}", u.0, u.1)).collect()
        }
        _ => [(days, "d"), (hours, "h")].iter().filter(|u| u.0 > 0).map(|u| format!("{}{}", u.0, u.1)).collect(),
    };
    units.join(" ")
}

fn offset(seconds: i32) -> String {
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_secs(1_795_329_000);

    #[test]
    fn each_tongue_writes_dates_its_own_way() {
        let Ok(shanghai) = TimeZone::get("Asia/Shanghai") else { return };
        assert_eq!(instant(AT, &shanghai, Tongue::Zh), "11月22日 14:30（北京时间）");
        assert_eq!(instant(AT, &shanghai, Tongue::ZhHant), "11月22日 14:30（北京時間）");
        assert_eq!(instant(AT, &shanghai, Tongue::En), "22 November 2026, 14:30 (UTC+8)");
        assert_eq!(instant(AT, &shanghai, Tongue::Internal), "2026-11-22 14:30 (UTC+8)");
    }

    #[test]
    fn other_zones_are_named_by_their_distance() {
        let zone = |secs| TimeZone::fixed(jiff::tz::Offset::from_seconds(secs).expect("a valid offset"));
        assert_eq!(instant(AT, &TimeZone::UTC, Tongue::Zh), "11月22日 06:30（UTC）");
        assert_eq!(instant(AT, &zone(19_800), Tongue::En), "22 November 2026, 12:00 (UTC+5:30)");
        assert_eq!(instant(AT, &zone(-18_000), Tongue::Internal), "2026-11-22 01:30 (UTC-5)");
    }

    #[test]
    fn lengths_show_the_two_largest_units() {
        assert_eq!(length(Span::minutes(45)), "45m");
        assert_eq!(length(Span::minutes(130)), "2h 10m");
        assert_eq!(length(Span::hours(76)), "3d 4h");
        assert_eq!(length(Span::hours(48)), "2d");
        assert_eq!(length(Span::secs(-5)), "0m");
    }
}
