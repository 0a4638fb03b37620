//! The daemon: woken by the server, quiet in between, gone when told.

use crate::desk::Scene;
use crate::mails;
use crate::tools;
use std::time::{Duration, Instant};

/// Far below the poll of a minute: what is faster was woken by IDLE.
const BY_IDLE: Duration = Duration::from_secs(20);

fn resident_kb(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().unwrap_or("0").parse().unwrap_or(0)
}

#[test]
fn a_mail_that_comes_under_idle_is_answered_at_once_and_sigterm_ends_the_daemon() {
    let Some(mut scene) = Scene::set() else { return };
    let daemon = scene.desk.serve();
    let mut times = Vec::new();
    for n in 0..5 {
        let began = Instant::now();
        scene.dovecot.deliver(&mails::new(n).raw);
        tools::wait_until("the receipt", || scene.sink.letters_to(&mails::customer(n)).len() == 1);
        times.push(began.elapsed());
    }
    let shown: Vec<String> = times.iter().map(|time| format!("{:.2} s", time.as_secs_f64())).collect();
    eprintln!("from delivery to the receipt at the relay, Dovecot's notice included: {}", shown.join(", "));
    assert!(times.iter().all(|time| *time < BY_IDLE), "{times:?}");

    let is_marked = || scene.dovecot.flags().iter().all(|mail| mail.flags == ["$FrontdeskDone"]);
    tools::wait_until("the marks", is_marked);
    let resident = resident_kb(daemon.child.0.id());
    eprintln!("resident while idle: {resident} kB{}", if cfg!(debug_assertions) { " (debug build)" } else { "" });
    if !cfg!(debug_assertions) {
        assert!(resident < 15 * 1024, "{resident} kB");
    }

    let journal = daemon.journal();
    let began = Instant::now();
    assert_eq!(daemon.stop(), Some(0), "{journal}");
    eprintln!("SIGTERM to the end: {:.2} s", began.elapsed().as_secs_f64());
    assert!(began.elapsed() < Duration::from_secs(10));
    let letters = scene.sink.letters().len();
    scene.desk.run_once();
    assert_eq!(scene.sink.letters().len(), letters, "nothing was left over");
}

#[test]
fn a_server_that_restarts_is_found_again() {
    let Some(mut scene) = Scene::set() else { return };
    let daemon = scene.desk.serve();
    scene.dovecot.stop();
    daemon.wait_for_line("trouble=");
    scene.dovecot.begin();
    scene.dovecot.deliver(&mails::new(1).raw);
    tools::wait_until("the receipt", || scene.sink.letters().len() == 1);
    assert_eq!(daemon.stop(), Some(0));
}
