story: 同一张工单的自动信有上限，员工的回复从不受限
ticket_day: 1
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
Mon 12:00  mail from wang@example.cn "Re: [OK-10001] 已收到您的来信：退款" in reply to ack
  | 请问处理到哪一步了？
  > mail OK-10001: answers our letter; no followup_status: L30, cap:ticket_day: 1 of 1
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: an automatic letter was cancelled by a limit of [caps]: the ticket says which / 有一封自动信因为 [caps] 的上限而取消：工单里写着是哪一项"
Mon 13:00  staff bob informs OK-10001
  | 正在处理，请稍候。
  > staff OK-10001: bob replies
  >   letter reply to wang@example.cn "Re: [OK-10001] 申请退款"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Mon 14:00  mail from wang@example.cn "Re: [OK-10001] 申请退款" in reply to reply
  | 进展如何？什么时候有结果？
  > mail OK-10001: answers our letter; the customer asks, resolution is due 2026-11-25T01:00:00Z
  >   letter followup_status to wang@example.cn "[OK-10001] 您的请求正在处理"
  >   timer next_response Tue 08:00
  >   timer next_response Tue 14:00
  >   timer next_response Wed 02:00
Mon 15:00  staff bob informs OK-10001
  | 今天退款已经完成。
  > staff OK-10001: bob replies
  >   letter reply to wang@example.cn "Re: [OK-10001] 申请退款"
  >   timer next_response Tue 08:00 cleared
  >   timer next_response Tue 14:00 cleared
  >   timer next_response Wed 02:00 cleared
