//! What breaks takes nobody with it.

use super::*;

#[test]
fn a_mail_that_fails_twice_is_set_aside_and_the_owner_hears_of_it_once_an_hour() {
    let mut desk = desk();
    for n in 1..=2 {
        desk.store().keep(&[arrived(&n.to_string(), Folder::Inbox, question(n), MONDAY)], MONDAY).unwrap();
    }
    assert!(fails(&mut desk, MONDAY).is_empty(), "one strike each: they are tried again alone");
    let first = fails(&mut desk, MONDAY);
    assert_eq!((first.len(), first[0].letters.len()), (1, 1), "{first:?}");
    assert!(first[0].why.contains("set aside"), "{}", first[0].why);
    let second = fails(&mut desk, MONDAY);
    assert_eq!((second.len(), second[0].letters.len()), (1, 0), "one alert an hour: {second:?}");
    assert_eq!((state(&mut desk, 1), state(&mut desk, 2)), (MailState::Quarantined, MailState::Quarantined));
    let alerts = letters_of(&mut desk, "owner_alert");
    assert_eq!((alerts.len(), alerts[0].ticket), (1, None));
    assert!(alerts[0].subject.contains("quarantine"), "{}", alerts[0].subject);
}

#[test]
fn a_mail_that_fails_takes_no_other_of_its_batch_with_it() {
    let mut desk = desk();
    let batch = (1..=3).map(|n| arrived(&n.to_string(), Folder::Inbox, question(n), MONDAY)).collect();
    let hand = desk.keep(batch, MONDAY).unwrap();
    let mut read = reader::read_all(hand, &desk.policy().rules);
    read[1].result = Err("a defect".into());
    assert_eq!(desk.handle(&read, MONDAY).unwrap().len(), 2);
    assert_eq!(state(&mut desk, 2), MailState::Received);
    let hand = desk.backlog(50, MONDAY).unwrap();
    let read = reader::read_all(hand, &desk.policy().rules);
    assert_eq!(desk.handle(&read, MONDAY).unwrap().len(), 1, "the second look went well");
}

#[test]
fn a_letter_that_cannot_be_written_sets_its_mail_aside_and_not_the_desk() {
    let mut desk = desk();
    desk.policy.brand.mail = Address::new("no address");
    assert!(comes(&mut desk, "1", question(1), MONDAY).is_empty());
    let hand = desk.backlog(50, MONDAY).unwrap();
    let read = reader::read_all(hand, &desk.policy().rules);
    desk.handle(&read, MONDAY).unwrap();
    assert_eq!(state(&mut desk, 1), MailState::Quarantined);
    assert!(letters(&mut desk).is_empty(), "not even the alert can be written");
}

#[test]
fn a_timer_that_cannot_fire_is_set_aside_and_the_others_go_on() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let due = desk.store().due(MONDAY, 1).unwrap().next_at.unwrap();
    let own = std::mem::replace(&mut desk.policy.brand.mail, Address::new("no address"));
    let happened = desk.tick(50, due).unwrap();
    assert!(happened.iter().any(|h| h.why.contains("could not be handled")), "{happened:?}");
    assert!(desk.tick(50, due).unwrap().is_empty(), "it is not tried for ever");
    desk.policy.brand.mail = own;
    let next = desk.store().due(due, 1).unwrap().next_at.unwrap();
    assert!(!desk.tick(50, next).unwrap().is_empty(), "the next one fires");
}

#[test]
fn a_failed_reply_is_an_event_of_its_ticket_even_if_the_event_breaks() {
    let mut desk = desk();
    comes(&mut desk, "1", question(1), MONDAY);
    let reply = Order::Reply { text: "We look into it.".into(), waits: true };
    desk.order(10_001, "ann", &reply, MONDAY).unwrap();
    desk.policy.brand.mail = Address::new("no address");
    post(&mut desk, MONDAY, &Outcome::Never("550 no such user".into()));
    assert!(letters_of(&mut desk, "reply").iter().all(|letter| letter.state == LetterState::Failed));
}

#[test]
fn one_message_id_on_two_contents_is_two_mails_and_it_is_told() {
    let mut desk = desk();
    let with = |words: &str| mail("carl@example.org", "Message-ID: <same@example.org>\r\nSubject: Refund\r\n", words);
    comes(&mut desk, "1", with("Please refund my payment of 300 CNY."), MONDAY);
    let second = comes(&mut desk, "2", with("I cannot log in to my account any more."), MONDAY);
    assert!(second[0].why.contains("same Message-ID"), "{}", second[0].why);
}
