story: The regulator is named: the lead hears at once, and the promise is that of urgent tickets, also later in a ticket
promises: [raise]
promises: "(监管|消费者协会|regulator|consumer protection)" = { priority = "urgent", to = "lead" }
promises: [[override]]
promises: priority = "urgent"
promises: sla = "security"
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR, or I go to the regulator.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); urgent: (监管|消费者协会|regulator|consumer protection); receipt; lead is told
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   letter page to lee@okpay.example "[OK-10001] ON CALL / 值班: Refund"
  >   timer first_response Mon 09:30
  >   timer first_response Mon 10:00
  >   timer first_response Mon 11:00
Mon 09:05  mail from joe@example.net "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to joe@example.net "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:05
  >   timer first_response Tue 09:05
  >   timer first_response Wed 09:05
Mon 09:10  mail from joe@example.net "Re: Login problem" in reply to ack
  | 再不处理我就向消费者協會投訴。
  > mail OK-10002: answers our letter; urgent: (监管|消费者协会|regulator|consumer protection); also dispute: "投訴" (dispute.toml); no followup_status: L30, cap:sender_ten_minutes: 1 of 1; lead is told
  >   letter page to lee@okpay.example "[OK-10002] ON CALL / 值班: 無法登入"
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: an automatic letter was cancelled by a limit of [caps]: the ticket says which / 有一封自动信因为 [caps] 的上限而取消：工单里写着是哪一项"
  >   timer first_response Tue 03:05 cleared
  >   timer first_response Tue 09:05 cleared
  >   timer first_response Wed 09:05 cleared
  >   timer first_response Mon 09:35
  >   timer first_response Mon 10:05
  >   timer first_response Mon 11:05
Mon 09:12  mail from joe@example.net "Re: Login problem" in reply to ack
  | I mean it: consumer protection.
  > mail OK-10002: answers our letter
Mon 09:30  time passes
  > Mon 09:30 timer OK-10001: first response is due 2026-11-23T02:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Mon 09:30 cleared
