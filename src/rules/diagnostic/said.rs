//! core: How is one thing said to an admin who reads English, and to one who reads Chinese?
//! In: both texts, written beside each other where the thing is found out. Out: the one that was asked for.
//! Never for customers: letters are templates.

use std::fmt;

/// What the admin reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speech {
    #[default]
    En,
    Zh,
}

impl Speech {
    /// `zh`, `zh_CN.UTF-8`, `zh-TW`: Chinese; `en`, `C`: English. None for what we do not speak.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Zh),
            "en" | "c" | "posix" => Some(Self::En),
            _ => None,
        }
    }
}

/// The same in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub en: String,
    pub zh: String,
}

impl Said {
    pub fn in_speech(&self, speech: Speech) -> &str {
        match speech {
            Speech::En => &self.en,
            Speech::Zh => &self.zh,
        }
    }

    pub fn into_speech(self, speech: Speech) -> String {
        match speech {
            Speech::En => self.en,
            Speech::Zh => self.zh,
        }
    }

    /// One after the other, with what stands between them in each language.
    pub fn joined(parts: &[Self], (en, zh): (&str, &str)) -> Self {
        let all = |of: fn(&Self) -> &str| parts.iter().map(of).collect::<Vec<_>>();
        Self { en: all(|part| &part.en).join(en), zh: all(|part| &part.zh).join(zh) }
    }

    pub const fn is_empty(&self) -> bool {
        self.en.is_empty()
    }
}

/// Names, numbers, and what others say in English only.
impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { zh: text.clone(), en: text }
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// `said!("no such {kind}", "没有这个{kind}")`: both texts with the same values.
macro_rules! said {
    ($en:literal, $zh:literal $(, $($values:tt)*)?) => {
        $crate::rules::diagnostic::Said { en: format!($en $(, $($values)*)?), zh: format!($zh $(, $($values)*)?) }
    };
}
pub(crate) use said;

/// `nearest` as a question.
pub fn did_you_mean(name: &str) -> Said {
    said!("did you mean {name}?", "是不是想写 {name}？")
}

/// What `Span::parse` refuses.
pub fn no_length(text: &str) -> Said {
    said!(
        "{text:?} is no length: write a number and s, m, h or d, for example 24h",
        "{text:?} 不是时长：请写数字加 s（秒）、m（分）、h（小时）或 d（天），例如 24h"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_the_language() {
        for (locale, wanted) in [
            ("zh_CN.UTF-8", Some(Speech::Zh)),
            ("zh-Hant", Some(Speech::Zh)),
            ("en_GB", Some(Speech::En)),
            ("C.UTF-8", Some(Speech::En)),
            ("de_DE", None),
            ("", None),
        ] {
            assert_eq!(Speech::of_locale(locale), wanted, "{locale}");
        }
    }
}
