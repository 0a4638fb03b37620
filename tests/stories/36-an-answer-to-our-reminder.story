story: Answering our reminder is no complaint, whatever the reminder's subject says
Mon 09:00  mail from kim@example.com "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to kim@example.com "[OK-10001] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 10:00  staff ann replies OK-10001
  | Which browser do you use?
  > staff OK-10001: ann replies
  >   letter reply to kim@example.com "Re: [OK-10001] Login problem"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Thu 12:00  mail from kim@example.com "Re: [OK-10001] We are waiting for your reply" in reply to remind
  | I use Firefox on Windows.
  > Thu 10:00 timer OK-10001: reminder 1
  >   letter remind to kim@example.com "[OK-10001] We are waiting for your reply"
  >   timer remind Thu 10:00 cleared
  > mail OK-10001: answers our letter
  >   timer remind Mon 10:00 (day 8) cleared
  >   timer close Mon 10:00 (day 15) cleared
  >   timer next_response Fri 06:00
  >   timer next_response Fri 12:00
  >   timer next_response Sat 12:00
Thu 13:00  mail from kim@example.com "Re: [OK-10001] We are waiting for your reply" in reply to remind
  | Any news?
  > mail OK-10001: answers our letter; the customer asks, next response is due 2026-11-27T04:00:00Z
  >   letter followup_status to kim@example.com "[OK-10001] Your request is being worked on"
