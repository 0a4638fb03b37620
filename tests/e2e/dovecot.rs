//! A Dovecot of our own: one user, one Maildir, TLS by an authority of our own.

use crate::tools::{self, Guarded};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

pub const USER: &str = "support@okpay.example";
pub const PASSWORD: &str = "canary-4711";

/// A running server. Killed when it goes out of scope; its mail stays as long as `folder`.
pub struct Dovecot {
    pub folder: PathBuf,
    pub port: u16,
    pub tls_port: u16,
    child: Option<Guarded>,
    delivered: u64,
    password: String,
}

/// What one mail in the mailbox carries.
#[derive(Clone, Debug)]
pub struct Flagged {
    pub flags: Vec<String>,
}

impl Dovecot {
    /// `folder` must be empty; others must be able to walk through it.
    pub fn start(folder: &Path) -> Self {
        Self::with_password(folder, PASSWORD)
    }

    pub fn with_password(folder: &Path, password: &str) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        certificates(folder);
        let mut dovecot = Self {
            folder: folder.to_owned(),
            port: tools::free_port(),
            tls_port: tools::free_port(),
            child: None,
            delivered: 0,
            password: password.to_owned(),
        };
        for part in ["home", "home/mail", "home/mail/.Sent"] {
            for inner in ["", "cur", "new", "tmp"] {
                let path = folder.join(part).join(inner);
                std::fs::create_dir_all(&path).unwrap();
                give_away(&path);
            }
        }
        std::fs::write(folder.join("dovecot.conf"), dovecot.configuration()).unwrap();
        dovecot.begin();
        dovecot
    }

    pub fn ca(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// An authority that did not sign the server's certificate.
    pub fn other_ca(&self) -> String {
        self.folder.join("other.pem").display().to_string()
    }

    pub fn maildir(&self) -> PathBuf {
        self.folder.join("home/mail")
    }

    /// Starts it, again after `stop`.
    pub fn begin(&mut self) {
        let mut command = Command::new(tools::program("dovecot").unwrap());
        command.arg("-F").arg("-c").arg(self.folder.join("dovecot.conf"));
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        self.child = Some(Guarded(child));
        for port in [self.port, self.tls_port] {
            tools::wait_until("Dovecot to listen", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        }
    }

    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        tools::signal(&child.0, "TERM");
        tools::wait_until("Dovecot to end", || child.0.try_wait().unwrap().is_some());
    }

    /// A mail delivered as an MTA does: whole, then renamed into `new/`. In the order of the calls.
    pub fn deliver(&mut self, raw: &[u8]) {
        self.deliver_into(&self.maildir(), raw);
    }

    /// As `deliver`, into the user's Sent folder.
    pub fn deliver_sent(&mut self, raw: &[u8]) {
        self.deliver_into(&self.maildir().join(".Sent"), raw);
    }

    fn deliver_into(&mut self, maildir: &Path, raw: &[u8]) {
        self.delivered += 1;
        // Dovecot numbers new mails by the time in their names.
        let name = format!("{}.M1P1.desk", 1_700_000_000 + self.delivered);
        let half = maildir.join("tmp").join(&name);
        std::fs::write(&half, raw).unwrap();
        give_away(&half);
        std::fs::rename(half, maildir.join("new").join(name)).unwrap();
    }

    /// What lies in the inbox, by IMAP, without touching it.
    pub fn flags(&self) -> Vec<Flagged> {
        let mut talk = Talk::begin(self.port, &self.password);
        talk.ask("EXAMINE INBOX");
        talk.ask("UID FETCH 1:* (FLAGS)").iter().filter_map(|line| flagged(line)).collect()
    }

    pub fn validity(&self) -> u32 {
        let mut talk = Talk::begin(self.port, &self.password);
        let lines = talk.ask("EXAMINE INBOX");
        let line = lines.iter().find_map(|line| line.split_once("[UIDVALIDITY ")).expect("UIDVALIDITY");
        line.1.split(']').next().unwrap().parse().unwrap()
    }

    /// The server forgets its numbers, as after a restore: the same mails, another UIDVALIDITY.
    pub fn renumber(&mut self) {
        let before = self.validity();
        self.stop();
        for entry in std::fs::read_dir(self.maildir()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("dovecot-uidlist") || name.starts_with("dovecot.index") {
                std::fs::remove_file(path).unwrap();
            }
        }
        self.begin();
        assert_ne!(self.validity(), before, "the mailbox was renumbered");
    }

    fn configuration(&self) -> String {
        let at = self.folder.display();
        let (port, tls_port, password) = (self.port, self.tls_port, &self.password);
        let (uid, gid) = tools::mail_owner();
        // Without root nobody can be changed into, and no root directory either.
        let rootless = match tools::is_root() {
            true => String::new(),
            false => {
                let (user, group) = (tools::user("-un"), tools::user("-gn"));
                format!(
                    "default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n\
                     service anvil {{\n  chroot =\n}}\n"
                )
            }
        };
        let chroot = if tools::is_root() { "" } else { "  chroot =\n" };
        format!(
            "base_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/dovecot.log\nprotocols = imap\n\
             listen = 127.0.0.1\nssl = yes\nssl_cert = <{at}/server.pem\nssl_key = <{at}/server.key\n\
             disable_plaintext_auth = no\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nauth_mechanisms = plain login\n\
             auth_failure_delay = 0\nmail_location = maildir:~/mail\nmail_max_userip_connections = 100\n{rootless}\
             passdb {{\n  driver = static\n  args = password={password}\n}}\n\
             userdb {{\n  driver = static\n  args = uid={uid} gid={gid} home={at}/home allow_all_users=yes\n}}\n\
             namespace inbox {{\n  inbox = yes\n  mailbox Sent {{\n    special_use = \\Sent\n    auto = create\n  }}\n}}\n\
             service imap-login {{\n{chroot}  inet_listener imap {{\n    port = {port}\n  }}\n\
             \x20 inet_listener imaps {{\n    port = {tls_port}\n    ssl = yes\n  }}\n}}\n"
        )
    }
}

impl Drop for Dovecot {
    /// TERM first: the master takes its processes with it.
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = Command::new("kill").arg(child.0.id().to_string()).status();
            for _ in 0..400 {
                if !matches!(child.0.try_wait(), Ok(None)) {
                    break;
                }
                tools::pause(Duration::from_millis(5));
            }
        }
    }
}

/// `* 1 FETCH (UID 1 FLAGS (\Seen $FrontdeskDone))`
fn flagged(line: &str) -> Option<Flagged> {
    let flags = line.split_once("FLAGS (")?.1.split_once(')')?.0;
    // The server's own; nobody can set it.
    let set = flags.split_whitespace().filter(|flag| *flag != "\\Recent");
    Some(Flagged { flags: set.map(str::to_owned).collect() })
}

fn give_away(path: &Path) {
    if tools::is_root() {
        let (uid, gid) = tools::mail_owner();
        chown(path, Some(uid), Some(gid)).unwrap();
    }
}

/// The plainest IMAP client.
struct Talk {
    stream: BufReader<TcpStream>,
    sent: u32,
}

impl Talk {
    fn begin(port: u16, password: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(tools::PATIENCE)).unwrap();
        let mut talk = Self { stream: BufReader::new(stream), sent: 0 };
        assert!(talk.line().starts_with("* OK"));
        talk.ask(&format!("LOGIN {USER} {password}"));
        talk
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "Dovecot hung up");
        line.trim_end().to_owned()
    }

    fn ask(&mut self, command: &str) -> Vec<String> {
        self.sent += 1;
        let tag = format!("t{} ", self.sent);
        self.stream.get_mut().write_all(format!("{tag}{command}\r\n").as_bytes()).unwrap();
        let mut lines = Vec::new();
        loop {
            let line = self.line();
            match line.strip_prefix(&tag) {
                Some(end) => {
                    assert!(end.starts_with("OK"), "{command}: {end}");
                    return lines;
                }
                None => lines.push(line),
            }
        }
    }
}

/// Authority, server certificate and another authority, made once and copied into each folder.
fn certificates(folder: &Path) {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let openssl = |arguments: &str| {
            let mut command = Command::new(tools::program("openssl").unwrap());
            tools::output(command.current_dir(dir.path()).args(arguments.split(' ')));
        };
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        for ca in ["ca", "other"] {
            openssl(&format!("req -x509 {key} -days 7 -subj /CN={ca} -keyout {ca}.key -out {ca}.pem"));
        }
        openssl(&format!("req {key} -subj /CN=localhost -keyout server.key -out server.csr"));
        std::fs::write(dir.path().join("ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n").unwrap();
        openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 -extfile ext -out server.pem",
        );
        dir
    });
    for name in ["ca.pem", "other.pem", "server.pem", "server.key"] {
        std::fs::copy(made.path().join(name), folder.join(name)).unwrap();
    }
    std::fs::set_permissions(folder.join("server.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
}
