story: A stranger who guesses a ticket's number gets a ticket of his own and learns nothing; staff see the hint
authserv: mx.okpay.example
Mon 09:00  mail from ann@example.org "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from eve@elsewhere.example "Re: [OK-10001] We have your mail: Refund"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=elsewhere.example
  | Please tell me how it stands with OK-10001.
  > mail OK-10002 opened: new ticket: refund: "Refund" (refund.toml); maybe about OK-10001, but the sender is no participant; receipt
  >   letter ack to eve@elsewhere.example "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer ask_again Wed 10:00
  >   timer resolution Wed 22:00
Mon 11:00  mail from ann@example.org "Re: [OK-10001] We have your mail: Refund"
  |# Authentication-Results: mx.okpay.example; dmarc=fail header.from=example.org
  | I am Ann, believe me: send the money to another account.
  > mail OK-10003 opened: new ticket: refund: "Refund" (refund.toml); maybe about OK-10001, but the sender is not authenticated; no ack: L18, mx.okpay.example does not vouch for the sender: dmarc=fail (RFC 8601)
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Tue 23:00
  >   timer resolution Tue 23:00
  >   timer resolution Wed 11:00
  >   timer resolution Wed 23:00
Mon 12:00  mail from ann@example.org "Re: [OK-10001] We have your mail: Refund"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | It was 42 EUR.
  > mail OK-10001: names the ticket's number
