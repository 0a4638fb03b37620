//! core: Did a person write this mail?
//! In: header fields, sender, subject and part types. Out: the kind of mail, and why, in words that name the field.
//! Never calls a mail automatic for what its text says – but for read receipts, which say nothing else –, nor for
//! `X-Auto-Response-Suppress` alone (Exchange stamps it on people's mail too). Each sign is a function of its own, for the
//! gate asks for them one by one.

mod notices;
mod phrases;

pub use notices::{absence, notice};

use super::{Address, Headers, Kind, ReturnPath};

/// What a robot check looks at, besides the headers.
pub struct Signs<'a> {
    pub headers: &'a Headers,
    pub return_path: &'a ReturnPath,
    pub from: &'a [super::Mailbox],
    pub subject: &'a str,
    /// Its new words.
    pub words: &'a str,
    /// Media types of all parts, in order, lower case, the root's first.
    pub part_types: &'a [String],
    pub bounce: Option<&'a super::Bounce>,
}

/// The kind and why. `Own` is never answered here: it needs our keys.
pub fn kind(signs: &Signs<'_>) -> (Kind, String) {
    let headers = signs.headers;
    let from = || signs.from.iter().find_map(|mailbox| machine_sender(&mailbox.address));
    bounced(signs)
        .or_else(|| report(signs.part_types).map(|why| (Kind::Report, why)))
        .or_else(|| auto_submitted(headers).map(|why| (Kind::AutoReply, why)))
        .or_else(|| list(headers))
        .or_else(|| precedence(headers))
        .or_else(|| autoreply(headers).map(|why| (Kind::AutoReply, why)))
        .or_else(|| suppressed(headers, signs.subject).map(|why| (Kind::AutoReply, why)))
        .or_else(|| null_path(signs.return_path))
        .or_else(|| receipt(signs))
        .or_else(from)
        .unwrap_or_else(|| (Kind::Human, "no sign of a robot".to_owned()))
}

/// Gives up: a bounce. Still tries: a delay.
fn bounced(signs: &Signs<'_>) -> Option<(Kind, String)> {
    if let Some(bounce) = signs.bounce {
        let is_delay = !bounce.recipients.is_empty() && bounce.recipients.iter().all(|r| !r.permanent);
        let kind = if is_delay { Kind::Delay } else { Kind::Bounce };
        let names: Vec<String> =
            bounce.recipients.iter().map(|r| format!("{} {}", r.address, r.status).trim().to_owned()).collect();
        return Some((kind, format!("delivery report: {}", names.join(", ")).trim_end_matches([' ', ':']).to_owned()));
    }
    signs.headers.first("X-Failed-Recipients").map(|to| (Kind::Bounce, shown("X-Failed-Recipients", to)))
}

/// RFC 6522: receipts, delivery and abuse reports.
pub fn report(part_types: &[String]) -> Option<String> {
    let reports = [
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
    ];
    let is_report = |kind: &&String| kind.as_str() == "multipart/report" || reports.contains(&kind.as_str());
    part_types.iter().find(is_report).map(|kind| shown("Content-Type", kind))
}

/// RFC 3834 section 5: any keyword but `no`, in any of several fields; comments and parameters do not count.
pub fn auto_submitted(headers: &Headers) -> Option<String> {
    let is_automatic = |value: &&str| {
        let bare = without_comments(value);
        bare.split(';').next().unwrap_or_default().trim().to_lowercase() != "no"
    };
    headers.all("Auto-Submitted").find(is_automatic).map(|value| shown("Auto-Submitted", value))
}

/// RFC 2369, 2919, 8058, and what list servers and bulk mailers add.
pub fn list(headers: &Headers) -> Option<(Kind, String)> {
    let lists = [
        "List-Id",
        "List-Post",
        "List-Help",
        "List-Subscribe",
        "List-Owner",
        "List-Archive",
        "Mailing-List",
        "X-Mailing-List",
        "X-BeenThere",
    ];
    let bulk = ["List-Unsubscribe", "List-Unsubscribe-Post", "X-CSA-Complaints"];
    let feedback = headers.all("Feedback-ID").find(|value| !is_of_mailbox(value));
    let first = |names: &[&'static str]| names.iter().find_map(|n| headers.first(n).map(|value| shown(n, value)));
    let bulk = || first(&bulk).or_else(|| feedback.map(|value| shown("Feedback-ID", value)));
    let list = || first(&lists).or_else(|| for_a_list(headers));
    list().map(|why| (Kind::List, why)).or_else(|| bulk().map(|why| (Kind::Bulk, why)))
}

/// Majordomo and the first Mailman leave only this: the list's own address as `Sender`, or where errors go.
fn for_a_list(headers: &Headers) -> Option<String> {
    let is_lists = |local: &str, more: &[&str]| {
        local.starts_with("owner-") || ["-owner", "-bounces", "-request"].iter().chain(more).any(|e| local.ends_with(e))
    };
    [("Sender", &[][..]), ("Errors-To", &["-admin", "-errors"][..])].into_iter().find_map(|(name, more)| {
        let value = headers.first(name)?;
        let address = value.rsplit('<').next().unwrap_or(value);
        let local = address.split('@').next().unwrap_or_default().trim().to_lowercase();
        is_lists(&local, more).then(|| shown(name, value))
    })
}

/// These mailboxes stamp a Feedback-ID on what people write: Proton, Fastmail, Zoho, and Tencent (`webmail:qq.com:…`,
/// `esmtpsz:foxmail.com:…`, `bizesmtpsz:x.cn:…`) on every mail of its customers.
fn is_of_mailbox(feedback_id: &str) -> bool {
    let value = feedback_id.trim().to_lowercase();
    let first = value.split(':').next().unwrap_or_default();
    let is_tencents = ["webmail", "esmtp", "bizesmtp", "bizwebmail"].iter().any(|way| first.starts_with(way));
    let is_zohos = value.starts_with("rr0") && value.contains(":zu0");
    let is_tencents = is_tencents || matches!(value.split(':').nth(2), Some("bgweb" | "qybgweb"));
    value.ends_with(":user:proton") || value.ends_with(":fastmail") || is_tencents || is_zohos
}

/// RFC 3834 section 2 names `list`, `junk` and `bulk`; the others are in use.
pub fn precedence(headers: &Headers) -> Option<(Kind, String)> {
    ["Precedence", "X-Precedence"].iter().find_map(|name| {
        headers.all(name).find_map(|value| {
            let kind = match without_comments(value).trim().to_lowercase().as_str() {
                "bulk" | "junk" => Kind::Bulk,
                "list" => Kind::List,
                "auto_reply" | "auto-reply" | "first-class-machine" => Kind::AutoReply,
                _ => return None,
            };
            Some((kind, shown(name, value)))
        })
    })
}

/// The fields auto-responders use instead of the standard one.
pub fn autoreply(headers: &Headers) -> Option<String> {
    let names = [
        "X-Autoreply",
        "X-Autorespond",
        "X-Autoresponder",
        "X-Autoresponse",
        "X-AutoReply-From",
        "X-Mail-Autoreply",
        "X-Autogenerated",
        "X-FC-MachineGenerated",
        "Autoresponder",
        "X-Amazon-Mail-Relay-Type",
        "X-MS-Exchange-Generated-Message-Source",
        "X-MS-Exchange-Inbox-Rules-Loop",
        "X-Cron-Env",
    ];
    let says_no = |value: &str| matches!(value.trim().to_lowercase().as_str(), "no" | "false" | "0");
    let named = names.iter().find_map(|n| headers.all(n).find(|v| !says_no(v)).map(|value| shown(n, value)));
    let holding = |name: &'static str, word: &'static str| {
        headers.all(name).find(|value| value.to_lowercase().contains(word)).map(|value| shown(name, value))
    };
    named
        .or_else(|| holding("X-POST-MessageClass", "autoresponder"))
        .or_else(|| holding("Delivered-To", "autoresponder"))
}

/// `X-Auto-Response-Suppress` asks for silence; only beside an absence in the subject it tells a robot.
pub fn suppressed(headers: &Headers, subject: &str) -> Option<String> {
    let field = "X-Auto-Response-Suppress";
    let asks = |value: &&str| ["all", "autoreply", "oof"].iter().any(|word| value.to_lowercase().contains(word));
    let value = headers.all(field).find(asks)?;
    absence(subject).map(|pattern| format!("{} and subject {pattern:?}", shown(field, value)))
}

/// Read receipts without the form of RFC 8098.
fn receipt(signs: &Signs<'_>) -> Option<(Kind, String)> {
    let name = notices::receipt(signs.subject, signs.words)?;
    Some((Kind::Report, format!("a read receipt: {name:?}")))
}

fn null_path(return_path: &ReturnPath) -> Option<(Kind, String)> {
    (*return_path == ReturnPath::Null).then(|| (Kind::AutoReply, shown("Return-Path", "<>")))
}

/// Nobody reads there.
const NOBODY: [&str; 15] = [
    "noreply",
    "donotreply",
    "dontreply",
    "noresponse",
    "noanswer",
    "autoreply",
    "nepasrepondre",
    "noresponder",
    "noresponda",
    "naoresponda",
    "naoresponder",
    "nonrispondere",
    "automailer",
    "autoresponder",
    "autoresponse",
];
const NOBODY_SPELLED: [&[&str]; 11] = [
    &["no", "reply"],
    &["do", "not", "reply"],
    &["no", "answer"],
    &["auto", "reply"],
    &["ne", "pas", "repondre"],
    &["no", "responder"],
    &["nao", "responda"],
    &["non", "rispondere"],
    &["keine", "antwort"],
    &["nicht", "antworten"],
    &["geen", "antwoord"],
];

/// Those who care for a whole site (RFC 2142): what they write must be seen at once.
pub fn is_duty(address: &Address) -> bool {
    ["postmaster", "abuse"].contains(&bare_local(address).to_lowercase().as_str())
}

/// Addresses behind which no person reads (RFC 5230 section 4.6, RFC 2142), after BATV and SRS are taken off.
pub fn machine_sender(address: &Address) -> Option<(Kind, String)> {
    let local = bare_local(address).to_lowercase();
    let first = |names: &[&str]| names.contains(&local.as_str());
    let segments: Vec<&str> = local.split(['-', '_', '.', '+', '=']).collect();
    let spelled = |words: &[&str]| segments.windows(words.len()).any(|window| window == words);
    let ends = |words: &[&str]| words.iter().any(|word| local.ends_with(word));
    let first_word = segments.first().unwrap_or(&"").trim_end_matches(|c: char| c.is_ascii_digit());
    let bounces = ["bounce", "bounces"].contains(&first_word);
    let kind = if first(&["mailer-daemon", "mailerdaemon", "mail-daemon"]) || bounces || ends(&["-bounce", "-bounces"])
    {
        Kind::Bounce
    } else if first(&["listserv", "majordomo"])
        || local.starts_with("owner-")
        || ends(&["-owner", "-request", "-errors", "-relay"])
        || local.contains("+caf_=")
    {
        Kind::List
    } else if local.starts_with("noreply")
        || segments.iter().any(|segment| NOBODY.contains(segment))
        || NOBODY_SPELLED.iter().any(|words| spelled(words))
        || first(&["notification", "notifications", "alert", "alerts"])
    {
        Kind::Bulk
    } else if first(&["daemon", "root", "www-data", "nobody", "cron"]) {
        Kind::AutoReply
    } else if is_duty(address) {
        // People sit there: nothing automatic leaves, but the ticket is theirs and urgent.
        Kind::Human
    } else {
        return None;
    };
    Some((kind, shown("From", address.as_str())))
}

/// The local part of the mailbox itself: without `prvs=TAG=` (BATV) or `SRS0=…=domain=local`.
pub fn bare_local(address: &Address) -> &str {
    let local = address.local();
    let lower = local.to_lowercase();
    if lower.starts_with("prvs=") {
        return local.rsplit('=').next().unwrap_or(local);
    }
    if lower.starts_with("srs0=")
        || lower.starts_with("srs1=")
        || lower.starts_with("srs0+")
        || lower.starts_with("srs1+")
    {
        return local.splitn(5, '=').last().unwrap_or(local);
    }
    local
}

/// RFC 5322 section 3.2.2: comments may stand anywhere and nest.
fn without_comments(value: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for letter in value.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// `Name: value`, short enough for a table.
fn shown(name: &str, value: &str) -> String {
    let words: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    format!("{name}: {words}")
}

#[cfg(test)]
mod tests;
