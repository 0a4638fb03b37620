story: Staff hear of one late ticket only so often: the next letter says all that is late
escalation_day: 1
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
Tue 10:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 09:00 cleared
Tue 22:00  time passes
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z; no breach: L30, cap:escalation_day: 1 of 1
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: a limit of [caps] kept back a letter to staff about OK-10001: see frontdesk show OK-10001 / [caps] 的上限拦下了给员工的一封信，关于 OK-1…"
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
Wed 22:00  time passes
  > Wed 09:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Wed 09:00 cleared
  > Wed 21:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-25T01:00:00Z; no breach: L30, cap:escalation_day: 1 of 1
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: a limit of [caps] kept back a letter to staff about OK-10001: see frontdesk show OK-10001 / [caps] 的上限拦下了给员工的一封信，关于 OK-1…"
  >   timer resolution Wed 21:00 cleared
