story: Reply-To, Sender, Cc and Errors-To of another domain get nothing; the letters go to the writer
Mon 09:00  mail from ann@example.org "Refund please"
  |# Reply-To: thief@evil.example
  |# Sender: thief2@evil.example
  |# Cc: thief3@evil.example
  |# Errors-To: thief4@evil.example
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 10:00  staff bob replies OK-10001
  | Done.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Tue 12:00  time passes
  > nothing
