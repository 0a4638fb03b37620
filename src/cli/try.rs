//! `frontdesk try`: type or paste a mail, see what the rules make of it, save a rule file, try again.
//! In: standard input, a terminal or not; a line with a single dot ends a mail. Out: the lines of `explain`.
//! Never judges by half a set: rules that cannot be used are told of, and the last good ones stay.

use super::explain;
use super::setup::Place;
use super::table::harmless;
use super::{Done, Failure, say};
use crate::config::Loaded;
use crate::explanation::Explanation;
use crate::mail::Language;
use crate::policy::{Keys, Policy};
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::{RuleSet, example};
use crate::time::Timestamp;
use crate::{clock, reader};
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

fn help() -> Said {
    said!(
        "Type or paste a mail (Subject: … and a blank line may stand first). A line with a single . ends it;
:q quits. Rules are read again when a file was saved.",
        "请输入或粘贴一封邮件（前面可以写「主题：……」和一个空行）。以单独一个 . 的行结束；:q 退出。
保存规则文件之后，会重新读取规则。"
    )
}

pub fn run(place: &Place, speech: Speech) -> Done {
    let loaded = place.loaded_if_there()?;
    let mut bench = Bench { place, speech, loaded, seen: Stamps::new(), good: None };
    let asks = std::io::stdin().is_terminal();
    if asks {
        say(help().in_speech(speech));
    }
    bench.reload();
    let mut count = 0;
    let mut lines = std::io::stdin().lock().lines();
    loop {
        prompt(asks, speech);
        match read_mail(&mut lines)? {
            Typed::Mail(text) => {
                count += 1;
                bench.reload();
                bench.explain(count, &text)?;
            }
            Typed::Nothing => {}
            Typed::End => break,
        }
    }
    if asks {
        say("");
    }
    Ok(if bench.good.is_some() { ExitCode::SUCCESS } else { ExitCode::from(Failure::CONFIG) })
}

fn prompt(asks: bool, speech: Speech) {
    if asks {
        let mut out = std::io::stdout();
        let _ = write!(out, "\n{}> ", said!("mail", "邮件").in_speech(speech)).and_then(|()| out.flush());
    }
}

enum Typed {
    Mail(String),
    Nothing,
    /// `:q`, or the input is over.
    End,
}

fn read_mail(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<Typed, Failure> {
    let mut text = String::new();
    for line in lines {
        let line = line.map_err(|error| {
            Failure::new(Failure::CANNOT, said!("reading standard input: {error}", "读取标准输入：{error}"))
        })?;
        match line.trim_end() {
            "." if text.trim().is_empty() => return Ok(Typed::Nothing),
            "." => return Ok(Typed::Mail(text)),
            ":q" => return Ok(Typed::End),
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    Ok(if text.trim().is_empty() { Typed::End } else { Typed::Mail(text) })
}

/// When each file of the rules was written, and its size.
type Stamps = BTreeMap<PathBuf, (SystemTime, u64)>;

struct Bench<'a> {
    place: &'a Place,
    speech: Speech,
    loaded: Option<Loaded>,
    seen: Stamps,
    /// The last set without an error, and the policy made of it.
    good: Option<(Arc<RuleSet>, Option<Policy>)>,
}

impl Bench<'_> {
    /// Reads the rules again when a file changed.
    fn reload(&mut self) {
        let stamps = self.stamps();
        if self.good.is_some() && stamps == self.seen {
            return;
        }
        let is_first = self.seen.is_empty() && self.good.is_none();
        self.seen = stamps;
        match self.place.rules(self.loaded.as_ref()) {
            Ok((rules, slas)) => {
                let failed = example::run(&rules).failures.len();
                let hash = &rules.hash;
                let mut told = vec![match is_first {
                    true => said!("rules {hash}", "规则 {hash}"),
                    false => said!("read again: rules {hash}", "重新读取了规则 {hash}"),
                }];
                if failed > 0 {
                    told.push(said!("{failed} examples fail: frontdesk test", "{failed} 个例句不成立：frontdesk test"));
                }
                self.aside(&Said::joined(&told, ("; ", "；")));
                let keys = Keys::derive(b"trying sends nothing", "try");
                let policy = self.loaded.as_ref().map(|loaded| loaded.policy(rules.clone(), slas, keys));
                self.good = Some((rules, policy));
            }
            Err(failure) => {
                say(failure.text.in_speech(self.speech).trim_end());
                let stays = self.good.as_ref().map(|(rules, _)| {
                    let hash = &rules.hash;
                    said!("the rules before, {hash}, stay", "继续使用原来的规则 {hash}")
                });
                let none = || said!("no rules yet: mend them and go on", "还没有规则：请改正后继续");
                self.aside(&stays.unwrap_or_else(none));
            }
        }
    }

    fn aside(&self, told: &Said) {
        let Said { en, zh } = told;
        say(said!("({en})", "（{zh}）").in_speech(self.speech));
    }

    fn stamps(&self) -> Stamps {
        let mut stamps = Stamps::new();
        if let Some(folder) = self.place.rules_folder(self.loaded.as_ref()) {
            collect(&folder, &mut stamps);
        }
        if let Some(file) = self.loaded.as_ref().map(Loaded::sla_file) {
            stamps.extend(stamp(&file).map(|stamp| (file, stamp)));
        }
        stamps
    }

    fn explain(&self, count: usize, text: &str) -> Result<(), Failure> {
        let Some((rules, policy)) = &self.good else { return Ok(()) };
        let to = policy.as_ref().map_or("support@okpay.example", |policy| policy.brand.mail.as_str());
        let (source, raw) =
            (said!("mail {count}", "第 {count} 封").into_speech(self.speech), as_mail(text, to, clock::now()));
        let (mail, verdict) = reader::read_one(&raw, false, rules)
            .map_err(|why| Failure::new(Failure::CANNOT, format!("{source}: {why}")))?;
        let gate = explain::gate(&mail, mail.date.unwrap_or_else(clock::now), policy.as_ref());
        let explanation = Explanation {
            source: &source,
            mail: &mail,
            verdict: &verdict,
            gate: &gate,
            rules,
            policy: policy.as_ref(),
        };
        explanation.lines(self.speech).iter().for_each(|line| say(&harmless(line)));
        let language = match self.speech {
            Speech::En => Language::En,
            Speech::Zh => Language::ZhHans,
        };
        let name = rules.name_of(&verdict.category, language);
        say(&format!("→ {} ({name})", verdict.category));
        Ok(())
    }
}

fn collect(folder: &Path, stamps: &mut Stamps) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, stamps);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "txt") {
            stamps.extend(stamp(&path).map(|stamp| (path, stamp)));
        }
    }
}

fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(file).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// What people type for a subject.
const SUBJECTS: [&str; 8] = ["Subject:", "subject:", "主题:", "主题：", "主旨:", "主旨：", "主題：", "标题："];

/// What was typed as a mail: with its own header when it has one, else as a body from a customer.
fn as_mail(text: &str, to: &str, now: Timestamp) -> Vec<u8> {
    let typed = SUBJECTS
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map(|rest| rest.split_once('\n').unwrap_or((rest, "")));
    let is_whole = ["From:", "Return-Path:", "Received:", "Date:", "Message-ID:", "Delivered-To:"];
    let (subject, body) = match typed {
        // A whole mail may begin with its subject too.
        Some((_, rest)) if is_whole.iter().any(|name| rest.starts_with(name)) => return text.as_bytes().to_vec(),
        Some((subject, body)) => (subject.trim(), body.trim_start_matches('\n')),
        None if is_whole.iter().any(|name| text.starts_with(name)) => return text.as_bytes().to_vec(),
        None => ("", text),
    };
    let date = jiff::fmt::rfc2822::to_string(&now.in_zone(&jiff::tz::TimeZone::UTC)).unwrap_or_default();
    format!(
        "From: customer@example.com\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <try@example.com>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail;

    fn read(text: &str) -> (String, String) {
        let mail = mail::read(&as_mail(text, "support@okpay.example", Timestamp::from_secs(1_773_108_000)), false);
        assert_eq!(mail.kind.name(), "human");
        (mail.subject, mail.text.trim().to_owned())
    }

    #[test]
    fn typed_words_are_a_mail_with_or_without_a_subject() {
        assert_eq!(read("付款失败了\n"), (String::new(), "付款失败了".into()));
        assert_eq!(read("Subject: 退款\n\n什么时候到？\n"), ("退款".into(), "什么时候到？".into()));
        assert_eq!(read("主题：退款\n什么时候到？\n"), ("退款".into(), "什么时候到？".into()));
        let whole = "From: a@x.example\nSubject: Hi\n\nbody\n";
        assert_eq!(read(whole), ("Hi".into(), "body".into()));
    }

    #[test]
    fn a_dot_alone_ends_a_mail_and_the_end_of_input_too() {
        let mut lines = ["one", "", "two", ".", ".", ":q", "three"].map(|line| Ok(line.to_owned())).into_iter();
        assert!(matches!(read_mail(&mut lines), Ok(Typed::Mail(text)) if text == "one\n\ntwo\n"));
        assert!(matches!(read_mail(&mut lines), Ok(Typed::Nothing)));
        assert!(matches!(read_mail(&mut lines), Ok(Typed::End)));
        assert!(matches!(read_mail(&mut lines), Ok(Typed::Mail(text)) if text == "three\n"));
        assert!(matches!(read_mail(&mut lines), Ok(Typed::End)));
    }
}
