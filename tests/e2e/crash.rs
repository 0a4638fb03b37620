//! `kill -9` at any moment: the end is the same, and no automatic letter goes out twice.

use crate::desk::{Daemon, Scene};
use crate::drain::assert_settled;
use crate::mails;
use crate::tools::{self, Dice};
use frontdesk::store::LetterState;
use std::time::{Duration, Instant};

const KILLS: usize = 20;
/// So many that a run is seldom over before its moment.
const MAILS_A_RUN: usize = 30;

/// When a run was killed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Killed {
    Reading,
    Posting,
    /// It had ended before.
    TooLate,
}

/// Kills one run some lines of its journal and a moment after it has handled its first mail or posted its first letter.
/// Not before: a mail that is alone in hand in two crashes is set aside, for it may be the cause of them.
fn kill_within(scene: &Scene, dice: &mut Dice) -> Killed {
    let mut command = scene.desk.command(&["run", "--once"]);
    command.env("RUST_LOG", "info");
    let mut daemon = Daemon::of(command);
    let mut lines = 1 + dice.below(12);
    let is_counted = match dice.below(2) {
        0 => |line: &str| line.contains(" source="),
        _ => |line: &str| line.contains(" accepted "),
    };
    while lines > 0 {
        match daemon.next_line() {
            Some(line) => lines -= u64::from(is_counted(&line)),
            None => return Killed::TooLate,
        }
    }
    let until = Instant::now() + Duration::from_millis(dice.below(10));
    while Instant::now() < until {
        tools::pause(until - Instant::now());
    }
    let has_ended = daemon.child.0.try_wait().unwrap().is_some();
    let has_posted = daemon.journal().contains(" accepted ");
    daemon.kill();
    match (has_ended, has_posted) {
        (true, _) => Killed::TooLate,
        (false, true) => Killed::Posting,
        (false, false) => Killed::Reading,
    }
}

#[test]
fn twenty_kills_at_random_moments_end_in_the_same_state_and_answer_nobody_twice() {
    let Some(mut scene) = Scene::set() else { return };
    let mut dice = Dice(20);
    let made = mails::mixed(3 * KILLS * MAILS_A_RUN, 2);
    let mut waiting = made.chunks(MAILS_A_RUN);
    let mut runs = Vec::new();
    let count = |runs: &[Killed], when| runs.iter().filter(|killed| **killed == when).count();
    while runs.len() - count(&runs, Killed::TooLate) < KILLS {
        waiting.next().into_iter().flatten().for_each(|mail| scene.dovecot.deliver(&mail.raw));
        runs.push(kill_within(&scene, &mut dice));
        assert!(runs.len() < 3 * KILLS, "most runs were over before they could be killed");
    }
    let made = &made[..runs.len() * MAILS_A_RUN];
    scene.desk.run_once();
    let doubtful = scene.desk.letters().iter().filter(|letter| letter.state == LetterState::Uncertain).count();
    let (reading, posting) = (count(&runs, Killed::Reading), count(&runs, Killed::Posting));
    eprintln!("killed {reading} times while reading, {posting} times while posting: {doubtful} letters uncertain");
    assert!(doubtful <= posting, "at most one letter is in doubt after a kill");
    assert_settled(&scene.desk, &scene.sink, &mails::expected(made), doubtful);
    assert!(scene.dovecot.flags().iter().all(|mail| mail.flags == ["$FrontdeskDone"]));
    let before = (scene.desk.status(), scene.desk.letters());
    scene.desk.run_once();
    assert_eq!((scene.desk.status(), scene.desk.letters()), before);
}

#[test]
fn a_kill_between_the_dot_and_its_answer_leaves_one_letter_uncertain_and_never_repeats_it() {
    let Some(mut scene) = Scene::set() else { return };
    // The relay takes the letter and is slow to say so.
    scene.sink.begin(&["-W", ".:30"]);
    for n in 0..3 {
        scene.dovecot.deliver(&mails::new(n).raw);
    }
    let daemon = scene.desk.serve();
    tools::wait_until("the relay to have it", || scene.sink.letters().len() == 1);
    daemon.kill();
    scene.sink.begin(&[]);
    scene.desk.run_once();
    let states: Vec<LetterState> = scene.desk.letters().iter().map(|letter| letter.state).collect();
    assert_eq!(states.iter().filter(|state| **state == LetterState::Uncertain).count(), 1, "{states:?}");
    assert_eq!(states.iter().filter(|state| **state == LetterState::Accepted).count(), 2, "{states:?}");
    assert_eq!(scene.sink.letters().len(), 3);
    scene.sink.assert_nothing_twice();
}
