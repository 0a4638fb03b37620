//! A desk of our own: a folder with configuration, rules and database, and the built program working in it.

use crate::dovecot::{Dovecot, PASSWORD, USER};
use crate::sink::Sink;
use crate::tools::{self, Guarded};
use frontdesk::store::{LetterRow, OutboxFilter, Shown, StatusRow, Store};
use frontdesk::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_frontdesk");

/// Everything one test needs, on free ports, gone when it ends.
pub struct Scene {
    pub desk: Desk,
    pub dovecot: Dovecot,
    pub sink: Sink,
    _folder: tempfile::TempDir,
}

impl Scene {
    /// None: the servers are not installed. Most scenes are about servers, not words.
    pub fn set() -> Option<Self> {
        let scene = Self::with_all_rules()?;
        scene.desk.keep_few_rules();
        Some(scene)
    }

    pub fn with_all_rules() -> Option<Self> {
        if !tools::servers_are_here() {
            return None;
        }
        let folder = open_folder();
        let dovecot = Dovecot::start(&folder.path().join("dovecot"));
        let sink = Sink::start(&folder.path().join("sink"), &[]);
        let desk = Desk::new(&folder.path().join("desk"), Settings::of(&dovecot, &sink));
        Some(Self { desk, dovecot, sink, _folder: folder })
    }
}

/// A temporary folder that other users may walk through.
pub fn open_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// The lines of the configuration a test may change.
#[derive(Clone)]
pub struct Settings {
    /// Lines of `[mailbox.support]` besides the address.
    pub mailbox: BTreeMap<&'static str, String>,
    /// Lines of `[post]`.
    pub post: BTreeMap<&'static str, String>,
    pub mode: &'static str,
}

impl Settings {
    /// Everything is handled and answered, the whole mailbox too; caps never hold.
    pub fn of(dovecot: &Dovecot, sink: &Sink) -> Self {
        let mailbox = [
            ("imap", quoted("127.0.0.1")),
            ("port", dovecot.tls_port.to_string()),
            ("tls", quoted("implicit")),
            ("ca_file", quoted(&dovecot.ca().display().to_string())),
            ("user", quoted(USER)),
            ("password_file", quoted("imap.password")),
            ("first_start", quoted("handle")),
        ];
        let post = [("smtp", quoted("127.0.0.1")), ("port", sink.port.to_string()), ("tls", quoted("none"))];
        Self { mailbox: mailbox.into(), post: post.into(), mode: "live" }
    }

    fn text(&self) -> String {
        let lines = |lines: &BTreeMap<&str, String>| {
            lines.iter().map(|(key, value)| format!("{key} = {value}\n")).collect::<String>()
        };
        let teams = ["account", "payments", "disputes", "security", "general", "lead", "manager", "oncall", "owner"];
        let teams: String = teams.iter().map(|team| format!("{team} = [\"ann\"]\n")).collect();
        let day = ["domain_day", "global_day"];
        let hour = ["domain_hour", "global_hour", "staff_hour", "new_tickets_sender_hour", "new_tickets_ten_minutes"];
        let caps: String = day.iter().chain(&hour).map(|cap| format!("{cap} = 100000\n")).collect();
        format!(
            "[brand]\nname = \"OKPay\"\nsite = \"https://okpay.example\"\n\n[mailbox.support]\naddress = \"{USER}\"\n{}\n\
             [post]\n{}\n[people]\nann = {{ address = \"{ANN}\" }}\n\n[teams]\n{teams}\n[sending]\nmode = \"{}\"\n\n\
             [caps]\n{caps}",
            lines(&self.mailbox),
            lines(&self.post),
            self.mode
        )
    }
}

pub const ANN: &str = "ann@okpay.example";

pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

pub struct Desk {
    pub folder: PathBuf,
    pub settings: Settings,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// None: killed.
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

impl Desk {
    pub fn new(folder: &Path, settings: Settings) -> Self {
        tools::output(Command::new(PROGRAM).arg("init").arg(folder));
        let desk = Self { folder: folder.to_owned(), settings };
        desk.write_password(PASSWORD);
        desk.configure();
        desk
    }

    /// A few categories start sooner.
    pub fn keep_few_rules(&self) {
        for entry in std::fs::read_dir(self.folder.join("rules/categories")).unwrap() {
            let file = entry.unwrap().path();
            if !["refund", "fees", "security_report"].contains(&file.file_stem().unwrap().to_str().unwrap()) {
                std::fs::remove_file(file).unwrap();
            }
        }
    }

    /// Writes the configuration as the settings say now.
    pub fn configure(&self) {
        std::fs::write(self.folder.join("frontdesk.toml"), self.settings.text()).unwrap();
    }

    pub fn write_password(&self, password: &str) {
        let file = self.folder.join("imap.password");
        std::fs::write(&file, format!("{password}\n")).unwrap();
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--config").arg(self.folder.join("frontdesk.toml"));
        for name in ["STATE_DIRECTORY", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM", "NOTIFY_SOCKET", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.command(arguments).spawn().unwrap())
    }

    /// The same with words on standard input.
    pub fn run_with(&self, arguments: &[&str], words: &str) -> Ended {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
        ended(child)
    }

    #[track_caller]
    pub fn run_once(&self) -> Ended {
        self.run(&["run", "--once"]).expect(0)
    }

    /// The last JSON object a command prints: `check` says what it found first, a line each.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ended = self.run(&[arguments, &["--json"]].concat()).expect(0);
        serde_json::from_str(ended.out.lines().last().unwrap_or_default())
            .unwrap_or_else(|error| panic!("{error}: {}", ended.out))
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("frontdesk.db")
    }

    pub fn status(&self) -> StatusRow {
        Store::reader(&self.database()).unwrap().view().status(Timestamp::from_secs(0)).unwrap()
    }

    pub fn letters(&self) -> Vec<LetterRow> {
        Store::reader(&self.database()).unwrap().view().outbox(&OutboxFilter::default()).unwrap()
    }

    pub fn ticket(&self, number: i64) -> Option<Shown> {
        Store::reader(&self.database()).ok()?.view().show(number).unwrap()
    }

    /// Starts the daemon and waits until it has read the mailbox.
    pub fn serve(&self) -> Daemon {
        let mut command = self.command(&["run"]);
        command.env("RUST_LOG", "debug");
        let daemon = Daemon::of(command);
        daemon.wait_for_line(" idle");
        daemon
    }
}

pub fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A running program whose journal is read as it comes.
pub struct Daemon {
    pub child: Guarded,
    lines: Receiver<String>,
    all: Arc<Mutex<String>>,
}

impl Daemon {
    pub fn of(mut command: Command) -> Self {
        let mut child = Guarded(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        let stderr = BufReader::new(child.0.stderr.take().unwrap());
        let (send, lines) = channel();
        let all = Arc::new(Mutex::new(String::new()));
        let copy = all.clone();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                copy.lock().unwrap().push_str(&format!("{line}\n"));
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines, all }
    }

    /// Everything it wrote so far.
    pub fn journal(&self) -> String {
        self.all.lock().unwrap().clone()
    }

    /// None: it ended.
    pub fn next_line(&self) -> Option<String> {
        self.lines.recv_timeout(tools::PATIENCE).ok()
    }

    /// The next line of its journal that holds these words.
    #[track_caller]
    pub fn wait_for_line(&self, words: &str) -> String {
        loop {
            match self.lines.recv_timeout(tools::PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(_) => {}
                Err(why) => panic!("no line with {words:?}: {why}\n{}", self.journal()),
            }
        }
    }

    /// SIGTERM, as systemd does. Out: the exit code.
    pub fn stop(mut self) -> Option<i32> {
        tools::signal(&self.child.0, "TERM");
        tools::wait_for("the daemon to end", || self.child.0.try_wait().unwrap()).code()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.0.kill().unwrap();
        self.child.0.wait().unwrap();
    }
}
