//! core: Which digits of a text are a one-time code, a card's security code or a PIN?
//! In: any text. Out: where those digits stand, byte ranges.
//! Never takes a number for a code unless the words beside it call it one. Error codes and post codes are none.

use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Names that need nobody beside them.
const NAMES: &str = concat!(
    "(?:短信|手机|簡訊|动态|動態|登录|登入)?(?:验证|驗證|校验|校驗|动态|動態|安全|确认|確認|认证|認證|识别|一次性)(?:密码|密碼|码|碼)",
    "|动态口令|動態口令|(?:登录|登入|支付|交易|取款|银行卡|付款)?(?:密码|密碼)",
    r"|\bcv[vc]2?\b|\bcvn2?\b|\botp\b|\bpin(?:[ -]?code)?\b|\bpasscode\b",
    r"|\b(?:verification|security|one[ -]time|log-?in|sign-?in|confirmation|sms|text|access|auth(?:entication|orization)?",
    r"|2fa|mfa|activation|secret)[ -](?:pass)?(?:code|password|pin)\b",
);
/// What stands between the name and its number.
const LINK: &str = r#"(?:\s*(?:number|no\.|\(?(?:cv[vc]2?|otp|sms)\)?))?[\s:：=＝,，"“”'「『（(\[【<#*-]*(?:(?:was|is|are|reads|为|為|是|如下|号是|號是)[\s:：=＝,，"“”'「『（(\[【<#*-]*)?"#;
const DIGITS: &str = r"((?:[A-Z]{1,2}-)?(?:[0-9０-９]{3,}|[0-9](?:[ -][0-9]){3,7})(?:[ -][0-9０-９]{3,})?)";

static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i)(?:{NAMES}){LINK}{DIGITS}")).ok());
/// `code` alone says little: the word before it may say what kind.
static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)(?:\b([a-z]+)[ -])?\bcode\b{LINK}{DIGITS}")).ok());
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let link = r"[\s”」』)）\]】]*(?:是|为|為|is|[（(\[【])[^\n。.!！]{0,16}?";
    Regex::new(&format!(r"(?i){DIGITS}{link}(?:{NAMES}|\bcode\b)")).ok()
});

/// Kinds of code everybody may know.
const OPEN: [&str; 38] = [
    "error",
    "zip",
    "postal",
    "post",
    "country",
    "area",
    "status",
    "product",
    "promo",
    "promotion",
    "coupon",
    "discount",
    "bar",
    "qr",
    "exit",
    "response",
    "reply",
    "sort",
    "swift",
    "bank",
    "branch",
    "currency",
    "reason",
    "source",
    "dress",
    "item",
    "tracking",
    "order",
    "http",
    "smtp",
    "dialling",
    "dialing",
    "return",
    "result",
    "merchant",
    "fault",
    "reference",
    "voucher",
];

pub fn places(text: &str) -> Vec<Range<usize>> {
    if !text.chars().any(|c| c.is_numeric()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut look =
        |regex: &LazyLock<Option<Regex>>, group: usize, least: usize, is_meant: &dyn Fn(&Captures<'_>) -> bool| {
            let Some(regex) = regex.as_ref() else { return };
            let places = regex.captures_iter(text).filter(|captures| is_meant(captures));
            let places = places.filter_map(|captures| captures.get(group)).map(|digits| digits.range());
            found.extend(places.filter(|place| is_code(text, place, least)));
        };
    look(&BEFORE, 1, 3, &|_| true);
    let is_secret = |captures: &Captures<'_>| {
        captures.get(1).is_none_or(|word| !OPEN.contains(&word.as_str().to_lowercase().as_str()))
    };
    look(&BARE, 2, 4, &is_secret);
    look(&BEHIND, 1, 4, &|_| true);
    found
}

/// Three to eight digits that go on in no date, time or amount.
fn is_code(text: &str, place: &Range<usize>, least: usize) -> bool {
    let count = text.get(place.clone()).unwrap_or_default().chars().filter(|c| c.is_numeric()).count();
    let mut after = text.get(place.end..).unwrap_or_default().chars();
    let (next, then) = (after.next(), after.next());
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let goes_on = is_digit(next)
        || next.is_some_and(|c| "年月日次秒分个位元块".contains(c))
        || next.is_some_and(|c| "-/.:：,".contains(c)) && is_digit(then);
    (least..=8).contains(&count) && !goes_on
}

#[cfg(test)]
mod tests {
    use crate::mail::card::masked;

    #[test]
    fn codes_are_hidden_and_other_numbers_stay() {
        for (text, told) in [
            ("验证码 123456", "验证码 ******"),
            ("短信验证码是：１２３４５６，请查收", "短信验证码是：******，请查收"),
            ("驗證碼為 8842", "驗證碼為 ****"),
            ("Your verification code is 123 456.", "Your verification code is *** ***."),
            ("the code is 123456", "the code is ******"),
            ("OTP: 55 12 x, otp=991122", "OTP: 55 12 x, otp=******"),
            ("CVV 123, exp 12/28", "CVV *** , exp 12/28"),
            ("安全码：4321", "安全码：****"),
            ("123456 is your OKPay code", "****** is your OKPay code"),
            ("G-482913 is your Google verification code", "G-****** is your Google verification code"),
            ("654321（验证码）", "******（验证码）"),
            ("我的密码是 889900", "我的密码是 ******"),
        ] {
            assert_eq!(masked(text), told.replace("*** ,", "***,"), "{text}");
        }
        for text in [
            "error code 500123",
            "zip code 94107",
            "错误代码 500123",
            "验证码收不到，手机 13812345678",
            "验证码 60 秒没到",
            "code: 2026-05-01",
            "验证码 2026年5月",
            "order 123456",
            "交易编号 20240501",
            "the post code is 12345",
            "验证码 30 次",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
