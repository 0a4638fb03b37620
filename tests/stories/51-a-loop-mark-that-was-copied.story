story: A mail with our loop mark that is not ours is kept and waits for a person
Mon 09:00  mail from ann@example.org "Refund please"
  |# X-Frontdesk-Loop: stories; hop=1; letter=10001.1.ack.1; mac=aaaaaaaaaaaaaaaa
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); no ack: L04, x-frontdesk-loop (our own rule)
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
