story: A card number and a code in the subject are in no letter
Mon 09:00  mail from ann@example.org "Refund to card 4111 1111 1111 1111, code is 445566"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "want a refund" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  staff bob replies OK-10001
  | Done, it goes to card 5555 5555 5555 4444.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund to card **** **** **** 1111, code is ******"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
