//! What frontdesk sees in a mail, for people and for programs: the shape of `explain --json`.
//! In: a mail, its verdict, the gate's answer. Out: JSON, or lines. Uses the daemon's own reading and judging.
//! Lines stay within a hundred columns where the words allow it; phrases are cut, the line of the rule never.

use crate::letter::{LetterKind, Tongue};
use crate::mail::{Defect, Kind, Mail, Mailbox, SpanKind, card, visible};
use crate::phrasebook;
use crate::policy::Policy;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::guards::Act;
use crate::rules::{GENERAL, Hit, Place, Raise, RuleSet, Strength, Verdict};
use crate::safety::{self, Gate};
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub struct Explanation<'a> {
    /// `file#n`
    pub source: &'a str,
    pub mail: &'a Mail,
    pub verdict: &'a Verdict,
    pub gate: &'a Gate,
    pub rules: &'a RuleSet,
    /// None without a configuration: the gate then skips what needs one.
    pub policy: Option<&'a Policy>,
}

const TEXT_COLUMNS: usize = 24;
const PHRASE_COLUMNS: usize = 34;

impl Explanation<'_> {
    pub fn json(&self) -> Value {
        let (mail, verdict) = (self.mail, self.verdict);
        json!({
            "source": self.source,
            "message_id": mail.message_id,
            "from": mail.from.first().map(mailbox),
            "to": mail.to.iter().map(mailbox).collect::<Vec<_>>(),
            "subject": mail.subject,
            "date": mail.date.map(|d| d.rfc3339()),
            "kind": mail.kind.name(),
            "kind_why": mail.kind_why,
            "bounce": mail.bounce,
            "language": mail.language.tag(),
            "text": mail.text,
            "new_text": mail.words(SpanKind::New),
            "quoted": quoted(mail),
            "signature": mail.words(SpanKind::Signature),
            "attachments": mail.attachments.iter().map(|a| json!({
                "name": a.name, "type": a.media_type, "bytes": a.bytes, "sha256": a.sha256.to_string(),
            })).collect::<Vec<_>>(),
            "defects": mail.defects.iter().map(|d| &d.0).collect::<Vec<_>>(),
            "category": verdict.category,
            "also": verdict.also,
            "close_call": verdict.close_call,
            "scores": verdict.scores,
            "hits": verdict.hits.iter().map(hit).collect::<Vec<_>>(),
            "fields": verdict.fields,
            "missing": verdict.missing,
            "guard": self.rules.guards.find(mail).map(|guard| json!({
                "name": guard.name, "do": guard.act.name(), "rule": guard.rule,
            })),
            "answer": self.answer(),
        })
    }

    fn answer(&self) -> Value {
        let (would_send, why) = self.gate_words();
        json!({
            "would_send": would_send,
            "why": why,
            "letter": would_send.then(|| LetterKind::Ack.name()),
            "language": would_send.then(|| self.tongues()),
        })
    }

    /// `zh-Hans`; `zh-Hans+en` for a customer whose language we do not write.
    fn tongues(&self) -> String {
        let tags: Vec<&str> = Tongue::of(self.mail.language).iter().map(|tongue| tongue.language().tag()).collect();
        tags.join("+")
    }

    /// For a terminal. Chinese stays as written; control characters are taken out by the caller.
    pub fn lines(&self, speech: Speech) -> Vec<String> {
        let (mail, verdict) = (self.mail, self.verdict);
        let nobody = || said!("nobody", "无").into_speech(speech);
        let from = mail.from.first().map_or_else(nobody, |f| visible::address(f.address.as_str()));
        let (source, subject, tag, rules) = (self.source, one_line(&mail.subject), mail.language.tag(), &verdict.rules);
        let Said { en: kind, zh: kind_zh } = phrasebook::said(mail.kind.name());
        let [why, why_zh] =
            [Speech::En, Speech::Zh].map(|speech| in_brackets(&phrasebook::told(&mail.kind_why, speech)));
        let mut told = vec![
            said!("mail     {source}", "邮件     {source}"),
            said!("subject  {subject}", "主题     {subject}"),
            said!("from     {from}   language {tag}   rules {rules}", "来自     {from}   语言 {tag}   规则 {rules}"),
            Said { en: format!("kind     {kind}{why}"), zh: format!("性质     {kind_zh}{why_zh}") },
        ];
        told.extend(self.guard());
        told.extend(mail.defects.iter().map(|Defect(what)| said!("oddity   {what}", "异常     {what}")));
        if mail.kind != Kind::Human {
            told.push(said!(
                "         no person wrote it: what the rules say below decides nothing",
                "         不是人写的：下面规则的判断不起作用"
            ));
        }
        if verdict.category == GENERAL {
            told.push(said!(
                "general  no category reached the threshold: a person looks",
                "general  没有类别达到门槛：由人来看"
            ));
        }
        let labels: Vec<&str> = verdict.labels().collect();
        for label in labels.iter().filter(|label| verdict.scores.contains_key(**label)) {
            told.extend(self.label(label));
        }
        told.extend(self.near_misses(&labels));
        told.extend(self.ignored_elsewhere(&labels));
        told.extend(self.data());
        told.extend(self.answer_lines(speech));
        told.into_iter().map(|line| line.into_speech(speech)).collect()
    }

    /// The headline of one category and its hits, dearest first. What adds nothing because a stronger phrase stands at
    /// the same words, is named in one line.
    fn label(&self, label: &str) -> Vec<Said> {
        let mut hits: Vec<&Hit> = self.verdict.hits.iter().filter(|hit| hit.category == label).collect();
        hits.sort_by(|a, b| b.points.total_cmp(&a.points));
        let file = hits.first().map(|hit| file_of(hit)).unwrap_or_default();
        let score = self.verdict.scores.get(label).copied().unwrap_or_default();
        let role = match (label == self.verdict.category, self.verdict.close_call) {
            (true, true) => said!("◀ primary, CLOSE CALL", "◀ 主类别，接近"),
            (true, false) => said!("◀ primary", "◀ 主类别"),
            (false, _) => said!("also", "另外"),
        };
        let sla = self.rules.categories.get(label).and_then(|c| c.sla.as_deref()).unwrap_or("none");
        let Said { en, zh } = role;
        let mut lines =
            vec![said!("{label}  {score}  {en}   sla {sla}   {file}", "{label}  {score}  {zh}   承诺 {sla}   {file}")];
        let is_outvoted = |hit: &Hit| hit.points <= 0.0 && hit.ignored_by.is_none() && hit.field != Place::Quoted;
        lines.extend(hits.iter().filter(|hit| !is_outvoted(hit)).map(|hit| hit_line(hit, file)));
        let same: Vec<String> = hits
            .iter()
            .filter(|hit| is_outvoted(hit))
            .map(|hit| format!("{} {}", fitted(&one_line(&hit.phrase), TEXT_COLUMNS).trim_end(), place_of(hit, file)))
            .collect();
        if !same.is_empty() {
            let same = cut(&same.join(", "), 74);
            lines.push(said!("    0 at the same words: {same}", "    0 相同的字：{same}"));
        }
        lines
    }

    fn near_misses(&self, labels: &[&str]) -> Option<Said> {
        let needs = self.rules.engine.scoring.threshold;
        let mut near: Vec<(&String, f64)> = self.verdict.scores.iter().map(|(id, score)| (id, *score)).collect();
        near.retain(|(id, score)| !labels.contains(&id.as_str()) && *score * 2.0 >= needs);
        near.sort_by(|a, b| b.1.total_cmp(&a.1));
        let near: Vec<String> = near.into_iter().map(|(id, score)| format!("{id} {score}")).collect();
        let all = near.join(", ");
        (!near.is_empty()).then(|| said!("near     {all} (needs {needs})", "差一点   {all}（需要 {needs}）"))
    }

    /// Ignored hits of categories that are no label; weak words would only be noise.
    fn ignored_elsewhere(&self, labels: &[&str]) -> Vec<Said> {
        let is_telling = |hit: &&Hit| hit.ignored_by.is_some() && hit.strength != Strength::Weak;
        let hits = self.verdict.hits.iter().filter(|hit| !labels.contains(&hit.category.as_str()));
        let told = |hit: &Hit| {
            let by = hit.ignored_by.as_deref().unwrap_or_default();
            let (place, words, by) =
                (place_of(hit, ""), cut(&one_line(&hit.text), TEXT_COLUMNS), cut(&one_line(by), 50));
            said!("ignored  {place}: {words} inside \"{by}\"", "忽略     {place}：{words} 在 \"{by}\" 里面")
        };
        hits.filter(is_telling).map(told).collect()
    }

    fn data(&self) -> Vec<Said> {
        let told = |(at, (id, found)): (usize, (&String, &crate::rules::Found))| {
            let Said { en, zh } = match (found.text.is_empty(), found.value.as_str()) {
                (true, crate::rules::fields::SCREENSHOT) => said!("an image is attached", "附有图片"),
                (true, sender) => said!("{sender} (the sender)", "{sender}（来信人）"),
                (false, value) => cut(&one_line(value), 70).into(),
            };
            match at {
                0 => said!("data     {id:<15} {en}", "数据     {id:<15} {zh}"),
                _ => said!("         {id:<15} {en}", "         {id:<15} {zh}"),
            }
        };
        let mut lines: Vec<Said> = self.verdict.fields.iter().enumerate().map(told).collect();
        if !self.verdict.missing.is_empty() {
            let missing = self.verdict.missing.join(", ");
            lines.push(said!("missing  {missing}", "缺少     {missing}"));
        }
        lines
    }

    /// The site's own word about this mail.
    fn guard(&self) -> Option<Said> {
        let guards = &self.rules.guards;
        let Some(guard) = guards.find(self.mail) else {
            let count = guards.len();
            return (!guards.is_empty())
                .then(|| said!("guards   none of {count} holds", "guard    {count} 条都不符合"));
        };
        let Said { en, zh } = match &guard.act {
            Act::Drop => said!("drop: opens no ticket", "drop：不建立工单"),
            Act::StoreSilently => {
                said!("store_silently: kept, no answer, no clock", "store_silently：保存，不回信，不计时")
            }
            Act::Raise(Raise { sla, team }) => {
                let to = [("sla", sla), ("team", team)].map(|(key, to)| to.as_ref().map(|to| format!(" {key} {to}")));
                format!("raise:{}", to.into_iter().flatten().collect::<Vec<_>>().join(",")).into()
            }
        };
        let (name, rule) = (one_line(&guard.name), &guard.rule);
        Some(said!("guard    {name}   {en}   {rule}", "guard    {name}   {zh}   {rule}"))
    }

    /// The same for people: what the row of the gate means, then what it found.
    fn answer_lines(&self, speech: Speech) -> Vec<Said> {
        let tongues = self.tongues();
        let (row, why) = match safety::guarded(self.gate.clone(), self.rules.guards.find(self.mail)) {
            Gate::Send => {
                let receipt = said!("answer   a receipt (ack) in {tongues}", "回信     收信回执 ack（{tongues}）");
                return [vec![receipt], self.unasked(speech)].concat();
            }
            Gate::Silent { row, why } | Gate::Drop { row, why } => (row, why),
        };
        let Said { en, zh } = safety::meaning(row).unwrap_or_default();
        let why = phrasebook::said(&why);
        vec![
            said!("answer   none: {en} ({row})", "回信     不发：{zh}（{row}）"),
            Said { en: format!("         {}", why.en), zh: format!("         {}", why.zh) },
        ]
    }

    /// What only a desk with its database, or its configuration, can ask.
    fn unasked(&self, speech: Speech) -> Vec<Said> {
        let Said { en, zh } = safety::unasked(self.policy.is_some());
        let told = match self.policy {
            Some(_) => said!("A desk that runs also asks its database: {en}", "运行时还会查数据库：{zh}"),
            None => said!("With a configuration and a database it also asks: {en}", "有了配置和数据库，还会查：{zh}"),
        };
        wrapped(told.in_speech(speech), 91).into_iter().map(|line| Said::from(format!("         {line}"))).collect()
    }

    /// Would an automatic letter leave, and why or why not?
    fn gate_words(&self) -> (bool, String) {
        match safety::guarded(self.gate.clone(), self.rules.guards.find(self.mail)) {
            Gate::Send => (true, safety::why_send(None, self.policy)),
            Gate::Silent { row, why } | Gate::Drop { row, why } => (false, format!("{row}: {why}")),
        }
    }
}

/// Earlier words, the customer's own or somebody else's: what was quoted and what was forwarded.
fn quoted(mail: &Mail) -> String {
    let spans = mail.spans.iter().filter(|span| matches!(span.kind, SpanKind::Quoted | SpanKind::Forwarded));
    spans.filter_map(|span| mail.text.get(span.start..span.end)).collect::<Vec<_>>().join("\n")
}

fn hit(hit: &Hit) -> Value {
    json!({
        "category": hit.category, "phrase": hit.phrase, "strength": hit.strength, "field": hit.field, "text": hit.text,
        "start": hit.start, "end": hit.end, "rule": hit.rule, "ignored_by": hit.ignored_by,
    })
}

fn hit_line(hit: &Hit, file: &str) -> Said {
    let points = if hit.points > 0.0 { format!("+{}", hit.points) } else { "0".to_owned() };
    let (text, phrase) = (one_line(&hit.text), one_line(&hit.phrase));
    let line = format!(
        "{points:>5} {:<6} {:<7} {:>9} {} {} {}",
        hit.strength.name(),
        hit.field.name(),
        format!("{}-{}", hit.start, hit.end),
        fitted(&text, TEXT_COLUMNS),
        fitted(&phrase, PHRASE_COLUMNS),
        place_of(hit, file)
    );
    match &hit.ignored_by {
        Some(by) => {
            let by = cut(&one_line(by), 80);
            said!("{line}\n      inside ignore \"{by}\"", "{line}\n      在 ignore \"{by}\" 里面")
        }
        None => line.into(),
    }
}

/// `:7`, under a headline that names the file.
fn place_of<'a>(hit: &'a Hit, file: &str) -> &'a str {
    if file.is_empty() { &hit.rule } else { hit.rule.strip_prefix(file).unwrap_or(&hit.rule) }
}

fn file_of(hit: &Hit) -> &str {
    hit.rule.rsplit_once(':').map_or(hit.rule.as_str(), |(file, _)| file)
}

/// Covered before anything is cut off: half a card's number is no card's number any more.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    card::masked(&line).into_owned()
}

/// At most so many columns; Chinese takes two each.
fn cut(text: &str, columns: usize) -> String {
    let width = |c: char| c.width().unwrap_or(0);
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += width(*c);
        used <= columns
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Exactly so many columns.
fn fitted(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let used: usize = text.chars().map(|c| c.width().unwrap_or(0)).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(used)))
}

/// Lines of at most so many columns, broken at blanks and behind Chinese signs.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in text.split_inclusive([' ', '；', '：', '，']) {
        let is_full = lines.last().is_some_and(|line| line.width() + piece.trim_end().width() > columns);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn in_brackets(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!("   ({why})") }
}

fn mailbox(mailbox: &Mailbox) -> Value {
    json!({ "name": mailbox.name, "address": mailbox.address.as_str() })
}
