story: A row chooses the promise by sender or language, before the category, and the first that holds decides
promises: [[override]]
promises: sender = "*@bigshop.example"
promises: sla = "urgent"
promises: [[override]]
promises: language = "zh-Hant"
promises: sla = "dispute"
Mon 09:00  mail from ann@bigshop.example "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@bigshop.example "[OK-10001] We have your mail: Refund"
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer first_response Mon 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 13:00
Mon 09:05  mail from joe@example.net "申請退款"
  | 您好，我想申請退款，訂單編號 TX8812346，金額 50 歐元，請盡快處理。
  > mail OK-10002 opened: new ticket: refund: "退款" (refund.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] 已收到您的來信：退款"
  >   timer first_response Tue 03:05
  >   timer first_response Tue 09:05
  >   timer first_response Wed 09:05
Mon 09:10  mail from kim@example.com "Refund please"
  | I want a refund for transaction id TX8812347, 60 EUR.
  > mail OK-10003 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to kim@example.com "[OK-10003] We have your mail: Refund"
  >   timer first_response Tue 03:10
  >   timer first_response Tue 09:10
  >   timer first_response Tue 21:10
  >   timer resolution Tue 21:10
  >   timer resolution Wed 09:10
  >   timer resolution Wed 21:10
