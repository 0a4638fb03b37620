story: Our own letter, forwarded back into the mailbox, is dropped
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
Mon 09:01  mail from support@okpay.example "[OK-10001] We have your mail: Refund"
  |# Message-ID: <{last ack}>
  | Hello, thank you for writing.
  > mail no ticket: L03: its Message-ID is ours
Mon 09:02  mail from help@otherdesk.example "[#881] Ticket received: [OK-10001] We have your mail" in reply to ack
  |# X-Zammad-Loop: yes
  | Your request has been received and will be reviewed by our support staff.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
