story: Solved on trial and back within the window: the resolution goes on with the time it had used
promises: [sla.payment]
promises: calendar = "office"
promises: first_response = "8h"
promises: next_response = "4h"
promises: resolution = "18h"
promises: warn = ["75%"]
promises: escalate = [{ after = "0h", to = "payments" }, { after = "9h", to = "lead" }]
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer resolution Tue 13:30
  >   timer first_response Tue 17:00
  >   timer resolution Tue 18:00
  >   timer resolution Wed 18:00
Mon 12:00  staff bob closes OK-10001
  > staff OK-10001: closed by bob
  >   timer first_response Mon 15:00 cleared
  >   timer first_response Mon 17:00 cleared
  >   timer resolution Tue 13:30 cleared
  >   timer first_response Tue 17:00 cleared
  >   timer resolution Tue 18:00 cleared
  >   timer resolution Wed 18:00 cleared
Wed 12:00  mail from ann@example.org "Re: Refund please" in reply to ack
  | It is not here yet.
  > mail OK-10001: answers our letter; reopened, was closed; also funds_delayed: "It is not here yet" (funds_delayed.toml)
  >   timer next_response Wed 15:00
  >   timer next_response Wed 16:00
  >   timer resolution Thu 13:30
  >   timer next_response Thu 16:00
  >   timer resolution Thu 18:00
  >   timer resolution Fri 18:00
+5d  time passes
  > Wed 15:00 timer OK-10001: next response is due 2026-11-25T08:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer next_response Wed 15:00 cleared
  > Wed 16:00 timer OK-10001: OVERDUE: next response was due 2026-11-25T08:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer next_response Wed 16:00 cleared
  > Thu 13:30 timer OK-10001: resolution is due 2026-11-26T10:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Thu 13:30 cleared
  > Thu 16:00 timer OK-10001: OVERDUE, second escalation: next response was due 2026-11-25T08:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer next_response Thu 16:00 cleared
  > Thu 18:00 timer OK-10001: OVERDUE: resolution was due 2026-11-26T10:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer resolution Thu 18:00 cleared
  > Fri 18:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-26T10:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Fri 18:00 cleared
