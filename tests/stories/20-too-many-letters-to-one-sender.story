story: One sender writes and writes: every mail gets a ticket, not every mail a receipt
authserv: mx.okpay.example
Mon 09:00  mail from max@example.org "Refund 1"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110001, 10 EUR.
  > mail OK-10001 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:01  mail from max@example.org "Refund 2"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110002, 20 EUR.
  > mail OK-10002 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Tue 21:01
  >   timer resolution Tue 21:01
  >   timer resolution Wed 09:01
  >   timer resolution Wed 21:01
Mon 09:02  mail from max@example.org "Refund 3"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110003, 30 EUR.
  > mail OK-10003 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10003] We have your mail: Refund"
  >   timer first_response Tue 03:02
  >   timer first_response Tue 09:02
  >   timer first_response Tue 21:02
  >   timer resolution Tue 21:02
  >   timer resolution Wed 09:02
  >   timer resolution Wed 21:02
Mon 09:03  mail from max@example.org "Refund 4"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110004, 40 EUR.
  > mail OK-10004 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10004] We have your mail: Refund"
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Tue 21:03
  >   timer resolution Tue 21:03
  >   timer resolution Wed 09:03
  >   timer resolution Wed 21:03
Mon 09:04  mail from max@example.org "Refund 5"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110005, 50 EUR.
  > mail OK-10005 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10005] We have your mail: Refund"
  >   timer first_response Tue 03:04
  >   timer first_response Tue 09:04
  >   timer first_response Tue 21:04
  >   timer resolution Tue 21:04
  >   timer resolution Wed 09:04
  >   timer resolution Wed 21:04
Mon 09:05  mail from max@example.org "Refund 6"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110006, 60 EUR.
  > mail OK-10006 opened: new ticket: refund: "want a refund" (refund.toml); no ack: L30, cap:sender_ten_minutes: 5 of 5
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: an automatic letter was cancelled by a limit of [caps]: the ticket says which / 有一封自动信因为 [caps] 的上限而取消：工单里写着是哪一项"
  >   timer first_response Tue 03:05
  >   timer first_response Tue 09:05
  >   timer first_response Tue 21:05
  >   timer resolution Tue 21:05
  >   timer resolution Wed 09:05
  >   timer resolution Wed 21:05
Mon 09:06  mail from eve@example.org "Refund 7"
  |# Authentication-Results: mx.okpay.example; dmarc=fail header.from=example.org
  | I want a refund for transaction id TX1110007, 70 EUR.
  > mail OK-10007 opened: new ticket: refund: "want a refund" (refund.toml); no ack: L18, mx.okpay.example does not vouch for the sender: dmarc=fail (RFC 8601)
  >   timer first_response Tue 03:06
  >   timer first_response Tue 09:06
  >   timer first_response Tue 21:06
  >   timer resolution Tue 21:06
  >   timer resolution Wed 09:06
  >   timer resolution Wed 21:06
