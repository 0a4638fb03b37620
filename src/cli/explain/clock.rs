//! How a ticket's promises are counted.

use super::super::table::{moment, rows};
use super::super::{say, say_json};
use crate::letter::dates;
use crate::policy::Brand;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::sla::{Account, SlaBook};
use crate::ticket::{Status, Ticket, TimerKind};
use crate::time::Timestamp;
use serde_json::json;

/// After the mails: each deadline with the open time counted, the pauses and the promise.
pub fn tell(ticket: &Ticket, slas: &SlaBook, (brand, speech, as_json): (&Brand, Speech, bool), now: Timestamp) {
    let accounts = slas.accounts(ticket, now);
    if as_json {
        let number = format!("{}{}", brand.number, ticket.number);
        say_json(&json!({ "ticket": number, "promise": ticket.sla, "deadlines": accounts }));
        return;
    }
    say("");
    if accounts.is_empty() {
        return say(nothing(ticket, slas).in_speech(speech));
    }
    let told: Vec<[String; 4]> = accounts.iter().map(|account| row(account, (brand, speech))).collect();
    rows(&told).iter().for_each(|line| say(line));
}

fn nothing(ticket: &Ticket, slas: &SlaBook) -> Said {
    match (slas.of(ticket), &ticket.sla, ticket.status) {
        (None, None, _) => {
            said!("clock    no promise was made: its category names none", "时钟     没有承诺：类别没有写承诺")
        }
        (None, Some(name), _) => {
            said!("clock    its promise {name} is not in sla.toml", "时钟     sla.toml 里没有承诺 {name}")
        }
        (Some(_), _, Status::Open) => said!("clock    nothing is owed now", "时钟     现在不欠客户什么"),
        (Some(_), _, status) => {
            let name = status.name();
            said!("clock    stands still: the ticket is {name}", "时钟     停着：工单状态是 {name}")
        }
    }
}

fn row(account: &Account, (brand, speech): (&Brand, Speech)) -> [String; 4] {
    let (sla, calendar, target) = (&account.sla, &account.calendar, account.target);
    let (counted, paused) = (dates::length(account.counted), dates::length(account.paused));
    let due = moment(account.due, brand, speech);
    let what = match &account.peak {
        Some(peak) => said!("{sla}: {target} of {calendar} ({peak})", "{sla}：{calendar} 日历 {target}（{peak}）"),
        None => said!("{sla}: {target} of {calendar}", "{sla}：{calendar} 日历 {target}"),
    };
    let gone = match account.is_paused {
        true => said!("{counted} counted, {paused} paused, stands still", "已计 {counted}，暂停 {paused}，现在停着"),
        false => said!("{counted} counted, {paused} paused", "已计 {counted}，暂停 {paused}"),
    };
    let by = said!("by {due}", "{due} 前");
    [
        format!("clock    {}", name(account.timer).in_speech(speech)),
        by.into_speech(speech),
        what.into_speech(speech),
        gone.into_speech(speech),
    ]
}

/// As admins call it.
pub fn name(timer: TimerKind) -> Said {
    let en = timer.words();
    match timer {
        TimerKind::FirstResponse => said!("{en}", "首次答复"),
        TimerKind::NextResponse => said!("{en}", "下一次答复"),
        TimerKind::Update => said!("{en}", "进展通知"),
        TimerKind::Resolution => said!("{en}", "解决"),
        TimerKind::AskAgain => said!("{en}", "再问一次"),
        TimerKind::Remind => said!("{en}", "提醒"),
        TimerKind::Close | TimerKind::SolvedClose => said!("{en}", "关闭"),
        TimerKind::SolvedCheck => said!("{en}", "解决了吗"),
    }
}
