//! core: Header blocks and dividers that clients put above the mail they quote or forward.
//! In: lines. Out: is this a divider (`-----Original Message-----`), a block (`From: … Sent: … Subject: …`), and where it ends.
//! Never takes a customer's own form (`From: Beijing`, `To: Shanghai`) for a block: an address or a subject must be in it.

use super::lines::Line;
use crate::mail::SpanKind;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Sent,
    To,
    Copy,
    Subject,
    ReplyTo,
}

/// Lower case, without blanks (Aliyun writes `主　题`).
const LABELS: [(Label, &[&str]); 6] = [
    (
        Label::From,
        &[
            "from",
            "发件人",
            "發件人",
            "寄件者",
            "寄件人",
            "发信人",
            "von",
            "de",
            "van",
            "da",
            "fra",
            "från",
            "od",
            "expéditeur",
            "lähettäjä",
            "от",
            "откого",
            "remitente",
        ],
    ),
    (
        Label::Sent,
        &[
            "sent",
            "date",
            "sentat",
            "发送时间",
            "发件时间",
            "发送日期",
            "日期",
            "时间",
            "发信时间",
            "傳送時間",
            "傳送日期",
            "寄件日期",
            "寄送日期",
            "寄件時間",
            "已发送",
            "已傳送",
            "時間",
            "gesendet",
            "datum",
            "envoyé",
            "envoyéle",
            "messagedu",
            "verzonden",
            "inviato",
            "data",
            "dato",
            "sendt",
            "skickat",
            "fecha",
            "enviado",
            "дата",
            "отправлено",
        ],
    ),
    (Label::To, &["to", "收件人", "收件者", "收信人", "an", "à", "a", "aan", "til", "till", "para", "кому"]),
    (Label::Copy, &["cc", "抄送", "抄送人", "副本", "副本抄送", "copieà", "kopie"]),
    (
        Label::Subject,
        &[
            "subject",
            "主题",
            "主題",
            "主旨",
            "标题",
            "標題",
            "betreff",
            "objet",
            "sujet",
            "onderwerp",
            "oggetto",
            "emne",
            "ämne",
            "asunto",
            "assunto",
            "тема",
        ],
    ),
    (Label::ReplyTo, &["reply-to", "答复至", "回复至", "replyto"]),
];

const ORIGINAL: [&str; 21] = [
    "original",
    "original message",
    "original mail",
    "originalmessage",
    "原始邮件",
    "原始郵件",
    "原邮件",
    "原郵件",
    "邮件原件",
    "郵件原件",
    "回复的原邮件",
    "回覆的原郵件",
    "原始信息",
    "原始信件",
    "原始訊息",
    "原始邮件信息",
    "ursprüngliche nachricht",
    "message d'origine",
    "oprindelig besked",
    "mensaje original",
    "messaggio originale",
];

const FORWARDED: [&str; 27] = [
    "пересылаемое сообщение",
    "пересланное сообщение",
    "vidarebefordrat meddelande",
    "forwarded message",
    "forwarded mail",
    "forwarded email",
    "begin forwarded message",
    "begin forwarded mail",
    "转发的邮件",
    "轉寄的郵件",
    "转发邮件",
    "轉寄郵件",
    "轉發郵件",
    "转发邮件信息",
    "轉發郵件信息",
    "已转发邮件",
    "已轉寄郵件",
    "转发的消息",
    "轉寄訊息",
    "转发的信息",
    "轉寄的信件",
    "开始转发的邮件",
    "开始转发邮件",
    "開始轉寄郵件",
    "被转发邮件信息",
    "weitergeleitete nachricht",
    "message transféré",
];

/// Lines that open a forward without dashes around them.
const BEGINNINGS: [&str; 13] = [
    "forwarded message",
    "début du message réexpédié",
    "begin forwarded message",
    "begin forwarded mail",
    "开始转发的邮件",
    "开始转发邮件",
    "開始轉寄郵件",
    "開始轉寄的郵件",
    "下面是被转发的邮件",
    "以下是转发的邮件",
    "以下是轉寄的郵件",
    "下面是转发的邮件",
    "début du message transféré",
];

/// `-----Original Message-----`, `------------------ 原始邮件 ------------------`, `Begin forwarded message:`.
pub fn separator(line: &str) -> Option<SpanKind> {
    if forward_marker(line) {
        return Some(SpanKind::Forwarded);
    }
    let words = between_dashes(line)?;
    ORIGINAL.contains(&words.as_str()).then_some(SpanKind::Quoted)
}

pub fn forward_marker(line: &str) -> bool {
    let bare = line.trim_end_matches([':', '：', ' ']);
    // Most lines are longer than any of them.
    let is_beginning = bare.len() <= 60 && BEGINNINGS.contains(&bare.to_lowercase().as_str());
    is_beginning || between_dashes(line).is_some_and(|words| FORWARDED.contains(&words.as_str()))
}

/// The words of `----- words -----`, lower case; none without two dashes on both sides.
fn between_dashes(line: &str) -> Option<String> {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '_' | '=' | '*');
    if !line.starts_with(is_dash) {
        return None;
    }
    let line = line.replace("&nbsp;", " ").replace('\u{a0}', " ");
    let opened = line.trim().trim_start_matches(is_dash);
    let closed = opened.trim_end_matches(is_dash);
    let has_dashes = |outer: usize, inner: usize| outer.saturating_sub(inner) >= 2;
    // Some clients drop the closing dashes of a long line.
    let is_framed = has_dashes(line.trim().len(), opened.len())
        && (has_dashes(opened.len(), closed.len()) || has_dashes(line.trim().len(), opened.len() + 3));
    is_framed.then(|| closed.trim().trim_end_matches([':', '：']).trim().to_lowercase())
}

/// The end of a header block that begins here, or right below a line of dashes (`________________`).
pub fn with_rule_above(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    let is_rule = line.text.chars().count() >= 4 && line.text.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'));
    if is_rule { header_block(lines, skip_blank(lines, at + 1)) } else { header_block(lines, at) }
}

/// Behind the header block, if one follows.
pub fn after_headers(lines: &[Line<'_>], from: usize) -> usize {
    header_block(lines, skip_blank(lines, from)).unwrap_or(from)
}

/// More lines than this no header block has; a text of nothing but labels would be read again from each of them.
const HEADER_LINES: usize = 40;

/// `From:`, `Sent:`, `To:`, `Subject:` in any order: the line after the block. At most one blank line between two
/// fields (HTML turned to text), values may be wrapped.
pub fn header_block(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let mut found: Vec<Label> = Vec::new();
    let mut has_address = false;
    let mut end = at;
    let mut wrapped = 0;
    for (next, line) in lines.iter().enumerate().skip(at).take(HEADER_LINES) {
        let labels = labels_of(line.text);
        if labels.is_empty() {
            let may_go_on = !found.is_empty() && found.len() < 4 && wrapped < 2;
            if !may_go_on || (line.is_blank() && lines.get(next + 1).is_none_or(|l| labels_of(l.text).is_empty())) {
                break;
            }
            wrapped += 1;
        } else {
            for label in labels {
                if !found.contains(&label) {
                    found.push(label);
                }
            }
            wrapped = 0;
            end = next + 1;
        }
        has_address |= line.text.contains('@');
    }
    let begins_with_from = found.first() == Some(&Label::From);
    let is_mail = has_address || (begins_with_from && found.contains(&Label::Subject));
    (found.len() >= 3 && found.contains(&Label::From) && is_mail).then_some(end)
}

/// The label a line begins with, and those further on (some clients put the block in one line).
fn labels_of(line: &str) -> Vec<Label> {
    let line = line.trim_start_matches(['*', '|', ' ']);
    let Some((head, mut rest)) = line.split_once([':', '：']) else { return Vec::new() };
    let Some(first) = label(head) else { return Vec::new() };
    let mut found = vec![first];
    while let Some((before, after)) = rest.split_once([':', '：']) {
        let last_word = before.trim_end().rsplit([' ', ';', '；', '\u{3000}', '\u{a0}']).next().unwrap_or_default();
        found.extend(label(last_word).filter(|l| !found.contains(l)));
        rest = after;
    }
    found
}

fn label(words: &str) -> Option<Label> {
    if words.chars().count() > 20 {
        return None;
    }
    let words: String = words.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>().to_lowercase();
    LABELS.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(label, _)| *label)
}

fn skip_blank(lines: &[Line<'_>], from: usize) -> usize {
    lines.iter().skip(from).take_while(|l| l.is_blank()).count() + from
}
