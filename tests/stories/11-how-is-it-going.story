story: 到期前来催，得到一封进度信；到期后来催，事情升级
Mon 09:00  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10001 opened: new ticket: refund: "退款" (refund.toml); receipt
  >   letter ack to wang@example.cn "[OK-10001] 已收到您的来信：退款"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 15:00  mail from wang@example.cn "Re: 申请退款" in reply to ack
  | 请问处理到哪一步了？有进展吗？
  > mail OK-10001: answers our letter; the customer asks, first response is due 2026-11-24T01:00:00Z
  >   letter followup_status to wang@example.cn "[OK-10001] 您的请求正在处理"
Mon 18:00  mail from wang@example.cn "Re: 申请退款" in reply to ack
  | 怎么还没人理我？
  > mail OK-10001: answers our letter; a word where it stands went out today already
Tue 11:00  mail from wang@example.cn "Re: 申请退款" in reply to ack
  | 已经过了一天，还是没有人回复！
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: 退款"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 退款"
  >   timer first_response Tue 09:00 cleared
  > mail OK-10001: answers our letter; raised: the customer asks again, first response was due 2026-11-24T01:00:00Z
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: 退款"
Tue 12:00  mail from wang@example.cn "Re: 申请退款" in reply to ack
  | 还没收到回复，到底什么时候处理？
  > mail OK-10001: answers our letter
