story: Reports that prove nothing change nothing, a delay is shown, and the recipient's own mail service is believed
authserv: mx.okpay.example
Mon 09:00  mail from ann@example.org "Refund please 1"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX8812341, 40 EUR.
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
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please 1"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Mon 14:00  mail from mailer-daemon@relay.example "Delayed Mail"
  |# Return-Path: <>
  |# MIME-Version: 1.0
  |# Content-Type: multipart/report; report-type=delivery-status; boundary="b"
  | --b
  | Content-Type: text/plain
  |
  | A report of a delivery.
  | --b
  | Content-Type: message/delivery-status
  |
  | Reporting-MTA: dns; relay.example
  |
  | Final-Recipient: rfc822; ann@example.org
  | Action: delayed
  | Status: 4.4.1
  | Diagnostic-Code: smtp; 421 busy, tried again
  |
  | --b
  | Content-Type: text/rfc822-headers
  |
  | Message-ID: <{last reply}>
  |
  | --b--
  > mail OK-10001: a delivery report about our reply to ann@example.org; the reply to ann@example.org is late: still tried: 4.4.1 421 busy, tried again
Mon 15:00  mail from postmaster@elsewhere.example "退信: Re: [OK-10001] Refund please"
  |# Return-Path: <>
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=elsewhere.example
  | Your message "Re: [OK-10001] Refund please" could not be delivered to:
  |
  | <ann@example.org>: 550 5.1.1 no such user
  > mail OK-10001: without a proof, a delivery report about our reply to ann@example.org; the reply to ann@example.org did not arrive, says a report that proves nothing: 5.1.1 550 5.1.1 no such user; staff are told
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: OK-10001: a report says without a proof that the reply to ann@example.org did not arrive: 5.1.1 550 5.1.1 no such user /…"
Mon 15:30  mail from postmaster@elsewhere.example "退信: Re: [OK-10001] Refund please"
  |# Return-Path: <>
  | Once more: your message "Re: [OK-10001] Refund please" could not be delivered to:
  |
  | <ann@example.org>: 550 5.1.1 no such user
  > mail OK-10001: without a proof, a delivery report about our reply to ann@example.org
Mon 16:00  mail from postmaster@example.org "退信: Re: [OK-10001] Refund please"
  |# Return-Path: <>
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | Your message "Re: [OK-10001] Refund please" could not be delivered to:
  |
  | <ann@example.org>: 550 5.1.1 no such user
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
