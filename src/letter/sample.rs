//! core: What would each letter look like?
//! In: the name of a template, a policy; a ticket, or none for a made-up one. Out: the letter as it would leave.
//! Never a second way to write: letters come from `compose`; only the ticket and the occasion are pretended.

use super::compose::{Alarm, Closing, Extra, compose, owner_alert};
use super::{Letter, LetterKind, Tongue};
use crate::mail::{Address, Language};
use crate::policy::Policy;
use crate::rules::diagnostic::{Said, did_you_mean, nearest, said};
use crate::rules::{Category, Found, GENERAL};
use crate::ticket::{Entry, Ticket, TimerKind, What, apply::apply, wish};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// How much there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Every optional part.
    Full,
    /// None of them.
    Bare,
}

/// A moment for letters nobody waits for: 10 March 2026, 10:00 in Shanghai.
pub const MOMENT: Timestamp = Timestamp::from_secs(1_773_108_000);
const NUMBER: i64 = 10_234;

impl Sample {
    pub const ALL: [Self; 2] = [Self::Full, Self::Bare];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Bare => "bare",
        }
    }
}

/// The letters of a template: a kind, and for an answer the category it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    pub kind: LetterKind,
    answers: Option<&'a Category>,
}

/// Every name `preview` knows: the letters, then the answers inside the receipt.
pub fn names(policy: &Policy) -> Vec<String> {
    let kinds = LetterKind::ALL.into_iter().filter(|kind| *kind != LetterKind::Reply).map(LetterKind::template);
    let mut answers: Vec<String> = policy.rules.categories.values().filter_map(|c| c.answer.clone()).collect();
    answers.sort();
    answers.dedup();
    kinds.chain(answers).collect()
}

/// `ack`, `internal/page`, `faq-refund`.
pub fn shape<'a>(name: &str, policy: &'a Policy) -> Result<Shape<'a>, Said> {
    let name = name.trim_start_matches("internal/").trim_end_matches(".txt");
    let kind = LetterKind::ALL.into_iter().find(|kind| kind.template() == name && *kind != LetterKind::Reply);
    let answers = policy.rules.categories.values().find(|category| category.answer.as_deref() == Some(name));
    match (kind, answers) {
        (Some(kind), _) => Ok(Shape { kind, answers: None }),
        (None, Some(_)) => Ok(Shape { kind: LetterKind::Ack, answers }),
        (None, None) => {
            let known = names(policy);
            let near = nearest(name, known.iter().map(String::as_str)).map(did_you_mean);
            let all = known.join(", ");
            let Said { en, zh } = near.unwrap_or_else(|| said!("known: {all}", "已有：{all}"));
            Err(said!("no letter is written from a template {name}; {en}", "没有用模板 {name} 写的信；{zh}"))
        }
    }
}

/// `zh/ack.full.txt` and the letter, for every template, tongue and sample; an answer has nothing to leave out.
pub fn all(policy: &Policy) -> Result<Vec<(String, String)>, String> {
    let mut letters = Vec::new();
    for name in names(policy) {
        let shape = shape(&name, policy).map_err(|why| why.en)?;
        let samples: &[Sample] = if shape.answers.is_some() { &[Sample::Full] } else { &Sample::ALL };
        for tongue in shape.tongues() {
            for sample in samples {
                let letter = shape.sample(policy, *tongue, *sample)?;
                let file = format!("{}/{name}.{}.txt", tongue.folder(), sample.name());
                letters.push((file, format!("Subject: {}\n\n{}", letter.subject, letter.text)));
            }
        }
    }
    Ok(letters)
}

impl Shape<'_> {
    /// In which tongues customers or staff read it.
    pub fn tongues(self) -> &'static [Tongue] {
        if self.kind.is_to_customer() { &[Tongue::Zh, Tongue::ZhHant, Tongue::En] } else { &[Tongue::Internal] }
    }

    /// About a made-up ticket.
    pub fn sample(self, policy: &Policy, tongue: Tongue, sample: Sample) -> Result<Letter, String> {
        let ticket = self.ticket(policy, tongue.language(), sample).ok_or("no ticket came of the sample")?;
        let now = MOMENT;
        let mut extra = match sample {
            Sample::Full => wish::extra(&ticket, policy, now),
            Sample::Bare => Extra::default(),
        };
        if sample == Sample::Full {
            extra.notice = notice(tongue).to_owned();
            extra.answer = self.kind == LetterKind::Ack;
            if let Some(category) = policy.rules.categories.get(&ticket.category) {
                extra.missing = category.need.first().cloned().into_iter().collect();
                extra.found = found(category, policy, tongue);
            }
        }
        extra.language = Some(tongue.language());
        self.write(&ticket, policy, self.occasion(extra, now), now)
    }

    /// About the ticket of a real mail.
    pub fn about(self, ticket: &Ticket, policy: &Policy, now: Timestamp) -> Result<Letter, String> {
        let mut extra = wish::extra(ticket, policy, now);
        extra.answer = self.kind == LetterKind::Ack;
        self.write(ticket, policy, self.occasion(extra, now), now)
    }

    fn write(self, ticket: &Ticket, policy: &Policy, extra: Extra, now: Timestamp) -> Result<Letter, String> {
        let staff = || wish::staff(ticket, policy).first().cloned().unwrap_or_else(|| policy.brand.mail.clone());
        let to = if self.kind.is_to_customer() { ticket.customer.clone() } else { staff() };
        match self.kind {
            LetterKind::OwnerAlert => owner_alert(
                policy,
                1,
                &to,
                (&"the mailbox cannot be read".into(), &"what stands below tells more".into()),
            ),
            kind => compose(kind, ticket, policy, &extra, ticket.steps, &to, now),
        }
    }

    /// What only the moment of this kind of letter has.
    fn occasion(self, extra: Extra, now: Timestamp) -> Extra {
        let alarm = |due_at, level| {
            let what = wish::promised(TimerKind::FirstResponse);
            Some(Alarm { what, due_at: Some(due_at), level })
        };
        match self.kind {
            LetterKind::Remind => Extra { remind_level: 1, ..extra },
            LetterKind::Closing => Extra { closing: Some(Closing::NoAnswer), ..extra },
            LetterKind::Overdue => Extra { first_response_by: Some(now - Span::hours(1)), ..extra },
            LetterKind::Warning => Extra { alarm: alarm(now + Span::hours(2), 1), ..extra },
            LetterKind::Breach => Extra { alarm: alarm(now - Span::minutes(130), 1), ..extra },
            LetterKind::Page => Extra { alarm: alarm(now + Span::hours(1), 0), ..extra },
            _ => extra,
        }
    }

    fn ticket(self, policy: &Policy, language: Language, sample: Sample) -> Option<Ticket> {
        let categories = policy.rules.categories.values();
        let asking = || categories.clone().max_by_key(|c| (c.need.len(), std::cmp::Reverse(&c.id)));
        let category = self.answers.or_else(asking).filter(|_| sample == Sample::Full);
        let other = categories.clone().find(|c| category.is_some_and(|own| own.id != c.id) && !c.overrides);
        let what = What::Opened {
            number: NUMBER,
            mailbox: "support".to_owned(),
            subject: category.map_or_else(String::new, |c| c.name.in_language(language).to_owned()),
            customer: Address::new("customer@example.com"),
            customer_name: String::new(),
            language,
            category: category.map_or(GENERAL, |c| &c.id).to_owned(),
            also: other.filter(|_| self.answers.is_none()).map(|c| c.id.clone()).into_iter().collect(),
            team: category.and_then(|c| c.team.clone()),
            sla: category.and_then(|c| c.sla.clone()),
            is_silent: false,
            started_at: Some(MOMENT - Span::minutes(2)),
            raise: None,
            maybe_related: None,
        };
        apply(None, &Entry { step: 1, at: MOMENT - Span::minutes(2), what, why: "a sample".to_owned() })
    }
}

/// Values the fields' own examples give, of the fields the category wants but the first, which is asked for.
fn found(category: &Category, policy: &Policy, tongue: Tongue) -> BTreeMap<String, Found> {
    let is_chinese = |text: &str| text.chars().any(crate::rules::phrase::is_cjk);
    let wanted = category.need.iter().skip(1).chain(&category.nice);
    let mut found = BTreeMap::new();
    for id in wanted {
        let own = |e: &&crate::rules::fields::FieldExample| {
            e.field == *id && is_chinese(&e.text) == matches!(tongue, Tongue::Zh | Tongue::ZhHant)
        };
        let example = policy.rules.engine.finders.examples.iter().filter(own).find_map(|example| example.value.clone());
        if let Some(value) = example {
            found.insert(id.clone(), Found { text: value.clone(), value });
        }
    }
    found
}

const fn notice(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Zh => "今晚 23:00 至次日 1:00 系统维护。",
        Tongue::ZhHant => "今晚 23:00 至翌日 1:00 系統維護。",
        Tongue::En | Tongue::Internal => "maintenance tonight from 23:00 to 1:00.",
    }
}
