//! core: What may a template say?
//! In: texts already in the tongue of the letter. Out: the closed list of variables, as the templates see it.
//! Never undefined: what there is nothing to say of is the empty text, so that `{% if … %}` works under strict rules.

use super::safe;
use crate::policy::Brand;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of `brand` that always exist; the operator sets the first six, the others may be empty.
pub const BRAND: [&str; 14] = [
    "name",
    "mail",
    "site",
    "faq",
    "hours",
    "verify",
    "phone",
    "chat",
    "social",
    "forms",
    "fee_page",
    "card_fee",
    "dispute_form",
    "verify_form",
];

/// Strangers' words: only `internal/` templates may use them (attack A41).
pub const INTERNAL_ONLY: [&str; 3] = ["ticket.subject", "customer.address", "explain"];

/// The closed list, for people: `frontdesk preview --vars`.
pub const TOLD: [(&str, &str); 35] = [
    ("ticket.number", "OK-10234"),
    ("ticket.status", "open, waiting, solved, closed"),
    ("ticket.created", "when it was opened"),
    ("category.name", "the problem, in the customer's language"),
    ("also", "list: names of the other problems in the mail"),
    ("missing", "list of what is still needed: for each .name and .ask"),
    ("found", "list of what was read in the mail: for each .name and .masked"),
    ("answer", "the answer of the category, or empty"),
    ("sla.first_response_by", "until when the first answer is promised, with its zone; empty when it is not"),
    ("sla.next_update_by", "until when the next news is promised"),
    ("sla.resolution_by", "until when the matter is promised to be settled"),
    ("sla.peak", "name of the peak season that makes answers slower; empty outside it"),
    ("team.name", "who has it"),
    ("brand.name", "from [brand]: the company"),
    ("brand.mail", "the address letters come from"),
    ("brand.site", "the only site letters may name"),
    ("brand.faq", "page with common questions; may be empty, as all below"),
    ("brand.hours", "when people answer"),
    ("brand.verify", "how to prove who you are without signing in"),
    ("brand.phone", "from [brand.more], as all below; use {% if brand.phone %}"),
    ("brand.chat", "live chat"),
    ("brand.social", "official social media"),
    ("brand.forms", "page with forms"),
    ("brand.fee_page", "page with the fees"),
    ("brand.card_fee", "the fee for cards, such as 3%–5%"),
    ("brand.dispute_form", "form for disputes"),
    ("brand.verify_form", "form for verifying who one is"),
    ("notice", "a sentence every letter carries for a while, or empty"),
    ("remind.level", "1 or 2 in reminders, else 0"),
    ("closing.because", "no_answer or solved, in the closing letter"),
    ("ticket.subject", "internal only: the customer's subject"),
    ("customer.address", "internal only"),
    ("explain", "internal only: why the ticket has its category"),
    ("alarm.what", "internal only: the promise, or what happened"),
    ("alarm.due, .late, .level", "internal only: until when, how late (2h 10m), which step of the escalation"),
];

#[derive(Clone, Debug, Default, Serialize)]
pub struct Variables {
    pub ticket: TicketWords,
    pub category: Named,
    /// Names of the other categories.
    pub also: Vec<String>,
    pub missing: Vec<Missing>,
    pub found: Vec<Seen>,
    /// The FAQ answer of the category, rendered.
    pub answer: String,
    pub sla: Promised,
    pub team: Named,
    pub brand: BTreeMap<String, String>,
    pub notice: String,
    pub remind: Remind,
    pub closing: Because,
    pub alarm: AlarmWords,
    pub explain: String,
    pub customer: Customer,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct TicketWords {
    /// `OK-10234`
    pub number: String,
    /// `open`, `waiting`, `solved`, `closed`.
    pub status: String,
    /// When it was opened, as a date of the letter's tongue.
    pub created: String,
    pub subject: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Named {
    pub name: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Missing {
    pub name: String,
    pub ask: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Seen {
    pub name: String,
    pub masked: String,
}

/// Dates as text, empty when nothing was promised.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Promised {
    pub first_response_by: String,
    pub next_update_by: String,
    pub resolution_by: String,
    /// Name of the peak that makes answers slower.
    pub peak: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Remind {
    /// 1, 2; 0 in other letters.
    pub level: u8,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Because {
    /// `no_answer`, `solved`; empty in other letters.
    pub because: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct AlarmWords {
    /// `first_response` and its like, or a sentence for the owner.
    pub what: String,
    pub due: String,
    /// How late, `2h 10m`; empty before the deadline.
    pub late: String,
    pub level: u8,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Customer {
    pub address: String,
}

impl Variables {
    /// Every dotted name a template may use, `missing` and `found` as lists.
    pub fn names() -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let value = serde_json::to_value(Self::sample(&[])).unwrap_or_default();
        collect("", &value, &mut names);
        names
    }

    /// With every optional part present, to try templates on.
    pub fn sample(more_brand: &[String]) -> Self {
        let text = |text: &str| text.to_owned();
        let brand = BRAND.iter().map(|key| text(key)).chain(more_brand.iter().cloned());
        Self {
            ticket: TicketWords {
                number: text("OK-10234"),
                status: text("open"),
                created: text("2026-11-22 14:30 (UTC+8)"),
                subject: text("A subject"),
            },
            category: Named { name: text("Refund") },
            also: vec![text("Fees"), text("Withdrawal")],
            missing: vec![Missing { name: text("amount"), ask: text("the amount") }; 2],
            found: vec![Seen { name: text("amount"), masked: text("300 CNY") }; 2],
            answer: text("1. One step.\n2. Another."),
            sla: Promised {
                first_response_by: text("2026-11-23 14:30 (UTC+8)"),
                next_update_by: text("2026-11-24 14:30 (UTC+8)"),
                resolution_by: text("2026-11-25 14:30 (UTC+8)"),
                peak: text("Singles' Day"),
            },
            team: Named { name: text("payments") },
            brand: brand.map(|key| (key.clone(), key)).collect(),
            notice: text("Maintenance tonight"),
            remind: Remind { level: 2 },
            closing: Because { because: text("no_answer") },
            alarm: AlarmWords { what: text("first_response"), due: text("2026-11-23"), late: text("2h 10m"), level: 2 },
            explain: text("+10 strong body"),
            customer: Customer { address: text("someone@example.com") },
        }
    }

    /// With every optional part absent.
    pub fn bare_sample(more_brand: &[String]) -> Self {
        let brand = BRAND.iter().map(|key| (*key).to_owned()).chain(more_brand.iter().cloned());
        Self { brand: brand.map(|key| (key, String::new())).collect(), ..Self::default() }
    }
}

/// The brand's words; `more_brand` are further keys the templates use, empty when the operator set none.
pub fn brand_words(brand: &Brand, verify: &str, more_brand: &[String]) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, String> = BRAND.iter().map(|key| ((*key).to_owned(), String::new())).collect();
    words.extend(more_brand.iter().map(|key| (key.clone(), String::new())));
    words.extend(brand.more.clone());
    let own = [
        ("name", brand.name.as_str()),
        ("mail", brand.mail.as_str()),
        ("site", &brand.site),
        ("faq", &brand.faq),
        ("hours", &brand.hours),
        ("verify", verify),
    ];
    words.extend(own.map(|(key, value)| (key.to_owned(), safe::body(value).trim().to_owned())));
    words
}

fn collect(prefix: &str, value: &serde_json::Value, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                collect(&name, inner, names);
            }
        }
        _ => {
            names.insert(prefix.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_told_and_no_other() {
        let mut told: BTreeSet<String> = TOLD.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert!(told.remove("alarm.due, .late, .level"));
        told.extend(["alarm.due", "alarm.late", "alarm.level"].map(str::to_owned));
        assert_eq!(told, Variables::names());
    }
}
