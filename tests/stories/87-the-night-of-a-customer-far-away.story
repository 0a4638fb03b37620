story: It is the customer's night that counts, by the clock of his mail; it is day in Shanghai
promises: [quiet]
promises: customers = "22:00-08:00"
Mon 12:00  mail from joe@example.net "Login problem"
  |# Date: Sun, 22 Nov 2026 23:00:00 -0500
  | I cannot log in, it says error 502.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to joe@example.net "[OK-10001] We have your mail: Cannot sign in"
  >   timer first_response Tue 06:00
  >   timer first_response Tue 12:00
  >   timer first_response Wed 12:00
Mon 13:30  staff ann replies OK-10001
  | Which browser do you use?
  > staff OK-10001: ann replies
  >   letter reply to joe@example.net "Re: [OK-10001] Login problem"
  >   timer first_response Tue 06:00 cleared
  >   timer first_response Tue 12:00 cleared
  >   timer first_response Wed 12:00 cleared
  >   timer remind Thu 21:00
  >   timer remind Mon 21:00 (day 8)
  >   timer close Mon 21:00 (day 15)
+4d  time passes
  > Thu 21:00 timer OK-10001: reminder 1
  >   letter remind to joe@example.net "[OK-10001] We are waiting for your reply"
  >   timer remind Thu 21:00 cleared
