story: The desk was off for three days: the highest alarm only, no storm, nobody reminded late
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
Mon 09:30  mail from joe@example.net "Payment failed"
  | My payment failed, please help.
  > mail OK-10002 opened: new ticket: payment_failed: "Payment failed" (payment_failed.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] We have your mail: Payment failed"
  >   timer first_response Tue 03:30
  >   timer first_response Tue 09:30
  >   timer first_response Tue 21:30
  >   timer resolution Tue 21:30
  >   timer resolution Wed 09:30
  >   timer ask_again Wed 09:30
  >   timer resolution Wed 21:30
Mon 09:45  mail from kim@example.com "Fees"
  | What are the fees for credit card deposits?
  > mail OK-10003 opened: new ticket: fees: "What are the fees" (fees.toml); receipt
  >   letter ack to kim@example.com "[OK-10003] We have your mail: Fees question"
  >   timer solved_check Tue 09:45
  >   timer solved_close Sat 09:45
Mon 10:00  mail from bea@example.edu "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10004 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to bea@example.edu "[OK-10004] We have your mail: Cannot sign in"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Wed 10:00
Mon 10:30  staff ann replies OK-10004
  | Which browser do you use?
  > staff OK-10004: ann replies
  >   letter reply to bea@example.edu "Re: [OK-10004] Login problem"
  >   timer first_response Tue 04:00 cleared
  >   timer first_response Tue 10:00 cleared
  >   timer first_response Wed 10:00 cleared
  >   timer remind Thu 10:30
  >   timer remind Mon 10:30 (day 8)
  >   timer close Mon 10:30 (day 15)
Thu 12:00  the desk sleeps until now
  > nothing
+12d  time passes
  > Thu 12:05 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, OVERDUE, second escalation: resolution was due 2026-11-25T01:00:00Z; the customer is told
  >   letter overdue to ann@example.org "[OK-10001] We are sorry, our answer is late"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  > Thu 12:05 timer OK-10002: OVERDUE, second escalation: first response was due 2026-11-24T01:30:00Z, OVERDUE, second escalation: resolution was due 2026-11-25T01:30:00Z; the customer is told
  >   letter overdue to joe@example.net "[OK-10002] We are sorry, our answer is late"
  >   timer first_response Tue 03:30 cleared
  >   timer first_response Tue 09:30 cleared
  >   timer first_response Tue 21:30 cleared
  >   timer resolution Tue 21:30 cleared
  >   timer resolution Wed 09:30 cleared
  >   timer resolution Wed 21:30 cleared
  > Thu 12:05 timer OK-10003: is it solved? skipped: too late to be of use
  >   timer solved_check Tue 09:45 cleared
  >   timer solved_close Sat 09:45 cleared
  >   timer solved_close Mon 12:05 (day 8)
  > Thu 12:05 timer OK-10002: our question once more skipped: too late to be of use
  >   timer ask_again Wed 09:30 cleared
  > Thu 12:05 timer OK-10004: reminder 1
  >   letter remind to bea@example.edu "[OK-10004] We are waiting for your reply"
  >   timer remind Thu 10:30 cleared
  >   timer remind Mon 10:30 (day 8) cleared
  >   timer close Mon 10:30 (day 15) cleared
  >   timer remind Mon 12:05 (day 8)
  >   timer close Mon 12:05 (day 15)
  > Thu 12:05 desk no ticket: the clock has caught up after 3d 1h of downtime
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: 2 due while frontdesk did not run for 3d 1h / 停机 3d 1h 期间到期：2 件"
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: 2 due while frontdesk did not run for 3d 1h / 停机 3d 1h 期间到期：2 件"
  > Mon 12:05 (day 8) timer OK-10003: closing
  >   letter closing to kim@example.com "[OK-10003] Your request is closed"
  >   timer solved_close Mon 12:05 (day 8) cleared
  > Mon 12:05 (day 8) timer OK-10004: reminder 2
  >   letter remind to bea@example.edu "[OK-10004] Second reminder: we are waiting for your reply"
  >   timer remind Mon 12:05 (day 8) cleared
  > Mon 12:05 (day 15) timer OK-10004: closing
  >   letter closing to bea@example.edu "[OK-10004] Your request is closed"
  >   timer close Mon 12:05 (day 15) cleared
