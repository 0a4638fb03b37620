story: Ann's colleague answers with our Message-ID: a stranger until staff accept him; then he speaks for Ann
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
Mon 10:00  staff bob replies OK-10001
  | Which card was it?
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
Mon 11:00  mail from carl@elsewhere.example "Re: [OK-10001] Refund please" in reply to reply
  | It was her blue card.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Mon 12:00  mail from eve@evil.example "Re: [OK-10001] Refund please" in reply to reply
  | Pay it to me.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Mon 13:00  staff bob accepts OK-10001 carl@elsewhere.example
  > staff OK-10001: bob accepts carl@elsewhere.example
  >   timer remind Thu 10:00 cleared
  >   timer remind Mon 10:00 (day 8) cleared
  >   timer close Mon 10:00 (day 15) cleared
  >   timer next_response Tue 07:00
  >   timer next_response Tue 13:00
  >   timer resolution Wed 00:00
  >   timer next_response Wed 01:00
  >   timer resolution Wed 12:00
  >   timer resolution Thu 00:00
Mon 13:10  staff bob accepts OK-10001 carl@elsewhere.example
  > staff OK-10001: carl@elsewhere.example takes part already
Mon 14:00  mail from carl@elsewhere.example "Re: [OK-10001] Refund please" in reply to reply
  | I found the receipt too.
  > mail OK-10001: answers our letter
Mon 15:00  staff bob replies OK-10001
  | Thank you, done.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer next_response Tue 07:00 cleared
  >   timer next_response Tue 13:00 cleared
  >   timer resolution Wed 00:00 cleared
  >   timer next_response Wed 01:00 cleared
  >   timer resolution Wed 12:00 cleared
  >   timer resolution Thu 00:00 cleared
  >   timer remind Thu 15:00
  >   timer remind Mon 15:00 (day 8)
  >   timer close Mon 15:00 (day 15)
Mon 16:00  mail from eve@evil.example "Re: [OK-10001] Refund please" in reply to reply
  | Pay it to me at once.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
