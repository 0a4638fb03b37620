//! core: What do `[peak]` and `[quiet]` say?
//! In: their tables. Out: the seasons in which promises are longer, the hours in which the clock writes to no customer.
//! Never a peak without its name: the receipt says why an answer takes longer.

use super::super::table::Table;
use super::super::{Peak, Quiet};
use super::Reader;
use super::calendars::range;
use crate::calendar::Shift;
use crate::rules::diagnostic::said;

/// Percent. A longer stretch is a promise of its own.
const MOST: f64 = 10.0;

impl Reader<'_> {
    pub(super) fn peaks(&mut self, top: &Table<'_>) -> Vec<Peak> {
        let mut peaks: Vec<Peak> = Vec::new();
        for (days, place, table) in self.tables(top, "peak") {
            let table = Table::new(table, place.clone());
            self.known(&table, &["name", "slower"], said!("a peak", "高峰期"));
            let before = self.faults.len();
            let (dates, slower, name) = (range(&days), self.slower(&table), self.day_name(&table));
            if dates.is_none() {
                let help = said!("write [peak.\"2026-11-08..2026-11-13\"]", "请写 [peak.\"2026-11-08..2026-11-13\"]");
                self.fault("E30", place.clone(), said!("{days:?} are no days", "{days:?} 不是日期"), help);
            }
            if name.is_none() && self.faults.len() == before {
                let help = said!(
                    "write name = {{ zh = \"双十一\", en = \"Singles' Day\" }}",
                    "请写 name = {{ zh = \"双十一\", en = \"Singles' Day\" }}"
                );
                self.fault(
                    "E20",
                    place.clone(),
                    said!("a peak needs its name: the receipt says it", "高峰期要有名称：回执里会写"),
                    help,
                );
            }
            let (Some((first, last)), Some(slower), Some(name)) = (dates, slower, name) else { continue };
            if peaks.iter().any(|other| first <= other.last && other.first <= last) {
                let help = said!("let each day belong to one peak", "每一天只属于一个高峰期");
                self.fault("E30", place, said!("this peak overlaps another", "这个高峰期和另一个重叠"), help);
            }
            peaks.push(Peak { first, last, name, slower });
        }
        peaks
    }

    /// `2x`, `1.5x`, in percent.
    fn slower(&mut self, table: &Table<'_>) -> Option<i64> {
        let help = || said!("write slower = \"2x\" or \"1.5x\"", "请写 slower = \"2x\" 或 \"1.5x\"");
        let Some((place, text)) = self.string(table, "slower") else {
            if !self.has_faults_in(&table.place) {
                self.fault("E30", table.place.clone(), said!("how much slower?", "慢多少？"), help());
            }
            return None;
        };
        let times = text.strip_suffix(['x', 'X', '×']).and_then(|times| times.trim().parse::<f64>().ok());
        match times.filter(|times| (1.0..=MOST).contains(times)) {
            // Bounded above, so the cast is exact to the percent.
            Some(times) => Some((times * 100.0).round() as i64),
            None => {
                self.fault(
                    "E30",
                    place,
                    said!("{text:?} is no stretch from 1x to 10x", "{text:?} 不是 1x 到 10x 之间的倍数"),
                    help(),
                );
                None
            }
        }
    }

    pub(super) fn quiet(&mut self, table: &Table<'_>) -> Option<Quiet> {
        self.known(table, &["customers"], "[quiet]".into());
        let (place, text) = self.string(table, "customers").filter(|(_, text)| !text.is_empty())?;
        match Shift::parse(&text) {
            Some((Shift { from, to }, None)) if to < Shift::MIDNIGHT => Some(Quiet { from, to }),
            Some((Shift { from, .. }, after)) if from > 0 => {
                Some(Quiet { from, to: after.map_or(0, |after| after.to) })
            }
            _ => {
                let help = said!("write customers = \"22:00-08:00\"", "请写 customers = \"22:00-08:00\"");
                self.fault("E30", place, said!("{text:?} are no quiet hours", "{text:?} 不是静默时段"), help);
                None
            }
        }
    }
}
