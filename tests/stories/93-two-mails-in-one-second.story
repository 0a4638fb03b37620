story: Two mails in the same second: the order of coming decides, not the time
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
Mon 09:00  staff bob informs OK-10001
  | We are looking into it.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
Mon 09:00  mail from ann@example.org "Re: Refund please" in reply to reply
  | Thank you, and when?
  > mail OK-10001: answers our letter
  >   timer next_response Tue 03:00
  >   timer next_response Tue 09:00
  >   timer next_response Tue 21:00
Mon 09:00  staff bob informs OK-10001
  | Tomorrow.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer next_response Tue 03:00 cleared
  >   timer next_response Tue 09:00 cleared
  >   timer next_response Tue 21:00 cleared
