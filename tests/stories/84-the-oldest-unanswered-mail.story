story: The next response is counted from the oldest mail unanswered, and anew after each answer
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
Mon 10:00  staff bob informs OK-10001
  | We are looking into it.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Mon 15:00 cleared
  >   timer first_response Mon 17:00 cleared
  >   timer first_response Tue 17:00 cleared
Mon 11:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | Please hurry, my rent is due.
  > mail OK-10001: answers our letter
  >   timer next_response Mon 14:00
  >   timer next_response Mon 15:00
  >   timer next_response Tue 15:00
Mon 12:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | I also wrote to my bank.
  > mail OK-10001: answers our letter
Mon 13:00  staff bob informs OK-10001
  | The bank has it now.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer next_response Mon 14:00 cleared
  >   timer next_response Mon 15:00 cleared
  >   timer next_response Tue 15:00 cleared
Mon 17:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | The bank says no.
  > mail OK-10001: answers our letter; also funds_delayed: "bank says no" (funds_delayed.toml)
  >   timer next_response Tue 11:00
  >   timer next_response Tue 12:00
  >   timer next_response Wed 12:00
Tue 12:00  time passes
  > Tue 11:00 timer OK-10001: next response is due 2026-11-24T04:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer next_response Tue 11:00 cleared
  > Tue 12:00 timer OK-10001: OVERDUE: next response was due 2026-11-24T04:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer next_response Tue 12:00 cleared
