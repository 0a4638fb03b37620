story: Two robots never talk: absence notes to our letters end nothing and get nothing
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
Mon 09:01  mail from ann@example.org "Automatic reply: [OK-10001] We have your mail" in reply to ack
  |# Auto-Submitted: auto-replied
  | I am out of the office.
  > mail OK-10001: answers our letter; a robot wrote it: starts and stops nothing
Mon 09:02  mail from ann@example.org "自动回复: [OK-10001]"
  |# X-Autoreply: yes
  | 您好，来信已收到。
  > mail OK-10001: names the ticket's number; a robot wrote it: starts and stops nothing
Mon 10:00  staff bob replies OK-10001
  | Which bank account shall we use?
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
Mon 10:01  mail from ann@example.org "Automatic reply: Refund please" in reply to reply
  |# Auto-Submitted: auto-replied
  | I am out of the office.
  > mail OK-10001: answers our letter; a robot wrote it: starts and stops nothing
Fri 12:00  time passes
  > Thu 10:00 timer OK-10001: reminder 1
  >   letter remind to ann@example.org "[OK-10001] We are waiting for your reply"
  >   timer remind Thu 10:00 cleared
