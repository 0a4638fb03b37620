story: A mail with our loop mark that is not ours is kept and waits for a person
Mon 09:00  mail from ann@example.org "Refund please"
  |# X-Frontdesk-Loop: stories; hop=1; letter=10001.1.ack.1; mac=aaaaaaaaaaaaaaaa
  | I want a refund for transaction id TX8812345, 40 EUR.
