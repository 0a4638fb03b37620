story: A flood that staff merge goes on in the ticket it was merged into; nothing automatic answers it, and what answers a letter of ours is a customer's mail again
authserv: mx.okpay.example
new_tickets_sender_hour: 2
Mon 09:01  mail from max@example.org "Refund 1"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110001, 10 EUR.
  > mail OK-10001 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Tue 21:01
  >   timer resolution Tue 21:01
  >   timer resolution Wed 09:01
  >   timer resolution Wed 21:01
Mon 09:02  mail from max@example.org "Refund 2"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110002, 20 EUR.
  > mail OK-10002 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to max@example.org "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 03:02
  >   timer first_response Tue 09:02
  >   timer first_response Tue 21:02
  >   timer resolution Tue 21:02
  >   timer resolution Wed 09:02
  >   timer resolution Wed 21:02
Mon 09:03  mail from max@example.org "Refund 3"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110003, 30 EUR.
  > mail OK-10003 opened: new ticket: refund: "want a refund" (refund.toml); cap:new_tickets_sender_hour: 2 of 2: one ticket for what this sender writes now
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: one sender writes and writes: their further mails are in OK-10003 / 有一位来信人不停地来信：之后的都在 OK-10003 里"
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Tue 21:03
  >   timer resolution Tue 21:03
  >   timer resolution Wed 09:03
  >   timer resolution Wed 21:03
Mon 09:10  staff bob merges OK-10003 OK-10001
  > staff OK-10003: merged into OK-10001 by bob: its mail goes there
  >   timer first_response Tue 03:03 cleared
  >   timer first_response Tue 09:03 cleared
  >   timer first_response Tue 21:03 cleared
  >   timer resolution Tue 21:03 cleared
  >   timer resolution Wed 09:03 cleared
  >   timer resolution Wed 21:03 cleared
  > staff OK-10001: takes in OK-10003 by bob
Mon 09:20  mail from max@example.org "Refund 4"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110004, 40 EUR.
  > mail OK-10001: cap:new_tickets_sender_hour: 3 of 2: one ticket for what this sender writes now
Mon 09:21  mail from max@example.org "Re: Refund 3" in reply to mail 3
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | And the third one?
  > mail OK-10001: answers a mail of the ticket, OK-10003, merged into this one
Mon 09:25  staff bob replies OK-10001
  | We have all your mails, and refund all four.
  > staff OK-10001: bob replies
  >   letter reply to max@example.org "Re: [OK-10001] Refund 1"
  >   timer first_response Tue 03:01 cleared
  >   timer first_response Tue 09:01 cleared
  >   timer first_response Tue 21:01 cleared
  >   timer resolution Tue 21:01 cleared
  >   timer resolution Wed 09:01 cleared
  >   timer resolution Wed 21:01 cleared
  >   timer remind Thu 09:25
  >   timer remind Mon 09:25 (day 8)
  >   timer close Mon 09:25 (day 15)
Mon 09:30  mail from max@example.org "Refund 5"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110005, 50 EUR.
  > mail OK-10001: cap:new_tickets_sender_hour: 4 of 2: one ticket for what this sender writes now
  >   timer remind Thu 09:25 cleared
  >   timer remind Mon 09:25 (day 8) cleared
  >   timer close Mon 09:25 (day 15) cleared
  >   timer next_response Tue 03:30
  >   timer next_response Tue 09:30
  >   timer resolution Tue 21:06
  >   timer next_response Tue 21:30
  >   timer resolution Wed 09:06
  >   timer resolution Wed 21:06
Mon 09:35  staff bob closes OK-10001
  > staff OK-10001: closed by bob
  >   timer next_response Tue 03:30 cleared
  >   timer next_response Tue 09:30 cleared
  >   timer resolution Tue 21:06 cleared
  >   timer next_response Tue 21:30 cleared
  >   timer resolution Wed 09:06 cleared
  >   timer resolution Wed 21:06 cleared
Mon 09:40  mail from max@example.org "Refund 6"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110006, 60 EUR.
  > mail OK-10004 opened: new ticket: refund: "want a refund" (refund.toml); cap:new_tickets_sender_hour: 5 of 2: one ticket for what this sender writes now
  >   timer first_response Tue 03:40
  >   timer first_response Tue 09:40
  >   timer first_response Tue 21:40
  >   timer resolution Tue 21:40
  >   timer resolution Wed 09:40
  >   timer resolution Wed 21:40
Tue 09:00  mail from max@example.org "Login"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I cannot log in, it says error 502.
  > Tue 03:02 timer OK-10002: first response is due 2026-11-24T01:02:00Z
  >   letter warning to bob@okpay.example "[OK-10002] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:02 cleared
  > Tue 03:40 timer OK-10004: first response is due 2026-11-24T01:40:00Z
  >   letter warning to bob@okpay.example "[OK-10004] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:40 cleared
  > mail OK-10005 opened: new ticket: login_problem: "log in, it says error 502" (login_problem.toml); receipt
  >   letter ack to max@example.org "[OK-10005] We have your mail: Cannot sign in"
  >   timer first_response Wed 03:00
  >   timer first_response Wed 09:00
  >   timer first_response Thu 09:00
