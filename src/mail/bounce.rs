//! core: What does a delivery report say (RFC 3464, and the reports that follow no RFC)?
//! In: headers, sender, text and parts. Out: the failed recipients and the Message-ID of what came back.
//! Never takes a customer for a mailer: free text is read only when sender, path or report type say a machine wrote it.
//! Weak spot: reports that give a user name without its domain.

mod prose;
mod report;

use super::{Bounce, BouncedRecipient, Headers, Kind, Mailbox, robot};

/// No report of our letters names more: each goes to one recipient.
const MOST: usize = 100;

/// A part of a report: media type (lower case) and decoded content.
pub struct Part<'a> {
    pub media_type: &'a str,
    pub content: &'a [u8],
}

/// The failed recipients, with `Kind::Bounce` or `Kind::Delay`; none when this is no report of a delivery.
/// `permanent` of a recipient: the mailer gave up; otherwise it still tries.
pub fn bounce(
    headers: &Headers,
    from: &[Mailbox],
    subject: &str,
    text: &str,
    parts: &[Part<'_>],
) -> Option<(Kind, Bounce)> {
    let original_message_id = || {
        report::returned_message_id(parts).or_else(|| prose::message_id(text)).or_else(|| report::answered_id(headers))
    };
    let is_named = names_failures(headers, from, subject, text, parts);
    let statuses = report::recipients(parts);
    let recipients = match statuses {
        // A report of success (`Action: delivered`) is no bounce.
        report::Statuses::Recipients(recipients) if recipients.is_empty() => return None,
        report::Statuses::Recipients(recipients) => recipients,
        report::Statuses::None if is_named => {
            let mut found = prose::recipients(subject, text, from);
            add_failed(headers, &mut found);
            found
        }
        report::Statuses::None => return None,
    };
    let is_delay = match recipients.as_slice() {
        [] => prose::is_delay(subject, text),
        some => some.iter().all(|r| !r.permanent),
    };
    let kind = if is_delay { Kind::Delay } else { Kind::Bounce };
    Some((kind, Bounce { recipients, original_message_id: original_message_id() }))
}

/// Did a machine write it, and does it speak of a failed delivery?
fn names_failures(headers: &Headers, from: &[Mailbox], subject: &str, text: &str, parts: &[Part<'_>]) -> bool {
    if headers.has("X-Failed-Recipients") {
        return true;
    }
    let is_path_null = headers.first("Return-Path").is_some_and(|path| matches!(path.trim(), "<>" | ""));
    let is_report = parts.iter().any(|part| report::is_delivery_status(part.media_type));
    let is_machine = is_path_null || is_report || from.is_empty() || from.iter().any(is_mailer);
    // Customers pass reports on: `Re:`, `Fwd:` and people's providers do not count.
    let names_itself = prose::is_report_subject(subject)
        && !from.iter().any(|mailbox| is_peoples(mailbox.address.domain()))
        && !headers.has("In-Reply-To");
    (is_machine || names_itself) && (prose::speaks_of_failure(text) || prose::is_report_subject(subject))
}

fn is_mailer(mailbox: &Mailbox) -> bool {
    let local = robot::bare_local(&mailbox.address).to_lowercase();
    let name = mailbox.name.to_lowercase();
    let names = [
        "mail delivery",
        "mail administrator",
        "delivery subsystem",
        "mailer-daemon",
        "postmaster",
        "系统退信",
        "mail system",
    ];
    let locals = [
        "mailer-daemon",
        "mailerdaemon",
        "postmaster",
        "mdaemon",
        "mail-daemon",
        "mail.delivery.system",
        "mailadm",
        "bounce",
    ];
    locals.iter().any(|daemon| local.contains(daemon)) || names.iter().any(|daemon| name.contains(daemon))
        // `From: Mail Delivery System <>`
        || !mailbox.address.as_str().contains('@')
}

fn is_peoples(domain: &str) -> bool {
    ["gmail.com", "qq.com", "163.com", "126.com", "outlook.com", "hotmail.com", "icloud.com", "foxmail.com", "sina.com"]
        .contains(&domain)
}

/// Exim names the addresses in a header field; the text gives the reasons.
fn add_failed(headers: &Headers, found: &mut Vec<BouncedRecipient>) {
    let named = headers.all("X-Failed-Recipients").flat_map(|value| value.split(','));
    for address in named.map(str::trim).filter(|address| address.contains('@')) {
        if !found.iter().any(|r| r.address.eq_ignore_ascii_case(address)) {
            found.push(BouncedRecipient {
                address: address.to_owned(),
                status: String::new(),
                permanent: true,
                diagnostic: String::new(),
            });
        }
    }
}

/// RFC 3463: the first `class.subject.detail` in a text, never a piece of an IP address.
fn status_code(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).map(|word| word.trim_end_matches('.')).find_map(|word| {
        let numbers: Vec<&str> = word.split('.').collect();
        let is_code = matches!(numbers.as_slice(), [class, subject, detail]
            if matches!(*class, "2" | "4" | "5") && (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()));
        is_code.then(|| word.to_owned())
    })
}

/// One line of at most 200 characters.
fn short(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

#[cfg(test)]
mod tests;
