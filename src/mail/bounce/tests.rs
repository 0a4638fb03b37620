//! core: Are delivery reports read?

use super::*;
use crate::mail::Address;

fn read(from: &str, subject: &str, text: &str, parts: &[(&str, &str)]) -> Option<(Kind, Bounce)> {
    let parts: Vec<Part<'_>> = parts.iter().map(|(t, c)| Part { media_type: t, content: c.as_bytes() }).collect();
    let from = [Mailbox { name: String::new(), address: Address::new(from) }];
    bounce(&Headers::default(), &from, subject, text, &parts)
}

const STATUS: &str = "Reporting-MTA: dns; mx.okpay.example\r\n\r\nFinal-Recipient: rfc822; li@x.org\r\nAction: failed\r\n\
    Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <li@x.org>:\r\n Recipient address rejected\r\n\r\n\
    Final-Recipient: rfc822;<wang@y.org>\r\nOriginal-Recipient: rfc822; w@z.org\r\nAction: Delayed\r\nStatus: 4.4.1\r\n";

#[test]
fn a_standard_report_names_recipients_status_and_the_mail_that_came_back() {
    let parts = [
        ("text/plain", "could not be delivered"),
        ("message/delivery-status", STATUS),
        (
            "message/rfc822",
            "From: support@okpay.example\r\nMessage-ID:\r\n <10001.1.ack.1.MAC@okpay.example>\r\n\r\nHello",
        ),
    ];
    let (kind, bounce) = read("anything@x.org", "Hm", "", &parts).unwrap();
    assert_eq!(kind, Kind::Bounce);
    let told: Vec<_> = bounce.recipients.iter().map(|r| (r.address.as_str(), r.status.as_str(), r.permanent)).collect();
    assert_eq!(told, [("li@x.org", "5.1.1", true), ("w@z.org", "4.4.1", false)]);
    assert!(bounce.recipients[0].diagnostic.contains("Recipient address rejected"));
    assert_eq!(bounce.original_message_id.as_deref(), Some("10001.1.ack.1.MAC@okpay.example"));
}

#[test]
fn a_report_of_a_delay_is_a_delay_and_one_of_success_is_neither() {
    let delayed = "\n\nFinal-Recipient: rfc822; li@x.org\nAction: delayed\nStatus: 4.0.0\n";
    let part = [("message/delivery-status", delayed)];
    assert_eq!(read("postmaster@x.org", "Delayed", "", &part).unwrap().0, Kind::Delay);
    let delivered =
        [("message/delivery-status", "\n\nFinal-Recipient: rfc822; li@x.org\nAction: delivered\nStatus: 2.0.0\n")];
    assert!(read("postmaster@x.org", "Successful Mail Delivery Report", "", &delivered).is_none());
}

#[test]
fn reports_in_sentences_are_understood() {
    for (from, subject, text) in [
        (
            "MAILER-DAEMON@y.org",
            "failure notice",
            "Hi. This is the qmail-send program at y.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<li@x.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <1@okpay.example>\nTo: <other@x.org>\n",
        ),
        (
            "Mailer-Daemon@y.org",
            "Mail delivery failed: returning message to sender",
            "A message that you sent could not be delivered to all of its recipients.\nThe following address(es) failed:\n\n  li@x.org:\n    host mx.x.org [1.2.3.4]: 550 5.1.1 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <1@okpay.example>\n",
        ),
        (
            "MAILER-DAEMON@y.org",
            "Undelivered Mail Returned to Sender",
            "This is the mail system at host y.org.\n\nI'm sorry to have to inform you that your message could not\nbe delivered. For further assistance, please send mail to postmaster.\n\n<li@x.org>: host mx.x.org[1.2.3.4] said: 550 5.1.1 <li@x.org>:\n    User unknown\n\nMessage-ID: <1@okpay.example>",
        ),
        (
            "mailer-daemon@googlemail.com",
            "Delivery Status Notification (Failure)",
            "** Address not found **\n\nYour message wasn't delivered to li@x.org because the address couldn't be found. 550 5.1.1\n\n----- Original message -----\n\nMessage-ID: <1@okpay.example>\n",
        ),
        (
            "postmaster@y.org",
            "Undeliverable: Refund",
            "Delivery has failed to these recipients or groups:\n\nli@x.org (li@x.org)\nThe address wasn't found. 5.1.1\n\nOriginal message headers:\n\nReceived: from a by b\nMessage-ID: <1@okpay.example>",
        ),
        (
            "MAILER-DAEMON@yahoo.com",
            "Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<li@x.org>:\n550: 5.1.1 User unknown\n\n---------- Forwarded message ----------\nMessage-ID: <1@okpay.example>",
        ),
        (
            "PostMaster@qq.com",
            "系统退信",
            "抱歉，您的邮件被退回来了……\n原邮件信息：\n时间：2024-05-01\n主题：退款\n收件人：li@x.org\n退信原因：550 5.1.1 收件人不存在\n\n原始邮件：\nMessage-ID: <1@okpay.example>",
        ),
        (
            "Postmaster@163.com",
            "系统退信/Systems bounce",
            "您的邮件无法送达以下收件人：\n<li@x.org>\n550 5.1.1 User not found\n----原始邮件----\nMessage-ID: <1@okpay.example>",
        ),
    ] {
        let (kind, bounce) = read(from, subject, text, &[]).unwrap_or_else(|| panic!("{subject}"));
        assert_eq!(kind, Kind::Bounce, "{subject}");
        let told: Vec<_> =
            bounce.recipients.iter().map(|r| (r.address.as_str(), r.status.as_str(), r.permanent)).collect();
        assert_eq!(told, [("li@x.org", "5.1.1", true)], "{subject}");
        assert_eq!(bounce.original_message_id.as_deref(), Some("1@okpay.example"), "{subject}");
    }
}

#[test]
fn a_warning_in_sentences_is_a_delay() {
    let text = "A message that you sent has not yet been delivered to its recipient:\n\n  li@x.org\n\nDelivery attempts will continue.\n";
    let (kind, bounce) = read("Mailer-Daemon@y.org", "Warning: message delayed 24 hours", text, &[]).unwrap();
    assert_eq!((kind, bounce.recipients[0].permanent), (Kind::Delay, false));
}

#[test]
fn a_customer_who_shows_us_a_report_is_no_mailer() {
    let text = "I wrote to li@x.org and got:\nDelivery to the following recipient failed permanently:\n  li@x.org\nWhat can I do?";
    assert!(read("wang@y.org", "My payment mail", text, &[]).is_none());
    assert!(read("wang@y.org", "Fwd: Delivery Status Notification (Failure)", text, &[]).is_none());
    assert!(read("wang@gmail.com", "Mail could not be delivered", text, &[]).is_none());
    assert!(read("postmaster@y.org", "Our new contract", "Please call me at li@x.org", &[]).is_none());
}
