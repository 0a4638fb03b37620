//! core: Books of promises, good and bad.

use super::*;
use crate::mail::{Address, Language};
use crate::ticket::{Entry, What, apply::apply};

pub const START: Timestamp = Timestamp::from_secs(1_795_305_600);
pub const BOOK: &str = "[sla.standard]\nfirst_response = \"24h\"\n[waiting]\nclose = \"14d\"\n";

pub fn book() -> SlaBook {
    SlaBook::load(BOOK, "sla.toml").unwrap()
}

/// Opened at the start, judged by nobody, promised an answer in a day.
pub fn ticket() -> Ticket {
    let what = What::Opened {
        number: 10_001,
        mailbox: "support".to_owned(),
        subject: "Hello".to_owned(),
        customer: Address::new("ann@example.org"),
        customer_name: String::new(),
        language: Language::En,
        category: GENERAL.to_owned(),
        also: Vec::new(),
        team: None,
        sla: Some(FOR_GENERAL.to_owned()),
        raise: None,
        is_silent: false,
        started_at: Some(START),
        maybe_related: None,
    };
    apply(None, &Entry { step: 1, at: START, what, why: "a sample".to_owned() }).unwrap()
}

fn faults(text: &str) -> Vec<(String, String)> {
    match SlaBook::load(text, "config/sla.toml") {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| (fault.code.to_owned(), fault.to_string())).collect(),
    }
}

/// The one fault of a text.
#[track_caller]
fn fault(text: &str) -> String {
    let faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.into_iter().map(|(_, told)| told).collect()
}

#[test]
fn a_book_reads_as_it_is_written() {
    let book = SlaBook::load(
        r#"
[sla.payment]
calendar = "always"
first_response = "24h"
resolution = "48h"
warn = ["75%", "2h"]
escalate = [{ after = "12h", to = "manager" }, { after = "0h", to = "lead" }]
[waiting]
remind = ["2d"]
close = ""
[solved]
ask_after = ""
reopen_within = "10d"
[notice]
text = { zh = "维护", en = "Maintenance" }
until = "2026-11-22T01:00+08:00"
"#,
        "config/sla.toml",
    )
    .unwrap();
    let sla = &book.slas["payment"];
    assert_eq!((sla.first_response, sla.resolution), (Some(Span::hours(24)), Some(Span::hours(48))));
    assert_eq!(sla.warn, [Warn::Percent(75), Warn::Before(Span::hours(2))]);
    assert_eq!(sla.escalate.iter().map(|e| e.to.as_str()).collect::<Vec<_>>(), ["lead", "manager"], "ascending");
    assert_eq!((book.waiting.remind.clone(), book.waiting.close), (vec![Span::days(2)], None));
    assert_eq!(book.waiting.ask_again, Some(Span::days(2)), "what is not named keeps its default");
    assert_eq!((book.solved.ask_after, book.solved.reopen_within), (None, Span::days(10)));
    let until = book.notice.clone().unwrap().until.unwrap();
    assert_eq!(until.rfc3339(), "2026-11-21T17:00:00Z");
    assert!(book.notice(until - Span::secs(1)).is_some() && book.notice(until).is_none(), "it ends by itself");
}

#[test]
fn an_empty_book_has_the_defaults_and_no_promise() {
    let book = SlaBook::load("", "config/sla.toml").unwrap();
    assert!(book.slas.is_empty());
    assert_eq!(book.waiting.close, Some(Span::days(14)));
}

#[test]
fn a_slip_of_the_fingers_is_named_with_its_remedy() {
    let told = fault("[sla.payment]\nfirst_respnse = \"24h\"\nresolution = \"48h\"\n");
    assert!(told.contains("E02") && told.contains("2:1") && told.contains("did you mean first_response?"), "{told}");
    assert!(fault("[slas.payment]\nfirst_response = \"24h\"\n").contains("did you mean sla?"));
    assert!(fault("[sla.payment]\nfirst_response = 24\n").contains("a text in quotes"));
    assert!(fault("[sla.payment]\nfirst_response = “24h”\n").contains("Chinese quotes"));
}

#[test]
fn office_calendars_come_later_and_the_remedy_says_what_to_write() {
    assert!(fault("[calendar.office]\nzone = \"Asia/Shanghai\"\n").contains("calendar = \"always\""));
    let told = fault("[sla.a]\ncalendar = \"office\"\nfirst_response = \"24h\"\n");
    assert!(told.contains("E30") && told.contains("calendar = \"always\""), "{told}");
    let told = fault("[sla.a]\nfirst_response = \"2 working days\"\n");
    assert!(told.contains("E30") && told.contains("\"48h\""), "{told}");
    assert!(fault("[peak.\"2026-11-08..2026-11-13\"]\nslower = \"2x\"\n").contains("[peak] cannot be used yet"));
    assert!(fault("[quiet]\ncustomers = \"22:00-08:00\"\n").contains("[quiet] cannot be used yet"));
}

#[test]
fn a_warning_at_or_after_the_deadline_is_an_error() {
    for warn in ["\"100%\"", "\"0%\"", "\"0h\"", "\"24h\"", "\"30h\""] {
        let told = fault(&format!("[sla.a]\nfirst_response = \"24h\"\nwarn = [{warn}]\n"));
        assert!(told.contains("E30"), "{told}");
    }
    assert!(faults("[sla.a]\nfirst_response = \"24h\"\nwarn = [\"99%\", \"23h\"]\n").is_empty());
}

#[test]
fn promises_nobody_can_keep_are_errors() {
    for text in [
        "[sla.a]\nfirst_response = \"0h\"\n",
        "[sla.a]\ncalendar = \"always\"\n",
        "[sla.a]\nresolution = \"24h\"\nupdate = \"48h\"\n",
        "[waiting]\nremind = [\"7d\", \"3d\"]\n",
        "[waiting]\nclose = \"5d\"\n",
        "[solved]\nask_after = \"6d\"\n",
        "[sla.a]\nfirst_response = \"24h\"\nescalate = [{ after = \"1h\" }]\n",
        "[sla.a]\nfirst_response = \"soon\"\n",
        "[notice]\ntext = { en = \"Maintenance\" }\n",
        "[notice]\ntext = { zh = \"维护\", en = \"x\" }\nuntil = \"tomorrow\"\n",
    ] {
        fault(text);
    }
}

#[test]
fn all_errors_are_told_at_once() {
    assert_eq!(faults("[sla.a]\nfirst_response = \"x\"\nnext = \"1h\"\n[solvd]\n").len(), 3);
}
