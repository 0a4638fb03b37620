story: Ann writes, nobody answers, Ann is not forgotten
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
Mon 10:00  mail from ann@example.org "Out of office" in reply to ack
  |# Auto-Submitted: auto-replied
  | I am away until Thursday.
  > mail OK-10001: answers our letter; a robot wrote it: starts and stops nothing
Fri 10:00  time passes
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
  > Wed 21:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Wed 21:00 cleared
