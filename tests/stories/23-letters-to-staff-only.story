story: 只给员工发信的阶段：客户的信都扣下，员工照常收到提醒
mode: staff
Mon 09:00  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10001 opened: new ticket: refund: "退款" (refund.toml); receipt
  >   letter ack to wang@example.cn "[OK-10001] 已收到您的来信：退款" (held)
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Wed 12:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 退款"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 退款"
  >   timer first_response Tue 09:00 cleared
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 退款"
  >   timer resolution Wed 09:00 cleared
