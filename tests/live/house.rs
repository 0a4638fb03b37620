//! A desk in a folder of its own: a Maildir, letters as files, few categories, and the built program working in it.

use frontdesk::store::{OutboxFilter, Store};
use frontdesk::ticket::TimerKind;
use frontdesk::time::Timestamp;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_frontdesk");
/// Enough for anything that works on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

pub struct House {
    dir: tempfile::TempDir,
    saved: Cell<u32>,
}

#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }
}

/// A category file of one phrase.
pub fn category(name: &str, phrase: &str) -> String {
    format!(
        "name = {{ zh = \"{name}\", en = \"{name}\" }}\nteam = \"payments\"\nsla = \"payment\"\n\
         [match]\nstrong = [\"{phrase}\"]\n[reply]\nanswer = \"faq-refund\"\n[test]\nyes = [\"{name}\"]\nno = [\"hello\"]\n"
    )
}

impl House {
    pub fn new(activation: &str) -> Self {
        let house = Self { dir: tempfile::tempdir().unwrap(), saved: Cell::new(0) };
        house.run(&["init", "."]).expect(0);
        for entry in std::fs::read_dir(house.path("rules/categories")).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        std::fs::write(house.path("rules/categories/refund.toml"), category("refund", "refund*")).unwrap();
        for folder in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(house.path("mail").join(folder)).unwrap();
        }
        std::fs::write(house.path("words.txt"), "We look into it.\n").unwrap();
        let teams = ["payments", "general", "lead", "manager", "oncall", "owner", "security", "account", "disputes"];
        let teams: String = teams.iter().map(|team| format!("{team} = [\"ann\"]\n")).collect();
        let text = format!(
            "[brand]\nname = \"OKPay\"\nsite = \"https://okpay.example\"\n\n[mailbox.support]\n\
             address = \"support@okpay.example\"\nmaildir = \"mail\"\nfirst_start = \"handle\"\n\n\
             [post]\nfolder = \"outbox\"\n\n[people]\nann = {{ address = \"ann@okpay.example\" }}\n\n\
             [teams]\n{teams}\n[rules]\nactivation = \"{activation}\"\n"
        );
        std::fs::write(house.path("frontdesk.toml"), text).unwrap();
        house
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("frontdesk.db")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        for name in ["STATE_DIRECTORY", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM", "NOTIFY_SOCKET", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(self.dir.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Starts the daemon and waits until it serves.
    pub fn serve(&self) -> Daemon {
        let mut child = Guarded(self.command(&["run"]).stdout(Stdio::null()).spawn().unwrap());
        let stderr = BufReader::new(child.0.stderr.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
        let daemon = Daemon { child, lines };
        daemon.wait_for_line("started");
        daemon
    }

    /// As an editor that writes in place.
    pub fn save(&self, name: &str, text: &str) {
        let file = self.path(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// As an editor that writes beside and renames.
    pub fn save_by_rename(&self, name: &str, text: &str) {
        let beside = format!("{name}.new~");
        self.save(&beside, text);
        std::fs::rename(self.path(&beside), self.path(name)).unwrap();
    }

    /// A mail as a server delivers it into a Maildir.
    pub fn deliver(&self, n: u32, subject: &str, body: &str) {
        let from = format!("customer{n}@customer{n}.example");
        let raw = format!(
            "Return-Path: <{from}>\r\nFrom: <{from}>\r\nTo: <support@okpay.example>\r\nSubject: {subject} {n}\r\n\
             Message-ID: <m{n}@customer{n}.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        );
        let name = format!("{}.M{n}.host", 1_793_581_200 + n);
        std::fs::write(self.path("mail/tmp").join(&name), raw).unwrap();
        std::fs::rename(self.path("mail/tmp").join(&name), self.path("mail/new").join(&name)).unwrap();
        self.saved.set(self.saved.get() + 1);
    }

    #[track_caller]
    pub fn wait_for<T>(&self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(began.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
            breathe();
        }
    }

    pub fn active(&self) -> Option<String> {
        Some(Store::reader(&self.database()).ok()?.view().active_rules().unwrap()?.hash)
    }

    pub fn tickets(&self) -> usize {
        let Ok(reader) = Store::reader(&self.database()) else { return 0 };
        reader.view().status(Timestamp::from_secs(0)).unwrap().tickets.values().map(|count| *count as usize).sum()
    }

    pub fn category(&self, number: i64) -> String {
        Store::reader(&self.database()).unwrap().view().show(number).unwrap().unwrap().ticket.category
    }

    pub fn first_response(&self, number: i64) -> Timestamp {
        let shown = Store::reader(&self.database()).unwrap().view().show(number).unwrap().unwrap();
        let first = shown.timers.iter().filter(|timer| timer.kind == TimerKind::FirstResponse);
        first.map(|timer| timer.due_at).max().unwrap()
    }

    /// Every hash a stored verdict names.
    pub fn rules_of_all_mails(&self) -> Vec<String> {
        let reader = Store::reader(&self.database()).unwrap();
        let mails = reader.view().mails_since(Timestamp::from_secs(0)).unwrap();
        let named =
            |mail: &i64| reader.view().mail(*mail).unwrap().unwrap().verdict["rules"].as_str().unwrap().to_owned();
        mails.iter().map(named).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// The texts of the letters to the owner about rules.
    pub fn letters_to_owner(&self) -> Vec<String> {
        let reader = Store::reader(&self.database()).unwrap();
        let letters = reader.view().outbox(&OutboxFilter::default()).unwrap();
        let to_owner = letters.into_iter().filter(|letter| letter.kind.name() == "owner_alert");
        let text = |id| frontdesk::mail::read(&reader.view().letter_bytes(id).unwrap().unwrap(), false).text;
        to_owner
            .map(|letter| text(letter.id))
            .filter(|text| ["the rules on the disk", "edited promises"].iter().any(|what| text.starts_with(what)))
            .collect()
    }
}

/// Between two looks, and between two mails.
pub fn breathe() {
    std::thread::park_timeout(Duration::from_millis(50));
}

/// Killed with its test.
struct Guarded(Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Daemon {
    child: Guarded,
    lines: Receiver<String>,
}

impl Daemon {
    #[track_caller]
    pub fn wait_for_line(&self, words: &str) -> String {
        let mut all = String::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => all.push_str(&format!("{line}\n")),
                Err(why) => panic!("no line with {words:?}: {why}\n{all}"),
            }
        }
    }

    pub fn stop(mut self) {
        signal(&self, "TERM");
        assert!(self.child.0.wait().unwrap().success());
    }
}

pub fn hang_up(daemon: &Daemon) {
    signal(daemon, "HUP");
}

fn signal(daemon: &Daemon, name: &str) {
    let pid = daemon.child.0.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
}
