//! What frontdesk sees in a mail, for people and for programs: the shape of `explain --json`.
//! In: a mail, its verdict, the gate's answer. Out: JSON, or lines. Uses the daemon's own reading and judging.

use crate::letter::LetterKind;
use crate::mail::{Mail, Mailbox, SpanKind};
use crate::rules::{Hit, RuleSet, Verdict};
use crate::safety::Gate;
use serde_json::{Value, json};

pub struct Explanation<'a> {
    /// `file#n`
    pub source: &'a str,
    pub mail: &'a Mail,
    pub verdict: &'a Verdict,
    pub gate: &'a Gate,
    pub rules: &'a RuleSet,
}

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
            "quoted": mail.words(SpanKind::Quoted),
            "forwarded": mail.words(SpanKind::Forwarded),
            "signature": mail.words(SpanKind::Signature),
            "attachments": mail.attachments.iter().map(|a| json!({
                "name": a.name, "type": a.media_type, "bytes": a.bytes, "sha256": a.sha256.to_string(),
            })).collect::<Vec<_>>(),
            "defects": mail.defects.iter().map(|d| &d.0).collect::<Vec<_>>(),
            "category": verdict.category,
            "also": verdict.also,
            "close_call": verdict.close_call,
            "scores": verdict.scores,
            "hits": verdict.hits,
            "fields": verdict.fields,
            "missing": verdict.missing,
            "answer": self.answer(),
        })
    }

    fn answer(&self) -> Value {
        let (would_send, why) = gate_words(self.gate);
        json!({
            "would_send": would_send,
            "why": why,
            "letter": would_send.then(|| LetterKind::Ack.name()),
            "language": would_send.then(|| self.mail.language.tag()),
        })
    }

    /// For a terminal. Chinese stays as written; control characters are taken out by the caller.
    pub fn lines(&self) -> Vec<String> {
        let (mail, verdict) = (self.mail, self.verdict);
        let from = mail.from.first().map_or_else(|| "nobody".to_owned(), |f| f.address.to_string());
        let mut lines = vec![
            format!("mail     {}", self.source),
            format!("subject  {}", mail.subject),
            format!("from     {from}   {}   rules {}", mail.language.tag(), verdict.rules),
            format!("kind     {}{}", mail.kind.name(), in_brackets(&mail.kind_why)),
        ];
        lines.extend(mail.defects.iter().map(|d| format!("oddity   {}", d.0)));
        let labels: Vec<&str> = verdict.labels().collect();
        if verdict.category == crate::rules::GENERAL {
            lines.push("general  no category reached the threshold: a person looks".into());
        }
        for label in labels.iter().filter(|label| verdict.scores.contains_key(**label)) {
            lines.push(self.headline(label));
            lines.extend(verdict.hits.iter().filter(|h| h.category == **label).map(hit_line));
        }
        let ignored = verdict.hits.iter().filter(|h| h.ignored_by.is_some() && !labels.contains(&h.category.as_str()));
        lines.extend(ignored.map(hit_line));
        lines.extend(self.near_misses(&labels));
        lines.push(self.data());
        let (would_send, why) = gate_words(self.gate);
        lines.push(format!("answer   {}: {why}", if would_send { "ack" } else { "none" }));
        lines
    }

    fn headline(&self, label: &str) -> String {
        let score = self.verdict.scores.get(label).copied().unwrap_or_default();
        let role = match (label == self.verdict.category, self.verdict.close_call) {
            (true, true) => "◀ primary, CLOSE CALL",
            (true, false) => "◀ primary",
            (false, _) => "also",
        };
        let sla = self.rules.categories.get(label).and_then(|c| c.sla.as_deref()).unwrap_or("none");
        format!("{label}  {score}  {role}   sla {sla}")
    }

    fn near_misses(&self, labels: &[&str]) -> Option<String> {
        let near: Vec<String> = self
            .verdict
            .scores
            .iter()
            .filter(|(id, score)| !labels.contains(&id.as_str()) && **score > 0.0)
            .map(|(id, score)| format!("{id} {score}"))
            .collect();
        (!near.is_empty()).then(|| format!("near     {}", near.join(", ")))
    }

    fn data(&self) -> String {
        let found =
            self.verdict.fields.iter().map(|(id, f)| format!("{id} {} ✓", crate::rules::fields::masked(id, &f.value)));
        let missing = self.verdict.missing.iter().map(|id| format!("{id} missing"));
        let all: Vec<String> = found.chain(missing).collect();
        format!("data     {}", if all.is_empty() { "nothing asked, nothing found".into() } else { all.join("   ") })
    }
}

fn hit_line(hit: &Hit) -> String {
    let (place, strength) = (hit.field.name(), hit.strength.name());
    let ignored = hit.ignored_by.as_ref().map(|by| format!("   inside ignore \"{by}\"")).unwrap_or_default();
    format!(
        "  {:>+4} {strength:<6} {place:<10} {:>4}-{:<4} {}   {}   {}{ignored}",
        hit.points, hit.start, hit.end, hit.text, hit.phrase, hit.rule
    )
}

fn in_brackets(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!("   ({why})") }
}

/// Would an automatic letter leave, and why or why not?
pub fn gate_words(gate: &Gate) -> (bool, String) {
    match gate {
        Gate::Send => {
            (true, "L31: a person wrote it; what counts letters (L28–L30) and threads need the database".to_owned())
        }
        Gate::Silent { row, why } | Gate::Drop { row, why } => (false, format!("{row}: {why}")),
    }
}

fn mailbox(mailbox: &Mailbox) -> Value {
    json!({ "name": mailbox.name, "address": mailbox.address.as_str() })
}
