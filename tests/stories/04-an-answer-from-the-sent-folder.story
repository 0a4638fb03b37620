story: 员工用自己的邮件程序回复，时钟照样停下
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
Mon 11:00  sent from support@okpay.example "Re: 申请退款" in reply to mail 1
  |# To: wang@example.cn
  | 王先生您好，退款已提交，请确认收款银行。
  > staff OK-10001: support@okpay.example answered from a mail client
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 11:00
  >   timer remind Mon 11:00 (day 8)
  >   timer close Mon 11:00 (day 15)
Mon 12:00  sent from support@okpay.example "Lunch" in reply to mail 1
  |# To: friend@elsewhere.example
  | Shall we have noodles?
  > staff OK-10001: sent to somebody else: no answer to the customer
Tue 10:00  mail from wang@example.cn "Re: 申请退款" in reply to mail 2
  | 收款银行是工商银行，请问多久可以到账？
  > mail OK-10001: answers a mail of the ticket
  >   timer remind Thu 11:00 cleared
  >   timer remind Mon 11:00 (day 8) cleared
  >   timer close Mon 11:00 (day 15) cleared
  >   timer next_response Wed 04:00
  >   timer next_response Wed 10:00
  >   timer resolution Wed 20:00
  >   timer next_response Wed 22:00
  >   timer resolution Thu 08:00
  >   timer resolution Thu 20:00
Tue 12:00  time passes
  > nothing
