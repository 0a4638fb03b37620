story: 客户没有补充资料，我们只再问一次
Mon 09:00  mail from zhao@example.cn "付款失败"
  | 付款失败了，请帮忙。
  > mail OK-10001 opened: new ticket: payment_failed because of rules/categories/payment_failed.toml:9 "付款失败"; names no ticket of ours; ack: receipt of a new ticket
  >   letter ack to zhao@example.cn "[OK-10001] 已收到您的来信：支付失败"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer ask_again Wed 09:00
  >   timer resolution Wed 21:00
Fri 10:00  time passes
  > Tue 03:00 timer OK-10001: first_response 1.99 was due 2026-11-23T19:00:00Z; warning: first_response by 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 支付失败"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: first_response 1.100 was due 2026-11-24T01:00:00Z; no word to the customer: no answer of staff was ever seen, or the ticket is silent; breach: first_response by 2026-11-24T01:00:00Z
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE (level 100) / 已超时: 支付失败"
  >   timer first_response Tue 09:00 cleared
  > Tue 21:00 timer OK-10001: first_response 1.101 was due 2026-11-24T13:00:00Z; breach: first_response by 2026-11-24T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE (level 101) / 已超时: 支付失败"
  >   timer first_response Tue 21:00 cleared
  > Tue 21:00 timer OK-10001: resolution 1.99 was due 2026-11-24T13:00:00Z; warning: resolution by 2026-11-25T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 支付失败"
  >   timer resolution Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: ask_again 1.0 was due 2026-11-25T01:00:00Z; ask_again: ask_again fell due
  >   letter ask_again to zhao@example.cn "[OK-10001] 还需要您补充一些内容"
  >   timer ask_again Wed 09:00 cleared
  > Wed 09:00 timer OK-10001: resolution 1.100 was due 2026-11-25T01:00:00Z; no word to the customer: no answer of staff was ever seen, or the ticket is silent; breach: resolution by 2026-11-25T01:00:00Z
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE (level 100) / 已超时: 支付失败"
  >   timer resolution Wed 09:00 cleared
  > Wed 21:00 timer OK-10001: resolution 1.101 was due 2026-11-25T13:00:00Z; breach: resolution by 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE (level 101) / 已超时: 支付失败"
  >   timer resolution Wed 21:00 cleared
