//! core: Which addresses does one entry of `from` mean?
//! In: `seller@offers.example`, `*@spam.example`, `*@*.spam.example`. Out: does an address belong to it, does another entry?
//! Never everybody: a guard that holds every sender is a slip.

use crate::rules::diagnostic::{Said, said};
use crate::rules::fold::fold;

/// Small letters; `*` stands for any characters but `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(String);

/// The catalogue's code with cause and cure.
pub(super) type Slip = (&'static str, Said, Said);

impl Pattern {
    pub fn parse(text: &str) -> Result<Self, Slip> {
        let folded = fold(text.trim()).text;
        let wrong = |help| Err(("E02", said!("{text} is no address", "{text} 不是邮箱地址"), help));
        let Some((local, domain)) = folded.split_once('@') else {
            return wrong(said!(
                "write a whole address, or *@{folded} for everybody there",
                "请写完整地址，或者用 *@{folded} 表示那里的所有人"
            ));
        };
        let is_broken = |part: &str| part.is_empty() || part.contains(['@', ' ', '<', '>', ',', '"']);
        if is_broken(local) || is_broken(domain) || domain.starts_with('.') || domain.ends_with('.') {
            return wrong(said!(
                "one address an entry: \"ann@shop.example\", \"*@shop.example\", \"*@*.shop.example\"",
                "每项写一个地址：\"ann@shop.example\"、\"*@shop.example\"、\"*@*.shop.example\""
            ));
        }
        if domain.chars().all(|c| matches!(c, '*' | '.')) && local.chars().all(|c| c == '*') {
            return Err((
                "E13",
                said!("{text} is every sender", "{text} 是所有来信人"),
                said!("name the domain: *@shop.example", "请写出域名：*@shop.example"),
            ));
        }
        Ok(Self(folded))
    }

    pub fn holds(&self, address: &str) -> bool {
        matches(self.0.as_bytes(), address.to_lowercase().as_bytes())
    }

    /// Is every address of the other one of this too?
    pub fn covers(&self, other: &Self) -> bool {
        matches(self.0.as_bytes(), other.0.as_bytes())
    }
}

/// A `*` of the text is taken by a `*` of the pattern only. Linear but for the last `*`, as file names are matched.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(&byte) = text.get(read) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(&wanted) if wanted == byte && byte != b'*' => {
                at += 1;
                read += 1;
            }
            _ => match star {
                // The last `*` takes one more; never past the `@`.
                Some((from, taken)) if text.get(taken) != Some(&b'@') => {
                    star = Some((from, taken + 1));
                    (at, read) = (from + 1, taken + 1);
                }
                _ => return false,
            },
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::parse(text).unwrap_or_else(|slip| panic!("{text}: {slip:?}"))
    }

    #[test]
    fn a_star_stands_for_any_name_and_never_for_the_at() {
        for (text, address, wanted) in [
            ("Seller@Offers.Example", "seller@offers.example", true),
            ("seller＠offers.example", "SELLER@offers.example", true),
            ("seller@offers.example", "reseller@offers.example", false),
            ("*@spam.example", "a.b+c@spam.example", true),
            ("*@spam.example", "a@mail.spam.example", false),
            ("*@spam.example", "a@x.example@spam.example", false),
            ("*@*.spam.example", "a@mail.spam.example", true),
            ("*@*.spam.example", "a@spam.example", false),
            ("news-*@*.example", "news-7@a.b.example", true),
            ("news-*@*.example", "news@a.example", false),
            ("a*b*c@x.example", "aXbXbXc@x.example", true),
        ] {
            assert_eq!(pattern(text).holds(address), wanted, "{text} {address}");
        }
    }

    #[test]
    fn what_one_entry_means_another_may_mean_too() {
        for (wide, narrow, wanted) in [
            ("*@x.example", "a@x.example", true),
            ("a@x.example", "*@x.example", false),
            ("*@*.example", "a*@x.example", true),
            ("a*@x.example", "*@x.example", false),
            ("*a@x.example", "*ba@x.example", true),
            ("a@x.example", "a@x.example", true),
        ] {
            assert_eq!(pattern(wide).covers(&pattern(narrow)), wanted, "{wide} {narrow}");
        }
    }

    #[test]
    fn what_is_no_address_and_who_is_everybody_is_refused() {
        for text in ["spam.example", "a@", "@b.example", "a@b@c", "a@x.example, b@x.example", "Ann <a@x.example>", ""] {
            assert_eq!(Pattern::parse(text).map_err(|slip| slip.0), Err("E02"), "{text}");
        }
        for text in ["*@*", "*@*.*"] {
            assert_eq!(Pattern::parse(text).map_err(|slip| slip.0), Err("E13"), "{text}");
        }
    }
}
