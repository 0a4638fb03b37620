story: Written late on Friday: the weekend is not counted, not for the answer, the warning or the escalation
promises: [sla.payment]
promises: calendar = "office"
promises: first_response = "8h"
promises: next_response = "4h"
promises: resolution = "18h"
promises: warn = ["75%"]
promises: escalate = [{ after = "0h", to = "payments" }, { after = "9h", to = "lead" }]
Fri 17:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 14:00 (day 8)
  >   timer first_response Mon 16:00 (day 8)
  >   timer resolution Tue 12:30 (day 9)
  >   timer first_response Tue 16:00 (day 9)
  >   timer resolution Tue 17:00 (day 9)
  >   timer resolution Wed 17:00 (day 10)
+5d  time passes
  > Mon 14:00 (day 8) timer OK-10001: first response is due 2026-11-30T08:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Mon 14:00 (day 8) cleared
  > Mon 16:00 (day 8) timer OK-10001: OVERDUE: first response was due 2026-11-30T08:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Mon 16:00 (day 8) cleared
  > Tue 12:30 (day 9) timer OK-10001: resolution is due 2026-12-01T09:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Tue 12:30 (day 9) cleared
  > Tue 16:00 (day 9) timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-30T08:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer first_response Tue 16:00 (day 9) cleared
  > Tue 17:00 (day 9) timer OK-10001: OVERDUE: resolution was due 2026-12-01T09:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer resolution Tue 17:00 (day 9) cleared
  > Wed 17:00 (day 10) timer OK-10001: OVERDUE, second escalation: resolution was due 2026-12-01T09:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Wed 17:00 (day 10) cleared
