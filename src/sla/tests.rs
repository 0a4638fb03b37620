//! core: Books of promises, good and bad.

use super::*;
use crate::mail::{Address, Language};
use crate::rules::{Diagnostic, RuleFile};
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
    assert_eq!(
        (sla.first_response, sla.resolution),
        (Some(Target::Open(Span::hours(24))), Some(Target::Open(Span::hours(48))))
    );
    assert_eq!(
        sla.warn.iter().map(|warn| warn.when).collect::<Vec<_>>(),
        [Warn::Percent(75), Warn::Before(Span::hours(2))]
    );
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

fn read(text: &str, files: &[(&str, &str)]) -> Result<SlaBook, Vec<Diagnostic>> {
    let file = |(path, text): &(&str, &str)| RuleFile { path: (*path).to_owned(), text: (*text).to_owned() };
    let files: Vec<RuleFile> = files.iter().map(file).collect();
    SlaBook::read(&Source { text, file: "config/sla.toml", files: &files, zones: crate::config::sla::ZONES })
}

/// The one fault of an office, written so, and its days.
#[track_caller]
fn office_fault(office: &str, days: &str) -> String {
    let text =
        format!("[calendar.office]\n{office}\n[sla.a]\ncalendar = \"office\"\nfirst_response = \"2 working days\"\n");
    let faults = read(&text, &[("calendars/days.toml", days)]).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.into_iter().map(|fault| fault.to_string()).collect()
}

#[test]
fn an_office_says_when_it_opens_and_slips_are_named_with_their_remedy() {
    let zone = "zone = \"Asia/Shanghai\"\n";
    let hours = "mon-fri = [\"09:00-18:00\"]\n";
    let days = "exceptions = [\"calendars/days.toml\"]\n";
    let closed = "\"2026-05-01\" = { closed = true }\n";
    for (office, file, told) in [
        (hours.to_owned(), closed, "needs its time zone"),
        (format!("zone = \"Asia/Shanghei\"\n{hours}"), closed, "did you mean Asia/Shanghai?"),
        (format!("{zone}mon-fir = [\"09:00-18:00\"]\n{hours}"), closed, "did you mean mon-fri?"),
        (format!("{zone}weekend = [\"09:00-18:00\"]\n{hours}"), closed, "sat-sun"),
        (format!("{zone}mon-fri = [\"9-18\"]\n"), closed, "\"9-18\" are no hours"),
        (format!("{zone}mon-fri = [\"09:00-13:00\", \"12:00-18:00\"]\n"), closed, "overlap"),
        (format!("{zone}mon-sun = [\"22:00-06:00\", \"05:00-07:00\"]\n"), closed, "overlap"),
        (format!("{zone}{hours}fri = [\"09:00-12:00\"]\n"), closed, "fri has its hours already"),
        (format!("{zone}mon-fri = []\n"), closed, "never opens"),
        (
            format!("{zone}{hours}exceptions = [\"calendars/dazs.toml\"]\n"),
            closed,
            "there is no file calendars/dazs.toml",
        ),
        (format!("{zone}{hours}exceptions = [\"../days.toml\"]\n"), closed, "lies in another folder"),
        (format!("{zone}{hours}{days}"), "\"2026-02-30\" = { closed = true }\n", "config/calendars/days.toml:1:1"),
        (format!("{zone}{hours}{days}"), "\"2026-05-03..2026-05-01\" = { closed = true }\n", "is no date"),
        (
            format!("{zone}{hours}{days}"),
            "\"2026-05-01\" = { closed = true, open = [\"09:00-10:00\"] }\n",
            "closed or open?",
        ),
        (format!("{zone}{hours}{days}"), "\"2026-05-01\" = { closed = false }\n", "closed or open?"),
        (format!("{zone}{hours}{days}"), "\"2026-05-01\" = { open = [\"22:00-06:00\"] }\n", "go over midnight"),
        (format!("{zone}{hours}{days}"), "\"2026-05-01\" = { closd = true }\n", "did you mean closed?"),
        (format!("{zone}{hours}{days}"), "\"2026-05-01\" = { closed = true, name = { en = \"x\" } }\n", "E20"),
        (
            format!("{zone}{hours}{days}"),
            "\"2026-05-01..2026-05-05\" = { closed = true }\n\"2026-05-03\" = { closed = true }\n",
            "2026-05-03 stands in line 1 too",
        ),
    ] {
        let fault = office_fault(&office, file);
        assert!(fault.contains(told), "{office}{file}\n{fault}");
    }
}

#[test]
fn a_length_means_one_thing_on_each_calendar() {
    let told = fault("[sla.a]\ncalendar = \"office\"\nfirst_response = \"24h\"\n");
    assert!(told.contains("there is no calendar office") && told.contains("[calendar.office]"), "{told}");
    let told = fault("[sla.a]\nfirst_response = \"2 working days\"\n");
    assert!(told.contains("E30") && told.contains("\"48h\""), "{told}");
    let office = "zone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-18:00\"]\n[sla.b]\ncalendar = \"office\"\nfirst_response = \"3d\"\n";
    assert!(office_fault(office, "").contains("write 72h or 3 working days"));
    let office = "zone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-18:00\"]\n[waiting]\nclose = \"9 working days\"\n";
    assert!(office_fault(office, "").contains("no working days here"));
    assert!(fault("[sla.a]\nfirst_response = \"0 working days\"\n").contains("are no promise"));
}

#[test]
fn peaks_nights_and_open_hours_of_a_level_are_read_and_slips_named() {
    let name = "name = { zh = \"双十一\", en = \"Singles' Day\" }\n";
    for (text, told) in [
        ("[peak.\"2026-11-08..2026-11-13\"]\nslower = \"2x\"\n".to_owned(), "a peak needs its name"),
        (format!("[peak.\"november\"]\nslower = \"2x\"\n{name}"), "are no days"),
        (format!("[peak.\"2026-11-08\"]\n{name}"), "how much slower?"),
        (format!("[peak.\"2026-11-08\"]\nslower = \"0.5x\"\n{name}"), "no stretch"),
        ("[quiet]\ncustomers = \"22-8\"\n".to_owned(), "are no quiet hours"),
        ("[quiet]\ncustomer = \"22:00-08:00\"\n".to_owned(), "did you mean customers?"),
        (
            "[sla.a]\nfirst_response = \"24h\"\nwarn = [{ at = \"75%\", deliver = \"open_hours\" }]\n".to_owned(),
            "ever closes",
        ),
        ("[raise]\n\"regulator\" = { priority = \"urgent\" }\n".to_owned(), "who is told?"),
        ("[raise]\n\"regulator\" = { priority = \"urgnt\", to = \"lead\" }\n".to_owned(), "did you mean urgent?"),
        ("[raise]\n\"<soon>\" = { priority = \"high\", to = \"lead\" }\n".to_owned(), "E11"),
        ("[[override]]\nsla = \"urgent\"\nlanguage = \"en\"\n".to_owned(), "there is no promise urgent"),
        ("[sla.a]\nfirst_response = \"24h\"\n[[override]]\nsla = \"a\"\n".to_owned(), "says too little"),
        (
            "[sla.a]\nfirst_response = \"24h\"\n[[override]]\nsla = \"a\"\nsender = \"shop\"\n".to_owned(),
            "is no address",
        ),
        (
            "[sla.a]\nfirst_response = \"24h\"\nwarn = [{ deliver = \"always\" }]\n".to_owned(),
            "when is this warning due?",
        ),
    ] {
        let fault = fault(&text);
        assert!(fault.contains(told), "{text}{fault}");
    }
    let text = format!(
        "[peak.\"2026-11-08..2026-11-13\"]\nslower = \"1.5x\"\n{name}[quiet]\ncustomers = \"22:00-08:00\"\n\
         [calendar.office]\nzone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-18:00\"]\n\
         [sla.a]\nfirst_response = \"24h\"\nwarn = [{{ at = \"75%\", deliver = \"open_hours\" }}]\n\
         escalate = [{{ after = \"0h\", to = \"lead\", deliver = \"office\" }}]\n"
    );
    let book = read(&text, &[]).unwrap();
    assert_eq!((book.peaks[0].slower, book.quiet), (150, Some(Quiet { from: 22 * 60, to: 8 * 60 })));
    let sla = &book.slas["a"];
    let delivered = [&sla.warn[0].deliver, &sla.escalate[0].deliver].map(|calendar| calendar.as_ref().unwrap().name());
    assert_eq!(delivered, ["office", "office"]);
    let at = |text: &str| Timestamp::from_secs(text.parse::<jiff::Timestamp>().unwrap().as_second());
    let mut late = ticket();
    late.sla = Some("a".to_owned());
    for (start, due) in [("2026-11-07T15:00Z", "2026-11-08T15:00Z"), ("2026-11-08T15:00Z", "2026-11-10T03:00Z")] {
        late.started_at = Some(at(start));
        assert_eq!(
            book.deadline(&late, TimerKind::FirstResponse),
            Some(at(due)),
            "made before or on the days of the peak"
        );
    }
    assert_eq!(book.peak_of(&late).unwrap().en, "Singles' Day");
}

#[test]
fn a_year_without_holidays_is_told_in_time() {
    let text = "[calendar.office]\nzone = \"Asia/Shanghai\"\nmon-fri = [\"09:00-18:00\"]\nexceptions = [\"calendars/a.toml\"]\n";
    let told = |now: &str, days: &str| {
        let book = read(text, &[("calendars/a.toml", days)]).unwrap();
        let source = Source { text, file: "sla.toml", files: &[], zones: crate::config::sla::ZONES };
        let now = Timestamp::from_secs(now.parse::<jiff::Timestamp>().unwrap().as_second());
        let told = outlook::outlook(&source, &book, now).into_iter();
        told.map(|told| (told.code, told.line, told.message.en)).collect::<Vec<_>>()
    };
    let days = "\"2026-05-01\" = { closed = true }\n";
    assert_eq!(told("2026-09-30T15:59:59Z", days), []);
    let missing = |year: i32| vec![("W120", 1, format!("the calendar office lists no holidays of {year}"))];
    assert_eq!(told("2026-09-30T16:00:00Z", days), missing(2027), "October in Shanghai");
    assert_eq!(told("2027-02-01T00:00:00Z", days), missing(2027));
    assert_eq!(told("2026-11-01T00:00:00Z", &format!("{days}\"2027-05-01\" = {{ closed = true }}\n")), []);
    let shut = (0..40)
        .map(|n| format!("\"{}-01-01..{}-12-31\" = {{ closed = true }}\n", 2026 + n, 2026 + n))
        .collect::<String>();
    assert_eq!(told("2026-05-01T00:00:00Z", &shut)[0].0, "E30", "shut for good");
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
