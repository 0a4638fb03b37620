story: Two tickets of one customer become one: its mail, its words and what it owes go on there, and no letter says so
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer ask_again Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from ann@example.org "The transaction"
  | It is transaction id TX8812345, I forgot.
  > mail OK-10002 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: General question"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Wed 10:00
Mon 10:30  mail from bea@example.org "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10003 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to bea@example.org "[OK-10003] We have your mail: Cannot sign in"
  >   timer first_response Tue 04:30
  >   timer first_response Tue 10:30
  >   timer first_response Wed 10:30
Mon 11:00  staff bob merges OK-10002 OK-10001
  > staff OK-10002: merged into OK-10001 by bob: its mail goes there
  >   timer first_response Tue 04:00 cleared
  >   timer first_response Tue 10:00 cleared
  >   timer first_response Wed 10:00 cleared
  > staff OK-10001: takes in OK-10002 by bob
  >   timer ask_again Wed 09:00 cleared
Mon 12:00  mail from ann@example.org "Re: The transaction" in reply to mail 2
  | Any news?
  > mail OK-10001: answers a mail of the ticket, OK-10002, merged into this one; no followup_status: L30, cap:sender_day: 2 of 2
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: an automatic letter was cancelled by a limit of [caps]: the ticket says which / 有一封自动信因为 [caps] 的上限而取消：工单里写着是哪一项"
Mon 13:00  mail from ann@example.org "About OK-10002"
  | Did you read it?
  > mail OK-10001: names the ticket's number, OK-10002, merged into this one
Mon 14:00  staff bob reopens OK-10002
  > staff OK-10002: reopened by bob, was closed
Mon 14:10  staff bob merges OK-10001 OK-10002
  > staff OK-10001: merged into OK-10002 by bob: its mail goes there
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  > staff OK-10002: takes in OK-10001 by bob
  >   timer next_response Tue 03:00
  >   timer next_response Tue 09:00
  >   timer next_response Wed 09:00
Mon 15:00  mail from ann@example.org "About OK-10001"
  | Did you read it?
  > mail OK-10002: names the ticket's number, OK-10001, merged into this one
Mon 16:00  staff bob dismisses OK-10003
  > staff OK-10003: closed as spam by bob: what its sender writes here changes nothing
  >   timer first_response Tue 04:30 cleared
  >   timer first_response Tue 10:30 cleared
  >   timer first_response Wed 10:30 cleared
Mon 17:00  mail from bea@example.org "Re: Login problem" in reply to mail 3
  | Hello?
  > mail OK-10003: answers a mail of the ticket; closed as spam: starts and stops nothing (L25)
Wed 12:00  time passes
  > Tue 03:00 timer OK-10002: next response is due 2026-11-24T01:00:00Z
  >   letter warning to lee@okpay.example "[OK-10002] Due soon / 即将到期: General question"
  >   timer next_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10002: OVERDUE: next response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE / 已超时: General question"
  >   letter breach to ann@okpay.example "[OK-10002] OVERDUE / 已超时: General question"
  >   timer next_response Tue 09:00 cleared
  > Wed 09:00 timer OK-10002: OVERDUE, second escalation: next response was due 2026-11-24T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: General question"
  >   timer next_response Wed 09:00 cleared
