//! Tidying the rule folder and adding to it, by the built program.

use crate::desk::open_folder;
use crate::refusals::quiet_desk;

#[test]
fn fmt_says_what_is_untidy_and_writes_only_when_told() {
    let folder = open_folder();
    let desk = quiet_desk(folder.path());
    let file = folder.path().join("desk/rules/categories/fees.toml");
    let read = || std::fs::read_to_string(&file).unwrap();
    desk.run(&["fmt"]).expect(0);
    let tidy = read();
    desk.run(&["fmt", "--check"]).expect(0);
    let untidy = tidy.replace("[match]\n", "[match]\nodd = [ \"a\" ]\n");
    std::fs::write(&file, &untidy).unwrap();
    let ended = desk.run(&["fmt", "--check"]).expect(1);
    assert!(ended.out.contains("categories/fees.toml\n") && ended.out.contains("1 untidy"), "{}", ended.out);
    assert_eq!(read(), untidy);
    desk.run(&["fmt"]).expect(0);
    assert!(read().contains("odd = [\"a\"]\n"), "{}", read());

    std::fs::write(&file, "[match\n").unwrap();
    let ended = desk.run(&["fmt"]).expect(78);
    assert!(ended.out.contains("error[E01]") && ended.out.contains("fees.toml:1"), "{}", ended.out);
    assert_eq!(read(), "[match\n");
}

#[test]
fn a_new_category_passes_check_and_test_and_never_takes_a_name_that_is_there() {
    let folder = open_folder();
    let desk = quiet_desk(folder.path());
    desk.run(&["init", "category", "invoice"]).expect(0);
    assert!(folder.path().join("desk/rules/local/categories/invoice.toml").is_file());
    let ended = desk.run(&["init", "category", "gift_card"]).expect(0);
    assert!(ended.out.contains("frontdesk replay"), "{}", ended.out);
    assert!(folder.path().join("desk/rules/local/categories/gift_card.toml").is_file());
    let ended = desk.run(&["check"]).expect(0);
    assert!(!ended.out.contains("gift_card.toml") && !ended.out.contains("invoice.toml"), "{}", ended.out);
    desk.run(&["test"]).expect(0);
    for (name, code) in [("gift_card", 1), ("refund", 1), ("machine", 2), ("Gift", 2), ("../gift", 2)] {
        desk.run(&["init", "category", name]).expect(code);
    }
}
