story: A flood closed as spam: what comes of it within the day lies there and bothers nobody; another matter on another day is a ticket
authserv: mx.okpay.example
new_tickets_sender_hour: 2
Mon 09:01  mail from spam@example.org "Buy now 1"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | The best watches of the world.
  > mail OK-10001 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to spam@example.org "[OK-10001] We have your mail: General question"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Wed 09:01
Mon 09:02  mail from spam@example.org "Buy now 2"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | The best shoes of the world.
  > mail OK-10002 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to spam@example.org "[OK-10002] We have your mail: General question"
  >   timer first_response Tue 03:02
  >   timer first_response Tue 09:02
  >   timer first_response Wed 09:02
Mon 09:03  mail from spam@example.org "Buy now 3"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | The best bags of the world.
  > mail OK-10003 opened: new ticket: general: no rule reached the threshold; cap:new_tickets_sender_hour: 2 of 2: one ticket for what this sender writes now
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: one sender writes and writes: their further mails are in OK-10003 / 有一位来信人不停地来信：之后的都在 OK-10003 里"
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Wed 09:03
Mon 09:10  staff bob dismisses OK-10003
  > staff OK-10003: closed as spam by bob: what its sender writes here changes nothing
  >   timer first_response Tue 03:03 cleared
  >   timer first_response Tue 09:03 cleared
  >   timer first_response Wed 09:03 cleared
Mon 09:20  mail from spam@example.org "Buy now 4"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | The best hats of the world.
  > mail OK-10003: cap:new_tickets_sender_hour: 3 of 2: one ticket for what this sender writes now; closed as spam: starts and stops nothing (L25)
Mon 09:21  mail from spam@example.org "Re: Buy now 3" in reply to mail 3
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | You did not answer.
  > mail OK-10003: answers a mail of the ticket; closed as spam: starts and stops nothing (L25)
Wed 09:00  mail from spam@example.org "Login"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I cannot log in, it says error 502.
  > Tue 03:01 timer OK-10001: first response is due 2026-11-24T01:01:00Z
  >   letter warning to lee@okpay.example "[OK-10001] Due soon / 即将到期: General question"
  >   timer first_response Tue 03:01 cleared
  > Tue 03:02 timer OK-10002: first response is due 2026-11-24T01:02:00Z
  >   letter warning to lee@okpay.example "[OK-10002] Due soon / 即将到期: General question"
  >   timer first_response Tue 03:02 cleared
  > Tue 09:01 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:01:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE / 已超时: General question"
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: General question"
  >   timer first_response Tue 09:01 cleared
  > Tue 09:02 timer OK-10002: OVERDUE: first response was due 2026-11-24T01:02:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE / 已超时: General question"
  >   letter breach to ann@okpay.example "[OK-10002] OVERDUE / 已超时: General question"
  >   timer first_response Tue 09:02 cleared
  > mail OK-10004 opened: new ticket: login_problem: "log in, it says error 502" (login_problem.toml); receipt
  >   letter ack to spam@example.org "[OK-10004] We have your mail: Cannot sign in"
  >   timer first_response Thu 03:00
  >   timer first_response Thu 09:00
  >   timer first_response Fri 09:00
