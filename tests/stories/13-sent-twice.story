story: 同一封信按了两次发送，只算一次；过了十分钟再发，就是新的工单
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
Mon 09:03  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10001: the same words as minutes ago; the same once more: no second receipt, the clock is not restarted
Mon 09:40  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10002 opened: new ticket: refund: "退款" (refund.toml); the same transaction as OK-10001; receipt
  >   letter ack to wang@example.cn "[OK-10002] 已收到您的来信：退款"
  >   timer first_response Tue 03:40
  >   timer first_response Tue 09:40
  >   timer first_response Tue 21:40
  >   timer resolution Tue 21:40
  >   timer resolution Wed 09:40
  >   timer resolution Wed 21:40
