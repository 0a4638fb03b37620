story: Ann forwards our letter to her husband, who answers it: his words join, no letter goes to him
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
Mon 12:00  mail from husband@elsewhere.example "Fwd: [OK-10001] We have your mail" in reply to ack
  | I am her husband. How is it going, any progress?
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Tue 12:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to bob@okpay.example "[OK-10001] Due soon / 即将到期: Refund"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to bob@okpay.example "[OK-10001] OVERDUE / 已超时: Refund"
  >   timer first_response Tue 09:00 cleared
