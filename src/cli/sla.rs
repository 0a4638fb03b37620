//! `frontdesk sla diff`: which open tickets' deadlines an edit of `sla.toml` would move.
//! In: the set in force, the set on the disk, every ticket that is not closed. Never writes.

use super::explain::clock::name;
use super::replay::stored;
use super::setup::Place;
use super::table::{harmless, moment, rows};
use super::{Done, Failure, say, say_json};
use crate::config;
use crate::letter::dates;
use crate::policy::Brand;
use crate::replay::Set;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::sla::diff::{Fate, Move, moves};
use crate::store::{ListFilter, Reader, Store};
use crate::ticket::{Status, Ticket, TimerKind};
use crate::time::{Span, Timestamp};
use crate::{clock, store};
use serde_json::{Value, json};
use std::process::ExitCode;

/// What moves.
struct Difference {
    old: Set,
    new: Set,
    tickets: usize,
    moved: Vec<(Ticket, Vec<Move>)>,
    brand: Brand,
}

pub fn diff(place: &Place, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let reader = Store::reader(&loaded.database())?;
    let Some(active) = reader.view().active_rules()? else {
        let why = said!(
            "no promises have been in force here yet, so there is nothing to compare with: start `frontdesk run` once",
            "这里还没有用过任何承诺，没有可以对比的：请先运行一次 `frontdesk run`"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    };
    let old = stored(Some(&loaded), &reader, &active.hash)?;
    let Some(old) = old else { return Err(store::Error::Missing(loaded.database()).into()) };
    let new = place.set(Some(&loaded))?;
    let mut difference = Difference { old, new, tickets: 0, moved: Vec::new(), brand: config::brand(&loaded) };
    difference.look(&reader, clock::now())?;
    if as_json {
        difference.json().iter().for_each(say_json);
    } else {
        difference.lines(speech).iter().for_each(|line| say(&harmless(line)));
    }
    Ok(ExitCode::SUCCESS)
}

impl Difference {
    fn look(&mut self, reader: &Reader, now: Timestamp) -> store::Result<()> {
        for status in [Status::Open, Status::Waiting, Status::Solved] {
            let filter = ListFilter { status: Some(status), ..ListFilter::default() };
            for row in reader.view().list(&filter)? {
                self.tickets += 1;
                let moves = moves(&row.ticket, &self.old.slas, (&self.new.rules, &self.new.slas), now);
                if !moves.is_empty() {
                    self.moved.push((row.ticket, moves));
                }
            }
        }
        self.moved.sort_by_key(|(ticket, _)| ticket.number);
        Ok(())
    }

    fn name(&self, ticket: &Ticket) -> String {
        format!("{}{}", self.brand.number, ticket.number)
    }

    /// Tickets of which something falls due as soon as the edit goes live.
    fn at_once(&self) -> usize {
        self.moved.iter().filter(|(_, moves)| moves.iter().any(|moved| moved.fate == Fate::AtOnce)).count()
    }

    fn json(&self) -> Vec<Value> {
        let one = |ticket: &Ticket, moved: &Move| {
            let [old, new] = [moved.old, moved.new].map(|at| at.map(Timestamp::rfc3339));
            json!({ "ticket": self.name(ticket), "timer": moved.timer, "level": moved.level, "old": old, "new": new,
                "fate": moved.fate })
        };
        let each = self.moved.iter().flat_map(|(ticket, moves)| moves.iter().map(|moved| one(ticket, moved)));
        let (active, disk) = (&self.old.rules.hash, &self.new.rules.hash);
        let sum = json!({ "active": active, "disk": disk, "tickets": self.tickets, "moved": self.moved.len(),
            "at_once": self.at_once() });
        each.chain([sum]).collect()
    }

    fn lines(&self, speech: Speech) -> Vec<String> {
        let (active, disk, tickets) = (&self.old.rules.hash, &self.new.rules.hash, self.tickets);
        let (moved, at_once) = (self.moved.len(), self.at_once());
        let head = match active == disk {
            true => said!(
                "{tickets} tickets are not closed · the promises on disk are the active ones, {disk}",
                "{tickets} 张未关闭的工单 · 磁盘上的承诺就是正在使用的 {disk}"
            ),
            false => said!(
                "{tickets} tickets are not closed · active {active} → disk {disk}",
                "{tickets} 张未关闭的工单 · 正在使用 {active} → 磁盘 {disk}"
            ),
        };
        let each =
            self.moved.iter().flat_map(|(ticket, moves)| moves.iter().map(|moved| self.row(ticket, moved, speech)));
        let mut lines = vec![head.into_speech(speech)];
        lines.extend(rows(&each.collect::<Vec<[String; 4]>>()));
        let foot = match (moved, at_once) {
            (0, _) => said!("no deadline would move", "没有期限会变"),
            (_, 0) => said!("{moved} tickets would move", "{moved} 张工单的期限会变"),
            (..) => said!(
                "{moved} tickets would move, {at_once} of them would fall due at once",
                "{moved} 张工单的期限会变，其中 {at_once} 张会马上到期"
            ),
        };
        lines.push(foot.into_speech(speech));
        lines
    }

    fn row(&self, ticket: &Ticket, moved: &Move, speech: Speech) -> [String; 4] {
        let at = |at: Option<Timestamp>| match at {
            Some(at) => moment(at, &self.brand, speech),
            None => said!("none", "无").into_speech(speech),
        };
        let remark = match moved.fate {
            Fate::Moves => Said::default(),
            Fate::AtOnce => said!("due at once", "马上到期"),
            Fate::StaysLate => said!("stays late", "已经迟了，仍算迟"),
        };
        [
            format!("  {}", self.name(ticket)),
            words(moved).into_speech(speech),
            format!("{} → {}", at(moved.old), at(moved.new)),
            Said::joined(
                &[remark, counted(moved)].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>(),
                (", ", "，"),
            )
            .into_speech(speech),
        ]
    }
}

/// How the new time of a promise is counted.
fn counted(moved: &Move) -> Said {
    let Some(account) = &moved.account else { return Said::default() };
    let (sla, calendar, target) = (&account.sla, &account.calendar, account.target);
    let (gone, paused) = (dates::length(account.counted), dates::length(account.paused));
    match account.paused > Span::ZERO {
        true => said!(
            "{sla}: {target} of {calendar}, {gone} counted, {paused} paused",
            "{sla}：{calendar} 日历 {target}，已计 {gone}，暂停 {paused}"
        ),
        false => said!("{sla}: {target} of {calendar}, {gone} counted", "{sla}：{calendar} 日历 {target}，已计 {gone}"),
    }
}

fn words(moved: &Move) -> Said {
    let name = name(moved.timer);
    match moved.timer {
        TimerKind::Remind => {
            Said { en: format!("{} {}", name.en, moved.level), zh: format!("{} {}", name.zh, moved.level) }
        }
        _ => name,
    }
}
