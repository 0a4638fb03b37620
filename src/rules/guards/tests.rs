use super::*;
use crate::mail;
use crate::rules::{Kinship, RuleFile, RuleSet};

const CATEGORY: &str = "name = { zh = \"退款\", en = \"Refund\" }\n[match]\nstrong = [\"refund\"]\n\
                        [test]\nyes = [\"refund\"]\nno = [\"fee\"]\n";

fn files(guards: &[(&str, &str)]) -> Vec<RuleFile> {
    let lists = ("lists.toml", "[lists]\nupkeep = [\"maintenance\", \"维护\"]\n");
    let files = [("categories/refund.toml", CATEGORY), lists];
    let files = files.iter().chain(guards);
    files.map(|(path, text)| RuleFile { path: (*path).into(), text: (*text).into() }).collect()
}

fn load(guards: &[(&str, &str)]) -> Result<RuleSet, Vec<(&'static str, String, usize)>> {
    let names = Kinship { slas: Some(vec!["urgent".into()]), teams: Some(vec!["lead".into()]) };
    let told = |wrong: Vec<crate::rules::Diagnostic>| {
        wrong.into_iter().map(|told| (told.code, told.source.clone(), told.line)).collect()
    };
    RuleSet::load("rules", &files(guards), &names).map_err(told)
}

fn one(text: &str) -> RuleSet {
    load(&[("guards.toml", text)]).unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"))
}

fn mail_of(header: &str) -> Mail {
    let more = if header.contains("Subject:") { "" } else { "Subject: hello\n" };
    mail::read(format!("{header}\n{more}To: support@okpay.example\n\nrefund\n").as_bytes(), false)
}

fn found(rules: &RuleSet, header: &str) -> Option<String> {
    rules.guards.find(&mail_of(header)).map(|guard| guard.name.clone())
}

fn guard(name: &str, when: &str, act: &str) -> String {
    format!("[[guard]]\nname = \"{name}\"\nwhen = {{ {when} }}\ndo = \"{act}\"\n")
}

#[test]
fn the_first_guard_that_holds_decides() {
    let text = guard("one", "from = [\"a@x.example\"]", "drop")
        + &guard("all", "from = [\"*@x.example\"]", "store_silently")
        + &guard("host", "header = \"List-Id\", has = \"Status.Host\"", "drop")
        + &guard("upkeep", "subject = [\"<upkeep> ~ (tonight|通知)\"]", "store_silently");
    let rules = one(&text);
    for (header, wanted) in [
        ("From: A <A@X.example>", Some("one")),
        ("From: b@x.example", Some("all")),
        ("From: b@y.example", None),
        ("From: b@y.example\nList-Id: <status.host.example>", Some("host")),
        ("From: b@y.example\nList-Id: <news.host.example>", None),
        ("From: b@y.example\nSubject: MAINTENANCE window tonight", Some("upkeep")),
        ("From: b@y.example\nSubject: =?utf-8?B?57at6K236YCa55+l?=", Some("upkeep")),
        ("From: b@y.example\nSubject: maintenance", None),
    ] {
        assert_eq!(found(&rules, header).as_deref(), wanted, "{header}");
    }
}

#[test]
fn all_keys_of_a_condition_must_hold_and_of_any_one() {
    let both = one(&guard("both", "from = [\"*@x.example\"], subject = [\"offer\"]", "drop"));
    assert_eq!(found(&both, "From: a@x.example\nSubject: an offer").as_deref(), Some("both"));
    assert_eq!(found(&both, "From: a@x.example\nSubject: my refund"), None);
    assert_eq!(found(&both, "From: a@y.example\nSubject: an offer"), None);
    let any = "header = \"X-Tool\", any = [{ from = [\"*@x.example\"] }, { subject = [\"offer\"] }]";
    let any = one(&guard("any", any, "drop"));
    assert_eq!(found(&any, "From: a@x.example\nX-Tool: 1").as_deref(), Some("any"));
    assert_eq!(found(&any, "From: a@y.example\nX-Tool: 1\nSubject: an offer").as_deref(), Some("any"));
    assert_eq!(found(&any, "From: a@x.example"), None);
}

#[test]
fn reports_about_our_letters_are_no_matter_for_guards() {
    let rules = one(&guard("blocked", "from = [\"mailer-daemon@x.example\"]", "drop"));
    let report = "From: MAILER-DAEMON@x.example\nReturn-Path: <>\nMIME-Version: 1.0\n\
                  Content-Type: multipart/report; report-type=delivery-status; boundary=b\nSubject: Undelivered";
    assert_eq!(found(&rules, report), None);
    assert_eq!(found(&rules, "From: mailer-daemon@x.example\nList-Id: <a.b>").as_deref(), Some("blocked"));
}

#[test]
fn the_sites_own_guards_stand_before_the_others_and_take_their_names() {
    let shipped =
        guard("host", "from = [\"*@host.example\"]", "drop") + &guard("b", "from = [\"b@x.example\"]", "drop");
    let local = guard("host", "from = [\"status@host.example\"]", "store_silently");
    let rules = load(&[("guards.toml", &shipped), ("local/guards.toml", &local)]).unwrap();
    assert_eq!(rules.guards.len(), 2);
    assert_eq!(found(&rules, "From: sales@host.example"), None, "the local guard took its place");
    let found = rules.guards.find(&mail_of("From: status@host.example")).unwrap();
    assert_eq!((found.rule.as_str(), &found.act), ("rules/local/guards.toml:2", &Act::StoreSilently));
    assert_ne!(rules.hash, load(&[("guards.toml", &shipped)]).unwrap().hash, "part of the set");
}

#[test]
fn a_guard_that_never_gets_its_turn_is_an_error() {
    let wide = guard("wide", "from = [\"*@x.example\"]", "drop");
    let header = guard("list", "header = \"List-Id\"", "drop");
    for (later, wanted) in [
        (guard("late", "from = [\"a@x.example\", \"b@X.example\"]", "store_silently"), vec![(2, "name = \"late\"")]),
        (guard("late", "from = [\"*@x.example\"], subject = [\"offer\"]", "drop"), vec![(2, "name = \"late\"")]),
        (guard("late", "from = [\"a@y.example\", \"a@x.example\"]", "drop"), vec![(3, "when")]),
        (guard("late", "any = [{ from = [\"a@x.example\"] }, { subject = [\"offer\"] }]", "drop"), vec![(3, "when")]),
        (guard("late", "header = \"list-id\", has = \"a\"", "drop"), vec![(2, "name = \"late\"")]),
        (guard("late", "from = [\"*@*.example\"]", "drop"), vec![]),
        (guard("late", "subject = [\"offer\"]", "drop"), vec![]),
    ] {
        let text = format!("{wide}{header}{later}");
        let wrong = load(&[("guards.toml", &text)]).err().unwrap_or_default();
        let wanted: Vec<usize> = wanted.iter().map(|(line, _)| line + 8).collect();
        assert!(wrong.iter().all(|(code, ..)| *code == "E50"), "{wrong:?}");
        assert_eq!(wrong.iter().map(|(.., line)| *line).collect::<Vec<_>>(), wanted, "{later}");
    }
}

#[test]
fn what_a_guard_may_not_do_is_an_error() {
    let raise = |more: &str| format!("{}{more}", guard("vip", "from = [\"a@x.example\"]", "raise"));
    for (text, code) in [
        (guard("a", "from = [\"a@x.example\"]", "answer"), "E02"),
        (guard("a", "", "drop"), "E02"),
        (guard("a", "from = [\"*@*\"]", "drop"), "E13"),
        (guard("a", "from = [\"x.example\"]", "drop"), "E02"),
        (guard("a", "has = \"x\"", "drop"), "E02"),
        (guard("a", "header = \"List-Id\", has = \" \"", "drop"), "E13"),
        (guard("a", "header = \"List-Id: x\"", "drop"), "E02"),
        (guard("a", "subject = [\"<nothing>\"]", "drop"), "E11"),
        (guard("a", "subject = [\"offer?\"]", "drop"), "E10"),
        (guard("a", "subject = [\"re:'x*'\"]", "drop"), "E13"),
        (guard("a", "body = [\"offer\"]", "drop"), "E02"),
        (guard("a", "from = [\"a@x.example\"]", "drop") + "category = \"refund\"\n", "E02"),
        (guard("a", "from = [\"a@x.example\"]", "drop") + "team = \"lead\"\n", "E02"),
        (raise(""), "E02"),
        (raise("sla = \"urgnt\"\n"), "E03"),
        (raise("team = \"led\"\n"), "E03"),
        ("[[guard]]\nname = \"a\"\ndo = \"drop\"\n".to_owned(), "E02"),
        (guard("a", "from = [\"a@x.example\"]", "drop") + &guard("a", "from = [\"b@x.example\"]", "drop"), "E02"),
        ("[guard]\nname = \"a\"\n".to_owned(), "E02"),
    ] {
        let wrong = load(&[("guards.toml", &text)]).err().unwrap_or_default();
        assert!(!wrong.is_empty() && wrong.iter().all(|(told, ..)| *told == code), "{text}{wrong:?}");
    }
    one(&raise("sla = \"urgent\"\nteam = \"lead\"\n"));
}
