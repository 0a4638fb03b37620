//! `frontdesk list`

use super::setup::{self, Place};
use super::table::{self, Column, column, narrowing, shown, table};
use super::{Done, Failure, say, say_json};
use crate::clock;
use crate::config::Book;
use crate::mail::visible;
use crate::phrasebook;
use crate::policy::Brand;
use crate::rules::RuleSet;
use crate::rules::diagnostic::{Speech, said};
use crate::sla::SlaBook;
use crate::store::{ListFilter, TicketRow, View};
use crate::ticket::Status;
use crate::time::Timestamp;
use serde::Serialize;
use std::process::ExitCode;

/// What the lines are read with.
pub struct Lens<'a> {
    pub rules: &'a RuleSet,
    pub slas: &'a SlaBook,
    pub brand: &'a Brand,
}

#[derive(Default)]
pub struct Wanted {
    pub status: Option<String>,
    pub category: Option<String>,
    /// Closed tickets too, and those of robots.
    pub all: bool,
}

/// A ticket's line.
#[derive(Serialize)]
pub struct Line {
    pub ticket: String,
    pub status: String,
    pub category: String,
    #[serde(skip)]
    pub category_name: String,
    pub language: String,
    pub customer: String,
    pub subject: String,
    pub opened_at: String,
    pub changed_at: String,
    /// The next promise; none when nothing is owed.
    pub due_at: Option<String>,
    pub due_kind: Option<&'static str>,
    pub overdue: bool,
    #[serde(skip)]
    pub due: Option<Timestamp>,
}

const COLUMNS: [Column; 7] = [
    column("TICKET", "工单"),
    column("STATUS", "状态"),
    narrowing("CATEGORY", "类别", 8),
    column("LANG", "语言"),
    column("DUE", "期限"),
    narrowing("CUSTOMER", "客户", 8),
    narrowing("SUBJECT", "主题", 8),
];

pub fn run(place: &Place, wanted: Wanted, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let policy_brand = crate::config::brand(&loaded);
    let reader = crate::store::Store::reader(&loaded.database())?;
    let Book { rules, slas } = setup::active(&loaded, &reader.view())?;
    let now = clock::now();
    let lines = lines(&reader.view(), &Lens { rules: &rules, slas: &slas, brand: &policy_brand }, &wanted, now)?;
    if as_json {
        lines.iter().for_each(say_json);
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        say(said!("no tickets", "没有工单").in_speech(speech));
        return Ok(ExitCode::SUCCESS);
    }
    let row = |line: &Line| {
        [
            line.ticket.clone(),
            phrasebook::told(&line.status, speech),
            line.category_name.clone(),
            line.language.clone(),
            line.due.map_or_else(String::new, |due| moment(due, (&policy_brand, speech), now)),
            shown(&visible::address(&line.customer), 30),
            shown(&line.subject, 40),
        ]
    };
    say(&table(&COLUMNS, &lines.iter().map(row).collect::<Vec<_>>(), speech));
    Ok(ExitCode::SUCCESS)
}

/// The tickets that are meant, the most urgent first.
pub fn lines(view: &View<'_>, lens: &Lens<'_>, wanted: &Wanted, now: Timestamp) -> Result<Vec<Line>, Failure> {
    let status = wanted.status.as_deref().map(parse_status).transpose()?;
    let filter = ListFilter { status, category: wanted.category.clone(), limit: 0 };
    let rows = view.list(&filter)?;
    let is_shown = |row: &TicketRow| {
        wanted.all
            || wanted.status.is_some()
            || !matches!(row.ticket.status, Status::Closed) && row.ticket.started_at.is_some()
    };
    let mut lines: Vec<Line> = rows.iter().filter(|row| is_shown(row)).map(|row| line(row, lens, now)).collect();
    lines.sort_by_key(|line| (line.due.is_none(), line.due));
    Ok(lines)
}

fn line(row: &TicketRow, lens: &Lens<'_>, now: Timestamp) -> Line {
    let ticket = &row.ticket;
    let due = lens.slas.due(ticket);
    Line {
        ticket: format!("{}{}", lens.brand.number, ticket.number),
        status: ticket.status.name().into(),
        category: ticket.category.clone(),
        category_name: lens.rules.name_of(&ticket.category, ticket.language).to_owned(),
        language: ticket.language.tag().into(),
        customer: ticket.customer.to_string(),
        subject: ticket.subject.clone(),
        opened_at: ticket.opened_at.rfc3339(),
        changed_at: row.changed_at.rfc3339(),
        due_at: due.map(|(_, at)| at.rfc3339()),
        due_kind: due.map(|(kind, _)| kind.name()),
        overdue: due.is_some_and(|(_, at)| at < now),
        due: due.map(|(_, at)| at),
    }
}

fn parse_status(text: &str) -> Result<Status, Failure> {
    let all = [Status::Open, Status::Waiting, Status::Solved, Status::Closed];
    // As the table shows them is right too.
    let is_meant = |status: &Status| status.name() == text || phrasebook::told(status.name(), Speech::Zh) == text;
    let wrong = || {
        said!(
            "--status {text}: write open, waiting, solved or closed",
            "--status {text}：请写 open（处理中）、waiting（等客户回复）、solved（已解决）或 closed（已关闭）"
        )
    };
    all.into_iter().find(is_meant).ok_or_else(|| Failure::new(Failure::CANNOT, wrong()))
}

/// `Mon 23 Nov 14:30`, with `late` when it is over; in the brand's zone.
pub fn moment(at: Timestamp, (brand, speech): (&Brand, Speech), now: Timestamp) -> String {
    let late = match (at < now, speech) {
        (false, _) => "",
        (true, Speech::En) => " late",
        (true, Speech::Zh) => " 已超时",
    };
    format!("{}{late}", table::moment(at, brand, speech))
}
