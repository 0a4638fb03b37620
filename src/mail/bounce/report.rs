//! core: The machine-readable part of a delivery report (RFC 3464), and the mail it returns.
//! In: the parts of a report. Out: recipients with status; the Message-ID of the original.
//! Never fails on a broken group: what cannot be read is left out.

use super::{MOST, Part, short, status_code};
use crate::mail::{BouncedRecipient, Headers};

pub enum Statuses {
    /// No part, or none that names a recipient.
    None,
    /// Empty: all were delivered.
    Recipients(Vec<BouncedRecipient>),
}

pub fn is_delivery_status(media_type: &str) -> bool {
    matches!(media_type, "message/delivery-status" | "message/global-delivery-status")
}

pub fn recipients(parts: &[Part<'_>]) -> Statuses {
    let mut found: Vec<BouncedRecipient> = Vec::new();
    let mut names_any = false;
    for part in parts.iter().filter(|part| is_delivery_status(part.media_type)) {
        for group in groups(&String::from_utf8_lossy(part.content)) {
            let Some(address) = address(&group) else { continue };
            names_any = true;
            let recipient = recipient(&group, address);
            let is_new = |r: &BouncedRecipient| !found.iter().any(|f| f.address.eq_ignore_ascii_case(&r.address));
            found.extend(recipient.filter(is_new).filter(|_| found.len() < MOST));
        }
    }
    if names_any { Statuses::Recipients(found) } else { Statuses::None }
}

type Fields = Vec<(String, String)>;

/// Blocks of fields, parted by blank lines, folded lines joined.
fn groups(text: &str) -> Vec<Fields> {
    let mut groups: Vec<Fields> = vec![Fields::new()];
    for line in text.lines() {
        let Some(group) = groups.last_mut() else { break };
        if line.trim().is_empty() {
            groups.push(Fields::new());
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            group.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    groups
}

fn field<'a>(group: &'a Fields, name: &str) -> Option<&'a str> {
    group.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// The address we wrote to (RFC 3464 section 2.3.1), else the one it was forwarded to.
fn address(group: &Fields) -> Option<String> {
    ["original-recipient", "final-recipient", "x-actual-recipient"].iter().find_map(|name| {
        let value = field(group, name)?;
        let address = value.split_once(';').map_or(value, |(_, address)| address);
        let address = address.split_once('<').map_or(address, |(_, inner)| inner.split('>').next().unwrap_or(inner));
        let address = address.trim().trim_matches('"').trim_end_matches('.');
        address.contains('@').then(|| address.to_owned())
    })
}

/// None when the group reports success.
fn recipient(group: &Fields, address: String) -> Option<BouncedRecipient> {
    let diagnostic =
        short(field(group, "diagnostic-code").map_or("", |d| d.split_once(';').map_or(d, |(_, text)| text)));
    let status = field(group, "status").and_then(status_code).or_else(|| status_code(&diagnostic)).unwrap_or_default();
    let action = field(group, "action").unwrap_or_default().to_lowercase();
    let action = action.split([' ', ';', '(']).next().unwrap_or_default();
    let permanent = match action {
        "delivered" | "relayed" | "expanded" => return None,
        "delayed" => false,
        "failed" | "failure" => true,
        _ if status.starts_with('2') => return None,
        _ => !status.starts_with('4'),
    };
    Some(BouncedRecipient { address, status, permanent, diagnostic })
}

/// From the returned mail or its headers, the last part that has one.
pub fn returned_message_id(parts: &[Part<'_>]) -> Option<String> {
    let returned = [
        "message/rfc822",
        "text/rfc822-headers",
        "text/rfc822",
        "message/global",
        "message/global-headers",
        "message/rfc822-headers",
    ];
    parts.iter().filter(|part| returned.contains(&part.media_type)).find_map(|part| {
        let text = String::from_utf8_lossy(part.content);
        let header = text.trim_start().lines().take_while(|line| !line.trim().is_empty());
        id_among(header)
    })
}

/// Exchange and Gmail name the failed mail in the report's own threading fields.
pub fn answered_id(headers: &Headers) -> Option<String> {
    ["X-Original-Message-ID", "In-Reply-To", "References"].iter().find_map(|name| {
        let value = headers.first(name)?;
        value.split_whitespace().last().and_then(bare_id)
    })
}

/// `Message-ID: <…>`, also when the id stands on the folded line below.
pub fn id_among<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<String> {
    while let Some(line) = lines.next() {
        let line = line.trim_start_matches(['>', ' ', '\t']);
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.trim().eq_ignore_ascii_case("message-id") {
            return bare_id(value).or_else(|| lines.next().and_then(bare_id));
        }
    }
    None
}

fn bare_id(value: &str) -> Option<String> {
    let id = value.split_once('<').map_or(value, |(_, inner)| inner).split('>').next().unwrap_or_default().trim();
    (id.contains('@') && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}
