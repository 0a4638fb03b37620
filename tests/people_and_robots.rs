//! Sixty mails that programs wrote and sixty that people wrote, as their clients send them: no program is answered, and
//! no person goes unanswered without a reason that stands beside him.

#![allow(clippy::expect_used, reason = "a test may panic")]

use frontdesk::config::{Loaded, rules::shipped};
use frontdesk::mail::{self, Kind};
use frontdesk::policy::{Keys, Policy};
use frontdesk::rules::{Kinship, RuleSet};
use frontdesk::safety::{Gate, mail_gate};
use frontdesk::sla::SlaBook;
use frontdesk::ticket::Facts;
use frontdesk::time::Timestamp;
use std::sync::Arc;

const NOW: Timestamp = Timestamp::from_secs(1_795_329_000);

fn policy() -> Policy {
    let rules = RuleSet::load("rules", &shipped(), &Kinship::default()).expect("the shipped rules");
    let keys = Keys::derive(b"people and robots", "desk");
    Loaded::shipped().expect("the shipped configuration").policy(Arc::new(rules), SlaBook::default(), keys)
}

/// Fields a row does not give are those of any mail to us.
fn written(fields: &str, body: &str) -> Vec<u8> {
    let has = |name: &str| fields.lines().any(|line| line.to_lowercase().starts_with(&name.to_lowercase()));
    let from = fields.lines().find_map(|line| line.strip_prefix("From: ")).unwrap_or_default();
    let address = from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'));
    let mut head = fields.to_owned();
    for (name, value) in [
        ("Return-Path:", format!("<{address}>")),
        ("To:", "<support@okpay.example>".to_owned()),
        ("Subject:", "Refund".to_owned()),
        ("Date:", "Sun, 22 Nov 2026 10:00:00 +0800".to_owned()),
        ("Message-ID:", "<1@x.example>".to_owned()),
        ("Content-Type:", "text/plain; charset=utf-8".to_owned()),
    ] {
        if !has(name) {
            head.push_str(&format!("\n{name} {value}"));
        }
    }
    format!("{head}\n\n{body}\n").replace('\n', "\r\n").into_bytes()
}

fn row(raw: &[u8], policy: Option<&Policy>) -> (Kind, String) {
    let mail = mail::read(raw, false);
    let facts = Facts { arrived_at: NOW, ..Facts::default() };
    let told = match mail_gate(&mail, &facts, policy, NOW) {
        Gate::Send => "L31".to_owned(),
        Gate::Silent { row, why } | Gate::Drop { row, why } => {
            assert!(!why.is_empty());
            row.to_owned()
        }
    };
    (mail.kind, told)
}

const REPORT: &str = "Content-Type: multipart/report; report-type=delivery-status; boundary=b";
const BOUNCED: &str = "--b\nContent-Type: text/plain\n\nIt was not delivered.\n--b\nContent-Type: message/delivery-status\n\n\
    Reporting-MTA: dns; mx.x.example\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.1.1\n--b--";
const LATE: &str = "--b\nContent-Type: text/plain\n\nWill be tried again.\n--b\nContent-Type: message/delivery-status\n\n\
    Reporting-MTA: dns; mx.x.example\n\nFinal-Recipient: rfc822; slow@x.example\nAction: delayed\nStatus: 4.4.1\n--b--";

use Kind::{AutoReply, Bounce, Bulk, Delay, Human, List, Report};

/// (kind, fields, body). A kind `Human` stands where nothing proves a program and the gate alone keeps silent.
const ROBOTS: &[(Kind, &str, &str)] = &[
    // Absences.
    (
        AutoReply,
        "From: Pat <pat@x.example>\nSubject: Automatic reply: Refund\nAuto-Submitted: auto-replied\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\nX-Auto-Response-Suppress: All",
        "I am out of the office.",
    ),
    (
        AutoReply,
        "From: Pat <pat@x.example>\nSubject: Automatic reply: Refund\nX-Auto-Response-Suppress: All\nX-MS-Has-Attach:",
        "I am out.",
    ),
    (
        AutoReply,
        "From: 王伟 <wang@163.example>\nSubject: 自动回复: 退款\nX-Autoreply: yes\nX-Mailer: Coremail Webmail Server",
        "您好，您的邮件我已收到。",
    ),
    (AutoReply, "From: li@qq.example\nSubject: 自动回复:退款\nX-QQ-AUTO-REPLY: 1\nX-Autoreply: 1", "收到，谢谢"),
    (
        Human,
        "From: li@qq.example\nSubject: 自动回复:退款\nX-QQ-MIME: TCMime 1.0 by Tencent",
        "这是来自QQ邮箱的假期自动回复邮件。",
    ),
    (Human, "From: chen@x.example\nSubject: 自動回覆：出差中", "我目前出差。"),
    (Human, "From: j.m@x.example\nSubject: Abwesenheitsnotiz: Anfrage", "Ich bin nicht im Haus."),
    (Human, "From: j.m@x.example\nSubject: Réponse automatique : Votre demande", "Je suis absent."),
    (Human, "From: a.b@x.example\nSubject: Fuera de la oficina", "Vuelvo el lunes."),
    (Human, "From: t@x.example\nSubject: Out of Office: hello", "Back on Monday."),
    (Human, "From: s@x.example\nSubject: 不在通知：出張", "ただいま不在です。"),
    (Human, "From: i@x.example\nSubject: Автоответ: заявка", "Меня нет."),
    (
        AutoReply,
        "From: t@x.example\nSubject: Re: Refund\nAuto-Submitted: auto-replied (vacation)\nPrecedence: bulk",
        "Away until May.",
    ),
    (
        AutoReply,
        "From: t@gmail.example\nSubject: Vacation Re: Refund\nX-Autoreply: yes\nPrecedence: bulk\nAuto-Submitted: auto-replied",
        "On holiday.",
    ),
    (AutoReply, "From: d@x.example\nReturn-Path: <>\nSubject: Re: your letter", "I left the company."),
    (Bulk, "From: d@x.example\nPrecedence: junk\nSubject: Re: your letter", "This mailbox is not read."),
    (AutoReply, "From: d@x.example\nX-Precedence: auto_reply\nSubject: Re: your letter", "We have your mail."),
    (AutoReply, "From: d@x.example\nX-Autorespond: Re\nSubject: Re: your letter", "We have your mail."),
    (
        AutoReply,
        "From: d@x.example\nX-POST-MessageClass: 9; Autoresponder\nSubject: Re: your letter",
        "We have your mail.",
    ),
    (AutoReply, "From: d@x.example\nX-FC-MachineGenerated: true\nSubject: Re: your letter", "We have your mail."),
    // Ticket systems.
    (
        AutoReply,
        "From: Help <help@desk.example>\nSubject: [#4711] We have your request\nAuto-Submitted: auto-replied\nX-Zammad-Send-Auto-Response: false",
        "Your number is 4711.",
    ),
    (
        Human,
        "From: Help <help@desk.example>\nSubject: [desk.example #4711] AutoReply: Refund\nX-RT-Loop-Prevention: desk.example\nManaged-By: RT 5",
        "This was created.",
    ),
    (
        Human,
        "From: Help <help@desk.example>\nSubject: [Ticket#2026112210] Refund\nX-OTRS-Loop: True",
        "Your request was received.",
    ),
    (
        AutoReply,
        "From: Help <help@desk.example>\nSubject: Ticket Received - Refund\nAuto-Submitted: auto-generated\nX-Autoreply: yes",
        "We will answer.",
    ),
    (Human, "From: Help <help@desk.example>\nSubject: Refund\nX-Autotask-Source: web", "Ticket T2026."),
    (Human, "From: Help <help@desk.example>\nSubject: Refund\nX-Loop: help@desk.example", "Ticket T2026."),
    (Human, "From: Help <help@desk.example>\nSubject: Refund\nX-Frontdesk-Loop: other; hop=1; mac=x", "OK-10001"),
    (
        AutoReply,
        "From: Service <service@shop.example>\nSubject: Case 00123 created\nAuto-Submitted: auto-generated\nX-SFDC-User: 005",
        "Thank you for contacting us.",
    ),
    (
        Bulk,
        "From: Zendesk <support@desk.example>\nSubject: [Request received]\nX-Mailer: Zendesk Mailer\nPrecedence: bulk\nX-Auto-Response-Suppress: All",
        "Your request (55) has been received.",
    ),
    (
        Bulk,
        "From: Jira <jira@x.example>\nSubject: [JIRA] (PAY-1) Refund\nPrecedence: bulk\nAuto-Submitted: no",
        "A comment was added.",
    ),
    // Reports of delivery.
    (
        Bounce,
        "From: Mail Delivery System <MAILER-DAEMON@mx.x.example>\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nREPORT",
        BOUNCED,
    ),
    (Bounce, "From: postmaster@outlook.example\nSubject: Undeliverable: Refund\nReturn-Path: <>\nREPORT", BOUNCED),
    (Bounce, "From: PostMaster@qq.example\nSubject: 系统退信\nREPORT", BOUNCED),
    (
        Delay,
        "From: mailer-daemon@gmail.example\nSubject: Delivery Status Notification (Delay)\nReturn-Path: <>\nREPORT",
        LATE,
    ),
    (
        Bounce,
        "From: mailer-daemon@gmail.example\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: gone@x.example",
        "Address not found",
    ),
    (
        Bounce,
        "From: MAILER-DAEMON@x.example\nSubject: failure notice",
        "Hi. This is the qmail-send program.\n\n<gone@x.example>:\n550 no such user",
    ),
    (Bounce, "From: b@x.example\nReturn-Path: <bounces+77@x.example>\nREPORT", BOUNCED),
    (
        Report,
        "From: ann@x.example\nSubject: Read: Refund\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "--b\nContent-Type: text/plain\n\nYour message was read.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;ann@x.example\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--",
    ),
    (
        Report,
        "From: li@qq.example\nSubject: 已读: 退款\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "--b\nContent-Type: text/plain\n\n已读\n--b\nContent-Type: message/disposition-notification\n\nDisposition: automatic-action/MDN-sent-automatically; displayed\n--b--",
    ),
    (
        Report,
        "From: abuse-report@isp.example\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
        "--b\nContent-Type: text/plain\n\nAbuse.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--",
    ),
    // Lists and mass mail.
    (
        List,
        "From: kim@devs.example\nSubject: [dev] refunds\nList-Id: dev <dev.devs.example>\nPrecedence: list",
        "Notes.",
    ),
    (List, "From: kim@devs.example\nReturn-Path: <dev-bounces@devs.example>\nX-BeenThere: dev@devs.example", "Notes."),
    (List, "From: kim@devs.example\nMailing-List: list dev@groups.example", "Notes."),
    (
        Bulk,
        "From: Deals <deals@shop.example>\nList-Unsubscribe: <https://shop.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Sale!",
    ),
    (Bulk, "From: Deals <deals@shop.example>\nFeedback-ID: 1:2:shop", "Sale!"),
    (Human, "From: Deals <deals@shop.example>\nTo: undisclosed-recipients:;\nCc: support@okpay.example", "Sale!"),
    (List, "From: owner-news@shop.example", "News."),
    // Senders nobody reads.
    (Bulk, "From: GitHub <noreply@git.example>\nSubject: [repo] issue", "mentioned"),
    (Bulk, "From: no-reply@bank.example\nSubject: Your statement", "Ready."),
    (Bulk, "From: do_not_reply@bank.example\nSubject: Your statement", "Ready."),
    (Bulk, "From: service.noreply@bank.example\nSubject: 账单", "您的账单。"),
    (Bulk, "From: notifications@social.example\nSubject: You have 3 new followers", "See."),
    (AutoReply, "From: root@server1.example\nSubject: Cron <root@server1> backup", "done"),
    (AutoReply, "From: Cron Daemon <cron@server1.example>\nX-Cron-Env: <SHELL=/bin/sh>\nSubject: Cron", "done"),
    (AutoReply, "From: monitor@x.example\nAuto-Submitted: auto-notified\nSubject: ALERT disk", "90 %"),
    (AutoReply, "From: voicemail@pbx.example\nAuto-Submitted: auto-generated\nSubject: Voice message", "0:12"),
    (AutoReply, "From: scanner@x.example\nX-Autogenerated: yes\nSubject: Scan", "See file."),
    // Calendars.
    (
        Human,
        "From: ann@x.example\nSubject: Accepted: call\nContent-Type: text/calendar; method=REPLY; charset=utf-8",
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
    ),
    (
        Human,
        "From: ann@x.example\nSubject: Invitation: call\nContent-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: text/plain\n\nYou are invited.\n--b\nContent-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--",
    ),
    (
        Human,
        "From: ann@x.example\nSubject: Zusage: Termin\nContent-Type: multipart/alternative; boundary=b",
        "--b\nContent-Type: text/plain\n\nJa.\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--",
    ),
];

/// (row of the gate, fields, body); any row but L31 has its reason beside it.
const PEOPLE: &[(&str, &str, &str)] = &[
    // Desktop clients.
    (
        "L31",
        "From: Ann <ann@x.example>\nX-Mailer: Microsoft Outlook 16.0\nThread-Index: AdqX\nX-MS-Has-Attach:\nX-MS-TNEF-Correlator:",
        "Please refund.",
    ),
    (
        "L31",
        "From: Ann <ann@x.example>\nX-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\nX-MS-Exchange-Organization-AuthAs: Internal",
        "Exchange stamps people's mail too.",
    ),
    ("L31", "From: Ann <ann@x.example>\nX-Auto-Response-Suppress: All\nImportance: high\nX-Priority: 1", "Urgent!"),
    (
        "L31",
        "From: Ann <ann@x.example>\nUser-Agent: Mozilla Thunderbird\nX-Mozilla-Draft-Info: internal/draft; vcard=0; receipt=1",
        "Refund?",
    ),
    (
        "L31",
        "From: Ann <ann@x.example>\nDisposition-Notification-To: Ann <ann@x.example>\nReturn-Receipt-To: ann@x.example",
        "I ask for a receipt, I am none.",
    ),
    (
        "L31",
        "From: Ann <ann@x.example>\nX-Mailer: Apple Mail (2.3774)\nMime-Version: 1.0 (Mac OS X Mail 16.0)",
        "Refund?",
    ),
    ("L31", "From: Ann <ann@x.example>\nUser-Agent: Evolution 3.50", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nUser-Agent: Mutt/2.2.12", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nX-Mailer: The Bat! (v10)", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nX-Mailer: Lotus Notes Release 9", "Refund?"),
    ("L31", "From: 李雷 <lilei@x.example>\nX-Mailer: Foxmail 7.2.25.228[cn]\nX-Has-Attach: no\nX-GUID: AA", "请退款"),
    ("L31", "From: 李雷 <lilei@x.example>\nX-Mailer: DreamMail 6", "请退款"),
    // Web mailers.
    (
        "L31",
        "From: li@gmail.example\nX-Gm-Message-State: AO\nX-Google-Smtp-Source: AG\nReceived: by 2002:a05 with SMTP id 1",
        "Refund?",
    ),
    (
        "L31",
        "From: li@outlook.example\nX-MS-Exchange-Transport-CrossTenantHeadersStamped: AM\nX-OriginatorOrg: outlook.example",
        "Refund?",
    ),
    (
        "L31",
        "From: \"=?gb18030?B?wO7A1w==?=\" <li@qq.example>\nX-QQ-FEAT: oHWrrGTW\nX-QQ-MIME: TCMime 1.0 by Tencent\nX-Mailer: QQMail 2.x\nX-QQ-Mailer: QQMail 2.x",
        "请退款",
    ),
    ("L31", "From: 123456789@qq.example\nX-QQ-STYLE:\nX-QQ-mid: webmail123t1", "请退款"),
    (
        "L31",
        "From: li@163.example\nX-Priority: 3\nX-Mailer: Coremail Webmail Server Version XT5.0.14\nX-NTES-SC: AL0",
        "请退款",
    ),
    ("L31", "From: li@126.example\nX-CM-TRANSID: wKj\nX-CM-SenderInfo: xol\nX-Originating-IP: [1.2.3.4]", "请退款"),
    ("L31", "From: li@sina.example\nX-Sender: li@sina.example\nX-SMAIL-MID: 1", "请退款"),
    ("L31", "From: li@aliyun.example\nX-Mailer: [Alimail-Mailagent][W4_5.0]\nX-Alimail-AntiSpam: AC", "请退款"),
    ("L31", "From: li@yahoo.example\nX-Mailer: WebService/1.1 YMailNovation", "Refund?"),
    ("L31", "From: li@proton.example\nFeedback-Id: 1:user:proton", "Proton stamps every mail."),
    ("L31", "From: li@yandex.example\nX-Yandex-Fwd: 1\nX-Mailer: Yamail [ http://yandex.ru ] 5.0", "Refund?"),
    ("L31", "From: li@zoho.example\nX-ZohoMailClient: External\nImportance: Medium", "Refund?"),
    ("L31", "From: li@seznam.example\nX-Mailer: Email.Seznam.cz", "Refund?"),
    ("L31", "From: li@icloud.example\nX-Mailer: iCloud MailClient24E26", "Refund?"),
    (
        "L31",
        "From: li@fastmail.example\nX-ME-Sender: <xms>\nFeedback-ID: i1:Fastmail\nUser-Agent: Cyrus-JMAP/3.11",
        "Fastmail stamps every mail.",
    ),
    (
        "L31",
        "From: 10001@qq.example\nFeedback-ID: webmail:qq.com:bgweb:bgweb3\nX-QQ-MIME: TCMime 1.0",
        "QQ 的每封信都有。",
    ),
    ("L31", "From: a@roundcube.example\nUser-Agent: Roundcube Webmail/1.6", "Refund?"),
    ("L31", "From: a@hinet.example\nX-Mailer: openWebmail", "退款"),
    // Phones.
    (
        "L31",
        "From: Ann <ann@x.example>\nX-Mailer: iPhone Mail (21F90)\nMime-Version: 1.0 (1.0)",
        "pls refund\n\nSent from my iPhone",
    ),
    ("L31", "From: Ann <ann@x.example>\nX-Mailer: Outlook-iOS-Android", "pls refund\n\nGet Outlook for Android"),
    ("L31", "From: Ann <ann@x.example>\nX-Mailer: Samsung Email", "pls refund"),
    ("L31", "From: li@139.example\nX-Mailer: RichMail_Android", "退款\n\n发自我的华为手机"),
    ("L31", "From: li@x.example\nX-Mailer: MailMasterAndroid/7.15", "退款\n\n发自我的小米手机"),
    ("L31", "From: li@x.example\nX-Mailer: Foxmail for iOS", ""),
    ("L31", "From: Ann <ann@x.example>\nUser-Agent: K-9 Mail for Android", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nX-Mailer: BlackBerry Email (10)", "Refund?"),
    // Odd but human.
    ("L31", "From: Ann <ann@x.example>\nAuto-Submitted: no", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nAuto-Submitted: NO (by hand)", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nPrecedence: normal", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nPrecedence: first-class", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nX-Autoreply: no", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nReply-To: other@y.example", "Refund?"),
    ("L31", "From: info@shop.example\nSubject: Re: [OK-10001] Refund", "An office writes by hand."),
    ("L31", "From: support@merchant.example", "So does another support."),
    ("L31", "From: billing@merchant.example", "Refund?"),
    ("L31", "From: admin@merchant.example", "Refund?"),
    ("L31", "From: webmaster@merchant.example", "Refund?"),
    ("L31", "From: noreen.reply@x.example", "My name is Noreen Reply."),
    ("L31", "From: bounty@x.example", "Refund?"),
    ("L31", "From: alert.smith@x.example", "Refund?"),
    ("L31", "From: Ann <ann@x.example>\nSubject: My out of office time and the refund", "I was away."),
    (
        "L31",
        "From: Ann <ann@x.example>\nSubject: Re: Automatic reply: Refund",
        "You sent me an automatic reply, now please a person.",
    ),
    ("L31", "From: Ann <ann@x.example>\nSubject: 收到自动回复，但问题没解决", "请人工处理"),
    ("L31", "From: Ann <ann@x.example>\nX-Spam-Status: No, score=0.1\nX-Virus-Scanned: clamav", "Refund?"),
    (
        "L31",
        "From: Ann <ann@x.example>\nSubject: mailer-daemon wrote to me",
        "What does Undelivered Mail Returned to Sender mean?",
    ),
    (
        "L31",
        "From: Ann <ann@x.example>\nContent-Type: multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"; boundary=b",
        "--b\nContent-Type: text/plain\n\nRefund?\n--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nx\n--b--",
    ),
    // RFC 3834 section 2: copied, not addressed to us.
    ("L15", "From: Ann <ann@x.example>\nTo: bob@y.example", "You are in Bcc."),
    // Nothing we could read: a person looks.
    (
        "L26",
        "From: Ann <ann@x.example>\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b",
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nx\n--b--",
    ),
];

#[test]
fn sixty_robots_are_not_answered() {
    let policy = policy();
    assert_eq!(ROBOTS.len(), 60);
    let mut wrong = Vec::new();
    for (expected, fields, body) in ROBOTS {
        let raw = written(&fields.replace("REPORT", REPORT), body);
        for policy in [None, Some(&policy)] {
            let (kind, row) = row(&raw, policy);
            if kind != *expected || row == "L31" {
                wrong.push(format!("{kind:?} {row}, {expected:?} wanted: {fields:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sixty_people_are_answered_or_the_reason_is_known() {
    let policy = policy();
    assert_eq!(PEOPLE.len(), 60);
    let mut wrong = Vec::new();
    for (expected, fields, body) in PEOPLE {
        let (kind, row) = row(&written(fields, body), Some(&policy));
        if kind != Human || row != *expected {
            wrong.push(format!("{kind:?} {row}, {expected} wanted: {fields:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
