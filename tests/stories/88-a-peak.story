story: On the days of a peak everything takes twice as long, and nobody is alarmed before
promises: [peak."2026-11-23..2026-11-24"]
promises: slower = "2x"
promises: name = { zh = "双十一", en = "Singles' Day" }
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 21:00
  >   timer first_response Wed 09:00
  >   timer first_response Wed 21:00
  >   timer resolution Thu 09:00
  >   timer resolution Fri 09:00
  >   timer resolution Fri 21:00
Wed 09:00  mail from joe@example.net "Refund please"
  | I want a refund for transaction id TX8812346, 50 EUR.
  > Tue 21:00 timer OK-10001: first response is due 2026-11-25T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Wed 09:00 cleared
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] We have your mail: Refund"
  >   timer first_response Thu 03:00
  >   timer first_response Thu 09:00
  >   timer first_response Thu 21:00
  >   timer resolution Thu 21:00
  >   timer resolution Fri 09:00
  >   timer resolution Fri 21:00
Thu 12:00  time passes
  > Wed 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer first_response Wed 21:00 cleared
  > Thu 03:00 timer OK-10002: first response is due 2026-11-26T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10002] Due soon / 即将到期: Refund"
  >   timer first_response Thu 03:00 cleared
  > Thu 09:00 timer OK-10001: resolution is due 2026-11-27T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Thu 09:00 cleared
  > Thu 09:00 timer OK-10002: OVERDUE: first response was due 2026-11-26T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: Refund"
  >   timer first_response Thu 09:00 cleared
