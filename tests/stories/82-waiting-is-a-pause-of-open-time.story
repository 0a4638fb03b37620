story: While the customer owes us, the clock of the resolution stands still, and a weekend is not counted twice
promises: [sla.payment]
promises: calendar = "office"
promises: first_response = "8h"
promises: next_response = "4h"
promises: resolution = "18h"
promises: warn = ["75%"]
promises: escalate = [{ after = "0h", to = "payments" }, { after = "9h", to = "lead" }]
Fri 10:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Fri 16:00
  >   timer first_response Fri 18:00
  >   timer resolution Mon 14:30 (day 8)
  >   timer first_response Mon 18:00 (day 8)
  >   timer resolution Tue 10:00 (day 9)
  >   timer resolution Wed 10:00 (day 10)
Fri 12:00  staff bob replies OK-10001
  | Which bank is it?
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Fri 16:00 cleared
  >   timer first_response Fri 18:00 cleared
  >   timer resolution Mon 14:30 (day 8) cleared
  >   timer first_response Mon 18:00 (day 8) cleared
  >   timer resolution Tue 10:00 (day 9) cleared
  >   timer resolution Wed 10:00 (day 10) cleared
  >   timer remind Mon 12:00 (day 8)
  >   timer remind Fri 12:00 (day 12)
  >   timer close Fri 12:00 (day 19)
+3d  mail from ann@example.org "Re: Refund please" in reply to reply
  | It is the Example Bank.
  > Mon 12:00 (day 8) timer OK-10001: reminder 1
  >   letter remind to ann@example.org "[OK-10001] We are waiting for your reply"
  >   timer remind Mon 12:00 (day 8) cleared
  > mail OK-10001: answers our letter
  >   timer remind Fri 12:00 (day 12) cleared
  >   timer close Fri 12:00 (day 19) cleared
  >   timer next_response Mon 15:00 (day 8)
  >   timer next_response Mon 16:00 (day 8)
  >   timer resolution Tue 14:30 (day 9)
  >   timer next_response Tue 16:00 (day 9)
  >   timer resolution Wed 10:00 (day 10)
  >   timer resolution Thu 10:00 (day 11)
+5d  time passes
  > Mon 15:00 (day 8) timer OK-10001: next response is due 2026-11-30T08:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer next_response Mon 15:00 (day 8) cleared
  > Mon 16:00 (day 8) timer OK-10001: OVERDUE: next response was due 2026-11-30T08:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer next_response Mon 16:00 (day 8) cleared
  > Tue 14:30 (day 9) timer OK-10001: resolution is due 2026-12-02T02:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Tue 14:30 (day 9) cleared
  > Tue 16:00 (day 9) timer OK-10001: OVERDUE, second escalation: next response was due 2026-11-30T08:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer next_response Tue 16:00 (day 9) cleared
  > Wed 10:00 (day 10) timer OK-10001: OVERDUE: resolution was due 2026-12-02T02:00:00Z; the customer was told already
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer resolution Wed 10:00 (day 10) cleared
  > Thu 10:00 (day 11) timer OK-10001: OVERDUE, second escalation: resolution was due 2026-12-02T02:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Thu 10:00 (day 11) cleared
