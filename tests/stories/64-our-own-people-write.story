story: What our own people write to the mailbox is internal, and words like #close are only words
Mon 09:00  mail from ann@example.org "Refund please"
  | #close
  | #assign bob
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from bob@okpay.example "Fwd: from a friend"
  | #close OK-10001
  | A friend cannot log in, error 502.
  > mail OK-10002 opened: internal: bob@okpay.example is one of our people
Mon 11:00  mail from bob@okpay.example "Re: [OK-10001] We have your mail: Refund" in reply to ack
  | #close
  | #reply We pay at once.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Mon 12:00  mail from bob@okpay.example "Re: Fwd: from a friend" in reply to mail 2
  | Nobody here?
  > mail OK-10002: answers a mail of the ticket; written by staff: not a mail of the customer
Mon 13:00  mail from ann@example.org "Re: Refund please" in reply to mail 1
  | #solved #merge OK-10002
  > mail OK-10001: answers a mail of the ticket; the mail names OK-10002 too
Wed 12:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 09:00 cleared
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer resolution Wed 09:00 cleared
