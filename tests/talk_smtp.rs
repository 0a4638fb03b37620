//! Do we survive this relay? Each `tests/talks/smtp/*.talk` is one: what it says (`->`), what it wants to hear (`<-`), and
//! what our post then makes of each letter. The clock is paused, so that ten minutes of silence take no time.
//!
//! ```text
//! set tls = starttls                         how the post is configured
//! letter auto ann@x.example => never ~550    a letter and the outcome it must have (~: somewhere in its words)
//! letter auto hold ann@x.example => later    the last question before the dot is answered no
//! wait 25s                                   time between letters
//! probe => ok ~null_sender: false            what `check --online` finds
//! connection                                 from here on the relay speaks; each dial meets the next of these
//! -> 220 mx.example                          the relay says a line (\r\n in it: several at once)
//! <- ~EHLO                                   the relay hears a line (~: that begins so)
//! text                                       the relay hears a letter up to its dot
//! cut                                        the connection ends before the dot
//! tls / drop / hang                          the relay starts TLS / hangs up / says no more
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::mail::Address;
use frontdesk::post::smtp::{Auth, Dial, Smtp, SmtpSettings, Tls, Wire};
use frontdesk::post::{Outcome, Outgoing};
use futures_util::future::BoxFuture;
use secrecy::SecretString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

const SECRET: &str = "hunter2-is-secret";

struct Talk {
    name: String,
    settings: SmtpSettings,
    acts: Vec<String>,
    connections: Vec<Vec<String>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/smtp")
}

fn settings() -> SmtpSettings {
    SmtpSettings {
        host: "mx.example".to_owned(),
        port: 587,
        tls: Tls::None,
        ca_file: Some(folder().join("tls/ca.pem")),
        user: None,
        auth: Auth::Plain,
        secret: Some(SecretString::from(SECRET)),
        hello: "desk.okpay.example".to_owned(),
        null_sender: true,
        bounce_address: Address::new("bounce@okpay.example"),
        timeout: Duration::from_secs(60),
        dot_timeout: Duration::from_secs(600),
    }
}

fn set(settings: &mut SmtpSettings, line: &str) {
    let (key, value) = line.split_once('=').expect("set KEY = VALUE");
    match (key.trim(), value.trim()) {
        ("tls", "starttls") => settings.tls = Tls::StartTls,
        ("tls", "implicit") => settings.tls = Tls::Implicit,
        ("host", host) => settings.host = host.to_owned(),
        ("user", user) => settings.user = Some(user.to_owned()),
        ("auth", "login") => settings.auth = Auth::Login,
        ("auth", "xoauth2") => settings.auth = Auth::Xoauth2,
        ("null_sender", "no") => settings.null_sender = false,
        other => panic!("unknown setting {other:?}"),
    }
}

fn read(path: &Path) -> Talk {
    let text = std::fs::read_to_string(path).expect("a talk");
    let mut settings = settings();
    let (mut acts, mut connections) = (Vec::new(), Vec::<Vec<String>>::new());
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("set "), connections.last_mut()) {
            _ if line == "connection" => connections.push(Vec::new()),
            (Some(rest), None) => set(&mut settings, rest),
            (_, None) => acts.push(line.to_owned()),
            (_, Some(connection)) => connection.push(line.to_owned()),
        }
    }
    if settings.tls == Tls::None {
        settings.host = "localhost".to_owned();
    }
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    Talk { name, settings, acts, connections }
}

/// Meets the next scripted connection; when there is none left, nobody listens.
struct Scripted(UnboundedSender<DuplexStream>, std::sync::Mutex<usize>);

impl Dial for Scripted {
    fn dial(&self) -> BoxFuture<'_, io::Result<Box<dyn Wire>>> {
        Box::pin(async {
            let refused = || io::Error::from(io::ErrorKind::ConnectionRefused);
            let mut left = self.1.lock().expect("a lock");
            *left = left.checked_sub(1).ok_or_else(refused)?;
            let (near, far) = tokio::io::duplex(64 * 1024);
            self.0.send(far).map_err(|_| refused())?;
            let wire: Box<dyn Wire> = Box::new(near);
            Ok(wire)
        })
    }
}

async fn post(talk: &Talk, dial: Scripted) -> Result<(), String> {
    let mut smtp = Smtp::with_dial(talk.settings.clone(), Box::new(dial)).map_err(|error| error.to_string())?;
    for (at, act) in talk.acts.iter().enumerate() {
        if let Some(seconds) = act.strip_prefix("wait ") {
            let seconds = seconds.trim_end_matches('s').parse().expect("seconds");
            tokio::time::advance(Duration::from_secs(seconds)).await;
            continue;
        }
        let (what, wanted) = act.split_once(" => ").expect("an act and its outcome");
        let (kind, words) = match what {
            "probe" => match smtp.probe().await {
                Ok(probe) => ("ok", format!("{probe:?}")),
                Err(trouble) => ("trouble", trouble.to_string()),
            },
            letter => outcome(&mut smtp, letter, i64::try_from(at).expect("few letters")).await,
        };
        let (wanted_kind, wanted_words) = wanted.split_once(" ~").unwrap_or((wanted, ""));
        if kind != wanted_kind || !words.contains(wanted_words) || words.contains(SECRET) {
            return Err(format!("{act}\n    but it was {kind}: {words}"));
        }
    }
    smtp.quit().await;
    Ok(())
}

async fn outcome(smtp: &mut Smtp, line: &str, id: i64) -> (&'static str, String) {
    let words: Vec<&str> = line.split(' ').collect();
    let letter = Outgoing {
        enclosed: Vec::new(),
        id,
        message_id: format!("{id}@okpay.example"),
        to: Address::new(words.last().expect("an address")),
        is_automatic: words.contains(&"auto"),
        bounce_to: words.contains(&"verp").then(|| Address::new(&format!("support+b-{id}-mac@okpay.example"))),
        bytes: b"Subject: x\r\n\r\nHello\r\n.dot\r\n".to_vec(),
    };
    let mut asked = Vec::new();
    let outcome = smtp
        .send(&letter, &mut |id| {
            asked.push(id);
            !words.contains(&"hold")
        })
        .await;
    let past_the_dot = matches!(outcome, Outcome::Accepted(_) | Outcome::Uncertain(_));
    assert!(!past_the_dot || asked == [id], "{line}: left without being asked once: {asked:?}");
    match outcome {
        Outcome::Accepted(words) => ("accepted", words),
        Outcome::Later(words) => ("later", words),
        Outcome::Never(words) => ("never", words),
        Outcome::Uncertain(words) => ("uncertain", words),
    }
}

async fn relay(talk: &Talk, mut dialed: UnboundedReceiver<DuplexStream>) -> Result<(), String> {
    for (at, script) in talk.connections.iter().enumerate() {
        let stream = dialed.recv().await.ok_or_else(|| format!("connection {} was never made", at + 1))?;
        let mut wire: BufReader<Box<dyn Wire>> = BufReader::new(Box::new(stream));
        let mut is_over = false;
        for line in script {
            wire = match line.as_str() {
                "tls" => match accept(wire.into_inner()).await {
                    Some(encrypted) => BufReader::new(encrypted),
                    None => BufReader::new(Box::new(tokio::io::duplex(1).0)),
                },
                "drop" => {
                    is_over = true;
                    BufReader::new(Box::new(tokio::io::duplex(1).0))
                }
                step => play(wire, step).await.map_err(|why| format!("connection {}: {step}: {why}", at + 1))?,
            };
        }
        let rest = if is_over { String::new() } else { everything(&mut wire).await };
        if !matches!(rest.as_str(), "" | "QUIT\r\n") {
            return Err(format!("connection {}: nobody asked for {rest:?}", at + 1));
        }
    }
    Ok(())
}

async fn play(mut wire: BufReader<Box<dyn Wire>>, step: &str) -> Result<BufReader<Box<dyn Wire>>, String> {
    if let Some(says) = step.strip_prefix("-> ") {
        // Whether the other side still listens is seen by what it does next.
        let says = says.replace("\\r\\n", "\r\n");
        let _ = wire.write_all(format!("{says}\r\n").as_bytes()).await;
        return Ok(wire);
    }
    if let Some(wanted) = step.strip_prefix("<-").map(|wanted| wanted.strip_prefix(' ').unwrap_or(wanted)) {
        let heard = line(&mut wire).await;
        let is_right = wanted.strip_prefix('~').map_or(heard == wanted, |start| heard.starts_with(start));
        return if is_right { Ok(wire) } else { Err(format!("heard {heard:?}")) };
    }
    match step {
        "text" => loop {
            match line(&mut wire).await.as_str() {
                "." => return Ok(wire),
                "" if wire.buffer().is_empty() && wire.fill_buf().await.is_ok_and(<[u8]>::is_empty) => {
                    return Err("the letter has no end".to_owned());
                }
                _ => {}
            }
        },
        "cut" => match everything(&mut wire).await {
            text if text.lines().any(|line| line == ".") => Err("the dot came".to_owned()),
            _ => Ok(wire),
        },
        "hang" => {
            everything(&mut wire).await;
            Ok(wire)
        }
        other => panic!("unknown step {other:?}"),
    }
}

async fn line(wire: &mut BufReader<Box<dyn Wire>>) -> String {
    let mut heard = Vec::new();
    // A cut line is shown as far as it came.
    let _ = wire.read_until(b'\n', &mut heard).await;
    let heard = String::from_utf8_lossy(&heard).into_owned();
    heard.strip_suffix("\r\n").map(str::to_owned).unwrap_or(heard)
}

async fn everything(wire: &mut BufReader<Box<dyn Wire>>) -> String {
    let mut heard = Vec::new();
    let _ = wire.read_to_end(&mut heard).await;
    String::from_utf8_lossy(&heard).into_owned()
}

async fn accept(wire: Box<dyn Wire>) -> Option<Box<dyn Wire>> {
    let chain = CertificateDer::pem_file_iter(folder().join("tls/cert.pem")).expect("a chain");
    let chain = chain.collect::<Result<Vec<_>, _>>().expect("certificates");
    let key = PrivateKeyDer::from_pem_file(folder().join("tls/key.pem")).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a certificate");
    let stream = tokio_rustls::TlsAcceptor::from(Arc::new(config)).accept(wire).await.ok()?;
    Some(Box::new(stream))
}

async fn run(talk: &Talk) -> Result<(), String> {
    let (near, far) = unbounded_channel();
    let dial = Scripted(near, std::sync::Mutex::new(talk.connections.len()));
    let (posted, played) = tokio::join!(post(talk, dial), relay(talk, far));
    played.and(posted.clone()).map_err(|why| match posted {
        Err(posted) if posted != why => format!("{why}\n  {posted}"),
        _ => why,
    })
}

#[tokio::test(start_paused = true)]
async fn the_post_survives_every_relay() {
    let entries = std::fs::read_dir(folder()).expect("the talks");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "talk"));
    paths.sort();
    assert!(paths.len() >= 40, "only {} talks", paths.len());
    let mut failed = Vec::new();
    for talk in paths.iter().map(|path| read(path)) {
        if let Err(why) = run(&talk).await {
            failed.push(format!("{}: {why}", talk.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
