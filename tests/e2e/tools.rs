//! What every scene needs: programs, ports, waiting with an end, children that do not outlive their test.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Enough for anything that works on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where a program is, `/usr/sbin` included: it is not in everybody's PATH.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// False: the servers are not installed, the test is skipped with a word. Where they must be there, it fails.
pub fn servers_are_here() -> bool {
    let missing: Vec<&str> =
        ["dovecot", "smtp-sink", "openssl"].into_iter().filter(|name| program(name).is_none()).collect();
    if missing.is_empty() {
        return true;
    }
    let must = ["CI", "FRONTDESK_E2E"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(!must, "{} not installed: run tests/run once", missing.join(", "));
    eprintln!("skipped: {} not installed; tests/run installs them", missing.join(", "));
    false
}

pub fn is_root() -> bool {
    user("-u") == "0"
}

/// `-u`, `-g`, `-un`, `-gn` of whoever runs the tests.
pub fn user(what: &str) -> String {
    output(Command::new("id").arg(what))
}

/// Whose mail folders are: never root's, Dovecot refuses that.
pub fn mail_owner() -> (u32, u32) {
    static OWNER: OnceLock<(u32, u32)> = OnceLock::new();
    *OWNER.get_or_init(|| {
        let whose = |what: &str| {
            let mut id = Command::new("id");
            id.arg(what);
            if is_root() {
                id.arg("nobody");
            }
            output(&mut id).parse().unwrap()
        };
        (whose("-u"), whose("-g"))
    })
}

/// Runs a program that must succeed.
pub fn output(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{words}", output.status);
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A port nobody listens on now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Looks until there is something, or fails with the words of what was waited for.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        pause(Duration::from_millis(5));
    }
}

pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    wait_for(what, || is_so().then_some(()));
}

/// Lets others work; only ever between two looks.
pub fn pause(length: Duration) {
    std::thread::park_timeout(length);
}

/// A child that is killed when the scene ends.
pub struct Guarded(pub Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends a signal by name: `TERM`, `STOP`.
pub fn signal(child: &Child, name: &str) {
    output(Command::new("kill").args(["-s", name, &child.id().to_string()]));
}

/// SplitMix64: the same story every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}
