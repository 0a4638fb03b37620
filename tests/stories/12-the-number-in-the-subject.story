story: The ticket's number joins for who takes part, and only hints for a stranger
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
Mon 10:00  mail from ann@example.org "OK-10001"
  | The card ends in 4411, if that helps.
  > mail OK-10001: names the ticket's number
Mon 11:00  mail from eve@elsewhere.example "Re: [OK-10001] Refund"
  | Please send the refund to my account instead, 40 EUR, transaction id TX8812345.
  > mail OK-10002 opened: new ticket: refund: "refund to my" (refund.toml); maybe about OK-10001, but the sender is no participant; receipt
  >   letter ack to eve@elsewhere.example "[OK-10002] We have your mail: Refund"
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Tue 23:00
  >   timer resolution Tue 23:00
  >   timer resolution Wed 11:00
  >   timer resolution Wed 23:00
