//! Reads and judges mails beside each other, on threads with a large stack.
//! In: mails in hand. Out: for each the mail and its verdict, or what went wrong; in the same order.
//! Never lets one mail's panic reach the next (mail-parser recurses; a hostile mail nests deep), nor one mail's slowness.

use crate::mail::{self, Mail};
use crate::rules::{Material, RuleSet, Verdict};
use crate::store::InHand;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
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

/// What a worker tells of the thing at a place.
enum Told<O> {
    Begun(usize),
    Done(usize, Result<O, String>),
}

/// Works on many things beside each other; the order stays. A panic stands in the place of the thing it met. When
/// nothing was begun or done for so long, what is being worked on is given up: no thread can be stopped from outside, so
/// it is left alone, and others go on with the rest.
fn within<I: Send + 'static, O: Send + 'static>(
    longest: Duration,
    things: Vec<I>,
    work: impl Fn(I) -> O + Send + Sync + 'static,
) -> Vec<Result<O, String>> {
    let mut results: Vec<Result<O, String>> = (0..things.len()).map(|_| Err("the reader stopped".into())).collect();
    let (mut left, mut threads) = (things.len(), threads(things.len()));
    let (tell, told) = mpsc::channel();
    let (queue, work) = (Arc::new(Mutex::new(things.into_iter().enumerate())), Arc::new(work));
    let mut running = BTreeSet::new();
    while left > 0 {
        for _ in 0..std::mem::take(&mut threads) {
            let (queue, work, tell) = (queue.clone(), work.clone(), tell.clone());
            let worker = move || work_off(&queue, &*work, &tell);
            // One that cannot start is missed by nobody: what stays in the queue says that the reader stopped.
            drop(std::thread::Builder::new().stack_size(STACK_BYTES).spawn(worker));
        }
        match told.recv_timeout(longest) {
            Ok(Told::Begun(at)) => {
                running.insert(at);
            }
            Ok(Told::Done(at, result)) if running.remove(&at) => {
                left -= 1;
                put(&mut results, at, result);
            }
            Ok(Told::Done(..)) => {}
            Err(_) if running.is_empty() => return results,
            Err(_) => {
                threads = running.len();
                left -= running.len();
                for at in std::mem::take(&mut running) {
                    put(&mut results, at, Err(format!("it took longer than {} seconds to read", longest.as_secs())));
                }
            }
        }
    }
    results
}

fn put<O>(results: &mut [Result<O, String>], at: usize, result: Result<O, String>) {
    if let Some(place) = results.get_mut(at) {
        *place = result;
    }
}

/// Ends with the queue, or when nobody listens any more.
fn work_off<I, O>(
    queue: &Mutex<impl Iterator<Item = (usize, I)>>,
    work: &impl Fn(I) -> O,
    tell: &mpsc::Sender<Told<O>>,
) {
    step_back();
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    while let Some((at, thing)) = next() {
        if tell.send(Told::Begun(at)).is_err() {
            return;
        }
        let result = catch_unwind(AssertUnwindSafe(|| work(thing))).map_err(|panic| words_of(&*panic));
        if tell.send(Told::Done(at, result)).is_err() {
            return;
        }
    }
}

fn threads(things: usize) -> usize {
    if things < WORTH_A_THREAD { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) }
}

/// Works on many things beside each other; the order stays, and a panic stands in the place of the thing it met.
pub fn beside<I: Send, O: Send>(things: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<Result<O, String>> {
    let count = things.len();
    let queue = Mutex::new(things.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
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
