//! core: Does a text ask the customer for something nobody may ask for by mail?
//! In: the words of a template or of a question. Out: the secret asked for, as written.
//! Never guesses across clauses: the secret and the request stand in one, and no "never" or 不要 beside them.

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

/// The first secret a clause asks for.
pub fn asked_for(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let clauses =
        text.split(['\n', '。', '！', '？', '；', '，', '!', '?', ';', ',']).flat_map(|part| part.split(". "));
    clauses.into_iter().find_map(|clause| {
        let holds = |words: &[&'static str]| words.iter().find(|word| clause.contains(**word)).copied();
        let secret = holds(&SECRETS)?;
        (holds(&REQUESTS).is_some() && holds(&REFUSALS).is_none()).then_some(secret)
    })
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
}
