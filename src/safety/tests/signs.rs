//! core: Do the rows hold that look beyond the header fields?

use super::*;
use crate::letter::LetterKind;
use crate::mail::{Defect, SpanKind, TextSpan};

fn said(mail: &Mail, facts: &Facts, trust: &Trust) -> String {
    match gate(mail, facts, trust, false) {
        Gate::Send => "L31".to_owned(),
        Gate::Silent { row, why } | Gate::Drop { row, why } => format!("{row} {why}"),
    }
}

fn plainly(mail: &Mail) -> String {
    said(mail, &facts(), &Trust::default())
}

/// A mail of these pieces.
fn written(subject: &str, pieces: &[(SpanKind, &str)]) -> Mail {
    changed(|m| {
        m.subject = subject.into();
        m.text.clear();
        for (kind, words) in pieces {
            let start = m.text.len();
            m.text.push_str(words);
            m.spans.push(TextSpan { kind: *kind, start, end: m.text.len() });
        }
    })
}

#[test]
fn a_return_path_is_missed_only_where_it_always_stands() {
    let pathless = changed(|m| m.return_path = ReturnPath::Absent);
    assert_eq!(plainly(&pathless), "L31");
    let usual = Facts { is_path_usual: true, ..facts() };
    assert!(said(&pathless, &usual, &Trust::default()).starts_with("L06 no return path"));
    assert_eq!(said(&mail(), &usual, &Trust::default()), "L31");
}

#[test]
fn only_the_verdict_of_our_own_filter_counts() {
    let fields = ["X-Spam-Flag", "X-Spam-Status", "X-Rspamd-Action", "X-MS-Exchange-Organization-SCL"];
    let trust = Trust { spam_fields: fields.map(str::to_owned).to_vec(), ..Trust::default() };
    for (name, value, expected) in [
        ("X-Spam-Flag", "YES", "L20"),
        ("x-spam-flag", "NO", "L31"),
        ("X-Spam-Status", "Yes, score=9.1 required=5.0", "L20"),
        ("X-Spam-Status", "No, score=0.1, yes it is tested", "L31"),
        ("X-Spam-Status", "yesterday", "L31"),
        ("X-Rspamd-Action", "add header", "L20"),
        ("X-Rspamd-Action", "no action", "L31"),
        ("X-MS-Exchange-Organization-SCL", "5", "L20"),
        ("X-MS-Exchange-Organization-SCL", "-1", "L31"),
        ("X-Virus-Status", "Infected", "L31"),
    ] {
        let mail = with(name, value);
        assert!(said(&mail, &facts(), &trust).starts_with(expected), "{name}: {value}");
        assert_eq!(plainly(&mail), "L31", "nobody named {name}");
    }
}

#[test]
fn a_mail_that_left_our_server_and_came_back_is_a_loop() {
    let received = |hop: &&str| ("Received".to_owned(), (*hop).to_owned());
    let hops = |hops: &[&str]| changed(|m| m.headers.0 = hops.iter().map(received).collect());
    let ours = "from a by mx.okpay.example (Postfix) with ESMTP id 1 for <support@okpay.example>; Mon";
    let local = "from localhost (localhost [127.0.0.1]) by mx.okpay.example with ESMTP id 2; Mon";
    let filter = "from mx.okpay.example by localhost (amavisd-new) with ESMTP id 3; Mon";
    let foreign = "from mx.okpay.example by relay.x.org with ESMTP id 4 for <old@x.org>; Mon";
    assert!(plainly(&hops(&[ours, foreign, ours])).starts_with("L21 mx.okpay.example has seen it before"));
    assert_eq!(plainly(&hops(&[ours, local, filter, ours])), "L31", "a filter on our machine handed it back");
    assert_eq!(plainly(&hops(&[ours, foreign, foreign])), "L31");
    let neighbour = ours.replace("support@okpay.example", "li@y.org");
    assert_eq!(plainly(&hops(&[ours, foreign, &neighbour])), "L31", "a neighbour on the same host wrote");
    assert_eq!(plainly(&hops(&["nonsense", "by"])), "L31");
}

#[test]
fn a_letter_of_ours_inside_the_text_is_a_loop() {
    let id = letter::message_id(&keys(), Some(10_001), 3, LetterKind::Ack, 1, "okpay.example");
    let text = |text: String| changed(|m| m.text = text);
    assert!(plainly(&text(format!("see below\n> Message-ID: <{id}>\n"))).starts_with("L21 the text shows Message-ID"));
    assert!(plainly(&text("X-Frontdesk-Loop: desk1; hop=1".into())).starts_with("L21"));
    assert_eq!(plainly(&text("X-Frontdesk-Loop: desk2; hop=1".into())), "L31");
    assert_eq!(plainly(&text(format!("Message-ID: <{}>", id.replace("10001", "10002")))), "L31", "nobody can forge it");
    assert_eq!(plainly(&text(format!("I never got your mail {id}, please send it again"))), "L31");
}

#[test]
fn a_mail_that_says_nothing_is_not_answered() {
    use SpanKind::{Forwarded, New, Quoted};
    assert!(plainly(&written("", &[])).starts_with("L23 it says nothing"));
    assert_eq!(plainly(&written("退款 TX123", &[])), "L31", "many people write in the subject only");
    assert!(plainly(&written("Re: your mail", &[(Quoted, "> your mail")])).starts_with("L23 nothing but quoted"));
    assert_eq!(plainly(&written("Re: your mail", &[(New, "yes"), (Quoted, "> your mail")])), "L31");
    assert_eq!(plainly(&written("Fwd: it", &[(Forwarded, "what they wrote")])), "L31");
    let mut picture = written("", &[]);
    picture.attachments.push(Attachment {
        nature: crate::mail::Nature::Other,
        name: "a.png".into(),
        media_type: "image/png".into(),
        bytes: 1,
        sha256: Digest([0; 32]),
        doubt: None,
        is_decoration: false,
        is_shown: false,
    });
    assert_eq!(plainly(&picture), "L31", "a screenshot says enough");
}

#[test]
fn our_own_words_sent_back_are_not_answered() {
    let ours = "Dear customer,\nwe have your mail and will answer within one working day.\nYour number is OK-10001.\n";
    let facts = Facts { last_letter: Some(ours.into()), ..facts() };
    let says = |text: &str| said(&changed(|m| m.text = text.into()), &facts, &Trust::default());
    let quoted: String = ours.lines().map(|line| format!("> {line}\n")).collect();
    assert!(says(ours).starts_with("L23 100 %"));
    assert!(says(&quoted).starts_with("L23"));
    assert!(says(&ours.replace("10001", "10002")).starts_with("L23"));
    assert_eq!(says(&format!("{quoted}\nThank you, but my refund TX8812345 of 40 EUR is still not here.")), "L31");
    assert_eq!(says(""), "L31");
}

#[test]
fn three_mails_right_after_our_letters_are_a_chase() {
    let facts = |right_after_letters| Facts { right_after_letters, ..facts() };
    assert_eq!(said(&mail(), &facts(2), &Trust::default()), "L31");
    assert!(said(&mail(), &facts(3), &Trust::default()).starts_with("L24"));
}

#[test]
fn a_bomb_is_not_answered() {
    let mut bomb = String::from("From: <li@x.org>\r\nTo: support@okpay.example\r\nSubject: Refund\r\n");
    (0..1500).for_each(|n| bomb.push_str(&format!("X-{n}: 1\r\n")));
    bomb.push_str("\r\nI want a refund.\r\n");
    assert!(plainly(&crate::mail::read(bomb.as_bytes(), false)).starts_with("L27 more than 1000 header fields"));
    let deep = changed(|m| {
        m.defects.push(Defect("more than 30 parts inside one another, the inner ones were not read".into()))
    });
    assert!(plainly(&deep).starts_with("L27"));
    let odd = changed(|m| m.defects.push(Defect("the date cannot be read".into())));
    assert_eq!(plainly(&odd), "L31", "people's programs write that");
}
