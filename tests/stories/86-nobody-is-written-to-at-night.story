story: At night nobody is reminded, closed or told that we are late; a receipt answers at once
promises: [quiet]
promises: customers = "22:00-08:00"
promises: [sla.payment]
promises: calendar = "always"
promises: first_response = "6h"
promises: escalate = [{ after = "0h", to = "payments" }]
Mon 09:00  mail from joe@example.net "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to joe@example.net "[OK-10001] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 23:30  staff ann replies OK-10001
  | Which browser do you use?
  > staff OK-10001: ann replies
  >   letter reply to joe@example.net "Re: [OK-10001] Login problem"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer remind Fri 08:00
  >   timer remind Tue 08:00 (day 9)
  >   timer close Tue 08:00 (day 16)
Tue 23:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Refund"
  >   timer first_response Wed 05:00
Wed 09:00  time passes
  > Wed 05:00 timer OK-10002: OVERDUE: first response was due 2026-11-24T21:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: Refund"
  >   letter overdue to ann@example.org "[OK-10002] We are sorry, our answer is late" (waits until Wed 08:00)
  >   timer first_response Wed 05:00 cleared
+15d  time passes
  > Fri 08:00 timer OK-10001: reminder 1
  >   letter remind to joe@example.net "[OK-10001] We are waiting for your reply"
  >   timer remind Fri 08:00 cleared
  > Tue 08:00 (day 9) timer OK-10001: reminder 2
  >   letter remind to joe@example.net "[OK-10001] Second reminder: we are waiting for your reply"
  >   timer remind Tue 08:00 (day 9) cleared
  > Tue 08:00 (day 16) timer OK-10001: closing
  >   letter closing to joe@example.net "[OK-10001] Your request is closed"
  >   timer close Tue 08:00 (day 16) cleared
