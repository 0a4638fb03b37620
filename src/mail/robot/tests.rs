//! core: Are robots told from people?

use super::*;
use crate::mail::{Bounce, BouncedRecipient, Mailbox};

fn told(headers: &[(&str, &str)], from: &str, subject: &str) -> (Kind, String) {
    let headers = Headers(headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
    let from = [Mailbox { name: String::new(), address: Address::new(from) }];
    let return_path = ReturnPath::Path(Address::new("li@x.org"));
    kind(&Signs {
        headers: &headers,
        return_path: &return_path,
        from: &from,
        subject,
        words: "",
        part_types: &[],
        bounce: None,
    })
}

#[test]
fn every_robot_sign_is_seen_and_named() {
    for (name, value, expected) in [
        ("Auto-Submitted", "auto-replied", Kind::AutoReply),
        ("auto-submitted", "Auto-Generated (failure); owner-email=a@b", Kind::AutoReply),
        ("Auto-Submitted", "auto-notified; no", Kind::AutoReply),
        ("Auto-Submitted", "yes", Kind::AutoReply),
        ("Auto-Submitted", "", Kind::AutoReply),
        ("List-Id", "News <news.x.org>", Kind::List),
        ("Mailing-List", "contact x", Kind::List),
        ("List-Unsubscribe", "<mailto:x@y>", Kind::Bulk),
        ("Feedback-ID", "1:2", Kind::Bulk),
        ("Feedback-ID", "campaign:shop.example:news:7", Kind::Bulk),
        ("Precedence", "Bulk", Kind::Bulk),
        ("Precedence", "list", Kind::List),
        ("X-Precedence", "auto_reply", Kind::AutoReply),
        ("X-Autoreply", "yes", Kind::AutoReply),
        ("X-Autorespond", "", Kind::AutoReply),
        ("X-POST-MessageClass", "9; Autoresponder", Kind::AutoReply),
        ("Delivered-To", "Autoresponder", Kind::AutoReply),
        ("X-Cron-Env", "<SHELL=/bin/sh>", Kind::AutoReply),
        ("X-Failed-Recipients", "a@b", Kind::Bounce),
    ] {
        let (kind, why) = told(&[(name, value)], "li@x.org", "Hello");
        assert_eq!(kind, expected, "{name}: {value}");
        assert!(why.to_lowercase().starts_with(&name.to_lowercase()), "{why}");
    }
}

#[test]
fn people_are_no_robots() {
    for headers in [
        &[("Auto-Submitted", "no")][..],
        &[("Auto-Submitted", "No (a person); x=y")],
        &[("X-Auto-Response-Suppress", "All")],
        &[("X-Auto-Response-Suppress", "DR, OOF, AutoReply")],
        &[("Precedence", "normal")],
        &[("X-Autoreply", "no")],
        &[("Delivered-To", "support@okpay.example")],
        &[("X-Mailer", "Foxmail 7")],
    ] {
        assert_eq!(told(headers, "li@x.org", "Re: 自动回复: 退款").0, Kind::Human, "{headers:?}");
    }
    for from in [
        "bouncer.bob@x.org",
        "jono.replyman@x.org",
        "rooted@x.org",
        "alertes@x.org",
        "li.requests@x.org",
        "owner@x.org",
    ] {
        assert_eq!(told(&[], from, "Hello").0, Kind::Human, "{from}");
    }
    // An absence in the subject alone is no proof; the gate stays silent on it.
    assert_eq!(told(&[], "li@x.org", "自动回复：我在休假").0, Kind::Human);
}

#[test]
fn two_fields_of_which_one_says_no_are_a_robot() {
    let (kind, why) = told(&[("Auto-Submitted", "no"), ("Auto-Submitted", "auto-replied")], "li@x.org", "Hello");
    assert_eq!((kind, why.as_str()), (Kind::AutoReply, "Auto-Submitted: auto-replied"));
}

#[test]
fn a_wish_for_silence_beside_an_absence_is_a_robot() {
    let (kind, why) = told(&[("X-Auto-Response-Suppress", "All")], "li@x.org", "Automatic reply: Refund");
    assert_eq!(kind, Kind::AutoReply);
    assert!(why.contains("automatic reply"), "{why}");
}

#[test]
fn machines_are_known_by_their_address() {
    for (from, expected) in [
        ("MAILER-DAEMON@x.org", Kind::Bounce),
        ("bounces+123@x.org", Kind::Bounce),
        ("news-bounces@x.org", Kind::Bounce),
        ("owner-news@x.org", Kind::List),
        ("news-request@x.org", Kind::List),
        ("li+caf_=a=b@x.org", Kind::List),
        ("no-reply@x.org", Kind::Bulk),
        ("noreply2@x.org", Kind::Bulk),
        ("account.no_reply@x.org", Kind::Bulk),
        ("do-not-reply@x.org", Kind::Bulk),
        ("DoNotReply@x.org", Kind::Bulk),
        ("notifications@x.org", Kind::Bulk),
        ("bounces77@x.org", Kind::Bounce),
        ("ne-pas-repondre@x.org", Kind::Bulk),
        ("nao.responda@x.org", Kind::Bulk),
        ("prvs=0123abcd=root@x.org", Kind::AutoReply),
        ("SRS0=ab=cd=y.org=noreply@x.org", Kind::Bulk),
    ] {
        assert_eq!(told(&[], from, "Hello").0, expected, "{from}");
    }
}

#[test]
fn reports_and_null_paths_are_robots() {
    let headers = Headers::default();
    let mut signs = Signs {
        headers: &headers,
        return_path: &ReturnPath::Absent,
        from: &[],
        subject: "",
        words: "",
        part_types: &["multipart/report".to_owned(), "text/plain".to_owned()],
        bounce: None,
    };
    assert_eq!(kind(&signs).0, Kind::Report);
    signs.part_types = &[];
    assert_eq!(kind(&signs).0, Kind::Human);
    signs.return_path = &ReturnPath::Null;
    assert_eq!(kind(&signs), (Kind::AutoReply, "Return-Path: <>".to_owned()));
    let bounce = Bounce {
        recipients: vec![BouncedRecipient {
            address: "a@b.org".into(),
            status: "4.4.1".into(),
            permanent: false,
            diagnostic: String::new(),
        }],
        original_message_id: None,
    };
    signs.bounce = Some(&bounce);
    assert_eq!(kind(&signs), (Kind::Delay, "delivery report: a@b.org 4.4.1".to_owned()));
    let mut failed = bounce.clone();
    failed.recipients[0].permanent = true;
    signs.bounce = Some(&failed);
    assert_eq!(kind(&signs).0, Kind::Bounce);
}
