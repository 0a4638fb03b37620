story: A report that returns nothing of our reply, or another Message-ID, is known by the address it came to; a forged one changes nothing
plus_address: yes
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  staff bob replies OK-10001
  | We paid it back.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Mon 10:01  mail from mailer-daemon@evil.example "Undelivered Mail Returned to Sender"
  |# Return-Path: <>
  |# Delivered-To: support+b-2-aaaaaaaaaaaaaaaa@okpay.example
  |# MIME-Version: 1.0
  |# Content-Type: multipart/report; report-type=delivery-status; boundary="b"
  | --b
  | Content-Type: text/plain
  |
  | Your message could not be delivered.
  | --b
  | Content-Type: message/delivery-status
  |
  | Reporting-MTA: dns; relay.example
  |
  | Final-Recipient: rfc822; ann@example.org
  | Action: failed
  | Status: 5.1.1
  | Diagnostic-Code: smtp; 550 5.1.1 no such user
  |
  | --b
  | Content-Type: text/rfc822-headers
  |
  | Message-ID: <rewritten@relay.example>
  |
  | --b--
  > mail OK-10002 opened: bounce that joins nothing: delivery report: ann@example.org 5.1.1
Mon 10:05  mail from mailer-daemon@relay.example "Undelivered Mail Returned to Sender"
  |# Return-Path: <>
  |# Delivered-To: {path of reply}
  |# MIME-Version: 1.0
  |# Content-Type: multipart/report; report-type=delivery-status; boundary="b"
  | --b
  | Content-Type: text/plain
  |
  | Your message could not be delivered.
  | --b
  | Content-Type: message/delivery-status
  |
  | Reporting-MTA: dns; relay.example
  |
  | Final-Recipient: rfc822; ann@example.org
  | Action: failed
  | Status: 5.1.1
  | Diagnostic-Code: smtp; 550 5.1.1 no such user
  |
  | --b
  | Content-Type: text/rfc822-headers
  |
  | Message-ID: <rewritten@relay.example>
  |
  | --b--
  > mail OK-10001: a delivery report about our reply to ann@example.org; the reply to ann@example.org failed: 5.1.1 550 5.1.1 no such user; staff are told
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: OK-10001: the reply to ann@example.org did not arrive, the customer has no answer: 5.1.1 550 5.1.1 no such user / OK-100…"
  >   timer remind Thu 10:00 cleared
  >   timer remind Mon 10:00 (day 8) cleared
  >   timer close Mon 10:00 (day 15) cleared
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:06  mail from ann@example.org "Out of office: your mail"
  |# Return-Path: <>
  |# Auto-Submitted: auto-replied
  |# Delivered-To: {path of reply}
  | I am away until Friday.
  > mail OK-10001: a robot's answer to our reply to ann@example.org; a robot wrote it: starts and stops nothing
