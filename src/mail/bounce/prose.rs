//! core: Delivery reports written in sentences: qmail, Exim, Postfix, Sendmail, Exchange, Gmail, Yahoo, QQ, NetEase.
//! In: subject and text. Out: the addresses the sentences complain about.
//! Never looks below the line that announces the returned mail: those addresses are not at fault.

use super::{MOST, report, short, status_code};
use crate::mail::{BouncedRecipient, Mailbox};

/// What such reports are called.
const SUBJECTS: [&str; 36] = [
    "undeliver",
    "undelivered",
    "non-delivery",
    "delivery failure",
    "delivery failed",
    "delivery failure",
    "failure notice",
    "failure delivery",
    "returned mail",
    "mail returned",
    "returning to sender",
    "returned to sender",
    "could not be delivered",
    "mail system error",
    "delivery status notification",
    "delivery problem",
    "processing error",
    "message delayed",
    "not been delivered",
    "not delivered",
    "delivery delayed",
    "delivery warning",
    "failed mail",
    "automatically rejected",
    "mail error",
    "delayed mail",
    "退信",
    "投递失败",
    "投遞失敗",
    "无法投递",
    "無法投遞",
    "未送达",
    "未送達",
    "传递失败",
    "傳遞失敗",
    "user unknown",
];

/// Lower case. Below the first of these lines stand the addresses.
const FAILURES: [&str; 62] = [
    "not be delivered",
    "not been delivered",
    "not delivered",
    "wasn't delivered",
    "undeliver",
    "unable to deliver",
    "able to deliver",
    "not deliver",
    "did not reach",
    "failed permanently",
    "has failed",
    "delivery failed",
    "recipients failed",
    "recipient failed",
    "following recipient",
    "following address",
    "failed addresses",
    "failed recipient",
    "fatal errors",
    "delivery errors",
    "delivery problems",
    "did not receive",
    "has been delayed",
    "delayed:",
    "was delayed",
    "has been postponed",
    "was aborted",
    "does not like recipient",
    "user unknown",
    "unknown user",
    "no such user",
    "not listed in",
    "not known",
    "mailbox is full",
    "invalid final delivery",
    "automatically rejected",
    "not accepted",
    "unavailable",
    "address not found",
    "couldn't be found",
    "could not be found",
    "intended recipient",
    "error-for",
    "has been rejected",
    "was rejected",
    "did not exactly match",
    "returned because",
    "over quota",
    "message bounced",
    "退回",
    "退信",
    "投递失败",
    "无法发送",
    "无法投递",
    "无法传递",
    "未能送达",
    "无法送达",
    "無法投遞",
    "無法傳遞",
    "無法送達",
    "傳送失敗",
    "ne peut être",
];

/// Lower case. Here the returned mail begins.
const RETURNED: [&str; 27] = [
    "copy of the message",
    "copy of your message",
    "copy of the original",
    "original message follows",
    "original message -",
    "- original message",
    "original message below",
    "original message as received",
    "original message attached",
    "returned mail -",
    "- returned mail",
    "-returned mail",
    "returned message",
    "message header",
    "header of the original",
    "message text follows",
    "unsent message below",
    "first part of the message",
    "summary of the undelivered",
    "your message reads",
    "lines of your original",
    "lines of the message",
    "forwarded message",
    "原信件",
    "原始邮件",
    "原始郵件",
    "mensaje original",
];

/// Header fields of a returned mail without an announcement.
const FIELDS: [&str; 5] = ["received:", "return-path:", "message-id:", "from:", "x-"];

const DELAYS: [&str; 18] = [
    "has been delayed",
    "was delayed",
    "message delayed",
    "delayed mail",
    "not yet been delivered",
    "warning message only",
    "attempts will continue",
    "continue to attempt",
    "continue to try",
    "has been postponed",
    "just a warning",
    "will be retried",
    "still trying",
    "delivery delayed",
    "(delay)",
    "投递延迟",
    "延迟投递",
    "稍后重试",
];

pub fn is_report_subject(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    let is_passed_on = ["re:", "re：", "fw:", "fwd:", "回复", "回覆", "答复", "答覆", "转发", "轉寄", "aw:"];
    !is_passed_on.iter().any(|p| subject.starts_with(p)) && SUBJECTS.iter().any(|words| subject.contains(words))
}

pub fn speaks_of_failure(text: &str) -> bool {
    report_lines(text).iter().any(|line| is_failure(line)) || is_delay("", text)
}

pub fn is_delay(subject: &str, text: &str) -> bool {
    let all = format!("{subject}\n{}", report_lines(text).join(" ")).to_lowercase();
    DELAYS.iter().any(|words| all.contains(words))
}

/// The id of the mail that came back, out of the lines below its announcement.
pub fn message_id(text: &str) -> Option<String> {
    let above = report_lines(text).len();
    report::id_among(text.lines().skip(above))
}

pub fn recipients(subject: &str, text: &str, from: &[Mailbox]) -> Vec<BouncedRecipient> {
    let lines = report_lines(text);
    let first = lines.iter().position(|line| is_failure(line)).unwrap_or(0);
    let below = named(&lines, first, from);
    let found = if below.is_empty() { named(&lines, 0, from) } else { below };
    // An address that begins its line is the one complained about; others are told of in passing.
    let is_listed = found.iter().any(|(_, _, is_listed)| *is_listed);
    let is_delay = is_delay(subject, text);
    let mut recipients: Vec<BouncedRecipient> = Vec::new();
    for (at, address, _) in found.into_iter().filter(|(at, _, listed)| *listed || (!is_listed && is_near(&lines, *at)))
    {
        let is_new = !recipients.iter().any(|r| r.address.eq_ignore_ascii_case(&address));
        if is_new && recipients.len() < MOST {
            let reason = reason(&lines, at, &address);
            let status = status_code(&reason).unwrap_or_default();
            recipients.push(BouncedRecipient { address, status, permanent: !is_delay, diagnostic: short(&reason) });
        }
    }
    recipients
}

/// The lines above the returned mail; of the announcing line what stands before the announcement.
fn report_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut is_begun = false;
    for line in text.lines() {
        // ASCII only: the places stay those of the line.
        let lower = line.to_ascii_lowercase();
        let field = lower.trim_start_matches(['>', ' ', '\t']);
        if is_begun && FIELDS.iter().any(|name| field.starts_with(name)) {
            break;
        }
        let is_complaint = lower.contains("receive a copy");
        if let Some(at) = RETURNED.iter().filter_map(|words| lower.find(words)).min().filter(|_| !is_complaint) {
            lines.extend(line.get(..at));
            break;
        }
        is_begun |= is_failure(line);
        lines.push(line);
    }
    lines
}

fn is_failure(line: &str) -> bool {
    let line = line.to_lowercase();
    FAILURES.iter().any(|words| line.contains(words))
}

/// At most four lines below a complaint.
fn is_near(lines: &[&str], at: usize) -> bool {
    let from = at.saturating_sub(4);
    lines.iter().take(at + 2).skip(from).any(|line| is_failure(line))
}

/// (line, address, does it begin its line) from `first` on.
fn named(lines: &[&str], first: usize, from: &[Mailbox]) -> Vec<(usize, String, bool)> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(first) {
        let lower = line.to_lowercase();
        // Whom to ask for help is nobody who failed.
        if ["contact", "assistance", "please reply", "postmaster"].iter().any(|word| lower.contains(word)) {
            continue;
        }
        let listed = list_item(line);
        for address in addresses(line) {
            let is_reporter = from.iter().any(|mailbox| mailbox.address.as_str().eq_ignore_ascii_case(&address));
            // `not accepting mail from x@y` names the sender.
            let is_sender = line.split(&address).next().is_some_and(|before| before.ends_with("mail from "));
            if !is_reporter && !is_sender {
                found.push((at, address.clone(), listed.starts_with(&address)));
            }
        }
    }
    found
}

/// The line without bullets, brackets and labels before its address.
fn list_item(line: &str) -> &str {
    let labels = [
        "(expanded from:",
        "(generated from",
        "(originally addressed to",
        "recipient:",
        "undeliverable address:",
        "failed recipient:",
        "收件人：",
        "收件人:",
        "收件者：",
        "收件者:",
        "[smtp:",
    ];
    let is_bullet =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '*' | '-' | '"' | '\'' | '•' | '|' | '[' | '：');
    let mut item = line.trim_start_matches(is_bullet);
    for label in labels {
        let head = item.char_indices().nth(label.chars().count()).map_or(item.len(), |(at, _)| at);
        if item.get(..head).is_some_and(|head| head.to_lowercase() == label) {
            item = item.get(head..).unwrap_or_default().trim_start_matches(is_bullet);
        }
    }
    item.strip_prefix("SMTP:").or_else(|| item.strip_prefix("smtp:")).unwrap_or(item)
}

/// The addr-specs of a line.
fn addresses(line: &str) -> Vec<String> {
    let is_edge = |c: char| {
        c.is_whitespace()
            || !c.is_ascii()
            || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\'' | ',' | ';' | ':' | '|' | '`')
    };
    line.split(is_edge)
        .map(|word| word.rsplit("SMTP=").next().unwrap_or(word).trim_matches(['.', '*', '-', '!']))
        .filter(|word| {
            word.split_once('@').is_some_and(|(local, domain)| {
                !local.is_empty() && domain.contains('.') && !domain.contains('@') && !domain.contains("..")
            })
        })
        .map(str::to_owned)
        .collect()
}

/// What stands behind the address and on the lines up to the next blank line or address of another.
fn reason(lines: &[&str], at: usize, address: &str) -> String {
    let own = lines.get(at).map_or("", |line| line.split_once(address).map_or("", |(_, rest)| rest));
    let is_others = |line: &str| addresses(line).iter().any(|a| !a.eq_ignore_ascii_case(address));
    let below = lines.iter().skip(at + 1).take_while(|line| !line.trim().is_empty() && !is_others(line)).take(8);
    let all = std::iter::once(own).chain(below.copied()).collect::<Vec<_>>().join(" ");
    all.trim_start_matches(['>', ':', ' ', '*', ')', ']', '"', ',', '.']).to_owned()
}
