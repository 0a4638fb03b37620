//! The figures as one page for a browser or the printer: nothing is loaded from elsewhere, nothing runs.
//! Never a stranger's markup: every word is escaped.

use super::super::table::moment;
use super::Lens;
use super::words::{length, length_or_none, promise, subject};
use crate::phrasebook;
use crate::report::{Heap, PaceRow, Report, Spread, WeekRow};
use crate::rules::diagnostic::Speech;
use crate::time::Span;
use minijinja::{AutoEscape, Environment};
use serde_json::{Value, json};

const PAGE: &str = include_str!("page.html");

/// A page is no archive: the whole list is in the sheet.
const MOST_BROKEN: usize = 40;
const MOST_WEEKS: usize = 26;

/// Heights of the plot of weeks.
const PLOT: usize = 120;

pub fn drawn(report: &Report, lens: &Lens<'_>) -> String {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    let speech = lens.speech;
    page.add_function("t", move |en: String, zh: String| match speech {
        Speech::En => en,
        Speech::Zh => zh,
    });
    page.render_str(PAGE, minijinja::value::Serde(figures(report, lens))).unwrap_or_else(|error| error.to_string())
}

fn figures(report: &Report, lens: &Lens<'_>) -> Value {
    let speech = lens.speech;
    let [from, to] = [report.since, report.until].map(|at| moment(at, lens.brand, speech));
    json!({
        "lang": match speech { Speech::En => "en", Speech::Zh => "zh-CN" },
        "brand": lens.brand.name, "from": from, "to": to,
        "open": heap(&report.open.all, report.open.all.tickets, speech),
        "lanes": lanes(report, lens),
        "opened": report.pace.opened,
        "first": spread(&report.pace.first_response, speech),
        "done": spread(&report.pace.resolution, speech),
        "pace": report.pace.categories.iter().map(|row| pace(row, lens)).collect::<Vec<_>>(),
        "has_open_time": report.pace.categories.iter().any(|row| row.first_response_open.is_some()),
        "weeks": weeks(&report.pace.weeks, speech),
        "kept": kept(report),
        "promises": report.promises.kinds.iter().map(|row| json!({
            "name": promise(row.promise, speech), "kept": row.kept, "broken": row.broken, "open": row.open,
            "share": row.share(),
        })).collect::<Vec<_>>(),
        "broken": broken(report, lens),
        "more_broken": report.promises.broken.len().saturating_sub(MOST_BROKEN),
        "silent": silent(report, speech),
        "general": general(report, lens),
    })
}

fn percent(value: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { (value as f64 * 1_000.0 / of as f64).round() / 10.0 }
}

fn heap(heap: &Heap, most: usize, speech: Speech) -> Value {
    let oldest = heap.oldest.as_ref().map(|o| json!({ "ticket": o.ticket, "age": length(o.age, speech) }));
    let [unread, us, customer] = [heap.unread, heap.us, heap.customer].map(|n| percent(n, most));
    json!({
        "tickets": heap.tickets, "unread": heap.unread, "us": heap.us, "customer": heap.customer, "oldest": oldest,
        "bars": [
            { "class": "unread", "x": 0.0, "width": unread },
            { "class": "us", "x": unread, "width": us },
            { "class": "customer", "x": unread + us, "width": customer },
        ],
    })
}

fn lanes(report: &Report, lens: &Lens<'_>) -> Vec<Value> {
    let lanes = &report.open.lanes;
    let most = lanes.iter().map(|lane| lane.heap.tickets).max().unwrap_or(0);
    let drawn = |lane: &crate::report::Lane| {
        let name = lens.category(&lane.category);
        json!({ "category": name, "team": lane.team, "heap": heap(&lane.heap, most, lens.speech) })
    };
    lanes.iter().map(drawn).collect()
}

fn spread(spread: &Spread, speech: Speech) -> Value {
    let [median, p90] = [spread.median, spread.p90].map(|span| length_or_none(span, speech));
    json!({ "count": spread.count, "median": median, "p90": p90 })
}

fn pace(row: &PaceRow, lens: &Lens<'_>) -> Value {
    let open = |spread: &Option<Spread>| spread.as_ref().map(|spread| length_or_none(spread.median, lens.speech));
    json!({
        "category": lens.category(&row.category), "opened": row.opened,
        "first": spread(&row.first_response, lens.speech), "done": spread(&row.resolution, lens.speech),
        "first_open": open(&row.first_response_open), "done_open": open(&row.resolution_open),
    })
}

/// Columns and, above them, how long the first answer took: half at most, nine in ten at most.
fn weeks(weeks: &[WeekRow], speech: Speech) -> Value {
    let newest = weeks.get(weeks.len().saturating_sub(MOST_WEEKS)..).unwrap_or_default();
    let most = newest.iter().map(|row| row.opened).max().unwrap_or(0);
    let slowest = newest.iter().filter_map(|row| row.first_response.p90).max();
    let height = |value: usize, most: usize| percent(value, most) * PLOT as f64 / 100.0;
    let time = |span: Option<Span>| {
        let secs = |span: Option<Span>| span.map_or(0, |span| usize::try_from(span.as_secs()).unwrap_or(0));
        height(secs(span), secs(slowest))
    };
    let columns = newest.iter().map(|row| {
        let (_, label) = row.week.split_once('-').unwrap_or(("", row.week.as_str()));
        json!({
            "week": row.week, "label": label, "opened": row.opened, "height": height(row.opened, most),
            "first": spread(&row.first_response, speech), "done": spread(&row.resolution, speech),
            "median": time(row.first_response.median), "p90": time(row.first_response.p90),
        })
    });
    let columns: Vec<Value> = columns.collect();
    json!({ "width": columns.len().max(6) * 44, "plot": PLOT, "columns": columns })
}

/// In percent, of all promises that are over.
fn kept(report: &Report) -> Option<usize> {
    let rows = report.promises.kinds.iter().filter(|row| row.kept.is_some());
    let (kept, over) = rows.fold((0, 0), |(kept, over), row| {
        let own = row.kept.unwrap_or(0);
        (kept + own, over + own + row.broken)
    });
    (kept * 100).checked_div(over)
}

fn broken(report: &Report, lens: &Lens<'_>) -> Vec<Value> {
    let row = |one: &crate::report::Broken| {
        json!({
            "ticket": one.ticket, "category": lens.category(&one.category), "promise": promise(one.promise, lens.speech),
            "due": moment(one.due_at, lens.brand, lens.speech), "late": length(one.late, lens.speech),
            "is_owed": one.met_at.is_none(),
        })
    };
    report.promises.broken.iter().take(MOST_BROKEN).map(row).collect()
}

fn silent(report: &Report, speech: Speech) -> Vec<Value> {
    let most = report.silent.iter().map(|silence| silence.mails).max().unwrap_or(0) as usize;
    let row = |silence: &crate::report::Silence| {
        json!({
            "row": silence.row, "reason": phrasebook::told(&silence.reason, speech), "mails": silence.mails,
            "width": percent(silence.mails as usize, most),
        })
    };
    report.silent.iter().map(row).collect()
}

fn general(report: &Report, lens: &Lens<'_>) -> Value {
    let general = &report.general;
    let newest = general.newest.iter().map(|one| {
        let at = moment(one.opened_at, lens.brand, lens.speech);
        json!({ "ticket": one.ticket, "subject": subject(&one.subject), "at": at })
    });
    json!({
        "tickets": general.tickets, "of": general.of, "open": general.open,
        "share": percent(general.tickets, general.of), "newest": newest.collect::<Vec<_>>(),
    })
}
