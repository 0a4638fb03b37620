use super::*;
use std::sync::mpsc;

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

#[test]
fn a_mail_that_takes_too_long_is_given_up_and_holds_no_other() {
    for count in [6, 40] {
        let (never, stuck) = mpsc::channel::<()>();
        let stuck = Mutex::new(stuck);
        let work = move |n: i32| {
            if matches!(n, 0 | 4) {
                // Waits for a word that nobody says before the batch is over.
                let _ = stuck.lock().unwrap_or_else(PoisonError::into_inner).recv();
            }
            n * 2
        };
        let done = within(Duration::from_millis(700), (0..count).collect(), work);
        let slow = Err("it took longer than 0 seconds to read".to_owned());
        for (n, result) in (0..count).zip(&done) {
            match n {
                0 | 4 => assert_eq!(*result, slow),
                _ => assert_eq!(*result, Ok(n * 2), "{n} of {count}"),
            }
        }
        drop(never);
    }
}
