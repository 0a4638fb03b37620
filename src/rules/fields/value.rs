//! core: How is a found value written, and how much of it may a letter show?
//! In: the words of a mail; a field's id and value. Out: `300 CNY`; `TX2024****01AA`.
//! Never shows an address or a number whole.

use super::number::number;
use crate::rules::fold::{is_han, simplified};

/// Tidied: blanks joined, amounts in digits with their currency's code, no thousands signs. Empty when the words are no
/// number after all: 两三百 is only about so much.
pub fn tidied(value: &str, currency: Option<&str>) -> String {
    let joined = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match currency {
        Some(currency) => match number(&joined) {
            Some(number) => format!("{number} {}", code(currency)).trim_end().to_owned(),
            None => String::new(),
        },
        None => joined.trim_end_matches(['.', ',', ';', '-', '。', '!']).to_owned(),
    }
}

/// A folded value as it was written: letters stay simplified or traditional as the customer has them.
pub fn as_written(folded: &str, original: &str) -> String {
    let mut written = original.chars().filter(|c| !c.is_whitespace());
    let mut out = String::new();
    for c in folded.chars() {
        if c.is_whitespace() || !is_han(c) {
            if !c.is_whitespace() && written.next().is_none_or(is_han) {
                return folded.to_owned();
            }
            out.push(c);
        } else {
            match written.next() {
                Some(own) if simplified(own.encode_utf8(&mut [0; 4])) == c.to_string() => out.push(own),
                _ => return folded.to_owned(),
            }
        }
    }
    out
}

/// What people write for money, as ISO 4217 has it; a bare ¥ or 元 is read as the house's own, CNY.
fn code(currency: &str) -> String {
    let lower = currency.to_lowercase();
    let code = match lower.as_str() {
        "cny" | "rmb" | "yuan" | "¥" | "元" | "块" | "块钱" | "圆" | "圆钱" | "人民币" | "元人民币" => {
            "CNY"
        }
        "usd" | "$" | "us$" | "美元" | "美金" | "美刀" | "dollar" | "dollars" | "bucks" => "USD",
        "eur" | "€" | "欧元" | "euro" | "euros" => "EUR",
        "gbp" | "£" | "英镑" | "pound" | "pounds" | "quid" => "GBP",
        "hkd" | "hk$" | "港币" | "港元" | "港纸" | "蚊" => "HKD",
        "twd" | "nt$" | "ntd" | "台币" | "新台币" => "TWD",
        "sgd" | "s$" | "新币" | "新加坡元" | "坡币" => "SGD",
        "jpy" | "日元" | "日圆" | "日币" | "yen" => "JPY",
        "krw" | "₩" | "韩元" => "KRW",
        "thb" | "฿" | "泰铢" => "THB",
        "myr" | "ringgit" | "令吉" | "马币" => "MYR",
        "aud" | "a$" | "澳元" | "澳币" => "AUD",
        "cad" | "c$" | "加元" | "加币" => "CAD",
        "mop" | "mop$" | "澳门元" | "葡币" => "MOP",
        _ => return currency.to_uppercase(),
    };
    code.to_owned()
}

/// 元, 块 and $ alone: yuan or US dollars to one reader, Taiwan or Hong Kong dollars to another.
pub fn is_bare_money(currency: &str) -> bool {
    matches!(currency, "元" | "块" | "块钱" | "圆" | "圆钱" | "$")
}

/// What a letter may echo: amount, date and method whole, everything else with its middle hidden.
pub fn masked(field: &str, value: &str) -> String {
    if matches!(field, "amount" | "when" | "payment_method") {
        return value.to_owned();
    }
    if let Some((local, domain)) = value.split_once('@') {
        let (local, domain): (String, String) = (local.chars().take(2).collect(), domain.chars().take(2).collect());
        return format!("{local}***@{domain}…");
    }
    let characters: Vec<char> = value.chars().collect();
    let (head, tail) = match characters.len() {
        14.. => (6, 4),
        10.. => (3, 4),
        6.. => (2, 2),
        _ => return "****".to_owned(),
    };
    let head: String = characters.iter().take(head).collect();
    let tail: String = characters.iter().skip(characters.len() - tail).collect();
    format!("{head}****{tail}")
}
