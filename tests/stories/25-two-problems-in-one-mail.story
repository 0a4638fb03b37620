story: Two problems in one mail: one ticket, both names, the shorter promise
Mon 09:00  mail from ann@example.org "Two problems"
  | My account has been locked since 22 November 2026 10:00. Also, I want a refund for transaction id TX8812345, 40 EUR. My account is ann@example.org.
  > mail OK-10001 opened: new ticket: account_locked: "account has been locked" (account_locked.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Account locked"
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer first_response Mon 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 13:00
Mon 12:00  mail from ann@example.org "Re: Two problems" in reply to ack
  | By the way, somebody I do not know has logged in to my account!
  > mail OK-10001: answers our letter; now security_report: "somebody I do not know has" (security_report.toml); people on call are told
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
+1h  time passes
  > Mon 12:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-23T02:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to sam@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Security report"
  >   letter breach to olga@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Security report"
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Security report"
  >   timer first_response Mon 09:30 cleared
  >   timer first_response Mon 10:00 cleared
  >   timer first_response Mon 11:00 cleared
