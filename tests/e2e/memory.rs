//! Large mails, one after the other: what the daemon needs at most is a multiple of the largest, not of their number.

use crate::desk::Scene;
use crate::dovecot::USER;
use crate::tools::Dice;

const BODY: usize = 20 << 20;
/// What the program takes by itself; a debug build is larger.
const BASE: usize = if cfg!(debug_assertions) { 70 << 20 } else { 35 << 20 };

/// An attachment that no compression makes smaller by more than a quarter.
fn large(number: u64) -> Vec<u8> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut dice = Dice(number);
    let head = format!(
        "From: c{number}@example.org\r\nTo: {USER}\r\nMessage-ID: <large{number}@example.org>\r\nSubject: refund {number}\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nI want a refund, see the film.\r\n--b\r\n\
         Content-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    let mut raw = head.into_bytes();
    while raw.len() < BODY {
        let mut bits = dice.below(u64::MAX);
        raw.extend((0..10).map(|_| {
            bits >>= 6;
            SIGNS[(bits & 63) as usize]
        }));
        if raw.len() % 70 == 0 {
            raw.extend_from_slice(b"\r\n");
        }
    }
    raw.extend_from_slice(b"\r\n--b--\r\n");
    raw
}

#[test]
fn many_large_mails_take_no_more_memory_than_three_times_the_largest() {
    let Some(mut scene) = Scene::set() else { return };
    for number in 1..=5 {
        scene.dovecot.deliver(&large(number));
    }
    let daemon = scene.desk.serve();
    assert_eq!(scene.desk.status().mails.values().sum::<u32>(), 5, "all were read");
    let status = std::fs::read_to_string(format!("/proc/{}/status", daemon.child.0.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim();
    eprintln!("five mails of {} MB: at most {peak} resident", BODY >> 20);
    let peak: usize = peak.split(' ').next().unwrap().parse().unwrap();
    assert!(peak * 1024 < 3 * BODY + BASE, "{peak} kB");
    assert_eq!(daemon.stop(), Some(0));
    let shown = scene.desk.json(&["show", "10001"]);
    assert!(shown.to_string().contains("film.mp4"), "{shown}");
}
