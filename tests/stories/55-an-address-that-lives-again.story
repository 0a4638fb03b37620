story: 收据被退回后，服务商证明地址的主人又来信了：恢复自动来信
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
Mon 09:05  mail from mailer-daemon@relay.example "Undelivered Mail Returned to Sender"
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
  | Action: failed
  | Status: 5.1.1
  | Diagnostic-Code: smtp; 550 5.1.1 no such user
  |
  | --b
  | Content-Type: text/rfc822-headers
  |
  | Message-ID: <{last ack}>
  |
  | --b--
  > mail OK-10001: a delivery report about our ack to ann@example.org; the ack to ann@example.org failed: 5.1.1 550 5.1.1 no such user; staff are told
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: OK-10001: letters to ann@example.org come back, nothing automatic goes there for 30 days: 5.1.1 550 5.1.1 no such user /…"
Mon 10:00  mail from ann@example.org "Refund please, once more"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | My mailbox was full. I want a refund for transaction id TX8812349, 10 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer resolution Wed 22:00
