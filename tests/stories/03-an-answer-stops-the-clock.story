story: Bob answers from the command line in time, and no alarm rings
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
  | Your refund is on its way, it takes three days.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Tue 10:00  time passes
  > nothing
Tue 12:00  staff bob replies OK-10001
  | The bank returned it. Which account shall we use?
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Fri 12:00
  >   timer remind Tue 12:00 (day 9)
  >   timer close Tue 12:00 (day 16)
Tue 20:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | Please use the account ending in 4411.
  > mail OK-10001: answers our letter
  >   timer remind Fri 12:00 cleared
  >   timer remind Tue 12:00 (day 9) cleared
  >   timer close Tue 12:00 (day 16) cleared
  >   timer resolution Wed 05:00
  >   timer next_response Wed 14:00
  >   timer resolution Wed 17:00
  >   timer next_response Wed 20:00
  >   timer resolution Thu 05:00
  >   timer next_response Thu 08:00
Sat 10:00  time passes
  > Wed 05:00 timer OK-10001: resolution is due 2026-11-25T09:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer resolution Wed 05:00 cleared
  > Wed 14:00 timer OK-10001: next response is due 2026-11-25T12:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer next_response Wed 14:00 cleared
  > Wed 17:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T09:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer resolution Wed 17:00 cleared
  > Wed 20:00 timer OK-10001: OVERDUE: next response was due 2026-11-25T12:00:00Z; the customer was told already
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer next_response Wed 20:00 cleared
  > Thu 05:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-25T09:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer resolution Thu 05:00 cleared
  > Thu 08:00 timer OK-10001: OVERDUE, second escalation: next response was due 2026-11-25T12:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Refund"
  >   timer next_response Thu 08:00 cleared
