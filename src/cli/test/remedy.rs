//! A whole mail did not keep its promise: which words decided, and what to do about it.
//! In: the mail as it came out, what X-Expect wanted. Out: the hits that decided, dearest first, and a remedy.
//! Never guesses a phrase that the mail does not hold.

use crate::policy::Policy;
use crate::rehearsal::alone::Alone;
use crate::rules::diagnostic::{Said, said};
use crate::rules::example;
use crate::rules::expectation::{Expectation, Outcome, Wanted};
use crate::rules::{Hit, Place, Verdict};
use crate::safety;

pub fn of(policy: &Policy, alone: &Alone, (wanted, outcome): (&Expectation, &Outcome<'_>)) -> (Vec<Hit>, Said) {
    let verdict = outcome.verdict;
    let (lacking, extra) = wanted.wrong_labels(verdict);
    let leads = Some(verdict.category.as_str()).filter(|category| !wanted.category.iter().any(|name| name == category));
    let told: Vec<&str> = lacking.iter().chain(&extra).copied().chain(leads).collect();
    let mut hits: Vec<Hit> = verdict.hits.iter().filter(|hit| told.contains(&hit.category.as_str())).cloned().collect();
    hits.sort_by(|a, b| b.points.total_cmp(&a.points));
    let strongest = |label: &str| hits.iter().find(|hit| hit.category == label && hit.points > 0.0);
    let remedy = if let Some(label) = lacking.first() {
        missed(alone, label, &hits)
    } else if let Some(hit) = extra.first().and_then(|label| strongest(label)) {
        unwanted(hit)
    } else if let Some(leads) = leads {
        outranked(policy, (wanted, verdict), leads)
    } else {
        let first = wanted.rest.iter().find(|rest| rest.difference(outcome).is_some());
        first.map(|first| rest(policy, alone, (first, outcome))).unwrap_or_default()
    };
    (hits, remedy)
}

/// The label should be there: its words are hidden, too weak, or not there at all.
fn missed(alone: &Alone, label: &str, hits: &[Hit]) -> Said {
    let own = || hits.iter().filter(|hit| hit.category == label);
    if let Some(Hit { ignored_by: Some(ignore), text, .. }) = own().find(|hit| hit.ignored_by.is_some()) {
        return said!(
            "the ignore phrase {ignore} of {label} hides \"{text}\"",
            "{label} 的 ignore 短语 {ignore} 盖住了 \"{text}\""
        );
    }
    let subject = Some(alone.mail.subject.as_str()).filter(|subject| !subject.is_empty());
    let weak = own().find(|hit| hit.points > 0.0);
    let phrase = example::phrase_of(weak.map_or(subject.unwrap_or(&alone.mail.text), |hit| hit.text.as_str()));
    match weak {
        Some(_) => said!(
            "the words of {label} are too weak together: make one strong, for example \"{phrase}\"",
            "{label} 的词加起来分数不够：请把一个改成 strong，例如 \"{phrase}\""
        ),
        None => {
            said!("add a phrase to {label}, for example \"{phrase}\"", "请给 {label} 加一个短语，例如 \"{phrase}\"")
        }
    }
}

fn unwanted(hit: &Hit) -> Said {
    let (category, phrase) = (&hit.category, example::phrase_of(&hit.text));
    let (en, zh) = if hit.field == Place::Subject { ("subject", "主题") } else { ("text", "正文") };
    Said {
        en: format!(
            "if {category} is wrong here, add to its ignore \"{phrase}\" ({en}); if it may be there, expect ?{category}"
        ),
        zh: format!(
            "如果这里不该是 {category}，请在它的 ignore 里加上 \"{phrase}\"（{zh}）；如果可以，请写 ?{category}"
        ),
    }
}

/// Both are labels, and the other one leads: by its points, or by its precedence in a close call.
fn outranked(policy: &Policy, (wanted, verdict): (&Expectation, &Verdict), leads: &str) -> Said {
    let Some(label) = wanted.category.first() else { return Said::default() };
    let score = |label: &str| verdict.scores.get(label).copied().unwrap_or_default();
    let (ours, theirs) = (score(label), score(leads));
    let rank = |label: &str| policy.rules.categories.get(label).map_or(0, |category| category.precedence);
    match verdict.close_call {
        true => {
            let (rank, other) = (rank(label), rank(leads));
            said!(
                "a close call ({leads} {theirs}, {label} {ours}), so precedence decides ({other} and {rank}): raise that of {label}, or expect {leads} +{label}",
                "分数接近（{leads} {theirs}，{label} {ours}），由 precedence 决定（{other} 和 {rank}）：请提高 {label} 的，或者写 {leads} +{label}"
            )
        }
        false => said!(
            "{leads} has more points ({theirs}, {label} {ours}): give {label} a strong phrase of this mail, or expect {leads} +{label}",
            "{leads} 分数更高（{theirs}，{label} {ours}）：请从这封邮件里给 {label} 加一个 strong 短语，或者写 {leads} +{label}"
        ),
    }
}

/// Everything but labels.
fn rest(policy: &Policy, alone: &Alone, (wanted, outcome): (&Wanted, &Outcome<'_>)) -> Said {
    let found = |field: &str| outcome.verdict.fields.get(field);
    match wanted {
        Wanted::Missing(names) => {
            let asked = &outcome.verdict.missing;
            let unread = asked.iter().find(|name| !names.contains(name));
            match (unread, names.iter().find(|name| !asked.contains(name))) {
                (Some(field), _) => said!(
                    "no {field} is read in this mail: add how it is written there to {field} in fields.toml, or expect missing={field}",
                    "这封邮件里没有读出 {field}：请在 fields.toml 的 {field} 里补上这种写法，或者写 missing={field}"
                ),
                (None, Some(field)) => match found(field) {
                    Some(value) if !value.text.is_empty() => {
                        let text = &value.text;
                        said!(
                            "\"{text}\" is read as {field}: if it is none, add it to the no examples of {field} in fields.toml and mend the pattern",
                            "\"{text}\" 被读成 {field}：如果不是，请写进 fields.toml 里 {field} 的 no 例子，并修改正则"
                        )
                    }
                    _ => said!(
                        "{field} is not asked for: put it into need of the category, or take it out of missing=",
                        "没有询问 {field}：请写进类别的 need，或者从 missing= 里删去"
                    ),
                },
                (None, None) => Said::default(),
            }
        }
        Wanted::Field(field, _) => match found(field).map(|value| &value.text) {
            Some(text) => said!(
                "it is read from \"{text}\": mend {field} in fields.toml, or the value in X-Expect",
                "是从 \"{text}\" 读出的：请修改 fields.toml 的 {field}，或者 X-Expect 里的值"
            ),
            None => said!(
                "no pattern of {field} in fields.toml finds it: add one, with this text as a yes example",
                "fields.toml 里 {field} 的正则都没有找到：请加一个，并把这段文字写成 yes 例子"
            ),
        },
        Wanted::Language(_) => said!(
            "the language follows from the customer's own words, quotes left out: write more of them, or expect what came out",
            "语言只看客户自己写的文字，不看引用：请多写一些，或者按实际结果写"
        ),
        Wanted::Letter(_) => gate(policy, alone),
        Wanted::Promise(_) => said!(
            "the promise is the sla of the category (the shortest of all labels): see sla in its file, and sla.toml",
            "承诺取自类别的 sla（多个标签时取最短的）：请看类别文件里的 sla 和 sla.toml"
        ),
    }
}

/// Why the mail had no answer.
fn gate(policy: &Policy, alone: &Alone) -> Said {
    let facts = crate::ticket::Facts { arrived_at: alone.at, stamped_at: Some(alone.at), ..Default::default() };
    let gate = safety::mail_gate(&alone.mail, &facts, Some(policy), alone.at);
    match safety::guarded(gate, policy.rules.guards.find(&alone.mail)) {
        safety::Gate::Silent { row, why } | safety::Gate::Drop { row, why } => {
            let Said { en, zh } = safety::meaning(row).unwrap_or_default();
            said!("no letter: {en} ({row}: {why})", "不发信：{zh}（{row}：{why}）")
        }
        safety::Gate::Send => said!("frontdesk explain tells what leaves", "frontdesk explain 会说明发什么"),
    }
}
