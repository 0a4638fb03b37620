story: A forger writes as Ann with himself in copy: he takes part in nothing, and the reply goes to Ann alone
Mon 09:00  mail from ann@example.org "Login problem"
  |# Return-Path: <eve@evil.example>
  |# Cc: <eve@evil.example>
  |# Reply-To: <eve@evil.example>
  | I cannot log in, it says error 502.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); no ack: L19, Return-Path eve@evil.example is not ann@example.org (RFC 3834 section 4)
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 10:00  staff ann replies OK-10001
  | Please try again.
  > staff OK-10001: ann replies
  >   letter reply to ann@example.org "Re: [OK-10001] Login problem"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
Mon 11:00  mail from eve@evil.example "Re: [OK-10001] Login problem" in reply to mail 1
  |# Cc: <ann@example.org>
  | And now?
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); maybe about OK-10001, but the sender is no participant; receipt
  >   letter ack to eve@evil.example "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Wed 11:00
  >   timer ask_again Wed 11:00
Mon 12:00  mail from eve@evil.example "Re: [OK-10001] Login problem" in reply to reply
  | And now?
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
