story: 客户没有补充资料，我们只再问一次
Mon 09:00  mail from zhao@example.cn "付款失败"
  | 付款失败了，请帮忙。
  > mail OK-10001 opened: new ticket: payment_failed: "付款失败" (payment_failed.toml); receipt
  >   letter ack to zhao@example.cn "[OK-10001] 已收到您的来信：支付失败"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer ask_again Wed 09:00
  >   timer resolution Wed 21:00
Fri 10:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 支付失败"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 支付失败"
  >   timer first_response Tue 09:00 cleared
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 支付失败"
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 支付失败"
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: our question once more
  >   letter ask_again to zhao@example.cn "[OK-10001] 还需要您补充一些内容"
  >   timer ask_again Wed 09:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 支付失败"
  >   timer resolution Wed 09:00 cleared
  > Wed 21:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 支付失败"
  >   timer resolution Wed 21:00 cleared
