story: A customer writes to the shop and puts us in copy: both are answered, but the shop's words do not join his ticket
Mon 09:00  mail from ann@example.org "Refund please"
  |# To: <shop@shop.example>
  |# Cc: <support@okpay.example>
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  mail from shop@shop.example "Re: Refund please" in reply to mail 1
  |# Cc: <support@okpay.example>
  | We sent the goods, no refund.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); maybe about OK-10001, but the sender is no participant; receipt
  >   letter ack to shop@shop.example "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer ask_again Wed 10:00
  >   timer resolution Wed 22:00
