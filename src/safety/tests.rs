//! core: Does every row of the gate hold?

mod signs;

use super::*;
use crate::mail::{Attachment, Bounce, Digest, Headers, Kind, Language, Mailbox, ReturnPath};
use proptest::prelude::*;

mod forged;
mod providers;

pub const NOW: Timestamp = Timestamp::from_secs(1_714_545_000);

fn mailbox(address: &str) -> Mailbox {
    Mailbox { name: String::new(), address: Address::new(address) }
}

/// A person writes to us: nothing forbids an answer.
pub fn mail() -> Mail {
    Mail {
        message_id: Some("1@x.org".into()),
        in_reply_to: vec![],
        references: vec![],
        from: vec![mailbox("li@x.org")],
        from_fields: 1,
        to: vec![mailbox("support@okpay.example")],
        cc: vec![],
        resent_to: vec![],
        reply_to: vec![],
        return_path: ReturnPath::Path(Address::new("li@x.org")),
        subject: "退款".into(),
        date: None,
        headers: Headers::default(),
        text: "请退款".into(),
        spans: vec![],
        attachments: vec![],
        language: Language::ZhHans,
        kind: Kind::Human,
        kind_why: String::new(),
        bounce: None,
        defects: vec![],
        offset: None,
        canonical: Digest([0; 32]),
    }
}

fn with(header: &str, value: &str) -> Mail {
    let mut mail = mail();
    mail.headers.0.push((header.into(), value.into()));
    mail
}

pub fn facts() -> Facts {
    Facts { arrived_at: NOW, ..Facts::default() }
}

pub fn keys() -> Keys {
    Keys::derive(b"the key of these tests stays the same", "desk1")
}

/// What `gate` says under these terms.
fn gate(mail: &Mail, facts: &Facts, trust: &Trust, is_own_letter: bool) -> Gate {
    let own = [Address::new("support@okpay.example")];
    let (ann, keys) = (Address::new("ann@okpay.example"), keys());
    let terms = Terms { own: &own, staff: vec![&ann], trust, max_auto_age: Span::hours(6), keys: &keys, is_own_letter };
    judge(&Case { mail, facts, terms: Some(&terms), now: NOW })
}

fn row(mail: &Mail) -> &'static str {
    match gate(mail, &facts(), &Trust::default(), false) {
        Gate::Send => "L31",
        Gate::Silent { row, why } | Gate::Drop { row, why } => {
            assert!(!why.is_empty());
            row
        }
    }
}

pub fn changed(change: impl FnOnce(&mut Mail)) -> Mail {
    let mut mail = mail();
    change(&mut mail);
    mail
}

#[test]
fn every_row_of_the_table_holds_for_its_mail() {
    let attachment = |media_type: &str| Attachment {
        nature: crate::mail::Nature::Other,
        name: "a".into(),
        media_type: media_type.into(),
        bytes: 1,
        sha256: Digest([0; 32]),
        doubt: None,
        is_decoration: false,
        is_shown: false,
    };
    let truth: Vec<(&str, Mail)> = vec![
        ("L31", mail()),
        ("L03", changed(|m| m.kind = Kind::Own)),
        ("L04", with("X-Frontdesk-Loop", "other; hop=1; mac=abc")),
        ("L04", with("X-Loop", "support")),
        ("L04", with("X-RT-Loop-Prevention", "example")),
        ("L04", with("X-Zammad-Ticket-ID", "1")),
        ("L04", with("X-OTRS-Loop", "yes")),
        ("L05", changed(|m| m.return_path = ReturnPath::Null)),
        ("L07", with("Content-Type", "Multipart/Report; report-type=delivery-status")),
        ("L07", changed(|m| m.kind = Kind::Report)),
        ("L07", changed(|m| m.bounce = Some(Bounce::default()))),
        ("L07", changed(|m| m.attachments.push(attachment("message/delivery-status")))),
        ("L07", with("X-Failed-Recipients", "a@b.org")),
        ("L08", with("Auto-Submitted", "auto-notified")),
        ("L09", with("List-Id", "<news.x.org>")),
        ("L10", with("Precedence", "bulk")),
        (
            "L11",
            changed(|m| {
                m.headers.0.push(("X-Auto-Response-Suppress".into(), "All".into()));
                m.subject = "Automatic reply: Refund".into();
            }),
        ),
        ("L12", with("X-Autoreply", "yes")),
        ("L13", changed(|m| m.from = vec![mailbox("no-reply@x.org")])),
        ("L13", changed(|m| m.return_path = ReturnPath::Path(Address::new("news-bounces@x.org")))),
        ("L13", changed(|m| m.kind = Kind::AutoReply)),
        ("L14", changed(|m| m.from = vec![mailbox("Support+1@okpay.example")])),
        ("L14", changed(|m| m.from = vec![mailbox("ann@okpay.example")])),
        ("L15", changed(|m| m.to = vec![mailbox("wang@y.org")])),
        ("L16", changed(|m| m.cc = vec![mailbox("a@y.org"); 20])),
        ("L16", with("To", "undisclosed-recipients:;")),
        ("L17", changed(|m| m.from_fields = 2)),
        ("L17", changed(|m| m.from.push(mailbox("b@x.org")))),
        ("L17", changed(|m| m.from.clear())),
        ("L19", changed(|m| m.return_path = ReturnPath::Path(Address::new("eve@y.org")))),
        ("L21", changed(|m| m.headers.0 = vec![("Received".into(), "x".into()); 31])),
        ("L22", changed(|m| m.subject = "自动回复：我在休假".into())),
        ("L26", with("Content-Type", "multipart/encrypted")),
        ("L26", with("Content-Type", "text/calendar; method=REQUEST")),
        ("L26", changed(|m| m.attachments.push(attachment("text/calendar")))),
    ];
    for (at, (expected, mail)) in truth.iter().enumerate() {
        assert_eq!(row(mail), *expected, "case {at}: {:?}", mail.headers);
    }
    let tested: Vec<&str> = truth.iter().map(|(id, _)| *id).collect();
    let here = ROWS.iter().filter(|row| row.test == "every_row_of_the_table_holds_for_its_mail");
    assert!(here.clone().count() > 15 && here.clone().all(|row| tested.contains(&row.id)), "a row without a case");
}

#[test]
fn stale_mail_is_not_answered_and_unknown_age_is_not_asked() {
    let at = |arrived_at| gate(&mail(), &Facts { arrived_at, ..Facts::default() }, &Trust::default(), false);
    assert!(matches!(at(NOW - Span::hours(7)), Gate::Silent { row: "L02", .. }));
    assert!(matches!(at(NOW + Span::hours(2)), Gate::Silent { row: "L02", .. }));
    assert_eq!(at(NOW - Span::hours(5)), Gate::Send);
    assert_eq!(at(Timestamp::default()), Gate::Send);
    let ahead = Facts { stamped_at: Some(NOW + Span::hours(2)), ..facts() };
    let said = gate(&mail(), &ahead, &Trust::default(), false);
    assert!(matches!(said, Gate::Silent { row: "L02", .. }), "the server's word, not the clamped one: {said:?}");
}

#[test]
fn our_own_letter_is_dropped_before_all_else() {
    let mail = with("Auto-Submitted", "auto-replied");
    assert!(matches!(gate(&mail, &facts(), &Trust::default(), true), Gate::Drop { row: "L03", .. }));
}

#[test]
fn odd_senders_are_never_answered() {
    for address in [
        "\"a b\"@x.org",
        "li@[1.2.3.4]",
        "li@1.2.3.4",
        "li@localhost",
        "李@x.org",
        "li@例子.cn",
        "li",
        "@x.org",
        "li@x..org",
        "li@x.org\r\nRCPT",
        "li@x.org\0@evil.org",
        "a@good.com,b@evil.com",
        "a<b>@x.org",
    ] {
        assert_eq!(row(&changed(|m| m.from = vec![mailbox(address)])), "L17", "{address:?}");
    }
    for address in ["li.lei+okpay@mail.x.org", "o'brien@x.org", "LI_LEI@X-Y.ORG", "123456@qq.com"] {
        let mail = changed(|m| {
            m.from = vec![mailbox(address)];
            m.return_path = ReturnPath::Absent;
        });
        assert_eq!(row(&mail), "L31", "{address:?}");
    }
}

#[test]
fn a_return_path_may_be_rewritten_or_absent() {
    for path in [
        "LI@X.org",
        "prvs=1234abcd=li@x.org",
        "SRS0=hh=tt=x.org=li@mail.x.org",
        "li+tag@x.org",
        "sys+li=x.org@bounces.x.org",
    ] {
        assert_eq!(row(&changed(|m| m.return_path = ReturnPath::Path(Address::new(path)))), "L31", "{path}");
    }
    assert_eq!(row(&changed(|m| m.return_path = ReturnPath::Absent)), "L31");
    for path in ["SRS0=hh=tt=x.org=li@evil.net", "SRS1=hh=a.net==hh=tt=x.org=li@evil.net", "sys+li=x.org@evil.net"] {
        assert_eq!(row(&changed(|m| m.return_path = ReturnPath::Path(Address::new(path)))), "L19", "{path}");
    }
}

pub fn trusting(authserv_id: &str) -> Trust {
    Trust { authserv_id: Some(authserv_id.into()), ..Trust::default() }
}

#[test]
fn explain_names_the_rows_it_could_not_ask() {
    assert_eq!(mail_gate(&mail(), &facts(), None, NOW), Gate::Send);
    let why = why_send(None, None);
    assert!(why.contains("L02, L03, L14, L15, L18, L19, L20, L21 for want of a config"), "{why}");
    assert!(why.contains("L01, L06, L23, L24, L25, L28, L29, L30 for want of the database"), "{why}");
}

fn robot_headers() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("Auto-Submitted", "auto-replied"),
        ("AUTO-SUBMITTED", "auto-generated; x=y"),
        ("List-Id", "<l.x.org>"),
        ("list-unsubscribe", "<mailto:u@x.org>"),
        ("Precedence", "junk"),
        ("X-Precedence", "auto_reply"),
        ("X-Autorespond", "1"),
        ("X-Loop", "x"),
        ("X-Failed-Recipients", "a@b.org"),
        ("Content-Type", "multipart/report"),
        ("X-MS-Exchange-Inbox-Rules-Loop", "a@b.org"),
        ("Feedback-ID", "1"),
        ("X-BeenThere", "l@x.org"),
    ])
}

proptest! {
    #[test]
    fn a_mail_with_any_robot_sign_is_never_answered(
        sign in robot_headers(), others in prop::collection::vec(("[A-Za-z-]{1,12}", "\\PC{0,20}"), 0..6), place in 0_usize..6,
        subject in "\\PC{0,30}", with_policy in any::<bool>(),
    ) {
        let mut mail = mail();
        mail.subject = subject;
        mail.headers.0 = others;
        let place = place.min(mail.headers.0.len());
        // A Content-Type of the noise above the sign would be the one that counts.
        mail.headers.0.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        mail.headers.0.insert(place.min(mail.headers.0.len()), (sign.0.into(), sign.1.into()));
        let said = match with_policy {
            true => gate(&mail, &facts(), &Trust::default(), false),
            false => mail_gate(&mail, &facts(), None, NOW),
        };
        prop_assert_ne!(said, Gate::Send);
    }
}

#[test]
fn no_guard_opens_the_gate() {
    let text = |act: &str| format!("[[guard]]\nname = \"g\"\nwhen = {{ from = [\"*@x.org\"] }}\ndo = {act}\n");
    let rules = |act: &str| {
        let category =
            "name = { zh = \"a\", en = \"a\" }\n[match]\nstrong = [\"aa\"]\n[test]\nyes = [\"aa\"]\nno = [\"b\"]\n";
        let file = |path: &str, text: String| crate::rules::RuleFile { path: path.into(), text };
        let files = [file("categories/a.toml", category.to_owned()), file("guards.toml", text(act))];
        crate::rules::RuleSet::load("rules", &files, &crate::rules::Kinship::default()).unwrap()
    };
    let row = |gate: &Gate| match gate {
        Gate::Send => "send",
        Gate::Silent { row, .. } | Gate::Drop { row, .. } => row,
    };
    let gates = [Gate::Send, silent("L09", "a list"), Gate::Drop { row: "L03", why: "ours".to_owned() }];
    for (act, wanted) in [
        ("\"drop\"", ["guard", "guard", "L03"]),
        ("\"store_silently\"", ["guard", "L09", "L03"]),
        ("\"raise\"\nteam = \"lead\"", ["send", "L09", "L03"]),
    ] {
        let rules = rules(act);
        let guard = rules.guards.find(&mail());
        assert!(guard.is_some(), "{act}");
        let after = gates.clone().map(|gate| guarded(gate, guard));
        assert_eq!(after.each_ref().map(row), wanted, "{act}");
    }
    assert_eq!(gates.clone().map(|gate| guarded(gate, None)), gates, "without a guard nothing changes");
}
