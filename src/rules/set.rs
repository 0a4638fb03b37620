//! core: A rule folder, loaded, checked and hashed as one set.
use super::{Diagnostic, RuleFile, Words};
use crate::letter::Templates;
use std::collections::BTreeMap;

/// Names from the configuration that categories refer to; None = not checked (no config at hand).
#[derive(Clone, Debug, Default)]
pub struct Kinship {
    pub slas: Option<Vec<String>>,
    pub teams: Option<Vec<String>>,
}

#[derive(Debug)]
pub struct RuleSet {
    /// Hex, first 12 digits of SHA-256 over paths and texts.
    pub hash: String,
    pub categories: BTreeMap<String, Category>,
    pub fields: BTreeMap<String, Field>,
    pub templates: Templates,
}

#[derive(Clone, Debug)]
pub struct Category {
    pub id: String,
    pub name: Words,
    pub team: Option<String>,
    pub sla: Option<String>,
    pub precedence: i64,
    pub overrides: bool,
    pub need: Vec<String>,
    pub nice: Vec<String>,
    /// Template id of the FAQ answer, `faq-refund`.
    pub answer: Option<String>,
    pub auto_answer: bool,
    pub never_auto_close: bool,
    pub page: bool,
    pub one_account_per_mail: bool,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub id: String,
    pub name: Words,
    pub ask: Words,
    /// Echoed (masked) in letters: amount, when, payment_method.
    pub is_typed: bool,
}

impl RuleSet {
    /// All errors at once. `root` is how the folder is called in messages (`rules`).
    pub fn load(_root: &str, _files: &[RuleFile], _names: &Kinship) -> Result<Self, Vec<Diagnostic>> {
        unimplemented!()
    }

    /// The required fields of these categories that `known` does not hold, at most three, in order.
    pub fn missing(&self, _labels: &[&str], _known: &BTreeMap<String, super::Found>) -> Vec<String> {
        unimplemented!()
    }
}
