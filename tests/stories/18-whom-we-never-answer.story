story: Copies, crowds, two senders and no-reply addresses get a ticket and no letter
Mon 09:00  mail from ann@example.org "Refund please"
  |# To: <shop@shop.example>
  |# Bcc: <support@okpay.example>
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); no ack: L15, our address is not in To or Cc (RFC 3834 section 2, RFC 5230 section 4.5)
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from bea@example.org "Login problem"
  |# To: <support@okpay.example>, <a1@x.example>, <a2@x.example>, <a3@x.example>, <a4@x.example>, <a5@x.example>, <a6@x.example>, <a7@x.example>, <a8@x.example>, <a9@x.example>, <b1@x.example>, <b2@x.example>, <b3@x.example>, <b4@x.example>, <b5@x.example>, <b6@x.example>, <b7@x.example>, <b8@x.example>, <b9@x.example>, <c1@x.example>, <c2@x.example>
  | I cannot log in, it says error 502.
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); no ack: L16, 21 recipients (our own rule)
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Wed 10:00
Mon 11:00  mail from cat@example.org "Login problem"
  |# From: <dog@example.org>
  | I cannot log in, it says error 503.
  > mail OK-10003 opened: new ticket: login_problem: "Login problem" (login_problem.toml); no ack: L17, 2 From fields (RFC 5322 section 3.6.2)
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Wed 11:00
Mon 12:00  mail from no-reply@shop.example "退款"
  | 申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10004 opened: bulk that joins nothing: From: no-reply@shop.example
Mon 13:00  mail from ann@okpay.example "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10005 opened: internal: ann@okpay.example is one of our people; the same transaction as OK-10001
Tue 12:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 04:00 timer OK-10002: first response is due 2026-11-24T02:00:00Z
  >   letter warning to ann@okpay.example "[OK-10002] Due soon / 即将到期: Cannot sign in"
  >   timer first_response Tue 04:00 cleared
  > Tue 05:00 timer OK-10003: first response is due 2026-11-24T03:00:00Z
  >   letter warning to ann@okpay.example "[OK-10003] Due soon / 即将到期: Cannot sign in"
  >   timer first_response Tue 05:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 09:00 cleared
  > Tue 10:00 timer OK-10002: OVERDUE: first response was due 2026-11-24T02:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10002] OVERDUE / 已超时: Cannot sign in"
  >   timer first_response Tue 10:00 cleared
  > Tue 11:00 timer OK-10003: OVERDUE: first response was due 2026-11-24T03:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10003] OVERDUE / 已超时: Cannot sign in"
  >   timer first_response Tue 11:00 cleared
