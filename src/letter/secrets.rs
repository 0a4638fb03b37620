//! core: Does a text ask the customer for something nobody may ask for by mail?
//! In: the words of a template, of a notice or of a question. Out: the secret asked for, as written, and its line.
//! Never guesses across clauses: the secret and the request stand in one, or the request heads the list the secret
//! stands in, and no "never" or 不要 is beside them.

use crate::rules::diagnostic::{Said, said};

const SECRETS: [&str; 37] = [
    "密码",
    "密碼",
    "口令",
    "验证码",
    "驗證碼",
    "校验码",
    "动态码",
    "動態碼",
    "安全码",
    "安全碼",
    "卡号",
    "卡號",
    "身份证",
    "身分證",
    "护照",
    "護照",
    "证件照",
    "證件照",
    "password",
    "passcode",
    "pin code",
    "your pin",
    "verification code",
    "security code",
    "text-message code",
    "sms code",
    "one-time code",
    "otp",
    "card number",
    "cvv",
    "cvc",
    "photo of your id",
    "photos of your id",
    "copy of your id",
    "scan of your id",
    "id card",
    "passport",
];
const REQUESTS: [&str; 30] = [
    "提供",
    "告诉我们",
    "告訴我們",
    "告知",
    "发给",
    "發給",
    "发送",
    "發送",
    "传送",
    "傳送",
    "回复",
    "回覆",
    "寄给",
    "寄給",
    "寄送",
    "补充",
    "補充",
    "附上",
    "拍照",
    "reply",
    "send",
    "tell us",
    "give us",
    "e-mail us",
    "email us",
    "include",
    "provide",
    "attach",
    "write us",
    "let us know",
];
const REFUSALS: [&str; 20] = [
    "不要",
    "绝不",
    "絕不",
    "不会",
    "不會",
    "勿",
    "无需",
    "無需",
    "不必",
    "不用",
    "不需要",
    "别",
    "別",
    "不能",
    "never",
    "not",
    "n't",
    "without",
    "no need",
    "nobody",
];

/// What to do instead.
pub fn remedy() -> Said {
    said!("never by mail: send them to the site instead", "这些绝不能用邮件索要：请让客户到官网上操作")
}

/// What heads a list of things we want, beside a request.
const HEADS: [&str; 5] = ["我们需要", "我們需要", "写明", "寫明", "we need"];
/// An entry that tells a step asks for nothing.
const STEPS: [&str; 28] = [
    "打开",
    "打開",
    "点击",
    "點擊",
    "登录页",
    "登入頁",
    "重置",
    "重設",
    "修改",
    "更改",
    "设置",
    "設置",
    "设定",
    "設定",
    "选择",
    "選擇",
    "查收",
    "官网",
    "官網",
    "open",
    "click",
    "choose",
    "reset",
    "change",
    "sign in",
    "log in",
    "go to",
    "visit",
];

/// The first secret a clause asks for.
pub fn asked_for(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    clauses(&text).find_map(|clause| {
        let secret = word_of(&SECRETS, clause)?;
        (holds(&REQUESTS, clause) && !holds(&REFUSALS, clause)).then_some(secret)
    })
}

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['\n', '。', '！', '？', '；', '，', '!', '?', ';', ',']);
    parts.flat_map(|part| part.split(". "))
}

fn word_of(words: &[&'static str], clause: &str) -> Option<&'static str> {
    words.iter().find(|word| clause.contains(**word)).copied()
}

fn holds(words: &[&'static str], clause: &str) -> bool {
    word_of(words, clause).is_some()
}

/// A passage that reads on over line ends, or one entry of a list.
struct Passage {
    /// From 1.
    line: usize,
    text: String,
    is_entry: bool,
}

/// Every secret a whole text asks for, with the line (from 1) in which the passage that asks begins.
pub fn all_asked_for(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    let mut is_headed = false;
    for Passage { line, text, is_entry } in passages(text) {
        let wanted = if is_entry && is_headed { entry(&text) } else { None };
        found.extend(asked_for(&text).or(wanted).map(|secret| (line, secret)));
        if !is_entry {
            is_headed = heads_a_list(&text);
        }
    }
    found
}

/// A blank line ends a passage, a new entry too; what templates compute is left out.
fn passages(text: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut goes_on = false;
    for (at, line) in without_tags(text).lines().enumerate() {
        let line = line.trim();
        let is_entry = is_entry(line);
        match found.last_mut().filter(|_| goes_on && !is_entry) {
            Some(last) if !line.is_empty() => {
                let is_han = |c: Option<char>| c.is_some_and(crate::rules::phrase::is_cjk);
                if !(is_han(last.text.chars().last()) && is_han(line.chars().next())) {
                    last.text.push(' ');
                }
                last.text.push_str(line);
            }
            _ if !line.is_empty() => found.push(Passage { line: at + 1, text: line.to_owned(), is_entry }),
            _ => {}
        }
        goes_on = !line.is_empty();
    }
    found
}

/// Line ends stay, so that lines keep their numbers.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once("{%").or_else(|| rest.split_once("{#")) {
        out.push_str(before);
        let (inside, after) = tag.split_once("%}").or_else(|| tag.split_once("#}")).unwrap_or((tag, ""));
        out.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out + rest
}

/// `1. …`, `2、…`, `(3) …`, `- …`, `• …`
fn is_entry(line: &str) -> bool {
    let inner = line.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_numbered = rest.len() < inner.len() && rest.starts_with(['.', '、', ')', '）', '．', ':', '：']);
    is_numbered || line.starts_with(['-', '*', '•', '·', '–', '—', '●', '○', '▪'])
}

/// `请直接回复本邮件，补充以下内容：`
fn heads_a_list(text: &str) -> bool {
    let text = text.to_lowercase();
    let Some(head) = text.trim_end().strip_suffix([':', '：']) else { return false };
    let last = head.rsplit(['。', '！', '？', '!', '?']).next().unwrap_or_default();
    let last = last.rsplit(". ").next().unwrap_or_default();
    (holds(&REQUESTS, last) || holds(&HEADS, last)) && !holds(&REFUSALS, last)
}

/// The secret that an entry under such a head names.
fn entry(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    clauses(&text)
        .find_map(|clause| word_of(&SECRETS, clause).filter(|_| !holds(&REFUSALS, clause) && !holds(&STEPS, clause)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_for_a_secret_is_found_in_every_language() {
        for (text, secret) in [
            ("请回复您的登录密码。", "密码"),
            ("为了核实，请把短信验证码告诉我们", "验证码"),
            ("請提供完整卡號", "卡號"),
            ("请附上身份证照片", "身份证"),
            ("Just reply to this mail with your password.", "password"),
            ("Please send us a photo of your ID", "photo of your id"),
            ("To go on, tell us the verification code.", "verification code"),
        ] {
            assert_eq!(asked_for(text), Some(secret), "{text}");
        }
    }

    #[test]
    fn warnings_and_steps_on_the_site_are_no_requests() {
        for text in [
            "我们绝不会在邮件中索要您的密码、短信验证码、完整卡号或身份证照片。",
            "请不要用邮件发送身份证照片",
            "查收重置密码的邮件或短信，按照其中的说明操作。",
            "we never ask by e-mail for your password, a text-message code, a full card number or a photo of your ID.",
            "Please do not e-mail photos of your ID",
            "Choose \"Forgot password\"; a reset link goes to your registered e-mail.",
            "请直接回复本邮件，补充金额和币种",
        ] {
            assert_eq!(asked_for(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_under_a_request_asks_for_what_it_names() {
        for (text, wanted) in [
            ("请直接回复本邮件，补充以下内容：\n\n1. 金额\n2. 登录密码\n", (4, "密码")),
            ("為了核實，請提供：\n（一）姓名\n（二）身分證照片\n", (3, "身分證")),
            ("To go on, we need:\n- the amount\n- your password\n", (3, "password")),
            ("Please reply with\nyour verification code.", (1, "verification code")),
            ("请把您的\n短信验证码发给我们。", (1, "验证码")),
            ("请补充：\n{% for m in missing %}\n- {{ m.ask }}\n{% endfor %}\n- 完整卡号\n", (5, "卡号")),
        ] {
            assert_eq!(all_asked_for(text), [wanted], "{text}");
        }
    }

    #[test]
    fn a_list_of_steps_or_of_warnings_asks_for_nothing() {
        for text in [
            "请不要在邮件里提供：\n1. 密码\n2. 验证码\n",
            "We never ask you to send:\n- your password\n- a card number\n",
            "请回复本邮件，或者按下面的步骤操作：\n1. 打开官网，选择「忘记密码」\n2. 设置新密码\n",
            "请回复本邮件，补充以下内容：\n1. 金额\n\n安全提醒：\n我们不会索要您的密码。\n",
            "这些办法可能有帮助：\n1. 换一张银行卡，核对卡号\n",
            "Please reply to this mail.\n\nYour password stays your own.\n",
        ] {
            assert_eq!(all_asked_for(text), [], "{text}");
        }
    }
}
