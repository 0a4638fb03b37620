story: The relay says later, never, or nothing at all
Mon 09:00  post says later 451 try again
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
  > post at Mon 09:00 about ack to ann@example.org: later
Mon 10:00  post says never 550 no such user
  > post at Mon 09:01 about ack to ann@example.org: accepted now
Mon 10:00  staff bob informs OK-10001
  | Your refund is on its way.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  > post OK-10001: the reply to ann@example.org failed: 550 no such user; staff are told
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: OK-10001: the reply to ann@example.org did not arrive, the customer has no answer: 550 no such user / OK-10001：给 ann@exa…"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  > post at Mon 10:00 about reply to ann@example.org: never
Mon 11:00  post says nothing
Mon 11:00  staff bob informs OK-10001
  | Your refund is on its way, once more.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  > post at Mon 11:00 about reply to ann@example.org: no answer
Mon 12:00  post says nothing
  > post at Mon 11:15 about reply to ann@example.org: accepted now
Mon 12:00  mail from bea@example.edu "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to bea@example.edu "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 06:00
  >   timer first_response Tue 12:00
  >   timer first_response Wed 12:00
  > post at Mon 12:00 about ack to bea@example.edu: no answer
Mon 14:00  time passes
  > nothing
