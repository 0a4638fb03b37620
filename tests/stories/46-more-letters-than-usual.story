story: An hour is full: receipts wait, the owner hears once, and after an hour they go one by one
global_hour: 2
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
Mon 09:01  mail from bob@example.net "Refund please"
  | I want a refund for transaction id TX8812346, 41 EUR.
Mon 09:02  mail from cid@example.com "Refund please"
  | I want a refund for transaction id TX8812347, 42 EUR.
Mon 09:03  mail from dan@example.edu "Refund please"
  | I want a refund for transaction id TX8812348, 43 EUR.
Mon 11:00  time passes
Mon 11:01  mail from ann@example.org "How is it going" in reply to ack
  | When will you answer?
