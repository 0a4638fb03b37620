//! How fast does the store take mail in, and what do sleeping timers cost?
//! Mails of 27 kB, in batches of 50, durable on a disk, as one drain makes them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use divan::Bencher;
use divan::counter::ItemsCount;
use frontdesk::letter::{Letter, LetterKind};
use frontdesk::mail::{Address, Digest, Kind, Language};
use frontdesk::mailbox::{Arrived, Folder, Place};
use frontdesk::store::{Handled, InHand, MailState, Result, Store, Tx};
use frontdesk::ticket::{Entry, Ticket, Timer, TimerKind, What};
use frontdesk::time::{Span, Timestamp};

const NOW: Timestamp = Timestamp::from_secs(1_793_581_200);
const BATCH: u64 = 50;

fn main() {
    divan::main();
}

/// Half words, half base64: packs to about one half, as real mail does.
fn raw(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let words = ["refund", "order", "please", "账户", "退款", "thank you", "locked", "2026", "payment", "how"];
    let mut raw = format!("Message-ID: <m{seed}@x.org>\r\nFrom: u{}@d{}.org\r\n\r\n", seed % 997, seed % 61);
    while raw.len() < 13_000 {
        raw.push_str(words[(next() % 10) as usize]);
        raw.push(' ');
    }
    while raw.len() < 27_000 {
        raw.push(char::from(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[(next() % 64) as usize],
        ));
    }
    raw.into_bytes()
}

fn batch(first: u64) -> Vec<Arrived> {
    let one = |seed: u64| Arrived {
        place: Place { mailbox: "support".to_owned(), folder: Folder::Inbox, validity: 1, key: seed.to_string() },
        raw: raw(seed),
        arrived_at: NOW,
        is_cut: false,
        is_old: None,
    };
    (first..first + BATCH).map(one).collect()
}

fn ticket(number: i64, customer: Address) -> Ticket {
    let opened = What::Opened {
        number,
        mailbox: "support".to_owned(),
        subject: "Refund of order 1234".to_owned(),
        customer,
        customer_name: "Ann".to_owned(),
        language: Language::En,
        category: "refund".to_owned(),
        also: Vec::new(),
        team: None,
        sla: Some("payment".to_owned()),
        is_silent: false,
        started_at: Some(NOW),
        maybe_related: None,
        raise: None,
    };
    let entry = Entry { step: 1, at: NOW, what: opened, why: "a new mail".to_owned() };
    let ticket = frontdesk::ticket::step::apply(None, &entry).unwrap();
    Ticket { steps: 2, unanswered_at: Some(NOW), ..ticket }
}

fn timers() -> Vec<Timer> {
    let timer = |level: u8| Timer {
        kind: TimerKind::FirstResponse,
        instance: 1,
        level,
        due_at: NOW + Span::hours(i64::from(level) + 18),
    };
    (0..4).map(timer).collect()
}

/// What the desk writes for a mail that opens a ticket and is answered.
fn handle(tx: &mut Tx<'_>, mail: &InHand) -> Result<()> {
    let seed: u64 = mail.place.key.parse().unwrap();
    let from = Address::new(&format!("u{}@d{}.org", seed % 997, seed % 61));
    let id = format!("m{seed}@x.org");
    let canonical = Digest::of(&seed.to_le_bytes());
    tx.same_mail(mail.mail, Some(&id), Some(&from), &canonical, NOW)?;
    let keys = frontdesk::thread::Keys { content: seed.to_string(), ..Default::default() };
    tx.candidates(&keys, Some(&from), NOW)?;
    let number = tx.next_number()?;
    tx.counts(mail.mail, None, &from, NOW)?;
    let ticket = ticket(number, from.clone());
    let letter = Letter {
        kind: LetterKind::Ack,
        ticket: Some(number),
        step: 2,
        to: from.clone(),
        language: Language::En,
        subject: "[OK-10001] We have your mail".to_owned(),
        text: String::new(),
        message_id: format!("{number}.2.ack.1.abcdefgh@desk.example"),
        in_reply_to: None,
        references: Vec::new(),
        enclosed: Vec::new(),
        not_before: None,
    };
    let entry = |step, what| Entry { step, at: NOW, what, why: "refund.toml:7".to_owned() };
    let sent = What::Letter {
        kind: LetterKind::Ack,
        to: from.clone(),
        message_id: letter.message_id.clone(),
        enclosed: Vec::new(),
    };
    tx.save(&ticket, &[entry(1, What::Waiting { by: "x".to_owned() }), entry(2, sent)], NOW)?;
    tx.set_timers(number, &timers(), NOW)?;
    tx.plan(&letter, &[b'x'; 3_000], false, Some(mail.mail), None, NOW)?;
    tx.thread(number, &id)?;
    let what = Handled {
        ticket: Some(number),
        state: MailState::Processed,
        why: "opened a ticket",
        message_id: Some(&id),
        from: Some(&from),
        canonical,
        content_key: &keys.content,
        kind: Kind::Human,
        subject: &ticket.subject,
        verdict: None,
        gate: Some(("L31", "a person asked")),
    };
    tx.handled(mail.mail, &what, NOW)
}

struct Bench {
    _dir: tempfile::TempDir,
    store: Store,
    next: u64,
}

fn on_disk() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("frontdesk.db"), NOW).unwrap();
    Bench { _dir: dir, store, next: 1 }
}

impl Bench {
    fn batch(&mut self) -> Vec<Arrived> {
        self.next += BATCH;
        batch(self.next - BATCH)
    }
}

#[divan::bench(sample_count = 60)]
fn keep_fifty(bencher: Bencher) {
    let bench = std::cell::RefCell::new(on_disk());
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(|| bench.borrow_mut().batch())
        .bench_local_values(|batch| bench.borrow_mut().store.keep_and_take(batch, NOW).unwrap().len());
}

#[divan::bench(sample_count = 60)]
fn keep_and_handle_fifty(bencher: Bencher) {
    let bench = std::cell::RefCell::new(on_disk());
    bencher.counter(ItemsCount::new(BATCH)).with_inputs(|| bench.borrow_mut().batch()).bench_local_values(|batch| {
        let mut bench = bench.borrow_mut();
        let taken = bench.store.keep_and_take(batch, NOW).unwrap();
        bench.store.write(|tx| taken.iter().try_for_each(|mail| tx.savepoint(|tx| handle(tx, mail))?)).unwrap();
    });
}

#[divan::bench(args = [1_000, 1_000_000], sample_count = 100)]
fn due_with_sleeping_timers(bencher: Bencher, asleep: i64) {
    let mut store = Store::in_memory(NOW).unwrap();
    store
        .write(|tx| {
            (0..asleep / 4).try_for_each(|n| {
                let number = n + 10_001;
                tx.save(&ticket(number, Address::new("ann@x.org")), &[], NOW)?;
                tx.set_timers(number, &timers(), NOW)
            })
        })
        .unwrap();
    store
        .write(|tx| {
            let due = Timer { kind: TimerKind::Remind, instance: 1, level: 1, due_at: NOW };
            tx.set_timers(10_001, &[due], NOW)
        })
        .unwrap();
    bencher.bench_local(|| {
        let due = store.due(NOW, 50).unwrap();
        assert_eq!(due.timers.len(), 1);
        due
    });
}
