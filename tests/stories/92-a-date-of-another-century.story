story: Dates of 1970 and 2099 in the mail move no clock: what counts is when it came
Mon 09:00  mail from ann@example.org "Refund please"
  |# Date: Thu, 01 Jan 1970 00:00:00 +0000
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:30  mail from joe@example.net "Refund please"
  |# Date: Thu, 31 Dec 2099 23:59:59 +0000
  | I want a refund for transaction id TX8812346, 50 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 03:30
  >   timer first_response Tue 09:30
  >   timer first_response Tue 21:30
  >   timer resolution Tue 21:30
  >   timer resolution Wed 09:30
  >   timer resolution Wed 21:30
Mon 10:00  time passes
  > nothing
