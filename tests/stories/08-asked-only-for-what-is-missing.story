story: What is missing comes in two mails, and nothing is asked twice
Mon 09:00  mail from joe@example.org "Payment failed"
  | My payment failed, please help.
  > mail OK-10001 opened: new ticket: payment_failed: "Payment failed" (payment_failed.toml); receipt
  >   letter ack to joe@example.org "[OK-10001] We have your mail: Payment failed"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer ask_again Wed 09:00
  >   timer resolution Wed 21:00
Mon 12:00  mail from joe@example.org "Re: Payment failed" in reply to ack
  | It was 48.50 EUR.
  > mail OK-10001: answers our letter
  >   timer ask_again Wed 09:00 cleared
Mon 13:00  mail from joe@example.org "Re: Payment failed" in reply to ack
  | I paid by Visa card on 22 November 2026 at 14:30.
  > mail OK-10001: answers our letter; all we asked for is here
  >   letter followup_status to joe@example.org "[OK-10001] Your request is being worked on"
Thu 10:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Payment failed"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Payment failed"
  >   timer first_response Tue 09:00 cleared
  > Tue 21:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z, resolution is due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Payment failed"
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Payment failed"
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE: resolution was due 2026-11-25T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Payment failed"
  >   timer resolution Wed 09:00 cleared
  > Wed 21:00 timer OK-10001: OVERDUE, second escalation: resolution was due 2026-11-25T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: Payment failed"
  >   timer resolution Wed 21:00 cleared
