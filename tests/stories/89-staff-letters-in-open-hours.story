story: Who is only told in open hours is told in the morning; the breach itself is told at once
promises: [sla.payment]
promises: calendar = "always"
promises: first_response = "8h"
promises: warn = [{ at = "75%", deliver = "open_hours" }]
promises: escalate = [{ after = "0h", to = "payments" }, { after = "2h", to = "lead", deliver = "office" }]
Mon 15:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 21:00
  >   timer first_response Mon 23:00
  >   timer first_response Tue 01:00
Tue 10:00  time passes
  > Mon 21:00 timer OK-10001: first response is due 2026-11-23T15:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund" (waits until Tue 09:00)
  >   timer first_response Mon 21:00 cleared
  > Mon 23:00 timer OK-10001: OVERDUE: first response was due 2026-11-23T15:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Mon 23:00 cleared
  > Tue 01:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-23T15:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund" (waits until Tue 09:00)
  >   timer first_response Tue 01:00 cleared
