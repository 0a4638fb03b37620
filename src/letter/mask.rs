//! core: How much of a value that the customer wrote may a letter repeat?
//! In: the field and its value. Out: amounts, dates and methods whole, everything else mostly stars.
//! Never a whole number, address or link: the letter may reach a stranger (attack A41).

use super::safe;

/// Fields whose values tell nothing about an account.
const WHOLE: [&str; 3] = ["amount", "when", "payment_method"];
/// Longer is no amount, date or method.
const WHOLE_CHARS: usize = 40;
/// A card number has at least so many digits.
const CARD_DIGITS: usize = 12;

/// `300 CNY`, `li***@ex…`, `TX2024****01AA`.
pub fn value(field: &str, value: &str) -> String {
    let value = safe::header(&safe::foreign(value));
    if WHOLE.contains(&field) && is_harmless(&value) {
        return value;
    }
    match value.split_once('@') {
        Some((local, domain)) => {
            format!("{}***@{}…", first(local, 2), first(domain, 2))
        }
        None => middle_hidden(&value),
    }
}

fn is_harmless(value: &str) -> bool {
    value.chars().count() <= WHOLE_CHARS
        && !value.contains(['@', '<', '>'])
        && !value.contains("://")
        && !value.to_lowercase().contains("www.")
        && value.chars().filter(|c| c.is_numeric()).count() <= CARD_DIGITS
}

/// At most the first six and the last four, and never more than half.
fn middle_hidden(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    if chars.len() < 8 {
        return "****".to_owned();
    }
    let head = (chars.len() / 4).min(6);
    let tail = (chars.len() / 4).min(4);
    let begin: String = chars.iter().take(head).collect();
    let end: String = chars.iter().skip(chars.len() - tail).collect();
    format!("{begin}****{end}")
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_dates_and_methods_are_shown_whole() {
        assert_eq!(value("amount", "300 CNY"), "300 CNY");
        assert_eq!(value("when", "2026-05-01 14:30"), "2026-05-01 14:30");
        assert_eq!(value("payment_method", "信用卡"), "信用卡");
    }

    #[test]
    fn numbers_and_addresses_are_mostly_hidden() {
        assert_eq!(value("transaction_id", "TX20240501AA"), "TX2****1AA");
        assert_eq!(value("account_email", "lily@example.com"), "li***@ex…");
        assert_eq!(value("account_email", "13812345678"), "13****78");
        assert_eq!(value("ticket_no", "OK-1"), "****");
    }

    #[test]
    fn a_whole_field_that_carries_something_else_is_hidden() {
        assert!(!value("payment_method", "see https://evil.example/pay").contains("evil"));
        assert!(!value("payment_method", "card 6222020200112233").contains("6222020200112233"));
        assert!(!value("when", &"很".repeat(60)).contains("很很很很很很很"));
    }
}
