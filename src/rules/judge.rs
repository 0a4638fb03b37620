//! core: Hits to a verdict.
use super::{Material, RuleSet, Verdict};

impl RuleSet {
    pub fn judge(&self, _material: &Material<'_>) -> Verdict {
        unimplemented!()
    }
}
