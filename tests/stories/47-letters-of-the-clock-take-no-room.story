story: What the clock wrote takes no room from the receipt of the next question
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
Mon 10:00  staff bob replies OK-10001 "What is your account?"
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Thu 10:05  mail from ann@example.org "Login problem"
  | I cannot log in to my account, the page says error 500.
  > Thu 10:00 timer OK-10001: reminder 1
  >   letter remind to ann@example.org "[OK-10001] We are waiting for your reply"
  >   timer remind Thu 10:00 cleared
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Fri 04:05
  >   timer first_response Fri 10:05
  >   timer first_response Sat 10:05
