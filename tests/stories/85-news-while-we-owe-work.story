story: News is promised after each answer while we owe work, pauses while the customer owes us, and ends with the matter
promises: [sla.payment]
promises: calendar = "office"
promises: first_response = "8h"
promises: update = "9h"
promises: escalate = [{ after = "0h", to = "payments" }]
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 17:00
Mon 10:00  staff bob informs OK-10001
  | We are looking into it.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Mon 17:00 cleared
  >   timer update Tue 10:00
Tue 09:00  staff bob informs OK-10001
  | The bank has it now.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer update Tue 10:00 cleared
  >   timer update Tue 18:00
Tue 15:00  staff bob replies OK-10001
  | Which account should it go to?
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer update Tue 18:00 cleared
  >   timer remind Fri 15:00
  >   timer remind Tue 15:00 (day 9)
  >   timer close Tue 15:00 (day 16)
Thu 11:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | To the one I paid from.
  > mail OK-10001: answers our letter
  >   timer remind Fri 15:00 cleared
  >   timer remind Tue 15:00 (day 9) cleared
  >   timer close Tue 15:00 (day 16) cleared
  >   timer update Fri 11:00
Fri 12:00  time passes
  > Fri 11:00 timer OK-10001: OVERDUE: news was due 2026-11-27T03:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer update Fri 11:00 cleared
Fri 13:00  staff bob closes OK-10001
  > staff OK-10001: closed by bob
+9d  time passes
  > nothing
