story: 簡體的工單，客戶改用繁體回信，以後的信也用繁體
Mon 09:00  mail from chen@example.tw "付款失败"
  | 付款失败了，请帮忙。
  > mail OK-10001 opened: new ticket: payment_failed: "付款失败" (payment_failed.toml); receipt
  >   letter ack to chen@example.tw "[OK-10001] 已收到您的来信：支付失败"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer ask_again Wed 09:00
  >   timer resolution Wed 21:00
Mon 12:00  mail from chen@example.tw "Re: 付款失败" in reply to ack
  | 您好，金額是 300 台幣，用信用卡付款，請儘快處理，謝謝您們的幫忙。
  > mail OK-10001: answers our letter
  >   timer ask_again Wed 09:00 cleared
Mon 15:00  mail from chen@example.tw "Re: 付款失败" in reply to ack
  | 請問處理進度到哪裡了？還沒有收到回覆。
  > mail OK-10001: answers our letter; the customer asks, first response is due 2026-11-24T01:00:00Z
  >   letter followup_status to chen@example.tw "[OK-10001] 您的案件正在處理"
