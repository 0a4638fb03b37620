//! core: How do hits become a decision: the only numbers of a rule set.
//! In: scoring.toml, or nothing. Out: weights, field factors, threshold, margin and gaps.
//! Never read by admins' other files: those say strong, normal and weak.

use super::page::Page;
use super::{Place, Strength};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scoring {
    strong: f64,
    normal: f64,
    weak: f64,
    subject: f64,
    body: f64,
    attachment: f64,
    quoted: f64,
    /// A label from here on.
    pub threshold: f64,
    /// Scores closer than this are decided by precedence.
    pub margin: f64,
    pub gap_near: usize,
    pub gap_far: usize,
}

impl Default for Scoring {
    fn default() -> Self {
        Self {
            strong: 10.0,
            normal: 4.0,
            weak: 1.0,
            subject: 2.0,
            body: 1.0,
            attachment: 1.0,
            quoted: 0.0,
            threshold: 8.0,
            margin: 5.0,
            gap_near: 4,
            gap_far: 20,
        }
    }
}

impl Scoring {
    pub fn read(page: &Page<'_>) -> Self {
        let mut scoring = Self::default();
        let Some(table) = page.parse() else { return scoring };
        let keys = page.keys(&table);
        if let Some(weight) = keys.table("weight") {
            scoring.strong = weight.number("strong").unwrap_or(scoring.strong);
            scoring.normal = weight.number("normal").unwrap_or(scoring.normal);
            scoring.weak = weight.number("weak").unwrap_or(scoring.weak);
            weight.finish();
        }
        if let Some(field) = keys.table("field") {
            scoring.subject = field.number("subject").unwrap_or(scoring.subject);
            scoring.body = field.number("body").unwrap_or(scoring.body);
            scoring.attachment = field.number("attachment").unwrap_or(scoring.attachment);
            scoring.quoted = field.number("quoted").unwrap_or(scoring.quoted);
            field.finish();
        }
        if let Some(decide) = keys.table("decide") {
            let gap = |key, standard: usize| decide.number(key).map_or(standard, |n| n.clamp(0.0, 200.0) as usize);
            scoring.gap_near = gap("gap_near", scoring.gap_near);
            scoring.gap_far = gap("gap_far", scoring.gap_far);
            scoring.threshold = decide.number("threshold").unwrap_or(scoring.threshold);
            scoring.margin = decide.number("margin").unwrap_or(scoring.margin);
            decide.finish();
        }
        keys.finish();
        scoring
    }

    pub const fn points(&self, strength: Strength, place: Place) -> f64 {
        let weight = match strength {
            Strength::Strong => self.strong,
            Strength::Normal => self.normal,
            Strength::Weak => self.weak,
        };
        let factor = match place {
            Place::Subject => self.subject,
            Place::Body => self.body,
            Place::Attachment => self.attachment,
            Place::Quoted => self.quoted,
        };
        weight * factor
    }
}
