story: An hour is full: receipts wait, the owner hears once, and after an hour they go one by one
global_hour: 2
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:01  mail from bob@example.net "Refund please"
  | I want a refund for transaction id TX8812346, 41 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to bob@example.net "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Tue 21:01
  >   timer resolution Tue 21:01
  >   timer resolution Wed 09:01
  >   timer resolution Wed 21:01
Mon 09:02  mail from cid@example.com "Refund please"
  | I want a refund for transaction id TX8812347, 42 EUR.
  > mail OK-10003 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to cid@example.com "[OK-10003] We have your mail: Refund"
  >   timer first_response Tue 03:02
  >   timer first_response Tue 09:02
  >   timer first_response Tue 21:02
  >   timer resolution Tue 21:02
  >   timer resolution Wed 09:02
  >   timer resolution Wed 21:02
  > desk no ticket: letters to customers are held: status, resume (cap:global_hour: 2 of 2)
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: letters to customers are held: status, resume (cap:global_hour: 2 of 2) / 给客户的自动信已暂停：frontdesk status、resume（达到上限 global…"
Mon 09:03  mail from dan@example.edu "Refund please"
  | I want a refund for transaction id TX8812348, 43 EUR.
  > mail OK-10004 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to dan@example.edu "[OK-10004] We have your mail: Refund"
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Tue 21:03
  >   timer resolution Tue 21:03
  >   timer resolution Wed 09:03
  >   timer resolution Wed 21:03
Mon 11:00  time passes
  > nothing
