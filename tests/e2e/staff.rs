//! Staff at work: from the command line beside the running daemon, and from their mail client.

use crate::desk::{Daemon, Scene};
use crate::mails;
use crate::tools;
use frontdesk::ticket::Status;

const NUMBER: i64 = 10001;

/// One ticket of customer 1, its receipt at the relay, the daemon waiting.
fn one_ticket() -> Option<(Scene, Daemon)> {
    let mut scene = Scene::set()?;
    let daemon = scene.desk.serve();
    // A question no rule knows: a person has to answer it.
    let raw = mails::plain(&mails::customer(1), "1.first@mail.customers.example", "Question", "Do you have an office?");
    scene.dovecot.deliver(&raw);
    tools::wait_until("the receipt", || scene.sink.letters().len() == 1);
    Some((scene, daemon))
}

fn status(scene: &Scene) -> Status {
    scene.desk.ticket(NUMBER).unwrap().ticket.status
}

fn armed(scene: &Scene) -> Vec<String> {
    let shown = scene.desk.json(&["show", "10001"]);
    let timers = shown["shown"]["timers"].as_array().unwrap().clone();
    let armed = timers.iter().filter(|timer| timer["state"] == "armed");
    armed.map(|timer| timer["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_reply_from_the_command_line_leaves_while_the_daemon_runs_and_orders_are_noticed() {
    let Some((mut scene, daemon)) = one_ticket() else { return };
    assert_eq!(status(&scene), Status::Open);
    assert!(armed(&scene).contains(&"first_response".to_owned()), "{:?}", armed(&scene));

    scene.desk.run_with(&["reply", "10001", "--by", "ann"], "Yes, in Lisbon.\n").expect(0);
    tools::wait_until("the reply", || scene.sink.letters_to(&mails::customer(1)).len() == 2);
    let reply = scene.sink.letters().into_iter().find(|letter| !letter.is_automatic()).expect("a person's letter");
    assert!(reply.mail.text.contains("Yes, in Lisbon."), "{}", reply.mail.text);
    assert!(reply.mail.in_reply_to.contains(&"1.first@mail.customers.example".to_owned()));
    assert_ne!(reply.sender, "<>", "a person wants to hear of a failure");
    assert_eq!(status(&scene), Status::Waiting);
    assert!(!armed(&scene).contains(&"first_response".to_owned()), "{:?}", armed(&scene));

    scene.desk.run(&["move", "10001", "refund"]).expect(0);
    assert_eq!(scene.desk.ticket(NUMBER).unwrap().ticket.category, "refund");
    scene.desk.run(&["close", "OK-10001"]).expect(0);
    assert_eq!(status(&scene), Status::Closed);
    assert_eq!(armed(&scene), Vec::<String>::new());
    scene.desk.run(&["reopen", "ok-10001"]).expect(0);
    assert_eq!(status(&scene), Status::Open);
    scene.desk.run(&["close", "10001"]).expect(0);

    // The customer answers our letter: the ticket opens again, without a second receipt.
    let links = format!("In-Reply-To: <{}>\n", reply.id());
    let words = ("Re: Question", "And where exactly? I stand in the street and cannot find it.");
    scene.dovecot.deliver(&mails::plain_with(&mails::customer(1), "1.second@mail.customers.example", &links, words));
    tools::wait_until("the ticket to be reopened", || status(&scene) == Status::Open);
    assert_eq!(daemon.stop(), Some(0));
    assert_eq!(scene.sink.letters().len(), 2);
    assert_eq!(scene.desk.ticket(NUMBER).unwrap().mails.len(), 2);
}

#[test]
fn an_answer_found_in_the_sent_folder_stops_the_clock() {
    let Some(mut scene) = Scene::set() else { return };
    scene.desk.run_once();
    let raw = mails::plain(&mails::customer(1), "1.first@mail.customers.example", "Question", "Do you have an office?");
    scene.dovecot.deliver(&raw);
    scene.desk.run_once();
    assert!(armed(&scene).contains(&"first_response".to_owned()));

    // As a mail client writes it: to the customer, with References, and no mark of ours.
    let answer = "From: support@okpay.example\nTo: customer1@customers.example\nSubject: Re: Question\n\
                  Date: Sun, 22 Nov 2026 00:00:00 +0000\nMessage-ID: <ann.1@okpay.example>\n\
                  In-Reply-To: <1.first@mail.customers.example>\n\
                  References: <1.first@mail.customers.example>\n\nYes, in Lisbon.\n";
    scene.dovecot.deliver_sent(answer.as_bytes());
    scene.desk.run_once();
    let shown = scene.desk.json(&["show", "10001"]);
    assert_eq!(shown["shown"]["ticket"]["status"], "waiting", "{shown}");
    assert!(!armed(&scene).contains(&"first_response".to_owned()), "{:?}", armed(&scene));
    assert_eq!(scene.sink.letters().len(), 1, "the client has sent the answer itself");
    let list = scene.desk.run(&["list", "--json"]).expect(0).out;
    assert!(list.contains("\"status\":\"waiting\""), "{list}");
}
