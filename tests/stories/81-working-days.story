story: Two working days: the same time of the second open day, its close if that is earlier; always the date of the receipt
promises: [sla.payment]
promises: calendar = "office"
promises: first_response = "2 working days"
promises: escalate = [{ after = "0h", to = "payments" }]
Thu 10:30  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 10:30 (day 8)
Fri 21:00  mail from joe@example.net "Refund please"
  | I want a refund for transaction id TX8812346, 50 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 18:00 (day 9)
Sat 03:00  mail from kim@example.com "Refund please"
  | I want a refund for transaction id TX8812347, 60 EUR.
  > mail OK-10003 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to kim@example.com "[OK-10003] We have your mail: Refund"
  >   timer first_response Tue 03:00 (day 9)
+5d  time passes
  > Mon 10:30 (day 8) timer OK-10001: OVERDUE: first response was due 2026-11-30T02:30:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Mon 10:30 (day 8) cleared
  > Tue 03:00 (day 9) timer OK-10003: OVERDUE: first response was due 2026-11-30T19:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10003] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 03:00 (day 9) cleared
  > Tue 18:00 (day 9) timer OK-10002: OVERDUE: first response was due 2026-12-01T10:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 18:00 (day 9) cleared
