story: Closed, and the customer comes back within a month: the same ticket, with the time it has used
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
Mon 15:00  staff bob informs OK-10001
  | The refund was sent today.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Mon 16:00  staff bob closes OK-10001
  > staff OK-10001: closed by bob
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
+10d  mail from ann@example.org "Re: Refund please" in reply to reply
  | It has still not arrived. What happened to it?
  > mail OK-10001: answers our letter; reopened, was closed
  >   timer next_response Fri 10:00 (day 12)
  >   timer next_response Fri 16:00 (day 12)
  >   timer resolution Fri 21:00 (day 12)
  >   timer next_response Sat 04:00 (day 13)
  >   timer resolution Sat 09:00 (day 13)
  >   timer resolution Sat 21:00 (day 13)
+2d  time passes
  > Fri 10:00 (day 12) timer OK-10001: next response is due 2026-12-04T08:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer next_response Fri 10:00 (day 12) cleared
  > Fri 16:00 (day 12) timer OK-10001: OVERDUE: next response was due 2026-12-04T08:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer next_response Fri 16:00 (day 12) cleared
  > Fri 21:00 (day 12) timer OK-10001: resolution is due 2026-12-05T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Fri 21:00 (day 12) cleared
  > Sat 04:00 (day 13) timer OK-10001: OVERDUE, second escalation: next response was due 2026-12-04T08:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer next_response Sat 04:00 (day 13) cleared
  > Sat 09:00 (day 13) timer OK-10001: OVERDUE: resolution was due 2026-12-05T01:00:00Z; the customer was told already
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer resolution Sat 09:00 (day 13) cleared
