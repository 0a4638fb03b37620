//! core: Which characters of a stranger's text deceive the eye or the terminal?
//! In: any text. Out: the same without them; a domain whose letters could be taken for others, in its `xn--` form.
//! Never changes what is compared or stored: only what is shown. The one list, used by all that shows text.

use std::borrow::Cow;

/// Controls, direction marks (UAX #9), signs without width, and the tag block that hides text in text. Line ends and
/// tabs are controls too: who keeps them says so.
pub fn is_tricky(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}')
}

/// Many lines of foreign text: line ends and tabs stay.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\t') || !is_tricky(c);
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_kept(*c)).collect())
}

/// `аpple.com` with a Cyrillic а becomes `xn--pple-43d.com`; `пример.рф`, `bücher.example` and `支付.example` stay.
pub fn domain(domain: &str) -> Cow<'_, str> {
    let has = |is: fn(char) -> bool| domain.chars().any(is);
    let is_foreign = |c: char| c.is_alphabetic() && !is_latin(c) && !is_east_asian(c);
    let is_mixed = domain.chars().any(is_foreign) && (has(is_latin) || has(is_east_asian));
    if domain.is_ascii() || !is_mixed && !has(is_tricky) {
        return Cow::Borrowed(domain);
    }
    let shown: String = domain.chars().filter(|c| !is_tricky(*c)).collect();
    // What no registry would take has no such form: it is shown as bare code points.
    let bare = || shown.chars().flat_map(|c| c.escape_unicode()).collect();
    Cow::Owned(idna::domain_to_ascii(&shown).unwrap_or_else(|_| bare()))
}

/// `someone@xn--…` for a domain that deceives; control characters vanish.
pub fn address(address: &str) -> String {
    let shown = match address.rsplit_once('@') {
        Some((local, host)) => format!("{local}@{}", domain(host)),
        None => address.to_owned(),
    };
    shown.chars().filter(|c| !is_tricky(*c)).collect()
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3105}'..='\u{312f}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_that_look_like_others_are_shown_by_their_registered_name() {
        for (written, told) in [
            ("\u{430}pple.com", "xn--pple-43d.com"),
            ("\u{440}\u{430}\u{443}\u{440}\u{430}l.com", "xn--l-7sba6dbr.com"),
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435}.com", "xn--80ak6aa92e.com"),
            ("b\u{fc}cher.example", "b\u{fc}cher.example"),
            (
                "\u{43f}\u{440}\u{438}\u{43c}\u{435}\u{440}.\u{440}\u{444}",
                "\u{43f}\u{440}\u{438}\u{43c}\u{435}\u{440}.\u{440}\u{444}",
            ),
            ("支付.example", "支付.example"),
            ("okpay.com", "okpay.com"),
        ] {
            assert_eq!(domain(written), told);
        }
        assert_eq!(address("an\u{202e}n@\u{430}pple.com"), "ann@xn--pple-43d.com");
    }

    #[test]
    fn only_what_nobody_sees_is_taken_out() {
        assert_eq!(harmless("a\u{ad}b\u{e0041}c\u{180e}d\u{61c}e\u{2065}\n\tf"), "abcde\n\tf");
        assert_eq!(harmless("退款，ありがとう 한국어 ❤\u{fe0f} é"), "退款，ありがとう 한국어 ❤\u{fe0f} é");
    }
}
