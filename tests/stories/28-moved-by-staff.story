story: A person moves the ticket: the promise is chosen anew, its start stays
Mon 09:00  mail from ann@example.org "A question"
  | Hello, something odd happened with my account, can you have a look?
  > mail OK-10001 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: General question"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 12:00  staff ann moves OK-10001 account_locked
  > staff OK-10001: moved from general to account_locked by ann; first response was due 2026-11-24T01:00:00Z
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer first_response Mon 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 13:00
Mon 12:05  staff ann moves OK-10001 account_locked
  > staff OK-10001: it is account_locked already
Tue 12:00  time passes
  > Mon 15:00 timer OK-10001: first response is due 2026-11-23T09:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: Account locked"
  >   timer first_response Mon 15:00 cleared
  > Mon 17:00 timer OK-10001: OVERDUE: first response was due 2026-11-23T09:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: Account locked"
  >   timer first_response Mon 17:00 cleared
  > Mon 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-23T09:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Account locked"
  >   timer first_response Mon 21:00 cleared
