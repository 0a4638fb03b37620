story: A mail that names a second ticket and two accounts joins the first; staff see the rest
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
Mon 10:00  mail from ann@example.org "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Wed 10:00
Mon 11:00  mail from ann@example.org "About OK-10001 and OK-10002"
  | Both are mine. The accounts are ann.one@example.org and ann.two@example.org, please look at both.
  > mail OK-10001: names the ticket's number; the mail names OK-10002 too; names 2 accounts: an***@ex…, an***@ex…
Tue 04:30  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 04:00 timer OK-10002: first response is due 2026-11-24T02:00:00Z
  >   letter warning to ann@okpay.example "[OK-10002] Due soon / 即将到期: Cannot sign in"
  >   timer first_response Tue 04:00 cleared
