//! Reads and judges mails beside each other, on threads with a large stack.
//! In: mails in hand. Out: for each the mail and its verdict, or what went wrong; in the same order.
//! Never lets one mail's panic reach the next (mail-parser recurses; a hostile mail nests deep), nor one mail's slowness.

use crate::mail::{self, Mail};
use crate::rules::{Material, RuleSet, Verdict};
use crate::store::InHand;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const STACK_BYTES: usize = 16 << 20;
/// A mail is read in milliseconds, the largest in a second; but reading steps back behind other work, and no customer's
/// mail is given up because a machine is busy. The second time it is that slow it is set aside.
const LONGEST: Duration = Duration::from_secs(60);
/// Below this many mails a second thread costs more than it brings.
const WORTH_A_THREAD: usize = 8;

pub struct Read {
    /// Without its bytes.
    pub hand: InHand,
    /// The mail and what the rules say; or the panic's words.
    pub result: Result<Box<(Mail, Verdict)>, String>,
}

/// Mails up to this size are read in a moment, whatever they hold: reading costs what the bytes cost.
const SMALL: usize = 256 * 1024;

/// Reads and judges one mail on a thread of its own, for commands that explain; it has the time every mail has.
pub fn read_one(raw: &[u8], is_cut: bool, rules: &Arc<RuleSet>) -> Result<(Mail, Verdict), String> {
    let rules = rules.clone();
    alone(raw.to_vec(), move |raw| guarded(&raw, is_cut, &rules)).flatten()
}

/// Reads one mail among many, on a large stack. Out: what is said in it; or that it took too long.
pub fn read_mail(raw: Vec<u8>, is_cut: bool) -> Result<Mail, String> {
    if raw.len() <= SMALL { Ok(mail::read(&raw, is_cut)) } else { alone(raw, move |raw| mail::read(&raw, is_cut)) }
}

fn alone<O: Send + 'static>(raw: Vec<u8>, work: impl Fn(Vec<u8>) -> O + Send + Sync + 'static) -> Result<O, String> {
    within(LONGEST, vec![raw], work).pop().unwrap_or_else(|| Err("the reader stopped".into()))
}

/// Reads a batch; the order stays. The bytes are on the disk: once read they are let go.
pub fn read_all(mut batch: Vec<InHand>, rules: &Arc<RuleSet>) -> Vec<Read> {
    let mails: Vec<(Vec<u8>, bool)> =
        batch.iter_mut().map(|hand| (std::mem::take(&mut hand.raw), hand.is_cut)).collect();
    let rules = rules.clone();
    let read = move |(raw, is_cut): (Vec<u8>, bool)| guarded(&raw, is_cut, &rules).map(Box::new);
    let results = within(LONGEST, mails, read).into_iter().map(Result::flatten);
    batch.into_iter().zip(results).map(|(hand, result)| Read { hand, result }).collect()
}

/// What the workers of one batch share. Nobody is woken for each thing: the batch waits for its end alone.
struct Board<I, O> {
    queue: std::iter::Enumerate<std::vec::IntoIter<I>>,
    running: BTreeSet<usize>,
    results: Vec<Result<O, String>>,
    left: usize,
    /// Things begun and done.
    steps: usize,
}

impl<I, O> Board<I, O> {
    fn begin(&mut self) -> Option<(usize, I)> {
        let next = self.queue.next()?;
        self.steps += 1;
        self.running.insert(next.0);
        Some(next)
    }

    /// What was given up before it was done stays given up.
    fn settle(&mut self, at: usize, result: Result<O, String>) {
        self.steps += 1;
        if let Some(place) = self.results.get_mut(at).filter(|_| self.running.remove(&at)) {
            *place = result;
            self.left -= 1;
        }
    }
}

/// Works on many things beside each other; the order stays. A panic stands in the place of the thing it met. When
/// nothing was begun or done for so long, what is being worked on is given up: no thread can be stopped from outside, so
/// it is left alone, and others go on with the rest.
fn within<I: Send + 'static, O: Send + 'static>(
    longest: Duration,
    things: Vec<I>,
    work: impl Fn(I) -> O + Send + Sync + 'static,
) -> Vec<Result<O, String>> {
    let (left, mut threads) = (things.len(), threads(things.len()));
    let results = (0..left).map(|_| Err("the reader stopped".into())).collect();
    let queue = things.into_iter().enumerate();
    let board = Board { queue, running: BTreeSet::new(), results, left, steps: 0 };
    let (shared, work) = (Arc::new((Mutex::new(board), Condvar::new())), Arc::new(work));
    let mut board = locked(&shared.0);
    while board.left > 0 {
        for _ in 0..std::mem::take(&mut threads) {
            let (shared, work) = (shared.clone(), work.clone());
            let worker = move || work_off(&shared.0, &shared.1, &*work);
            // One that cannot start is missed by nobody: what stays in the queue says that the reader stopped.
            drop(std::thread::Builder::new().stack_size(STACK_BYTES).spawn(worker));
        }
        let seen = board.steps;
        let (next, waited) = shared.1.wait_timeout(board, longest).unwrap_or_else(PoisonError::into_inner);
        board = next;
        if waited.timed_out() && board.steps == seen {
            if board.running.is_empty() {
                break;
            }
            threads = board.running.len();
            for at in board.running.clone() {
                board.settle(at, Err(format!("it took longer than {} seconds to read", longest.as_secs())));
            }
        }
    }
    std::mem::take(&mut board.results)
}

/// Ends with the queue.
fn work_off<I, O>(board: &Mutex<Board<I, O>>, end: &Condvar, work: &impl Fn(I) -> O) {
    step_back();
    let mut next = locked(board).begin();
    while let Some((at, thing)) = next {
        let result = catch_unwind(AssertUnwindSafe(|| work(thing))).map_err(|panic| words_of(&*panic));
        let mut board = locked(board);
        board.settle(at, result);
        if board.left == 0 {
            end.notify_all();
        }
        next = board.begin();
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn threads(things: usize) -> usize {
    if things < WORTH_A_THREAD { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) }
}

/// Works on many things beside each other; the order stays, and a panic stands in the place of the thing it met.
pub fn beside<I: Send, O: Send>(things: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<Result<O, String>> {
    let count = things.len();
    let queue = Mutex::new(things.into_iter().enumerate());
    let next = || locked(&queue).next();
    let worker = || {
        step_back();
        let mut done = Vec::new();
        while let Some((at, thing)) = next() {
            done.push((at, catch_unwind(AssertUnwindSafe(|| work(thing))).map_err(|panic| words_of(&*panic))));
        }
        done
    };
    let threads = threads(count);
    let mut results: Vec<Result<O, String>> = (0..count).map(|_| Err("the reader stopped".into())).collect();
    std::thread::scope(|scope| {
        let start = || std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, worker).ok();
        let running: Vec<_> = (0..threads).filter_map(|_| start()).collect();
        for (at, done) in running.into_iter().filter_map(|thread| thread.join().ok()).flatten() {
            if let Some(place) = results.get_mut(at) {
                *place = done;
            }
        }
    });
    results
}

/// Reading is work ahead: the desk, and the post that answers its relay line by line, come first. Linux keeps a nice
/// value for each thread; where that fails, reading is only as urgent as the rest.
fn step_back() {
    #[cfg(target_os = "linux")]
    // SAFETY: takes three numbers; 0 is the calling thread.
    unsafe {
        libc::setpriority(libc::PRIO_PROCESS, 0, 10);
    }
}

fn guarded(raw: &[u8], is_cut: bool, rules: &RuleSet) -> Result<(Mail, Verdict), String> {
    catch_unwind(AssertUnwindSafe(|| {
        let mail = mail::read(raw, is_cut);
        let names: Vec<String> = mail.attachments.iter().map(|a| a.name.clone()).collect();
        let verdict = rules.judge(&Material::of(&mail, &names));
        (mail, verdict)
    }))
    .map_err(|panic| words_of(&*panic))
}

/// The words of a panic; those of a bad cut into a text end with the text, which is a customer's.
pub fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let words =
        panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    let words = words.unwrap_or_else(|| "a panic without words".into());
    let end = [" of `", " slicing `"].iter().filter_map(|mark| words.find(mark)).min().unwrap_or(words.len());
    words.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
