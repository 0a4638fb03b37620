//! A desk on the disk: configuration, rules and a database that the real desk fills.

use frontdesk::config::Loaded;
use frontdesk::desk::Desk;
use frontdesk::mailbox::Folder;
use frontdesk::policy::Keys;
use frontdesk::post::{Outcome, Outgoing};
use frontdesk::rehearsal::Rehearsal;
use frontdesk::store::{ActivatedBy, Store};
use frontdesk::ticket::Order;
use frontdesk::time::{Span, Timestamp};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CONFIG: &str = r#"
[brand]
name = "OKPay"
site = "https://okpay.example"
[mailbox.support]
address = "support@okpay.example"
maildir = "mailbox"
[post]
folder = "outbox"
[people]
ann = { address = "ann@okpay.example", languages = ["zh", "en"] }
[teams]
payments = ["ann"]
[sending]
mode = "live"
"#;
const SLA: &str = "[sla.standard]\nfirst_response = \"24h\"\n[sla.payment]\nfirst_response = \"8h\"\n";

const RULES: [(&str, &str); 4] = [
    (
        "categories/refund.toml",
        "name = { zh = \"退款\", en = \"Refund\" }\nteam = \"payments\"\nsla = \"payment\"\nprecedence = 60\n\n[match]\n\
         strong = [\n  \"退款\", # the word itself\n  \"refund\",\n]\nweak = [\"尽快\"]\n\n[ask]\nneed = [\"transaction_id\"]\n\n\
         [test]\nyes = [\"refund\"]\nno = [\"发票\"]\n",
    ),
    (
        "categories/payment_failed.toml",
        "name = { zh = \"支付失败\", en = \"Payment failed\" }\nteam = \"payments\"\nsla = \"payment\"\nprecedence = 50\n\n\
         [match]\nstrong = [\"支付失败\", \"payment ~ failed\"]\n\n[test]\nyes = [\"支付失败\"]\nno = [\"发票\"]\n",
    ),
    (
        "categories/fees.toml",
        "name = { zh = \"手续费\", en = \"Fees\" }\nprecedence = 30\n\n[match]\nnormal = [\"手续费\"]\n\n[test]\n\
         yes = [\"Subject: 手续费\\n\\n?\"]\nno = [\"发票\"]\n",
    ),
    (
        "fields.toml",
        "[field.transaction_id]\nname = { zh = \"交易编号\", en = \"transaction number\" }\n\
         ask = { zh = \"交易编号\", en = \"transaction number\" }\nfind = ['(?<v>TX[0-9A-Z]+)']\n",
    ),
];

type Post = fn(&Outgoing, Timestamp) -> Outcome;

pub struct Shop {
    folder: tempfile::TempDir,
    rehearsal: Rehearsal<Post>,
    mails: usize,
}

impl Shop {
    /// Three days ago the rules on the disk went live.
    pub fn open() -> Self {
        Self::open_for(Span::days(3))
    }

    /// So long ago.
    pub fn open_for(age: Span) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| put(&folder.path().join(path), text);
        write("frontdesk.toml", CONFIG);
        write("sla.toml", SLA);
        RULES.iter().for_each(|(path, text)| write(&format!("rules/{path}"), text));
        let loaded = Loaded::read(&folder.path().join("frontdesk.toml")).unwrap();
        let start = frontdesk::clock::now() - age;
        let mut store = Store::open(&loaded.database(), start).unwrap();
        let texts = loaded.texts().unwrap();
        let book = loaded.compile(&texts).unwrap();
        store.keep_rules(&book.rules.hash, &texts, start).unwrap();
        store.activate_rules(&book.rules.hash, ActivatedBy::Start, start).unwrap();
        let policy = loaded.policy(book.rules, book.slas, Keys::derive(b"the key of a shop", "shop"));
        let post: Post = |_, _| Outcome::Accepted("250 ok".into());
        Self { folder, rehearsal: Rehearsal::new(Desk::new(store, policy), post, start), mails: 0 }
    }

    /// A customer writes, an hour after the last one.
    pub fn mail(&mut self, from: &str, subject: &str, body: &str) {
        self.mails += 1;
        let now = self.rehearsal.now() + Span::hours(1);
        self.rehearsal.advance(now).unwrap();
        let raw = format!(
            "Return-Path: <{from}>\r\nMessage-ID: <m{}@example.org>\r\nFrom: <{from}>\r\nTo: <support@okpay.example>\r\n\
             Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n",
            self.mails
        );
        self.rehearsal.mail(&format!("{}", self.mails), raw.into_bytes(), Folder::Inbox).unwrap();
    }

    pub fn sleeps(&mut self, length: Span) {
        let now = self.rehearsal.now() + length;
        self.rehearsal.advance(now).unwrap();
    }

    pub fn moves(&mut self, ticket: i64, category: &str) {
        self.rehearsal.order(ticket, "ann", &Order::Move { category: category.into() }).unwrap();
    }

    pub fn replies(&mut self, ticket: i64) {
        let order = Order::Reply { text: "We are on it.".into(), waits: true };
        self.rehearsal.order(ticket, "ann", &order).unwrap();
    }

    /// The letters that ship, so that the set can go live.
    pub fn takes_templates(&self) {
        let shipped = frontdesk::config::init::Profile::Payments.rules();
        for (path, text) in shipped.into_iter().filter(|(path, _)| path.starts_with("templates/")) {
            self.file(&format!("rules/{path}"), std::str::from_utf8(&text).unwrap());
        }
    }

    /// Nobody does anything for so many hours.
    pub fn waits(&mut self, hours: i64) {
        let now = self.rehearsal.now() + Span::hours(hours);
        self.rehearsal.advance(now).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, text: &str) {
        put(&self.path(name), text);
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Replaces words in a rule file; they must stand there.
    pub fn edit(&self, file: &str, old: &str, new: &str) {
        let name = format!("rules/{file}");
        let text = self.read(&name);
        assert!(text.contains(old), "{text}");
        self.file(&name, &text.replace(old, new));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("STATE_DIRECTORY").env("LC_ALL", "C");
        command.output().expect("the binary runs")
    }

    /// Standard output of a command that succeeds.
    pub fn says(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        let (said, wrong) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
        assert!(done.status.success(), "{arguments:?} ends with {:?}\n{said}\n{wrong}", done.status.code());
        assert!(wrong.is_empty(), "{wrong}");
        said
    }

    /// Standard output, however the command ends.
    pub fn prints(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(arguments).stdout).unwrap()
    }

    /// Standard error of a command that fails so.
    pub fn complains(&self, arguments: &[&str], code: i32) -> String {
        let done = self.run(arguments);
        assert_eq!(done.status.code(), Some(code), "{}", String::from_utf8_lossy(&done.stdout));
        String::from_utf8(done.stderr).unwrap()
    }

    pub fn code(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }

    /// What stands in the tables.
    pub fn database_digest(&self) -> frontdesk::mail::Digest {
        frontdesk::mail::Digest::of(&std::fs::read(self.path("frontdesk.db")).unwrap())
    }

    /// Compares with `tests/replay/NAME.txt`; hashes, times and durations are taken out first.
    pub fn golden(&self, name: &str, told: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/replay/{name}.txt"));
        let hashes = regex::Regex::new(r"\b[0-9a-f]{12}\b").unwrap();
        let told = hashes.replace_all(told, "HASH");
        let took = regex::Regex::new(r"\d+\.\d s\b").unwrap();
        let told = took.replace_all(&told, "TIME");
        let when =
            regex::Regex::new(r"\b[A-Z][a-z]{2} \d\d [A-Z][a-z]{2} \d\d:\d\d\b|\b\d\d-\d\d 周. \d\d:\d\d\b").unwrap();
        let told = when.replace_all(&told, "WHEN");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, told.as_bytes()).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&file).unwrap_or_default(), "{name}");
    }
}

fn put(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
