//! core: Which of the customer's lines are a signature?
//! In: lines and what is new among them. Out: the signature lines marked.
//! Never hides the only words of a mail, nor a long text below a dash.

use super::lines::Line;
use crate::mail::SpanKind;

/// Lines a phone or a mail program adds, as they begin (lower case, blanks out of Chinese ones).
const DEVICES: [&str; 55] = [
    "sent from my ",
    "sent from mail for ",
    "sent from outlook",
    "sent from yahoo",
    "sent from samsung",
    "sent from the all new aol",
    "sent from typeapp",
    "sent from proton",
    "sent from mailspring",
    "sent with proton",
    "sent with spark",
    "sent via superhuman",
    "sent via the samsung",
    "get outlook for ",
    "发自我的",
    "發自我的",
    "从我的",
    "從我的",
    "发自qq邮箱",
    "发自qq郵箱",
    "发自网易",
    "来自qq邮箱",
    "来自网易",
    "来自我的",
    "來自我的",
    "发送自",
    "傳送自",
    "寄自我的",
    "发自iphone",
    "发自ipad",
    "获取outlook",
    "取得outlook",
    "下載outlook",
    "来自windows版",
    "来自阿里",
    "发自手机",
    "发自android",
    "发自企业微信",
    "来自企业微信",
    "发自微信",
    "来自微信",
    "发自钉钉",
    "来自钉钉",
    "发自阿里",
    "发自腾讯",
    "gesendet von ",
    "von meinem ",
    "envoyé de ",
    "envoyé à partir de ",
    "envoyé depuis ",
    "enviado desde ",
    "enviado do ",
    "inviato da ",
    "verstuurd vanaf ",
    "отправлено с ",
];

/// `Sent from my bank account` is what a customer of ours writes.
const MATTERS: [&str; 12] =
    ["account", "wallet", "bank", "card", "address", "number", "desk", "账户", "帳戶", "账号", "钱包", "银行"];

const CLOSINGS: [&str; 16] = [
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "many regards",
    "with regards",
    "best",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours truly",
    "kind wishes",
    "best wishes",
    "with best regards",
    "rgds",
    "br",
];

pub fn mark(lines: &[Line<'_>], kinds: &mut [SpanKind]) {
    let mut at = 0;
    while at < lines.len() {
        if kinds.get(at) != Some(&SpanKind::New) {
            at += 1;
            continue;
        }
        let region = kinds.iter().skip(at).take_while(|k| **k == SpanKind::New).count();
        for (from, until) in signatures(lines.get(at..at + region).unwrap_or_default()) {
            kinds.iter_mut().take(at + until).skip(at + from).for_each(|k| *k = SpanKind::Signature);
        }
        at += region;
    }
    let has_words = lines.iter().zip(kinds.iter()).any(|(l, k)| *k == SpanKind::New && !l.is_blank());
    let is_answer = kinds.contains(&SpanKind::Signature) && !has_words;
    let only_device =
        lines.iter().zip(kinds.iter()).all(|(l, k)| *k != SpanKind::Signature || is_device(l.text) || l.is_blank());
    if is_answer && !only_device {
        kinds.iter_mut().filter(|k| **k == SpanKind::Signature).for_each(|k| *k = SpanKind::New);
    }
}

/// Pieces of a stretch of new lines, as (first, after the last).
fn signatures(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let below = lines.get(at + 1..).unwrap_or_default();
        if is_mark(line, below) || is_closing(line.text, below) || is_list_footer(line.text, below) {
            found.push((at, lines.len()));
            break;
        }
        let stands_alone = below.first().is_none_or(|next| next.is_blank() || is_device(next.text));
        if stands_alone && is_device(line.text) {
            found.push((at, at + 1));
        }
    }
    found
}

/// `-- ` (RFC 3676 section 4.3); without its blank only above a few lines, for customers draw such lines too.
fn is_mark(line: &Line<'_>, below: &[Line<'_>]) -> bool {
    let most = if line.is_signature_mark { 30 } else { 10 };
    line.text == "--" && has_at_most(below, most)
}

fn is_device(line: &str) -> bool {
    // Outlook puts a link behind its advertisement.
    let words = line.split('<').next().unwrap_or_default().trim().trim_end_matches(['.', '。']);
    // Most lines are none: their first letter says so, or their length.
    let first = words.chars().next().and_then(|c| c.to_lowercase().next());
    if !first.is_some_and(|first| DEVICES.iter().any(|d| d.starts_with(first))) || words.chars().nth(120).is_some() {
        return false;
    }
    let words = words.to_lowercase();
    let is_chinese = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let words = if is_chinese { words.replace(' ', "") } else { words };
    let is_short = words.chars().count() <= if is_chinese { 30 } else { 60 } && words.split(' ').count() <= 9;
    let is_plain = !words.contains([',', '，', '。', '?', '？', ';', '；', '!', '！', '.']);
    let is_named = DEVICES.iter().any(|device| words.starts_with(device));
    // `从我的 iPhone 发送` is one, `从我的账户扣款` is a complaint.
    let is_sending = !words.starts_with(['从', '從']) || words.ends_with("发送") || words.ends_with("傳送");
    // `来自我的同事` is a sentence; devices are named in Latin letters or as what they are.
    let is_machine = !is_chinese
        || words.chars().any(|c| c.is_ascii_alphabetic())
        || ["手机", "手機", "邮箱", "郵箱", "平板", "大师", "电脑", "電腦", "客户端", "微信", "钉钉"]
            .iter()
            .any(|w| words.contains(w));
    let is_matter = MATTERS.iter().any(|matter| words.contains(matter));
    is_short && is_plain && is_named && is_sending && is_machine && !is_matter
}

/// `Regards,` above a name: short lines without numbers or questions.
fn is_closing(line: &str, below: &[Line<'_>]) -> bool {
    let words = line.trim_end_matches([',', '.', '!', ' ', '，']).to_lowercase();
    let is_name = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        text.chars().count() <= 60 && digits < 4 && !text.contains(['?', '？'])
    };
    let is_ps = |text: &str| text.to_lowercase().starts_with("ps") || text.to_lowercase().starts_with("p.s");
    CLOSINGS.contains(&words.as_str())
        && !below.iter().all(Line::is_blank)
        && has_at_most(below, 4)
        && below.iter().all(|l| l.is_blank() || (is_name(l.text) && !is_ps(l.text)))
}

/// What a mailing list appends below a line of `_`.
fn is_list_footer(line: &str, below: &[Line<'_>]) -> bool {
    let is_rule = line.len() >= 2 && line.chars().all(|c| c == '_');
    is_rule
        && has_at_most(below, 6)
        && below.iter().any(|l| l.text.to_lowercase().contains("mailing list") || l.text.contains("listinfo"))
}

/// Not more lines with words; looks no further than it must.
fn has_at_most(lines: &[Line<'_>], most: usize) -> bool {
    lines.iter().filter(|l| !l.is_blank()).take(most + 1).count() <= most
}
