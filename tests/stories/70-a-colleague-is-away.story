story: A colleague's absence note answers our notification: the others are told once
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
Tue 04:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
Tue 04:01  mail from bob@okpay.example "Automatic reply: [OK-10001] Due soon" in reply to warning
  |# Auto-Submitted: auto-replied
  | I am on holiday until Monday.
  > mail OK-10001: answers our letter, but the sender is no participant; a robot wrote it: starts and stops nothing; bob is away: a program answered our letter; the others are told
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: OK-10001: bob is away, please take it / OK-10001：bob 不在，请接手"
Tue 09:30  time passes
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 09:00 cleared
Tue 09:31  mail from bob@okpay.example "Out of office: [OK-10001] OVERDUE" in reply to breach
  | I am on holiday until Monday.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing; bob is away: a program answered our letter
