//! core: The rows that look at the mail, top-down; the first that holds decides.
//! In: a mail and, if there is a config, its terms. Out: the gate.
//! Never reorders: a row's place is part of the page on mail safety, section 2.

use super::{Gate, Terms, auth, silent};
use crate::mail::{Address, Kind, Mail, ReturnPath, SpanKind, robot};
use crate::ticket::Facts;
use crate::time::{Span, Timestamp};

pub struct Row {
    pub id: &'static str,
    /// Where it comes from, for people.
    pub basis: &'static str,
    pub needs_policy: bool,
    /// The reason, when the row holds.
    holds: fn(&Case<'_>) -> Option<String>,
}

/// What a row may look at.
struct Case<'a> {
    mail: &'a Mail,
    facts: &'a Facts,
    terms: Option<&'a Terms<'a>>,
    now: Timestamp,
}

const fn row(id: &'static str, basis: &'static str, holds: fn(&Case<'_>) -> Option<String>) -> Row {
    Row { id, basis, needs_policy: false, holds }
}

const fn policy_row(id: &'static str, basis: &'static str, holds: fn(&Case<'_>) -> Option<String>) -> Row {
    Row { id, basis, needs_policy: true, holds }
}

pub const ROWS: [Row; 22] = [
    policy_row("L02", "stale or future mail", is_stale),
    policy_row("L03", "our own mail", is_own),
    row("L04", "loop marks of help desks", has_loop_mark),
    row("L05", "RFC 3834 section 2", has_null_path),
    row("L07", "RFC 3464, RFC 6522", is_report),
    row("L08", "RFC 3834 section 5", is_auto_submitted),
    row("L09", "RFC 5230 section 4.6, RFC 2369, RFC 2919, RFC 8058", is_list),
    row("L10", "RFC 3834 section 2", has_precedence),
    row("L11", "MS-OXCMAIL", is_suppressed),
    row("L12", "fields of auto-responders", is_autoreply),
    row("L13", "RFC 5230 section 4.6, RFC 2142", is_machine),
    row("L13", "whatever else reading took for a robot", is_other_robot),
    policy_row("L14", "our own addresses and people", is_ours),
    policy_row("L15", "RFC 3834 section 2, RFC 5230 section 4.5", is_not_to_us),
    row("L16", "mass mail", is_to_many),
    row("L17", "RFC 5322 section 3.6.2", has_odd_sender),
    policy_row("L18", "RFC 8601", is_unproven),
    policy_row("L19", "RFC 3834 section 4", has_other_path),
    row("L21", "hop count", is_looping),
    row("L22", "RFC 3834 section 3.1.5", is_absence),
    row("L26", "RFC 3834 section 2", is_unreadable),
    row("L26", "RFC 5546", is_invitation),
];

pub fn judge(mail: &Mail, facts: &Facts, terms: Option<&Terms<'_>>, now: Timestamp) -> Gate {
    let case = Case { mail, facts, terms, now };
    let held = ROWS.iter().find_map(|row| (row.holds)(&case).map(|why| (row, why)));
    match held {
        None => Gate::Send,
        Some((row, why)) if row.id == "L03" => Gate::Drop { row: row.id, why },
        Some((row, why)) => silent(row.id, format!("{why} ({})", row.basis)),
    }
}

/// The server's time, not the sender's. A mail without one (`explain`) is not asked.
fn is_stale(case: &Case<'_>) -> Option<String> {
    let arrived = case.facts.arrived_at;
    if arrived == Timestamp::default() {
        return None;
    }
    let age = case.now - arrived;
    if age > case.terms?.max_auto_age {
        return Some(format!("arrived {} hours ago", age.as_secs() / 3600));
    }
    (age < Span::hours(-1)).then(|| "arrived in the future".to_owned())
}

fn is_own(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let is_instance = |value: &str| value.split(';').next().unwrap_or_default().trim() == terms.instance;
    let is_marked = !terms.instance.is_empty() && case.mail.headers.all("X-Frontdesk-Loop").any(is_instance);
    if terms.is_own_letter || case.mail.kind == Kind::Own {
        return Some("its Message-ID is ours".to_owned());
    }
    is_marked.then(|| "X-Frontdesk-Loop names this instance".to_owned())
}

fn has_loop_mark(case: &Case<'_>) -> Option<String> {
    let whole = ["x-frontdesk-loop", "x-loop", "x-rt-loop-prevention"];
    let begun = ["x-zammad-", "x-otrs-", "x-autotask", "x-freescout-"];
    let mut names = case.mail.headers.0.iter().map(|(name, _)| name.to_lowercase());
    names.find(|name| whole.contains(&name.as_str()) || begun.iter().any(|b| name.starts_with(b)))
}

fn has_null_path(case: &Case<'_>) -> Option<String> {
    (case.mail.return_path == ReturnPath::Null).then(|| "Return-Path: <>".to_owned())
}

fn is_report(case: &Case<'_>) -> Option<String> {
    let mail = case.mail;
    if matches!(mail.kind, Kind::Bounce | Kind::Delay | Kind::Report) || mail.bounce.is_some() {
        return Some(mail.kind_why.clone());
    }
    let mut types: Vec<String> = vec![content_type(mail)];
    types.extend(mail.attachments.iter().map(|a| a.media_type.clone()));
    robot::report(&types)
        .or_else(|| mail.headers.first("X-Failed-Recipients").map(|to| format!("X-Failed-Recipients: {to}")))
}

fn is_auto_submitted(case: &Case<'_>) -> Option<String> {
    if case.is_forwarded() { None } else { robot::auto_submitted(&case.mail.headers) }
}

fn is_list(case: &Case<'_>) -> Option<String> {
    if case.is_forwarded() || case.is_own_list() { None } else { robot::list(&case.mail.headers).map(|(_, why)| why) }
}

/// An own list stamps `list` on what people write to it.
fn has_precedence(case: &Case<'_>) -> Option<String> {
    robot::precedence(&case.mail.headers)
        .filter(|(kind, _)| !(*kind == Kind::List && (case.is_own_list() || case.is_forwarded())))
        .map(|(_, why)| why)
}

fn is_suppressed(case: &Case<'_>) -> Option<String> {
    robot::suppressed(&case.mail.headers, &case.mail.subject)
}

fn is_autoreply(case: &Case<'_>) -> Option<String> {
    robot::autoreply(&case.mail.headers)
}

/// By From and by Return-Path; a trusted forwarder's own path is no sender.
fn is_machine(case: &Case<'_>) -> Option<String> {
    let from = case.mail.from.iter().find_map(|mailbox| robot::machine_sender(&mailbox.address));
    let path = || match &case.mail.return_path {
        ReturnPath::Path(path) if !case.is_forwarded() && !case.is_own_list() => {
            robot::machine_sender(path).map(|_| format!("Return-Path: {path}"))
        }
        _ => None,
    };
    from.map(|(_, why)| why).or_else(path)
}

fn is_ours(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let from = case.mail.from.iter().map(|mailbox| &mailbox.address);
    from.into_iter().find_map(|address| {
        if terms.own.iter().any(|own| is_mailbox_of(own, address)) {
            return Some(format!("{address} is our own address"));
        }
        terms.staff.iter().any(|staff| is_mailbox_of(staff, address)).then(|| format!("{address} is one of our people"))
    })
}

fn is_not_to_us(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let mail = case.mail;
    let mut recipients = mail.to.iter().chain(&mail.cc).chain(&mail.resent_to);
    let is_to_us = recipients.any(|to| terms.own.iter().any(|own| is_mailbox_of(own, &to.address)));
    (!is_to_us && !case.is_forwarded() && !case.is_own_list()).then(|| "our address is not in To or Cc".to_owned())
}

fn is_to_many(case: &Case<'_>) -> Option<String> {
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
fn has_odd_sender(case: &Case<'_>) -> Option<String> {
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

/// Only where the provider stamps it (section 3.6).
fn is_unproven(case: &Case<'_>) -> Option<String> {
    let trust = case.terms?.trust;
    let id = trust.authserv_id.as_deref()?;
    (!auth::is_authenticated(case.mail, trust)).then(|| format!("{id} does not vouch for the sender"))
}

/// Only where the provider stamps nothing: the path must then be the sender's own. An absent path counts as From.
fn has_other_path(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let ReturnPath::Path(path) = &case.mail.return_path else { return None };
    if terms.trust.authserv_id.is_some() || case.is_forwarded() || case.is_own_list() {
        return None;
    }
    let sender = case.mail.sender()?;
    (!auth::is_same_path(path, &sender.address)).then(|| format!("Return-Path {path} is not {}", sender.address))
}

fn is_looping(case: &Case<'_>) -> Option<String> {
    const MOST: usize = 30;
    let hops = case.mail.headers.all("Received").count();
    (hops > MOST).then(|| format!("{hops} Received fields"))
}

/// No proof of a robot, so the mail stays a person's; but a pause does not harm.
fn is_absence(case: &Case<'_>) -> Option<String> {
    robot::notice(&case.mail.subject, &case.mail.words(SpanKind::New))
}

fn is_unreadable(case: &Case<'_>) -> Option<String> {
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

fn is_invitation(case: &Case<'_>) -> Option<String> {
    let is_calendar = content_type(case.mail) == "text/calendar"
        || case.mail.attachments.iter().any(|a| a.media_type == "text/calendar");
    is_calendar.then(|| "Content-Type: text/calendar".to_owned())
}

/// Whatever else `robot` knows, so that no kind is forgotten here. Own lists and forwarders stamp people's mail.
fn is_other_robot(case: &Case<'_>) -> Option<String> {
    let is_stamped = case.is_forwarded() || (case.is_own_list() && case.mail.kind == Kind::List);
    (case.mail.kind != Kind::Human && !is_stamped).then(|| case.mail.kind_why.clone())
}

impl Case<'_> {
    /// The list is one of ours: a support address that is itself a group.
    fn is_own_list(&self) -> bool {
        let Some(terms) = self.terms else { return false };
        let id = |value: &str| {
            value.rsplit('<').next().unwrap_or_default().trim_end_matches(['>', ' ']).trim().to_lowercase()
        };
        let own = |value: &str| terms.trust.own_lists.iter().any(|list| list.to_lowercase() == id(value));
        let mut ids = self.mail.headers.all("List-Id").peekable();
        ids.peek().is_some() && ids.all(own)
    }

    /// Re-sent by a service we trust: its path says so (`li+caf_=support=okpay.example@x.org`, or its own domain).
    fn is_forwarded(&self) -> bool {
        let (Some(terms), ReturnPath::Path(path)) = (self.terms, &self.mail.return_path) else { return false };
        let local = path.local().split("+caf_=").next().unwrap_or_default().to_lowercase();
        let address = format!("{local}@{}", path.domain());
        terms.trust.forwarders.iter().map(|f| f.to_lowercase()).any(|forwarder| match forwarder.contains('@') {
            true => forwarder == address,
            false => path.domain() == forwarder || path.domain().ends_with(&format!(".{forwarder}")),
        })
    }
}

/// The same mailbox, plus-forms too.
fn is_mailbox_of(own: &Address, address: &Address) -> bool {
    let bare = |a: &Address| a.local().split('+').next().unwrap_or_default().to_lowercase();
    own.domain() == address.domain() && bare(own) == bare(address)
}

fn content_type(mail: &Mail) -> String {
    let value = mail.headers.first("Content-Type").unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_lowercase()
}
