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
pub const TOLD: [(&str, &str, &str); 35] = [
    ("ticket.number", "OK-10234", "OK-10234"),
    ("ticket.status", "open, waiting, solved, closed", "状态：open、waiting、solved、closed"),
    ("ticket.created", "when it was opened", "建立时间"),
    ("category.name", "the problem, in the customer's language", "问题类别，用客户的语言"),
    ("also", "list: names of the other problems in the mail", "列表：邮件里其他问题的名称"),
    ("missing", "list of what is still needed: for each .name and .ask", "列表：还缺什么，每项有 .name 和 .ask"),
    (
        "found",
        "list of what was read in the mail: for each .name and .masked",
        "列表：从邮件里读到什么，每项有 .name 和 .masked",
    ),
    ("answer", "the answer of the category, or empty", "该类别的答复，可能为空"),
    (
        "sla.first_response_by",
        "until when the first answer is promised, with its zone; empty when it is not",
        "承诺的首次答复时间，带时区；没有承诺时为空",
    ),
    ("sla.next_update_by", "until when the next news is promised", "承诺的下一次进展通知时间"),
    ("sla.resolution_by", "until when the matter is promised to be settled", "承诺的解决时间"),
    (
        "sla.peak",
        "name of the peak season that makes answers slower; empty outside it",
        "让答复变慢的高峰期名称；平时为空",
    ),
    ("team.name", "who has it", "由谁处理"),
    ("brand.name", "from [brand]: the company", "来自 [brand]：公司名称"),
    ("brand.mail", "the address letters come from", "信件的发件地址"),
    ("brand.site", "the only site letters may name", "信里唯一可以出现的网站"),
    ("brand.faq", "page with common questions; may be empty, as all below", "常见问题页面；可能为空，下面各项也一样"),
    ("brand.hours", "when people answer", "人工服务时间"),
    ("brand.verify", "how to prove who you are without signing in", "不登录怎样证明身份"),
    (
        "brand.phone",
        "from [brand.more], as all below; use {% if brand.phone %}",
        "来自 [brand.more]，下面各项也一样；请用 {% if brand.phone %}",
    ),
    ("brand.chat", "live chat", "在线客服"),
    ("brand.social", "official social media", "官方社交媒体"),
    ("brand.forms", "page with forms", "表格页面"),
    ("brand.fee_page", "page with the fees", "收费页面"),
    ("brand.card_fee", "the fee for cards, such as 3%–5%", "银行卡手续费，例如 3%–5%"),
    ("brand.dispute_form", "form for disputes", "争议申请表"),
    ("brand.verify_form", "form for verifying who one is", "身份核验表"),
    ("notice", "a sentence every letter carries for a while, or empty", "一段时间内每封信都带的一句话，可能为空"),
    ("remind.level", "1 or 2 in reminders, else 0", "提醒信里是 1 或 2，其他是 0"),
    ("closing.because", "no_answer or solved, in the closing letter", "关闭信里是 no_answer 或 solved"),
    ("ticket.subject", "internal only: the customer's subject", "仅限内部：客户写的主题"),
    ("customer.address", "internal only", "仅限内部"),
    ("explain", "internal only: why the ticket has its category", "仅限内部：工单为什么归这一类"),
    ("alarm.what", "internal only: the promise, or what happened", "仅限内部：哪一项承诺，或者发生了什么"),
    (
        "alarm.due, .late, .level",
        "internal only: until when, how late (2h 10m), which step of the escalation",
        "仅限内部：期限、迟了多久（2h 10m）、第几次升级",
    ),
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
        let mut told: BTreeSet<String> = TOLD.iter().map(|(name, ..)| (*name).to_owned()).collect();
        assert!(told.remove("alarm.due, .late, .level"));
        told.extend(["alarm.due", "alarm.late", "alarm.level"].map(str::to_owned));
        assert_eq!(told, Variables::names());
    }
}
