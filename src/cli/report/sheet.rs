//! The figures as a sheet: one figure a row, as RFC 4180 has it.
//! Never a formula: what a stranger wrote may begin with a sign that a spreadsheet would calculate with.

use crate::mail::{card, visible};
use crate::report::{Heap, Report, Spread};
use crate::time::{Span, Timestamp};

const HEAD: [&str; 6] = ["section", "group", "ticket", "measure", "value", "note"];

/// What every row of a section has: section, group, ticket.
type Of<'a> = (&'a str, &'a str, &'a str);

pub fn written(report: &Report) -> String {
    let mut sheet = Sheet::default();
    sheet.row(HEAD);
    sheet.figure(("report", "", ""), "since", report.since.rfc3339());
    sheet.figure(("report", "", ""), "until", report.until.rfc3339());
    sheet.heap(("open", "", ""), &report.open.all);
    for lane in &report.open.lanes {
        let group =
            lane.team.as_ref().map_or_else(|| lane.category.clone(), |team| format!("{}/{team}", lane.category));
        sheet.heap(("open", &group, ""), &lane.heap);
    }
    sheet.pace(report);
    sheet.promises(report);
    for silence in &report.silent {
        sheet.row(["silent", &silence.row, "", "mails", &silence.mails.to_string(), &silence.reason]);
    }
    sheet.figure(("general", "", ""), "tickets", report.general.tickets);
    sheet.figure(("general", "", ""), "of", report.general.of);
    sheet.figure(("general", "", ""), "open", report.general.open);
    for newest in &report.general.newest {
        sheet.row(["general", "", &newest.ticket, "opened_at", &newest.opened_at.rfc3339(), &newest.subject]);
    }
    sheet.text
}

#[derive(Default)]
struct Sheet {
    text: String,
}

impl Sheet {
    fn row(&mut self, cells: [&str; 6]) {
        self.text.push_str(&cells.map(cell).join(","));
        self.text.push_str("\r\n");
    }

    fn figure(&mut self, (section, group, ticket): Of<'_>, measure: &str, value: impl ToString) {
        self.row([section, group, ticket, measure, &value.to_string(), ""]);
    }

    fn heap(&mut self, of: Of<'_>, heap: &Heap) {
        let measures =
            [("tickets", heap.tickets), ("unread", heap.unread), ("us", heap.us), ("customer", heap.customer)];
        measures.into_iter().for_each(|(measure, value)| self.figure(of, measure, value));
        if let Some(oldest) = &heap.oldest {
            let (section, group, _) = of;
            self.figure((section, group, &oldest.ticket), "oldest_age_secs", oldest.age.as_secs());
        }
    }

    fn spread(&mut self, of: Of<'_>, measure: &str, spread: &Spread) {
        self.figure(of, &format!("{measure}_count"), spread.count);
        let mut length = |name: &str, span: Option<Span>| {
            let Some(span) = span else { return };
            self.figure(of, &format!("{measure}_{name}_secs"), span.as_secs());
        };
        length("median", spread.median);
        length("p90", spread.p90);
    }

    fn pace(&mut self, report: &Report) {
        let pace = &report.pace;
        self.figure(("pace", "", ""), "opened", pace.opened);
        self.spread(("pace", "", ""), "first_response", &pace.first_response);
        self.spread(("pace", "", ""), "resolution", &pace.resolution);
        for row in &pace.categories {
            let of = ("category", row.category.as_str(), "");
            self.figure(of, "opened", row.opened);
            self.spread(of, "first_response", &row.first_response);
            self.spread(of, "resolution", &row.resolution);
            let open = [("first_response_open", &row.first_response_open), ("resolution_open", &row.resolution_open)];
            open.into_iter().filter_map(|(n, s)| Some((n, s.as_ref()?))).for_each(|(n, s)| self.spread(of, n, s));
        }
        for row in &pace.weeks {
            let of = ("week", row.week.as_str(), "");
            self.figure(of, "opened", row.opened);
            self.spread(of, "first_response", &row.first_response);
            self.spread(of, "resolution", &row.resolution);
        }
    }

    fn promises(&mut self, report: &Report) {
        for row in &report.promises.kinds {
            let of = ("promise", row.promise.name(), "");
            if let Some(kept) = row.kept {
                self.figure(of, "kept", kept);
            }
            self.figure(of, "broken", row.broken);
            self.figure(of, "open", row.open);
        }
        for broken in &report.promises.broken {
            let met = broken.met_at.map(Timestamp::rfc3339).map_or("still owed".to_owned(), |at| format!("met {at}"));
            let note = format!("{}, due {}, {met}", broken.category, broken.due_at.rfc3339());
            let late = broken.late.as_secs().to_string();
            self.row(["broken", broken.promise.name(), &broken.ticket, "late_secs", &late, &note]);
        }
    }
}

/// Quoted where it must be (RFC 4180 section 2); what would be a formula is text by an apostrophe.
fn cell(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !visible::is_tricky(*c)).collect();
    let masked = card::masked(&clean);
    let is_formula = masked.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = format!("{}{masked}", if is_formula { "'" } else { "" });
    if guarded.contains([',', '"', '\r', '\n']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_customers_words_are_never_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"http://x\",\"a\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\"");
        assert_eq!(["+1", "-1", "@SUM(A1)", "a=b"].map(cell), ["'+1", "'-1", "'@SUM(A1)", "a=b"]);
        assert_eq!(cell("\u{202E}=1"), "'=1", "what hides the sign is taken away first");
    }

    #[test]
    fn what_holds_a_comma_or_a_quote_is_quoted() {
        assert_eq!(["a,b", "a\"b", "plain"].map(cell), ["\"a,b\"", "\"a\"\"b\"", "plain"]);
        assert!(!cell("card 4111 1111 1111 1111").contains("4111 1111 1111 1111"));
    }
}
