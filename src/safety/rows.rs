//! core: What do the rows of the gate see in a mail?
//! In: a mail and, if there is a config, its terms. Out: why a row holds, or nothing.
//! Never decides by itself: order, reasons and tests stand in `table`.

use super::Terms;
use crate::letter;
use crate::mail::{Address, Kind, Mail, ReturnPath, SpanKind, robot};
use crate::ticket::Facts;
use crate::time::{Span, Timestamp};

/// What a row may look at.
pub struct Case<'a> {
    pub mail: &'a Mail,
    pub facts: &'a Facts,
    pub terms: Option<&'a Terms<'a>>,
    pub now: Timestamp,
}

/// The server's time, not the sender's. A mail without one (`explain`) is not asked.
pub fn is_stale(case: &Case<'_>) -> Option<String> {
    let arrived = case.facts.stamped_at.unwrap_or(case.facts.arrived_at);
    if arrived == Timestamp::default() {
        return None;
    }
    let age = case.now - arrived;
    if age > case.terms?.max_auto_age {
        return Some(format!("arrived {} hours ago", age.as_secs() / 3600));
    }
    (age < Span::hours(-1)).then(|| "arrived in the future".to_owned())
}

/// A letter of ours is known by the MAC of its Message-ID; where a relay gave it another, by the MAC of its loop mark
/// beside our own address. A mark alone anybody can copy from a letter: then L04 holds.
pub fn is_own(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    if terms.is_own_letter || case.mail.kind == Kind::Own {
        return Some("its Message-ID is ours".to_owned());
    }
    let sender = &case.mail.sender()?.address;
    let is_from_us = terms.own.iter().any(|own| own.same_as(sender));
    let mut marks = case.mail.headers.all("X-Frontdesk-Loop");
    let is_marked = is_from_us && marks.any(|mark| letter::is_loop_mark(terms.keys, mark));
    is_marked.then(|| "X-Frontdesk-Loop has our mark".to_owned())
}

pub fn has_loop_mark(case: &Case<'_>) -> Option<String> {
    let whole = ["x-frontdesk-loop", "x-loop", "x-rt-loop-prevention"];
    let begun = ["x-zammad-", "x-otrs-", "x-autotask", "x-freescout-"];
    let mut names = case.mail.headers.0.iter().map(|(name, _)| name.to_lowercase());
    names.find(|name| whole.contains(&name.as_str()) || begun.iter().any(|b| name.starts_with(b)))
}

pub fn has_null_path(case: &Case<'_>) -> Option<String> {
    (case.mail.return_path == ReturnPath::Null).then(|| "Return-Path: <>".to_owned())
}

pub fn is_report(case: &Case<'_>) -> Option<String> {
    let mail = case.mail;
    if matches!(mail.kind, Kind::Bounce | Kind::Delay | Kind::Report) || mail.bounce.is_some() {
        return Some(mail.kind_why.clone());
    }
    let mut types: Vec<String> = vec![content_type(mail)];
    types.extend(mail.attachments.iter().map(|a| a.media_type.clone()));
    robot::report(&types)
        .or_else(|| mail.headers.first("X-Failed-Recipients").map(|to| format!("X-Failed-Recipients: {to}")))
}

pub fn is_auto_submitted(case: &Case<'_>) -> Option<String> {
    robot::auto_submitted(&case.original())
}

pub fn is_list(case: &Case<'_>) -> Option<String> {
    robot::list(&case.original()).map(|(_, why)| why)
}

pub fn has_precedence(case: &Case<'_>) -> Option<String> {
    robot::precedence(&case.original()).map(|(_, why)| why)
}

pub fn is_suppressed(case: &Case<'_>) -> Option<String> {
    robot::suppressed(&case.mail.headers, &case.mail.subject)
}

pub fn is_autoreply(case: &Case<'_>) -> Option<String> {
    robot::autoreply(&case.mail.headers)
}

/// By From and by Return-Path; a trusted forwarder's own path is no sender.
pub fn is_machine(case: &Case<'_>) -> Option<String> {
    let from = case.mail.from.iter().find_map(|mailbox| robot::machine_sender(&mailbox.address));
    let path = || match &case.mail.return_path {
        ReturnPath::Path(path) if !case.is_forwarded() && !case.is_own_list() => {
            robot::machine_sender(path).map(|_| format!("Return-Path: {path}"))
        }
        _ => None,
    };
    from.map(|(_, why)| why).or_else(path)
}

pub fn is_ours(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let from = case.mail.from.iter().map(|mailbox| &mailbox.address);
    from.into_iter().find_map(|address| {
        if terms.own.iter().any(|own| is_mailbox_of(own, address)) {
            return Some(format!("{address} is our own address"));
        }
        terms.staff.iter().any(|staff| is_mailbox_of(staff, address)).then(|| format!("{address} is one of our people"))
    })
}

pub fn is_to_many(case: &Case<'_>) -> Option<String> {
    const MOST: usize = 20;
    let count = case.mail.to.len() + case.mail.cc.len();
    if count > MOST {
        return Some(format!("{count} recipients"));
    }
    // `undisclosed-recipients:;`, `IETF-Announce:;`: a group nobody may see into (RFC 5322 section 3.4).
    let is_hidden =
        |value: &&str| value.to_lowercase().contains("undisclosed-recipients") || value.trim().ends_with(":;");
    let hidden = case.mail.headers.all("To").find(is_hidden)?;
    Some(format!("To: {}", hidden.trim().chars().take(40).collect::<String>()))
}

/// Exactly one plain address may be answered; everything else is a way to forge one.
pub fn has_odd_sender(case: &Case<'_>) -> Option<String> {
    let mail = case.mail;
    if mail.from_fields != 1 {
        return Some(format!("{} From fields", mail.from_fields));
    }
    let [sender] = mail.from.as_slice() else { return Some(format!("{} addresses in From", mail.from.len())) };
    let address = sender.address.as_str();
    let (local, domain) = (sender.address.local(), sender.address.domain());
    let is_plain = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | '<' | '>' | ',' | ';' | ':' | '\\' | '[' | ']' | '@')
    };
    let is_dotted = domain.contains('.') && !domain.split('.').any(str::is_empty);
    let is_name = domain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let is_numeric = domain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_usual = !local.is_empty() && local.chars().all(is_plain) && is_dotted && is_name && !is_numeric;
    (!is_usual).then(|| format!("From address {:?} is unusual", address.chars().take(80).collect::<String>()))
}

pub fn is_looping(case: &Case<'_>) -> Option<String> {
    const MOST: usize = 30;
    let hops = case.mail.headers.all("Received").count();
    (hops > MOST).then(|| format!("{hops} Received fields"))
}

/// No proof of a robot, so the mail stays a person's; but a pause does not harm.
pub fn is_absence(case: &Case<'_>) -> Option<String> {
    robot::notice(&case.mail.subject, &case.mail.words(SpanKind::New))
}

pub fn is_unreadable(case: &Case<'_>) -> Option<String> {
    let kind = content_type(case.mail);
    let closed = [
        "multipart/encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "message/partial",
        "message/external-body",
    ];
    closed.contains(&kind.as_str()).then(|| format!("Content-Type: {kind}"))
}

pub fn is_invitation(case: &Case<'_>) -> Option<String> {
    let is_calendar = content_type(case.mail) == "text/calendar"
        || case.mail.attachments.iter().any(|a| a.media_type == "text/calendar");
    is_calendar.then(|| "Content-Type: text/calendar".to_owned())
}

/// The same mailbox, plus-forms too.
pub fn is_mailbox_of(own: &Address, address: &Address) -> bool {
    let bare = |a: &Address| a.local().split('+').next().unwrap_or_default().to_lowercase();
    own.domain() == address.domain() && bare(own) == bare(address)
}

fn content_type(mail: &Mail) -> String {
    let value = mail.headers.first("Content-Type").unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_lowercase()
}
