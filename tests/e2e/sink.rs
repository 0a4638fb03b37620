//! Postfix' `smtp-sink` as the relay: every letter it took lies in a folder.

use crate::tools::{self, Guarded};
use frontdesk::mail::{self, Mail};
use std::collections::BTreeMap;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Sink {
    pub port: u16,
    folder: PathBuf,
    child: Option<Guarded>,
}

/// A letter as the relay got it.
pub struct Taken {
    /// `MAIL FROM`, as written: `<>`.
    pub sender: String,
    pub recipient: String,
    pub mail: Mail,
}

impl Taken {
    pub fn id(&self) -> &str {
        self.mail.message_id.as_deref().expect("every letter has a Message-ID")
    }

    pub fn is_automatic(&self) -> bool {
        self.mail.headers.first("Auto-Submitted").is_some()
    }
}

impl Sink {
    /// With no options it takes everything.
    pub fn start(folder: &Path, options: &[&str]) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
        let mut sink = Self { port: tools::free_port(), folder: folder.to_owned(), child: None };
        sink.begin(options);
        sink
    }

    /// The same relay in another mood.
    pub fn begin(&mut self, options: &[&str]) {
        self.stop();
        let mut command = Command::new(tools::program("smtp-sink").unwrap());
        command.current_dir(&self.folder).args(["-4", "-d", "%s."]).args(options);
        if tools::is_root() {
            command.args(["-u", "nobody"]);
        }
        command.arg(format!("127.0.0.1:{}", self.port)).arg("100");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        self.child = Some(Guarded(child));
        tools::wait_until("the relay to listen", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    pub fn stop(&mut self) {
        self.child = None;
    }

    /// Every letter whose final dot came. One in transfer has no end yet and is left out.
    pub fn letters(&self) -> Vec<Taken> {
        let mut letters = Vec::new();
        for entry in std::fs::read_dir(&self.folder).unwrap() {
            // A transfer that is cut takes its file away.
            let Ok(dump) = std::fs::read(entry.unwrap().path()) else { continue };
            if dump.ends_with(b"\n\n") {
                letters.push(taken(&dump));
            }
        }
        letters
    }

    pub fn letters_to(&self, address: &str) -> Vec<Taken> {
        self.letters().into_iter().filter(|letter| letter.recipient == address).collect()
    }

    /// How often each Message-ID came.
    pub fn ids(&self) -> BTreeMap<String, usize> {
        let mut ids = BTreeMap::new();
        for letter in self.letters() {
            *ids.entry(letter.id().to_owned()).or_default() += 1;
        }
        ids
    }

    /// Fails when an automatic letter came twice.
    pub fn assert_nothing_twice(&self) {
        let ids = self.ids();
        for letter in self.letters().iter().filter(|letter| letter.is_automatic()) {
            assert_eq!(ids[letter.id()], 1, "{} to {} came twice", letter.id(), letter.recipient);
        }
    }
}

/// `X-Mail-Args: <>`, `X-Rcpt-Args: <a@b.c> NOTIFY=NEVER`, a Received of its own, then the letter.
fn taken(dump: &[u8]) -> Taken {
    let text = String::from_utf8_lossy(dump);
    let argument = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
        line.split(' ').next().unwrap_or_default().to_owned()
    };
    let recipient = argument("X-Rcpt-Args:").trim_matches(['<', '>']).to_owned();
    Taken { sender: argument("X-Mail-Args:"), recipient, mail: mail::read(dump, false) }
}
