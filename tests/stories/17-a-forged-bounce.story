story: A forged bounce changes nothing
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
  | Which bank account shall we use?
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
Mon 10:05  mail from mailer-daemon@relay.example "Undelivered Mail Returned to Sender"
  |# Return-Path: <>
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
  |
  | --b
  | Content-Type: text/rfc822-headers
  |
  | Message-ID: <10001.4.reply.1.aaaaaaaaaaaaaaaa@okpay.example>
  |
  | --b--
  > mail OK-10002 opened: bounce that joins nothing: delivery report: ann@example.org 5.1.1
Tue 10:00  time passes
  > nothing
