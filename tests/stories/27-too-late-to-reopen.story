story: 关闭一个多月以后才回信：新工单，与旧工单相连
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
Mon 15:00  staff bob informs OK-10001
  | 退款已经完成。
  > staff OK-10001: bob replies
  >   letter reply to wang@example.cn "Re: [OK-10001] 申请退款"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Mon 16:00  staff bob closes OK-10001
  > staff OK-10001: closed by bob
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
+31d  mail from wang@example.cn "Re: 申请退款" in reply to reply
  | 退款一直没收到，请再查一下，金额 300 元。
  > mail OK-10002 opened: new ticket: refund: "退款" (refund.toml); continues OK-10001, closed too long ago to be reopened; receipt
  >   letter ack to wang@example.cn "[OK-10002] 已收到您的来信：退款"
  >   timer first_response Fri 10:00 (day 33)
  >   timer first_response Fri 16:00 (day 33)
  >   timer first_response Sat 04:00 (day 34)
  >   timer resolution Sat 04:00 (day 34)
  >   timer resolution Sat 16:00 (day 34)
  >   timer ask_again Sat 16:00 (day 34)
  >   timer resolution Sun 04:00 (day 35)
