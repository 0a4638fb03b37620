story: Merged: the survivor keeps its clock, and what waits longest counts
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
Mon 11:00  mail from ann@example.org "Withdrawal is stuck"
  | My withdrawal has been pending for five days.
  > mail OK-10002 opened: new ticket: withdrawal: "Withdrawal is stuck" (withdrawal.toml); receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Withdrawal problem"
  >   timer first_response Mon 17:00
  >   timer first_response Tue 10:00
  >   timer resolution Tue 15:30
  >   timer first_response Wed 10:00
  >   timer resolution Wed 11:00
  >   timer ask_again Wed 11:00
  >   timer resolution Thu 11:00
Mon 14:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | Any news?
  > mail OK-10001: answers our letter; no followup_status: L30, cap:sender_day: 2 of 2
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: an automatic letter was cancelled by a limit of [caps]: the ticket says which / 有一封自动信因为 [caps] 的上限而取消：工单里写着是哪一项"
  >   timer next_response Mon 17:00
  >   timer next_response Mon 18:00
  >   timer next_response Tue 18:00
Mon 15:00  staff bob merges OK-10002 OK-10001
  > staff OK-10002: merged into OK-10001 by bob: its mail goes there
  >   timer first_response Mon 17:00 cleared
  >   timer first_response Tue 10:00 cleared
  >   timer resolution Tue 15:30 cleared
  >   timer first_response Wed 10:00 cleared
  >   timer resolution Wed 11:00 cleared
  >   timer ask_again Wed 11:00 cleared
  >   timer resolution Thu 11:00 cleared
  > staff OK-10001: takes in OK-10002 by bob
  >   timer next_response Mon 17:00 cleared
  >   timer next_response Mon 18:00 cleared
  >   timer next_response Tue 18:00 cleared
  >   timer next_response Mon 14:00
  >   timer next_response Mon 15:00
  >   timer next_response Tue 15:00
Tue 12:00  time passes
  > Mon 15:00 timer OK-10001: OVERDUE: next response was due 2026-11-23T07:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer next_response Mon 14:00 cleared
  >   timer next_response Mon 15:00 cleared
