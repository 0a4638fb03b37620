story: One sender opens ticket after ticket: from the third on one ticket holds all, nothing is lost, nothing answers
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
Mon 09:04  mail from max@example.org "Refund 4"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX1110004, 40 EUR.
  > mail OK-10003: cap:new_tickets_sender_hour: 3 of 2: one ticket for what this sender writes now
Mon 09:05  mail from max@example.org "Fees"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | What are the fees for credit card deposits?
  > mail OK-10003: cap:new_tickets_sender_hour: 4 of 2: one ticket for what this sender writes now; also fees: "What are the fees" (fees.toml)
Mon 09:06  mail from zoe@example.org "Refund"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX2220001, 10 EUR.
  > mail OK-10004 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to zoe@example.org "[OK-10004] We have your mail: Refund"
  >   timer first_response Tue 03:06
  >   timer first_response Tue 09:06
  >   timer first_response Tue 21:06
  >   timer resolution Tue 21:06
  >   timer resolution Wed 09:06
  >   timer resolution Wed 21:06
Mon 09:30  staff bob replies OK-10003
  | We have all your mails.
  > staff OK-10003: bob replies
  >   letter reply to max@example.org "Re: [OK-10003] Refund 3"
  >   timer first_response Tue 03:03 cleared
  >   timer first_response Tue 09:03 cleared
  >   timer first_response Tue 21:03 cleared
  >   timer resolution Tue 21:03 cleared
  >   timer resolution Wed 09:03 cleared
  >   timer resolution Wed 21:03 cleared
  >   timer remind Thu 09:30
  >   timer remind Mon 09:30 (day 8)
  >   timer close Mon 09:30 (day 15)
Mon 10:30  mail from max@example.org "Login problem"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I cannot log in, it says error 502.
  > mail OK-10005 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to max@example.org "[OK-10005] We have your mail: Cannot sign in"
  >   timer first_response Tue 04:30
  >   timer first_response Tue 10:30
  >   timer first_response Wed 10:30
