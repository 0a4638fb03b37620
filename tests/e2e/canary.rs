//! Secrets in every place where one can stand, servers that repeat what they hear, the most talkative log: whatever we
//! write anywhere afterwards holds none of them.

use crate::desk::{Daemon, Desk, Scene, Settings, open_folder, quoted};
use crate::dovecot::{Dovecot, USER};
use crate::mails;
use crate::refusals::quiet_desk;
use crate::sink::Sink;
use crate::tools;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const SECRET: &str = "canary7f3kQ9-x2LmZ0";
/// Names libraries one by one: a filter for a whole library would not hold these back.
const TALKATIVE: &str = "trace,async_imap=trace,async_imap::imap_stream=trace,async_imap::client=trace,\
                         imap_proto::parser=trace,lettre=trace,rustls=trace,notify=trace,h2=trace";

/// The secret, and what of it stands in a longer text in base64, wherever it begins there.
fn forms(secret: &str) -> Vec<String> {
    let coded = (0..3).map(|before| {
        let text = STANDARD.encode(format!("{}{secret}", "\0".repeat(before)));
        // The first and the last signs hold bits of what stands beside it.
        text[before.div_ceil(3) * 4..text.trim_end_matches('=').len() - 3].to_owned()
    });
    std::iter::once(secret.to_owned()).chain(coded).collect()
}

#[track_caller]
fn clean(bytes: &[u8], place: &str) {
    for form in forms(SECRET) {
        let found = bytes.windows(form.len()).position(|window| window == form.as_bytes());
        let around = found.map(|at| String::from_utf8_lossy(&bytes[at.saturating_sub(120)..at + form.len()]));
        assert!(around.is_none(), "{place} holds {form}: {around:?}");
    }
}

/// Everything the desk has written, but for the secret's own file and what asks for it.
#[track_caller]
fn clean_folder(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            clean_folder(&entry);
        } else if !entry.ends_with("imap.password") && !entry.ends_with("token.sh") {
            clean(&std::fs::read(&entry).unwrap(), &entry.display().to_string());
        }
    }
}

/// Runs a daemon until it says these words, then every command that tells of servers, and looks at all that is left.
#[track_caller]
fn daemon_and_commands(desk: &Desk, words: &str) {
    let mut command = desk.command(&["run"]);
    command.env("RUST_LOG", TALKATIVE);
    let daemon = Daemon::of(command);
    daemon.wait_for_line(words);
    let journal = daemon.journal();
    assert_eq!(daemon.stop(), Some(0), "{journal}");
    clean(journal.as_bytes(), "the journal");
    let told: [&[&str]; 7] = [
        &["check", "--online"],
        &["check", "--online", "--json"],
        &["status"],
        &["status", "--json"],
        &["outbox", "--json"],
        &["quarantine"],
        &["run", "--once"],
    ];
    for arguments in told {
        let ended = crate::desk::ended(desk.command(arguments).env("RUST_LOG", TALKATIVE).spawn().unwrap());
        clean(format!("{}{}", ended.out, ended.err).as_bytes(), &arguments.join(" "));
    }
    clean_folder(&desk.folder);
}

/// Listens, and talks with everybody who comes until they go.
fn served(talk: fn(&mut BufReader<TcpStream>) -> std::io::Result<()>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || talk(&mut BufReader::new(stream)));
        }
    });
    port
}

fn heard(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes())
}

/// A line, and what it is in base64: everything the client gave away.
fn repeated(line: &str) -> String {
    let coded = line.rsplit(' ').next().unwrap_or_default();
    let plain = STANDARD.decode(coded).unwrap_or_default();
    format!("{line} that is {}", String::from_utf8_lossy(&plain).replace(['\0', '\u{1}'], " "))
}

/// An IMAP server that refuses every login and repeats it.
fn imap_parrot(stream: &mut BufReader<TcpStream>) -> std::io::Result<()> {
    say(stream, "* OK ready")?;
    loop {
        let line = heard(stream)?;
        let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
        match command.split(' ').next().unwrap_or_default() {
            "CAPABILITY" => {
                say(stream, "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2")?;
                say(stream, &format!("{tag} OK done"))?;
            }
            "AUTHENTICATE" => {
                say(stream, "+ ")?;
                let answer = heard(stream)?;
                if command.ends_with("XOAUTH2") {
                    let status = format!("{{\"status\":\"400 {}\"}}", repeated(&answer));
                    say(stream, &format!("+ {}", STANDARD.encode(status)))?;
                    heard(stream)?;
                }
                say(stream, &format!("* BAD {}", repeated(&answer)))?;
                say(stream, &format!("{tag} NO {}", repeated(&answer)))?;
            }
            _ => say(stream, &format!("{tag} BAD I do not know {}", repeated(&line)))?,
        }
    }
}

/// A relay that refuses every sign-in and repeats it.
fn smtp_parrot(stream: &mut BufReader<TcpStream>) -> std::io::Result<()> {
    say(stream, "220 parrot ESMTP")?;
    loop {
        let line = heard(stream)?;
        match line.split(' ').next().unwrap_or_default() {
            "EHLO" => say(stream, "250-parrot\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN XOAUTH2")?,
            "AUTH" if line == "AUTH LOGIN" => {
                say(stream, "334 VXNlcm5hbWU6")?;
                heard(stream)?;
                say(stream, "334 UGFzc3dvcmQ6")?;
                let password = heard(stream)?;
                say(stream, &format!("535-5.7.8 {}\r\n535 5.7.8 no", repeated(&password)))?;
            }
            "AUTH" => say(stream, &format!("535 5.7.8 {}", repeated(&line)))?,
            "QUIT" => return say(stream, "221 bye"),
            _ => say(stream, "250 Ok")?,
        }
    }
}

/// A command that prints the secret, and complains like one that has its own.
fn token_command(folder: &Path) -> String {
    let script = folder.join("token.sh");
    std::fs::write(&script, format!("#!/bin/sh\necho {SECRET}\n")).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
    quoted(&script.display().to_string())
}

#[test]
fn no_secret_is_told_when_a_mailbox_refuses_the_login_and_repeats_it() {
    for auth in ["login", "plain", "xoauth2"] {
        let folder = open_folder();
        let mut desk = quiet_desk(folder.path());
        desk.keep_few_rules();
        let port = served(imap_parrot);
        let mailbox = &mut desk.settings.mailbox;
        mailbox.remove("maildir");
        mailbox.extend([
            ("imap", quoted("127.0.0.1")),
            ("port", port.to_string()),
            ("tls", quoted("none")),
            ("user", quoted(USER)),
            ("auth", quoted(auth)),
        ]);
        if auth == "xoauth2" {
            mailbox.insert("token_command", token_command(&desk.folder));
        } else {
            desk.settings.mailbox.insert("password_file", quoted("imap.password"));
            desk.write_password(SECRET);
        }
        desk.configure();
        daemon_and_commands(&desk, "the login");
    }
}

#[test]
fn no_secret_is_told_when_a_relay_refuses_to_sign_in_and_repeats_it() {
    for auth in ["plain", "login", "xoauth2"] {
        let folder = open_folder();
        let mut desk = quiet_desk(folder.path());
        desk.keep_few_rules();
        std::fs::write(desk.folder.join("mail/new/1.M1.desk"), mails::new(1).raw).unwrap();
        let post = &mut desk.settings.post;
        post.remove("folder");
        post.extend([
            ("smtp", quoted("127.0.0.1")),
            ("port", served(smtp_parrot).to_string()),
            ("tls", quoted("none")),
            ("user", quoted(USER)),
            ("auth", quoted(auth)),
        ]);
        if auth == "xoauth2" {
            post.insert("token_command", token_command(&desk.folder));
        } else {
            desk.settings.post.insert("password_file", quoted("imap.password"));
            desk.write_password(SECRET);
        }
        desk.configure();
        daemon_and_commands(&desk, "signing in was answered");
    }
}

#[test]
fn no_secret_is_told_of_servers_that_work_and_of_connections_that_break() {
    if !tools::servers_are_here() {
        return;
    }
    let folder = open_folder();
    let mut dovecot = Dovecot::with_password(&folder.path().join("dovecot"), SECRET);
    let sink = Sink::start(&folder.path().join("sink"), &[]);
    let mut desk = Desk::new(&folder.path().join("desk"), Settings::of(&dovecot, &sink));
    desk.keep_few_rules();
    desk.write_password(SECRET);
    dovecot.deliver(&mails::new(1).raw);
    daemon_and_commands(&desk, " idle");
    assert_eq!(sink.letters().len(), 1, "the login worked");

    // Signed in with what the server refuses; TLS to a port without; a certificate nobody vouches for.
    desk.write_password(&format!("{SECRET}-wrong"));
    daemon_and_commands(&desk, "refuses the login");
    desk.write_password(SECRET);
    for (key, value) in [("port", dovecot.port.to_string()), ("ca_file", quoted(&dovecot.other_ca()))] {
        let right = desk.settings.mailbox.insert(key, value).unwrap();
        desk.configure();
        daemon_and_commands(&desk, "trouble=");
        desk.settings.mailbox.insert(key, right);
    }
}

#[test]
fn the_proof_in_a_tickets_own_address_is_not_told() {
    let Some(mut scene) = Scene::set() else { return };
    let file = scene.desk.folder.join("frontdesk.toml");
    let text = std::fs::read_to_string(&file).unwrap().replace("[sending]\n", "[sending]\nplus_address = true\n");
    std::fs::write(&file, text).unwrap();
    scene.dovecot.deliver(&mails::new(1).raw);
    let daemon = scene.desk.serve();
    tools::wait_until("the receipt", || scene.sink.letters().len() == 1);
    let letter = scene.sink.letters().remove(0);
    let own = letter.mail.reply_to.iter().chain(&letter.mail.from).find(|own| own.address.as_str().contains('+'));
    let own = own.expect("answers go to the ticket's own address").address.as_str().to_owned();
    let reply = format!(
        "From: {}\r\nTo: {own}\r\nMessage-ID: <again@x.example>\r\nSubject: more\r\n\r\nanother word\r\n",
        letter.recipient
    );
    scene.dovecot.deliver(reply.as_bytes());
    daemon.wait_for_line("mail source=");
    let proof = own.split(['+', '@']).nth(1).unwrap().rsplit('.').next().unwrap().to_owned();
    let journal = daemon.journal();
    assert!(proof.len() >= 10 && !journal.contains(&proof), "{proof}\n{journal}");
    assert_eq!(daemon.stop(), Some(0));
}
