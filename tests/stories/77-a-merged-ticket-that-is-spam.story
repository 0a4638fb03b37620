story: Mail to a ticket that was merged into one that is spam now: it lies there, starts nothing and gets no word (L25)
authserv: mx.okpay.example
Mon 09:00  mail from eve@example.org "Your offer"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | Dear sir, I have a business proposal for you.
  > mail OK-10001 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to eve@example.org "[OK-10001] We have your mail: General question"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 09:30  mail from eve@example.org "Second offer"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | Dear sir, another business proposal for you.
  > mail OK-10002 opened: new ticket: general: no rule reached the threshold; receipt
  >   letter ack to eve@example.org "[OK-10002] We have your mail: General question"
  >   timer first_response Tue 03:30
  >   timer first_response Tue 09:30
  >   timer first_response Wed 09:30
Mon 10:00  staff bob merges OK-10002 OK-10001
  > staff OK-10002: merged into OK-10001 by bob: its mail goes there
  >   timer first_response Tue 03:30 cleared
  >   timer first_response Tue 09:30 cleared
  >   timer first_response Wed 09:30 cleared
  > staff OK-10001: takes in OK-10002 by bob
Mon 10:05  staff bob dismisses OK-10001
  > staff OK-10001: closed as spam by bob: what its sender writes here changes nothing
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
Mon 11:00  mail from eve@example.org "Re: Second offer" in reply to mail 2
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | Why do you not answer?
  > mail OK-10001: answers a mail of the ticket, OK-10002, merged into this one; closed as spam: starts and stops nothing (L25)
Mon 11:30  mail from eve@example.org "About OK-10002"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | Did you read it?
  > mail OK-10001: names the ticket's number, OK-10002, merged into this one; closed as spam: starts and stops nothing (L25)
Mon 12:00  staff bob reopens OK-10001
  > staff OK-10001: reopened by bob, was closed
Mon 13:00  mail from eve@example.org "Re: Second offer" in reply to mail 2
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I meant the fee of my card, sorry.
  > mail OK-10001: answers a mail of the ticket, OK-10002, merged into this one; now fees: "fee of my card" (fees.toml)
  >   timer next_response Tue 17:30
  >   timer next_response Wed 13:00
Thu 09:00  time passes
  > Tue 17:30 timer OK-10001: next response is due 2026-11-25T05:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: Fees question"
  >   timer next_response Tue 17:30 cleared
  > Wed 13:00 timer OK-10001: OVERDUE: next response was due 2026-11-25T05:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: Fees question"
  >   timer next_response Wed 13:00 cleared
