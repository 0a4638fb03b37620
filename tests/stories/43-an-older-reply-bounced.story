story: The first reply bounced after the second was sent: the second stands
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
Mon 11:00  mail from ann@example.org "Re: [OK-10001] Refund please" in reply to ack
  | The one I named before. Please use it soon.
  > mail OK-10001: answers our letter
  >   timer remind Thu 10:00 cleared
  >   timer remind Mon 10:00 (day 8) cleared
  >   timer close Mon 10:00 (day 15) cleared
  >   timer next_response Tue 05:00
  >   timer next_response Tue 11:00
  >   timer resolution Tue 22:00
  >   timer next_response Tue 23:00
  >   timer resolution Wed 10:00
  >   timer resolution Wed 22:00
Mon 12:00  staff bob replies OK-10001
  | Thank you, we use that one. Is the amount 40 EUR?
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer next_response Tue 05:00 cleared
  >   timer next_response Tue 11:00 cleared
  >   timer resolution Tue 22:00 cleared
  >   timer next_response Tue 23:00 cleared
  >   timer resolution Wed 10:00 cleared
  >   timer resolution Wed 22:00 cleared
  >   timer remind Thu 12:00
  >   timer remind Mon 12:00 (day 8)
  >   timer close Mon 12:00 (day 15)
Mon 12:05  mail from mailer-daemon@relay.example "Undelivered Mail Returned to Sender"
  |# Return-Path: <>
  |# Auto-Submitted: auto-replied
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
  | Message-ID: <{first reply}>
  | From: <support@okpay.example>
  | To: <ann@example.org>
  |
  | --b--
  > mail OK-10001: a delivery report about our reply to ann@example.org; the reply to ann@example.org failed: 5.1.1 550 5.1.1 no such user; an older reply; the newest one stands; staff are told
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: OK-10001: an older reply to ann@example.org did not arrive, the newest one stands: 5.1.1 550 5.1.1 no such user / OK-100…"
Tue 10:00  time passes
  > nothing
