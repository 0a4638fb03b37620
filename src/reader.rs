//! Reads and judges mails beside each other, on threads with a large stack.
//! In: mails in hand. Out: for each the mail and its verdict, or what went wrong; in the same order.
//! Never lets one mail's panic reach the next (mail-parser recurses; a hostile mail nests deep).

use crate::mail::{self, Mail};
use crate::rules::{Material, RuleSet, Verdict};
use crate::store::InHand;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

const STACK_BYTES: usize = 16 << 20;
/// Below this many mails a second thread costs more than it brings.
const WORTH_A_THREAD: usize = 8;

pub struct Read {
    /// Without its bytes.
    pub hand: InHand,
    /// The mail and what the rules say; or the panic's words.
    pub result: Result<Box<(Mail, Verdict)>, String>,
}

/// Reads one mail on a thread of its own stack: for commands that explain.
pub fn read_one(raw: &[u8], is_cut: bool, rules: &RuleSet) -> Result<(Mail, Verdict), String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, || guarded(raw, is_cut, rules)) {
            Ok(running) => running.join().unwrap_or_else(|_| Err("the reader stopped".into())),
            Err(error) => Err(format!("starting a reader: {error}")),
        }
    })
}

/// Reads a batch; the order stays.
pub fn read_all(mut batch: Vec<InHand>, rules: &RuleSet) -> Vec<Read> {
    let results = beside(batch.iter_mut().collect(), |hand| read_in_hand(hand, rules));
    let whole = results.into_iter().map(Result::flatten);
    batch.into_iter().zip(whole.collect::<Vec<_>>()).map(|(hand, result)| Read { hand, result }).collect()
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
    let threads = if count < WORTH_A_THREAD { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) };
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

/// The bytes are on the disk: once read they are let go.
fn read_in_hand(hand: &mut InHand, rules: &RuleSet) -> Result<Box<(Mail, Verdict)>, String> {
    let raw = std::mem::take(&mut hand.raw);
    guarded(&raw, hand.is_cut, rules).map(Box::new)
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
mod tests {
    use super::*;

    #[test]
    fn work_beside_each_other_keeps_its_order_and_a_panic_keeps_its_place() {
        let done = beside((0..40).collect(), |n: i32| if n == 7 { panic!("seven") } else { n * 2 });
        assert_eq!(done.len(), 40);
        assert_eq!(done[39], Ok(78));
        assert_eq!(done[7], Err("seven".to_owned()));
    }

    #[test]
    fn the_words_of_a_panic_tell_nothing_of_the_text_that_caused_it() {
        let text = "我的卡号是 4111111111111111".to_owned();
        let (first, last) = (5, 2);
        for panic in [catch_unwind(|| text.split_at(1).0.len()), catch_unwind(|| text[first..last].len())] {
            let words = words_of(&*panic.unwrap_err());
            assert!(!words.contains("4111") && !words.contains('卡') && !words.is_empty(), "{words}");
        }
    }
}
