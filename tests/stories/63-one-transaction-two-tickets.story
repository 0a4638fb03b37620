story: Payer and merchant write about one transaction: each has a ticket, and staff see on both that they belong together
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
Mon 10:00  mail from shop@shop.example "Question"
  | Did you get the refund request for transaction id tx8812345 of our customer?
  > mail OK-10002 opened: new ticket: refund: "get the refund" (refund.toml); the same transaction as OK-10001; receipt
  >   letter ack to shop@shop.example "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer ask_again Wed 10:00
  >   timer resolution Wed 22:00
Tue 04:30  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 04:00 timer OK-10002: first response is due 2026-11-24T02:00:00Z
  >   letter warning to bob@okpay.example "[OK-10002] Due soon / 即将到期: Refund"
  >   timer first_response Tue 04:00 cleared
