story: In shadow mode every letter is written and held, but the address on trial gets real ones
mode: shadow
try: admin@example.org
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund" (held)
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from admin@example.org "Refund please"
  | I want a refund for transaction id TX8812346, 50 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to admin@example.org "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer resolution Wed 22:00
Mon 11:00  mail from admin@example.org "Re: Refund please" in reply to ack
  | How is it going, any progress?
  > mail OK-10002: answers our letter; the customer asks, first response is due 2026-11-24T02:00:00Z
  >   letter followup_status to admin@example.org "[OK-10002] Your request is being worked on"
Wed 12:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund" (held)
  >   timer first_response Tue 03:00 cleared
  > Tue 04:00 timer OK-10002: first response is due 2026-11-24T02:00:00Z
  >   letter warning to bob@okpay.example "[OK-10002] Due soon / 即将到期: Refund" (held)
  >   timer first_response Tue 04:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund" (held)
  >   timer first_response Tue 09:00 cleared
  > Tue 10:00 timer OK-10002: OVERDUE: first response was due 2026-11-24T02:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: Refund" (held)
  >   timer first_response Tue 10:00 cleared
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund" (held)
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund" (held)
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  > Tue 22:00 timer OK-10002: OVERDUE, second escalation: first response was due 2026-11-24T02:00:00Z, resolution is due 2026-11-25T02:00:00Z
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund" (held)
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund" (held)
  >   timer first_response Tue 22:00 cleared
  >   timer resolution Tue 22:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund" (held)
  >   timer resolution Wed 09:00 cleared
  > Wed 10:00 timer OK-10002: OVERDUE: resolution was due 2026-11-25T02:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: Refund" (held)
  >   timer resolution Wed 10:00 cleared
