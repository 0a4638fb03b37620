story: Two problems in one mail: one ticket, both names, the shorter promise
Mon 09:00  mail from ann@example.org "Two problems"
  | My account has been locked since 22 November 2026 10:00. Also, I want a refund for transaction id TX8812345, 40 EUR. My account is ann@example.org.
  > mail OK-10001 opened: new ticket: account_locked because of rules/categories/account_locked.toml:9 "account has been locked"; names no ticket of ours; ack: receipt of a new ticket
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Account locked"
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer first_response Mon 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 13:00
Mon 12:00  mail from ann@example.org "Re: Two problems" in reply to ack
  | By the way, somebody I do not know has logged in to my account!
  > mail OK-10001: answers our letter of ticket 10001; also about security_report: security_report because of rules/categories/security_report.toml:30 "somebody I do not know has"; page: security_report because of rules/categories/security_report.toml:30 "somebody I do not know has"
  >   letter page to olga@okpay.example "[OK-10001] ON CALL / 值班: Security report"
  >   timer first_response Mon 15:00 cleared
  >   timer first_response Mon 17:00 cleared
  >   timer first_response Mon 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 13:00 cleared
  >   timer first_response Mon 09:30
  >   timer first_response Mon 10:00
  >   timer first_response Mon 11:00
