story: A blocked sender opens nothing, a status mail waits for nobody, an important shop is due sooner
guard: name = "blocked", when = { from = ["seller@offers.example", "*@spam.example"] }, do = "drop"
guard: name = "status", when = { subject = ["maintenance window"] }, do = "store_silently"
guard: name = "important", when = { from = ["*@bigshop.example"] }, do = "raise", sla = "urgent", team = "lead"
Mon 09:00  mail from seller@offers.example "Best offers, refund guaranteed"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail no ticket: guard: "blocked" (guards.toml)
Mon 09:10  mail from host@cloud.example "Maintenance window on Tuesday"
  | Our systems are down. Your refund must wait.
  > mail OK-10001 opened: kept silently: guard "status" (guards.toml)
Mon 09:20  mail from ann@bigshop.example "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); guard "important" (guards.toml:1) raises it: urgent, lead; receipt
  >   letter ack to ann@bigshop.example "[OK-10002] We have your mail: Refund"
  >   timer first_response Mon 15:20
  >   timer first_response Mon 17:20
  >   timer first_response Mon 21:20
  >   timer resolution Tue 21:20
  >   timer resolution Wed 09:20
  >   timer resolution Wed 13:20
Mon 09:30  mail from bea@example.org "Refund please"
  | I want a refund for transaction id TX8812346, 40 EUR.
  > mail OK-10003 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to bea@example.org "[OK-10003] We have your mail: Refund"
  >   timer first_response Tue 03:30
  >   timer first_response Tue 09:30
  >   timer first_response Tue 21:30
  >   timer resolution Tue 21:30
  >   timer resolution Wed 09:30
  >   timer resolution Wed 21:30
Mon 09:40  mail from news@spam.example "News"
  |# List-Id: <news.spam.example>
  | Buy now.
  > mail no ticket: guard: "blocked" (guards.toml)
Mon 10:00  mail from bea@example.org "Maintenance window" in reply to ack
  | Sent by a tool of mine, nobody wrote it.
  > mail OK-10003: answers our letter; guard "status" (guards.toml): starts and stops nothing
Mon 11:00  staff bob moves OK-10002 fees
  > staff OK-10002: moved from refund to fees by bob; first response was due 2026-11-23T09:20:00Z
