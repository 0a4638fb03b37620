//! core: What should a value of a TOML file be, and what is it?
//! In: a shape that was wanted, a value that was found. Out: their names for the admin, alike for rules and promises.
//! Never looks into the value: what it says is asked elsewhere.

use super::{Said, said};
use toml::de::DeValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Texts,
    Flag,
    Number,
    Table,
    Tables,
}

impl Shape {
    /// `{key} must be {this}`
    pub fn wanted(self, key: &str) -> Said {
        let kind = match self {
            Self::Text => said!("a text in quotes", "带引号的文字"),
            Self::Texts => said!("a list of texts, as in [\"a\", \"b\"]", "文字的列表，例如 [\"a\", \"b\"]"),
            Self::Flag => said!("true or false", "true 或 false"),
            Self::Number => said!("a number", "数字"),
            Self::Table => said!("a table", "一个表，例如 {{ a = \"…\" }}"),
            Self::Tables => said!("a list of tables", "表的列表，例如 [{{ a = \"…\" }}]"),
        };
        Said { en: format!("{key} must be {}", kind.en), zh: format!("{key} 应当是{}", kind.zh) }
    }
}

/// `this is {kind}`
pub fn found(value: &DeValue<'_>) -> Said {
    match value {
        DeValue::String(_) => said!("this is a text", "这是文字"),
        DeValue::Integer(_) | DeValue::Float(_) => said!("this is a number", "这是数字"),
        DeValue::Boolean(_) => said!("this is true or false", "这是 true 或 false"),
        DeValue::Datetime(_) => said!("this is a date", "这是日期"),
        DeValue::Array(_) => said!("this is a list", "这是列表"),
        DeValue::Table(_) => said!("this is a table", "这是一个表"),
    }
}
