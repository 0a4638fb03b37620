//! Scripted IMAP servers, one odd one each: `tests/talks/imap/*.talk`.
//!
//! A talk has two halves. Above `---` stands what we do and what must come of it (`= ` exactly, `~ ` somewhere in it);
//! below it what the server expects (`<- `, any tag), says (`-> `, `$` is the tag of the last command, `->| ` without a
//! line end), or does (`drop`, `wait SECS`, `silence`, `repeat N -> `). `login CAPS` is greeting, CAPABILITY, LOGIN and
//! CAPABILITY again.
//! Time is pretended: five minutes of IDLE cost nothing.

// A test that cannot read its talk shall fail at once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use frontdesk::mailbox::Folder;
use frontdesk::mailbox::imap::{Auth, Fetched, Imap, ImapSettings, Listed, Tls, Trouble, sent_of};
use frontdesk::time::Timestamp;
use futures_util::FutureExt;
use secrecy::SecretString;
use std::future::pending;
use std::path::Path;
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::time::{sleep, timeout};

const SECRET: &str = "canary-secret";

fn settings() -> ImapSettings {
    ImapSettings {
        host: "imap.test".to_owned(),
        port: 993,
        tls: Tls::Implicit,
        ca_file: None,
        user: "ann".to_owned(),
        auth: Auth::Login,
        secret: SecretString::from(SECRET),
        inbox: "INBOX".to_owned(),
        sent: Some("已发送".to_owned()),
        max_mail: 25_000_000,
        poll: Duration::from_secs(60),
        mailbox: "support".to_owned(),
        timeout: Duration::from_secs(60),
    }
}

/// One step of ours and what it must bring.
struct Step {
    line: usize,
    verb: String,
    expected: String,
    is_exact: bool,
}

struct Talk {
    settings: ImapSettings,
    steps: Vec<Step>,
    server: Vec<String>,
}

fn read_talk(text: &str) -> Talk {
    let mut talk = Talk { settings: settings(), steps: Vec::new(), server: Vec::new() };
    let (ours, theirs) = text.split_once("\n---\n").expect("a talk has two halves, parted by ---");
    for (n, line) in ours.lines().enumerate() {
        let line = line.trim();
        if let Some(verb) = line.strip_prefix("do ") {
            // Only `do connect` may leave its result out: it is then meant to work.
            talk.steps.push(Step { line: n + 1, verb: verb.into(), expected: "connected".into(), is_exact: true });
        } else if let Some(expected) = line.strip_prefix("= ").or_else(|| line.strip_prefix("~ ")) {
            let step = talk.steps.last_mut().expect("a result follows a step");
            step.expected = expected.into();
            step.is_exact = line.starts_with('=');
        } else if let Some(set) = line.strip_prefix("set ") {
            configure(&mut talk.settings, set);
        } else {
            assert!(line.is_empty() || line.starts_with("talk: ") || line.starts_with('#'), "line {}: {line}", n + 1);
        }
    }
    let theirs = theirs.replace("VERSION", env!("CARGO_PKG_VERSION"));
    for line in theirs.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("login") {
            Some(capabilities) => talk.server.extend(logged_in(capabilities.trim())),
            None => talk.server.push(line.into()),
        }
    }
    talk
}

fn configure(settings: &mut ImapSettings, set: &str) {
    match set {
        "auth plain" => settings.auth = Auth::Plain,
        "auth xoauth2" => settings.auth = Auth::Xoauth2,
        "no sent" => settings.sent = None,
        _ => settings.max_mail = set.strip_prefix("max_mail ").expect("a known setting").parse().unwrap(),
    }
}

fn logged_in(capabilities: &str) -> Vec<String> {
    let ask = ["<- CAPABILITY".into(), format!("-> * CAPABILITY IMAP4rev1 {capabilities}").trim().into()];
    let done = "-> $ OK done".to_owned();
    let mut lines = vec!["-> * OK ready".to_owned()];
    lines.extend(ask.clone());
    lines.extend([done.clone(), format!("<- LOGIN \"ann\" \"{SECRET}\""), done.clone()]);
    lines.extend(ask);
    lines.push(done);
    lines
}

/// Plays the server's half. Error: where the talk went another way.
async fn play(server: &[String], stream: DuplexStream) -> Result<(), String> {
    let mut stream = BufReader::new(stream);
    let mut tag = String::new();
    for line in server {
        if let Some(expected) = line.strip_prefix("<- ") {
            let mut heard = String::new();
            let _ = stream.read_line(&mut heard).await;
            let heard = heard.trim_end_matches(['\r', '\n']);
            let is_bare = expected.starts_with("= ") || expected == "DONE" || expected == "=";
            let command = if is_bare { heard } else { heard.split_once(' ').map_or("", |(_, command)| command) };
            if command != expected.trim_start_matches('=').trim_start() {
                return Err(format!("the server expected {expected:?} and heard {heard:?}"));
            }
            if !is_bare {
                tag = heard.split(' ').next().unwrap_or_default().into();
            }
            continue;
        }
        match line.as_str() {
            "drop" => return Ok(()),
            "silence" => pending().await,
            _ => say(&mut stream, line, &tag).await,
        }
    }
    // The other side may still want to write its goodbye.
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    Ok(())
}

async fn say(stream: &mut BufReader<DuplexStream>, line: &str, tag: &str) {
    if let Some(secs) = line.strip_prefix("wait ") {
        return sleep(Duration::from_secs(secs.parse().unwrap())).await;
    }
    let (times, line) = match line.strip_prefix("repeat ").and_then(|rest| rest.split_once(' ')) {
        Some((times, line)) => (times.parse().unwrap(), line),
        None => (1, line),
    };
    let (text, ending) = match (line.strip_prefix("->| "), line.strip_prefix("->")) {
        (Some(text), _) => (text, ""),
        (None, Some(text)) => (text.strip_prefix(' ').unwrap_or(text), "\r\n"),
        (None, None) => panic!("not a line of a talk: {line:?}"),
    };
    let text = text.strip_prefix("$ ").map_or_else(|| text.to_owned(), |rest| format!("{tag} {rest}"));
    for _ in 0..times {
        let _ = stream.write_all(format!("{text}{ending}").as_bytes()).await;
    }
}

async fn act(talk: &Talk, stream: DuplexStream) -> Result<(), String> {
    let mut imap = None;
    let mut listed = Vec::new();
    let mut stream = Some(stream);
    for step in &talk.steps {
        let outcome = match step.verb.as_str() {
            "connect" => match Imap::over(stream.take().expect("one connect a talk"), &talk.settings).await {
                Ok(fresh) => {
                    imap = Some(fresh);
                    Ok("connected".to_owned())
                }
                Err(trouble) => Err(trouble),
            },
            verb => one(imap.as_mut().expect("connect first"), verb, &mut listed).await,
        };
        let got = outcome.unwrap_or_else(|trouble| told(&trouble));
        let is_met = if step.is_exact { got == step.expected } else { got.contains(&step.expected) };
        if !is_met {
            return Err(format!("line {}: {}\n  wanted {}\n  got    {got}", step.line, step.verb, step.expected));
        }
        assert!(!got.contains(SECRET) && got.chars().count() < 600, "{got}");
    }
    Ok(())
}

fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Auth(why) => format!("auth: {why}"),
        Trouble::Later { why, wait: None } => format!("later: {why}"),
        Trouble::Later { why, wait: Some(wait) } => format!("later in {} s: {why}", wait.as_secs()),
        Trouble::Broken(why) => format!("broken: {why}"),
        Trouble::Refused(why) => format!("refused: {why}"),
    }
}

async fn one(imap: &mut Imap, verb: &str, listed: &mut Vec<Listed>) -> Result<String, Trouble> {
    let (word, rest) = verb.split_once(' ').unwrap_or((verb, ""));
    let numbers = || rest.split(' ').filter_map(|n| n.parse().ok());
    Ok(match word {
        "select" => {
            let s = imap.select(if rest == "sent" { Folder::Sent } else { Folder::Inbox }).await?;
            let next = s.next_uid.map_or("none".to_owned(), |n| n.to_string());
            format!("validity {} next {next} exists {} keyword {}", s.validity, s.exists, s.can_keyword)
        }
        "list" => {
            *listed = imap.list_from(numbers().next().unwrap_or(1)).await?;
            shown(listed)
        }
        "sample" => {
            let selected = imap.select(Folder::Inbox).await?;
            shown(&imap.sample(&selected, 2).await?)
        }
        "fetch" => {
            if !rest.is_empty() {
                *listed = rest.split(' ').map(asked).collect();
            }
            fetched(imap, listed).await?
        }
        "mark" => imap.mark_done(&numbers().collect::<Vec<_>>()).await.map(|()| "marked".to_owned())?,
        "since" => format!("{:?}", imap.search_since(Timestamp::from_secs(1_790_000_000)).await?),
        "idle" => format!("{:?}", imap.idle(Duration::from_secs(rest.parse().unwrap()), pending()).await?),
        "idle-stopped" => format!("{:?}", imap.idle(Duration::from_secs(900), sleep(Duration::from_secs(9))).await?),
        "folders" => {
            let folders = imap.folders().await?;
            let names: Vec<&str> = folders.iter().map(|f| f.name.as_str()).collect();
            format!("{}; sent is {}", names.join(", "), sent_of(&folders).unwrap_or("unknown"))
        }
        _ => panic!("no such step: {verb}"),
    })
}

/// `7/120`: UID 7, announced with 120 bytes.
fn asked(text: &str) -> Listed {
    let (uid, size) = text.split_once('/').expect("uid/size");
    Listed { uid: uid.parse().unwrap(), size: size.parse().unwrap(), internal_date: Timestamp::default() }
}

fn shown(listed: &[Listed]) -> String {
    let all: Vec<String> = listed.iter().map(|m| format!("{}/{}", m.uid, m.size)).collect();
    format!("listed {}", all.join(" ")).trim_end().to_owned()
}

async fn fetched(imap: &mut Imap, listed: &[Listed]) -> Result<String, Trouble> {
    let mut out = String::from("got");
    let mut take = |mail: Fetched| {
        let cut = if mail.is_cut { " cut" } else { "" };
        let text = String::from_utf8_lossy(&mail.raw).replace("\r\n", "|");
        let text = if text.len() > 40 { format!("{} bytes", mail.raw.len()) } else { text };
        out.push_str(&format!(" {}[{text}]{cut}", mail.uid));
    };
    let report = imap.fetch(listed, &mut take).await?;
    Ok(format!("{out} vanished {:?} short {:?}", report.vanished, report.short))
}

#[tokio::test(start_paused = true)]
async fn every_talk_ends_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/imap");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut failures = Vec::new();
    for path in &paths {
        let talk = read_talk(&std::fs::read_to_string(path).unwrap());
        let (ours, theirs) = tokio::io::duplex(64 * 1024);
        let both = async {
            let mut played = pin!(play(&talk.server, theirs).fuse());
            tokio::select! {
                biased;
                acted = act(&talk, ours) => acted?,
                Err(why) = &mut played => return Err(why),
            }
            // Everything the server waited for must have come.
            timeout(Duration::from_secs(1), played).await.unwrap_or(Ok(()))
        };
        let result = timeout(Duration::from_secs(24 * 3600), both).await;
        if let Err(why) = result.unwrap_or_else(|_| Err("hangs".to_owned())) {
            failures.push(format!("{}: {why}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(paths.len() >= 40, "the talks are there");
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}
