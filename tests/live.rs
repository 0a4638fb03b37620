//! The built program while its rules are edited: a Maildir, letters in a folder, an admin who saves, errs and goes back.
//! No server is needed. Nothing here waits longer than it must: it looks until there is something.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "live/house.rs"]
mod house;

use house::House;

#[test]
fn a_broken_save_while_mail_arrives_loses_nothing_and_is_told_once() {
    let house = House::new("auto");
    let daemon = house.serve();
    house.wait_for("the first set", |house| house.active());
    let good = house.active().unwrap();
    for n in 0..60 {
        house.deliver(n, "Refund", "I want a refund, please.");
        match n {
            10 => house.save("rules/categories/refund.toml", "name = “broken”\n"),
            20 => house.save("rules/categories/refund.toml", "name = “still broken”\n"),
            _ => {}
        }
        house::breathe();
    }
    daemon.wait_for_line("rejected");
    house.wait_for("sixty tickets", |house| (house.tickets() == 60).then_some(()));
    assert_eq!(house.rules_of_all_mails(), [good.as_str()], "no mail was judged by half a set");
    let status = house.run(&["status"]);
    assert!(status.out.contains("Chinese quotes") && status.out.contains(&good), "{status:#?}");
    house.run(&["reply", "OK-10001", "--by", "ann", "--file", "words.txt"]).expect(0);
    let bad = house.letters_to_owner();
    daemon.stop();
    let daemon = house.serve();
    daemon.wait_for_line("rejected");
    house.deliver(60, "Refund", "I want a refund, please.");
    house.wait_for("the mail after the restart", |house| (house.tickets() == 61).then_some(()));
    assert_eq!(house.active().as_deref(), Some(good.as_str()), "the restart goes on with the last good set");
    assert_eq!(house.letters_to_owner(), bad, "a restart tells nobody again");
    assert_eq!(bad.iter().filter(|letter| letter.contains("still broken")).count(), 1, "{bad:#?}");
    assert!((1..=2).contains(&bad.len()), "one letter a bad set: {bad:#?}");
    daemon.stop();
}

#[test]
fn a_save_by_rename_goes_live_and_judges_the_next_mail() {
    let house = House::new("auto");
    let daemon = house.serve();
    house.deliver(0, "Invoices", "Please send me a fapiao.");
    house.wait_for("the first ticket", |house| (house.tickets() == 1).then_some(()));
    assert_eq!(house.category(10_001), "general");
    house.save_by_rename("rules/local/categories/refund.toml", "[match]\nstrong = [\"fapiao\"]\n");
    daemon.wait_for_line("by=reload");
    house.deliver(1, "Invoices", "Please send me another fapiao.");
    house.wait_for("the second ticket", |house| (house.tickets() == 2).then_some(()));
    assert_eq!(house.category(10_002), "refund");
    daemon.stop();
}

#[test]
fn a_hangup_looks_at_once() {
    let house = House::new("auto");
    let daemon = house.serve();
    house.deliver(0, "Refund", "I want a refund, please.");
    house.wait_for("the ticket", |house| (house.tickets() == 1).then_some(()));
    house.save("rules/local/lists.toml", "[lists]\nrefund = [\"返钱\"]\n");
    house::hang_up(&daemon);
    daemon.wait_for_line("by=reload");
    daemon.stop();
}

#[test]
fn a_guarded_save_waits_for_activate_and_rollback_holds_over_a_restart() {
    let house = House::new("guarded");
    let daemon = house.serve();
    let first = house.wait_for("the first set", |house| house.active());
    house.save("rules/local/templates/en/faq-refund.txt", "Refunds take ten days.\n");
    daemon.wait_for_line("waiting");
    assert_eq!(house.active().as_deref(), Some(first.as_str()));
    let status = house.run(&["status"]).expect(1);
    assert!(status.out.contains("the text faq-refund changes"), "{status:#?}");
    assert_eq!(house.letters_to_owner().len(), 1);
    let unsure = house.run(&["activate"]).expect(2);
    assert!(unsure.out.contains("the text faq-refund changes") && unsure.err.contains("--yes"), "{unsure:#?}");
    house.run(&["activate", "--yes"]).expect(0);
    daemon.wait_for_line("by=activate");
    let second = house.active().unwrap();
    assert_ne!(second, first);
    let back = house.run(&["rollback"]).expect(0);
    assert!(back.out.contains("the text faq-refund changes") && !back.out.contains("promises change"), "{back:#?}");
    daemon.wait_for_line("by=rollback");
    assert_eq!(house.active().as_deref(), Some(first.as_str()));
    daemon.stop();
    let daemon = house.serve();
    assert_eq!(house.active().as_deref(), Some(first.as_str()), "the restart stays rolled back");
    let status = house.run(&["status"]).expect(0);
    assert!(status.out.contains("rolled back"), "{status:#?}");
    let list = house.run(&["rollback", "--list"]).expect(0);
    assert_eq!(list.out.matches(&first).count(), 2, "{list:#?}");
    house.save("rules/local/lists.toml", "[lists]\nrefund = [\"返钱\"]\n");
    daemon.wait_for_line("waiting");
    house.run(&["activate", "--yes"]).expect(0);
    daemon.wait_for_line("by=activate");
    daemon.stop();
}

#[test]
fn run_once_takes_the_same_way() {
    let house = House::new("auto");
    house.run(&["run", "--once"]).expect(0);
    let first = house.active().unwrap();
    house.save("rules/categories/refund.toml", "name = “broken”\n");
    house.deliver(0, "Refund", "I want a refund, please.");
    let ended = house.run(&["run", "--once"]);
    assert!(ended.err.contains("rejected"), "{ended:#?}");
    assert_eq!((house.active(), house.tickets()), (Some(first.clone()), 1));
    house.run(&["run", "--once"]);
    assert_eq!(house.letters_to_owner().len(), 1, "cron tells once");
    house.save("rules/categories/refund.toml", &house::category("refund", "(refund*|fapiao)"));
    house.run(&["run", "--once"]).expect(0);
    assert_ne!(house.active().unwrap(), first);
}

#[test]
fn a_first_start_with_broken_rules_touches_nothing() {
    let house = House::new("guarded");
    house.save("rules/categories/refund.toml", "name = “broken”\n");
    house.deliver(0, "Refund", "I want a refund, please.");
    let ended = house.run(&["run", "--once"]).expect(78);
    assert!(ended.err.contains("Chinese quotes") && ended.err.contains("not touched"), "{ended:#?}");
    assert!(!house.database().exists());
}

#[test]
fn an_edited_promise_moves_the_timers_of_open_tickets() {
    let house = House::new("auto");
    let daemon = house.serve();
    house.deliver(0, "Refund", "I want a refund, please.");
    house.wait_for("the ticket", |house| (house.tickets() == 1).then_some(()));
    let before = house.first_response(10_001);
    let promises = std::fs::read_to_string(house.path("sla.toml")).unwrap();
    house.save("sla.toml", &promises.replace("first_response = \"", "first_response = \"1"));
    daemon.wait_for_line("by=reload");
    house.wait_for("the moved timer", |house| (house.first_response(10_001) > before).then_some(()));
    house.wait_for("the owner's letter", |house| (house.letters_to_owner().len() == 1).then_some(()));
    assert!(house.letters_to_owner()[0].contains("the deadlines of 1 open tickets moved"));
    daemon.stop();
}

#[test]
fn a_promise_that_moves_deadlines_waits_for_activate_under_guarded() {
    let house = House::new("guarded");
    let daemon = house.serve();
    house.deliver(0, "Refund", "I want a refund, please.");
    house.wait_for("the ticket", |house| (house.tickets() == 1).then_some(()));
    let before = house.first_response(10_001);
    let promises = std::fs::read_to_string(house.path("sla.toml")).unwrap();
    house.save("sla.toml", &promises.replace("first_response = \"", "first_response = \"1"));
    daemon.wait_for_line("waiting");
    assert_eq!(house.first_response(10_001), before, "nobody was asked yet");
    let status = house.run(&["status"]).expect(1);
    assert!(status.out.contains("deadlines of 1 open tickets move"), "{status:#?}");
    let live = house.run(&["activate", "--yes"]).expect(0);
    assert!(live.out.contains("the promises change: deadlines of 1") && live.out.contains("sla diff"), "{live:#?}");
    house.wait_for("the moved timer", |house| (house.first_response(10_001) > before).then_some(()));
    let back = house.run(&["rollback"]).expect(0);
    assert!(back.out.contains("the promises change: deadlines of 1"), "{back:#?}");
    house.wait_for("the old timer", |house| (house.first_response(10_001) == before).then_some(()));
    daemon.stop();
}

#[test]
fn one_hash_and_one_count_name_a_set_everywhere() {
    let house = House::new("auto");
    house.run(&["init", "category", "gift_card"]).expect(0);
    assert!(house.path("rules/local/categories/gift_card.toml").is_file(), "where no upgrade touches it");
    house.run(&["run", "--once"]).expect(0);
    let hash = house.active().unwrap();
    let last = |arguments: &[&str]| {
        let out = house.run(arguments).out;
        serde_json::from_str::<serde_json::Value>(out.trim_end().lines().last().unwrap()).unwrap()
    };
    let (check, test) = (last(&["check", "--json"]), last(&["test", "--json"]));
    assert_eq!((check["rules"].as_str(), test["rules"].as_str()), (Some(hash.as_str()), Some(hash.as_str())));
    assert_eq!(check["categories"], test["categories"]);
}
