story: Once the desk has seen staff answer, a late answer is owned up to, once
Mon 09:00  mail from kim@example.com "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to kim@example.com "[OK-10001] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 10:00  staff ann informs OK-10001
  | It works again, please try.
  > staff OK-10001: ann replies
  >   letter reply to kim@example.com "Re: [OK-10001] Login problem"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
Mon 10:05  staff ann closes OK-10001
  > staff OK-10001: closed by ann
Mon 11:00  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10002 opened: new ticket: refund: "退款" (refund.toml); receipt
  >   letter ack to wang@example.cn "[OK-10002] 已收到您的来信：退款"
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Tue 23:00
  >   timer resolution Tue 23:00
  >   timer resolution Wed 11:00
  >   timer resolution Wed 23:00
Fri 12:00  time passes
  > Tue 05:00 timer OK-10002: first response is due 2026-11-24T03:00:00Z
  >   letter warning to bob@okpay.example "[OK-10002] Due soon / 即将到期: 退款"
  >   timer first_response Tue 05:00 cleared
  > Tue 11:00 timer OK-10002: OVERDUE: first response was due 2026-11-24T03:00:00Z; the customer is told
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: 退款"
  >   letter overdue to wang@example.cn "[OK-10002] 很抱歉，我们的答复晚了"
  >   timer first_response Tue 11:00 cleared
  > Tue 23:00 timer OK-10002: OVERDUE, second escalation: first response was due 2026-11-24T03:00:00Z, resolution is due 2026-11-25T03:00:00Z
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   timer first_response Tue 23:00 cleared
  >   timer resolution Tue 23:00 cleared
  > Wed 11:00 timer OK-10002: OVERDUE: resolution was due 2026-11-25T03:00:00Z; the customer was told already
  >   letter breach to bob@okpay.example "[OK-10002] OVERDUE / 已超时: 退款"
  >   timer resolution Wed 11:00 cleared
  > Wed 23:00 timer OK-10002: OVERDUE, second escalation: resolution was due 2026-11-25T03:00:00Z
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   timer resolution Wed 23:00 cleared
