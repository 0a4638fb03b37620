story: 同一张工单的自动信有上限，员工的回复从不受限
Mon 09:00  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10001 opened: new ticket: refund because of rules/categories/refund.toml:9 "申请退款"; names no ticket of ours; ack: receipt of a new ticket
  >   letter ack to wang@example.cn "[OK-10001] 已收到您的来信：退款"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 12:00  mail from wang@example.cn "Re: 申请退款" in reply to ack
  | 请问处理到哪一步了？
  > mail OK-10001: answers our letter of ticket 10001; followup_status: asked before first_response 2026-11-24T01:00:00Z
  >   letter followup_status to wang@example.cn "[OK-10001] 您的请求正在处理"
Mon 13:00  staff bob informs OK-10001
  | 正在处理，请稍候。
  > staff OK-10001: reply: bob replies
  >   letter reply to wang@example.cn "Re: [OK-10001] 申请退款"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Mon 14:00  mail from wang@example.cn "Re: 申请退款" in reply to reply
  | 进展如何？
  > mail OK-10001: answers our letter of ticket 10001; a word where it stands went out today already
  >   timer next_response Tue 08:00
  >   timer next_response Tue 14:00
  >   timer next_response Wed 02:00
Tue 13:00  mail from wang@example.cn "Re: 申请退款" in reply to reply
  | 什么时候有结果？还没收到回复。
  > Tue 08:00 timer OK-10001: next_response 1.99 was due 2026-11-24T00:00:00Z; warning: next_response by 2026-11-24T06:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 退款"
  >   timer next_response Tue 08:00 cleared
  > mail OK-10001: answers our letter of ticket 10001; followup_status: asked before next_response 2026-11-24T06:00:00Z
  >   letter followup_status to wang@example.cn "[OK-10001] 您的请求正在处理"
Tue 14:00  staff bob informs OK-10001
  | 今天退款已经完成。
  > Tue 14:00 timer OK-10001: next_response 1.100 was due 2026-11-24T06:00:00Z; breach: next_response by 2026-11-24T06:00:00Z; overdue: next_response was broken
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE (level 100) / 已超时: 退款"
  >   letter overdue to wang@example.cn "[OK-10001] 很抱歉，我们的答复晚了"
  >   timer next_response Tue 14:00 cleared
  > staff OK-10001: reply: bob replies
  >   letter reply to wang@example.cn "Re: [OK-10001] 申请退款"
  >   timer next_response Wed 02:00 cleared
