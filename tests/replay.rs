//! What an admin learns from the mail that came: `replay`, `suggest`, `stats`, `sla diff` and `explain --ticket`, and what
//! `test`, `activate` and `rollback` say, in both languages and for programs: by the built program, on a database that the real desk made out of real mails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "replay/shop.rs"]
mod shop;

use frontdesk::time::Span;
use shop::Shop;

/// Eight customers; staff corrects three tickets and answers two.
fn a_week() -> Shop {
    let mut shop = Shop::open();
    let mails = [
        ("li@example.org", "申请退款", "订单 TX20240501AA 退款"), // 10001 refund
        ("wang@example.org", "Refund please", "I want a refund, it is late."), // 10002 refund
        ("zhao@example.org", "付款的时候显示银行卡不支持", "怎么办?"), // 10003 general
        ("sun@example.org", "求助", "为什么说银行卡不支持,换了手机也一样"), // 10004 general
        ("qian@example.org", "Help", "银行卡不支持!昨天还可以"),  // 10005 general
        ("zhou@example.org", "退款的手续费", "请问退款手续费怎么算?"), // 10006 refund
        ("wu@example.org", "你好", "在吗"),                       // 10007 general
        ("zheng@example.org", "Payment failed", "My payment failed twice."), // 10008 payment_failed
    ];
    for (from, subject, body) in mails {
        shop.mail(from, subject, body);
    }
    for ticket in [10003, 10004, 10005] {
        shop.moves(ticket, "payment_failed");
    }
    shop.moves(10006, "fees");
    shop.replies(10001);
    shop.replies(10008);
    shop
}

#[test]
fn the_active_set_on_itself_changes_nothing() {
    let shop = a_week();
    let told = shop.says(&["replay", "--fail-on", "change"]);
    assert!(told.contains("changed: category 0   labels only 0   questions 0   SLA 0   answer 0   (same 8)"), "{told}");
    assert!(told.contains("against 6 decisions of staff: right 2   wrong 1   left to general 3"), "{told}");
}

#[test]
fn a_changed_rule_is_shown_with_what_it_mends_and_breaks() {
    let shop = a_week();
    shop.edit("categories/payment_failed.toml", "[\"支付失败\",", "[\"支付失败\", \"银行卡不支持\",");
    shop.edit("categories/refund.toml", "  \"退款\",", "  \"退钱\",");
    let told = shop.says(&["replay"]);
    shop.golden("changed-rule", &told);
    shop.golden("changed-rule.zh", &shop.says(&["--lang", "zh", "replay"]));
    assert_eq!(shop.code(&["replay", "--fail-on", "breaks"]), 1);
    let json = shop.says(&["replay", "--json"]);
    let last: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!((last["fixes"].as_u64(), last["breaks"].as_u64()), (Some(4), Some(1)), "{json}");
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert!(first["worth"].is_string() && first["because"]["rule"].is_string(), "{json}");
}

#[test]
fn replay_writes_nothing_and_needs_no_running_desk() {
    let shop = a_week();
    let before = shop.database_digest();
    shop.says(&["replay"]);
    assert_eq!(shop.database_digest(), before);
}

#[test]
fn folders_of_an_old_mailbox_serve_as_labels() {
    let shop = Shop::open();
    shop.file("old/refund/1.eml", "From: <a@example.org>\r\nSubject: refund\r\n\r\nI want a refund.\r\n");
    shop.file("old/fees/cur/1:2,S", "From: <b@example.org>\r\nSubject: fee\r\n\r\nWhat is the refund fee?\r\n");
    shop.file("old/fees/new/.keep", "");
    shop.file("old/general.mbox", "From x\nFrom: <c@example.org>\nSubject: hello\n\nAre you there?\n");
    let told = shop.says(&["replay", "--labels", "old", "--against", "rules"]);
    assert!(told.contains("against 3 filed mails: right 2   wrong 1   left to general 0"), "{told}");
    shop.file("old/refnd/1.eml", "Subject: x\r\n\r\nx\r\n");
    let told = shop.complains(&["replay", "--labels", "old"], 2);
    assert!(told.contains("there is no category refnd; did you mean refund?"), "{told}");
}

#[test]
fn who_has_nothing_to_replay_is_told_what_to_do() {
    let shop = Shop::open();
    let told = shop.says(&["replay"]);
    assert!(told.contains("no ticket of a person was opened since"), "{told}");
    std::fs::remove_file(shop.path("frontdesk.db")).unwrap();
    let told = shop.complains(&["replay"], 2);
    assert!(told.contains("no mail was kept yet") && told.contains("--labels DIR"), "{told}");
}

#[test]
fn staffs_corrections_teach_words_and_writing_them_keeps_the_files_as_they_are() {
    let mut shop = a_week();
    for (from, body) in [
        ("f1", "想要开发票"),
        ("f2", "发票怎么开?"),
        ("f3", "发票抬头错了"),
        ("f4", "请补一张发票"),
        ("f5", "发票丢了"),
    ] {
        shop.mail(&format!("{from}@example.org"), "您好", body);
    }
    let told = shop.says(&["suggest"]);
    shop.golden("suggest", &told);
    shop.golden("suggest.zh", &shop.says(&["--lang", "zh", "suggest"]));
    let before = shop.read("rules/categories/payment_failed.toml");
    let told = shop.says(&["suggest", "--write", "1"]);
    assert!(told.contains("rules/local/categories/payment_failed.toml: strong + \"银行卡不支持\""), "{told}");
    assert!(told.contains("upgrades leave it alone"), "{told}");
    assert_eq!(shop.read("rules/categories/payment_failed.toml"), before, "what ships stays as it is");
    let own = shop.read("rules/local/categories/payment_failed.toml");
    assert!(own.starts_with("# Words of our own for payment_failed"), "{own}");
    assert!(own.ends_with("\n\n[match]\nstrong = [\"银行卡不支持\"]\n"), "{own}");
    let told = shop.says(&["replay", "--fail-on", "breaks"]);
    assert!(told.contains("fixes 3, breaks 0"), "{told}");
    std::fs::remove_dir_all(shop.path("rules/local")).unwrap();
    shop.file("rules/local/categories/payment_failed.toml", "# ours\n[match]\nnormal = [\"x y z\"] # kept\n");
    shop.says(&["suggest", "--write", "1"]);
    let own = shop.read("rules/local/categories/payment_failed.toml");
    assert_eq!(own, "# ours\n[match]\nnormal = [\"x y z\"] # kept\nstrong = [\"银行卡不支持\"]\n");
    let told = shop.says(&["replay"]);
    assert!(told.contains("fixes 3, breaks 0"), "{told}");
    let told = shop.complains(&["suggest", "--write", "9"], 2);
    assert!(told.contains("--write 9"), "{told}");
}

#[test]
fn phrases_are_counted_and_what_customers_leave_out_is_named() {
    let shop = a_week();
    let told = shop.says(&["stats"]);
    shop.golden("stats", &told);
    shop.golden("stats.zh", &shop.says(&["--lang", "zh", "stats"]));
    let json = shop.says(&["stats", "--json"]);
    let row = json.lines().find(|line| line.contains("\"phrase\":\"退款\"")).expect("every phrase has a line");
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    assert_eq!((row["hits"].as_u64(), row["decided"].as_u64(), row["kept"].as_u64()), (Some(2), Some(2), Some(1)));
}

#[test]
fn a_stored_ticket_is_explained_by_the_rules_of_now_and_of_then() {
    let shop = a_week();
    shop.edit("categories/refund.toml", "  \"refund\",\n", "");
    let now = shop.says(&["explain", "--ticket", "10002"]);
    assert!(now.contains("general  no category reached the threshold"), "{now}");
    assert!(now.contains("then     refund by the rules"), "{now}");
    let then = shop.says(&["explain", "--ticket", "OK-10002", "--then"]);
    assert!(
        then.contains("refund  20  ◀ primary")
            && then.contains("rules/categories/refund.toml\n")
            && then.contains(":9"),
        "{then}"
    );
    let told = shop.complains(&["explain", "--ticket", "10099"], 1);
    assert!(told.contains("there is no ticket OK-10099"), "{told}");
}

#[test]
fn what_was_missing_for_a_category_is_named_part_by_part() {
    let mut shop = Shop::open();
    shop.mail("li@example.org", "My payment", "It does not go through.");
    let told = shop.says(&["explain", "--ticket", "10001", "--why-not", "payment_failed"]);
    shop.golden("why-not", &told);
    let told = shop.says(&["--lang", "zh", "explain", "--ticket", "10001", "--why-not", "payment_failed"]);
    shop.golden("why-not.zh", &told);
    let told = shop.complains(&["explain", "--ticket", "10001", "--why-not", "payments"], 2);
    assert!(told.contains("there are: fees, payment_failed, refund"), "{told}");
}

#[test]
fn first_answers_in_time_late_and_still_open_are_counted_by_category() {
    let mut shop = Shop::open();
    shop.mail("li@example.org", "申请退款", "订单 TX20240501AA 退款"); // 10001, an answer within 8 hours is promised
    shop.mail("wang@example.org", "Refund please", "I want a refund, and the fee back: 手续费 手续费"); // 10002
    shop.replies(10001);
    shop.waits(9);
    shop.replies(10002);
    shop.waits(50);
    shop.mail("zhao@example.org", "你好", "在吗"); // 10003, a day is promised
    let told = shop.says(&["stats"]);
    assert!(told.contains("\nfirst answers promised: 1 of 2 in time, 1 late, 1 still open\n"), "{told}");
    let told = shop.says(&["--lang", "zh", "stats"]);
    assert!(told.contains("\n承诺的首次答复：2 次中按时 1 次，迟了 1 次，还有 1 次没到期\n"), "{told}");
    let json = shop.says(&["stats", "--json"]);
    let row = json.lines().find(|line| line.contains("\"category\":\"refund\",\"kept\"")).expect("refund has a line");
    assert_eq!(row, "{\"first_answers\":{\"category\":\"refund\",\"kept\":1,\"late\":1,\"open\":0}}");
    assert_eq!(shop.says(&["--lang", "zh", "stats", "--json"]), json, "programs read one language");
    // A kinder promise does not mend what was late.
    shop.takes_templates();
    shop.file("sla.toml", "[sla.standard]\nfirst_response = \"24h\"\n[sla.payment]\nfirst_response = \"48h\"\n");
    shop.says(&["activate", "--yes"]);
    assert!(shop.says(&["stats"]).contains("1 of 2 in time, 1 late"), "what the clock counted stays");
}

#[test]
fn an_edit_of_the_promises_is_shown_with_every_deadline_it_would_move() {
    let mut shop = a_week();
    shop.waits(60);
    shop.mail("he@example.org", "你好", "有人吗"); // 10009, three hours ago: a day is promised
    shop.mail("lv@example.org", "退款", "订单 TX20240501AB"); // 10010, two hours ago: eight hours are
    let told = shop.says(&["sla", "diff"]);
    assert!(told.ends_with("no deadline would move\n"), "{told}");
    shop.file("sla.toml", &shop.read("sla.toml").replace("24h", "1h").replace("8h", "6h"));
    let before = shop.database_digest();
    shop.golden("sla-diff", &shop.says(&["sla", "diff"]));
    shop.golden("sla-diff.zh", &shop.says(&["--lang", "zh", "sla", "diff"]));
    assert_eq!(shop.database_digest(), before);
    let json = shop.says(&["sla", "diff", "--json"]);
    let last: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!((&last["tickets"], &last["at_once"]), (&10.into(), &1.into()), "{json}");
    assert!(json.contains("\"ticket\":\"OK-10009\",\"timer\":\"first_response\""), "{json}");
    assert_eq!(shop.says(&["--lang", "zh", "sla", "diff", "--json"]), json, "programs read one language");
    shop.file("sla.toml", "[sla.standard]\nfirst_response = \"soon\"\n");
    assert!(shop.complains(&["sla", "diff"], 78).contains("\"soon\" is no length"));
}

#[test]
fn an_example_that_fails_is_told_to_people_in_their_language_and_to_machines_in_theirs() {
    let shop = Shop::open();
    shop.edit("categories/refund.toml", "no = [\"发票\"]", "no = [\"发票\", \"不要退款\"]\ntodo_yes = [\"把钱还我\"]");
    for (name, arguments) in [
        ("test", &["test"][..]),
        ("test.zh", &["--lang", "zh", "test"]),
        ("test-json", &["test", "--format", "json"]),
        ("test-github", &["test", "--format", "github"]),
        ("test-junit", &["--lang", "zh", "test", "--format", "junit"]),
    ] {
        assert_eq!(shop.code(arguments), 1);
        shop.golden(name, &shop.prints(arguments));
    }
    assert_eq!(shop.prints(&["--lang", "zh", "test", "--json"]), shop.prints(&["test", "--format", "json"]));
}

#[test]
fn going_live_and_back_is_told_in_chinese_too() {
    let shop = a_week();
    shop.edit("categories/refund.toml", "refund\",\n]", "refund\",\n  \"退钱\",\n]");
    let wrong = shop.complains(&["--lang", "zh", "activate", "--yes"], 78);
    assert!(wrong.contains("处错误，这些规则不能使用"), "no letter is written yet: {wrong}");
    let back = shop.complains(&["--lang", "zh", "rollback"], 1);
    assert!(back.contains("没有更早的规则可以退回"), "{back}");
    shop.takes_templates();
    let waits = shop.complains(&["--lang", "zh", "activate"], 2);
    assert!(waits.contains("这里没有人可以回答：看过变化之后请写 --yes"), "{waits}");
    let live = shop.says(&["--lang", "zh", "activate", "--yes"]);
    assert!(live.contains("变化：类别 0") && live.contains("现在生效"), "{live}");
    assert!(live.contains("\nack 的文字有变化\n"), "{live}");
    assert!(shop.says(&["--lang", "zh", "activate"]).contains("已经在使用"));
    let back = shop.says(&["--lang", "zh", "rollback"]);
    assert!(back.contains("重新生效；磁盘上的"), "{back}");
    let list = shop.says(&["--lang", "zh", "rollback", "--list"]);
    assert!(list.contains("生效时间") && list.contains("正在使用") && !list.contains("late"), "{list}");
    for (command, told) in [
        (&["replay", "--since", "soon"][..], "--since：\"soon\" 不是时长"),
        (&["replay", "--against", "nowhere"], "nowhere 不是规则目录，也不是用过的规则"),
        (&["suggest", "--write", "9"], "--write 9：现在只有"),
        (&["preview"], "要看哪封信？"),
        (&["preview", "akc"], "没有用模板 akc 写的信；是不是想写 ack？"),
    ] {
        let complaint = shop.complains(&[&["--lang", "zh"], command].concat(), 2);
        assert!(complaint.contains(told), "{complaint}");
    }
    assert!(shop.says(&["--lang", "zh", "preview", "--vars"]).contains("ticket.created           建立时间"));
}

#[test]
fn a_guard_is_weighed_like_any_other_rule_and_explained() {
    let shop = a_week();
    let guards = "[[guard]]\nname = \"blocked\"\nwhen = { from = [\"li@example.org\"] }\ndo = \"drop\"\n\n\
                  [[guard]]\nname = \"big\"\nwhen = { from = [\"wu@*\"] }\ndo = \"raise\"\nsla = \"payment\"\n";
    shop.file("rules/local/guards.toml", guards);
    let told = shop.says(&["replay"]);
    assert!(told.contains("SLA 2   answer 1   (same 6)"), "{told}");
    assert!(told.contains("refund: guard answered → drop"), "{told}");
    assert!(told.contains("general: SLA standard → payment"), "{told}");
    let told = shop.says(&["explain", "--ticket", "OK-10001"]);
    assert!(told.contains("guard    blocked   drop: opens no ticket   rules/local/guards.toml:2"), "{told}");
    assert!(
        told.contains("answer   none: a guard of your own says so (guard)\n         \"blocked\" (guards.toml:2)"),
        "{told}"
    );
    let json = shop.says(&["explain", "--ticket", "OK-10007", "--json"]);
    // A line for each mail, and one for the clock.
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[1]["deadlines"].as_array().map(Vec::len), Some(1), "{json}");
    let json = &lines[0];
    assert_eq!((json["guard"]["name"].as_str(), json["guard"]["do"].as_str()), (Some("big"), Some("raise")), "{json}");
    let told = shop.says(&["explain", "--ticket", "OK-10002"]);
    assert!(told.contains("guards   none of 2 holds"), "{told}");
}

#[test]
fn phrases_of_ones_own_that_nobody_writes_are_told_after_ninety_days() {
    const OWN: &str = "[match]\nstrong = [\"give it back\", \"把钱吐出来\"]\n# allow W107: for the winter sale\nnormal = [\"冬季\"]\n";
    let idle = |age: i64, pause: i64| {
        let mut shop = Shop::open_for(Span::days(age));
        shop.mail("li@example.org", "Hello", "Please give it back. 冬季促销");
        shop.sleeps(Span::days(pause));
        shop.mail("wang@example.org", "Refund", "give it back");
        shop.file("rules/local/categories/refund.toml", OWN);
        let texts = frontdesk::config::rules::shipped().into_iter().filter(|file| file.path.starts_with("templates/"));
        texts.for_each(|file| shop.file(&format!("rules/{}", file.path), &file.text));
        let told = shop.says(&["check"]);
        let lines: Vec<String> =
            told.lines().filter(|line| line.contains("[W107]") || line.contains("[W114]")).map(str::to_owned).collect();
        (lines, told)
    };
    let (lines, told) = idle(100, 95);
    let own = "warning[W107]: nobody wrote 把钱吐出来 in the last 90 days";
    assert!(lines.contains(&own.to_owned()), "{told}");
    assert!(told.contains("--> rules/local/categories/refund.toml:2:27"), "{told}");
    assert!(!lines.iter().any(|line| line.contains("give it back") || line.contains("冬季")), "{told}");
    assert!(!lines.iter().any(|line| line.contains("W114")), "the allow is used: {told}");
    let (lines, told) = idle(3, 1);
    assert!(lines.is_empty(), "three days of mail say nothing: {told}");
}

#[test]
fn a_report_says_what_is_open_and_which_promises_broke_in_every_shape() {
    let mut shop = Shop::open();
    let nothing = shop.says(&["report"]);
    assert!(nothing.contains("No ticket is open."), "{nothing}");
    assert!(shop.says(&["report", "--csv"]).starts_with("section,group,ticket,measure,value,note\r\n"));
    shop.mail("li@example.org", "申请退款", "订单 TX20240501AA 退款"); // 10001, an answer within 8 hours is promised
    shop.mail("wang@example.org", "Refund please", "I want a refund"); // 10002
    shop.mail("zhao@example.org", "=你好 4111 1111 1111 1111", "在吗"); // 10003, a day is promised
    shop.replies(10001);
    shop.waits(9);
    shop.replies(10002);
    let json: serde_json::Value = serde_json::from_str(&shop.says(&["report", "--json"])).unwrap();
    let open = &json["open"];
    assert_eq!([&open["tickets"], &open["unread"], &open["us"], &open["customer"]], [3, 1, 0, 2]);
    // 10001 after two hours, 10002 after ten: it was promised in eight.
    let first = &json["pace"]["first_response"];
    assert_eq!([&first["count"], &first["median_secs"], &first["p90_secs"]], [2, 2 * 3600, 10 * 3600]);
    let promise = &json["promises"]["kinds"][0];
    assert_eq!([&promise["kept"], &promise["broken"]], [1, 2], "nobody answers 10003");
    assert_eq!(json["promises"]["broken"][0]["met_at"], serde_json::Value::Null);
    let broken = &json["promises"]["broken"][1];
    assert_eq!((&broken["ticket"], &broken["late_secs"]), (&"OK-10002".into(), &7200.into()));
    let told = shop.says(&["report"]);
    assert!(told.contains("Open: 3 tickets – 1 nobody has answered yet, 0 wait for us, 2 for the customer"), "{told}");
    assert!(told.contains("OK-10002  Refund") && told.contains("2 h late"), "{told}");
    let told = shop.says(&["--lang", "zh", "report"]);
    assert!(told.contains("未结：3 张工单") && told.contains("首次答复  ") && told.contains("迟了 2 小时"), "{told}");
    let sheet = shop.says(&["report", "--csv"]);
    assert!(sheet.contains("general,,OK-10003,opened_at,") && sheet.contains(",'=你好 "), "{sheet}");
    shop.says(&["report", "--html", "report.html"]);
    let page = shop.read("report.html");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>"), "{page}");
    for told in [&page, &sheet, &told] {
        assert!(!told.contains("4111 1111"), "{told}");
    }
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"), "{page}");
    let told = shop.complains(&["report", "--html", "no/such/folder/report.html"], 74);
    assert!(told.contains("cannot write no/such/folder/report.html"), "{told}");
}
