story: A mail client that drops References still finds the ticket by its own address; a service that verifies an address there shows its code to nobody outside
plus_address: yes
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
Mon 10:00  mail from ann@example.org "Something quite different"
  |# To: {OK-10001}
  | It was 42 EUR.
  > mail OK-10001: sent to the ticket's own address
Mon 11:00  mail from ann@home.example "My other address"
  |# To: {OK-10001}
  | I write from home now.
  > mail OK-10001: sent to the ticket's own address, but the sender is no participant; starts and stops nothing
Mon 12:00  mail from no-reply@chat.example "Confirm your mail address"
  |# To: {OK-10001}
  | Your verification code is 482913.
  > mail OK-10001: sent to the ticket's own address, but the sender is no participant; looks like another service's verification mail: never pass it on; a robot wrote it: starts and stops nothing
Mon 12:10  mail from signup@other.example "Your verification code"
  |# To: {OK-10001}
  | Type 482913 to join the company's workspace.
  > mail OK-10001: sent to the ticket's own address, but the sender is no participant; looks like another service's verification mail: never pass it on; starts and stops nothing
Mon 13:00  mail from eve@evil.example "Hello"
  |# To: <support+10001.aaaaaaaaaaaaaaaa@okpay.example>
  | I guessed the address.
  > mail OK-10002 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to eve@evil.example "[OK-10002] We have your mail: General question"
  >   timer first_response Tue 07:00
  >   timer first_response Tue 13:00
  >   timer first_response Wed 13:00
Mon 14:00  staff bob replies OK-10001
  | We paid it back.
  > staff OK-10001: bob replies
  >   letter reply to ann@example.org "Re: [OK-10001] Refund please"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Tue 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer remind Thu 14:00
  >   timer remind Mon 14:00 (day 8)
  >   timer close Mon 14:00 (day 15)
