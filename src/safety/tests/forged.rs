//! core: Can a stranger make us believe what he writes into his mail?

use super::*;
use crate::mail;

const BORDER: &str = "from mail.x.org (mail.x.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 1";

/// Fields from the top, before those of `mail()`.
fn under(fields: &[(&str, &str)]) -> Mail {
    changed(|m| m.headers.0 = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

#[test]
fn a_sender_is_proven_by_dmarc_or_by_an_aligned_pass() {
    let trust = trusting("mx.okpay.example");
    for (field, expected) in [
        ("mx.okpay.example; dmarc=pass (p=none) header.from=x.org", true),
        ("MX.okpay.example 1; spf=pass smtp.mailfrom=li@x.org; dmarc = pass header.from=X.org", true),
        ("mx.okpay.example; dkim=pass header.d=x.org header.b=ab/c=", true),
        ("mx.okpay.example; dkim=pass header.i=@mail.x.org", true),
        ("mx.okpay.example; dkim=fail header.d=x.org; dkim=pass header.d=x.org", true),
        ("mx.okpay.example; spf=pass smtp.mailfrom=li@x.org", true),
        ("mx.okpay.example; spf=pass smtp.mailfrom=x.org; strange; dkim", true),
        ("mx.okpay.example; dmarc=none header.from=x.org; dkim=pass header.d=x.org", true),
        ("mx.okpay.example; dmarc=none header.from=x.org; spf=pass smtp.mailfrom=li@x.org", true),
        ("mx.okpay.example; dmarc=bestguesspass action=none header.from=x.org; dkim=pass header.d=x.org", true),
        ("mx.okpay.example; dmarc=none header.from=x.org", false),
        ("mx.okpay.example; dmarc=none header.from=x.org; dkim=pass header.d=evil.org", false),
        ("mx.okpay.example; dmarc=fail header.from=x.org; dkim=pass header.d=x.org", false),
        ("mx.okpay.example; dmarc=temperror header.from=x.org; dkim=pass header.d=x.org", false),
        ("mx.okpay.example; dmarc=permerror header.from=x.org; dkim=pass header.d=x.org", false),
        ("mx.okpay.example; dmarc=pass header.from=evil.org", false),
        ("mx.okpay.example; dmarc=pass header.from=x.org; dmarc=fail", false),
        ("mx.okpay.example; dkim=pass header.d=evil.org", false),
        ("mx.okpay.example; dkim=pass header.d=org", false),
        ("mx.okpay.example; dkim=neutral header.d=x.org; spf=softfail smtp.mailfrom=x.org", false),
        ("mx.okpay.example; spf=pass smtp.helo=x.org", false),
        ("mx.okpay.example.evil.org; dmarc=pass", false),
        ("evil.org; dmarc=pass", false),
        ("mx.okpay.example 2; dmarc=pass header.from=x.org", false),
        ("mx.okpay.example; spf=fail reason=\"; dmarc=pass\"", false),
        ("mx.okpay.example (; dmarc=pass); none", false),
        ("mx.okpay.example; (dmarc=pass", false),
        ("mx.okpay.example; none", false),
        ("mx.okpay.example", false),
        ("dmarc=pass header.from=x.org", false),
        ("", false),
    ] {
        let mail = under(&[("Authentication-Results", field), ("Received", BORDER)]);
        assert_eq!(auth::is_authenticated(&mail, &trust), expected, "{field}");
        assert!(!auth::is_authenticated(&mail, &Trust::default()));
        let is_sent = gate(&mail, &facts(), &trust, false) == Gate::Send;
        assert_eq!(is_sent, expected, "L18: {field}");
    }
}

#[test]
fn a_result_counts_only_where_our_own_server_wrote_it() {
    let pass = ("Authentication-Results", "mx.okpay.example; dmarc=pass header.from=x.org");
    let fail = ("Authentication-Results", "mx.okpay.example; dmarc=fail header.from=x.org");
    let none = ("Authentication-Results", "mx.okpay.example; dkim=none; spf=none");
    let border = ("Received", BORDER);
    let inside = ("Received", "from mx.okpay.example ([127.0.0.1]) by mx.okpay.example (Dovecot) with LMTP id 2");
    let helo =
        ("Received", "from mx.okpay.example (unknown [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTP id 3");
    let theirs = ("Received", "from a by mx.okpay.example");
    let above = trusting("mx.okpay.example");
    let below = Trust { authserv_is_below: true, ..above.clone() };
    for (fields, is_above, is_below) in [
        (vec![pass, border], true, true),
        (vec![inside, pass, border], true, true),
        (vec![pass], true, true),
        (vec![inside, border, pass], false, true),
        (vec![border, pass, theirs], false, true),
        (vec![border, theirs, pass], false, false),
        (vec![helo, theirs, pass], false, false),
        (vec![helo, pass, theirs], false, true),
        (vec![fail, border, pass], false, false),
        (vec![none, border, pass], false, false),
        (vec![border, none, pass], false, false),
        (vec![none, pass, border], true, true),
        (vec![border], false, false),
    ] {
        let mail = under(&fields);
        assert_eq!(auth::is_authenticated(&mail, &above), is_above, "above: {fields:?}");
        assert_eq!(auth::is_authenticated(&mail, &below), is_below, "below: {fields:?}");
    }
    let misplaced = gate(&under(&[border, pass]), &facts(), &above, false);
    assert!(matches!(misplaced, Gate::Silent { row: "L18", why } if why.contains("authserv_is_below = true")));
    // Without any Received only the topmost field can be ours.
    let other = ("Authentication-Results", "evil.org; dmarc=fail");
    assert!(!auth::is_authenticated(&under(&[other, pass]), &above));
}

/// A mail through the group, or re-sent by the forwarder, as our own server hands it over.
fn passed_on(host: &str, path: &str, stamps: &[(&str, &str)]) -> Mail {
    let received = format!("from {host} ({host} [192.0.2.7]) by mx.okpay.example (Postfix) with ESMTPS id 1");
    let mut mail = under(&[("Received", &received)]);
    mail.headers.0.extend(stamps.iter().map(|(name, value)| ((*name).into(), (*value).into())));
    mail.return_path = ReturnPath::Path(Address::new(path));
    let parts = robot_kind(&mail);
    (mail.kind, mail.kind_why) = parts;
    mail
}

fn robot_kind(mail: &Mail) -> (Kind, String) {
    crate::mail::robot::kind(&crate::mail::robot::Signs {
        headers: &mail.headers,
        return_path: &mail.return_path,
        from: &mail.from,
        subject: &mail.subject,
        words: "",
        part_types: &[],
        bounce: None,
    })
}

fn said(mail: &Mail, trust: &Trust) -> &'static str {
    match gate(mail, &facts(), trust, false) {
        Gate::Send => "L31",
        Gate::Silent { row, .. } | Gate::Drop { row, .. } => row,
    }
}

#[test]
fn an_own_list_passes_what_it_stamps_and_nobody_can_claim_to_be_it() {
    let trust = Trust { own_lists: vec!["support.lists.okpay.example".into()], ..Trust::default() };
    let stamps = [
        ("List-Id", "Support <support.lists.okpay.example>"),
        ("List-Unsubscribe", "<mailto:support-leave@lists.okpay.example>"),
        ("Precedence", "list"),
    ];
    let path = "support-bounces@lists.okpay.example";
    let group = passed_on("lists.okpay.example", path, &stamps);
    assert_eq!(said(&group, &trust), "L31");
    assert_eq!(said(&group, &Trust::default()), "L09");
    assert_eq!(said(&passed_on("mail.evil.net", path, &stamps), &trust), "L09", "only the List-Id says so");
    let mut two = group.clone();
    two.headers.0.push(("List-Id".into(), "<news.x.org>".into()));
    assert_eq!(said(&two, &trust), "L09");
    let mut reply = group;
    reply.headers.0.push(("Auto-Submitted".into(), "auto-replied".into()));
    assert_eq!(said(&reply, &trust), "L08");

    // A group at Google: its host is Google's, its path the group's.
    let google = Trust { own_lists: vec!["support.okpay.example".into()], ..Trust::default() };
    let stamps =
        [("List-ID", "<support.okpay.example>"), ("Precedence", "list"), ("X-BeenThere", "support@okpay.example")];
    let host = "mail-yw1-f199.google.com";
    assert_eq!(said(&passed_on(host, "support+bncBD1@okpay.example", &stamps), &google), "L31");
    assert_eq!(said(&passed_on(host, "eve@gmail.com", &stamps), &google), "L09");

    // Where the provider vouches for the sender, the list may run on the same server.
    let vouched = Trust { authserv_id: Some("mx.okpay.example".into()), ..google };
    let mut local = passed_on("mail.x.org", "support+bounces@okpay.example", &stamps);
    assert_eq!(said(&local, &vouched), "L09");
    local.headers.0.insert(0, ("Authentication-Results".into(), "mx.okpay.example; dkim=pass header.d=x.org".into()));
    assert_eq!(said(&local, &vouched), "L31");
}

#[test]
fn a_forwarder_excuses_only_that_it_forwards_and_nobody_can_claim_to_be_it() {
    let trust = Trust { forwarders: vec!["relay.net".into(), "old@gmail.com".into()], ..Trust::default() };
    let caf = "old+caf_=support=okpay.example@gmail.com";
    let google = "mail-ed1-f49.google.com";
    let auto = [("Auto-Submitted", "auto-forwarded")];
    let to_old = |mut mail: Mail| {
        mail.to = vec![mailbox("old@gmail.com")];
        mail
    };
    assert_eq!(said(&to_old(passed_on(google, caf, &auto)), &trust), "L31");
    assert_eq!(said(&to_old(passed_on(google, caf, &auto)), &Trust::default()), "L08");
    assert_eq!(said(&to_old(passed_on("mail.evil.net", caf, &auto)), &trust), "L08", "a path anybody can give");
    assert_eq!(said(&to_old(passed_on(google, "eve@gmail.com", &[])), &trust), "L15", "not that mailbox");
    assert_eq!(said(&to_old(passed_on("out.relay.net", "li@x.org", &auto)), &trust), "L31", "the customer's own path");
    for (stamps, row) in [
        (vec![("Auto-Submitted", "auto-replied")], "L08"),
        (vec![("Auto-Submitted", "auto-forwarded"), ("Auto-Submitted", "auto-generated")], "L08"),
        (vec![("Auto-Submitted", "auto-forwarded"), ("X-Autoreply", "yes")], "L12"),
        (vec![("List-Id", "<news.shop.example>")], "L09"),
        (vec![("List-Unsubscribe", "<mailto:u@shop.example?to=old@relay.net>")], "L09"),
        (vec![("List-Id", "<old.relay.net>"), ("Precedence", "list")], "L31"),
        (vec![("Precedence", "bulk")], "L10"),
    ] {
        assert_eq!(said(&passed_on("out.relay.net", "old@relay.net", &stamps), &trust), row, "{stamps:?}");
    }
    let mut robot = passed_on("out.relay.net", "old@relay.net", &auto);
    robot.from = vec![mailbox("noreply@shop.example")];
    assert_eq!(said(&robot, &trust), "L13");

    // The path the forwarder rewrote names the sender.
    let srs = |local: &str| passed_on("out.relay.net", &format!("{local}@relay.net"), &auto);
    assert_eq!(said(&srs("SRS0=hh=tt=x.org=li"), &trust), "L31");
    assert_eq!(said(&srs("SRS0=hh=tt=evil.org=eve"), &trust), "L19");
    assert_eq!(said(&srs("SRS1=hh=a.net==hh=tt=x.org=li"), &trust), "L31");

    // Our own server's result for the path proves it too; the sender must still be vouched for.
    let vouched = Trust { authserv_id: Some("mx.okpay.example".into()), ..trust };
    let mut proven = to_old(passed_on("unknown.example", caf, &auto));
    let result = |value: &str| ("Authentication-Results".to_owned(), format!("mx.okpay.example; {value}"));
    proven.headers.0.insert(0, result("spf=pass smtp.mailfrom=old@gmail.com; dkim=pass header.d=x.org"));
    assert_eq!(said(&proven, &vouched), "L31");
    proven.headers.0[0] = result("spf=pass smtp.mailfrom=old@gmail.com");
    assert_eq!(said(&proven, &vouched), "L18");
    proven.headers.0[0] = result("spf=fail smtp.mailfrom=old@gmail.com; dkim=pass header.d=x.org");
    assert_eq!(said(&proven, &vouched), "L08");
}

#[test]
fn a_loop_mark_somebody_copied_never_makes_a_mail_vanish() {
    let mark = letter::loop_mark(&keys(), "10234.7.ack.1.aaaaaaaaaaaaaaaa@okpay.example");
    assert_eq!(row(&with("X-Frontdesk-Loop", &mark)), "L04", "a customer with our mark");
    let of_ours = |mark: &str| {
        let mut mail = with("X-Frontdesk-Loop", mark);
        mail.from = vec![mailbox("support@okpay.example")];
        row(&mail)
    };
    assert_eq!(of_ours(&mark), "L03");
    assert_eq!(of_ours(&mark.replace("10234", "10235")), "L04");
}

/// What a forger writes into his mail. `{}`: whom he wants us to answer.
fn lies() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Authentication-Results: mx.okpay.example; dmarc=pass header.from=bank.example",
        "Authentication-Results: mx.okpay.example; dkim=pass header.d=bank.example; spf=pass smtp.mailfrom=bank.example",
        "authentication-results: MX.OKPAY.EXAMPLE 1; dmarc=pass",
        "Authentication-Results: mx.okpay.example;\r\n dmarc=pass header.from=bank.example",
        "Authentication-Results: =?utf-8?q?mx.okpay.example;_dmarc=3Dpass?=",
        "Authentication-Results: dmarc=pass header.from=bank.example",
        "ARC-Authentication-Results: i=1; mx.okpay.example; dmarc=pass header.from=bank.example",
        "Received: from bank.example (bank.example [192.0.2.9]) by mx.okpay.example (Postfix) with ESMTPS id 9",
        "Received: from mx.okpay.example ([127.0.0.1]) by mx.okpay.example (Dovecot) with LMTP id 9",
        "Received: by mx.okpay.example id 9",
        "Received: from out.relay.net (out.relay.net [192.0.2.7]) by mx.okpay.example",
        "Return-Path: <victim@bank.example>",
        "Return-Path: <old+caf_=support=okpay.example@relay.net>",
        "Received-SPF: pass (mx.okpay.example: domain of victim@bank.example)",
        "List-Id: <support.okpay.example>",
        "Auto-Submitted: auto-forwarded",
        "Auto-Submitted: no",
        "Sender: support@okpay.example",
        "Resent-To: support@okpay.example",
        "Resent-From: support@okpay.example",
        "X-Forwarded-To: support@okpay.example",
        "Reply-To: victim@bank.example",
        "DKIM-Signature: v=1; d=bank.example; s=a; b=x",
    ])
}

fn paths() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "eve@evil.net",
        "victim+bank@evil.net",
        "old+caf_=support=okpay.example@relay.net",
        "old@relay.net",
        "support+bnc1@okpay.example",
        "SRS0=hh=tt=bank.example=victim@evil.net",
        "SRS0=hh=tt=bank.example=victim@relay.net",
        "prvs=1234=victim@evil.net",
        "bounce+victim=bank.example@evil.net",
    ])
}

fn hellos() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "from mx.okpay.example (unknown [198.51.100.66])",
        "from [127.0.0.1] (unknown [198.51.100.66])",
        "from localhost (evil.net [198.51.100.66])",
        "from out.relay.net (evil.net [198.51.100.66])",
        "from mail-ed1.google.com (unknown [198.51.100.66])",
        "from A.prod.outlook.com (unknown [198.51.100.66])",
        "from out.relay.net (out.relay.net [198.51.100.66] (may be forged))",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn of_ten_thousand_forged_mails_none_is_answered(
        said in prop::collection::vec(lies(), 0..6), paths in prop::collection::vec(paths(), 5), hello in hellos(), has_result in any::<bool>(),
        has_id in any::<bool>(),
    ) {
        let result = "Authentication-Results: mx.okpay.example; dmarc=none; dkim=none; spf=fail smtp.mailfrom=evil.net\r\n";
        let result = if has_id && has_result { result } else { "" };
        let lies: String = said.iter().map(|lie| format!("{lie}\r\n")).collect();
        let raw = format!(
            "Return-Path: <eve@evil.net>\r\nReceived: from mx.okpay.example ([127.0.0.1]) by mx.okpay.example (Dovecot) with LMTP\r\n\
             {result}Received: {hello} by mx.okpay.example (Postfix) with ESMTP id 1\r\n{lies}From: <victim@bank.example>\r\n\
             To: support@okpay.example\r\nSubject: Refund\r\nMessage-ID: <1@evil.net>\r\n\r\nbuy\r\n"
        );
        let trust = Trust {
            authserv_id: has_id.then(|| "mx.okpay.example".to_owned()),
            own_lists: vec!["support.okpay.example".into()],
            forwarders: vec!["relay.net".into()],
            ..Trust::default()
        };
        let mut mail = mail::read(raw.as_bytes(), false);
        for path in paths {
            mail.return_path = ReturnPath::Path(Address::new(path));
            prop_assert_ne!(gate(&mail, &facts(), &trust, false), Gate::Send, "{}: {}", path, raw);
        }
    }
}
