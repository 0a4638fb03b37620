//! Where stories are played: the real desk, a database in memory, a set clock, a post that remembers.

use crate::script::{Act, Script, told_time};
use crate::set::{PROMISES, RULES, with_guards, with_promises};
use frontdesk::config::Loaded;
use frontdesk::desk::{Desk, Happening};
use frontdesk::letter::{LetterKind, plus};
use frontdesk::mail::Address;
use frontdesk::mailbox::Folder;
use frontdesk::policy::{Keys, Mode, Person, Policy};
use frontdesk::post::{Outcome, Outgoing};
use frontdesk::rehearsal::{BOOT, Rehearsal, Waiting};
use frontdesk::store::{ListFilter, Slip, Store, TicketRow};
use frontdesk::ticket::Order;
use frontdesk::time::Timestamp;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::LazyLock;

/// What goes wrong while a story is played.
#[derive(Clone, Copy)]
pub enum Fate {
    Sure,
    /// The program dies after this commit, counted from 0, and after every `CRASH_EVERY`th that follows.
    CrashesFrom(usize),
    /// The first answer about every letter is lost: it left, but we do not know.
    DoubtfulOnce,
}

/// As many plays hit nearly every commit (a crash shifts the count of what follows); a play for each would take minutes.
pub const CRASH_EVERY: usize = 6;

/// How a story went.
pub struct Lived {
    /// For every scene the lines that came of it.
    pub lines: Vec<Vec<String>>,
    pub commits: usize,
    /// Message-IDs in the order they reached somebody.
    left: Vec<(String, LetterKind)>,
    /// Ticket, status, category.
    pub tickets: Vec<(i64, String, String)>,
}

impl Lived {
    pub fn ids(&self) -> BTreeSet<String> {
        self.left.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Of a person's words and staff's alerts: they must arrive.
    pub fn owed_ids(&self) -> BTreeSet<String> {
        self.left.iter().filter(|(_, kind)| !kind.is_at_most_once()).map(|(id, _)| id.clone()).collect()
    }

    pub fn repeated_automatic(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        self.left
            .iter()
            .filter(|(id, kind)| kind.is_at_most_once() && !seen.insert(id.clone()))
            .map(|(id, _)| id.clone())
            .collect()
    }
}

#[derive(Default)]
struct Wire {
    left: Vec<(String, LetterKind)>,
    /// Last letter to each address and of each kind: what a reply can answer.
    by_kind: BTreeMap<String, String>,
    /// Bounce address of the last letter of each kind.
    paths: BTreeMap<String, String>,
    says: VecDeque<Outcome>,
    /// Letters the post will never take, however often it is asked.
    refused: BTreeMap<String, Outcome>,
    /// What the post said beyond "accepted at once", for the story's lines.
    heard: Vec<String>,
    asked: BTreeSet<String>,
    doubted: BTreeSet<String>,
    is_doubtful: bool,
}

type Post = Box<dyn FnMut(&Outgoing, Timestamp) -> Outcome>;

pub struct Stage {
    rehearsal: Rehearsal<Post>,
    wire: Rc<RefCell<Wire>>,
    commits: Rc<RefCell<usize>>,
    mails: BTreeMap<String, String>,
    armed: BTreeMap<String, Vec<String>>,
    waiting: Vec<Waiting>,
    count: usize,
}

static CONFIG: LazyLock<Loaded> = LazyLock::new(|| Loaded::shipped().unwrap());

fn policy(script: &Script) -> Policy {
    let keys = Keys::derive(b"the key of the stories stays the same", "stories");
    let mut policy = CONFIG.policy(RULES.clone(), PROMISES.clone(), keys);
    policy.sending.mode = Mode::Live;
    cast(&mut policy);
    let guards = script.setup.iter().filter(|(key, _)| key == "guard");
    let guards: Vec<String> = guards.map(|(_, fields)| fields.clone()).collect();
    if !guards.is_empty() {
        policy.rules = with_guards(&format!("guard = [{{ {} }}]\n", guards.join(" }, { ")));
    }
    let own: Vec<&str> =
        script.setup.iter().filter(|(key, _)| key == "promises").map(|(_, line)| line.as_str()).collect();
    if !own.is_empty() {
        policy.slas = with_promises(&own.join("\n"));
    }
    for (key, value) in &script.setup {
        match (key.as_str(), value.as_str()) {
            ("mode", "shadow") => policy.sending.mode = Mode::Shadow,
            ("mode", "staff") => policy.sending.mode = Mode::Staff,
            ("try", address) => policy.sending.try_addresses.push(Address::new(address)),
            ("guard" | "promises", _) => {}
            ("plus_address", "yes") => policy.sending.plus_address = true,
            ("authserv", id) => policy.trust.authserv_id = Some(id.to_owned()),
            ("ticket_day", n) => policy.caps.ticket_day = n.parse().unwrap(),
            ("sender_ten_minutes", n) => policy.caps.sender_ten_minutes = n.parse().unwrap(),
            ("global_hour", n) => policy.caps.global_hour = n.parse().unwrap(),
            ("new_tickets_sender_hour", n) => policy.caps.new_tickets_sender_hour = n.parse().unwrap(),
            ("new_tickets_ten_minutes", n) => policy.caps.new_tickets_ten_minutes = n.parse().unwrap(),
            ("escalation_day", n) => policy.caps.escalation_day = n.parse().unwrap(),
            other => panic!("{}: unknown setup {other:?}", script.title),
        }
    }
    policy
}

/// Who answers in the stories: everybody is told only what is theirs.
fn cast(policy: &mut Policy) {
    let names = ["ann", "bob", "sam", "lee", "olga"];
    let person = |name: &str| Person { address: Address::new(&format!("{name}@okpay.example")), speech: None };
    policy.people = names.into_iter().map(|name| (name.to_owned(), person(name))).collect();
    let teams = [
        ("general", "ann"),
        ("account", "ann"),
        ("payments", "bob"),
        ("disputes", "bob"),
        ("security", "sam"),
        ("lead", "lee"),
        ("manager", "lee"),
        ("oncall", "olga"),
        ("owner", "lee"),
    ];
    policy.teams = teams.into_iter().map(|(team, name)| (team.to_owned(), vec![name.to_owned()])).collect();
}

impl Stage {
    pub fn new(script: &Script, fate: Fate) -> Self {
        let start = script.scenes.first().expect("a story has scenes").at;
        let wire = Rc::new(RefCell::new(Wire { is_doubtful: matches!(fate, Fate::DoubtfulOnce), ..Wire::default() }));
        let desk = Desk::new(Store::in_memory(start).unwrap(), policy(script));
        let commits = Rc::new(RefCell::new(0));
        let (ears, count) = (wire.clone(), commits.clone());
        let post: Post = Box::new(move |letter, now| ears.borrow_mut().receive(letter, now));
        let rehearsal = Rehearsal::new(desk, post, start).with_crashes(Box::new(move |desk, slip, now| {
            let commit = *count.borrow();
            *count.borrow_mut() += 1;
            let dies = matches!(fate, Fate::CrashesFrom(first) if commit % CRASH_EVERY == first);
            if dies {
                desk.store().recover(BOOT, slip, now).unwrap();
            }
            dies
        }));
        Self { rehearsal, wire, commits, mails: BTreeMap::new(), armed: BTreeMap::new(), waiting: Vec::new(), count: 0 }
    }

    pub fn play(mut self, script: &Script) -> Lived {
        let now = self.rehearsal.now();
        self.rehearsal.desk().store().recover(BOOT, &Slip::in_memory(BOOT), now).unwrap();
        let mut lines = Vec::new();
        for scene in &script.scenes {
            let mut told = Vec::new();
            if !matches!(scene.act, Act::Sleep | Act::Mail { waits: true, .. }) {
                let happened = self.rehearsal.advance(scene.at).unwrap();
                told.extend(self.tell(&happened, true));
            }
            let happened = self.act(&scene.act, scene.at);
            told.extend(self.tell(&happened, false));
            told.append(&mut self.wire.borrow_mut().heard);
            if told.is_empty() && !matches!(scene.act, Act::Post { .. } | Act::Mail { waits: true, .. }) {
                told.push("nothing".into());
            }
            lines.push(told);
        }
        let rows = self.rehearsal.desk().store().view().list(&ListFilter::default()).unwrap();
        let brief =
            |row: &TicketRow| (row.ticket.number, row.ticket.status.name().to_owned(), row.ticket.category.clone());
        let mut tickets: Vec<_> = rows.iter().map(brief).collect();
        tickets.sort();
        let left = self.wire.borrow().left.clone();
        let commits = *self.commits.borrow();
        Lived { lines, commits, left, tickets }
    }

    fn act(&mut self, act: &Act, at: Timestamp) -> Vec<Happening> {
        match act {
            Act::Time => Vec::new(),
            Act::Sleep => self.rehearsal.sleep(at, std::mem::take(&mut self.waiting)).unwrap(),
            Act::Mail { subject, waits: true, .. } => {
                let raw = self.write(act, at);
                self.waiting.push(Waiting { source: subject.clone(), raw, arrived_at: at });
                Vec::new()
            }
            Act::Mail { subject, sent, .. } => {
                let raw = self.write(act, at);
                let folder = if *sent { Folder::Sent } else { Folder::Inbox };
                self.rehearsal.mail(subject, raw, folder).unwrap()
            }
            Act::Staff { by, verb, ticket, words } => {
                let order = match verb.as_str() {
                    "replies" => Order::Reply { text: words.clone(), waits: true },
                    "informs" => Order::Reply { text: words.clone(), waits: false },
                    "closes" => Order::Close,
                    "reopens" => Order::Reopen,
                    "dismisses" => Order::Spam,
                    "accepts" => Order::Accept { address: Address::new(words) },
                    "merges" => Order::Merge { into: words.trim_start_matches("OK-").parse().unwrap() },
                    "moves" => Order::Move { category: words.clone() },
                    other => panic!("staff cannot {other}"),
                };
                self.rehearsal.order(*ticket, by, &order).unwrap()
            }
            Act::Post { says } => {
                let (what, why) = says.split_once(' ').unwrap_or((says, "550 no such user"));
                let outcome = match what {
                    "never" => Outcome::Never(why.into()),
                    "later" => Outcome::Later(why.into()),
                    "nothing" => Outcome::Uncertain("no answer after the dot".into()),
                    other => panic!("the post cannot say {other}"),
                };
                self.wire.borrow_mut().says.push_back(outcome);
                Vec::new()
            }
        }
    }

    /// A mail as its sender's server would deliver it.
    fn write(&mut self, act: &Act, at: Timestamp) -> Vec<u8> {
        let Act::Mail { from, subject, headers, body, answers, sent, to, .. } = act else { unreachable!() };
        self.count += 1;
        let told = headers.iter().find_map(|h| h.strip_prefix("Message-ID: <")?.strip_suffix('>'));
        let id = told.map_or_else(|| format!("mail{}.{}", self.count, from.replace('@', ".at.")), str::to_owned);
        let to = to.as_deref().unwrap_or(if *sent { "customer@example.org" } else { "support@okpay.example" });
        let has = |name: &str| headers.iter().any(|h| h.to_lowercase().starts_with(name));
        let mut mail = String::new();
        if !has("return-path:") && !sent {
            mail.push_str(&format!("Return-Path: <{from}>\r\n"));
        }
        if !has("message-id:") {
            mail.push_str(&format!("Message-ID: <{id}>\r\n"));
        }
        let date = at.in_zone(&jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
        let to = self.with_own_addresses(to);
        mail.push_str(&format!("From: <{from}>\r\nTo: {to}\r\nSubject: {subject}\r\n"));
        if !has("date:") {
            mail.push_str(&format!("Date: {date}\r\n"));
        }
        if let Some(answers) = answers {
            let wire = self.wire.borrow();
            let known = wire.by_kind.get(answers).or_else(|| self.mails.get(answers));
            let id =
                known.unwrap_or_else(|| panic!("nothing to reply to: {answers}; there are {:?}", wire.by_kind.keys()));
            mail.push_str(&format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n"));
        }
        headers.iter().for_each(|h| mail.push_str(&format!("{}\r\n", self.named_letters(h))));
        if !has("content-type:") {
            mail.push_str(
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
            );
        }
        self.mails.insert(format!("mail {}", self.count), id);
        mail.push_str(&format!("\r\n{}\r\n", self.named_letters(body)));
        mail.into_bytes()
    }

    /// `{last reply}`, `{first reply}`: the Message-ID of that letter; `{path of reply}`: its bounce address.
    fn named_letters(&self, text: &str) -> String {
        let named = |text: String, (kind, id): (&String, &String)| {
            let mark = if kind.starts_with("first ") { format!("{{{kind}}}") } else { format!("{{last {kind}}}") };
            text.replace(&mark, id)
        };
        let wire = self.wire.borrow();
        let text = wire.paths.iter().fold(text.to_owned(), |text, (mark, path)| text.replace(mark, path));
        wire.by_kind.iter().fold(text, named)
    }

    /// `{OK-10001}`: the ticket's own address, as our letters carry it.
    fn with_own_addresses(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("{OK-") else { return text.to_owned() };
        let (number, after) = rest.split_once('}').expect("the closing brace of {OK-…}");
        let policy = self.rehearsal.policy();
        let plus = plus::address(&policy.keys, number.parse().unwrap(), &policy.brand.mail);
        format!("{before}{plus}{after}")
    }

    fn tell(&mut self, happened: &[Happening], with_time: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for one in happened {
            let ticket = one.ticket.clone().unwrap_or_else(|| "no ticket".into());
            let opened = if one.opened { " opened" } else { "" };
            let when = if with_time { format!("{} ", moment(&one.at)) } else { String::new() };
            lines.push(format!("{when}{} {ticket}{opened}: {}", one.event, without_line(&one.why)));
            for letter in &one.letters {
                let waits = letter.not_before.map(|at| format!(" (waits until {})", told_time(at))).unwrap_or_default();
                let held = if letter.is_held { " (held)" } else { "" };
                let with =
                    if letter.files.is_empty() { String::new() } else { format!(" with {}", letter.files.join(", ")) };
                lines
                    .push(format!("  letter {} to {} {:?}{waits}{held}{with}", letter.kind, letter.to, letter.subject));
            }
            lines.extend(self.timers(&ticket, &one.timers));
        }
        lines
    }

    /// Timers that came or went since the ticket was last told of.
    fn timers(&mut self, ticket: &str, now: &[String]) -> Vec<String> {
        let before = self.armed.insert(ticket.to_owned(), now.to_vec()).unwrap_or_default();
        let told =
            |t: &String| t.split_once(' ').map_or_else(|| t.clone(), |(kind, at)| format!("{kind} {}", moment(at)));
        let gone = before.iter().filter(|t| !now.contains(t)).map(|t| format!("  timer {} cleared", told(t)));
        let come = now.iter().filter(|t| !before.contains(t)).map(|t| format!("  timer {}", told(t)));
        gone.chain(come).collect()
    }
}

fn moment(rfc3339: &str) -> String {
    let at: jiff::Timestamp = rfc3339.parse().unwrap();
    told_time(Timestamp::from_secs(at.as_second()))
}

impl Wire {
    fn receive(&mut self, letter: &Outgoing, now: Timestamp) -> Outcome {
        let kind = kind_of(&letter.message_id);
        let outcome = self.answer(letter, kind);
        let is_first = self.asked.insert(letter.message_id.clone());
        let said = match &outcome {
            Outcome::Accepted(_) if is_first => return outcome,
            Outcome::Accepted(_) => "accepted now",
            Outcome::Later(_) => "later",
            Outcome::Never(_) => "never",
            Outcome::Uncertain(_) => "no answer",
        };
        self.heard.push(format!("post at {} about {} to {}: {said}", told_time(now), kind.name(), letter.to));
        outcome
    }

    fn answer(&mut self, letter: &Outgoing, kind: LetterKind) -> Outcome {
        if let Some(refusal) = self.refused.get(&letter.message_id) {
            return refusal.clone();
        }
        match self.says.pop_front() {
            Some(never @ Outcome::Never(_)) => {
                self.refused.insert(letter.message_id.clone(), never.clone());
                return never;
            }
            Some(Outcome::Later(why)) => return Outcome::Later(why),
            Some(doubt) => {
                self.reaches(letter, kind);
                return doubt;
            }
            None => {}
        }
        self.reaches(letter, kind);
        if self.is_doubtful && self.doubted.insert(letter.message_id.clone()) {
            return Outcome::Uncertain("no answer after the dot".into());
        }
        Outcome::Accepted("250 ok".into())
    }

    fn reaches(&mut self, letter: &Outgoing, kind: LetterKind) {
        self.left.push((letter.message_id.clone(), kind));
        self.by_kind.insert(kind.name().to_owned(), letter.message_id.clone());
        if let Some(path) = &letter.bounce_to {
            self.paths.insert(format!("{{path of {}}}", kind.name()), path.to_string());
        }
        self.by_kind.entry(format!("first {}", kind.name())).or_insert_with(|| letter.message_id.clone());
        self.by_kind.insert("letter".into(), letter.message_id.clone());
    }
}

/// `10001.3.ack.1.MAC@domain`
fn kind_of(message_id: &str) -> LetterKind {
    message_id.split('.').find_map(LetterKind::from_name).unwrap_or_else(|| panic!("no kind in {message_id}"))
}

/// `(refund.toml:47)` as `(refund.toml)`: a story tells of customers, not of where a word stands in a rule file today.
fn without_line(why: &str) -> String {
    let Some((before, after)) = why.split_once(".toml:") else { return why.to_owned() };
    format!("{before}.toml{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
}
